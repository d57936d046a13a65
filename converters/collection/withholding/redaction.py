"""Take places out of a document: where words stood is a gap with its code and a rounded extent.

With the words goes what would tell them: both readings of a damaged place, the address of a name, the identifiers of an
agent, titles that repeat a withheld paragraph, every place in the source (positions are lengths), checksums, and the
source itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, get_args

import msgspec

from converters.collection.withholding.extent import block_extent, extent
from converters.collection.withholding.flows import Path, is_mixed
from converters.collection.withholding.letters import plain
from converters.collection.withholding.places import Place
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Agent, Dating, Identifier, RelatedRecord, Subject
from converters.model.walk import joined, walk

REASON, AGENT, WORD = "redacted", "reviewer", "withheld"
_UNWRAPPED = (nd.Name, nd.Reference, nd.Term, nd.Date)
"""Nodes whose other fields say what their words mean: of what is withheld in them only the rest of the words stays."""
_POINTERS = frozenset({"target", "ref", "edtf", "facsimile", "roles", "role", "type", "scheme", "reason"})
_WORDS = frozenset({"role", "roles", "type", "scheme", "unit", "reason"})
_DIGESTS = frozenset({"md5", "sha1", "sha-1", "sha256", "sha-256", "sha384", "sha512", "sha-512", "checksum"})
_COLUMN = "  "
_TAUGHT = 12
"""Letters that a title shares with a withheld paragraph at least, when it goes with it."""


class _Cut(NamedTuple):
    start: int
    end: int
    code: str
    first: bool
    length: int


class Cuts:
    """What is to be taken out, by the paths of the strings and nodes."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._strings: dict[Path, list[_Cut]] = {}
        self.blocks: dict[Path, Place] = {}
        self._prefixes: set[Path] = {()}
        for one in places:
            if one.kind == "block":
                self.blocks[one.path] = one
                self._note(one.path)
            for number, (path, start, end) in enumerate(one.stretches):
                length = sum(last - first for _, first, last in one.stretches)
                self._strings.setdefault(path, []).append(_Cut(start, end, one.code, not number, length))
                self._note(path)

    def _note(self, path: Path) -> None:
        self._prefixes.update(path[:length] for length in range(1, len(path) + 1))

    def touches(self, path: Path) -> bool:
        """Whether anything at a path or below it is taken out."""
        return path in self._prefixes

    def of(self, path: Path) -> list[_Cut]:
        """The cuts of a string in order, those that overlap made one."""
        found: list[_Cut] = []
        for cut in sorted(self._strings.get(path, ()), key=lambda one: (one.start, -one.end, one.code)):
            if found and cut.start < found[-1].end:
                before = found[-1]
                codes = "; ".join(dict.fromkeys((*before.code.split("; "), cut.code)))
                end, length = max(before.end, cut.end), max(before.length, cut.length)
                found[-1] = _Cut(before.start, end, codes, before.first or cut.first, length)
            else:
                found.append(cut)
        return found


def mark(code: str) -> str:
    """What stands in a value in the place of withheld words."""
    return f"[{code}]"


def gap(code: str, how_much: str) -> nd.Gap:
    """What stands in a text in the place of withheld words."""
    return nd.Gap(content=(mark(code),), reason=REASON, agent=AGENT, extent=how_much)


def without(document: Document, places: Iterable[Place]) -> Document:
    """The document without the places, its source, its positions and its checksums."""
    found = list(places)
    taken: Document = _Taking(Cuts(found)).struct(msgspec.structs.replace(document, source=None), ())
    renamed = _renamed(taken, [one for one in found if one.kind == "ids"])
    echoes = [plain(one.text) for one in found if one.kind == "block"]
    return _without_traces(renamed, {echo for echo in echoes if len(echo) >= _TAUGHT}, found)


