"""Where each cell of a table stands, with what it spans (ECMA-376 Part 1, 17.4.17 and 17.4.84)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from converters.model.nodes import Cell, Row, Table
from converters.model.walk import plain_text

MAX_COLUMNS = 63
"""As many as a table in Word can have."""
_NARROW, _WIDE = 5, 60
"""How many characters count for the width of a column, at least and at most."""

Tell = Callable[[Cell, str], None]
Covered = dict[int, tuple[int, int]]
"""From a column to how many rows and columns a cell from a row above still takes there."""


class Place(NamedTuple):
    """A cell in the grid. Without `cell` it is what a cell above covers (`continues`), or only fills the row.

    `more` are cells of the same row beyond the last column that Word has.
    """

    cell: Cell | None = None
    columns: int = 1
    continues: bool = False
    begins: bool = False
    more: tuple[Cell, ...] = ()


class Grid(NamedTuple):
    """The places of each row, and the number of columns; every row is as long as the longest one."""

    rows: list[list[Place]]
    width: int

    def column_widths(self, total: int) -> list[int]:
        """The width of each column, after the longest text in it; together `total` or a little less."""
        longest = [_NARROW] * self.width
        for row in self.rows:
            column = 0
            for place in row:
                if place.cell is not None and place.columns == 1:
                    longest[column] = max(longest[column], min(_length(place.cell), _WIDE))
                column += place.columns
        return [max(1, total * length // sum(longest)) for length in longest]


def lay_out(table: Table, tell: Tell) -> Grid:
    """The grid of a table; `tell` hears of each cell that cannot span as much as it says."""
    covered: Covered = {}
    rows = [_place_row(row, covered, len(table.rows) - number, tell) for number, row in enumerate(table.rows)]
    width = max((sum(place.columns for place in row) for row in rows), default=1) or 1
    for places in rows:
        places.extend([Place()] * (width - sum(place.columns for place in places)))
    return Grid(rows, width)


def _place_row(row: Row, covered: Covered, rows_left: int, tell: Tell) -> list[Place]:
    places: list[Place] = []
    taken: Covered = {}
    cells = deque(row.cells)
    column = 0
    while column < MAX_COLUMNS:
        if column in covered:
            places.append(Place(columns=covered[column][1], continues=True))
        elif cells:
            place, rows = _fit(cells.popleft(), column, covered, rows_left, tell)
            places.append(place)
            if rows > 1:
                taken[column] = (rows - 1, place.columns)
        elif any(start > column for start in covered):
            places.append(Place())
        else:
            break
        column += places[-1].columns
    if cells:
        places[-1] = places[-1]._replace(more=tuple(cells))
    for start, (rows, columns) in list(covered.items()):
        del covered[start]
        if rows > 1:
            covered[start] = (rows - 1, columns)
    covered.update(taken)
    return places


def _fit(cell: Cell, column: int, covered: Covered, rows_left: int, tell: Tell) -> tuple[Place, int]:
    """The place of a cell, and how many rows it takes: as many as it says and as there are."""
    free = min((start for start in covered if start > column), default=MAX_COLUMNS) - column
    columns = max(1, min(cell.columns, free))
    rows = max(1, min(cell.rows, rows_left))
    if (columns, rows) != (cell.columns, cell.rows):
        tell(cell, f"it spans {columns} columns and {rows} rows, not {cell.columns} and {cell.rows}")
    return Place(cell, columns, begins=rows > 1), rows


def _length(cell: Cell) -> int:
    return max((len(plain_text(block)) for block in cell.blocks), default=0)
