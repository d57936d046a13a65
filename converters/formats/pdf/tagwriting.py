"""The structure tree as PDF objects: elements, parent tree, role map and identifiers (ISO 32000-1, 14.7)."""

from __future__ import annotations

import functools
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

from converters.formats.pdf.filing import Objects
from converters.formats.pdf.objects import byte_string, reference, text_string
from converters.formats.pdf.structure import ROLE_MAP, Value
from converters.formats.pdf.tags import Element, Mark, Slot
from converters.formats.pdf.trees import NameTree, NumberTree

_NOWHERE: Final = -1


class GrowingTree:
    """A structure tree whose elements are written when nothing in them is to change any more, and then let go.

    `pages` are the object numbers of the pages, as far as they are known. Of what is written are kept its number, and
    where each element that has an id begins.
    """

    def __init__(self, file: Objects, pages: Sequence[int]) -> None:
        self.parents = NumberTree(file)
        self._file = file
        self._pages = pages
        self._root = file.reserve()
        self._types: set[str] = set()
        self._late: dict[Element, None] = {}
        self._ids: list[str] = []
        self._numbers = array("Q")
        self._places = array("q")
        self._tops = array("d")
        self._undrawn: list[Element] = []
        """What has an id and is written, but begins only where something that is late in it will be drawn."""

    def number(self, element: Element) -> int:
        """The number of an element's object."""
        if not element.number:
            element.number = self._file.reserve()
        return element.number

    def note_page(self, drawn: Iterable[Element]) -> int:
        """Note the elements of a page's marked content, in order; its key in the parent tree is given back."""
        return self.parents.add(f"[{' '.join([f'{one.number or self.number(one)} 0 R' for one in drawn])}]")

    def close(self, element: Element) -> None:
        """Write an element, of which all is drawn, and all elements before it below the same parent."""
        parent = element.parent
        if element in self._late:
            self._write_late(element)
        if parent is None or element not in parent.kids:
            return
        count = parent.kids.index(element) + 1
        whole = [kid for kid in parent.kids[:count] if isinstance(kid, Element)]
        if len(whole) < count:
            return
        self.number(parent)
        parent.begins = parent.first_mark()
        for kid in whole:
            self._write(kid)
        if parent.written is None:
            parent.written = array("Q")
        parent.written.extend([kid.number for kid in whole])
        del parent.kids[:count]

    def finish(self, root: Element) -> int:
        """Write what is left of a tree; the number of its root object is given back."""
        self._write(root)
        while self._late:
            self._write_late(next(iter(self._late)))
        ids = NameTree(self._file)
        order = sorted(range(len(self._ids)), key=self._ids.__getitem__)
        ids.extend((self._ids[place].encode(), self._numbers[place]) for place in order)
        self._file.put(self._root, root_text(root.number, self._types, self.parents, ids.finish()))
        return self._root

    def marks(self, root: Element) -> Iterator[tuple[str, Mark]]:
        """The ids of all that is drawn, and where each begins: of what is written, and of what is left of a tree."""
        for id, page, top in zip(self._ids, self._places, self._tops, strict=True):
            if page != _NOWHERE:
                yield id, Mark(page, 0, top)
        for one in chain(self._undrawn, *(top.elements() for top in (root, *self._late))):
            mark = one.first_mark() if one.id is not None else None
            if one.id is not None and mark is not None:
                yield one.id, mark

    def _write(self, element: Element) -> None:
        """Write an element and what is below it; what is late in it waits."""
        found: list[Element] = []
        stack = [element]
        while stack:
            one = stack.pop()
            if not one.number:
                self.number(one)
            if one.is_late:
                self._late[one] = None
            else:
                found.append(one)
                stack += [kid for kid in one.kids[::-1] if isinstance(kid, Element)]
        self._file.put_all([(one.number, element_text(one, self._root, self._pages)) for one in found])
        for one in found:
            self._let_go(one)

    def _write_late(self, element: Element) -> None:
        """Write an element that was late and is whole now."""
        del self._late[element]
        element.is_late = False
        self._write(element)

    def _let_go(self, element: Element) -> None:
        """Keep of a written element no more than others may ask of it."""
        self._types.add(element.type)
        if element.id is not None or element.is_goal:
            mark = element.begins = element.first_mark()
            if mark is None:
                self._await(element)
            if element.id is not None:
                self._ids.append(element.id)
                self._numbers.append(element.number)
                self._places.append(mark.page if mark is not None else _NOWHERE)
                self._tops.append(mark.top if mark is not None else 0.0)
        element.kids, element.properties, element.attributes = [], (), ()

    def _await(self, element: Element) -> None:
        """Let an element of which nothing is drawn begin where something that is late in it will."""
        element.awaited = tuple([one for one in element.elements() if one.is_late])
        for late in element.awaited:
            late.is_goal = True
        if element.awaited and element.id is not None:
            self._undrawn.append(element)


