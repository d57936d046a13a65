"""Tracked changes that are kept: additions and deletions, around whole names rather than in them, without a seam."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeGuard, TypeVar

import msgspec

from converters.formats.docx.reading.pieces import TRACKED
from converters.model import proposals
from converters.model.document import Document
from converters.model.node import Node
from converters.model.nodes import PROPOSED, STATUS, Addition, Choice, Deletion, Element, is_proposed
from converters.model.walk import child_fields, joined, transform, walk

NodeT = TypeVar("NodeT", bound=Node)
Revised = Addition | Deletion
FLAG = TRACKED.removeprefix("@")
"""The attribute that a tracked change has while the file is read."""
_MIXED = frozenset({"content", "proposed", "original"})
"""The fields that hold text, in which an addition or deletion may stand."""


def is_tracked_node(node: object) -> TypeGuard[Revised]:
    """Whether a node is an addition or deletion that a tracked change made."""
    return isinstance(node, Addition | Deletion) and FLAG in node.attrs


def tracked_in(block: Any) -> Iterator[Revised]:
    """The tracked changes in a block, or in the pictures of a figure, in order."""
    for one in block if isinstance(block, tuple) else (block,):
        yield from (node for node in walk(one) if is_tracked_node(node))


def standing(block: NodeT) -> NodeT:
    """A block as it stands as long as nobody has accepted what is only proposed in it, tracked changes among that."""
    return proposals.standing(block, lambda node: is_tracked_node(node) or is_proposed(node))


def settled(document: Document) -> Document:
    """The document with its tracked changes as additions and deletions that are proposed.

    What was put in or taken out whole, such as a name, stands in the change and not around it, and changes of one
    person at one time that touch are one. What a foreign element holds may be a block, which no change can hold.
    """
    parts: dict[str, Any] = {}
    for name in ("front", "body", "back"):
        blocks = getattr(document, name)
        if any(True for block in blocks for _ in tracked_in(block)):
            parts[name] = tuple(transform(_gathered(transform(block, _gathered)), _unflagged) for block in blocks)
    return msgspec.structs.replace(document, **parts) if parts else document


def _gathered(node: Node) -> Node:
    changed: dict[str, Any] = {}
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, tuple) and any(isinstance(part, Node) for part in value):
            parts = map(_turned_out, value) if name in _MIXED and not isinstance(node, Element) else value
            new = _seamless(parts)
            if len(new) != len(value) or any(one is not old for one, old in zip(new, value, strict=True)):
                changed[name] = new
    return msgspec.structs.replace(node, **changed) if changed else node


def _seamless(parts: Iterable[Any]) -> tuple[Any, ...]:
    result: list[Any] = []
    for part in parts:
        before = result[-1] if result else None
        if is_tracked_node(part) and is_tracked_node(before) and _same_change(before, part):
            result[-1] = msgspec.structs.replace(before, content=joined((*before.content, *part.content)))
        else:
            result.append(part)
    return tuple(result)


def _same_change(one: Revised, other: Revised) -> bool:
    return type(one) is type(other) and (one.agent, one.date, one.lang) == (other.agent, other.date, other.lang)


def _turned_out(part: Any) -> Any:
    """A node of the line that holds one change and nothing else, in that change; anything else as it is."""
    field = "proposed" if isinstance(part, Choice) else "content"
    content: tuple[Any, ...] = getattr(part, field, ())
    change = content[0] if len(content) == 1 else None
    if is_tracked_node(part) or not is_tracked_node(change):
        return part
    return msgspec.structs.replace(change, content=(msgspec.structs.replace(part, **{field: change.content}),))


def _unflagged(node: Node) -> Node:
    if not is_tracked_node(node):
        return node
    attrs = {key: value for key, value in node.attrs.items() if key != FLAG}
    return msgspec.structs.replace(node, attrs={**attrs, STATUS: PROPOSED})
