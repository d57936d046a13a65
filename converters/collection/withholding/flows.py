"""The places of a document where words stand: running texts, which a name may cross, and single values.

A text is read twice, with what stands in the record and with what is proposed for it. Notes, page debris and surplus
text are texts of their own, so that a name is found on both sides of them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.node import Node
from converters.model.walk import child_fields

Path = tuple[str | int, ...]
"""The way from a document to a value: names of fields, places in sequences, keys."""
Side = Literal["original", "proposed"]
_ISLANDS = (nd.Note, nd.Furniture)
_TEXTS = ("front", "body", "back")
_AFTER: dict[type, str] = {nd.Cell: "\n\x1e\x1e\x1e\x1e\n", nd.Label: "", nd.Segment: ""}
"""What parts nodes in a text where it is no line end. Nothing goes on from one cell of a table to the next."""
_PASSED = frozenset({"version", "source", "lang", "span", "languages"})


class Piece(NamedTuple):
    """A string of a text with its path; what has no path is a blank between two."""

    path: Path | None
    text: str


class Flow(NamedTuple):
    """A text or a value. `kind`: `text`, or the name of the field that it is in; `owner`: what it is about."""

    pieces: tuple[Piece, ...]
    kind: str
    owner: str

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(piece.text for piece in self.pieces)

    def stretches(self, start: int, end: int) -> tuple[tuple[Path, int, int], ...]:
        """What a stretch of the text is, in the strings that it is made of."""
        found = []
        at = 0
        for path, text in self.pieces:
            first, last = max(start - at, 0), min(end - at, len(text))
            if path is not None and first < last:
                found.append((path, first, last))
            at += len(text)
        return tuple(found)


def flows(document: Document) -> Iterator[Flow]:
    """All texts of a document, then all values."""
    for side in get_args(Side):
        islands: list[tuple[Path, Node]] = []
        yield _flow(_document_pieces(document, side, islands), "document")
        while islands:
            path, node = islands.pop()
            yield _flow(_inside(node, path, side, islands), _name(node))
    yield from values(document)


def _flow(pieces: Iterator[Piece], owner: str) -> Flow:
    return Flow(tuple(pieces), "text", owner)


def _name(node: Node) -> str:
    kind = str(node.__struct_config__.tag)
    return f"{kind} {node.id}" if node.id else kind


def _document_pieces(document: Document, side: Side, islands: list[tuple[Path, Node]]) -> Iterator[Piece]:
    for part in _TEXTS:
        yield from _parts(getattr(document, part), (part,), side, islands)


def _parts(parts: tuple[Any, ...], path: Path, side: Side, islands: list[tuple[Path, Node]]) -> Iterator[Piece]:
    for place, part in enumerate(parts):
        if isinstance(part, str):
            yield Piece((*path, place), part)
        else:
            yield from _node(part, (*path, place), side, islands)


def _node(node: Node, path: Path, side: Side, islands: list[tuple[Path, Node]]) -> Iterator[Piece]:
    if isinstance(node, _ISLANDS) or (isinstance(node, nd.Surplus) and side == "proposed"):
        islands.append((path, node))
    elif isinstance(node, nd.Choice):
        yield from _parts(getattr(node, side), (*path, side), side, islands)
    elif isinstance(node, nd.LineBreak):
        yield Piece(None, "" if node.joins else "\n")
    else:
        yield from _inside(node, path, side, islands)
        after = _AFTER.get(type(node), "" if isinstance(node, get_args(nd.Inline)) else "\n")
        if after:
            yield Piece(None, after)


def _inside(node: Node, path: Path, side: Side, islands: list[tuple[Path, Node]]) -> Iterator[Piece]:
    """What a node holds; numbers and markings, which stand before the text, come first."""
    fields = [(name, getattr(node, name)) for name in child_fields(type(node))]
    for name, value in fields:
        if isinstance(value, Node):
            yield from _node(value, (*path, name), side, islands)
            yield Piece(None, " ")
    for name, value in fields:
        if isinstance(value, tuple):
            yield from _parts(value, (*path, name), side, islands)


def values(document: Document) -> Iterator[Flow]:
    """Every value of a document that is a string and no running text; ids are not among them."""
    yield from _values(document, (), "document")


def _values(node: msgspec.Struct, path: Path, owner: str) -> Iterator[Flow]:
    for name, mixed in _fields(type(node)):
        value = getattr(node, name)
        here = (*path, name)
        if isinstance(value, str):
            yield Flow((Piece(here, value),), name, owner)
        elif isinstance(value, Mapping):
            for key, one in value.items():
                yield Flow((Piece((*here, key), f"{key} {one}"),), name, owner)
        elif isinstance(value, msgspec.Struct):
            yield from _values(value, here, _owner(value, owner))
        elif isinstance(value, tuple):
            for place, part in enumerate(value):
                if isinstance(part, msgspec.Struct):
                    yield from _values(part, (*here, place), _owner(part, owner))
                elif isinstance(part, str) and not mixed:
                    yield Flow((Piece((*here, place), part),), name, owner)


def _owner(node: msgspec.Struct, owner: str) -> str:
    return _name(node) if isinstance(node, Node) else owner


@functools.cache
def _fields(kind: type[msgspec.Struct]) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind that may hold words, and whether each is mixed text."""
    return tuple(
        (field.name, is_mixed(field.type))
        for field in msgspec.structs.fields(kind)
        if field.name != "id" and field.name not in _PASSED and not _is_fixed(field.type)
    )


def is_mixed(annotation: Any) -> bool:
    """Whether a field holds strings and nodes side by side."""
    if get_origin(annotation) is not tuple:
        return any(is_mixed(part) for part in get_args(annotation) if get_origin(part) is tuple)
    kinds = [part for inner in get_args(annotation) for part in (get_args(inner) or (inner,))]
    return str in kinds and any(isinstance(one, type) and issubclass(one, msgspec.Struct) for one in kinds)


def _is_fixed(annotation: Any) -> bool:
    """Whether a field has one of a few values that the model fixes, or a number."""
    parts = get_args(annotation)
    if get_origin(annotation) is Literal:
        return True
    if parts and get_origin(annotation) is not tuple and get_origin(annotation) is not dict:
        return all(_is_fixed(part) for part in parts)
    return annotation in (int, bool, float, type(None))
