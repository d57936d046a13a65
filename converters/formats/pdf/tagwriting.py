"""The structure tree as PDF objects: elements, parent tree, role map and identifiers (ISO 32000-1, 14.7)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from converters.formats.pdf.filing import Objects
from converters.formats.pdf.objects import byte_string, reference, text_string
from converters.formats.pdf.structure import ROLE_MAP, Value
from converters.formats.pdf.tags import Element, Slot

Parents = Sequence[tuple[int, "list[Element] | Element"]]
"""For each key of the parent tree: the elements of a page's marked content in order, or that of an annotation."""


def write_tree(document: Objects, elements: Sequence[Element], pages: Sequence[int], parents: Parents) -> int:
    """Write the tree; the number of its root object is given back.

    `elements` are all of the tree, parents first, and `pages` the object numbers of the pages, in order.
    """
    root = document.reserve(len(elements) + 1)
    for number, element in enumerate(elements, root + 1):
        element.number = number
    document.put(root, _root(elements, parents))
    document.put_all([(element.number, element_text(element, root, pages)) for element in elements])
    return root


def _root(elements: Sequence[Element], parents: Parents) -> str:
    roles = " ".join(f"/{name} /{ROLE_MAP[name]}" for name in sorted({one.type for one in elements} & ROLE_MAP.keys()))
    numbers = "\n".join([f"{key} {_entry(value)}" for key, value in parents])
    text = (
        f"<< /Type /StructTreeRoot /K [{reference(elements[0].number)}] /RoleMap << {roles} >>\n"
        f"/ParentTree << /Nums [{numbers}] >> /ParentTreeNextKey {len(parents)}"
    )
    identified = sorted([(element.id.encode(), element.number) for element in elements if element.id is not None])
    if not identified:
        return f"{text} >>"
    names = "\n".join([f"{byte_string(name)} {found} 0 R" for name, found in identified])
    limits = f"{byte_string(identified[0][0])} {byte_string(identified[-1][0])}"
    return f"{text}\n/IDTree << /Kids [<< /Limits [{limits}] /Names [{names}] >>] >> >>"


def _entry(value: list[Element] | Element) -> str:
    if isinstance(value, Element):
        return reference(value.number)
    return f"[{' '.join([f'{element.number} 0 R' for element in value])}]"


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
    kids: list[str] = []
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


_VALUES: dict[type, Callable[[Any], str]] = {
    str: text_string,
    int: str,
    bool: lambda value: "true" if value else "false",
    list: _list,
}
