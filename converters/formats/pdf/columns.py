"""Slabs side by side: an index in columns, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from converters.formats.pdf.slabs import Slab

if TYPE_CHECKING:
    from converters.formats.pdf.page import Page


class ColumnsSlab(Slab):
    """Columns of slabs, each slab with its place: how far to the right and how far down."""

    parts: list[tuple[float, float, Slab]] = []

    def draw(self, page: Page, left: float, top: float) -> None:
        """Draw all of them."""
        for x, y, slab in self.parts:
            slab.draw(page, left + x, top - y)


def in_columns(slabs: Sequence[Slab], xs: Sequence[float], room: float) -> tuple[ColumnsSlab, list[Slab]]:
    """As many slabs as fit into columns of a height, one column after the other, and the rest.

    `xs` are the left edges of the columns. A slab that is to stay with what follows does not end a column.
    """
    made = ColumnsSlab(parts=[])
    at = 0
    for x in xs:
        begin, used = at, 0.0
        while at < len(slabs):
            gap = slabs[at].before if used else 0.0
            if used and used + gap + slabs[at].height > room + 0.01:
                break
            used += gap + slabs[at].height
            at += 1
        while at < len(slabs) and at > begin + 1 and slabs[at - 1].keep:
            at -= 1
        made.height = max(made.height, _put(made, slabs[begin:at], x))
    return made, list(slabs[at:])


def _put(made: ColumnsSlab, column: Sequence[Slab], x: float) -> float:
    """Put slabs one below the other; the height that they take."""
    y = 0.0
    for number, slab in enumerate(column):
        y += slab.before if number else 0.0
        made.parts.append((x, y, slab))
        y += slab.height
    return y


def height_of(slabs: Sequence[Slab]) -> float:
    """How high slabs are one below the other."""
    return sum(slab.before + slab.height for slab in slabs)
