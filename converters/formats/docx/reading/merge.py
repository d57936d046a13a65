"""Put the changes of a page into the carried document: they win, and what is unchanged keeps its markup."""

from __future__ import annotations

import functools
import types
from collections.abc import Iterable, Mapping
from typing import Any, cast, get_args, get_origin

import msgspec

from converters.formats.docx.anchors import CONTAINERS
from converters.formats.docx.reading.align import Alignment, Arrival, align
from converters.formats.docx.reading.compare import key_of
from converters.formats.docx.reading.merge_metadata import merged_metadata
from converters.formats.docx.reading.recover import Recovered
from converters.formats.docx.reading.splice import patched
from converters.formats.docx.reading.telling import changes, quoted
from converters.formats.docx.reading.units import Unit, units_of
from converters.formats.docx.reading.withheld import without_withheld_source
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.node import Container, Node
from converters.model.nodes import Block, Cell, Element, Figure, Item, List, Note, Row, Table
from converters.model.walk import child_fields, children, joined, transform, walk
from converters.report import Report


def merge(
    carried: Document, nodes: Mapping[str, Node], before: Recovered, after: Recovered, report: Report
) -> Document | None:
    """The carried document with what the page says otherwise; None where the page says the same.

    `before` is what the page of the carried document would say, `after` what the page says; `nodes` are the carried
    nodes by the names of their anchors. Every difference is told.
    """
    metadata = merged_metadata(carried.metadata, before.document.metadata, after.document.metadata, report)
    alignment = align(units_of(before, after), units_of(after, before))
    plan = _Plan(nodes, after, report)
    plan.fill(alignment)
    if plan.is_empty() and metadata is carried.metadata:
        return None
    fields = {name: plan.blocks(getattr(carried, name), name == "body") for name in ("front", "body", "back")}
    return _with_unique_ids(without_withheld_source(carried, alignment, report), metadata, fields)


class _Plan:
    """What happens to the carried nodes, by their identity."""

    def __init__(self, nodes: Mapping[str, Node], after: Recovered, report: Report) -> None:
        self._nodes = nodes
        self._after = after
        self._report = report
        self._gone: set[int] = set()
        self._instead: dict[int, list[Node]] = {}
        self._images: dict[int, Any] = {}
        self._behind: dict[int, list[Node]] = {}
        self._ahead: dict[int, list[Node]] = {}
        self._parents = _parents(after)
        self._first: list[Node] = []

    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not (self._gone or self._instead or self._images or self._behind or self._ahead or self._first)

    def fill(self, alignment: Alignment) -> None:
        """Take up all that an alignment says."""
        for old, new in alignment.pairs:
            if old.key != new.key:
                self._change(old, new)
        for old in alignment.gone:
            self._remove(old, f"taken out: {quoted(old.block)}")
        for arrival in alignment.new:
            if arrival.moved is not None:
                self._remove(arrival.moved, f"moved: {quoted(arrival.moved.block)}")
            else:
                self._tell(f"put in: {quoted(arrival.unit.block)}", None)
            self._insert(arrival)

    def _carried(self, unit: Unit | None) -> Node | None:
        return self._nodes.get(unit.anchor) if unit is not None and unit.anchor is not None else None

    def _tell(self, text: str, node: Node | None) -> None:
        self._report.warn("disagrees", text, node)

    def _change(self, old: Unit, new: Unit) -> None:
        carried = self._carried(old)
        for change in changes(old.block, new.block):
            self._tell(change, carried)
        if carried is None:
            return
        if isinstance(new.block, tuple):
            self._images[id(carried)] = new.block
        elif isinstance(carried, Element):
            self._instead.setdefault(id(carried), []).append(self._patched(new.block))
        else:
            self._instead[id(carried)] = [self._changed(carried, old, new)]

    def _remove(self, old: Unit, text: str) -> None:
        carried = self._carried(old)
        self._tell(text, carried)
        if carried is not None:
            self._gone.add(id(carried))

    def _insert(self, arrival: Arrival) -> None:
        new, moved = arrival.unit, arrival.moved
        carried = self._carried(moved)
        if isinstance(new.block, tuple):
            block: Any = carried if carried is not None else Figure(images=new.block)
        elif carried is not None and moved is not None:
            block = carried if moved.key == new.key else self._changed(carried, moved, new)
        else:
            block = msgspec.structs.replace(self._patched(new.block), id=None)
        entry = Item(blocks=(block,)) if new.numbered and moved is None else block
        self._place_for(arrival).append(entry)

    def _place_for(self, arrival: Arrival) -> list[Node]:
        """Where an arrival goes: after the block before it, or before the one after it if it is in that container."""
        before = self._carried(arrival.before[0]) if arrival.before is not None else None
        after = self._carried(arrival.after[0]) if arrival.after is not None else None
        own = self._parents.get(id(arrival.unit.block))
        with_before = arrival.before is not None and self._parents.get(id(arrival.before[1].block)) == own
        with_after = arrival.after is not None and self._parents.get(id(arrival.after[1].block)) == own
        if after is not None and with_after and not with_before:
            return self._ahead.setdefault(id(after), [])
        return self._behind.setdefault(id(before), []) if before is not None else self._first

    def _changed(self, carried: Node, old: Unit, new: Unit) -> Any:
        """The carried block with what the page says: word by word where it is still a block of that kind."""
        block = self._patched(new.block)
        if type(carried) is type(old.block) is type(block) and not isinstance(block, Note | Table):
            return patched(carried, old.block, block)
        return self._like(carried, block)

    def _like(self, carried: Node, block: Any) -> Any:
        """A block of the page with what the page cannot show of the carried one."""
        fields: dict[str, Any] = {"id": carried.id, "attrs": carried.attrs}
        if hasattr(block, "span") and hasattr(carried, "span"):
            fields["span"] = carried.span
        return msgspec.structs.replace(block, **fields)

    def _patched(self, block: Any) -> Any:
        """A block of the page in which notes, and in tables unchanged blocks, are the carried ones."""
        kinds: tuple[type[Node], ...] = (Note,) if not isinstance(block, Table) else (Note, *_BLOCKS)

        def change(node: Node) -> Node:
            anchor = self._after.anchors.get(id(node))
            carried = self._nodes.get(anchor.name) if anchor is not None else None
            if carried is None or type(carried) is not type(node) or not isinstance(node, kinds):
                return node
            if isinstance(node, Note):
                return next((one for one in self._place(carried)[0] if isinstance(one, Note)), node)
            return carried if key_of(carried) == key_of(node) else cast(Node, self._like(carried, node))

        return transform(block, change)

    # --- rebuilding the carried document ---

    def blocks(self, blocks: Iterable[Node], is_body: bool) -> tuple[Node, ...]:
        """The blocks of a part of the document, changed."""
        result: list[Node] = []
        for block in blocks:
            placed, over = self._place(block)
            result += [*placed, *over]
        if is_body:
            result = [*self._first, *result]
        return tuple(List(items=(block,)) if isinstance(block, Item) else block for block in result)

    def _place(self, node: Node) -> tuple[list[Node], list[Node]]:
        """What stands where a node stood, and what must stand after it, here or further out."""
        key = id(node)
        ahead, behind = self._ahead.get(key, []), self._behind.get(key, [])
        if key in self._gone:
            return ahead, behind
        if key in self._instead:
            return [*ahead, *self._instead[key]], behind
        rebuilt, over = self._rebuilt(node)
        return [*ahead, *([] if rebuilt is None else [rebuilt])], [*over, *behind]

    def _rebuilt(self, node: Node) -> tuple[Node | None, list[Node]]:
        changed: dict[str, Any] = {}
        over: list[Node] = []
        if id(node) in self._images:
            changed["images"] = self._images[id(node)]
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
        if isinstance(node, Container) and any(
            _count(new) != _count(getattr(node, name)) for name, new in changed.items()
        ):
            changed["layout"] = None
        rebuilt = msgspec.structs.replace(node, **changed)
        return (None if _emptied(node, rebuilt) else rebuilt), over

    def _field(self, kind: type[Node], name: str, value: Any) -> tuple[Any, list[Node]]:
        admitted = _admitted(kind, name)
        if not isinstance(value, tuple):
            placed, over = self._place(value)
            main = next((one for one in placed if isinstance(one, admitted)), None)
            return main, [*(one for one in placed if one is not main), *over]
        parts: list[Any] = []
        outside: list[Node] = []
        for part in value:
            if isinstance(part, str):
                parts.append(part)
                continue
            placed, over = self._place(part)
            for one in (*placed, *over):
                (parts if isinstance(one, admitted) else outside).append(one)
        same = len(parts) == len(value) and all(new is old for new, old in zip(parts, value, strict=True))
        return (value if same else joined(parts)), outside


