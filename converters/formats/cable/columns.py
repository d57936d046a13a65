"""Tables whose columns blanks align: where nothing else can be meant they are tables, else text with its blanks kept.

It is a table where three lines or more have a stretch in common that is blank, two blanks wide at least, and the
entries of every column begin, or end, at the same place; names above the columns may stand otherwise. A rule under the
names belongs to the table, and a page turn may divide it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from converters.formats.cable import inlines
from converters.formats.cable.chunks import Chunk, Grid
from converters.formats.cable.fields import is_rule
from converters.formats.cable.flow import Flow
from converters.formats.cable.lines import SourceLine
from converters.formats.format import ReadOptions
from converters.model.nodes import Cell, Furniture, Line, Row, Table

Entries = list[SourceLine | None]
"""What a line has in each column; None where it has nothing."""

_GAP = re.compile(" {2}")
_WIDE_GAP = re.compile(r"\S {3,}(?=\S)")
_COLUMN = re.compile(rb"\x01(?:\x00?\x01)*")
_WIDEST = 132
_WIDEST_UNSURE = 200
_FEWEST_ROWS = 3
_FIGURES = re.compile(r"[$(+-]?\d[\d.,]*(?: ?(?:%|percent|[KMB]))?\)?|N/?A|--?|\.\.")


def find(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The same chunks; lines that make a table, with the rule between them, are one of the kind `table`.

    Lines that are set in columns, but are not surely a table, are of the kind `columns`.
    """
    found: list[Chunk] = []
    index = 0
    while index < len(chunks):
        made, used = _at(chunks[index : index + 3])
        found += made
        index += used
    return found


def _at(chunks: Sequence[Chunk]) -> tuple[list[Chunk], int]:
    """What the first of some chunks is, and how many of them it takes."""
    first = chunks[0]
    if not _is_text(first):
        return [first], 1
    larger = _ruled(chunks) or _divided(chunks)
    if larger:
        return larger, 3
    grid = grid_of(first.lines)
    if grid:
        return [_table(first, first.lines, grid)], 1
    if _is_set_in_columns(first.lines):
        first.kind = "columns"
    return [first], 1


def _is_text(chunk: Chunk) -> bool:
    return chunk.kind == "text" and any(_GAP.search(line.text) for line in chunk.lines)


def _table(chunk: Chunk, lines: list[SourceLine], grid: Grid) -> Chunk:
    return Chunk(kind="table", lines=lines, blanks=chunk.blanks, grid=grid)


