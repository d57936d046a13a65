"""Hypothesis strategies that draw whole documents in normal form: every kind of node, every field.

They are made from the types of the model itself, so that a new kind or field is drawn as soon as it exists. Ids are
given after a tree is drawn, since they must be unique in it.
"""

from __future__ import annotations

import functools
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from converters.model import metadata as metadata_model
from converters.model import nodes
from converters.model.document import Document, Source
from converters.model.metadata import Metadata
from converters.model.node import Container, Node, Span
from converters.model.walk import child_fields, joined, transform
from tests.samples import SAMPLES

Drawn = st.SearchStrategy[Any]

DEPTH = 3
"""How deep blocks and inlines nest at most, below which only strings are drawn."""
ODD = (
    *(
        "a",
        "word",
        "Zé",
        " ",
        "  ",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "\x00",
        "\x01",
        "\x1f",
        "\x7f",
        "\x85",
        "\ufffe",
        "\uffff",
    ),
    *(
        "_x0001_",
        "_x005F_",
        "_",
        "x0001_",
        "&",
        "<",
        ">",
        "]]>",
        '"',
        "'",
        "--",
        "¶",
        "“”",
        "\u00a0",
        "\u00ad",
        "e\u0301",
    ),
    *(
        "שלום",
        "مرحبا",
        "नमस्ते",
        "Ωμέγα",
        "\u202e",
        "\u200f",
        "\u200b",
        "\ufeff",
        "\u2028",
        "😀",
        "𐍈",
        "中文",
        "1.",
        "(C)",
    ),
    *("-----", "\\", "{}", "%", "#"),
)
WORDS = ("tags", "geo", "subject", "summary", "routing", "to", "x-y", "é", "S/NF", "#1", "7")
LANGUAGES = ("en", "fr", "ar", "he", "hi", "grc", "de-1996", "zh-Hant")
KEYS = ("rend", "style", "link", "data-x", "w:rsid", "two words", "Ω")
QUALIFIED = ("{http://example.org/ns}thing", "plain", "{urn:x}other", "p", "{http://www.w3.org/1999/xhtml}b")
NAME_STARTS = ("c07EXAMPLE", "p", "_", "é")
WORD_FIELDS = frozenset({"role", "roles", "type", "scheme", "unit", "reason", "edtf"})
COUNTS = frozenset({"columns", "rows", "count", "sections"})
_DATES_OF_CHANGES = ("2024-03-02T10:00Z", "2024-03-02T10:00:30+02:00", "2024-03-02T10:00", "1850", "2024-02-31T10:00Z")
VOCABULARY: dict[tuple[type[Any], str], tuple[str, ...]] = {
    (nodes.Section, "role"): ("telegram", "transmission", "section", "summary", "comment", "document", "continuation"),
    (nodes.Heading, "role"): ("subject", "heading", "sub"),
    (nodes.List, "role"): ("contents", "references", "participants", "to", "gloss"),
    (nodes.Line, "role"): (
        *("transmission-id", "routing", "station", "security", "date-time-group", "from", "to", "info", "exempted"),
        *("distribution", "notice", "wrapper", "classification", "caption", "attention", "declassification", "tags"),
        *("references", "classification-authority", "end-of-message", "boilerplate", "stamp", "postscript", "byline"),
        *("tid", "de", "dtg", "address", "eom", "empty", "heading", "preformatted", "element"),
    ),
    (nodes.Segment, "role"): (
        *("keyword", "prosign", "routing-indicator", "serial", "filing-time", "precedence", "attention", "office"),
        *("message-continuity-number", "security-warning", "operating-signal", "transmission-id", "portion-mark"),
        *("begin-marker", "end-marker", "source-protection", "classification", "message-number", "section", "label"),
        *("document-from", "document-to", "mcn", "element", "gap", "number", "transmission"),
    ),
    (nodes.Segment, "value"): ("C", "S/NF", "C/NF", "U", "IMMEDIATE", "15", "c"),
    (nodes.Term, "scheme"): ("tags", "captions", "classification", "precedence", "reasons", "repair", "local"),
    (nodes.Term, "type"): ("subject", "geo", "program", "organisation", "person", "unknown", "technical"),
    (nodes.Reference, "type"): ("telegram", "email", "reftel"),
    (nodes.Choice, "reason"): ("pilcrow-read-as-digit", "number-repeated", "misspelling"),
    (nodes.Gap, "reason"): ("redacted", "illegible", "truncated", "editorial"),
    (nodes.Unclear, "reason"): ("transmission", "blot"),
    (nodes.Supplied, "reason"): ("number-missing", "omitted"),
    (nodes.Surplus, "reason"): ("publisher", "markdown-link", "continuation-dash"),
    **{(kind, "agent"): ("Ann Berg", 'O’Hara & <Sons>, "K."') for kind in (nodes.Addition, nodes.Deletion)},
    **{(kind, "date"): _DATES_OF_CHANGES for kind in (nodes.Addition, nodes.Deletion)},
    (nodes.Milestone, "unit"): ("section", "column", "reel"),
    (nodes.Note, "type"): ("source", "editorial", "commentary", "textual", "classification-authority", "parse"),
    (metadata_model.Identifier, "scheme"): (
        "mrn",
        "transmission",
        "station-serial",
        "sha256",
        "url",
        "routing-indicator",
    ),
    (metadata_model.Agent, "roles"): ("sender", "signer", "drafter", "classification-authority", "editor", "publisher"),
    (metadata_model.Subject, "scheme"): ("tags", "captions", "classification", "reasons", "subject", "subject:x"),
    (metadata_model.Subject, "type"): ("subject", "geo", "program", "organisation", "person", "unknown"),
    (metadata_model.RelatedRecord, "type"): ("telegram", "email", "report", "reftel"),
    (metadata_model.HierarchyLevel, "level"): ("fonds", "series", "file"),
    (metadata_model.Signal, "line"): ("security", "date-time-group"),
    (metadata_model.Transmission, "security"): ("C", "U"),
    (Metadata, "type"): ("telegram", "letter", "draft"),
}
"""Words of the field that the formats have forms of their own for, and words that these forms use themselves."""


