"""The structure tree as PDF objects: elements, parent tree, role map and identifiers (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase.pdfdoc import PDFDocument

from converters.formats.pdf.objects import Raw, add, byte_string, reference, text_string
from converters.formats.pdf.structure import ROLE_MAP, Value
from converters.formats.pdf.tags import Annotation, Element, Slot, Tree

Parents = Sequence[tuple[int, "list[Element] | Element"]]
"""For each key of the parent tree: the elements of a page's marked content in order, or that of an annotation."""


def write_tree(document: PDFDocument, tree: Tree, pages: Sequence[int], parents: Parents) -> int:
    """Write the tree; the number of its root object is given back.

    `pages` are the object numbers of the pages, in order.
    """
    elements = list(tree.elements())
    root = add(document, Raw(lambda: _root(tree, elements, parents)))
    for element in elements:
        element.number = add(document, _object(element, root, pages))
    return root


def _object(element: Element, root: int, pages: Sequence[int]) -> Raw:
    return Raw(lambda: _element(element, root, pages))


def _root(tree: Tree, elements: Sequence[Element], parents: Parents) -> bytes:
    roles = " ".join(f"/{name} /{ROLE_MAP[name]}" for name in sorted({one.type for one in elements} & ROLE_MAP.keys()))
    numbers = "\n".join(f"{key} {_entry(value)}" for key, value in parents)
    text = (
        f"<< /Type /StructTreeRoot /K [{reference(tree.root.number)}] /RoleMap << {roles} >>\n"
        f"/ParentTree << /Nums [{numbers}] >> /ParentTreeNextKey {len(parents)}"
    )
    identified = sorted((element.id.encode(), element.number) for element in elements if element.id is not None)
    if not identified:
        return text.encode() + b" >>"
    names = b"\n".join(byte_string(name) + b" " + reference(found).encode() for name, found in identified)
    limits = byte_string(identified[0][0]) + b" " + byte_string(identified[-1][0])
    return text.encode() + b"\n/IDTree << /Kids [<< /Limits [" + limits + b"] /Names [" + names + b"] >>] >> >>"


def _entry(value: list[Element] | Element) -> str:
    if isinstance(value, Element):
        return reference(value.number)
    return f"[{' '.join(reference(element.number) for element in value)}]"


def _element(element: Element, root: int, pages: Sequence[int]) -> bytes:
    page, kids = _kids(element, pages)
    parent = element.parent.number if element.parent is not None else root
    parts = [f"<< /Type /StructElem /S /{element.type} /P {reference(parent)}"]
    if page is not None:
        parts.append(f"/Pg {reference(pages[page])}")
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K [{' '.join(kids)}]")
    for key, text in (("Lang", element.lang), ("Alt", element.alt), ("E", element.expansion)):
        if text is not None:
            parts.append(f"/{key} {text_string(text)}")
    attributes = _attributes(element)
    if attributes:
        parts.append(f"/A {attributes[0]}" if len(attributes) == 1 else f"/A [{' '.join(attributes)}]")
    written = " ".join(parts).encode()
    return written + (b" /ID " + byte_string(element.id.encode()) if element.id is not None else b"") + b" >>"


def _kids(element: Element, pages: Sequence[int]) -> tuple[int | None, list[str]]:
    """The page that most readers look at first, and the children, those on other pages with theirs."""
    page: int | None = None
    kids: list[str] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(reference(kid.number))
        elif isinstance(kid, Annotation):
            kids.append(f"<< /Type /OBJR /Pg {reference(pages[kid.page])} /Obj {reference(kid.number)} >>")
        else:
            page = kid.marks[0].page if page is None and kid.marks else page
            kids.extend(_marks(kid, page, pages))
    return page, kids


def _marks(slot: Slot, page: int | None, pages: Sequence[int]) -> list[str]:
    return [
        str(mark.number)
        if mark.page == page
        else f"<< /Type /MCR /Pg {reference(pages[mark.page])} /MCID {mark.number} >>"
        for mark in slot.marks
    ]


def _attributes(element: Element) -> list[str]:
    """The attribute objects: those of the standard, then the user properties (14.7.5)."""
    if not element.properties:
        return element.attributes
    entries = " ".join(f"<< /N {text_string(name)} /V {_value(value)} >>" for name, value in element.properties)
    return [*element.attributes, f"<< /O /UserProperties /P [{entries}] >>"]


def _value(value: Value) -> str:
    if isinstance(value, str):
        return text_string(value)
    if isinstance(value, list):
        return f"[{' '.join(map(_value, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)
