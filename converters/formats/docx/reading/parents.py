"""What stands in what on a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from converters.formats.docx import anchors
from converters.formats.docx.anchors import CONTAINERS
from converters.formats.docx.reading.leaves import Leaf
from converters.formats.docx.reading.recover import Recovered
from converters.model.node import Node
from converters.model.walk import children


class Parents:
    """The containers of a page, and the foreign elements that it does not show, by the names of their anchors."""

    def __init__(self, one: Recovered) -> None:
        self._of: dict[int, str] = {}
        self._outer: dict[str, str] = {}
        self._elements: dict[int, list[str]] = {}
        for element in one.elements:
            for position in range(element.first, element.last + 1):
                self._elements.setdefault(position, []).append(element.anchor.name)
        stack: list[tuple[Node, str]] = [
            (block, name) for name in anchors.PARTS for block in getattr(one.document, name)
        ]
        while stack:
            node, parent = stack.pop()
            self._of[id(node)] = parent
            anchor = one.anchors.get(id(node))
            inside = parent
            if anchor is not None and anchor.kind in CONTAINERS:
                inside = anchor.name
                self._outer.setdefault(inside, parent)
            stack.extend((child, inside) for child in children(node))

    def around(self, block: Any, leaf: Leaf | None = None) -> tuple[str, ...]:
        """The containers around a block, the innermost first; the leaf of a block of the text knows its elements."""
        names = list(self._containers(block))
        if leaf is None or leaf.note is not None:
            return tuple(names)
        return tuple(sorted([*names, *self._elements.get(leaf.para.position, ())], key=_depth))

    def _containers(self, block: Any) -> Iterator[str]:
        seen: set[str] = set()
        name = self._of.get(id(block))
        while name is not None and name not in seen:
            seen.add(name)
            yield name
            name = self._outer.get(name)


def _depth(name: str) -> int:
    """Containers are numbered in the order in which they begin: of those around a block the last is the innermost."""
    anchor = anchors.parse(name)
    return -anchor.serial if anchor is not None else 1