def _ruled(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The names of columns, a rule, and the rows."""
    if [chunk.kind for chunk in chunks] != ["text", "rule", "text"]:
        return []
    lines = [line for chunk in chunks for line in chunk.lines]
    grid = None if any(line.blanks for line in lines[1:]) else grid_of(lines)
    return [_table(chunks[0], lines, grid)] if grid else []


def _divided(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Rows, a page turn, and more rows of the same columns: two tables."""
    if [chunk.kind for chunk in chunks] != ["text", "turn", "text"]:
        return []
    above, turn, below = chunks
    grid = grid_of([*above.lines, *below.lines])
    if grid is None:
        return []
    return [_table(above, above.lines, grid), turn, _table(below, below.lines, Grid(grid.columns, named=False))]


def _is_set_in_columns(lines: Sequence[SourceLine]) -> bool:
    """Whether blanks seem to align columns: in two lines at least and in half of all."""
    rows = sum(len(line.text) < _WIDEST_UNSURE and _WIDE_GAP.search(line.text) is not None for line in lines)
    return rows >= 2 and rows * 2 >= len(lines)


def grid_of(lines: Sequence[SourceLine]) -> Grid | None:
    """The columns that lines are set in, None where that is not sure."""
    rows = [line for line in lines if not is_rule(line.text)]
    ruled = len(rows) < len(lines)
    if len(rows) < _FEWEST_ROWS or not all(_can_be_row(line) for line in rows):
        return None
    columns = _columns(rows)
    if len(columns) < 2:
        return None
    grid = Grid(columns, ruled or _names_columns([entries(line, columns) for line in rows]))
    below = rows[1:] if grid.named else rows
    aligned = all(_begins(column) == 1 or _ends(column) == 1 for column in _places(below, columns))
    return grid if aligned else None


def _can_be_row(line: SourceLine) -> bool:
    return line.indent + len(line.text) <= _WIDEST and "\t" not in line.text and _GAP.search(line.text) is not None


def _columns(rows: Sequence[SourceLine]) -> tuple[tuple[int, int], ...]:
    """The stretches between those that are blank in every line, two blanks wide or more."""
    used = bytearray(max(line.indent + len(line.text) for line in rows))
    for line in rows:
        for place, character in enumerate(line.text, line.indent):
            if character != " ":
                used[place] = 1
    return tuple(match.span() for match in _COLUMN.finditer(used))


def entries(line: SourceLine, columns: Sequence[tuple[int, int]]) -> Entries:
    """The entries of a line in the columns, as pieces of the line."""
    pieces = [line.part(max(begin - line.indent, 0), max(end - line.indent, 0)) for begin, end in columns]
    return [piece if piece.text else None for piece in pieces]


def _places(rows: Sequence[SourceLine], columns: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """For each column where its entries begin and end, counted from the left margin."""
    places: list[list[tuple[int, int]]] = [[] for _ in columns]
    for line in rows:
        margin = line.start - line.indent
        for column, entry in zip(places, entries(line, columns), strict=True):
            if entry:
                column.append((entry.start - margin, entry.end - margin))
    return places


def _begins(places: Sequence[tuple[int, int]]) -> int:
    """At how many places the entries of a column begin."""
    return len({begin for begin, _ in places})


def _ends(places: Sequence[tuple[int, int]]) -> int:
    """At how many places they end."""
    return len({end for _, end in places})


def _names_columns(rows: Sequence[Entries]) -> bool:
    """Whether the first row names columns: nothing stands above the first, or no figure above one of figures only."""
    first, *below = rows
    if not all(first[1:]):
        return False
    if first[0] is None:
        return all(row[0] for row in below)
    if any(_is_figure(entry) for entry in first[1:]):
        return False
    return any(all(map(_is_figure, column)) for column in list(zip(*below, strict=True))[1:])


def _is_figure(entry: SourceLine | None) -> bool:
    return entry is not None and _FIGURES.fullmatch(entry.text) is not None


def table(chunk: Chunk, options: ReadOptions) -> Table:
    """The table of a chunk; a rule in it is a row by itself."""
    grid = chunk.grid or Grid((), named=False)
    rows = [line for line in chunk.lines if not is_rule(line.text)]
    places = _places(rows[1:] if grid.named else rows, grid.columns)
    to_the_right = [_ends(column) == 1 < _begins(column) for column in places]
    made = [
        _rule(line, len(grid.columns))
        if is_rule(line.text)
        else _row(line, grid, to_the_right, options, header=grid.named and number == 0)
        for number, line in enumerate(chunk.lines)
    ]
    return Table(rows=tuple(made), span=chunk.span)


def _rule(line: SourceLine, width: int) -> Row:
    rule = Furniture(role="other", content=(line.text,), span=line.span)
    return Row(cells=(Cell(columns=width, blocks=(rule,), span=line.span),), span=line.span)


def _row(line: SourceLine, grid: Grid, to_the_right: Sequence[bool], options: ReadOptions, *, header: bool) -> Row:
    cells = tuple(
        _cell(entry, options, header=header, right=right)
        for entry, right in zip(entries(line, grid.columns), to_the_right, strict=True)
    )
    return Row(cells=cells, header=header, span=line.span)


def _cell(entry: SourceLine | None, options: ReadOptions, *, header: bool, right: bool) -> Cell:
    align: Literal["right"] | None = "right" if right else None
    if entry is None:
        return Cell(blocks=(), header=header, align=align)
    content = inlines.content_of(Flow([entry]), options)
    return Cell(blocks=(Line(content=content, span=entry.span),), header=header, align=align, span=entry.span)
