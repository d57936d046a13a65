"""The carried document built again with what became of its nodes."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable
from typing import Any, get_args

import msgspec

from converters.formats.docx.reading.holders import held
from converters.formats.docx.reading.layouts import refilled
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.node import Container, Node
from converters.model.nodes import Cell, Figure, Image, Item, List, Note, Paragraph, Quotation, Row, Table
from converters.model.walk import child_fields, joined, transform

_PARTS = ("front", "body", "back")


class Changes:
    """What becomes of carried nodes, by their identity, and what comes before and behind them.

    `fields` are labels and markings of items and marks of notes: None where there is none any longer.
    """

    def __init__(self) -> None:
        self.gone: set[int] = set()
        self.instead: dict[int, list[Node]] = {}
        self.images: dict[int, Any] = {}
        self.fields: dict[int, dict[str, Any]] = {}
        self.behind: dict[int, list[Node]] = {}
        self.ahead: dict[int, list[Node]] = {}
        self.first: list[Node] = []
        self.quotations: dict[int, Quotation] = {}
        self._in_list = False
        """Whether an item that comes where none can stand has a list further out."""
        self._was: dict[int, Node] = {}
        """The carried nodes that nodes of now were, by the identity of the new ones."""
        self._made: list[Node] = []
        """Those new ones: while they are here, no other node has their identity."""

    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not (self.gone or self.instead or self.images or self.fields or self.behind or self.ahead or self.first)

    def applied(self, carried: Document, metadata: Metadata) -> Document:
        """The document with these changes; an id that stands a second time, as copying makes it, is left out."""
        first = next((name for name in _PARTS if getattr(carried, name)), "body")
        fields = {name: self._blocks(getattr(carried, name), name == first) for name in _PARTS}
        return _with_unique_ids(carried, metadata, fields)

    def quoted(self, block: Any) -> Quotation:
        """A block as a quotation; those that stand side by side will be one."""
        made = Quotation(blocks=(block,))
        self.quotations[id(made)] = made
        return made

    def _blocks(self, blocks: Iterable[Node], is_first: bool) -> tuple[Node, ...]:
        result: list[Node] = []
        for block in blocks:
            placed, over = self.place(block)
            result += [*placed, *over]
        if is_first:
            result = [*self.first, *result]
        return tuple(self._as_blocks(held(result)))

    def _as_blocks(self, parts: Iterable[Any]) -> Iterable[Any]:
        """Items that stand in no list as one, and quotations that an editor made one after another as one."""
        for kind, row in itertools.groupby(parts, self._kind_of_row):
            if kind is Item:
                yield List(items=tuple(row))
            elif kind is Quotation:
                yield Quotation(blocks=tuple(held(block for part in row for block in part.blocks)))
            else:
                yield from row

    def _kind_of_row(self, part: Any) -> type[Node] | None:
        if id(part) in self.quotations:
            return Quotation
        return Item if isinstance(part, Item) else None

    def place(self, node: Node) -> tuple[list[Node], list[Node]]:
        """What stands where a node stood, and what must stand after it, here or further out."""
        key = id(node)
        ahead, behind = self.ahead.get(key, []), self.behind.get(key, [])
        if key in self.gone:
            return [*ahead, *self._left_caption(node)], behind
        if key in self.instead:
            now = self.instead[key]
            self._became(node, now[0])
            if type(now[0]) is not type(node):
                return [*ahead, *now, *self._left_caption(node)], behind
            return [*ahead, *self._left_caption(node, now[0]), *now], behind
        rebuilt, over = self._rebuilt(node)
        if rebuilt is not None:
            self._became(node, rebuilt)
        return [*ahead, *([] if rebuilt is None else [rebuilt])], [*over, *behind]

    def _left_caption(self, node: Node, now: Node | None = None) -> list[Node]:
        """What came beside the caption of a figure or table that is gone or another now; it too, if that has none."""
        caption = node.caption if isinstance(node, Figure | Table) else None
        if caption is None:
            return []
        if getattr(now, "caption", None) is None:
            placed, over = self.place(caption)
            return [*placed, *over]
        return [*self.ahead.get(id(caption), ()), *self.behind.get(id(caption), ())]

    def _became(self, node: Node, now: Node) -> None:
        self._was[id(now)] = node
        self._made.append(now)

    def _rebuilt(self, node: Node) -> tuple[Node | None, list[Node]]:
        outer = self._in_list
        if isinstance(node, List | Cell | Note):
            self._in_list = isinstance(node, List)
        rebuilt = self._with_fields(node)
        self._in_list = outer
        return rebuilt

    def _with_fields(self, node: Node) -> tuple[Node | None, list[Node]]:
        changed: dict[str, Any] = {**self.fields.get(id(node), {})}
        over: list[Node] = []
        if id(node) in self.images:
            changed["images"] = self._images(node)
        for name in child_fields(type(node)):
            value = getattr(node, name)
            if value is None or name in changed:
                continue
            new, rest = self._field(type(node), name, value)
            over += rest
            if new is not value:
                changed[name] = new
        if not changed:
            return node, over
        if isinstance(node, Container):
            rebuilt: Node = refilled(node, changed, self._was)
        else:
            rebuilt = msgspec.structs.replace(node, **changed)
        return (None if _emptied(node, rebuilt) else rebuilt), over

    def _images(self, node: Any) -> tuple[Image, ...]:
        new: tuple[Image, ...] = self.images[id(node)]
        for old, image in zip(node.images, new, strict=False):
            self._became(old, image)
        return new

    def _field(self, kind: type[Node], name: str, value: Any) -> tuple[Any, list[Node]]:
        admitted = _admitted(kind, name)
        if not isinstance(value, tuple):
            placed, over = self.place(value)
            main = next((one for one in placed if isinstance(one, admitted)), None)
            return main, [*(one for one in placed if one is not main), *over]
        parts: list[Any] = []
        outside: list[Node] = []
        for part in value:
            if isinstance(part, str):
                parts.append(part)
                continue
            placed, over = self.place(part)
            both = [*placed, *over]
            for one in held(both) if Paragraph in admitted else both:
                (parts if isinstance(one, admitted) or self._is_to_be_listed(one, admitted) else outside).append(one)
        if Paragraph in admitted:
            parts = list(self._as_blocks(parts))
        same = len(parts) == len(value) and all(new is old for new, old in zip(parts, value, strict=True))
        return (value if same else joined(parts)), outside

    def _is_to_be_listed(self, node: Node, admitted: tuple[type[Node], ...]) -> bool:
        """Whether a node is an item that gets a list of its own where it is, since there is none further out."""
        return isinstance(node, Item) and List in admitted and not self._in_list


@functools.cache
def _admitted(kind: type[Node], name: str) -> tuple[type[Node], ...]:
    """The kinds that a field may hold."""
    annotation = next(field.type for field in msgspec.structs.fields(kind) if field.name == name)
    return tuple(_kinds_in(annotation))


def _kinds_in(annotation: Any) -> Iterable[type[Node]]:
    if isinstance(annotation, type) and issubclass(annotation, Node):
        yield annotation
    for part in get_args(annotation):
        yield from _kinds_in(part)


def _emptied(before: Node, after: Node) -> bool:
    """Whether a container lost the last thing it held; rows and cells stay."""
    if not isinstance(before, Container) or isinstance(before, Cell | Row | Table | Figure):
        return False
    return not any(getattr(after, name) for name in child_fields(type(after)))


def _with_unique_ids(carried: Document, metadata: Metadata, fields: dict[str, tuple[Node, ...]]) -> Document:
    """The document; an id that stands a second time, as copying makes it, is left out."""
    seen: set[str] = set() if carried.id is None else {carried.id}

    def once(node: Node) -> Node:
        if node.id is None:
            return node
        if node.id in seen:
            return msgspec.structs.replace(node, id=None)
        seen.add(node.id)
        return node

    own = transform(metadata, once)
    parts: dict[str, Any] = {
        name: tuple(once(transform(block, once)) for block in blocks) for name, blocks in fields.items()
    }
    return msgspec.structs.replace(carried, metadata=own, **parts)
