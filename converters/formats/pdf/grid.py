"""The grid of a table: where each cell stands and how far it reaches, whatever kind of table it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from converters.formats.pdf.job import Align
from converters.model.node import Node

_MOST_COLUMNS = 200


class CellView(NamedTuple):
    """A cell of any kind of table: its node, what is in it, and how far it reaches."""

    node: Node
    content: Sequence[Node | str]
    rows: int = 1
    columns: int = 1
    header: bool = False
    align: Align | None = None


class RowView(NamedTuple):
    """A row of any kind of table.

    `gaps` are the blanks of the markup before each cell and after the last, `before` and `after` those around the row.
    """

    node: Node
    cells: Sequence[CellView]
    header: bool = False
    gaps: Sequence[str] = ()
    before: str = ""
    after: str = ""


class Placed(NamedTuple):
    """A cell in the grid, or a place in it that no cell takes (`cell` None)."""

    cell: CellView | None
    row: int
    column: int
    rows: int
    columns: int


def grid(rows: Sequence[RowView]) -> Iterator[list[Placed]]:
    """Where each cell stands, row by row, as HTML's algorithm places them; every row is filled up to the same width.

    No cell reaches into a row that has none of its own: such a row would have nothing but what hangs into it.
    """
    count = max([place.column + place.columns for line in lines(rows) for place in line], default=1)
    return lines(rows, count)


def lines(rows: Sequence[RowView], count: int = 0) -> Iterator[list[Placed]]:
    """Where each cell stands, row by row, and the places among so many columns that none takes."""
    free_from: dict[int, int] = {}
    for number, row in enumerate(rows):
        at = 0
        line: list[Placed] = []
        for cell in row.cells:
            while free_from.get(at, 0) > number:
                at += 1
            down = _reach(rows, number, cell.rows)
            across = _free(free_from, number, at, max(1, min(cell.columns, _MOST_COLUMNS)))
            line.append(Placed(cell, number, at, down, across))
            for column in range(at, at + across):
                free_from[column] = number + down
            at += across
        line.extend([Placed(None, number, x, 1, 1) for x in range(count) if free_from.get(x, 0) <= number])
        yield line


def _reach(rows: Sequence[RowView], number: int, wanted: int) -> int:
    """How many rows down a cell reaches, before the end of the table or a row without cells."""
    end = min(number + wanted, len(rows))
    return next((row for row in range(number + 1, end) if not rows[row].cells), max(end, number + 1)) - number


def _free(free_from: dict[int, int], row: int, at: int, across: int) -> int:
    """How far a cell reaches before it meets one from above."""
    for x in range(1, across):
        if free_from.get(at + x, 0) > row:
            return x
    return across


def leading_heads(rows: Sequence[RowView]) -> int:
    """How many rows at the top name the columns."""
    count = 0
    for row in rows:
        if not (row.header or (row.cells and all(cell.header for cell in row.cells))):
            break
        count += 1
    return count if count < len(rows) else 0
