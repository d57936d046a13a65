"""What is compared one by one: the blocks of a page in their order, and tables as a whole where their shape changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from converters.formats.docx.reading.compare import Key, key_of
from converters.formats.docx.reading.foreign import is_quoted
from converters.formats.docx.reading.leaves import Leaf, heading_level
from converters.formats.docx.reading.parents import Parents
from converters.formats.docx.reading.pieces import Grid, Para
from converters.formats.docx.reading.recover import Recovered
from converters.model.metadata import Title
from converters.model.nodes import Heading, Label, Note, Segment


class Unit(NamedTuple):
    """A block, the name of its anchor if it has one, and what it says.

    `level` is that of a heading in the outline, or of the paragraph of a list in it; `label` and `marking` are those of
    the item that it begins; `note` says in which note it stands, if it does, `around` in what containers
    and foreign elements, the innermost first.
    """

    anchor: str | None
    block: Any
    key: Key
    numbered: bool = False
    level: int | None = None
    in_quotation: bool = False
    label: Label | None = None
    marking: Segment | None = None
    note: int | None = None
    around: tuple[str, ...] = ()

    @property
    def container(self) -> str | None:
        """What it stands in."""
        return self.around[0] if self.around else None

    @property
    def is_of_item(self) -> bool:
        """Whether it is in a list as Word counts it, or begins an item with a label or a marking."""
        return self.numbered or self.label is not None or self.marking is not None

    def tables(self) -> tuple[str, ...]:
        """The tables around it, the innermost first."""
        return tuple(name for name in self.around if name.startswith(_TABLE))


_TABLE = "_table_"
Shape = tuple[Any, ...]


def units_of(one: Recovered, other: Recovered, whole_tables: Collection[str] = ()) -> list[Unit]:
    """The units of a recovered document; `whole_tables`, and those in another shape in the other, are one unit each."""
    parents = Parents(one)
    theirs = _shapes(other)
    names = _names(one)
    whole: dict[int, Unit] = {}
    for table, grid in one.tables:
        anchor = one.anchors.get(id(table))
        name = anchor.name if anchor is not None else None
        if name is None or name in whole_tables or theirs.get(name) != _shape(grid, names):
            changed = Unit(name, table, key_of(table), around=parents.around(table))
            for para in _paras(grid):
                whole[id(para)] = changed
    units: list[Unit] = []
    for leaf in one.leaves:
        inside = whole.get(id(leaf.para))
        unit: Unit | None = inside if inside is not None else _unit(one, leaf, parents)
        if unit is not None and not (units and units[-1] is inside):
            units.append(unit)
    return units


def _unit(one: Recovered, leaf: Leaf, parents: Parents) -> Unit | None:
    if isinstance(leaf.block, Title):
        return None
    name = leaf.anchor.name if leaf.anchor is not None else None
    if leaf.images is not None:
        return Unit(name, leaf.images, key_of(leaf.images))
    if leaf.block is None:
        return None
    if isinstance(leaf.block, Note):
        anchor = one.anchors.get(id(leaf.block))
        name = anchor.name if anchor is not None else None
    in_quotation = is_quoted(leaf)
    key = (key_of(leaf.block), key_of(leaf.label), key_of(leaf.marking), in_quotation)
    numbered, level = _is_numbered(leaf), _level(leaf)
    around = parents.around(leaf.block, leaf)
    return Unit(name, leaf.block, key, numbered, level, in_quotation, leaf.label, leaf.marking, leaf.note, around)


def _is_numbered(leaf: Leaf) -> bool:
    return leaf.para.numbering is not None and leaf.para.numbering[0] != "0"


def _level(leaf: Leaf) -> int | None:
    if isinstance(leaf.block, Heading):
        return heading_level(leaf.para) if leaf.caption is None else None
    return leaf.para.numbering[1] if leaf.para.numbering is not None and _is_numbered(leaf) else None


def _shapes(one: Recovered) -> dict[str, Shape]:
    shapes: dict[str, Shape] = {}
    names = _names(one)
    for table, grid in one.tables:
        anchor = one.anchors.get(id(table))
        if anchor is not None:
            shapes[anchor.name] = _shape(grid, names)
    return shapes


def _names(one: Recovered) -> dict[int, str]:
    """The names of the anchors of paragraphs, by the identity of the paragraph."""
    return {id(leaf.para): leaf.anchor.name for leaf in one.leaves if leaf.anchor is not None}


def _shape(grid: Grid, names: dict[int, str]) -> Shape:
    """Rows, cells, their spans and the anchor of the first paragraph in each."""
    return tuple(
        (row.header, tuple((cell.columns, cell.rows, cell.continues, _name(cell.items, names)) for cell in row.cells))
        for row in grid.rows
    )


def _name(items: list[Any], names: dict[int, str]) -> str | None:
    first = next((item for item in items if isinstance(item, Para)), None)
    return names.get(id(first)) if first is not None else None


def _paras(grid: Grid) -> list[Para]:
    found: list[Para] = []
    for row in grid.rows:
        for cell in row.cells:
            for item in cell.items:
                found.extend([item] if isinstance(item, Para) else _paras(item))
    return found