class _Taking:
    """Takes the cuts out of a tree."""

    def __init__(self, cuts: Cuts) -> None:
        self._cuts = cuts

    def struct(self, node: Any, path: Path) -> Any:
        """The node without what is cut; for an inline node it may be several parts."""
        if path in self._cuts.blocks:
            return _block_without(node, self._cuts.blocks[path])
        changed: dict[str, Any] = {}
        for field in msgspec.structs.fields(type(node)):
            here = (*path, field.name)
            if self._cuts.touches(here):
                changed[field.name] = self._value(getattr(node, field.name), here, field)
        return _consequences(node, changed, self._first_cut(node, path)) if changed else node

    def _first_cut(self, node: Any, path: Path) -> _Cut | None:
        """The cut that a choice of readings becomes a gap of; None where it is only the rest of one."""
        if not isinstance(node, nd.Choice):
            return None
        cuts = [
            cut
            for side in ("proposed", "original")
            for place, part in enumerate(getattr(node, side))
            if isinstance(part, str)
            for cut in self._cuts.of((*path, side, place))
        ]
        return next((cut for cut in cuts if cut.first), None)

    def _value(self, value: Any, path: Path, field: msgspec.structs.FieldInfo) -> Any:
        if isinstance(value, str):
            return self._string(value, path, field.name, nullable=type(None) in get_args(field.type))
        if isinstance(value, Mapping):
            return {key: one for key, one in value.items() if not self._cuts.touches((*path, key))}
        if isinstance(value, tuple):
            return self._sequence(value, path, field)
        return self.struct(value, path)

    def _string(self, value: str, path: Path, name: str, *, nullable: bool) -> str | None:
        if name in _POINTERS and nullable:
            return None
        return WORD if name in _WORDS or name == "target" else _said(value, self._cuts.of(path))

    def _sequence(self, value: tuple[Any, ...], path: Path, field: msgspec.structs.FieldInfo) -> Any:
        if field.name == "layout":
            return None
        parts: list[Any] = []
        mixed = is_mixed(field.type)
        for place, part in enumerate(value):
            here = (*path, place)
            if not self._cuts.touches(here):
                parts.append(part)
            elif isinstance(part, str):
                parts += _with_gaps(part, self._cuts.of(here)) if mixed else self._words(part, here, field.name)
            else:
                made = self.struct(part, here)
                parts += made if isinstance(made, tuple) else () if made is None else (made,)
        return joined(parts) if mixed else tuple(parts)

    def _words(self, part: str, path: Path, name: str) -> tuple[str, ...]:
        return () if name in _WORDS else (_said(part, self._cuts.of(path)),)


def _said(value: str, cuts: list[_Cut]) -> str:
    """A string with codes for what is cut."""
    parts, at = [], 0
    for cut in cuts:
        parts += [value[at : cut.start], mark(cut.code).replace("--", "-")]
        at = cut.end
    return "".join((*parts, value[at:]))


def _with_gaps(text: str, cuts: list[_Cut]) -> list[nd.Inline | str]:
    """A string of mixed text with a gap where a place begins; what goes on in another string has its gap there.

    Columns that blanks align would tell how long the words were: of the blanks beside them at most two stay.
    """
    parts: list[nd.Inline | str] = []
    at = 0
    for cut in cuts:
        parts.append(_unaligned(text[at : cut.start], after=at > 0, before=True))
        if cut.first:
            parts.append(gap(cut.code, extent(cut.length)))
        at = cut.end
    return [*parts, _unaligned(text[at:], after=at > 0, before=False)]


def _unaligned(text: str, *, after: bool, before: bool) -> str:
    """A text after and before a gap, with no more than two blanks there."""
    if after and text.startswith(_COLUMN):
        text = _COLUMN + text.lstrip(" ")
    if before and text.endswith(_COLUMN):
        text = text.rstrip(" ") + _COLUMN
    return text


def _consequences(node: Any, changed: dict[str, Any], cut: _Cut | None) -> Any:
    """What else a node loses when something of it is withheld."""
    made = _Lost(node, changed, cut)
    return _CONSEQUENCES.get(type(node), _replaced)(made)


class _Lost(NamedTuple):
    node: Any
    changed: dict[str, Any]
    cut: _Cut | None


def _replaced(lost: _Lost) -> Any:
    """The node with what is changed; where words in it went, without leftovers that say what they mean."""
    changed = dict(lost.changed)
    if "content" in changed:
        if isinstance(lost.node, nd.Segment | nd.Label | nd.Element):
            changed["attrs"] = {}
        if isinstance(lost.node, nd.Segment | nd.Label):
            changed["value"] = None
    if "name" in changed and isinstance(lost.node, nd.Element):
        changed["name"] = WORD
    return msgspec.structs.replace(lost.node, **changed)


def _unwrapped(lost: _Lost) -> Any:
    """The words alone; where only what the node says of them is withheld, all of its words."""
    return lost.changed.get("content", lost.node.content)


def _chosen(lost: _Lost) -> Any:
    if "original" in lost.changed or "proposed" in lost.changed:
        return () if lost.cut is None else (gap(lost.cut.code, extent(lost.cut.length)),)
    return _replaced(lost)


def _agent(lost: _Lost) -> Any:
    return msgspec.structs.replace(
        lost.node, **{"identifiers": (), "place": None, "office": None, "attrs": {}, **lost.changed}
    )


def _gone(lost: _Lost) -> Any:
    return None


def _dating(lost: _Lost) -> Any:
    return msgspec.structs.replace(lost.node, **{**lost.changed, "edtf": None, "attrs": {}})


def _record(lost: _Lost) -> Any:
    return msgspec.structs.replace(lost.node, **{"target": None, "attrs": {}, **lost.changed})


def _subject(lost: _Lost) -> Any:
    return msgspec.structs.replace(lost.node, **{"ref": None, "attrs": {}, **lost.changed})


