"""How a document stands in the structure tree of its PDF: the contract of the writer and the reader.

Clauses are those of ISO 32000-1:2008 (PDF 1.7); the result is tagged as PDF/UA-1 (ISO 14289-1) asks.

*Elements.* Every node is one structure element (14.7.2). Its type (`/S`) is named after the kind of the node, with a
suffix where the kind stands for several standard types (`Heading2`, `FurnitureBlock`), and role-mapped to a standard
type: `ROLE_MAP`. `KIND_OF` gives the kind back. Types in `WRAPPERS` are no nodes: they are there for the page or for
the standard, and a reader looks through them at their children.

*Text.* The strings of mixed text are marked-content sequences of the node's own element, in order among its children,
tagged `TEXT`. Sequences tagged `GENERATED` are the writer's words (a blank after a number, a bullet, a label) and no
part of the document; those tagged `Artifact` belong to the page. Whatever is drawn inside a sequence whose property
list has `ActualText` stands for that text: tabs, line ends, characters without a glyph, words of complex scripts, the
first part of a divided word for all of it. It may be an empty text (the rest of that word), and nothing may be drawn
inside (a blank at the beginning of a line). Otherwise the text is what ToUnicode says of the glyphs, in the order of
the content stream (which is that of the text, from right to left too), blanks at wrapped line ends included.

*Children.* A child element belongs to the main field of its parent (`main_field`), or to the field that its property
`FIELD` names (`number`, `marking`, `caption`). The two sides of a choice are wrapped in `ORIGINAL` and `PROPOSED`; one
of them stands inside an `APPARATUS` note.

*Fields.* `id` is the element's `/ID` in UTF-8 (`GENERATED_ID` begins those that are not the document's), `lang` its
`/Lang`; all other fields that differ from their defaults are user properties (14.7.5.4): see `properties` and
`fields_of`. One field of some kinds is not a property but the text drawn: `TEXT_FIELD`.

*The document.* The root element `Document` holds `METADATA`, then `FRONT`, `BODY` and `BACK` with their blocks, where
there are any. Metadata values are elements like others; those directly below `METADATA` (looking through wrappers)
belong to the one field of `Metadata` that holds their kind, and its plain fields (`type`, `languages`) are its
properties. The properties `source:…` of the root say what the attached source is.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Final, NamedTuple, get_args, get_origin

import msgspec

from converters.model import metadata, nodes
from converters.model.document import Document, Source
from converters.model.metadata import Metadata
from converters.model.node import Node, Span
from converters.model.walk import child_fields, node_kinds

# --- marked content (14.6) ---

TEXT: Final = "Span"
GENERATED: Final = "Generated"

# --- structure types that are no nodes ---

METADATA: Final = "Metadata"
FRONT: Final = "Front"
BODY: Final = "Body"
BACK: Final = "Back"
ORIGINAL: Final = "Original"
PROPOSED: Final = "Proposed"
APPARATUS: Final = "Apparatus"
APPARATUS_MARK: Final = "ApparatusMark"
NOTE_MARK: Final = "NoteMark"
OWN_WORDS: Final = "EditionWords"

_PARTS: Final = {METADATA: "Sect", FRONT: "Part", BODY: "Part", BACK: "Part"}
_SIDES: Final = {ORIGINAL: "Span", PROPOSED: "Span"}
_WRAPPERS: Final = {
    APPARATUS: "Note",  # the note at the foot that tells the other side of a choice
    APPARATUS_MARK: "Reference",  # the mark in the text that leads to it: all its text is generated
    NOTE_MARK: "Reference",  # the mark in the text that leads to a note: all its text is generated
    OWN_WORDS: "Span",  # words of the edition in another language than those around them: all its text is generated
    "NoteLabel": "Lbl",  # the mark before the note: all its text is generated
    "ItemMark": "Lbl",  # the bullet, dash or number of an item without a label: all its text is generated
    "ItemBody": "LBody",  # what an item holds beside its label
    "PadCell": "TD",  # fills a row that is short of cells; nothing in it is the document's
    "Flow": "P",  # a run of inline content between blocks
    "Link": "Link",  # around the text that a link annotation covers
    "TitleBlock": "Div",
    "TitleHeading": "H1",
    "Summary": "Table",  # the table of the metadata, its rows and cells
    "SummaryRow": "TR",
    "SummaryName": "TH",
    "SummaryValue": "TD",
    "Entry": "P",  # one value in a cell of that table
    "Contents": "TOC",  # the table of contents: all its text is generated
    "ContentsItem": "TOCI",
    "ContentsReference": "Reference",
    "Record": "Sect",  # of a volume: one of its records
    "VolumePart": "Sect",  # a piece of its front matter
    "IndexGroup": "Index",  # its index: all its text is generated
    "IndexPage": "Div",
    "IndexEntry": "P",
    "IndexReference": "Reference",
}
WRAPPERS: Final = frozenset(_WRAPPERS)

# --- structure types of nodes ---

MAX_HEADING: Final = 6
CAPTION: Final = "HeadingCaption"
HEADINGS: Final = tuple(f"Heading{level}" for level in range(1, MAX_HEADING + 1))

_BLOCKS: Final[dict[type[Node], str]] = {
    nodes.Section: "Sect",
    nodes.Paragraph: "P",
    nodes.Line: "P",
    nodes.List: "L",
    nodes.Item: "LI",
    nodes.Table: "Table",
    nodes.Row: "TR",
    nodes.Cell: "TD",
    nodes.Quotation: "BlockQuote",
    nodes.Verse: "Div",
    nodes.VerseLine: "P",
    nodes.Preformatted: "P",
    nodes.Dateline: "P",
    nodes.Salute: "P",
    nodes.Signed: "P",
    nodes.Opener: "Div",
    nodes.Closer: "Div",
    nodes.Note: "Note",
}
_INLINES: Final[dict[type[Node], str]] = {
    **dict.fromkeys(node_kinds(), "Span"),
    nodes.Reference: "Reference",
    nodes.Formula: "Formula",
    nodes.Image: "Figure",
}
_VARIANTS: Final[dict[str, tuple[type[Node], str]]] = {
    **{name: (nodes.Heading, f"H{level}") for level, name in enumerate(HEADINGS, 1)},
    CAPTION: (nodes.Heading, "Caption"),
    "ItemLabel": (nodes.Label, "Lbl"),
    "HeaderCell": (nodes.Cell, "TH"),
    "FigureBlock": (nodes.Figure, "Div"),  # the pictures in it are the figures of the standard
    "PageBreakBlock": (nodes.PageBreak, "P"),
    "MilestoneBlock": (nodes.Milestone, "P"),
    "FurnitureBlock": (nodes.Furniture, "P"),
    "CommentBlock": (nodes.Comment, "P"),
    "InstructionBlock": (nodes.Instruction, "P"),
    "ElementBlock": (nodes.Element, "Div"),
    "ElementTable": (nodes.Element, "Table"),
    "ElementRow": (nodes.Element, "TR"),
    "ElementCell": (nodes.Element, "TD"),
    "ElementHeader": (nodes.Element, "TH"),
}
_WITHOUT_PLAIN_TYPE: Final = frozenset({nodes.Heading, nodes.Figure})


def type_name(kind: type[Node]) -> str:
    """The structure type of a kind where it has no variants, or stands inside a line of text: its name."""
    return kind.__name__


_STANDARD: Final = {
    **{type_name(kind): standard for kind, standard in (_INLINES | _BLOCKS).items() if kind not in _WITHOUT_PLAIN_TYPE},
    **{name: standard for name, (_, standard) in _VARIANTS.items()},
}

KIND_OF: Final[Mapping[str, type[Node]]] = {
    "Document": Document,
    **{type_name(kind): kind for kind in node_kinds() if kind not in _WITHOUT_PLAIN_TYPE},
    **{name: kind for name, (kind, _) in _VARIANTS.items()},
}
"""The kind of node that a structure type stands for."""

STANDARD_TYPE: Final[Mapping[str, str]] = {
    "Document": "Document",
    **_PARTS,
    **_SIDES,
    **_WRAPPERS,
    GENERATED: "Span",
    **_STANDARD,
}
"""The standard structure type (14.8.4) of every type that we write."""

ROLE_MAP: Final[Mapping[str, str]] = {name: standard for name, standard in STANDARD_TYPE.items() if name != standard}
"""The role map (14.7.3): standard types themselves are never mapped."""

# --- fields ---

FIELD: Final = "field"
"""The user property that names the field of the parent to which a child belongs, where it is not the main one."""
GENERATED_ID: Final = "-"
"""What begins an `/ID` that is not the document's: PDF/UA-1 asks one of every note, and no XML name begins so."""
KEYED: Final = ":"
"""Stands between the name of a field and a key, where the field is a mapping (`attrs:rend`)."""
MAX_STRING: Final = 8000
"""A longer string is an array of its pieces: PDF/A-3 (6.1.13) allows strings of 32,767 bytes."""

