"""Headings and list items that an editor put on another level: sections and lists nest as the page shows them.

A heading that was demoted takes its section into the one before it, a promoted one takes its section out of the one
around it, with what follows there, as an outline has it. Items of lists do the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from converters.formats.docx.reading.layouts import Was, ending_with, refilled
from converters.formats.docx.reading.telling import quoted
from converters.model.document import Document
from converters.model.node import Container, Node
from converters.model.nodes import Heading, Item, List, Section
from converters.model.walk import children, joined, walk
from converters.report import Report

Held = Section | Item


class Shift(NamedTuple):
    """A carried block that begins a section or an item, and how many levels deeper it is now (negative: higher)."""

    block: Node
    levels: int


def shifted(carried: Document, shifts: Iterable[Shift], report: Report) -> Document:
    """The document with its sections and items on their new levels; each shift is told.

    Nodes that stand in no changed container are those of `carried`.
    """
    for block, levels in shifts:
        held = _held(carried, block)
        step = _deeper if levels > 0 else _higher
        for _ in range(abs(levels)):
            moved = step(carried, held) if held is not None else None
            if moved is None:
                report.warn(
                    "approximated", f"{quoted(block)} is on another level on the page: nothing there can hold it", block
                )
                break
            carried = moved
        else:
            report.warn("disagrees", f"{quoted(block)} is {'lower' if levels > 0 else 'higher'} in the outline", block)
    return carried


def _held(carried: Document, block: Node) -> Held | None:
    """The section or item that a block begins."""
    found = (node for node in walk(carried) if isinstance(node, Section | Item))
    return next((node for node in found if _first(node) is block), None)


def _first(node: Held) -> Node | None:
    kind = Heading if isinstance(node, Section) else Node
    return next((one for one in node.blocks if isinstance(one, kind)), None)


def _deeper(carried: Document, held: Held) -> Document | None:
    """The document with a section or item in the one before it."""
    beside = _siblings(carried, held)
    place = _place(beside, held)
    before = next((number for number in range(place - 1, -1, -1) if not _is_blank(beside[number])), None)
    if before is None or type(beside[before]) is not type(held):
        return None
    grown = _grown(beside[before], (held,), _holder(carried, held))
    siblings = joined((*beside[:before], grown, *beside[place + 1 :]))
    return _replaced(carried, held, siblings, {id(grown): beside[before]})


def _grown(node: Any, rest: tuple[Any, ...], outer: Node) -> Any:
    """A section or item with more at its end: items of a list go on with the list that stands there, or begin one."""
    if not isinstance(outer, List):
        return refilled(node, {"blocks": (*node.blocks, *rest)}, {})
    last = node.blocks[-1] if node.blocks else None
    if not isinstance(last, List):
        return refilled(node, {"blocks": (*node.blocks, List(items=rest, style=outer.style))}, {})
    longer = refilled(last, {"items": (*last.items, *rest)}, {})
    return refilled(node, {"blocks": (*node.blocks[:-1], longer)}, {id(longer): last})


def _higher(carried: Document, held: Held) -> Document | None:
    """The document with a section or item behind the one that held it, and what followed it in there below it."""
    beside = _siblings(carried, held)
    outer = _holder(carried, held)
    around: Any = _holder(carried, outer) if isinstance(outer, List) else outer
    if type(around) is not type(held):
        return None
    place = _place(beside, held)
    rest, before = beside[place + 1 :], beside[:place]
    raised = _grown(held, rest, outer) if rest else held
    shrunk = _shrunk(around, before, outer)
    neighbours = _siblings(carried, around)
    at = _place(neighbours, around)
    indented = tuple(filter(_is_blank, neighbours[at - 1 : at]))
    siblings = (*neighbours[:at], shrunk, *indented, raised, *neighbours[at + 1 :])
    return _replaced(carried, around, siblings, {id(shrunk): around})


def _shrunk(around: Any, kept: tuple[Any, ...], outer: Node) -> Any:
    """A section or item that keeps only these blocks, or these items of a list in it."""
    if not isinstance(outer, List):
        return refilled(around, {"blocks": kept}, {})
    if not kept:
        without = tuple(block for block in around.blocks if block is not outer)
        return ending_with(refilled(around, {"blocks": without}, {}), outer.layout)
    shorter = refilled(outer, {"items": kept}, {})
    blocks = tuple(shorter if block is outer else block for block in around.blocks)
    return refilled(around, {"blocks": blocks}, {id(shorter): outer})


# --- trees ---


def _fields(node: Node) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, tuple):
            yield name, value


def _holder(carried: Document, wanted: Node) -> Node:
    """The node that another stands in, or the document itself."""
    return next(node for node in walk(carried) if any(child is wanted for child in children(node)))


def _siblings(carried: Document, wanted: Node) -> tuple[Any, ...]:
    fields = (value for _, value in _fields(_holder(carried, wanted)))
    return next(value for value in fields if any(one is wanted for one in value))


def _place(siblings: tuple[Any, ...], node: Node) -> int:
    return next(number for number, one in enumerate(siblings) if one is node)


def _is_blank(part: Any) -> bool:
    """Whether a part of mixed content is white space between elements."""
    return isinstance(part, str) and not part.strip()


def _replaced(carried: Document, wanted: Node, siblings: tuple[Any, ...], was: Was) -> Document:
    """The document with other siblings in the place of those of a node; `was` says which they were before."""

    def rebuilt(node: Any) -> Any:
        changed: dict[str, Any] = {}
        for name, value in _fields(node):
            if any(one is wanted for one in value):
                if isinstance(node, Container):
                    return refilled(node, {name: siblings}, was)
                return msgspec.structs.replace(node, **{name: siblings})
            new = tuple(rebuilt(one) if isinstance(one, Node) else one for one in value)
            if any(one is not old for one, old in zip(new, value, strict=True)):
                changed[name] = new
        return msgspec.structs.replace(node, **changed) if changed else node

    result: Document = rebuilt(carried)
    return result
