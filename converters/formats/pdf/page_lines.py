"""The lines of a page in the order in which they are read: columns, and text that is turned, find their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from converters.formats.pdf.running_text import RunningText, same_line
from converters.formats.pdf.text_state import Run

_APART = 1.4
"""A gap of so many times the size parts what stands on one line."""
_GUTTER = 0.7
"""The room between two columns is at least so many times the size."""
_FAR = 2.4
"""A step of so many times the size from one line to the next is a gap."""
_FEWEST_LINES = 3
"""So many lines at least make a column."""
_COLUMN_TEXT = 16
"""The letters in a line of a column, at least and on average; what has fewer is a table, read row by row."""


class Stretch(NamedTuple):
    """Runs that follow one another on a line without a wide gap."""

    runs: list[Run]

    @property
    def x(self) -> float:
        """The left edge."""
        return min(run.x for run in self.runs)

    @property
    def right(self) -> float:
        """The right edge."""
        return max(run.right for run in self.runs)

    @property
    def y(self) -> float:
        """The baseline: that of the largest letters."""
        return max(self.runs, key=lambda run: run.size).y

    @property
    def size(self) -> float:
        """The size of the largest letters."""
        return max(run.size for run in self.runs)

    @property
    def text(self) -> str:
        """What it says, for looking at."""
        return RunningText().text(self.runs)


Row = list[Stretch]
"""What stands on one line, from left to right."""


def columns(runs: Sequence[Run]) -> Iterator[list[Row]]:
    """The lines of a page, column by column; text that is turned follows the upright text."""
    for turn in sorted({run.turn for run in runs}):
        yield from _columns(_rows(_stretches([run for run in runs if run.turn == turn])))


def runs_of(row: Row) -> list[Run]:
    """The runs of a line."""
    return [run for stretch in row for run in stretch.runs]


def text_of(row: Row) -> str:
    """What a line says, for looking at."""
    return " ".join([stretch.text.strip() for stretch in row])


def size_of(row: Row) -> float:
    """The size of the largest letters of a line."""
    return max(stretch.size for stretch in row)


def is_bold(row: Row) -> bool:
    """Whether all of a line is bold."""
    return all(run.bold for run in runs_of(row))


# --- lines ---


def _stretches(runs: Sequence[Run]) -> list[Stretch]:
    found: list[Stretch] = []
    for run in runs:
        last = found[-1].runs[-1] if found else None
        if last is not None and same_line(last, run) and -last.size < run.x - last.right < _APART * run.size:
            found[-1].runs.append(run)
        else:
            found.append(Stretch([run]))
    return [one for one in found if one.text.strip()]


def _rows(stretches: Sequence[Stretch]) -> list[Row]:
    """Stretches line by line from the top; those that a program drew in pieces are put together."""
    rows: list[Row] = []
    for one in sorted(stretches, key=lambda stretch: -stretch.y):
        if rows and abs(rows[-1][0].y - one.y) < 0.5 * max(rows[-1][0].size, one.size):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [_joined(sorted(row, key=lambda stretch: stretch.x)) for row in rows]


def _joined(row: Row) -> Row:
    found: Row = []
    for one in row:
        if found and one.x - found[-1].right < _APART * min(found[-1].size, one.size):
            found[-1] = Stretch([*found[-1].runs, *one.runs])
        else:
            found.append(one)
    return found


# --- columns ---


class _Gutter(NamedTuple):
    """The room between two columns."""

    left: float
    right: float

    def parts(self, row: Row) -> _Gutter | None:
        """What is left of it beside a line; None where the line crosses it or leaves too little."""
        left = max([self.left, *(one.right for one in row if one.x < self.left)])
        right = min([self.right, *(one.x for one in row if one.x >= self.left)])
        size = max(one.size for one in row)
        return _Gutter(left, right) if right - left >= _GUTTER * size else None


def _columns(rows: list[Row]) -> Iterator[list[Row]]:
    """Lines across the page, and the lines of columns side by side, one column after the other."""
    waiting: list[Row] = []
    start = 0
    while start < len(rows):
        end, gutter = _band(rows, start)
        sides = _sides(rows[start:end], gutter) if gutter is not None else None
        if sides is None:
            waiting.extend(rows[start:end])
        else:
            if waiting:
                yield waiting
                waiting = []
            for side in sides:
                yield from _columns(side)
        start = end
    if waiting:
        yield waiting


def _band(rows: Sequence[Row], start: int) -> tuple[int, _Gutter | None]:
    """The lines from one on that leave the same room free between two columns: where they end, and that room."""
    first = rows[start]
    if len(first) < 2:
        return start + 1, None
    gutter = max((_Gutter(one.right, other.x) for one, other in pairwise(first)), key=lambda gap: gap.right - gap.left)
    end = start + 1
    while end < len(rows):
        narrower = gutter.parts(rows[end])
        if narrower is None:
            break
        gutter, end = narrower, end + 1
    return _without_rest(rows, start, end), gutter


def _without_rest(rows: Sequence[Row], start: int, end: int) -> int:
    """Where the lines of two columns end: what stands on one side alone, after a gap, is no longer one of them."""
    last = max(place for place in range(start, end) if len(rows[place]) > 1)
    for place in range(last, end - 1):
        if rows[place][0].y - rows[place + 1][0].y > _FAR * rows[place][0].size:
            return place + 1
    return end


def _sides(rows: Sequence[Row], gutter: _Gutter) -> tuple[list[Row], list[Row]] | None:
    """The lines on both sides of a gutter, where both are columns of text."""
    left = [part for row in rows if (part := [one for one in row if one.x < gutter.left])]
    right = [part for row in rows if (part := [one for one in row if one.x >= gutter.left])]
    return (left, right) if _is_column(left) and _is_column(right) else None


def _is_column(rows: Sequence[Row]) -> bool:
    letters = sum(len(one.text.strip()) for row in rows for one in row)
    return len(rows) >= _FEWEST_LINES and letters >= _COLUMN_TEXT * len(rows)
