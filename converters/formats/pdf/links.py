"""Links as PDF objects: annotations that lead to a place or out of the file (ISO 32000-1, 12.5.6.5)."""

from __future__ import annotations

from converters.formats.pdf.filing import Objects
from converters.formats.pdf.objects import corners, reference, text_string
from converters.formats.pdf.outline import destination
from converters.formats.pdf.page import LinkArea, Page
from converters.formats.pdf.page_tree import PageTree
from converters.formats.pdf.pieces import Link
from converters.formats.pdf.tags import Annotation, Element, Mark
from converters.formats.pdf.tagwriting import GrowingTree
from converters.formats.pdf.trees import NumberTree

_PRINT = 4
"""The annotation flag that PDF/A asks (12.5.3)."""


class Links:
    """The links of a record: those of which it is not known yet where they lead wait until all is drawn."""

    def __init__(self, file: Objects, pages: PageTree, tree: GrowingTree) -> None:
        self._file = file
        self._pages = pages
        self._tree = tree
        self._waiting: list[LinkArea] = []
        self._lists: dict[int, tuple[int, list[int]]] = {}
        """Of each page on which some wait, the number of the list of its annotations, and what is in it so far."""

    def of(self, page: Page) -> str:
        """Write the links of a page that is full, as far as they are known; the entry of the page for them."""
        known: list[int] = []
        waiting: list[LinkArea] = []
        for area in page.links:
            goal = self._goal(area.link)
            if goal is not None:
                known.append(self._write(area, goal))
            else:
                area.link.element.is_late = True
                if area.link.place is not None:
                    area.link.place.is_goal = True
                waiting.append(area)
        if not waiting:
            return f" /Annots [{' '.join(map(reference, known))}]" if known else ""
        self._waiting += waiting
        number = self._file.reserve()
        self._lists[page.index] = number, known
        return f" /Annots {number} 0 R"

    def finish(self, root: Element) -> None:
        """Write those that waited, now that all below the root is drawn; one that leads nowhere is none."""
        targets = {area.link.target for area in self._waiting}
        marks = {id: mark for id, mark in self._tree.marks(root) if id in targets}
        for area in self._waiting:
            goal = self._goal(area.link) or self._destination(marks.get(area.link.target or ""))
            if goal is not None:
                self._lists[area.page][1].append(self._write(area, goal))
        for number, known in self._lists.values():
            self._file.put(number, f"[{' '.join(map(reference, known))}]")

    def _goal(self, link: Link) -> str | None:
        if link.uri is not None:
            return uri_action(link.uri)
        return self._destination(link.place.first_mark() if link.place is not None else None)

    def _destination(self, mark: Mark | None) -> str | None:
        return f"/Dest {destination(mark, self._pages.numbers)}" if mark is not None else None

    def _write(self, area: LinkArea, goal: str) -> int:
        self._tree.number(area.link.element)
        return write_link(self._file, self._tree.parents, area, goal)


def uri_action(uri: str) -> str:
    """The entry of a link that leads out of the file."""
    return f"/A << /S /URI /URI {text_string(uri)} >>"


def write_link(file: Objects, parents: NumberTree, area: LinkArea, goal: str) -> int:
    """Write a link that leads to `goal`, as a child of its element, which has a number; its own is given back."""
    number = file.reserve()
    element = area.link.element
    key = parents.add(reference(element.number))
    box = corners(area.box.left, area.box.bottom, area.box.right, area.box.top)
    words = " ".join((area.link.words or area.link.uri or "link").split())[:200]
    file.put(
        number,
        f"<< /Type /Annot /Subtype /Link /Rect {box} /Border [0 0 0] /F {_PRINT} "
        f"/Contents {text_string(words)} /StructParent {key} {goal} >>",
    )
    element.kids.append(Annotation(number, area.page))
    return number
