"""What differs between two documents, node by node.

Two documents are walked side by side; where both have the same field, only what differs below it is looked at. In a
sequence, nodes are known again by their ids and other parts by what they say, so that a paragraph that was put in or
taken out is told once and does not make all that follow it look changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from converters.model.alignment import Aligned
from converters.model.document import Document
from converters.model.node import Node

Change = Literal["changed", "added", "removed"]

CONTEXT = 30
"""Characters shown on either side of the place where two texts part."""
LONGEST = 160
"""Characters shown of a value."""


class Difference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that differs.

    `path` is a JSONPath (RFC 9535) into the first document, or into the second where something was added. `kind` and
    `id` are those of the nearest node. `was` and `now` are what stands there, as JSON has it.
    """

    change: Change
    path: str
    kind: str
    id: str | None = None
    was: Any = None
    now: Any = None

    def __str__(self) -> str:
        node = f"{self.kind} {self.id}" if self.id else self.kind
        return "\n    ".join((f"{self.path} ({node}) {self.change}", *_sides(self)))


def differences(was: Document, now: Document) -> tuple[Difference, ...]:
    """All differences from one document to another, in document order; none where the two are equal."""
    return tuple(_structs(was, now, _Place("$", "$", "document", was.id)))


def only_in_source(found: tuple[Difference, ...]) -> bool:
    """Whether there are differences and all of them are in the original that the documents carry."""
    return bool(found) and all(one.path == "$.source" or one.path.startswith("$.source.") for one in found)


class _Place(msgspec.Struct, frozen=True):
    """Where the comparison stands: the path in either document, and the kind and id of the nearest node."""

    was: str
    now: str
    kind: str
    id: str | None

    def below(self, step: str) -> _Place:
        return _Place(self.was + step, self.now + step, self.kind, self.id)

    def part(self, was: int, now: int) -> _Place:
        return _Place(f"{self.was}[{was}]", f"{self.now}[{now}]", self.kind, self.id)

    def at(self, value: Any) -> _Place:
        """The same place, named after the value where it is a node."""
        return _Place(self.was, self.now, _kind(value), value.id) if isinstance(value, Node) else self


def _structs(was: msgspec.Struct, now: msgspec.Struct, place: _Place) -> Iterator[Difference]:
    for name in was.__struct_fields__:
        left, right = getattr(was, name), getattr(now, name)
        if left != right:
            yield from _values(left, right, place.below(f".{name}"))


def _values(was: Any, now: Any, place: _Place) -> Iterator[Difference]:
    """What differs between two values that are not equal."""
    if isinstance(was, tuple) and isinstance(now, tuple):
        yield from _sequences(was, now, place)
    elif isinstance(was, Mapping) and isinstance(now, Mapping):
        yield from _mappings(was, now, place)
    elif isinstance(was, msgspec.Struct) and type(was) is type(now) and not was.__struct_config__.array_like:
        yield from _structs(was, now, place.at(was))
    elif was is None:
        yield _difference("added", place.at(now), None, now)
    elif now is None:
        yield _difference("removed", place.at(was), was, None)
    else:
        yield _difference("changed", place.at(was), was, now)


def _mappings(was: Mapping[str, Any], now: Mapping[str, Any], place: _Place) -> Iterator[Difference]:
    for name in dict.fromkeys((*was, *now)):
        left, right = was.get(name), now.get(name)
        if left != right:
            yield from _values(left, right, place.below(f"[{_json(name)}]"))


def _sequences(was: tuple[Any, ...], now: tuple[Any, ...], place: _Place) -> Iterator[Difference]:
    """Differences of two sequences; what both begin and end with is set aside before they are aligned."""
    start = _common(was, now)
    end = _common(was[start:][::-1], now[start:][::-1])
    left = tuple(enumerate(was[start : len(was) - end], start))
    right = tuple(enumerate(now[start : len(now) - end], start))
    for old, new in _aligned(left, right, _signature):
        yield from _stretch(old, new, place)


def _common(was: tuple[Any, ...], now: tuple[Any, ...]) -> int:
    """How many parts at the beginning of two sequences are equal."""
    pairs = enumerate(zip(was, now, strict=False))
    return next((index for index, (left, right) in pairs if left != right), min(len(was), len(now)))


Numbered = tuple[tuple[int, Any], ...]
"""Parts of a sequence, each with its place."""


def _aligned(was: Numbered, now: Numbered, key: Any) -> Iterator[tuple[Numbered, Numbered]]:
    """Pairs of stretches that answer to each other: one part each where the keys are equal, else what is left."""
    matcher = Aligned([key(part) for _, part in was], [key(part) for _, part in now])
    for operation, left, left_end, right, right_end in matcher.get_opcodes():
        if operation == "equal":
            yield from (((old,), (new,)) for old, new in zip(was[left:left_end], now[right:right_end], strict=True))
        else:
            yield was[left:left_end], now[right:right_end]


def _signature(part: Any) -> object:
    """What a part of a sequence is known by: its id, or all that it says."""
    return part.id if isinstance(part, Node) and part.id is not None else msgspec.json.encode(part)


def _stretch(was: Numbered, now: Numbered, place: _Place) -> Iterator[Difference]:
    """Differences of two stretches: parts of one kind are compared in their order, the others come or go."""
    for old, new in _aligned(was, now, _kind):
        pairs = 1 if len(old) == len(new) == 1 else 0
        for (old_index, left), (new_index, right) in zip(old[:pairs], new[:pairs], strict=True):
            if left != right:
                yield from _values(left, right, place.part(old_index, new_index))
        yield from (_difference("removed", place.part(at, at).at(part), part, None) for at, part in old[pairs:])
        yield from (_difference("added", place.part(at, at).at(part), None, part) for at, part in new[pairs:])


def _kind(value: Any) -> str:
    return str(value.__struct_config__.tag) if isinstance(value, Node) else "text"


def _difference(change: Change, place: _Place, was: Any, now: Any) -> Difference:
    return Difference(
        change=change,
        path=place.now if change == "added" else place.was,
        kind=place.kind,
        id=place.id,
        was=msgspec.to_builtins(was),
        now=msgspec.to_builtins(now),
    )


def _sides(found: Difference) -> Iterator[str]:
    """Both sides for a person to read: of two texts the place where they part, of anything else its beginning."""
    if isinstance(found.was, str) and isinstance(found.now, str):
        was, now = _parting(found.was, found.now)
    else:
        was, now = _short(_json(found.was)), _short(_json(found.now))
    if found.change != "added":
        yield f"- {was}"
    if found.change != "removed":
        yield f"+ {now}"


def _parting(was: str, now: str) -> tuple[str, str]:
    """The two texts from where they part to where they come together again, with some characters around."""
    shorter = min(len(was), len(now))
    first = next((at for at in range(shorter) if was[at] != now[at]), shorter)
    last = next((at for at in range(shorter - first) if was[-1 - at] != now[-1 - at]), shorter - first)
    return _excerpt(was, first, len(was) - last), _excerpt(now, first, len(now) - last)


def _excerpt(text: str, first: int, last: int) -> str:
    begin, end = max(0, first - CONTEXT), min(len(text), last + CONTEXT)
    return ("…" if begin else "") + _short(_json(text[begin:end])) + ("…" if end < len(text) else "")


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
