"""Slabs into pages: what stays together, what is cut, and the notes at the foot of the page that has their marks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from converters.formats.pdf.faces import Faces
from converters.formats.pdf.page import Page
from converters.formats.pdf.slabs import Slab
from converters.formats.pdf.tags import Element
from converters.formats.pdf.theme import Sheet

_RULE_WIDTH: Final = 60.0
_MOST_NOTES: Final = 0.7
"""The share of a page that notes may take while there is text to set."""
_SERIES_GAP: Final = 4.0
"""The room between two series of notes."""
_FIRST_LINES: Final = 2
"""How many lines of a note must stand on the page of its mark."""


class Pager:
    """Fills pages from the top with slabs and from the bottom with notes.

    `take` is given each page when it is full, which is then not kept.
    """

    def __init__(self, sheet: Sheet, faces: Faces, take: Callable[[Page], None] | None = None) -> None:
        self.sheet = sheet
        self._take = take
        self.pages: list[Page] = []
        self._begun = 0
        self._faces = faces
        self._depth = sheet.depth
        self._used = 0.0
        self._notes: list[Slab] = []
        self._height_of_notes = 0.0
        self._height_beside = 0.0
        self._series: set[int] = set()
        self._waiting: deque[Slab] = deque()
        self._is_continued = False
        self._whole: list[Element] = []
        self._page = self._begin()

    # --- filling ---

    def fill(self, slabs: Iterable[Slab]) -> None:
        """Place slabs one below the other, going on to new pages where they are full."""
        chain: list[Slab] = []
        for slab in slabs:
            chain.append(slab)
            if not slab.keep:
                self._place_chain(chain)
                chain = []
        self._place_chain(chain)

    @property
    def place(self) -> int:
        """The number of the page that is being filled, from 0."""
        return self._page.index

    @property
    def room(self) -> float:
        """The height that is left on it."""
        return self._room()

    @property
    def is_waiting(self) -> bool:
        """Whether notes of what was placed are still to come, on pages that have not begun."""
        return bool(self._waiting)

    def begin_page(self) -> None:
        """Begin a new page, after as many as the waiting notes need; none where the page has nothing on it yet."""
        if self._used or self._notes:
            self._turn()
        while self._waiting:
            self._turn()

    def skip_page(self) -> None:
        """Leave the page as it is, though there be nothing on it, and begin the next."""
        self._turn()

    def given_away(self) -> list[Page]:
        """The pages that are full, which are not kept any longer."""
        full, self.pages = self.pages[:-1], self.pages[-1:]
        return full

    def finish(self) -> list[Page]:
        """End the last page, with as many more as its notes need."""
        self._end()
        while self._waiting:
            self._page = self._begin()
            self._end()
        return self.pages

    def _place_chain(self, chain: list[Slab]) -> None:
        """Place slabs that stay together, on one page where they fit on one at all."""
        if len(chain) > 1 and self._used and not self._fits(chain):
            self._turn()
            if chain[0].repeat is not None:
                self._put(chain[0].repeat)
        for slab in chain:
            self._place(slab)

    def _place(self, slab: Slab) -> None:
        is_fresh = not self._used
        while not self._fits([slab]):
            parts = slab.split(self._room() - self._gap(slab))
            if parts is not None:
                self._put(parts[0])
                slab = parts[1]
            elif is_fresh and not self._notes:
                break
            self._turn()
            is_fresh = True
            if slab.repeat is not None:
                self._put(slab.repeat)
        self._put(slab)

    def _put(self, slab: Slab) -> None:
        self._used += self._gap(slab)
        slab.draw(self._page, self._page.left, self.sheet.height - self.sheet.top - self._used)
        if slab.follows is not None:
            self._whole.append(slab.follows)
        self._used += slab.height
        self._height_beside += slab.height_beside
        if slab.notes or self._waiting:
            for note in slab.notes:
                self._waiting.extend(note)
            most = self._depth * _MOST_NOTES - self._height_of_notes
            self._take_notes(min(self._room(), max(most, _least(slab.notes))))

    # --- room ---

    def _gap(self, slab: Slab) -> float:
        return slab.before if self._used else 0.0

    def _room(self) -> float:
        """What is left between text and notes."""
        return self._depth - self._used - self._foot(self._height_of_notes)

    def _foot(self, height: float) -> float:
        """The height of the foot, given that of the notes in it: there is a gap above them."""
        return height + self.sheet.note_gap if height else 0.0

    def _fits(self, chain: list[Slab]) -> bool:
        """Whether slabs fit, with the first lines of each of their notes."""
        height = -(0.0 if self._used else chain[0].before)
        notes = self._height_of_notes
        beside = self._height_beside
        for slab in chain:
            height += slab.height + slab.before
            beside += slab.height_beside
            for note in slab.notes:
                notes += sum([line.height for line in note[:_FIRST_LINES]])
                if note and notes and note[0].series not in self._series:
                    notes += _SERIES_GAP
        return height + self._foot(notes) <= self._depth - self._used + 0.01 and (
            beside <= self._depth or beside == self._height_beside
        )

    def _take_notes(self, room: float) -> None:
        """Let waiting lines of notes into the foot of the page, as far as there is room."""
        if self._waiting and not self._notes:
            room -= self.sheet.note_gap
        while self._waiting:
            slab = self._waiting.popleft()
            gap = _SERIES_GAP if self._notes and slab.series not in self._series else 0.0
            if slab.height + gap > room + 0.01:
                parts = slab.split(room - gap)
                if parts is None and (self._used or self._notes):
                    self._waiting.appendleft(slab)
                    return
                slab, rest = parts or (slab, None)
                if rest is not None:
                    self._waiting.appendleft(rest)
                    room = gap + slab.height
            room -= gap + slab.height
            self._series.add(slab.series)
            self._notes.append(slab)
            self._height_of_notes += gap + slab.height

    # --- pages ---

    def _begin(self) -> Page:
        page = Page(self._begun, self.sheet, self._faces)
        self._begun += 1
        self.pages.append(page)
        self._used = 0.0
        self._notes = []
        self._height_of_notes = 0.0
        self._height_beside = 0.0
        self._series = set()
        self._is_continued = bool(self._waiting)
        self._take_notes(self.sheet.depth * (_MOST_NOTES if self._waiting else 1.0))
        return page

    def _turn(self) -> None:
        self._end()
        self._page = self._begin()

    def _end(self) -> None:
        """Draw what is left of the page: its margin and its foot. What has no notes on later pages is whole with it."""
        self._take_notes(self._room())
        self._page.settle()
        if self._notes:
            self._draw_notes()
        if not self._waiting:
            self._page.whole, self._whole = self._whole, []
        if self._take is None:
            self._page.pack()
        else:
            self._take(self.pages.pop())

    def _draw_notes(self) -> None:
        """Draw the notes of the page at its foot, under a short rule; under a long one where they are continued."""
        top = self.sheet.bottom + self._height_of_notes
        rule = top + self.sheet.note_gap * 0.4
        width = self.sheet.measure if self._is_continued else _RULE_WIDTH
        self._page.rule(self._page.left, rule, self._page.left + width, rule, 0.5)
        notes = sorted(self._notes, key=lambda slab: slab.series)
        for above, slab in zip([notes[0], *notes], notes, strict=False):
            top -= _SERIES_GAP if slab.series != above.series else 0.0
            slab.draw(self._page, self._page.left, top)
            top -= slab.height


def _least(notes: Iterable[Sequence[Slab]]) -> float:
    """The height of what must stand of notes on the page of their marks."""
    return sum(line.height for note in notes for line in note[:_FIRST_LINES]) + _SERIES_GAP
