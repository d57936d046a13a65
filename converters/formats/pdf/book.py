"""A book: many texts one after another on pages that are written as they fill, in one tagged file.

What is kept in memory is the text under way, the pages that it shares with its neighbours, and for each finished text
where it begins. A book is made of *runs* of pages, each with its own numbering (the text in Arabic figures, the front
matter in Roman), which can be set in any order and are put into theirs at the end. So the front matter can tell on
which pages the text stands. A text is set as a *unit*: a `Job` whose tree stands below a group of the book's structure
tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import BinaryIO, NamedTuple

from converters.formats.pdf.conformance import Facts, information, write_metadata, write_output_intent
from converters.formats.pdf.faces import Faces
from converters.formats.pdf.fonts import main_face
from converters.formats.pdf.images import Pictures
from converters.formats.pdf.job import Entry
from converters.formats.pdf.objects import corners, reference, text_string
from converters.formats.pdf.outline import write_outline
from converters.formats.pdf.page_tree import resources
from converters.formats.pdf.run import Numbering, Run
from converters.formats.pdf.streamed import StreamedFile
from converters.formats.pdf.structure import ROLE_MAP
from converters.formats.pdf.tags import Element, Mark
from converters.formats.pdf.tagwriting import element_text, root_text
from converters.formats.pdf.theme import Theme
from converters.formats.pdf.trees import NameTree, NumberTree
from converters.formats.pdf.unit import Group, RunningHeads, Unit

_STYLES: dict[Numbering, str] = {"roman": "/r", "arabic": "/D"}


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
        self.file.put(self.resources, resources(self.file, self.faces, self.pictures))
        self._write_tree()
        info = " ".join([f"/{name} {value}" for name, value in information(self.facts).items()])
        self.file.finish(self.file.add(self._catalogue(runs)), self.file.add(f"<< {info} >>"))

    def _write_pages(self, runs: Sequence[Run]) -> None:
        sheet = self.theme.sheet
        nodes = list(chain.from_iterable(run.pages.nodes for run in runs))
        box = corners(-sheet.bleed, -sheet.bleed, sheet.width + sheet.bleed, sheet.height + sheet.bleed)
        count = sum(len(run.pages.numbers) for run in runs)
        kids = " ".join(map(reference, nodes))
        self.file.put(self._pages, f"<< /Type /Pages /Kids [{kids}] /Count {count} /MediaBox {box} >>")

    def _write_tree(self) -> None:
        for group in self._groups:
            self._types.add(group.type)
            kids = " ".join(map(reference, group.kids))
            self.file.put(group.number, f"<< /S /{group.type} /P {self._document} 0 R /K [{kids}] >>")
        kids = " ".join(reference(group.number) for group in self._groups)
        self.file.put(self._document, f"<< /S /Document /P {self._tree} 0 R /K [{kids}] >>")
        self.file.put(self._tree, root_text(self._document, self._types, self.parents, self._ids.finish()))

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
            begin += len(run.pages.numbers)
        return " ".join(labels)

    def _write_outline(self, runs: Sequence[Run]) -> int:
        begins = {}
        numbers: list[int] = []
        for run in runs:
            begins[run] = len(numbers)
            numbers += run.pages.numbers
        nowhere = Element("Artifact", None)
        entries = [
            (Entry(one.level, one.title, nowhere), Mark(begins[one.run] + one.mark.page, 0, one.mark.top))
            for one in self.outline
        ]
        return write_outline(self.file, entries, numbers)
