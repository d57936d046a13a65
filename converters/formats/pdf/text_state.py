"""What is shown on pages, and the state that showing text depends on (ISO 32000-1, 8.4, 9.3 and 14.6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from converters.formats.pdf.font_reading import NO_FONT, Font

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Key = tuple[tuple[int, int], int]
"""A sequence of marked content: the page or form that it stands in, and its number there."""


@dataclass(slots=True)
class Run:
    """Text shown in one go: where it begins and ends, in points of the page, and how large it is.

    `turn` is by how many quarters of a circle it is turned to the left; its places are those on a page turned with it.
    `said`: `ActualText` says it, in the order in which it is read.
    """

    text: str
    x: float
    y: float
    right: float
    size: float
    turn: int = 0
    bold: bool = False
    italic: bool = False
    said: bool = False
    glyphs: tuple[str, ...] = ()
    """What each glyph stands for, where one may stand for several letters from right to left."""


@dataclass(slots=True)
class Marked:
    """The marked content of one number: its tag and what is shown in it."""

    tag: str
    runs: list[Run] = field(default_factory=list)


@dataclass(slots=True)
class Contents:
    """All that is shown: marked content by its key, and for each page all runs that are no artifacts, as drawn.

    `loose` are those of them, page by page, that stand in no marked content.
    """

    marked: dict[Key, Marked] = field(default_factory=dict)
    pages: list[list[Run]] = field(default_factory=list)
    loose: list[list[Run]] = field(default_factory=list)


@dataclass(slots=True)
class State:
    """The part of the graphics state that text depends on (8.4, 9.3)."""

    matrix: Matrix = UNIT
    font: Font = NO_FONT
    size: float = 1.0
    character: float = 0.0
    word: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class Frame:
    """An open marked-content sequence. `actual`: what all that is shown in it stands for."""

    marked: Marked | None = None
    artifact: bool = False
    actual: str | None = None
    run: Run | None = None


def matrix(operands: Any) -> Matrix:
    """The matrix that six operands are."""
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def turn_of(found: Matrix) -> int:
    """By how many quarters of a circle text is turned to the left."""
    a, b, *_ = found
    if abs(b) > abs(a):
        return 1 if b > 0 else 3
    return 0 if a >= 0 else 2


def turned_back(found: Matrix, quarters: int) -> Matrix:
    """A place on the page as it is on a page that is turned until its text is upright."""
    back: Matrix = ((1, 0, 0, 1, 0, 0), (0, -1, 1, 0, 0, 0), (-1, 0, 0, -1, 0, 0), (0, 1, -1, 0, 0, 0))[quarters]
    return times(found, back)


def times(left: Matrix, right: Matrix) -> Matrix:
    """The one transformation, then the other (8.3.4)."""
    a, b, c, d, e, f = left
    g, h, i, j, k, m = right
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
