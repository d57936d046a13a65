"""A book: many texts one after another on pages that are written as they fill, in one tagged file.

What is kept in memory is the text under way, the pages that it shares with its neighbours, and for each finished text
where it begins. A book is made of *runs* of pages, each with its own numbering (the text in Arabic figures, the front
matter in Roman), which can be set in any order and are put into theirs at the end. So the front matter can tell on
which pages the text stands. A text is set as a *unit*: a `Job` whose tree stands below a group of the book's structure
tree.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO, Literal, NamedTuple

from converters.formats.pdf.assembly import link_annotation
from converters.formats.pdf.conformance import Facts, information, write_metadata, write_output_intent
from converters.formats.pdf.filing import stream
from converters.formats.pdf.fonts import main_face
from converters.formats.pdf.images import Pictures
from converters.formats.pdf.job import Entry, Job
from converters.formats.pdf.objects import byte_string, number, reference, text_string
from converters.formats.pdf.outline import destination, write_outline
from converters.formats.pdf.page import Faces, LinkArea, Page
from converters.formats.pdf.pager import Pager
from converters.formats.pdf.running import RunningLine
from converters.formats.pdf.slabs import Slab
from converters.formats.pdf.streamed import StreamedFile
from converters.formats.pdf.structure import ROLE_MAP
from converters.formats.pdf.tags import Annotation, Element, Mark, Slot
from converters.formats.pdf.tagwriting import element_text
from converters.formats.pdf.theme import Theme
from converters.formats.pdf.trees import NameTree, NumberTree

Numbering = Literal["roman", "arabic"]
_STYLES: dict[Numbering, str] = {"roman": "/r", "arabic": "/D"}
_BRANCH = 64
"""How many pages share a node of the tree of pages (7.7.3.2)."""
_FORGET = 200
"""After how many pages the words that were drawn are forgotten."""


class Placed(NamedTuple):
    """Where a unit came to stand: the first page of it, and that of each element with an id, from 0 in its run."""

    page: int
    pages: dict[str, int]


@dataclass(eq=False)
class Unit:
    """A text of the book. `name` is what links from elsewhere call it; `number` and `title` are for the running heads.

    `settled` is told, once the unit is wholly on its pages, where it stands.
    """

    job: Job
    group: Group
    name: str | None = None
    number: int | None = None
    title: str = ""
    settled: Callable[[Placed], None] | None = None
    first: int = 0
    last: int = 0
    is_settled: bool = False
    elements: list[Element] = field(default_factory=list)
    places: dict[str, Element] = field(default_factory=dict)

    @property
    def root(self) -> Element:
        """The element of the unit itself."""
        return self.job.tree.root


@dataclass(eq=False)
class Group:
    """An element of the structure tree that holds units, such as all records; `kids` are the numbers of their roots."""

    type: str
    number: int
    kids: list[int] = field(default_factory=list)


RunningHeads = Callable[[Page, Sequence[Unit]], Iterable[RunningLine]]
"""The running lines of a page, and the units that stand on it."""


class OutlineEntry(NamedTuple):
    """A line of the outline: its level from 0, its words, and where it leads."""

    level: int
    title: str
    run: Run
    mark: Mark


class Book:
    """One file under way."""

    def __init__(self, file: BinaryIO, theme: Theme, facts: Facts) -> None:
        self.theme = theme
        self.facts = facts
        self.file = StreamedFile(file)
        self.faces = Faces(main_face(theme.setting("paragraph").style))
        self.pictures = Pictures()
        self.outline: list[OutlineEntry] = []
        self.parents = NumberTree(self.file)
        self.resources = self.file.reserve()
        self._tree = self.file.reserve()
        self._document = self.file.reserve()
        self._pages = self.file.reserve()
        self._ids = NameTree(self.file)
        self._groups: list[Group] = []
        self._destinations: dict[str, str] = {}
        self._types: set[str] = {"Document"}
        self._units = 0

    def group(self, type: str) -> Group:
        """A new group; groups stand in the tree in the order in which `finish` is given them."""
        return Group(type, self.file.reserve())

    def run(self, numbering: Numbering, heads: RunningHeads) -> Run:
        """A new run of pages."""
        return Run(self, self._pages, numbering, heads)

    # --- what units write ---

    def number_elements(self, unit: Unit) -> None:
        """Give the elements of a unit that is set their objects; of ids, only those of notes go into the file."""
        unit.elements = list(unit.job.tree.elements())
        unit.places = {element.id: element for element in unit.elements if element.id is not None}
        first = self.file.reserve(len(unit.elements))
        self._units += 1
        notes: list[tuple[bytes, int]] = []
        for place, element in enumerate(unit.elements, first):
            element.number = place
            element.properties = ()
            if element.id is None:
                continue
            if ROLE_MAP.get(element.type, element.type) == "Note":
                element.id = f"{self._units:07}-{len(notes):07}"
                notes.append((element.id.encode(), place))
            else:
                element.id = None
        unit.group.kids.append(first)
        self._types.update([element.type for element in unit.elements])
        self._ids.extend(notes)

    def write_elements(self, unit: Unit, pages: Sequence[int]) -> None:
        """Write the elements of a unit whose pages are all written."""
        root = unit.group.number
        self.file.put_all([(one.number, element_text(one, root, pages)) for one in unit.elements])
        unit.elements, unit.places = [], {}

    def name_place(self, name: str, goal: str) -> None:
        """Let links from anywhere in the book lead to a place by its name (12.3.2.3)."""
        self._destinations[name] = goal

    # --- the end ---

    def finish(self, runs: Sequence[Run], groups: Sequence[Group]) -> None:
        """Write what is left, with the runs and the groups in the order in which they stand in the book."""
        self._groups = list(groups)
        self._write_pages(runs)
        self.file.put(self.resources, self._resources())
        self._write_tree()
        info = " ".join([f"/{name} {value}" for name, value in information(self.facts).items()])
        self.file.finish(self.file.add(self._catalogue(runs)), self.file.add(f"<< {info} >>"))

    def _write_pages(self, runs: Sequence[Run]) -> None:
        sheet = self.theme.sheet
        nodes = list(chain.from_iterable(run.nodes for run in runs))
        box = _corners(-sheet.bleed, -sheet.bleed, sheet.width + sheet.bleed, sheet.height + sheet.bleed)
        count = sum(len(run.numbers) for run in runs)
        kids = " ".join(map(reference, nodes))
        self.file.put(self._pages, f"<< /Type /Pages /Kids [{kids}] /Count {count} /MediaBox {box} >>")

    def _resources(self) -> str:
        fonts = {face.resource: face.write(self.file) for face in self.faces.all()}
        images = self.pictures.write(self.file)
        named = (
            f"/{kind} << {' '.join(f'/{name} {reference(made)}' for name, made in group.items())} >>"
            for kind, group in (("Font", fonts), ("XObject", images))
            if group
        )
        return f"<< {' '.join(named)} >>"

    def _write_tree(self) -> None:
        for group in self._groups:
            self._types.add(group.type)
            kids = " ".join(map(reference, group.kids))
            self.file.put(group.number, f"<< /S /{group.type} /P {self._document} 0 R /K [{kids}] >>")
        kids = " ".join(reference(group.number) for group in self._groups)
        self.file.put(self._document, f"<< /S /Document /P {self._tree} 0 R /K [{kids}] >>")
        roles = " ".join(f"/{name} /{ROLE_MAP[name]}" for name in sorted(self._types & ROLE_MAP.keys()))
        ids = self._ids.finish()
        text = (
            f"<< /Type /StructTreeRoot /K [{self._document} 0 R] /RoleMap << {roles} >> "
            f"/ParentTree {self.parents.finish()} 0 R /ParentTreeNextKey {self.parents.next_key}"
        )
        self.file.put(self._tree, f"{text}{f' /IDTree {ids} 0 R' if ids is not None else ''} >>")

    def _catalogue(self, runs: Sequence[Run]) -> str:
        entries = [
            f"/Type /Catalog /Version /1.7 /Pages {self._pages} 0 R /Lang {text_string(self.facts.language)}",
            f"/Metadata {write_metadata(self.file, self.facts)} 0 R /StructTreeRoot {self._tree} 0 R",
            "/MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >>",
            f"/PageLabels << /Nums [{self._labels(runs)}] >> /PageLayout /TwoPageRight",
        ]
        if self.facts.archival:
            entries.append(f"/OutputIntents {write_output_intent(self.file)}")
        names = NameTree(self.file)
        names.extend(sorted((name.encode(), goal) for name, goal in self._destinations.items()))
        found = names.finish()
        if found is not None:
            entries.append(f"/Names << /Dests {found} 0 R >>")
        if self.outline:
            entries.append(f"/Outlines {self._write_outline(runs)} 0 R /PageMode /UseOutlines")
        return f"<< {' '.join(entries)} >>"

    def _labels(self, runs: Sequence[Run]) -> str:
        """The page labels (12.4.2): each run is numbered from one in its own figures."""
        begin = 0
        labels = []
        for run in runs:
            labels.append(f"{begin} << /S {_STYLES[run.numbering]} >>")
            begin += len(run.numbers)
        return " ".join(labels)

    def _write_outline(self, runs: Sequence[Run]) -> int:
        begins = {}
        numbers: list[int] = []
        for run in runs:
            begins[run] = len(numbers)
            numbers += run.numbers
        nowhere = Element("Artifact", None)
        entries = [
            (Entry(one.level, one.title, nowhere), Mark(begins[one.run] + one.mark.page, 0, one.mark.top))
            for one in self.outline
        ]
        return write_outline(self.file, entries, numbers)


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
            unit.last = max([mark.page for mark in _marks(unit)], default=unit.first)
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
        boxes = f" /TrimBox {_corners(0, 0, sheet.width, sheet.height)}" if sheet.bleed else ""
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


def _marks(unit: Unit) -> Iterator[Mark]:
    """All that is drawn of a unit."""
    for element in unit.elements:
        for kid in element.kids:
            if isinstance(kid, Slot):
                yield from kid.marks


def _corners(left: float, bottom: float, right: float, top: float) -> str:
    return f"[{' '.join(map(number, (left, bottom, right, top)))}]"
