"""Put the changes of a page into the carried document: they win, and what is unchanged keeps its markup."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any, TypeVar, cast, get_args

import msgspec

from converters.formats.docx.element_lines import ElementLine
from converters.formats.docx.reading.align import Alignment, Arrival, Pair, align
from converters.formats.docx.reading.compare import key_of
from converters.formats.docx.reading.contents import tell_typed_contents
from converters.formats.docx.reading.followed import followed, rewritten
from converters.formats.docx.reading.levels import Shift, shifted
from converters.formats.docx.reading.merge_metadata import merged_metadata
from converters.formats.docx.reading.placing import Places, node_of
from converters.formats.docx.reading.rebuild import Changes
from converters.formats.docx.reading.recover import Recovered
from converters.formats.docx.reading.splice import patched, spliced
from converters.formats.docx.reading.telling import changes, quoted, said
from converters.formats.docx.reading.units import Unit, units_of
from converters.formats.docx.reading.withheld import without_withheld_source
from converters.model.document import Document
from converters.model.node import Node
from converters.model.nodes import Block, Element, Figure, Item, Label, Note, Segment, Table
from converters.model.walk import children, content_text, transform, walk
from converters.report import Report

NodeT = TypeVar("NodeT", bound=Node)


def merge(
    carried: Document, nodes: Mapping[str, Node], before: Recovered, after: Recovered, report: Report
) -> Document | None:
    """The carried document with what the page says otherwise; None where the page says the same.

    `before` is what the page of the carried document would say, `after` what the page says; `nodes` are the carried
    nodes by the names of their anchors. Every difference is told.
    """
    metadata = merged_metadata(carried.metadata, before.document.metadata, after.document.metadata, report)
    tell_typed_contents(before, after, report)
    alignment = _aligned(before, after)
    metadata = followed(metadata, rewritten(alignment, nodes), report)
    nested = shifted(carried, _shifts(alignment, nodes), report)
    plan = _Plan(nested, nodes, before, after, report)
    plan.rename_notes(before)
    plan.fill(alignment)
    if plan.changes.is_empty() and metadata is carried.metadata and nested is carried:
        return None
    return plan.changes.applied(without_withheld_source(nested, alignment, report), metadata)


def _aligned(before: Recovered, after: Recovered) -> Alignment:
    """The blocks of both pages; a table that was moved is one block, and moves whole."""
    alignment = align(units_of(before, after), units_of(after, before))
    pairs = ((arrival.moved, arrival.unit) for arrival in alignment.new if arrival.moved is not None)
    moved = {name for old, new in pairs for name in new.tables() if name in old.tables()}
    return align(units_of(before, after, moved), units_of(after, before, moved)) if moved else alignment


def _shifts(alignment: Alignment, nodes: Mapping[str, Node]) -> list[Shift]:
    """The carried blocks that stand on another level of the outline or of their list now."""
    carried = ((node_of(old, nodes), _deeper_by(old, new)) for old, new in alignment.pairs)
    return [Shift(node, levels) for node, levels in carried if node is not None and levels]


def _deeper_by(old: Unit, new: Unit) -> int:
    return new.level - old.level if old.level is not None and new.level is not None else 0


class _Plan:
    """Finds what happens to the carried nodes."""

    def __init__(
        self, carried: Document, nodes: Mapping[str, Node], before: Recovered, after: Recovered, report: Report
    ) -> None:
        self.changes = Changes()
        self._before = _blocks_in_tables(before)
        self._nodes = {**nodes, **_whole_elements(carried, nodes)}
        self._after = after
        self._report = report
        self._items = _items(carried)
        self._places = Places(self._nodes, self._items, self.changes)

    def fill(self, alignment: Alignment) -> None:
        """Take up all that an alignment says; notes come first, since the text around their marks holds them."""
        for old, new in sorted(alignment.pairs, key=_of_text):
            if old.key != new.key:
                self._change(old, new)
        for old in alignment.gone:
            self._remove(old, f"taken out: {quoted(old.block)}")
        attached = self._attached_captions(alignment)
        for arrival in alignment.new:
            if id(self._carried(arrival.moved)) in attached:
                self._move_out(arrival)
                continue
            if arrival.moved is not None:
                self._tell(f"moved: {quoted(arrival.moved.block)}", self._carried(arrival.moved))
                self._move_out(arrival)
            elif _is_blank(arrival.unit) or _comes_with_its_note(arrival):
                continue
            else:
                self._tell(f"put in: {quoted(arrival.unit.block)}", None)
            self._insert(arrival, attached)

    def _attached_captions(self, alignment: Alignment) -> dict[int, Arrival]:
        """The captions that arrive beside the figure or table that they were the caption of, by their identity."""
        found: dict[int, Arrival] = {}
        for one, other in itertools.pairwise(alignment.new):
            for holder, caption in ((one, other), (other, one)):
                held, node = self._carried(holder.moved), self._carried(caption.moved)
                if node is not None and isinstance(held, Figure | Table) and held.caption is node:
                    found[id(node)] = caption
        return found

    def _with_caption(self, block: Any, carried: Figure | Table, attached: Mapping[int, Arrival]) -> Any:
        """A figure or table that moved with its caption, if that came with it; else it stands by itself."""
        caption, came = carried.caption, attached.get(id(carried.caption))
        if came is None or came.moved is None or caption is None:
            return msgspec.structs.replace(block, caption=None)
        same = came.moved.key == came.unit.key
        return msgspec.structs.replace(
            block, caption=caption if same else self._changed(caption, came.moved, came.unit)
        )

    def rename_notes(self, before: Recovered) -> None:
        """Give notes the marks that were typed over theirs."""
        was = _marks_of_notes(before)
        for name, note in _marks_of_notes(self._after).items():
            carried = self._nodes.get(name)
            if isinstance(carried, Note) and name in was and was[name].n != note.n:
                self._tell(f"the mark of the note {said(note)} is “{note.n}” now, not “{was[name].n}”", carried)
                self.changes.fields[id(carried)] = {"n": note.n}

    def _carried(self, unit: Unit | None) -> Node | None:
        return node_of(unit, self._nodes)

    def _tell(self, text: str, node: Node | None) -> None:
        self._report.warn("disagrees", text, node)

    def _change(self, old: Unit, new: Unit) -> None:
        carried = self._carried(old)
        if _is_blank(new) and not _is_blank(old):
            self._remove(old, f"taken out: {quoted(old.block)}")
            return
        if new.in_quotation != old.in_quotation:
            self._tell(f"{quoted(new.block)} is {'a' if new.in_quotation else 'no longer a'} quotation", carried)
        item = self._items.get(id(carried))
        slots = self._slots(item, old, new)
        if item is not None and slots:
            self.changes.fields.setdefault(id(item), {}).update(slots)
        if key_of(new.block) != key_of(old.block):
            for change in changes(old.block, new.block):
                self._tell(change, carried)
        if carried is None:
            return
        if isinstance(new.block, tuple) and isinstance(carried, Figure):
            self.changes.images[id(carried)] = new.block
        elif isinstance(new.block, tuple):
            self.changes.instead[id(carried)] = [Figure(images=new.block)]
        elif isinstance(carried, Element):
            line = cast(ElementLine, carried.content[0])
            self.changes.instead[id(line)] = [self._in_quotation(self._line_changed(line, old, new), old, new)]
        else:
            self.changes.instead[id(carried)] = [self._in_quotation(self._changed(carried, old, new), old, new)]

    def _slots(self, item: Item | None, old: Unit, new: Unit) -> dict[str, Any]:
        """Label and marking of the item that a block begins, where the page shows others now."""
        found: dict[str, Any] = {}
        for name in _SLOTS:
            was, now, own = getattr(old, name), getattr(new, name), getattr(item, name, None)
            if key_of(was) == key_of(now):
                continue
            text = f"the {name} of {quoted(new.block)} is {_in_words(now)} now, not {_in_words(was)}"
            self._tell(text, self._carried(old))
            found[name] = patched(own, was, now) if None not in (own, was, now) else now
        return found

    def _in_quotation(self, block: Any, old: Unit | None, new: Unit) -> Any:
        """A block, in a quotation where an editor gave it the style of one."""
        is_new = new.in_quotation and not (old is not None and old.in_quotation)
        return self.changes.quoted(block) if is_new else block

    def _remove(self, old: Unit, text: str) -> None:
        carried = self._carried(old)
        self._tell(text, carried)
        self._take_away(carried, old)

    def _move_out(self, arrival: Arrival) -> None:
        self._take_away(self._carried(arrival.moved), arrival.moved)

    def _take_away(self, carried: Node | None, old: Unit | None) -> None:
        """A block is gone from where it was, and the label and the marking that stood before it with it."""
        if carried is None or old is None:
            return
        self.changes.gone.add(id(carried))
        item = self._items.get(id(carried))
        if item is not None:
            without = {name: None for name in _SLOTS if getattr(old, name) is not None}
            self.changes.fields.setdefault(id(item), {}).update(without)

    def _own_item(self, arrival: Arrival) -> Item | None:
        """The item that moves with its text: what is moved is all that it holds, and stays in a list."""
        item = self._items.get(id(self._carried(arrival.moved)))
        return item if item is not None and arrival.unit.is_of_item and len(item.blocks) == 1 else None

    def _insert(self, arrival: Arrival, attached: Mapping[int, Arrival]) -> None:
        new, moved = arrival.unit, arrival.moved
        carried = self._carried(moved)
        if isinstance(new.block, tuple):
            block: Any = carried if carried is not None else Figure(images=new.block)
        elif carried is not None and moved is not None:
            block = carried if moved.key == new.key else self._changed(carried, moved, new)
        else:
            block = self._patched(new.block)
        if isinstance(carried, Figure | Table) and type(block) is type(carried) and carried.caption is not None:
            block = self._with_caption(block, carried, attached)
        block = self._in_quotation(block, moved, new)
        item = self._own_item(arrival)
        if item is not None and moved is not None:
            slots = self._slots(item, moved, new)
            block = msgspec.structs.replace(item, blocks=(block,), layout=None, **slots)
        elif new.is_of_item:
            block = Item(blocks=(block,), label=new.label, marking=new.marking)
        self._places.put(block, arrival)

    def _line_changed(self, line: ElementLine, old: Unit, new: Unit) -> Any:
        """A stretch of text in an element with the words of the page, or a block where an editor made it one."""
        block = self._patched(new.block)
        if type(block) is not type(old.block) or not hasattr(block, "content"):
            return block
        content = spliced(self._with_notes(line).content, old.block.content, block.content)
        return msgspec.structs.replace(line, content=content)

    def _changed(self, carried: Node, old: Unit, new: Unit) -> Any:
        """The carried block with what the page says: word by word where it is still a block of that kind."""
        if isinstance(carried, ElementLine):
            return self._line_changed(carried, old, new)
        block = self._patched(new.block)
        if type(carried) is type(old.block) is type(block) and not isinstance(block, Note | Table):
            return patched(self._with_notes(carried), old.block, block)
        return self._like(carried, block)

    def _with_notes(self, carried: NodeT) -> NodeT:
        """A carried block with its notes as they are now."""
        return transform(carried, lambda node: self._now(node) or node if isinstance(node, Note) else node)

    def _now(self, note: Note) -> Note | None:
        return next((one for one in self.changes.place(note)[0] if isinstance(one, Note)), None)

    def _like(self, carried: Any, block: Any) -> Any:
        """A block of the page with what the page cannot show of the carried one."""
        return msgspec.structs.replace(block, id=carried.id, attrs=carried.attrs, span=carried.span)

    def _patched(self, block: Any) -> Any:
        """A block of the page in which notes, and in tables unchanged blocks, are the carried ones."""
        kinds: tuple[type[Node], ...] = (Note,) if not isinstance(block, Table) else (Note, *_BLOCKS)

        def change(node: Node) -> Node:
            anchor = self._after.anchors.get(id(node))
            carried = self._nodes.get(anchor.name) if anchor is not None else None
            if carried is None or type(carried) is not type(node) or not isinstance(node, kinds):
                return node
            if isinstance(carried, Note):
                return self._now(carried) or node
            if key_of(carried) == key_of(node):
                return carried
            was = self._before.get(anchor.name) if anchor is not None else None
            return cast(Node, self._like(carried, node) if was is None else patched(carried, was, node))

        return transform(block, change)


def _whole_elements(carried: Document, nodes: Mapping[str, Node]) -> dict[str, Element]:
    """The elements that hold one line and nothing else, by the anchors of the lines: they go where their text goes."""
    elements = (node for node in walk(carried) if isinstance(node, Element))
    alone = {id(node.content[0]): node for node in elements if len(node.content) == 1}
    found = ((name, alone.get(id(node))) for name, node in nodes.items() if isinstance(node, ElementLine))
    return {name: element for name, element in found if element is not None}


def _marks_of_notes(one: Recovered) -> dict[str, Note]:
    """The notes that have marks of their own, by the names of their anchors."""
    parts = (one.document.front, one.document.body, one.document.back)
    notes = (node for part in parts for block in part for node in walk(block) if isinstance(node, Note))
    anchors = ((one.anchors.get(id(note)), note) for note in notes if note.n is not None)
    return {anchor.name: note for anchor, note in anchors if anchor is not None}


def _blocks_in_tables(one: Recovered) -> dict[str, Node]:
    """The blocks in the tables of a page, by the names of their anchors."""
    inside = (node for table, _ in one.tables for node in walk(table) if isinstance(node, _BLOCKS))
    return {anchor.name: node for node in inside if (anchor := one.anchors.get(id(node))) is not None}


_SLOTS = ("label", "marking")
"""What an item has before its text."""


def _in_words(slot: Label | Segment | None) -> str:
    return f"“{content_text(slot.content)}”" if slot is not None else "none"


def _of_text(pair: Pair) -> bool:
    return pair[0].note is None


def _is_blank(unit: Unit) -> bool:
    """Whether a block says nothing: an empty paragraph is how a page is spaced, not a part of the text."""
    slots = (getattr(unit.block, name, None) for name in ("number", "marking"))
    return getattr(unit.block, "content", None) in ((), (" ",)) and not any((*slots, unit.label, unit.marking))


def _comes_with_its_note(arrival: Arrival) -> bool:
    """Whether a block stands in a note that is new itself, so that it comes with the mark of the note."""
    unit = arrival.unit
    beside = (pair[1].note for pair in (arrival.before, arrival.after) if pair is not None)
    return unit.note is not None and unit.note not in beside


def _items(carried: Document) -> dict[int, Item]:
    """The item that a block begins, by the identity of the block."""
    found: dict[int, Item] = {}
    stack: list[Node] = [*carried.front, *carried.body, *carried.back]
    while stack:
        node = stack.pop()
        if isinstance(node, Item) and node.blocks:
            found[id(node.blocks[0])] = node
        stack.extend(children(node))
    return found


_BLOCKS: tuple[type[Node], ...] = tuple(kind for kind in get_args(Block) if kind is not Table)
