"""Slabs: the horizontal strips that pages are filled with, none of them ever cut in two but table rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from converters.formats.pdf.lines import Line
from converters.formats.pdf.margin import number_gap
from converters.formats.pdf.tags import Element, Slot

if TYPE_CHECKING:
    from converters.formats.pdf.images import Picture
    from converters.formats.pdf.page import Page

_BELOW_MIDDLE = 0.34
"""How far the baseline lies below the middle of a line, in ems: what centres small letters and capitals alike."""


_ABOVE = 7.0
"""How far above a baseline a picture or a rule in the margin begins, in points."""


class Slab(msgspec.Struct, eq=False, gc=False):
    """A strip of a column. All measures are in points, from the top and the left edge of the column.

    `before` is the room above it, which falls away at the top of a page. `keep`: it stays with what follows. `notes`
    are the notes whose marks are in it, each as its own slabs. `repeat` is drawn again above it at the top of a page.
    """

    height: float = 0.0
    before: float = 0.0
    keep: bool = False
    notes: Sequence[Sequence[Slab]] = ()
    repeat: Slab | None = None
    series: int = 1
    """Of a line at the foot: 0 belongs to the apparatus of readings, which stands above the other notes."""
    height_beside: float = 0.0
    """The height of what stands in the margin beside it."""
    follows: Element | None = None
    """The element that was wholly set before this slab; all of it but its notes is drawn when this is."""

    def draw(self, page: Page, left: float, top: float) -> None:
        """Draw it with its upper left corner there; `top` counts from the lower edge of the page, as PDF does."""

    def split(self, room: float) -> tuple[Slab, Slab] | None:
        """The part that fits a height, and the rest, where it may be cut at all."""
        return None

    @property
    def breadth(self) -> float:
        """How far it reaches to the right."""
        return 0.0

    def top_for(self, baseline: float) -> float:
        """Where its upper edge is if it begins level with a line of text."""
        return baseline + _ABOVE


class SideNumber(msgspec.Struct, frozen=True, gc=False):
    """The number of a paragraph, to stand in the margin where its lines begin."""

    line: Line
    size: float
    runs_left: bool = False

    def draw(self, page: Page, baseline: float) -> None:
        """Draw it level with the first line, and note how far it reaches into a margin that has line numbers too."""
        sheet, width, gap = page.sheet, self.line.width, number_gap(self.size)
        left = page.left + sheet.measure + gap if self.runs_left else page.left - gap - width
        page.line(self.line, left, baseline)
        if self.runs_left == sheet.is_mirrored(page.index):
            page.margin.numbers[baseline] = gap + width


class LineSlab(Slab, gc=False):
    """A line of text, and what stands beside it: the label of an item, words in the margin, a number."""

    line: Line | None = None
    x: float = 0.0
    size: float = 10.0
    beside: Sequence[tuple[float, Line]] = ()
    margin: Sequence[Sequence[Slab]] = ()
    number: SideNumber | None = None
    is_counted: bool = False
    """A line of the text itself, as line numbers count it."""

    def put_beside(self, x: float, line: Line) -> None:
        """Let another line stand beside this one, so far from the left edge of the column."""
        self.beside = [*self.beside, (x, line)]

    def baseline(self, top: float) -> float:
        """Where the letters stand."""
        if self.line is not None and self.line.height:
            return top - self.height + self.size * 0.4
        return top - self.height / 2 - _BELOW_MIDDLE * self.size

    @property
    def breadth(self) -> float:
        """How far the line reaches."""
        return self.x + self.line.shift + self.line.width if self.line is not None else self.x

    def top_for(self, baseline: float) -> float:
        """Where its upper edge is if its letters stand on a baseline."""
        return baseline + self.height / 2 + _BELOW_MIDDLE * self.size

    def draw(self, page: Page, left: float, top: float) -> None:
        """Draw what stands beside the line, then the line."""
        baseline = self.baseline(top)
        if self.is_counted and self.height:
            page.counted.append(baseline)
        if self.number is not None:
            self.number.draw(page, baseline)
        for x, line in self.beside:
            page.line(line, left + x, baseline)
        if self.line is not None:
            page.line(self.line, left + self.x, baseline)
        for strip in self.margin:
            page.margin.add(strip, min(top, strip[0].top_for(baseline)))


class PictureSlab(Slab):
    """A picture that stands by itself."""

    picture: Picture | None = None
    slot: Slot | None = None
    x: float = 0.0

    def draw(self, page: Page, left: float, top: float) -> None:
        """Draw the picture."""
        if self.picture is not None and self.slot is not None:
            page.picture(self.picture, self.slot, left + self.x, top - self.height)


class RuleSlab(Slab):
    """A rule across the column, which is no part of the text."""

    width: float = 0.0
    x: float = 0.0
    weight: float = 0.5

    def draw(self, page: Page, left: float, top: float) -> None:
        """Draw the rule in the middle of the strip."""
        y = top - self.height / 2
        page.rule(left + self.x, y, left + self.x + self.width, y, self.weight)


class AsideSlab(Slab):
    """A slab that is drawn for the page alone: the head of a table on its next page, a title above the notes."""

    inner: Slab | None = None

    def draw(self, page: Page, left: float, top: float) -> None:
        """Draw the slab as an artifact."""
        if self.inner is not None:
            with page.aside():
                self.inner.draw(page, left, top)
