"""Leaves and grids become a tree: what stands between the two ends of a bookmark is what a container holds."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast, get_args

import msgspec

from converters.formats.docx import anchors
from converters.formats.docx.anchors import ELEMENT, Anchor
from converters.formats.docx.reading.holders import held
from converters.formats.docx.reading.inline import InlineReader
from converters.formats.docx.reading.leaves import Leaf, restyled
from converters.formats.docx.reading.pieces import Grid, GridCell, GridRow, Para, StoryParts, Stretch
from converters.formats.docx.reading.pieces import Item as StoryItem
from converters.model.metadata import Title
from converters.model.node import Node
from converters.model.nodes import (
    Block,
    Cell,
    Closer,
    Figure,
    Heading,
    Item,
    Line,
    List,
    Opener,
    OpenerPart,
    Quotation,
    Row,
    Section,
    Table,
    Verse,
    VerseLine,
)
from converters.model.walk import joined

Entry = Leaf | Node
"""A paragraph that is not yet placed, or a node."""
Arrange = Callable[[Sequence[Entry]], tuple[Block, ...]]
"""Makes blocks of the entries in a cell."""
_LAST = 1 << 60


class Leaves(Protocol):
    """Makes leaves of paragraphs."""

    def read(self, para: Para) -> Leaf:
        """The leaf of a paragraph."""


class Structure:
    """Builds the tree of one story. `leaves` collects all leaves in the order of the page.

    `arrange` is how blocks are made of what stands in a cell.
    """

    def __init__(
        self, story: StoryParts, leaf_reader: Leaves, inlines: InlineReader, arrange: Arrange | None = None
    ) -> None:
        self._story = story
        self._arrange = arrange or to_blocks
        self._leaf_reader = leaf_reader
        self._inlines = inlines
        self._used: set[str] = set()
        self.leaves: list[Leaf] = []
        self.tables: list[tuple[Table, Grid]] = []

    def entries(self) -> list[Entry]:
        """The story as a list of nodes, and of leaves that stand in no container."""
        return self._assemble(self._story.items, -1)

    def _assemble(self, items: Sequence[StoryItem], outer: int) -> list[Entry]:
        """Items as entries; `outer` is the number of the container or table around them."""
        entries: list[Entry] = []
        position = 0
        while position < len(items):
            item = items[position]
            stretch = self._stretch_at(item, outer)
            if stretch is not None:
                end = position + 1
                while end < len(items) and items[end].last <= stretch.last:
                    end += 1
                inner = self._assemble(items[position:end], stretch.anchor.serial)
                entries.extend(self._container(stretch.anchor, inner))
                position = end
            else:
                self._item(item, entries)
                position += 1
        return entries

    def _stretch_at(self, item: StoryItem, outer: int) -> Stretch | None:
        """The outermost container that begins with an item and is not open yet."""
        limit = _LAST if isinstance(item, Para) else _grid_serial(item)
        for stretch in self._story.stretches.get(item.first, ()):
            anchor = stretch.anchor
            if anchor.kind == ELEMENT or anchor.name in self._used or stretch.last < item.last:
                continue
            if outer < anchor.serial < limit:
                self._used.add(anchor.name)
                return stretch
        return None

    def _item(self, item: StoryItem, entries: list[Entry]) -> None:
        if isinstance(item, Para):
            leaf = self._leaf_reader.read(item)
            self.leaves.append(leaf)
            entries.append(leaf)
            return
        caption: Heading | None = None
        before = entries[-1] if entries else None
        if isinstance(before, Leaf) and before.caption == "table caption" and isinstance(before.block, Heading):
            caption = before.block
            entries.pop()
        entries.append(self._table(item, caption))

    # --- tables ---

    def _table(self, grid: Grid, caption: Heading | None) -> Table:
        anchor = _take(grid, "table")
        serial = anchor.serial if anchor is not None else -1
        rows = tuple(row for row in (self._row(row, serial) for row in grid.rows) if row is not None)
        table = cast(Table, self._with(Table(rows=rows, caption=caption, attrs=grid.attrs), anchor))
        self.tables.append((table, grid))
        return table

    def _row(self, row: GridRow, outer: int) -> Row | None:
        first = _first_para(row.cells[0].items) if row.cells else None
        anchor = _take_point(first, "row")
        if first is not None and len(row.cells) == 1 and _label(first) == "filler row":
            return None
        cells = tuple(cell for cell in (self._cell(cell, outer) for cell in row.cells) if cell is not None)
        return cast(Row, self._with(Row(cells=cells, header=row.header), anchor))

    def _cell(self, cell: GridCell, outer: int) -> Cell | None:
        first = _first_para(cell.items)
        if cell.continues or (first is not None and len(cell.items) == 1 and _label(first) == "filler cell"):
            self._assemble(cell.items, outer)
            return None
        anchor = _take_point(first, "cell")
        entries = self._assemble(cell.items, anchor.serial if anchor is not None else outer)
        blocks = self._arrange(_without_parts(entries))
        made = Cell(blocks=blocks, columns=cell.columns, rows=cell.rows)
        if anchor is None:
            return msgspec.structs.replace(made, align=_alignment(cell.items))
        return cast(Cell, self._with(made, anchor))

    # --- containers ---

    def _container(self, anchor: Anchor, inner: list[Entry]) -> list[Entry]:
        maker = _MAKERS.get(anchor.kind)
        if maker is None:
            return [_Part(anchor, inner)] if anchor.kind in _PARTS else inner
        inner = _without_parts(inner)
        for entry in inner:
            if isinstance(entry, Leaf) and entry.images is not None and entry.anchor is None:
                entry.anchor = anchor
        if anchor.kind == "figure":
            own, others = _own_of_figure(inner)
            return [self._with(maker(own), anchor), *others]
        if anchor.kind not in _OF_LINES:
            return [self._with(maker(inner), anchor)]
        return self._cut(anchor, maker, inner)

    def _cut(self, anchor: Anchor, maker: Callable[[list[Entry]], Node], inner: list[Entry]) -> list[Entry]:
        """A container that holds only lines, cut where an editor put something else into it, such as a table."""
        entries: list[Entry] = []
        made: Node | None = None
        for is_line, row in itertools.groupby(inner, lambda entry: _is_line(entry, _OF_LINES[anchor.kind])):
            part = list(row)
            if not is_line:
                entries += part
                continue
            made = maker(part) if made is not None else self._with(maker(part), anchor)
            entries.append(made)
        return entries if made is not None or inner else [self._with(maker(inner), anchor)]

    def _with(self, node: Any, anchor: Anchor | None) -> Any:
        """The node with what its anchor says."""
        if anchor is None:
            return node
        node = msgspec.structs.replace(node, **anchor.fields) if anchor.fields else node
        return self._inlines.identified(node, anchor)


class _Part(Leaf):
    """The front, body or back of the document, or the document itself: not a node of the text."""

    def __init__(self, anchor: Anchor, entries: list[Entry]) -> None:
        super().__init__(Para(0, (), None), anchor=anchor)
        self.entries = entries


_PARTS = frozenset(anchors.PARTS) | {"document"}


def parts_of(entries: Sequence[Entry]) -> tuple[Anchor | None, dict[str, list[Entry]]]:
    """The anchor of the document, and the entries of each part; what stands in none belongs to the body.

    Where a paragraph was moved from one part into another, one begins before the other ends.
    """
    found: dict[str, list[Entry]] = {name: [] for name in anchors.PARTS}
    _place(entries, anchors.BODY, found)
    parts = (entry.anchor for entry in entries if isinstance(entry, _Part))
    return next((anchor for anchor in parts if anchor is not None and anchor.kind == "document"), None), found


def _place(entries: Sequence[Entry], part: str, found: Mapping[str, list[Entry]]) -> str:
    """Put entries into their parts, the first of them into this one; gives the part that was begun last."""
    for entry in entries:
        if not isinstance(entry, _Part):
            found[part].append(entry)
        elif entry.anchor is not None:
            part = _place(entry.entries, entry.anchor.kind if entry.anchor.kind in found else part, found)
    return part


def _without_parts(entries: list[Entry]) -> list[Entry]:
    """Entries with those of a part that begins among them: no part is in a container of the text."""
    return [one for entry in entries for one in (entry.entries if isinstance(entry, _Part) else (entry,))]


def to_blocks(entries: Sequence[Entry]) -> tuple[Block, ...]:
    """The blocks of entries."""
    return tuple(held(_nodes(entries)))


def _nodes(entries: Sequence[Entry]) -> list[Any]:
    return [node for node in map(_node, entries) if node is not None]


def _node(entry: Entry) -> Node | None:
    if isinstance(entry, _Part):
        return None
    if not isinstance(entry, Leaf):
        return entry if not isinstance(entry, Item) else List(items=(entry,))
    if entry.images is not None:
        return Figure(images=entry.images, id=entry.para.known.id)
    if not entry.begins_item:
        entry.spell_out()
    if isinstance(entry.block, Title):  # not at the top of the text, where it would be that of the document
        entry.block = Heading(id=entry.block.id, content=joined([entry.block.text]))
    return cast("Node | None", entry.block)


def _section(entries: list[Entry]) -> Section:
    return Section(blocks=to_blocks(entries))


def _quotation(entries: list[Entry]) -> Quotation:
    return Quotation(blocks=to_blocks(entries))


def _opener(entries: list[Entry]) -> Opener:
    return Opener(parts=_parts(entries))


def _closer(entries: list[Entry]) -> Closer:
    return Closer(parts=_parts(entries))


def _parts(entries: list[Entry]) -> tuple[OpenerPart, ...]:
    """Parts of an opener or closer; a block of another kind becomes a line."""
    kinds = _OF_LINES["opener"]
    return tuple(
        cast(OpenerPart, node if isinstance(node, kinds) else restyled(node, Line)) for node in _nodes(entries)
    )


def _verse(entries: list[Entry]) -> Verse:
    lines = (entry if isinstance(entry, Verse) else _verse_line(entry) for entry in entries)
    return Verse(lines=tuple(line for line in lines if line is not None))


def _verse_line(entry: Entry) -> VerseLine | None:
    node = _node(entry)
    return node if isinstance(node, VerseLine) or node is None else cast(VerseLine, restyled(node, VerseLine))


def _is_line(entry: Entry, kinds: tuple[type[Node], ...]) -> bool:
    node = _node(entry)
    return node is None or isinstance(node, kinds) or hasattr(node, "content")


def _own_of_figure(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The pictures of a figure and its caption, and what an editor put among these."""
    caption = next((entry for entry in entries if _is_of_caption(entry)), None)
    own = [entry for entry in entries if entry is caption or (isinstance(entry, Leaf) and entry.images is not None)]
    return own, [entry for entry in entries if not any(entry is one for one in own)]


