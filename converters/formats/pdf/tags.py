"""The structure tree (ISO 32000-1, 14.7): elements in document order, filled with marked content as it is drawn.

Elements and the slots for their text are made before anything is laid out. Drawing only notes in a slot on which page
and under which number its text stands, so the order of the tree never depends on the order of drawing.
"""

from __future__ import annotations

from array import array

import msgspec

from converters.formats.pdf import structure
from converters.formats.pdf.structure import Value
from converters.model.node import Node


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A marked-content sequence: the number of its page, its own number there, and how high on the page it begins."""

    page: int
    number: int
    top: float


class Slot:
    """A place among the children of an element for text: the document's own, or the writer's."""

    __slots__ = ("element", "marks", "tag")

    def __init__(self, element: Element, tag: str) -> None:
        self.element = element
        self.tag = tag
        self.marks: list[Mark] = []


class Annotation:
    """A place among the children of an element for an annotation (14.7.4.3); its object is known when it is drawn."""

    __slots__ = ("number", "page")

    def __init__(self, number: int, page: int) -> None:
        self.number = number
        self.page = page


class Element:
    """A structure element under way."""

    id: str | None = None
    lang: str | None = None
    properties: tuple[tuple[str, Value], ...] = ()
    attributes: tuple[str, ...] = ()
    alt: str | None = None
    expansion: str | None = None
    number: int = 0
    written: array[int] | None = None
    """The numbers of its first children that are in the file already, and no longer among the others."""
    begins: Mark | None = None
    """Where it begins, if not all of its children are here any more."""
    is_goal: bool = False
    """Whether it is asked where it begins when it is in the file."""
    is_late: bool = False
    """Whether something is drawn in it, or added to it, after what stands around it is in the file."""
    awaited: tuple[Element, ...] = ()
    """What is late in it, where it was written before anything of it was drawn: it begins with the first of these."""

    def __init__(self, type: str, parent: Element | None) -> None:
        self.type = type
        self.parent = parent
        self.kids: list[Element | Slot | Annotation] = []
        if parent is not None:
            parent.kids.append(self)

    def child(self, type: str) -> Element:
        """A new last child."""
        return Element(type, self)

    def of(self, node: Node, type: str | None = None, field: str | None = None) -> Element:
        """A new last child for a node, with all that the node says beside its text and its children."""
        child = Element(type or node.__class__.__name__, self)
        if node.id is not None:
            child.id = node.id
        if node.lang is not None:
            child.lang = node.lang
        child.properties = structure.properties(node)
        if field is not None:
            child.properties += ((structure.FIELD, field),)
        return child

    def last_child(self) -> Element | None:
        """What stands last in it, if that is an element."""
        last = self.kids[-1] if self.kids else None
        return last if isinstance(last, Element) else None

    def text(self) -> Slot:
        """A place for text of the document, after the children that are there."""
        return self._slot(structure.TEXT)

    def generated(self) -> Slot:
        """A place for words of the writer, after the children that are there."""
        return self._slot(structure.GENERATED)

    def _slot(self, tag: str) -> Slot:
        slot = Slot(self, tag)
        self.kids.append(slot)
        return slot

    def first_mark(self) -> Mark | None:
        """Where the element begins on the pages."""
        if self.begins is not None:
            return self.begins
        for kid in self.kids:
            if isinstance(kid, Slot) and kid.marks:
                return kid.marks[0]
            if isinstance(kid, Element):
                found = kid.first_mark()
                if found is not None:
                    return found
        return next((mark for late in self.awaited if (mark := late.first_mark()) is not None), None)

    def elements(self) -> list[Element]:
        """The element and all below it, parents first, in document order."""
        found: list[Element] = []
        stack = [self]
        while stack:
            element = stack.pop()
            found.append(element)
            stack += [kid for kid in element.kids[::-1] if kid.__class__ is Element]
        return found


class Tree:
    """The tree of one file."""

    def __init__(self) -> None:
        self.root = Element("Document", None)
        self._notes = 0

    def note_id(self) -> str:
        """An identifier for a note that has none of its own (PDF/UA-1, 7.9)."""
        self._notes += 1
        return f"{structure.GENERATED_ID}note-{self._notes}"

    def elements(self) -> list[Element]:
        """All elements, parents first, in document order."""
        return self.root.elements()


def language_at(element: Element | None) -> str | None:
    """The nearest language at a place or above it."""
    while element is not None and element.lang is None:
        element = element.parent
    return element.lang if element is not None else None
