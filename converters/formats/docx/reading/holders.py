"""Parts that stand in nothing that holds them: a signature in the middle of the text, as an editor may put it there."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from converters.model.node import Node
from converters.model.nodes import Closer, Dateline, Opener, Salute, Signed, Verse, VerseLine

Parts = tuple[Any, ...]


def held(nodes: Iterable[Any]) -> Iterator[Any]:
    """Nodes as they can stand among blocks: each row of parts of an opener, a closer or a verse in one of its own."""
    for holder, row in itertools.groupby(nodes, lambda node: _HOLDERS.get(type(node))):
        parts = tuple(row)
        yield from parts if holder is None else (holder(parts),)


def _opener(parts: Parts) -> Node:
    return Opener(parts=parts)


def _closer(parts: Parts) -> Node:
    return Closer(parts=parts)


def _verse(parts: Parts) -> Node:
    return Verse(lines=parts)


_HOLDERS: Mapping[type, Callable[[Parts], Node]] = {
    Dateline: _opener,
    Salute: _opener,
    Signed: _closer,
    VerseLine: _verse,
}
