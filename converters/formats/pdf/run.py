"""Pages of a book that follow one another, each written when nothing on it is to change any more."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from converters.formats.pdf.assembly import link_annotation
from converters.formats.pdf.filing import stream
from converters.formats.pdf.objects import byte_string, corners, reference, text_string
from converters.formats.pdf.outline import destination
from converters.formats.pdf.page import LinkArea, Page
from converters.formats.pdf.pager import Pager
from converters.formats.pdf.slabs import Slab
from converters.formats.pdf.tags import Annotation, Element
from converters.formats.pdf.unit import Placed, RunningHeads, Unit

if TYPE_CHECKING:
    from converters.formats.pdf.book import Book

Numbering = Literal["roman", "arabic"]
_BRANCH = 64
"""How many pages share a node of the tree of pages (7.7.3.2)."""
_FORGET = 200
"""After how many pages the words that were drawn are forgotten."""


class Run:
    """Pages that follow one another, with their own numbering."""

    def __init__(self, book: Book, parent: int, numbering: Numbering, heads: RunningHeads) -> None:
        self.numbering = numbering
        self.numbers: list[int] = []
        """The numbers of the pages' objects."""
        self.nodes: list[int] = []
        """The nodes of the tree of pages that the pages hang on."""
        self._book = book
        self._parent = parent
        self._heads = heads
        self._pager = Pager(book.theme.sheet, book.faces)
        self._full: deque[Page] = deque()
        self._units: deque[Unit] = deque()
        self._written = 0

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
        self._number_pages(self._pager.place + 1)
        self._settle(list(self._units))
        self._write_until(self._pager.place + 1)
        self._end_node()

    # --- writing what is done ---

    def _write_full(self) -> None:
        """Write the pages on which nothing is to change any more, and the units that stand on such pages alone."""
        self._full.extend(self._pager.given_away())
        current = self._pager.place
        self._number_pages(current + 1)
        if not self._full:
            return
        if not self._pager.is_waiting:
            self._settle([unit for unit in self._units if unit.last < current])
        unsettled = [unit.first for unit in self._units if not unit.is_settled]
        self._write_until(min([current, *unsettled]))

    def _number_pages(self, count: int) -> None:
        file = self._book.file
        while len(self.numbers) < count:
            self.numbers.append(file.reserve())

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
                self._book.name_place(unit.name, destination(mark, self.numbers))
            if unit.settled is not None:
                marks = {name: element.first_mark() for name, element in unit.places.items()}
                unit.settled(Placed(mark.page, {name: one.page for name, one in marks.items() if one is not None}))

    def _write_until(self, end: int) -> None:
        """Write the pages before `end`, and the elements of the units that have nothing on later ones."""
        while self._full and self._full[0].index < end:
            page = self._full.popleft()
            self._write_page(page)
            if (page.index + 1) % _FORGET == 0:
                self._book.faces.forget_words()
        while self._units and self._units[0].is_settled and self._units[0].last < end:
            self._book.write_elements(self._units.popleft(), self.numbers)

    def _write_page(self, page: Page) -> None:
        book, file = self._book, self._book.file
        if page.index % _BRANCH == 0:
            self._end_node()
            self.nodes.append(file.reserve())
        here = [unit for unit in self._units if unit.first <= page.index <= unit.last]
        key = book.parents.add(f"[{' '.join([f'{one.number} 0 R' for one in page.parents])}]")
        content = file.add_stream(stream(page.content(self._heads(page, here))))
        links = [number for area in page.links if (number := self._write_link(area)) is not None]
        sheet = book.theme.sheet
        boxes = f" /TrimBox {corners(0, 0, sheet.width, sheet.height)}" if sheet.bleed else ""
        annotations = f" /Annots [{' '.join(map(reference, links))}]" if links else ""
        file.put(
            self.numbers[page.index],
            f"<< /Type /Page /Parent {self.nodes[-1]} 0 R /Resources {book.resources} 0 R /Contents {content} 0 R "
            f"/StructParents {key} /Tabs /S{boxes}{annotations} >>",
        )
        self._written += 1

    def _end_node(self) -> None:
        """Write the node of the tree of pages that is full."""
        if self.nodes:
            begin = (len(self.nodes) - 1) * _BRANCH
            kids = self.numbers[begin : self._written]
            self._book.file.put(
                self.nodes[-1],
                f"<< /Type /Pages /Parent {self._parent} 0 R /Count {len(kids)} "
                f"/Kids [{' '.join(map(reference, kids))}] >>",
            )

    def _write_link(self, area: LinkArea) -> int | None:
        """Write a link annotation (12.5.6.5); None where it leads nowhere."""
        goal = self._goal(area)
        if goal is None:
            return None
        book = self._book
        number = book.file.reserve()
        key = book.parents.add(reference(area.link.element.number))
        book.file.put(number, link_annotation(area, goal, key))
        area.link.element.kids.append(Annotation(number, area.page))
        return number

    def _goal(self, area: LinkArea) -> str | None:
        link = area.link
        if link.uri is not None:
            return f"/A << /S /URI /URI {text_string(link.uri)} >>"
        element = link.place
        if element is None and link.target is not None:
            unit = self._unit_of(link.element)
            element = unit.places.get(link.target) if unit is not None else None
            if element is None:
                return f"/Dest {byte_string(link.target.encode())}"
        mark = element.first_mark() if element is not None else None
        return f"/Dest {destination(mark, self.numbers)}" if mark is not None else None

    def _unit_of(self, element: Element) -> Unit | None:
        while element.parent is not None:
            element = element.parent
        return next((unit for unit in self._units if unit.root is element), None)
