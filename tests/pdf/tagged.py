"""A small reading of a tagged PDF, for the tests of the writer: its structure tree, with the text of each element.

It knows nothing of the writer but what `converters.formats.pdf.structure` says.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from converters.formats.pdf import structure
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.node import Node
from converters.model.walk import joined

_CODE = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]+)>")
_UNSEEN = frozenset({structure.NOTE_MARK, structure.APPARATUS_MARK, "NoteLabel", "ItemMark", "PadCell", "SummaryName"})


@dataclass
class Tagged:
    """A structure element: what it says of itself, and its children in order, strings of its own text among them."""

    type: str
    id: str | None
    lang: str | None
    properties: dict[str, Any]
    kids: list[Tagged | str] = field(default_factory=list)

    def walk(self) -> Iterator[Tagged]:
        """The element and all below it, in order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Tagged):
                yield from kid.walk()


class TaggedPdf:
    """The structure tree of a file."""

    def __init__(self, data: bytes) -> None:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            self._texts = {page.objgen: _texts(page) for page in pdf.pages}
            root = pdf.Root.StructTreeRoot.K[0]
            self.root = self._element(root)

    def _element(self, found: Any) -> Tagged:
        properties: dict[str, Any] = {}
        for attributes in _list(found.get("/A")):
            if attributes.O == "/UserProperties":
                properties.update((str(entry.N), _plain(entry.V)) for entry in attributes.P)
        identity = bytes(found.ID).decode() if "/ID" in found else None
        lang = str(found.Lang) if "/Lang" in found else None
        element = Tagged(str(found.S)[1:], identity, lang, properties)
        page = found.get("/Pg")
        for kid in _list(found.get("/K")):
            if isinstance(kid, int):
                self._add_text(element, page, kid)
            elif kid.get("/Type") == "/MCR":
                self._add_text(element, kid.Pg, int(kid.MCID))
            elif kid.get("/Type") != "/OBJR":
                element.kids.append(self._element(kid))
        return element

    def _add_text(self, element: Tagged, page: Any, number: int) -> None:
        tag, text = self._texts[page.objgen][number]
        if tag == structure.TEXT:
            element.kids.append(text)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _plain(value: Any) -> Any:
    if isinstance(value, pikepdf.Array):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, pikepdf.String) else value


def _texts(page: pikepdf.Page) -> dict[int, tuple[str, str]]:
    """The tag and the text of each marked-content sequence of a page."""
    fonts = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
    found: dict[int, tuple[str, list[str]]] = {}
    open_now: list[tuple[int | None, str | None]] = []
    codes: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name == "BDC":
            number = operands[1].get("/MCID")
            actual = operands[1].get("/ActualText")
            if number is not None:
                found[int(number)] = (str(operands[0])[1:], [])
            said = next((one for _, one in open_now if one is not None), None)
            open_now.append((int(number) if number is not None else None, None if actual is None else str(actual)))
            if actual is not None and said is None:
                _add(found, open_now, str(actual))
        elif name == "EMC":
            open_now.pop()
        elif name == "Tf":
            codes = fonts[str(operands[0])]
        elif name == "TJ" and all(actual is None for _, actual in open_now):
            for part in operands[0]:
                if isinstance(part, pikepdf.String):
                    data = bytes(part)
                    pairs = (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))
                    _add(found, open_now, "".join(codes[code] for code in pairs))
    return {number: (tag, "".join(parts)) for number, (tag, parts) in found.items()}


def _add(found: dict[int, tuple[str, list[str]]], open_now: list[tuple[int | None, str | None]], text: str) -> None:
    number = next((one for one, _ in reversed(open_now) if one is not None), None)
    if number is not None:
        found[number][1].append(text)


def _to_unicode(font: Any) -> dict[int, str]:
    text = font.ToUnicode.read_bytes().decode()
    return {int(code, 16): bytes.fromhex(units).decode("utf-16-be") for code, units in _CODE.findall(text)}


# --- the document again ---


def rebuilt(data: bytes) -> Document:
    """The document that the structure tree tells, without its source."""
    root = TaggedPdf(data).root
    parts = {kid.type: kid for kid in root.kids if isinstance(kid, Tagged)}
    fields: dict[str, Any] = structure.fields_of(Document, root.properties)
    for name, type in (("front", structure.FRONT), ("body", structure.BODY), ("back", structure.BACK)):
        if type in parts:
            fields[name] = _content(parts[type])
    return Document(id=root.id, lang=root.lang, metadata=_metadata(parts[structure.METADATA]), **fields)


def _metadata(element: Tagged) -> Metadata:
    fields: dict[str, Any] = structure.fields_of(Metadata, element.properties)
    for kid in _nodes(element):
        node = _node(kid)
        name = structure.METADATA_FIELD[type(node)]
        several = name in ("transmission", "classification", "declassification", "holding", "rights")
        fields[name] = node if several else (*fields.get(name, ()), node)
    return Metadata(**fields)


def _nodes(element: Tagged) -> Iterator[Tagged]:
    """The elements of nodes below an element, looking through those that are none."""
    for kid in element.kids:
        if isinstance(kid, Tagged) and kid.type not in _UNSEEN:
            if kid.type in structure.KIND_OF:
                yield kid
            else:
                yield from _nodes(kid)


def _node(element: Tagged) -> Node:
    kind = structure.KIND_OF[element.type]
    fields: dict[str, Any] = structure.fields_of(kind, element.properties)
    own = "".join(part for part in _parts(element) if isinstance(part, str))
    drawn = structure.TEXT_FIELD.get(kind)
    if drawn is not None and drawn not in fields and own:
        fields[drawn] = own
    fields.update(_children(element, kind))
    known = element.id if element.id is None or not element.id.startswith(structure.GENERATED_ID) else None
    return kind(id=known, lang=element.lang, **fields)


def _children(element: Tagged, kind: type[Node]) -> dict[str, Any]:
    if element.type == "Choice":
        return {side.type.lower(): _content(side) for side in _sides(element)}
    fields: dict[str, Any] = {}
    main: list[Node | str] = []
    for part in _parts(element):
        if isinstance(part, str):
            main.append(part)
            continue
        name = part.properties.get(structure.FIELD)
        if name is None:
            main.append(_node(part))
        elif name in _SEVERAL:
            fields[name] = (*fields.get(name, ()), _node(part))
        else:
            fields[name] = _node(part)
    name = structure.main_field(kind)
    return fields if name is None else {**fields, name: joined(main)}


_SEVERAL = frozenset({"identifiers", "exempted", "levels", "captions", "actions", "signals"})


def _sides(element: Tagged) -> Iterator[Tagged]:
    for kid in element.kids:
        if isinstance(kid, Tagged):
            if kid.type in (structure.ORIGINAL, structure.PROPOSED):
                yield kid
            elif kid.type == structure.APPARATUS:
                yield from _sides(kid)


def _parts(element: Tagged) -> Iterator[Tagged | str]:
    """Text and nodes below an element in order, looking through what is no node."""
    for kid in element.kids:
        if isinstance(kid, str) or kid.type in structure.KIND_OF:
            yield kid
        elif kid.type not in _UNSEEN:
            yield from _parts(kid)


def _content(element: Tagged) -> tuple[Any, ...]:
    return joined(part if isinstance(part, str) else _node(part) for part in _parts(element))