_MAIN_FIELDS: Final = ("content", "blocks", "items", "rows", "cells", "images", "lines", "parts")
_ELSEWHERE: Final = frozenset({"id", "lang"})

TEXT_FIELD: Final[Mapping[type[Node], str]] = {
    nodes.Formula: "text",
    metadata.Title: "text",
    metadata.Identifier: "value",
    metadata.Dating: "text",
    metadata.Agent: "name",
    metadata.Subject: "term",
    metadata.RelatedRecord: "text",
    metadata.HierarchyLevel: "title",
    metadata.Holding: "repository",
    metadata.Statement: "text",
    metadata.Revision: "text",
    metadata.Signal: "text",
    metadata.Marking: "text",
    metadata.Classification: "text",
    metadata.DeclassificationInstruction: "text",
    metadata.DeclassificationAction: "text",
    metadata.Extra: "value",
}
"""The field that is the element's own text. Where it is a property after all (an empty text), the property counts;
where there is neither, it is None."""

Value = str | int | bool | list[Any]
"""What a user property can be, in Python: text, number, truth value, or an array of texts or numbers."""


def main_field(kind: type[msgspec.Struct]) -> str | None:
    """The field whose children need no `FIELD` property."""
    fields = child_fields(kind)
    return next((name for name in _MAIN_FIELDS if name in fields), None)


