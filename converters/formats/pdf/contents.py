"""The table of contents of a long document: what its outline will say, with the pages on which things stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from converters.formats.pdf.ahead import Planned
from converters.formats.pdf.job import Entry, Job
from converters.formats.pdf.paragraphs import set_line, set_text
from converters.formats.pdf.pieces import Link, Text
from converters.formats.pdf.slabs import LineSlab, Slab
from converters.formats.pdf.tags import Element, Slot
from converters.formats.pdf.wording import Own

if TYPE_CHECKING:
    from converters.formats.pdf.page import Page

_LONGEST = 160
"""A title is cut to so many characters."""
_NUMBER_WIDTH = 30.0


class _EntrySlab(LineSlab, kw_only=True):
    """The last line of an entry, whose page is known and drawn when all pages are set."""

    link: Link
    slot: Slot
    page: Page | None = None
    place: tuple[float, float] = (0.0, 0.0)

    def draw(self, page: Page, left: float, top: float) -> None:
        """Draw the line, and remember where its number belongs."""
        LineSlab.draw(self, page, left, top)
        self.page, self.place = page, (left, self.baseline(top))
        self.line = None
        page.is_awaited = True


class Contents:
    """A table of contents, set before the pages that it tells of: where its lines lead is said when those are set."""

    def __init__(self, job: Job, lines: Sequence[Planned], parent: Element) -> None:
        self._job = job
        self._lines = lines
        self._parent = parent
        self._waiting: list[_EntrySlab | None] = []

    def slabs(self) -> list[Slab]:
        """The heading and the lines of all entries."""
        title = self._job.setting("notes-title")
        words, slot = self._job.say(Own("Contents"), self._parent.child("Entry"))
        pieces = [Text(words, title.style, slot)]
        slabs: list[Slab] = [*set_text(self._job, pieces, title, self._job.page_column)]
        table = self._parent.child("Contents")
        for line in self._lines:
            slabs.extend(self._entry(line, table.child("ContentsItem")))
        return slabs

    def _entry(self, entry: Planned, element: Element) -> list[LineSlab]:
        setting = self._job.setting("contents")
        reference = element.child("ContentsReference").child("Link")
        title = entry.title if len(entry.title) <= _LONGEST else f"{entry.title[:_LONGEST].rstrip()} \u2026"
        link = Link(reference, words=title)
        column = self._job.page_column.inset((entry.level - 1) * self._job.theme.step, _NUMBER_WIDTH)
        text = Text(title, setting.style, reference.generated(), link)
        slabs = set_text(self._job, [text], setting, column)
        own = None
        if slabs:
            last = slabs[-1]
            slabs[-1] = own = _EntrySlab(
                height=last.height,
                before=last.before,
                line=last.line,
                x=last.x,
                size=last.size,
                link=link,
                slot=element.generated(),
            )
        self._waiting.append(own)
        return slabs

    def number(self, entries: Iterable[Entry]) -> None:
        """Say where the lines lead, and draw the numbers of the pages, now that all are set."""
        style = self._job.setting("contents").style
        for slab, entry in zip(self._waiting, entries, strict=True):
            mark = entry.element.first_mark()
            if slab is None or slab.page is None or mark is None:
                continue
            slab.link.place = entry.element
            words = Text(str(mark.page + 1), style, slab.slot)
            line = set_line(self._job, [words], self._job.theme.sheet.measure, "right")
            slab.page.line(line, *slab.place)
