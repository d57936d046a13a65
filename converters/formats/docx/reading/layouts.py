"""What stands between the children of a container that came from XML, when it gets others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from converters.model.node import Container, Node
from converters.model.walk import children

Was = Mapping[int, Node]
"""The carried nodes that nodes of now were, by the identity of the new ones. Others are themselves."""
ContainerT = TypeVar("ContainerT", bound=Container)


def refilled(node: ContainerT, fields: Mapping[str, Any], was: Was) -> ContainerT:
    """A container with other children: before each stands what stood before it, or before a new one what is usual.

    Comments and instructions that stood before a child which is gone stand at the end.
    """
    filled = msgspec.structs.replace(node, **fields, layout=None)
    return msgspec.structs.replace(filled, layout=_layout(node, filled, was))


def ending_with(node: ContainerT, layout: tuple[str, ...] | None) -> ContainerT:
    """A container, at the end of which stand the comments and instructions of one that was in it."""
    if node.layout is None or layout is None:
        return node
    said = "".join(text.strip() for text in layout)
    return msgspec.structs.replace(node, layout=(*node.layout[:-1], said + node.layout[-1]))


def _layout(node: Container, filled: Container, was: Was) -> tuple[str, ...] | None:
    numbers = {id(child): number for number, child in enumerate(_in_order(node))}
    found = [numbers.get(id(was.get(id(child), child))) for child in _in_order(filled)]
    if found == list(range(len(numbers))):
        return node.layout
    if node.layout is None or len(node.layout) != len(numbers) + 1:
        return None
    *before, last = node.layout
    usual = next((text for text in before if not text.strip()), "")
    lost = [text for number, text in enumerate(before) if number not in found and text.strip()]
    return (*(usual if number is None else before[number] for number in found), "".join((*lost, last)))


def _in_order(node: Container) -> list[Node]:
    """The children as XML has them: a heading or a caption comes first."""
    head = next((getattr(node, name) for name in ("heading", "caption") if hasattr(node, name)), None)
    return sorted(children(node), key=lambda child: child is not head)