METADATA_FIELD: Final[Mapping[type[Node], str]] = {
    metadata.Title: "titles",
    metadata.Identifier: "identifiers",
    metadata.Agent: "agents",
    metadata.Delivery: "deliveries",
    metadata.Dating: "dates",
    metadata.Subject: "subjects",
    metadata.RelatedRecord: "references",
    metadata.Transmission: "transmission",
    metadata.Classification: "classification",
    metadata.Declassification: "declassification",
    metadata.Holding: "holding",
    metadata.Rights: "rights",
    metadata.Revision: "revisions",
    metadata.Extra: "extras",
}
"""The field of `Metadata` that the elements of a kind directly below `METADATA` belong to."""


class _Plain(NamedTuple):
    """The fields of a kind that hold no nodes, those that can be properties, with their defaults, and their values."""

    defaults: tuple[tuple[str, Any], ...]
    values: Callable[[Any], tuple[Any, ...]]
    drawn: str | None


@functools.cache
def _plain_fields(kind: type[msgspec.Struct]) -> _Plain:
    passed = {*child_fields(kind), *_ELSEWHERE, "source", "metadata", "version"}
    fields = [field for field in msgspec.structs.fields(kind) if field.name not in passed]
    names = tuple(field.name for field in fields)
    get: Callable[[Any], Any] = attrgetter(*names)
    drawn = TEXT_FIELD.get(kind) if issubclass(kind, Node) else None
    values = get if len(names) > 1 else lambda node: (get(node),)
    return _Plain(tuple(zip(names, map(_default, fields), strict=True)), values, drawn)