def _image(lost: _Lost) -> Any:
    return (
        nd.Image(target=WORD, alt=lost.changed.get("alt", lost.node.alt))
        if "target" in lost.changed
        else _replaced(lost)
    )


_CONSEQUENCES: dict[type, Any] = {
    **dict.fromkeys(_UNWRAPPED, _unwrapped),
    nd.Choice: _chosen,
    nd.Image: _image,
    Agent: _agent,
    Identifier: _gone,
    Dating: _dating,
    RelatedRecord: _record,
    Subject: _subject,
}


def _block_without(node: Any, place: Place) -> Any:
    """What stands in the place of a whole node: a gap, in its paragraph where the node is a block."""
    left = gap(place.code, block_extent(len(place.text)))
    if isinstance(node, get_args(nd.Inline)) and not isinstance(node, get_args(nd.Block)):
        return (left,)
    if isinstance(node, nd.Paragraph | nd.Heading | nd.Line):
        kept = {name: getattr(node, name) for name in ("id", "number", "marking", "role") if hasattr(node, name)}
        return type(node)(content=(left,), **kept)
    if isinstance(node, nd.Item):
        return nd.Item(id=node.id, label=node.label, marking=node.marking, blocks=(nd.Paragraph(content=(left,)),))
    if isinstance(node, nd.Note | nd.Cell | nd.Section):
        return msgspec.structs.replace(node, blocks=(nd.Paragraph(content=(left,)),), attrs={}, **_no_layout(node))
    if isinstance(node, get_args(nd.Block)):
        return nd.Paragraph(id=node.id, content=(left,))
    return None


def _no_layout(node: Any) -> dict[str, Any]:
    return {"layout": None} if hasattr(node, "layout") else {}


def _renamed(document: Document, places: list[Place]) -> Document:
    """The document with other ids where they say what is withheld, and with what points at them."""
    said = sorted({plain(one.text) for one in places}, key=len, reverse=True)
    if not said:
        return document
    there = {node.id for node in walk(document) if node.id}
    new: dict[str, str] = {}
    for old in sorted(there):
        if any(one in plain(old) for one in said):
            new[old] = _free(_without_words(old, said), there | set(new.values()))
    found: Document = msgspec.convert(_pointing(msgspec.to_builtins(document), new), Document)
    return found


def _without_words(id: str, said: list[str]) -> str:
    """An id without what it must not say; the rest of it stays where that is in one piece."""
    for one in said:
        at = id.casefold().find(one)
        while at >= 0:
            id = f"{id[:at]}{WORD}{id[at + len(one) :]}"
            at = id.casefold().find(one, at + len(WORD))
    return id if not any(one in plain(id) for one in said) else WORD


def _free(id: str, taken: set[str]) -> str:
    number, found = 1, id
    while found in taken:
        number += 1
        found = f"{id}.{number}"
    return found


def _pointing(value: Any, new: dict[str, str]) -> Any:
    """A tree of plain values in which ids and what points at them are renamed."""
    if isinstance(value, dict):
        return {
            key: _point(one, new, key) if isinstance(one, str) else _pointing(one, new) for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [_pointing(one, new) for one in value]
    return value


def _point(text: str, new: dict[str, str], field: str) -> str:
    if field in ("text", "name", "content"):
        return text
    words = text.split(" ")
    return " ".join(f"#{new[one[1:]]}" if one[:1] == "#" and one[1:] in new else new.get(one, one) for one in words)


def _without_traces(document: Document, echoes: set[str], places: list[Place]) -> Document:
    """The document without positions, checksums, and titles that say again what is withheld."""
    code = next((one.code for one in places if one.kind == "block"), "")
    known = document.metadata
    metadata = msgspec.structs.replace(
        known,
        titles=tuple(_echoless(one, "text", echoes, code) for one in known.titles),
        extras=tuple(_echoless(one, "value", echoes, code) for one in known.extras if not _is_digest(one.name)),
        identifiers=tuple(one for one in known.identifiers if not _is_digest(one.scheme)),
    )
    found: Document = _unplaced(msgspec.structs.replace(document, metadata=metadata))
    return found


def _echoless(value: Any, field: str, echoes: set[str], code: str) -> Any:
    said = plain(getattr(value, field))
    repeats = len(said) >= _TAUGHT and any(said in echo or echo in said for echo in echoes)
    return msgspec.structs.replace(value, attrs={}, **{field: mark(code)}) if repeats else value


def _is_digest(scheme: str) -> bool:
    return scheme.casefold() in _DIGESTS


def _unplaced(value: Any) -> Any:
    """A tree without positions in the source."""
    if isinstance(value, msgspec.Struct):
        changed = {}
        for name in value.__struct_fields__:
            old = getattr(value, name)
            new = None if name == "span" else _unplaced(old)
            if new is not old:
                changed[name] = new
        return msgspec.structs.replace(value, **changed) if changed else value
    if isinstance(value, tuple):
        parts = tuple(map(_unplaced, value))
        return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
    return value
