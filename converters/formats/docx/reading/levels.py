"""Headings and list items that an editor put on another level: sections and lists nest as the page shows them.

A heading that was demoted takes its section into the one before it, a promoted one takes its section out of the one
around it, with what follows there, as an outline has it. Items of lists do the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from converters.formats.docx.reading.telling import quoted
from converters.model.document import Document
from converters.model.node import Node
from converters.model.nodes import Heading, Item, List, Section
from converters.model.walk import children, walk
from converters.report import Report

_PARTS = ("front", "body", "back")
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
    place = next(number for number, one in enumerate(beside) if one is held)
    before = beside[place - 1] if place else None
    if not isinstance(before, Section | Item) or type(before) is not type(held):
        return None
    blocks: tuple[Any, ...]
    if isinstance(before, Item):
        around = _holder(carried, held)
        blocks = _with_item(before.blocks, held, getattr(around, "style", "plain"))
    else:
        blocks = (*before.blocks, held)
    grown = _with_blocks(before, blocks)
    return _replaced(carried, held, (*beside[: place - 1], grown, *beside[place + 1 :]))


def _with_item(blocks: tuple[Any, ...], item: Any, style: Any) -> tuple[Any, ...]:
    last = blocks[-1] if blocks else None
    if isinstance(last, List):
        return (*blocks[:-1], msgspec.structs.replace(last, items=(*last.items, item), layout=None))
    return (*blocks, List(items=(item,), style=style))


def _higher(carried: Document, held: Held) -> Document | None:
    """The document with a section or item behind the one that held it, and what followed it in there below it."""
    beside = _siblings(carried, held)
    outer = _holder(carried, held)
    around = _holder(carried, outer) if isinstance(held, Item) and outer is not None else outer
    if not isinstance(around, Section | Item) or type(around) is not type(held):
        return None
    place = next(number for number, one in enumerate(beside) if one is held)
    rest, before = beside[place + 1 :], beside[:place]
    raised = _with_blocks(held, _with_rest(held.blocks, rest, outer)) if rest else held
    if isinstance(outer, List):
        kept = (msgspec.structs.replace(outer, items=before, layout=None),) if before else ()
        inside = (kept if block is outer else (block,) for block in around.blocks)
        shrunk = _with_blocks(around, tuple(itertools.chain.from_iterable(inside)))
    else:
        shrunk = _with_blocks(around, before)
    neighbours = _siblings(carried, around)
    at = next(number for number, one in enumerate(neighbours) if one is around)
    return _replaced(carried, around, (*neighbours[:at], shrunk, raised, *neighbours[at + 1 :]))


def _with_rest(blocks: tuple[Any, ...], rest: tuple[Any, ...], outer: Node | None) -> tuple[Any, ...]:
    """Blocks with what followed behind them: items go on with the list that stands there last, or begin one."""
    if not isinstance(outer, List):
        return (*blocks, *rest)
    for item in rest:
        blocks = _with_item(blocks, item, outer.style)
    return blocks


def _with_blocks(node: Any, blocks: tuple[Any, ...]) -> Any:
    return msgspec.structs.replace(node, blocks=blocks, layout=None)


# --- trees ---


def _fields(node: Node) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, tuple):
            yield name, value


def _holder(carried: Document, wanted: Node) -> Node | None:
    """The node that another stands in; None where that is the document itself."""
    found = next((node for node in walk(carried) if any(child is wanted for child in children(node))), None)
    return None if found is carried else found


def _siblings(carried: Document, wanted: Node) -> tuple[Any, ...]:
    for node in walk(carried):
        for _, value in _fields(node):
            if any(one is wanted for one in value):
                return value
    raise LookupError(wanted)


def _replaced(carried: Document, wanted: Node, siblings: tuple[Any, ...]) -> Document:
    """The document with other siblings in the place of those of a node."""

    def rebuilt(node: Node) -> Node:
        changed: dict[str, Any] = {}
        for name, value in _fields(node):
            if any(one is wanted for one in value):
                changed[name] = siblings
            else:
                new = tuple(rebuilt(one) if isinstance(one, Node) else one for one in value)
                if any(one is not old for one, old in zip(new, value, strict=True)):
                    changed[name] = new
        if changed and "layout" in node.__struct_fields__:
            changed.setdefault("layout", None)
        return msgspec.structs.replace(node, **changed) if changed else node

    parts: dict[str, Any] = {name: tuple(rebuilt(block) for block in getattr(carried, name)) for name in _PARTS}
    for name in _PARTS:
        if any(one is wanted for one in getattr(carried, name)):
            parts[name] = siblings
    return msgspec.structs.replace(carried, **parts)