@functools.cache
def _plain_types(kind: type[msgspec.Struct]) -> Mapping[str, Any]:
    """The types of those fields."""
    plain = frozenset(name for name, _ in _plain_fields(kind).defaults)
    return {field.name: field.type for field in msgspec.structs.fields(kind) if field.name in plain}


def _default(field: msgspec.structs.FieldInfo) -> Any:
    return field.default_factory() if field.default_factory is not msgspec.NODEFAULT else field.default


def properties(node: Node | Metadata) -> tuple[tuple[str, Value], ...]:
    """The user properties of a node: name and value of each plain field that differs from its default.

    A field in `TEXT_FIELD` is one only where it is an empty text, which cannot be drawn.
    """
    plain = _plain_fields(type(node))
    found: list[tuple[str, Value]] = []
    for (name, default), value in zip(plain.defaults, plain.values(node)):  # noqa: B905 - they are made together
        if value is None or value == default:
            continue
        kind = type(value)
        if kind is Span:
            found.append((name, [value.start, value.end]))
        elif kind is str and len(value) <= MAX_STRING:
            if not value or name != plain.drawn:
                found.append((name, value))
        elif not value or name != plain.drawn:
            found.extend(_property(name, value))
    return tuple(found)


def source_properties(source: Source) -> Iterator[tuple[str, Value]]:
    """The properties of the root element that say what the attached source is."""
    for name in ("media_type", "sha256", "encoding", "newline"):
        value = getattr(source, name)
        if value is not None:
            yield from _property(f"source{KEYED}{name}", value)


def _property(name: str, value: Any) -> Iterator[tuple[str, Value]]:
    if isinstance(value, tuple):
        yield name, [_pieces(part) for part in value]
    elif isinstance(value, dict):
        for key, text in value.items():
            yield f"{name}{KEYED}{key}", _pieces(text)
    else:
        yield name, _pieces(value) if isinstance(value, str) else value


def _pieces(text: str) -> str | list[str]:
    if len(text) <= MAX_STRING:
        return text
    return [text[at : at + MAX_STRING] for at in range(0, len(text), MAX_STRING)]


def fields_of(kind: type[msgspec.Struct], found: Mapping[str, Value]) -> dict[str, Any]:
    """The plain fields of a kind that the properties of an element give, checked against their types.

    Properties that name no field are passed over. Raises msgspec.ValidationError where a value is not of its type.
    """
    if not found:
        return {}
    types = _plain_types(kind)
    collected: dict[str, Any] = {}
    for full_name, value in found.items():
        name, keyed, key = full_name.partition(KEYED)
        if name not in types:
            continue
        if keyed:
            collected.setdefault(name, {})[key] = _whole(value)
        else:
            collected[name] = _field_value(types[name], value)
    return {name: msgspec.convert(value, types[name]) for name, value in collected.items()}


def _field_value(annotation: Any, value: Value) -> Any:
    """Pieces put together again, where the field is a text or holds texts."""
    if not isinstance(value, list) or all(isinstance(part, int) for part in value):
        return value if value != [] else ()
    return [_whole(part) for part in value] if _holds_several(annotation) else _whole(value)


def _holds_several(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(map(_holds_several, get_args(annotation)))


def _whole(value: Any) -> Any:
    return "".join(map(str, value)) if isinstance(value, list) else value


# --- attachments (PDF/A-3, 6.8) ---

DOCUMENT_FILE: Final = "document.json"
"""The name of the canonical JSON (`converters.model.codec.encode`), attached to the document as `/Data`."""
DOCUMENT_MEDIA_TYPE: Final = "application/json"
DOCUMENT_RELATIONSHIP: Final = "Data"
SOURCE_RELATIONSHIP: Final = "Source"
"""The relationship of the original, attached under `source_file` with its media type; there is one at most."""

_ENDINGS: Final = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/tei+xml": ".tei.xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/json": ".json",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


def source_file(source: Source) -> str:
    """The name under which the original is attached: `source` and the ending of its media type."""
    media_type = source.media_type.partition(";")[0].strip().lower()
    return "source" + _ENDINGS.get(media_type, ".bin")