def _is_of_caption(entry: Entry) -> bool:
    return isinstance(entry, Leaf) and entry.caption is not None and isinstance(entry.block, Heading)


def _figure(entries: list[Entry]) -> Figure:
    leaves = [entry for entry in entries if isinstance(entry, Leaf)]
    images = tuple(image for leaf in leaves for image in leaf.images or ())
    caption = next((leaf.block for leaf in leaves if isinstance(leaf.block, Heading)), None)
    return Figure(images=images, caption=caption)


def _item(entries: list[Entry]) -> Item:
    first = entries[0] if entries else None
    if not isinstance(first, Leaf):
        return Item(blocks=to_blocks(entries))
    first.begins_item = True
    return Item(blocks=to_blocks(entries), label=first.label, marking=first.marking)


def _list(entries: list[Entry]) -> List:
    """Items; the heading is the leaf of its style at the start, any other block an item of its own."""
    heading: Heading | None = None
    items: list[Item] = []
    for entry in entries:
        if isinstance(entry, Item):
            items.append(entry)
        elif isinstance(entry, Leaf) and entry.caption == "list heading" and not items and heading is None:
            heading = cast(Heading, entry.block)
        else:
            blocks = to_blocks([entry])
            if blocks:
                items.append(Item(blocks=blocks))
    return List(items=tuple(items), heading=heading)


