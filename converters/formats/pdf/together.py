"""What stays on one page: lines that would stand alone, and what leads to something with what it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from converters.formats.pdf.slabs import Slab
from converters.formats.pdf.tags import Element
from converters.model import nodes
from converters.model.node import Node
from converters.model.walk import content_text

_COLONS: Final = (":", "\uff1a")


def bound(slabs: Iterable[Slab]) -> Iterator[Slab]:
    """Slabs, the last of which stays with what follows."""
    last: Slab | None = None
    for slab in slabs:
        if last is not None:
            yield last
        last = slab
    if last is not None:
        last.keep = True
        yield last


def following(whole: Element | None, slabs: Iterable[Slab]) -> Iterator[Slab]:
    """Slabs, the first of which says which element was wholly set before it."""
    rest = iter(slabs)
    if whole is not None:
        first = next(rest, None)
        if first is None:
            return
        first.follows = whole
        yield first
    yield from rest


def is_edge(number: int, count: int) -> bool:
    """Whether one of several things in a row (counted from 0) must not part from the next.

    The first would be left alone, or the last.
    """
    return number + 1 < count and number in (0, count - 2)


def is_bound(blocks: Sequence[Node | str], place: int) -> bool:
    """Whether a block stays with the next one."""
    if place + 1 >= len(blocks):
        return False
    block, following = blocks[place], blocks[place + 1]
    kind, next_kind = type(block), type(following)
    if kind is nodes.Line and next_kind is nodes.Line:
        is_first = not place or type(blocks[place - 1]) is not nodes.Line
        return is_first or place + 2 >= len(blocks) or type(blocks[place + 2]) is not nodes.Line
    if next_kind is nodes.Closer or next_kind is nodes.Signed:
        return kind is nodes.Paragraph or kind is nodes.Salute
    return kind in (nodes.Paragraph, nodes.Line) and _leads(block)


def _leads(block: Node | str) -> bool:
    """Whether the words of a block end in a colon."""
    content = getattr(block, "content", ())
    return bool(content) and content_text(content[-1:]).rstrip().endswith(_COLONS)
