"""The lines of a column of a page, paragraph by paragraph and table by table, as their places suggest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from converters.formats.pdf.guessed_headings import is_run_on
from converters.formats.pdf.guessed_tables import Grid, tables
from converters.formats.pdf.page_lines import Row, size_of, text_of

_PARAGRAPH_GAP = 1.35
"""Lines further apart than so many times the nearest two lines of the page belong to different paragraphs."""
_WIDEST_STEP = 2.2
"""Lines of one paragraph are not further apart than so many times their size."""
_LARGER = 1.15
"""A line larger or smaller by more than this begins a paragraph."""
_INDENT = 0.9
"""A line that begins so many times its size further in begins a paragraph."""
_SHORT = 0.75
"""A line that fills no more than this share of the column and ends a sentence ends a paragraph."""
ITEM = re.compile(
    r"[\u2022\u25e6\u25aa\u2023\u00b7\u25cf\u25cb\u25a0\uf0b7\u2013\u2014]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)]\s"
)
"""How an item of a list begins."""
ENDS = re.compile(r"[.!?:;\u2026][)\]\"'\u00bb\u2019\u201d]*\s*$")


def paragraphs(rows: Sequence[Row]) -> Iterator[list[Row] | Grid]:
    """The lines of a column, paragraph by paragraph and table by table."""
    steps = [above[0].y - below[0].y for above, below in pairwise(rows)]
    usual = min((step for step in steps if step > 0), default=0.0)
    usual = min([usual, *(_WIDEST_STEP * size_of(row) for row in rows)])
    column = _Edges(min(row[0].x for row in rows), max(row[-1].right for row in rows))
    typical = median([size_of(row) for row in rows])
    gathered: list[Row] = []
    grids = tables(rows, lambda text: ITEM.match(text) is not None)
    inside = 0
    for place, row in enumerate(rows):
        if place in grids:
            if gathered:
                yield gathered
            inside = grids[place].end
            yield grids[place]
            gathered = []
        if place < inside:
            continue
        widest = usual * _PARAGRAPH_GAP * max(1.0, size_of(row) / typical)
        is_near = steps[place - 1] <= widest if place else False
        is_apart = size_of(row) > typical * _LARGER and _is_elsewhere(rows[place - 1], row)
        if gathered and (is_apart or _begins(rows[place - 1], row, is_near, column)):
            yield gathered
            gathered = []
        gathered.append(row)
    if gathered:
        yield gathered


class _Edges(NamedTuple):
    """Where the lines of a column begin and end at most."""

    left: float
    right: float


def _begins(above: Row, row: Row, is_near: bool, column: _Edges) -> bool:
    """Whether a line begins a paragraph: after a gap, in another size, further in, as an item, after a short line."""
    sizes = sorted((size_of(above), size_of(row)))
    if not is_near or sizes[1] > sizes[0] * _LARGER or ITEM.match(text_of(row)):
        return True
    if _is_tabular(above) or _is_tabular(row) or is_run_on(above, row):
        return True
    is_set_in = row[0].x - column.left > _INDENT * size_of(row)
    if is_set_in and above[0].x - column.left < 0.3 * size_of(row) and ENDS.search(above[-1].text):
        return True
    is_short = above[-1].right - column.left < _SHORT * (column.right - column.left)
    return is_short and ENDS.search(above[-1].text) is not None and not row[0].text.lstrip()[:1].islower()


def _is_elsewhere(above: Row, row: Row) -> bool:
    """Whether a line is not aligned with the one above: neither at its edges nor in the middle."""
    edges = [(one[0].x, one[-1].right, (one[0].x + one[-1].right) / 2) for one in (above, row)]
    return all(abs(before - after) > size_of(row) for before, after in zip(*edges, strict=True))


def _is_tabular(row: Row) -> bool:
    """Whether a line is one of a table: words far apart on it, the first of which are no label."""
    return len(row) > 1 and ITEM.match(text_of(row)) is None
