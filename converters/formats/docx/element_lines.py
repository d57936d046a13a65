"""The text that stands beside blocks in a foreign element: each stretch of it is a paragraph in Word.

While a file that was edited is read, such a stretch is a node, so that an edit of it or beside it changes that stretch
and leaves the element, and the blocks in it, alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, get_args

import msgspec

from converters.model.document import Document
from converters.model.node import Node
from converters.model.nodes import (
    Block,
    Comment,
    Element,
    Furniture,
    Instruction,
    Line,
    Milestone,
    Note,
    PageBreak,
    Paragraph,
)
from converters.model.walk import child_fields, joined, transform

NodeT = TypeVar("NodeT", bound=Node)

_EITHER = (PageBreak, Milestone, Furniture, Note, Comment, Instruction)
"""Kinds that stand in a line as well as between blocks; beside text they are of the line."""
_ALONE = tuple(kind for kind in get_args(Block) if kind not in _EITHER and kind is not Element)


_BLOCKS = frozenset({"front", "body", "back", "blocks"})
"""The fields that hold blocks."""


class ElementLine(Line, frozen=True, kw_only=True, gc=False, tag="line"):
    """A stretch of the content of an element that is a paragraph in Word."""


def parts_of(element: Element) -> Iterator[Any]:
    """The content of an element with its stretches of text as lines; blanks between blocks are none."""
    stretch: list[Any] = []
    for part in element.content:
        if isinstance(part, ElementLine) or _is_block(part):
            yield from _line(stretch)
            stretch = []
            yield part
        else:
            stretch.append(part)
    yield from _line(stretch)


def _line(stretch: list[Any]) -> Iterator[Any]:
    """A stretch as a line, without the blanks and the markup around it; a stretch that shows nothing as it is."""
    shown = [place for place, part in enumerate(stretch) if _is_shown(part)]
    if not shown:
        yield from stretch
        return
    first, last = shown[0], shown[-1] + 1
    yield from stretch[:first]
    yield ElementLine(content=tuple(stretch[first:last]))
    yield from stretch[last:]


def _is_shown(part: object) -> bool:
    return bool(part.strip()) if isinstance(part, str) else not isinstance(part, Comment | Instruction)


def _is_block(part: object) -> bool:
    """Whether a part of an element is a block: by its kind, or because there are blocks in it."""
    if isinstance(part, Element):
        return any(isinstance(inner, ElementLine) or _is_block(inner) for inner in part.content)
    return isinstance(part, _ALONE)


def with_lines(document: Document) -> Document:
    """The document with all stretches as lines; itself where it has none."""
    return _with_lines(transform(document, _with_lines))


def without_lines(document: Document) -> Document:
    """The document without lines: they are text of their element again, or a paragraph where they stand in none."""
    return _without_lines(transform(document, _without_lines))


def _with_lines(node: NodeT) -> NodeT:
    return _among_blocks(node, lambda part: _lined(part) if isinstance(part, Element) else part)


def _lined(element: Element) -> Element:
    parts = tuple(_lined(part) if isinstance(part, Element) and _is_block(part) else part for part in parts_of(element))
    return element if parts == element.content else msgspec.structs.replace(element, content=parts)


def _without_lines(node: NodeT) -> NodeT:
    if isinstance(node, Element):
        parts = (part.content if isinstance(part, ElementLine) else (part,) for part in node.content)
        return _replaced(node, "content", joined(itertools.chain.from_iterable(parts)))
    return _among_blocks(node, lambda part: Paragraph(content=part.content) if isinstance(part, ElementLine) else part)


def _among_blocks(node: NodeT, change: Callable[[Any], Any]) -> NodeT:
    """A node with each of its blocks put through a change."""
    for name in _BLOCKS & set(child_fields(type(node))):
        node = _replaced(node, name, tuple(change(block) for block in getattr(node, name)))
    return node


def _replaced(node: NodeT, name: str, parts: tuple[Any, ...]) -> NodeT:
    """A node with other parts in a field; itself where they are the same."""
    was = getattr(node, name)
    same = len(parts) == len(was) and all(one is other for one, other in zip(parts, was, strict=True))
    return node if same else msgspec.structs.replace(node, **{name: parts})
