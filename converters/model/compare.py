"""The differences between two documents: where, in which node, what was there and what is."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from converters.model.document import Document
from converters.model.node import Node

MAX_SHOWN = 160


class Difference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One difference. `path` leads to it (`body[0].blocks[3].content`), `kind` and `node` are of the nearest node.

    `was` and `now` are JSON of what stands there, None where there is nothing.
    """

    path: str
    kind: str | None = None
    node: str | None = None
    was: str | None = None
    now: str | None = None

    def __str__(self) -> str:
        name = f" ({self.kind}{' ' + self.node if self.node else ''})" if self.kind else ""
        return f"{self.path}{name}: {_short(self.was)} -> {_short(self.now)}"


def differences(one: Document, other: Document) -> Iterator[Difference]:
    """All differences, in document order; none where the documents are equal."""
    if one != other:
        yield from _compare(one, other, "", None)


def _compare(was: Any, now: Any, path: str, owner: Node | None) -> Iterator[Difference]:
    if was == now:
        return
    if isinstance(was, msgspec.Struct) and type(was) is type(now):
        nearest = was if isinstance(was, Node) else owner
        for name in was.__struct_fields__:
            yield from _compare(getattr(was, name), getattr(now, name), f"{path}.{name}" if path else name, nearest)
    elif isinstance(was, tuple) and isinstance(now, tuple):
        yield from _compare_sequences(was, now, path, owner)
    else:
        yield _difference(path, owner, was, now)


def _compare_sequences(was: Sequence[Any], now: Sequence[Any], path: str, owner: Node | None) -> Iterator[Difference]:
    """Equal parts are passed over; what was replaced one to one is compared inside, the rest came or went."""
    matcher = difflib.SequenceMatcher(None, [_key(part) for part in was], [_key(part) for part in now], autojunk=False)
    for action, i1, i2, j1, j2 in matcher.get_opcodes():
        old, new = was[i1:i2], now[j1:j2]
        if action == "equal" or _alike(old, new):
            for at, (before, after) in enumerate(zip(old, new, strict=True), i1):
                yield from _compare(before, after, f"{path}[{at}]", owner)
            continue
        for at, part in enumerate(old, i1):
            yield _difference(f"{path}[{at}]", _nearest(part, owner), part, None)
        for at, part in enumerate(new, j1):
            yield _difference(f"{path}[{at}]", _nearest(part, owner), None, part)


def _alike(old: Sequence[Any], new: Sequence[Any]) -> bool:
    """Whether what was replaced can be compared one to one."""
    return [type(part) for part in old] == [type(part) for part in new]


def _key(part: Any) -> object:
    """What makes two entries of a sequence the same one: their id, else all they hold."""
    if isinstance(part, Node) and part.id is not None:
        return part.id
    return msgspec.json.encode(part)


def _nearest(part: Any, owner: Node | None) -> Node | None:
    return part if isinstance(part, Node) else owner


def _difference(path: str, owner: Node | None, was: Any, now: Any) -> Difference:
    return Difference(
        path=path,
        kind=str(owner.__struct_config__.tag) if owner is not None else None,
        node=owner.id if owner is not None else None,
        was=None if was is None else _json(was),
        now=None if now is None else _json(now),
    )


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _short(text: str | None) -> str:
    if text is None:
        return "nothing"
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}… ({len(text)} characters)"
