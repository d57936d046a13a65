"""A document from the standard structure types of a PDF that others tagged (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf

from converters.formats.pdf.levels import Leveled, nested
from converters.formats.pdf.places import Places
from converters.formats.pdf.recover_info import language, language_of, metadata_of
from converters.formats.pdf.recover_notes import hung
from converters.formats.pdf.structure_tree import Element, Link
from converters.formats.pdf.tagged_inlines import HANDLERS as INLINES
from converters.formats.pdf.tagged_inlines import Inlines
from converters.formats.pdf.text_state import Marked
from converters.model import nodes
from converters.model.document import Document
from converters.model.normal import is_name
from converters.report import Report

_HEADINGS = {"H": 1, "Title": 1, **{f"H{level}": level for level in range(1, 7)}}
_HEADING_STYLE = re.compile(r"Heading[ _]?([1-6])", re.IGNORECASE)
"""What word processors call their headings, some of which map them to plain paragraphs."""
_LABEL = re.compile(r"[•◦▪‣·●○■\uf0b7\uf0a7\-‐–—]|\(?[0-9]{1,4}[.)]|\(?[A-Za-z]{1,4}[.)]")
"""What is the label of an item, where it is not tagged as one."""
_GROUPS = frozenset({"Document", "DocumentFragment", "Part", "Art", "Div", "NonStruct", "THead", "TBody", "TFoot"})
"""Types that only group others."""
_NUMBERING: dict[str, Any] = {
    "/Disc": "bullet",
    "/Circle": "bullet",
    "/Square": "bullet",
    "/Decimal": "decimal",
    "/LowerAlpha": "lower-alpha",
    "/UpperAlpha": "upper-alpha",
    "/LowerRoman": "lower-roman",
    "/UpperRoman": "upper-roman",
}
_BULLETS = frozenset("•◦▪‣·●○■\uf0b7")
_DASHES = frozenset("-‐–—")
_MAX_SPAN = 1000


def tagged_document(pdf: pikepdf.Pdf, tops: Sequence[Element], places: Places, report: Report) -> Document:
    """The document that the tags describe; what they cannot give back is told."""
    reader = _Reader(places)
    top = Element("", "Document", kids=list(tops))
    body = hung(nested(reader.blocks(top)), reader.inlines.marks)
    if reader.inlines.pictures:
        report.warn(
            "unread", f"{reader.inlines.pictures} pictures are not read from the PDF: their descriptions stand for them"
        )
    return Document(lang=language_of(pdf), metadata=metadata_of(pdf), body=body)


class _Reader:
    """One document under way."""

    def __init__(self, places: Places) -> None:
        self.inlines = Inlines(self.note)
        self._places = places
        self._ids: set[str] = set()

    # --- blocks ---

    def blocks(self, element: Element) -> list[Any]:
        """The blocks below an element; stretches of inline content are paragraphs. Headings come with their level."""
        found: list[Any] = []
        inline: list[Element | Marked | Link] = []
        has_text = any(isinstance(kid, Marked) and kid.runs for kid in element.kids)
        for kid in element.kids:
            if not isinstance(kid, Element) or not (_is_block(kid) or (kid.standard in _EITHER and not has_text)):
                inline.append(kid)
                continue
            found.extend(self._paragraph(element, inline))
            inline = []
            found.extend(_BLOCKS[kid.standard](self, kid) if kid.standard in _BLOCKS else self.blocks(kid))
        found.extend(self._paragraph(element, inline))
        return found

    def _paragraph(self, element: Element, kids: Sequence[Element | Marked | Link]) -> list[nodes.Paragraph]:
        content = self.inlines.content(Element("", "Span", kids=list(kids)))
        return [self.at(nodes.Paragraph(content=content), element)] if content else []

    def heading(self, element: Element) -> list[Any]:
        """H and H1 to H6."""
        content = self.inlines.content(element)
        if not content:
            return []
        named = _HEADING_STYLE.fullmatch(element.type)
        level = int(named[1]) if named is not None else _HEADINGS[element.standard]
        return [Leveled(level, self.at(nodes.Heading(content=content, **self.common(element)), element))]

    def section(self, element: Element) -> list[Any]:
        """Sect: with its heading first, or around the sections that its headings make."""
        found = self.blocks(element)
        first = found[0] if found and isinstance(found[0], Leveled) else None
        if first is not None and not any(isinstance(one, Leveled) and one.level <= first.level for one in found[1:]):
            blocks = (first.heading, *nested(found[1:]))
        else:
            blocks = nested(found)
        return [nodes.Section(blocks=blocks, **self.common(element))] if blocks else []

    def paragraph(self, element: Element) -> list[Any]:
        """P, and all blocks of text that the model has no other kind for."""
        if _HEADING_STYLE.fullmatch(element.type):
            return self.heading(element)
        if any(_is_block(kid) for kid in element.elements()):
            return self.blocks(element)
        content = self.inlines.content(element)
        return [self.at(nodes.Paragraph(content=content, **self.common(element)), element)] if content else []

    def quotation(self, element: Element) -> list[Any]:
        """BlockQuote."""
        blocks = nested(self.blocks(element))
        return [nodes.Quotation(blocks=blocks, **self.common(element))] if blocks else []

    def note(self, element: Element) -> list[Any]:
        """Note, FENote: the label is the mark of the note."""
        label = "".join(self.inlines.plain(kid) for kid in element.elements() if kid.standard == "Lbl").strip()
        body = Element("", "Div", kids=[kid for kid in element.kids if not _is(kid, "Lbl")], page=element.page)
        blocks = nested(self.blocks(body))
        node = nodes.Note(blocks=blocks, n=label or None, **self.common(element))
        return [self.at(node, element)] if blocks else []

    def caption(self, element: Element) -> list[Any]:
        """Caption, where it stands by itself."""
        content = self.inlines.content(element)
        return [self.at(nodes.Paragraph(content=content), element)] if content else []

    def figure(self, element: Element) -> list[Any]:
        """Figure: what is said of the picture, since the picture itself is not read."""
        self.inlines.pictures += 1
        image = nodes.Image(target="", alt=element.alt or element.actual, **self.common(element))
        caption = self._caption(element)
        return [self.at(nodes.Figure(images=(image,), caption=caption), element)]

    def _caption(self, element: Element) -> nodes.Heading | None:
        found = next((kid for kid in element.elements() if kid.standard == "Caption"), None)
        content = self.inlines.content(found) if found is not None else ()
        return nodes.Heading(content=content) if content else None

    # --- lists (14.8.4.3.3) ---

    def enumeration(self, element: Element) -> list[Any]:
        """L and TOC."""
        items = [self._item(kid) for kid in element.elements() if kid.standard in ("LI", "TOCI", "L", "TOC")]
        style = _NUMBERING.get(str(element.attributes.get("ListNumbering", "")), "plain")
        labels = {"".join(part for part in item.label.content if isinstance(part, str)) for item in items if item.label}
        if len(labels) == 1 and all(item.label for item in items):
            mark = next(iter(labels))
            if mark in _BULLETS | _DASHES:
                style = "bullet" if mark in _BULLETS else "dash"
                items = [nodes.Item(blocks=item.blocks) for item in items]
        caption = self._caption(element)
        if not items:
            return []
        return [self.at(nodes.List(items=tuple(items), style=style, heading=caption, **self.common(element)), element)]

    def _item(self, element: Element) -> nodes.Item:
        if element.standard in ("L", "TOC"):
            return nodes.Item(blocks=tuple(self.enumeration(element)))
        label = "".join(self.inlines.plain(kid) for kid in element.elements() if kid.standard == "Lbl").strip()
        label = label or _take_label(element)
        body = Element("", "Div", kids=[kid for kid in element.kids if not _is(kid, "Lbl")], page=element.page)
        blocks = nested(self.blocks(body))
        return nodes.Item(blocks=blocks, label=nodes.Label(content=(label,)) if label else None)

    # --- tables (14.8.4.3.4) ---

    def table(self, element: Element) -> list[Any]:
        """Table."""
        rows = tuple(self._rows(element))
        return (
            [self.at(nodes.Table(rows=rows, caption=self._caption(element), **self.common(element)), element)]
            if rows
            else []
        )

    def _rows(self, element: Element) -> list[nodes.Row]:
        rows: list[nodes.Row] = []
        for kid in element.elements():
            if kid.standard == "TR":
                cells = tuple(self._cell(cell) for cell in kid.elements() if cell.standard in ("TH", "TD"))
                rows.append(nodes.Row(cells=cells, header=bool(cells) and all(cell.header for cell in cells)))
            elif kid.standard in _GROUPS:
                rows.extend(self._rows(kid))
        return rows

    def _cell(self, element: Element) -> nodes.Cell:
        blocks: tuple[Any, ...]
        if any(_is_block(kid) for kid in element.elements()):
            blocks = nested(self.blocks(element))
        else:
            content = self.inlines.content(element)
            blocks = (nodes.Line(content=content),) if content else ()
        columns, rows = (_span(element.attributes.get(name)) for name in ("ColSpan", "RowSpan"))
        return nodes.Cell(blocks=blocks, header=element.standard == "TH", columns=columns, rows=rows)

    # --- what all have ---

    def common(self, element: Element) -> dict[str, Any]:
        """The identifier and the language of an element, where the model can hold them."""
        name = element.id.decode("utf-8", "replace") if element.id is not None else ""
        if not is_name(name) or name in self._ids:
            return {"lang": language(element.lang)}
        self._ids.add(name)
        return {"id": name, "lang": language(element.lang)}

    def at(self, node: Any, element: Element) -> Any:
        """The node, with its page noted."""
        self._places.note(node, element.page)
        return node


def _is(kid: object, standard: str) -> bool:
    return isinstance(kid, Element) and kid.standard == standard


def _take_label(element: Element) -> str:
    """The label with which the text of an item begins, taken out of it; empty where it begins with none."""
    holder = element
    while holder.kids and isinstance(holder.kids[0], Element):
        holder = holder.kids[0]
    first = holder.kids[0] if len(holder.kids) > 1 else None
    text = "".join(run.text for run in first.runs).strip() if isinstance(first, Marked) else ""
    if _LABEL.fullmatch(text) is None:
        return ""
    del holder.kids[0]
    return text


def _is_block(element: Element) -> bool:
    """Whether an element is a block; one of no known type is what it holds."""
    if element.standard in INLINES:
        return False
    if element.standard in _BLOCKS or element.standard in _GROUPS:
        return True
    return any(_is_block(kid) for kid in element.elements())


def _span(found: Any) -> int:
    return max(1, min(found, _MAX_SPAN)) if isinstance(found, int) else 1


_BLOCKS: dict[str, Callable[[_Reader, Element], list[Any]]] = {
    **dict.fromkeys(_HEADINGS, _Reader.heading),
    **dict.fromkeys(("P", "BibEntry", "LBody", "Index", "FENote"), _Reader.paragraph),
    "Sect": _Reader.section,
    "Aside": _Reader.section,
    "BlockQuote": _Reader.quotation,
    "Note": _Reader.note,
    "Caption": _Reader.caption,
    "Figure": _Reader.figure,
    "L": _Reader.enumeration,
    "TOC": _Reader.enumeration,
    "Table": _Reader.table,
}
_EITHER = frozenset({"Figure", "Note"})
"""Types that stand between blocks as well as within a line."""