_MAKERS: Mapping[str, Callable[[list[Entry]], Node]] = {
    "sec": _section,
    "quotation": _quotation,
    "opener": _opener,
    "closer": _closer,
    "verse": _verse,
    "figure": _figure,
    "item": _item,
    "list": _list,
}
_OF_LINES: Mapping[str, tuple[type[Node], ...]] = {
    "opener": get_args(OpenerPart),
    "closer": get_args(OpenerPart),
    "verse": (Verse, VerseLine),
}
"""The containers that hold only lines, and the kinds of these."""


# --- what stands first in a grid ---


def _first_para(items: Sequence[StoryItem]) -> Para | None:
    for item in items:
        if isinstance(item, Para):
            return item
        for row in item.rows:
            for cell in row.cells:
                return _first_para(cell.items)
    return None


def _first_of(grid: Grid) -> Para | None:
    return _first_para([grid])


def _grid_serial(grid: Grid) -> int:
    first = _first_of(grid)
    serials = [point.serial for point in first.points if point.kind == "table"] if first is not None else []
    return min(serials, default=_LAST)


def _take(grid: Grid, kind: str) -> Anchor | None:
    return _take_point(_first_of(grid), kind)


def _take_point(para: Para | None, kind: str) -> Anchor | None:
    """The anchor of a kind with the lowest number at a paragraph, taken out."""
    if para is None:
        return None
    found = min((point for point in para.points if point.kind == kind), key=lambda one: one.serial, default=None)
    if found is not None:
        para.points.remove(found)
    return found


def _label(para: Para) -> str:
    return para.style[-1].label.casefold() if para.style else ""


def _alignment(items: Sequence[StoryItem]) -> Any:
    found = {item.align for item in items if isinstance(item, Para)}
    return found.pop() if len(found) == 1 and found <= {"right", "center", "justify"} else None
