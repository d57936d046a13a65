"""The grid of a table: where each cell stands and how far it reaches, whatever kind of table it is of."""

from __future__ import annotations

from collections.abc import Sequence
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


def grid(rows: Sequence[RowView]) -> list[list[Placed]]:
    """Where each cell stands, as HTML's algorithm places them; every row is filled up to the same width.

    No cell reaches into a row that has none of its own: such a row would have nothing but what hangs into it.
    """
    taken: dict[tuple[int, int], bool] = {}
    placed: list[list[Placed]] = []
    for number, row in enumerate(rows):
        at = 0
        line: list[Placed] = []
        for cell in row.cells:
            while (number, at) in taken:
                at += 1
            down = _reach(rows, number, cell.rows)
            across = _free(taken, number, at, max(1, min(cell.columns, _MOST_COLUMNS)), down)
            line.append(Placed(cell, number, at, down, across))
            taken.update(((number + y, at + x), True) for y in range(down) for x in range(across))
            at += across
        placed.append(line)
    return _filled(placed, taken)


def _reach(rows: Sequence[RowView], number: int, wanted: int) -> int:
    """How many rows down a cell reaches, before the end of the table or a row without cells."""
    end = min(number + wanted, len(rows))
    return next((row for row in range(number + 1, end) if not rows[row].cells), max(end, number + 1)) - number


def _free(taken: dict[tuple[int, int], bool], row: int, at: int, across: int, down: int) -> int:
    """How far a cell reaches before it meets one from above."""
    for x in range(1, across):
        if any((row + y, at + x) in taken for y in range(down)):
            return x
    return across


def _filled(placed: list[list[Placed]], taken: dict[tuple[int, int], bool]) -> list[list[Placed]]:
    count = max((x + 1 for _, x in taken), default=1)
    for number, line in enumerate(placed):
        line.extend(Placed(None, number, x, 1, 1) for x in range(count) if (number, x) not in taken)
    return placed


def leading_heads(rows: Sequence[RowView]) -> int:
    """How many rows at the top name the columns."""
    count = 0
    for row in rows:
        if not (row.header or (row.cells and all(cell.header for cell in row.cells))):
            break
        count += 1
    return count if count < len(rows) else 0