def root_text(top: int, types: Iterable[str], parents: NumberTree, ids: int | None) -> str:
    """The root of a structure tree (14.7.2) above its top element, whose parent tree is complete."""
    roles = " ".join([f"/{name} /{ROLE_MAP[name]}" for name in sorted(set(types) & ROLE_MAP.keys())])
    text = (
        f"<< /Type /StructTreeRoot /K [{reference(top)}] /RoleMap << {roles} >> "
        f"/ParentTree {parents.finish()} 0 R /ParentTreeNextKey {parents.next_key}"
    )
    return f"{text}{f' /IDTree {reference(ids)}' if ids is not None else ''} >>"


def element_text(element: Element, root: int, pages: Sequence[int]) -> str:
    """An element as an object; `root` is the number of what one without a parent stands below."""
    page, kids = _kids(element, pages)
    parent = element.parent.number if element.parent is not None else root
    at = f" /Pg {pages[page]} 0 R" if page is not None else ""
    text = f"<< /S /{element.type} /P {parent} 0 R{at}"
    if kids:
        text += f" /K {kids[0]}" if len(kids) == 1 else f" /K [{' '.join(kids)}]"
    if element.lang is not None:
        text += f" /Lang {text_string(element.lang)}"
    if element.alt is not None:
        text += f" /Alt {text_string(element.alt)}"
    if element.expansion is not None:
        text += f" /E {text_string(element.expansion)}"
    if element.attributes or element.properties:
        text += f" /A {_attributes(element)}"
    if element.id is not None:
        text += f" /ID {byte_string(element.id.encode())}"
    return f"{text} >>"


def _kids(element: Element, pages: Sequence[int]) -> tuple[int | None, list[str]]:
    """The page that most readers look at first, and the children, those on other pages with theirs."""
    page: int | None = None
    kids = [f"{number} 0 R" for number in element.written or ()]
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(f"{kid.number} 0 R")
        elif isinstance(kid, Slot):
            for mark in kid.marks:
                if page is None:
                    page = mark.page
                if mark.page == page:
                    kids.append(f"{mark.number}")
                else:
                    kids.append(f"<< /Type /MCR /Pg {reference(pages[mark.page])} /MCID {mark.number} >>")
        else:
            kids.append(f"<< /Type /OBJR /Pg {reference(pages[kid.page])} /Obj {reference(kid.number)} >>")
    return page, kids


def _attributes(element: Element) -> str:
    """The attribute objects: those of the standard, then the user properties (14.7.5)."""
    parts = element.attributes
    if element.properties:
        entries = " ".join([_property(name, value) for name, value in element.properties])
        parts = (*parts, f"<< /O /UserProperties /P [{entries}] >>")
    return parts[0] if len(parts) == 1 else f"[{' '.join(parts)}]"


def _property(name: str, value: Value) -> str:
    return f"{_named(name)}{_value(value)} >>"


@functools.lru_cache(maxsize=1024)
def _named(name: str) -> str:
    return f"<< /N {text_string(name)} /V "


def _value(value: Value) -> str:
    return _VALUES[value.__class__](value)


def _list(values: list[Value]) -> str:
    return f"[{' '.join([_VALUES[value.__class__](value) for value in values])}]"


_VALUES: Final[dict[type, Callable[[Any], str]]] = {
    str: text_string,
    int: str,
    bool: lambda value: "true" if value else "false",
    list: _list,
}
