"""The metadata from the rows of their table, also where an editor has typed in it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from types import NoneType
from typing import Any, cast, get_args, get_origin

import msgspec

from converters.formats.docx.anchors import Anchor
from converters.formats.docx.fields import (
    BY_LABEL,
    HOLDERS,
    MAIN,
    PATHS,
    PREFIX,
    SHOWN,
    VALUE,
    Field,
    Row,
)
from converters.formats.docx.kinds import admits, attributes_of
from converters.formats.docx.marks import Mark
from converters.formats.docx.reading.pieces import CommentMark, Grid, Para, Piece, Point, Text
from converters.model import normal
from converters.model.metadata import Classification, Dating, Extra, Metadata, Title
from converters.model.node import Node
from converters.report import Report, kind_name

Identify = Callable[[Any, Anchor], Any]


_EXTRAS = "extras"
METADATA_LABEL = "metadata label"
"""The style of the names of rows, which tells the table of metadata from others."""


def is_metadata(grid: Grid) -> bool:
    """Whether a grid is the table of metadata."""
    first = grid.rows[0].cells[0].items if grid.rows and grid.rows[0].cells else []
    para = first[0] if first else None
    return isinstance(para, Para) and bool(para.style) and para.style[-1].label.casefold() == METADATA_LABEL


class MetadataReader:
    """Reads the rows of the table."""

    def __init__(self, identify: Identify, report: Report) -> None:
        self._identify = identify
        self._report = report

    def read(self, grid: Grid | None, titles: Sequence[Title]) -> Metadata:
        """The metadata of titles and table."""
        found: dict[str, list[Any]] = {}
        for row in grid.rows if grid is not None else ():
            if not row.cells:
                continue
            label = " ".join(_paras_text(row.cells[0].items).split())
            known = BY_LABEL.get(label.casefold().rstrip(":"))
            if len(row.cells) < 2:
                self._unread(f"no metadata are called {label!r}" if known is None else f"{label} has no value")
                continue
            paras = [item for item in row.cells[1].items if isinstance(item, Para)]
            if known is None:
                found.setdefault(_EXTRAS, []).extend(self._extras(label, paras))
                continue
            found.setdefault(known.path, []).extend(
                value for para in paras for value in self._values(known, _without_comments(para.pieces))
            )
        self._check(found)
        return _assembled(found, titles)

    def _extras(self, label: str, paras: Sequence[Para]) -> list[Extra]:
        """The values of a row that is called as no metadata are, each under the name of the row."""
        values = [text for text in (_text(_without_comments(para.pieces)).strip() for para in paras) if text]
        if not values or not label:
            self._unread(f"no metadata are called {label!r}")
            return []
        said = f"no metadata are called {label!r}: what the row says is kept under that name"
        self._report.warn("guess", said, place="table of metadata")
        return [Extra(name=label, value=text) for text in values]

    def _unread(self, what: str) -> None:
        self._report.warn("unread", what, place="table of metadata")

    def _check(self, found: dict[str, list[Any]]) -> None:
        """Take out, and tell, the values that no metadata can hold."""
        for path in [one for one in found if "." not in one]:
            kept = [value for value in found[path] if normal.field_problem(Metadata, path, value) is None]
            for value in found[path]:
                if value not in kept:
                    self._unread(f"“{value}” cannot be the {path} of the record")
            if not _is_several_at(path) and any(value != kept[0] for value in kept):
                self._unread(f"there are several rows for the {path}; the first is believed")
            found[path] = kept

    def _values(self, row: Row, pieces: Sequence[Piece]) -> list[Any]:
        """The values of one paragraph: those with marks, or what was typed without any."""
        if row.kind is None:
            return _words(row, pieces)
        label = PREFIX + str(row.kind.__struct_config__.tag)
        field = Field(label, usual={**row.usual, **row.fixed})
        groups = list(_groups(pieces, 0))
        marked = [
            self._value(row.kind, field, mark, inner, 0) for mark, inner in groups if mark and mark.label == label
        ]
        beside = pieces
        if any(value is not None for value in marked):
            beside = [piece for mark, inner in groups if mark is None or mark.label != label for piece in inner]
        typed = (self._typed(row.kind, field, part) for part in _split(_text(beside).strip(_BETWEEN), row) if part)
        return [value for value in (*marked, *typed) if value is not None]

    def _value(self, kind: type[Node], at: Field, mark: Mark, pieces: Sequence[Piece], depth: int) -> Any:
        """A value of a kind from pieces that have its mark at a depth."""
        fields: dict[str, Any] = dict(at.usual)
        fields |= _from_params(kind, mark)
        shown = {field.name: field for field in SHOWN[kind]}
        for inner_mark, inner in _groups(pieces, depth + 1):
            field = shown.get(inner_mark.label) if inner_mark is not None else None
            if field is None or inner_mark is None:
                self._check_between(kind, _text(inner))
                continue
            below = _kind_below(kind, field.name)
            value = (
                self._value(below, field, inner_mark, inner, depth + 1) if below else _simple(kind, field.name, inner)
            )
            if value is None:
                if below is None:
                    self._unread(f"“{_text(inner)}” cannot be the {field.name} of the {kind_name(kind)}")
                continue
            if _is_several(kind, field.name):
                fields[field.name] = (*fields.get(field.name, ()), value)
            else:
                fields[field.name] = value
        made = self._made(kind, fields)
        anchor = _anchor_in(pieces, kind)
        return self._identify(made, anchor) if made is not None and anchor is not None else made

    def _check_between(self, kind: type[Node], text: str) -> None:
        """Tell words that stand beside the fields of a value, where only what is for the eye belongs."""
        if _between(kind).fullmatch(text) is None:
            self._unread(f"“{text.strip()}” stands beside the parts of the {kind_name(kind)}")

    def _typed(self, kind: type[Node], at: Field, text: str) -> Any:
        """A value from words that have no marks: they are taken for its main field."""
        name = MAIN.get(kind)
        if name is None:
            return None
        below = _kind_below(kind, name)
        value = self._typed(below, _field(kind, name), text) if below else text
        return self._made(kind, {**at.usual, name: value, **_understood(kind, text)})

    def _made(self, kind: type[Node], given: dict[str, Any]) -> Any:
        """The value, or None where a field is missing that it must have; text that must be there may be empty."""
        fields: dict[str, Any] = {}
        for name, value in given.items():
            problem = normal.field_problem(kind, name, value)
            if problem is None:
                fields[name] = value
            else:
                self._unread(f"the {kind_name(kind)} cannot have this {name}: {problem}")
        for field in msgspec.structs.fields(kind):
            if field.required and field.name not in fields:
                if field.type is not str:
                    return None
                fields[field.name] = _MISSING.get(field.name, "")
        return cast(Any, kind)(**fields)


def _without_comments(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if not isinstance(piece, CommentMark)]


def _groups(pieces: Sequence[Piece], depth: int) -> list[tuple[Mark | None, list[Piece]]]:
    """Pieces by the mark that they have at a depth; bookmarks go with what follows them."""
    groups: list[tuple[Mark | None, list[Piece]]] = []
    waiting: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Point):
            waiting.append(piece)
            continue
        mark = piece.chain[depth] if len(piece.chain) > depth else None
        if groups and groups[-1][0] == mark and not (waiting and len(piece.chain) == depth + 1 and mark is None):
            groups[-1][1].extend((*waiting, piece))
        else:
            groups.append((mark, [*waiting, piece]))
        waiting = []
    return groups


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, Text))


def _paras_text(items: Sequence[Any]) -> str:
    return " ".join(_text(item.pieces) for item in items if isinstance(item, Para))


def _words(row: Row, pieces: Sequence[Piece]) -> list[str]:
    """The words of a row whose values have no parts: those with marks, and what was typed beside them."""
    groups = _groups(pieces, 0)
    texts = [_text(inner) for mark, inner in groups if mark is not None and mark.label == VALUE]
    marked = [part for text in texts for part in (_split(text, row) if row.path == "languages" else (text,))]
    beside = [piece for mark, inner in groups if mark is None for piece in inner] if marked else pieces
    return [*marked, *(part for part in _split(_text(beside).strip(_BETWEEN), row) if part)]


def _split(text: str, row: Row) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(row.between.strip())) if row.between else (text,)


def _understood(kind: type[Node], text: str) -> dict[str, str]:
    """What typed words say beyond themselves: a day in figures, one of the levels of classification."""
    field = _SPEAKING.get(kind)
    if field is None or not admits(kind, field, text) or (field == "edtf" and _DAY.fullmatch(text) is None):
        return {}
    return {field: text}


_MISSING = {"scheme": "other", "role": "other"}
"""What stands for a word that a value must have and that is missing."""


@functools.cache
def _between(kind: type[Node]) -> re.Pattern[str]:
    """What may stand between the fields of a value of a kind."""
    said = {text for field in SHOWN[kind] for text in (field.glue, field.open, field.close, field.between) if text}
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(said)))}|\s)*")


_BETWEEN = " ,;"
"""What stands between values for the eye."""
_SPEAKING: Mapping[type[Node], str] = {Dating: "edtf", Classification: "level"}
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?Z?)?)?)?", re.ASCII)


def _field(kind: type[Node], name: str) -> Field:
    return next(field for field in SHOWN[kind] if field.name == name)


def _from_params(kind: type[Node], mark: Mark) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key, value in mark.params:
        if value is None:
            name = key.removeprefix("no-")
            if name != key and name in _types(kind):
                fields[name] = () if _is_several(kind, name) else None
        elif _is_several(kind, key):
            fields[key] = tuple(value.split())
        elif admits(kind, key, value):
            fields[key] = value
    attributes = attributes_of(mark)
    return {**fields, "attrs": attributes} if attributes else fields


def _simple(kind: type[Node], name: str, pieces: Sequence[Piece]) -> Any:
    """The text of a field, as a number where the field is one; None where the field cannot have it."""
    text = _text(pieces)
    if _types(kind)[name] is int:
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    if _is_several(kind, name) or _types(kind)[name] is str or admits(kind, name, text):
        return text
    return None


@functools.cache
def _types(kind: type[Node]) -> Mapping[str, Any]:
    """The types of the fields of a kind, without None."""
    return {field.name: _bare(field.type) for field in msgspec.structs.fields(kind)}


def _bare(annotation: Any) -> Any:
    parts = [part for part in get_args(annotation) if part is not NoneType]
    return parts[0] if NoneType in get_args(annotation) and len(parts) == 1 else annotation


def _is_several(kind: type[Node], name: str) -> bool:
    return get_origin(_types(kind).get(name)) is tuple


def _kind_below(kind: type[Node], name: str) -> type[Node] | None:
    found = _types(kind)[name]
    found = get_args(found)[0] if get_origin(found) is tuple else found
    return found if isinstance(found, type) and issubclass(found, Node) else None


def _anchor_in(pieces: Sequence[Piece], kind: type[Node]) -> Anchor | None:
    tag = str(kind.__struct_config__.tag)
    for piece in pieces:
        if not isinstance(piece, Point):
            break
        if piece.anchor.kind == tag:
            return piece.anchor
    return None


# --- the whole ---


def _assembled(found: dict[str, list[Any]], titles: Sequence[Title]) -> Metadata:
    fields: dict[str, Any] = {"titles": tuple(titles)}
    for path in PATHS:
        if "." in path or path in HOLDERS or not found.get(path):
            continue
        fields[path] = tuple(found[path]) if _is_several_at(path) else found[path][0]
    for holder in sorted(HOLDERS):
        value = _holder(holder, found)
        if value is not None:
            fields[holder] = value
    return Metadata(**fields)


def _holder(path: str, found: dict[str, list[Any]]) -> Any:
    """A value whose parts have rows of their own."""
    parts = {name.removeprefix(f"{path}."): values for name, values in found.items() if name.startswith(f"{path}.")}
    own = found.get(path)
    if not own and not any(parts.values()):
        return None
    kind = next(row.kind for row in BY_LABEL.values() if row.path == path)
    if kind is None:
        return None
    value: Any = own[0] if own else cast(Any, kind)()
    fields = {name: tuple(values) if _is_several(kind, name) else values[0] for name, values in parts.items() if values}
    return msgspec.structs.replace(value, **fields)


@functools.cache
def _is_several_at(path: str) -> bool:
    types = {field.name: field.type for field in msgspec.structs.fields(Metadata)}
    return get_origin(_bare(types[path])) is tuple
