"""Tables of a PDF without tags: rows with the same cells, whose columns are aligned, with room between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from converters.formats.pdf.page_lines import Row, Stretch, is_bold, runs_of, size_of
from converters.formats.pdf.text_state import Run

_FEWEST_ROWS = 3
_ALIGNED = 0.25
"""The edges of a column differ by no more than this share of the size."""
_GAP = 0.8
"""Between two columns there is room of at least this share of the size."""
_STEP = 1.6
"""Lines are no further apart than so many times the step that most are."""
_WIDEST_STEP = 4.0
"""Nor than so many times their size."""
_FIGURES = re.compile(r"\W*\d{1,3}\W*")

_EDGES: Sequence[Callable[[float, float], float]] = (
    lambda left, right: left,
    lambda left, right: right,
    lambda left, right: (left + right) / 2,
)
Cells = list[list[Run]]
"""The runs of each cell of a row, in as many lines as it has."""


class Grid(NamedTuple):
    """The rows of a table, and where its lines end."""

    rows: list[Cells]
    end: int


class _Span(NamedTuple):
    """From where to where a column or a cell reaches."""

    left: float
    right: float


def tables(rows: Sequence[Row], is_label: Callable[[str], bool]) -> dict[int, Grid]:
    """The tables among the lines of a column, by the lines at which they begin.

    `is_label` says what begins an item of a list: items beside their labels are no table.
    """
    found: dict[int, Grid] = {}
    start = done = 0
    while start < len(rows):
        end = _end(rows, start)
        full = [row for row in rows[start:end] if len(row) == len(rows[start])]
        if len(full) >= _FEWEST_ROWS and _is_table(rows[start:end], full, is_label):
            columns = _columns(full)
            begin = start - (start > done and _is_head(rows[start - 1], rows[start : start + 2], columns))
            found[begin] = Grid(_cells(rows[begin:end], columns), end)
            done = end
        start = end
    return found


def head_of(grid: Grid) -> bool:
    """Whether the first row names the columns: it is bold, and the others are not."""
    first, *others = grid.rows
    stands_out = all(run.bold for cell in first for run in cell)
    return stands_out and not any(run.bold for row in others for cell in row for run in cell)


# --- lines that go together ---


def _end(rows: Sequence[Row], start: int) -> int:
    """Where lines end that have as many stretches as the first, in its columns, or go on with its cells."""
    count = len(rows[start])
    end = start + 1
    columns = _columns(rows[start : start + 1])
    while count > 1 and end < len(rows) and rows[end - 1][0].y - rows[end][0].y < _WIDEST_STEP * size_of(rows[end]):
        wider = _widened(columns, rows[end]) if len(rows[end]) == count else None
        if wider is not None:
            columns = wider
        elif not _goes_on(rows[end], rows[end - 1], columns):
            break
        end += 1
    return end


def _widened(columns: Sequence[_Span], row: Row) -> list[_Span] | None:
    """The columns with the stretches of a line in them; None where there is no longer room between two."""
    wider = [_Span(min(span.left, one.x), max(span.right, one.right)) for span, one in zip(columns, row, strict=True)]
    room = _GAP * size_of(row)
    return wider if all(right.left - left.right >= room for left, right in pairwise(wider)) else None


def _goes_on(row: Row, above: Row, columns: Sequence[_Span]) -> bool:
    """Whether a line goes on with cells of the row above: it begins where their columns do, and not in the first."""
    most = _ALIGNED * size_of(row)
    if above[0].y - row[0].y > _STEP * size_of(row):
        return False
    for one in row:
        place = next((at for at, span in enumerate(columns) if abs(span.left - one.x) <= most), 0)
        if not place or (place + 1 < len(columns) and columns[place + 1].left - one.right < _GAP * one.size):
            return False
    return True


def _is_head(row: Row, below: Sequence[Row], columns: Sequence[_Span]) -> bool:
    """Whether a line whose words stand near one another has words above each of the columns, with room between."""
    steps = [above[0].y - one[0].y for above, one in pairwise([row, *below])]
    cells = _places(row, columns)
    if steps[0] > _STEP * steps[-1] or not all(cells):
        return False
    room = _GAP * size_of(row)
    return all(right[0].x - max(run.right for run in left) >= room for left, right in pairwise(cells))


def _columns(full: Sequence[Row]) -> list[_Span]:
    return [_Span(min(one.x for one in cells), max(one.right for one in cells)) for cells in zip(*full, strict=True)]


# --- whether they are a table ---


def _is_table(lines: Sequence[Row], full: Sequence[Row], is_label: Callable[[str], bool]) -> bool:
    """Whether all columns are aligned and all lines equally far apart, and the first column has no labels of a list."""
    first = [row[0].text.strip() for row in full]
    if all(is_label(f"{text} ") for text in first) or not all(any(map(str.isalnum, text)) for text in first):
        return False
    if len(full[0]) == 2 and all(map(_FIGURES.fullmatch, first)):
        return False
    steps = [above[0].y - below[0].y for above, below in pairwise(lines)]
    named = full[1:] if is_bold(full[0]) and len(full) > _FEWEST_ROWS else full
    return max(steps) <= _STEP * median(steps) and all(map(_is_aligned, zip(*named, strict=True)))


def _is_aligned(column: Sequence[Stretch]) -> bool:
    """Whether the cells of a column have one edge, or their middles, in common."""
    most = _ALIGNED * max(cell.size for cell in column)
    found = [[edge(cell.x, cell.right) for cell in column] for edge in _EDGES]
    return any(max(places) - min(places) <= most for places in found)


# --- the cells ---


def _cells(lines: Sequence[Row], columns: Sequence[_Span]) -> list[Cells]:
    """The rows: a line without words in the first column goes on with the row above."""
    found: list[Cells] = []
    for line in lines:
        cells = _places(line, columns)
        if cells[0] or not found:
            found.append(cells)
        else:
            found[-1] = [above + below for above, below in zip(found[-1], cells, strict=True)]
    return found


def _places(row: Row, columns: Sequence[_Span]) -> Cells:
    """The runs of a line in the columns in which they begin."""
    cells: Cells = [[] for _ in columns]
    for run in runs_of(row):
        begun = [at for at, span in enumerate(columns) if span.left <= run.x + _ALIGNED * run.size]
        cells[begun[-1] if begun else 0].append(run)
    return cells
