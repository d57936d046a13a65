"""Headings and list items that an editor put on another level: sections and lists nest as the page shows them.

A heading that was demoted takes its section into the one before it, a promoted one takes its section out of the one
around it, with what follows there, as an outline has it. Items of lists do the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

import msgspec

from converters.formats.docx.reading.layouts import ending_with, refilled
from converters.formats.docx.reading.telling import quoted
from converters.model.document import Document
from converters.model.node import Container, Node
from converters.model.nodes import Heading, Item, List, Section
from converters.model.walk import child_fields, joined
from converters.report import Report


class Shift(NamedTuple):
    """A carried block that begins a section or an item, and how many levels deeper it is now (negative: higher)."""

    block: Node
    levels: int


def shifted(carried: Document, shifts: Iterable[Shift], report: Report) -> Document:
    """The document with its sections and items on their new levels; each shift is told.

    Nodes that stand in no changed container are those of `carried`.
    """
    wanted = list(shifts)
    if not wanted:
        return carried
    tree = _Branch(carried)
    begun = dict(_begun(tree))
    for block, levels in wanted:
        held = begun.get(id(block))
        step = _deeper if levels > 0 else _higher
        if held is not None and all(step(held) for _ in range(abs(levels))):
            report.warn("disagrees", f"{quoted(block)} is {'lower' if levels > 0 else 'higher'} in the outline", block)
        else:
            report.warn(
                "approximated", f"{quoted(block)} is on another level on the page: nothing there can hold it", block
            )
    return cast(Document, _made(tree, {}))


class _Branch:
    """A node, and what is in its fields with nodes as lists, in which nodes with others below them are branches too.

    `beside` is the list that it stands in, `holder` the branch of that. `gone` are lists that stood in it.
    """

    __slots__ = ("beside", "fields", "gone", "holder", "node")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.holder: _Branch | None = None
        self.beside: list[Any] = []
        self.gone: list[List] = []
        self.fields: dict[str, list[Any]] = {}
        for name in child_fields(type(node)):
            value = getattr(node, name)
            self.fields[name] = []
            self.take(name, map(_branched, value if isinstance(value, tuple) else filter(None, (value,))))

    def take(self, field: str, parts: Iterable[Any]) -> None:
        """Put parts at the end of a field."""
        beside = self.fields[field]
        for part in parts:
            beside.append(part)
            if isinstance(part, _Branch):
                part.holder, part.beside = self, beside

    def place(self) -> int:
        """Where it stands among its siblings."""
        return next(number for number, one in enumerate(self.beside) if one is self)


def _branched(part: Any) -> Any:
    return _Branch(part) if isinstance(part, Node) and child_fields(type(part)) else part


def _begun(branch: _Branch) -> Iterator[tuple[int, _Branch]]:
    """The sections and items, by the identity of the block that begins each."""
    if isinstance(branch.node, Section | Item):
        kind = Heading if isinstance(branch.node, Section) else Node
        first = next((one for one in branch.node.blocks if isinstance(one, kind)), None)
        yield id(first), branch
    for parts in branch.fields.values():
        for part in parts:
            if isinstance(part, _Branch):
                yield from _begun(part)


def _deeper(held: _Branch) -> bool:
    """Put a section or item into the one before it; False where there is none."""
    place = held.place()
    before = next((number for number in range(place - 1, -1, -1) if not _is_blank(held.beside[number])), None)
    one = held.beside[before] if before is not None else None
    if before is None or not isinstance(one, _Branch) or type(one.node) is not type(held.node):
        return False
    del held.beside[before + 1 : place + 1]
    _grow(one, [held], held.holder)
    return True


def _higher(held: _Branch) -> bool:
    """Put a section or item behind the one that holds it, and what follows it in there below it; False where none."""
    outer = held.holder
    around = outer.holder if outer is not None and _kind(outer) is List else outer
    if outer is None or around is None or _kind(around) is not type(held.node):
        return False
    place, left = held.place(), held.beside
    rest = left[place + 1 :]
    del left[place:]
    if rest:
        _grow(held, rest, outer)
    if not left and around is not outer:
        around.gone.append(cast(List, outer.node))
        del outer.beside[outer.place()]
    at = around.place()
    indented = list(filter(_is_blank, around.beside[max(at - 1, 0) : at]))
    around.beside[at + 1 : at + 1] = [*indented, held]
    held.holder, held.beside = around.holder, around.beside
    return True


def _grow(branch: _Branch, rest: list[Any], outer: _Branch | None) -> None:
    """More at the end of a section or item: items of a list go on with the list that stands there, or begin one."""
    if outer is None or not isinstance(outer.node, List):
        branch.take("blocks", rest)
        return
    blocks = branch.fields["blocks"]
    if not blocks or _kind(blocks[-1]) is not List:
        branch.take("blocks", [_Branch(List(items=(), style=outer.node.style))])
    blocks[-1].take("items", rest)


def _kind(part: Any) -> type | None:
    return type(part.node) if isinstance(part, _Branch) else None


def _is_blank(part: Any) -> bool:
    """Whether a part of mixed content is white space between elements."""
    return isinstance(part, str) and not part.strip()


def _made(branch: _Branch, was: dict[int, Node]) -> Node:
    """The node of a branch: itself where nothing below it changed. `was` learns what the changed ones were before."""
    node: Any = branch.node
    changed: dict[str, Any] = {}
    for name, parts in branch.fields.items():
        value = getattr(node, name)
        made = [_made(part, was) if isinstance(part, _Branch) else part for part in parts]
        if not isinstance(value, tuple):
            if made and made[0] is not value:
                changed[name] = made[0]
        elif len(made) != len(value) or any(one is not old for one, old in zip(made, value, strict=True)):
            changed[name] = joined(made)
    if not changed:
        return branch.node
    if isinstance(node, Container):
        new: Any = refilled(node, changed, was)
        for gone in branch.gone:
            new = ending_with(new, gone.layout)
    else:
        new = msgspec.structs.replace(node, **changed)
    was[id(new)] = branch.node
    return cast(Node, new)