def odd_text() -> Drawn:
    """Text with everything that formats stumble over, lone surrogates excepted."""
    pieces = st.lists(st.sampled_from(ODD), max_size=4).map("".join)
    return pieces | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


def content(depth: int = DEPTH) -> Drawn:
    """Mixed text: strings and inline nodes, joined as the normal form asks."""
    return _mixed(nodes.Inline, depth)


def inlines(depth: int = DEPTH) -> Drawn:
    """One inline node of any kind."""
    return _node_of(get_args(nodes.Inline), depth)


def blocks(depth: int = DEPTH) -> Drawn:
    """Some blocks of any kind."""
    return st.lists(_node_of(get_args(nodes.Block), depth), max_size=4).map(tuple)


def metadata() -> Drawn:
    """Metadata with any of its fields."""
    return _struct(Metadata, 2)


def sources() -> Drawn:
    """Originals in several encodings, and bytes."""
    texts = st.lists(st.sampled_from(["VZCZC", "é", "\n", "\r\n", "\r", " ", "\x01", "_x0001_"]), max_size=6).map(
        "".join
    )
    encoded = st.tuples(texts, st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"]))
    return encoded.map(lambda drawn: Source.of_text(drawn[0].encode(drawn[1]), drawn[1], "text/plain")) | st.binary(
        max_size=20
    ).map(lambda data: Source.of_bytes(data, "application/octet-stream"))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A whole document, with ids on some of its nodes."""
    parts = {name: draw(blocks()) for name in ("front", "body", "back")}
    document = Document(
        lang=draw(_optional(st.sampled_from(LANGUAGES))),
        attrs=draw(_attrs(KEYS)),
        metadata=draw(metadata()),
        source=draw(_optional(sources())),
        **parts,
    )
    return with_ids(document, draw(st.integers(0, 5)), draw(st.sampled_from(NAME_STARTS)))


def documents_with(kind: type[Node]) -> Drawn:
    """Small documents in which nodes of one kind stand where they may, with any of their fields."""
    sample = SAMPLES[kind]

    def placed(drawn: Node) -> Document:
        def change(node: Node) -> Node:
            return drawn if type(node) is kind else node

        known: Any = sample.metadata
        return msgspec.structs.replace(transform(sample, change), metadata=transform(known, change))

    return st.tuples(of(kind, 2).map(placed), st.integers(0, 2)).map(lambda drawn: with_ids(*drawn, "x"))


def with_ids(document: Document, every: int, start: str) -> Document:
    """The document with an id on every n-th node, none where n is 0."""
    if not every:
        return document
    counter = iter(range(1, 1_000_000))

    def named(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(named(part) for part in value)
        if not isinstance(value, Node | Metadata):
            return value
        changes = {
            name: named(getattr(value, name)) for name in (*child_fields(type(value)), *_METADATA.get(type(value), ()))
        }
        number = next(counter)
        if isinstance(value, Node) and number % every == 0:
            changes["id"] = f"{start}{number}"
        return msgspec.structs.replace(value, **changes)

    result: Document = named(document)
    return result


_METADATA: dict[type, tuple[str, ...]] = {Document: ("metadata",)}


@functools.cache
def of(kind: type[Any], depth: int = DEPTH) -> Drawn:
    """Nodes of one kind, each of its fields drawn sometimes."""
    return st.deferred(lambda: _struct(kind, depth))


def _struct(kind: type[Any], depth: int) -> Drawn:
    hints = get_type_hints(kind)
    required: dict[str, Drawn] = {}
    optional: dict[str, Drawn] = {}
    for field in msgspec.structs.fields(kind):
        if field.name in {"id", "version", "layout"}:
            continue
        special = SPECIAL.get((kind, field.name))
        strategy = special if special is not None else _value(field.name, hints[field.name], depth, kind)
        strategy = _with_vocabulary(strategy, kind, field)
        (required if field.required else optional)[field.name] = strategy
    drawn = st.fixed_dictionaries(required, optional=optional).map(lambda values: kind(**values))
    return (
        st.tuples(drawn, st.sampled_from([None, "", "\n  "])).map(_with_layout)
        if issubclass(kind, Container)
        else drawn
    )


def _with_vocabulary(strategy: Drawn, kind: type[Any], field: msgspec.structs.FieldInfo) -> Drawn:
    """The strategy of a field, or as often a word of the vocabulary that the field has."""
    words = VOCABULARY.get((kind, field.name))
    if words is None:
        return strategy
    word = st.sampled_from(words)
    return strategy | (st.lists(word, max_size=2).map(tuple) if field.default == () else word)


def _with_layout(drawn: tuple[Any, str | None]) -> Any:
    """A container with white space between its children, or None."""
    node, white = drawn
    if white is None:
        return node
    kind: type[msgspec.Struct] = type(node)
    values = (getattr(node, name) for name in child_fields(kind))
    count = sum(len(value) for value in values if isinstance(value, tuple))
    return msgspec.structs.replace(node, layout=(white,) * (count + 1))


def _value(name: str, annotation: Any, depth: int, kind: type[Any]) -> Drawn:
    """A value for a field, by its name where the normal form asks more than the type says, else by its type."""
    if name == "attrs":
        return _attrs(QUALIFIED if kind is nodes.Element else KEYS)
    if name == "lang":
        return _optional(st.sampled_from(LANGUAGES))
    if name in WORD_FIELDS and annotation == str | None:
        return _optional(st.sampled_from(WORDS))
    return _by_type(name, annotation, depth)


def _by_type(name: str, annotation: Any, depth: int) -> Drawn:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return st.sampled_from(arguments)
    if types.NoneType in arguments:
        rest = tuple(part for part in arguments if part is not types.NoneType)
        return _optional(_by_type(name, Union[rest], depth))  # noqa: UP007
    if origin is tuple:
        return _several(name, arguments[0], depth)
    if isinstance(annotation, type) and issubclass(annotation, Node):
        return of(annotation, depth - 1)
    return _plain(name, annotation)


def _plain(name: str, annotation: Any) -> Drawn:
    if annotation is str:
        return st.sampled_from(WORDS) if name in WORD_FIELDS else odd_text()
    if annotation is int:
        return st.integers(1, 3)
    if annotation is bool:
        return st.booleans()
    if annotation is Span:
        return st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda ends: Span(min(ends), max(ends)))
    if get_origin(annotation) is dict:
        return st.dictionaries(st.sampled_from(["x", "ns1"]), st.sampled_from(["urn:x", "urn:y"]), max_size=2)
    raise TypeError(f"no strategy for {name}: {annotation}")


def _several(name: str, part: Any, depth: int) -> Drawn:
    if part is str:
        return st.lists(_plain(name, str), max_size=2).map(tuple)
    choices = get_args(part) or (part,)
    if str in choices:
        return _mixed(part, depth)
    return st.lists(_node_of(choices, depth), max_size=2 if depth > 0 else 0).map(tuple)


def _mixed(union: Any, depth: int) -> Drawn:
    kinds = tuple(kind for kind in get_args(union) if kind is not str)
    if depth <= 0:
        return st.lists(odd_text(), max_size=1).map(joined)
    node = _node_of(kinds, depth)
    return st.lists(node | node | odd_text(), max_size=4).map(joined)


def _node_of(kinds: tuple[Any, ...], depth: int) -> Drawn:
    return st.sampled_from(kinds).flatmap(lambda kind: of(kind, depth - 1))


def _attrs(keys: tuple[str, ...]) -> Drawn:
    return st.dictionaries(st.sampled_from(keys), odd_text(), max_size=2)


def _optional(strategy: Drawn) -> Drawn:
    return st.none() | strategy


_comment = odd_text().map(lambda text: text.replace("-", "~"))
_proposed = _attrs((*KEYS, nodes.STATUS)) | st.just({nodes.STATUS: nodes.PROPOSED})
SPECIAL: dict[tuple[type[Any], str], Drawn] = {
    (nodes.Addition, "attrs"): _proposed,
    (nodes.Deletion, "attrs"): _proposed,
    (nodes.Comment, "text"): _comment,
    (nodes.Instruction, "target"): st.sampled_from(["xml-model", "oxygen", "é"]),
    (nodes.Instruction, "text"): _optional(odd_text().map(lambda text: text.replace("?>", "").lstrip() or "x")),
    (nodes.Element, "name"): st.sampled_from(QUALIFIED),
    (Metadata, "languages"): st.lists(st.sampled_from(LANGUAGES), max_size=2).map(tuple),
}
