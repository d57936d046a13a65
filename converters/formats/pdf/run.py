"""Pages of a book that follow one another, each written when nothing on it is to change any more."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from converters.formats.pdf.filing import stream
from converters.formats.pdf.links import uri_action, write_link
from converters.formats.pdf.objects import byte_string, corners, reference
from converters.formats.pdf.outline import destination
from converters.formats.pdf.page import LinkArea, Page
from converters.formats.pdf.page_tree import PageTree
from converters.formats.pdf.pager import Pager
from converters.formats.pdf.slabs import Slab
from converters.formats.pdf.tags import Element
from converters.formats.pdf.unit import Placed, RunningHeads, Unit

if TYPE_CHECKING:
    from converters.formats.pdf.book import Book

Numbering = Literal["roman", "arabic"]


class Run:
    """Pages that follow one another, with their own numbering."""

    def __init__(self, book: Book, parent: int, numbering: Numbering, heads: RunningHeads) -> None:
        self.numbering = numbering
        self.pages = PageTree(book.file, parent)
        self._book = book
        self._heads = heads
        self._pager = Pager(book.theme.sheet, book.faces)
        self._full: deque[Page] = deque()
        self._units: deque[Unit] = deque()

    @property
    def place(self) -> int:
        """The number of the page that is being filled, from 0."""
        return self._pager.place

    @property
    def room(self) -> float:
        """The height that is left on the page."""
        return self._pager.room

    def set(self, unit: Unit, slabs: Iterable[Slab], later: int = 0) -> None:
        """Set a unit after the last one. `slabs` are made from its job while they are placed.

        `later`: on how many pages beyond its last the rest of it will be drawn, with the slabs of the next units.
        """
        unit.first = self._pager.place
        self._pager.fill(slabs)
        unit.last = self._pager.place + later
        self._book.number_elements(unit)
        self._units.append(unit)
        self._write_full()

    def begin_page(self, *, recto: bool = False) -> None:
        """Go on on a new page, or a right-hand one: page 1 is one."""
        self._pager.begin_page()
        if recto and self._pager.place % 2:
            self._pager.skip_page()
        self._write_full()

    def end(self, *, even: bool = False) -> None:
        """Write all that is left. `even`: with an empty page at the end where their number is odd."""
        if even and self._pager.place % 2 == 0:
            self._pager.begin_page()
            if self._pager.place % 2 == 0:
                self._pager.skip_page()
        self._full.extend(self._pager.finish())
        self.pages.reach(self._pager.place + 1)
        self._settle(list(self._units))
        self._write_until(self._pager.place + 1)
        self.pages.finish()

    # --- writing what is done ---

    def _write_full(self) -> None:
        """Write the pages on which nothing is to change any more, and the units that stand on such pages alone."""
        self._full.extend(self._pager.given_away())
        current = self._pager.place
        self.pages.reach(current + 1)
        if not self._full:
            return
        if not self._pager.is_waiting:
            self._settle([unit for unit in self._units if unit.last < current])
        unsettled = [unit.first for unit in self._units if not unit.is_settled]
        self._write_until(min([current, *unsettled]))

    def _settle(self, units: Iterable[Unit]) -> None:
        """Note of units that all of them is drawn, and where."""
        for unit in units:
            if unit.is_settled:
                continue
            unit.is_settled = True
            unit.last = max([mark.page for mark in unit.marks()], default=unit.first)
            mark = unit.root.first_mark()
            if mark is None:
                continue
            if unit.name is not None:
                self._book.name_place(unit.name, destination(mark, self.pages.numbers))
            if unit.settled is not None:
                marks = {name: element.first_mark() for name, element in unit.places.items()}
                unit.settled(Placed(mark.page, {name: one.page for name, one in marks.items() if one is not None}))

    def _write_until(self, end: int) -> None:
        """Write the pages before `end`, and the elements of the units that have nothing on later ones."""
        while self._full and self._full[0].index < end:
            self._write_page(self._full.popleft())
        while self._units and self._units[0].is_settled and self._units[0].last < end:
            self._book.write_elements(self._units.popleft(), self.pages.numbers)

    def _write_page(self, page: Page) -> None:
        book, file = self._book, self._book.file
        here = [unit for unit in self._units if unit.first <= page.index <= unit.last]
        key = book.parents.add(f"[{' '.join([f'{one.number} 0 R' for one in page.parents])}]")
        content = file.add_stream(stream(page.content(self._heads(page, here))))
        links = [number for area in page.links if (number := self._write_link(area)) is not None]
        sheet = book.theme.sheet
        boxes = f" /TrimBox {corners(0, 0, sheet.width, sheet.height)}" if sheet.bleed else ""
        annotations = f" /Annots [{' '.join(map(reference, links))}]" if links else ""
        self.pages.put(
            page.index,
            f"/Resources {book.resources} 0 R /Contents {content} 0 R /StructParents {key}{boxes}{annotations}",
        )
        book.faces.end_page()

    def _write_link(self, area: LinkArea) -> int | None:
        """Write a link annotation (12.5.6.5); None where it leads nowhere."""
        goal = self._goal(area)
        return write_link(self._book.file, self._book.parents, area, goal) if goal is not None else None

    def _goal(self, area: LinkArea) -> str | None:
        link = area.link
        if link.uri is not None:
            return uri_action(link.uri)
        element = link.place
        if element is None and link.target is not None:
            unit = self._unit_of(link.element)
            element = unit.places.get(link.target) if unit is not None else None
            if element is None:
                return f"/Dest {byte_string(link.target.encode())}"
        mark = element.first_mark() if element is not None else None
        return f"/Dest {destination(mark, self.pages.numbers)}" if mark is not None else None

    def _unit_of(self, element: Element) -> Unit | None:
        while element.parent is not None:
            element = element.parent
        return next((unit for unit in self._units if unit.root is element), None)