def _count(value: Any) -> int:
    """How many nodes a field holds: the white space between them stays where they are as many as before."""
    return len(value) if isinstance(value, tuple) else int(value is not None)


def _parents(one: Recovered) -> dict[int, str]:
    """The name of the container that each node of a page stands in, by the identity of the node."""
    found: dict[int, str] = {}
    stack: list[tuple[Node, str]] = [
        (block, name) for name in ("front", "body", "back") for block in getattr(one.document, name)
    ]
    while stack:
        node, parent = stack.pop()
        found[id(node)] = parent
        anchor = one.anchors.get(id(node))
        inside = anchor.name if anchor is not None and anchor.kind in CONTAINERS else parent
        stack.extend((child, inside) for child in children(node))
    return found


_BLOCKS: tuple[type[Node], ...] = tuple(kind for kind in get_args(Block) if kind is not Table)


@functools.cache
def _admitted(kind: type[Node], name: str) -> tuple[type[Node], ...]:
    """The kinds that a field may hold."""
    annotation = next(field.type for field in msgspec.structs.fields(kind) if field.name == name)
    return tuple(_kinds_in(annotation))


def _kinds_in(annotation: Any) -> Iterable[type[Node]]:
    if get_origin(annotation) is tuple or isinstance(annotation, types.UnionType) or get_args(annotation):
        for part in get_args(annotation):
            yield from _kinds_in(part)
    elif isinstance(annotation, type) and issubclass(annotation, Node):
        yield annotation


def _emptied(before: Node, after: Node) -> bool:
    """Whether a container lost the last thing it held; rows and cells stay."""
    if not isinstance(before, Container) or isinstance(before, Cell | Row | Table | Figure):
        return False
    return not any(getattr(after, name) for name in child_fields(type(after)))


# --- ids ---


def _with_unique_ids(carried: Document, metadata: Metadata, fields: dict[str, tuple[Node, ...]]) -> Document:
    """The document; an id that stands a second time, as copying makes it, is left out."""
    seen: set[str] = {node.id for part in _metadata_nodes(metadata) for node in walk(part) if node.id is not None}
    if carried.id is not None:
        seen.add(carried.id)

    def once(node: Node) -> Node:
        if node.id is None:
            return node
        if node.id in seen:
            return msgspec.structs.replace(node, id=None)
        seen.add(node.id)
        return node

    parts: dict[str, Any] = {
        name: tuple(once(transform(block, once)) for block in blocks) for name, blocks in fields.items()
    }
    return msgspec.structs.replace(carried, metadata=metadata, **parts)


def _metadata_nodes(metadata: Metadata) -> Iterable[Node]:
    for name in metadata.__struct_fields__:
        value = getattr(metadata, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Node):
                yield one
