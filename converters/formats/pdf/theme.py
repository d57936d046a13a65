"""What a theme is made of: measures in points (1/72 inch), greys from 0 (black) to 1 (white)."""

from __future__ import annotations

import functools
from typing import Final, Literal, NamedTuple

from converters.formats.pdf.wording import ENGLISH, Choice

Family = Literal["serif", "mono"]
Colour = tuple[float, float, float]

BLACK: Final[Colour] = (0.0, 0.0, 0.0)
WHITE: Final[Colour] = (1.0, 1.0, 1.0)
GREY: Final[Colour] = (0.42, 0.42, 0.42)
"""The palest text: 5.3:1 against white, more than the 4.5:1 that WCAG 2.1 (1.4.3) asks."""
BLUE: Final[Colour] = (0.10, 0.22, 0.45)
RED: Final[Colour] = (0.55, 0.12, 0.10)


class Style(NamedTuple):
    """How a stretch of text is set. `rise` lifts it off the baseline, `spacing` is added after every glyph."""

    family: Family = "serif"
    bold: bool = False
    italic: bool = False
    size: float = 10.0
    colour: Colour = BLACK
    rise: float = 0.0
    spacing: float = 0.0
    small_caps: bool = False
    underline: bool = False
    strike: bool = False
    bar: bool = False
    """On a black ground, as a redaction is."""


@functools.lru_cache(maxsize=512)
def in_colour(style: Style, colour: Colour) -> Style:
    """A style in another colour; the same one each time, as quick comparisons like it."""
    return style._replace(colour=colour)


class Setting(NamedTuple):
    """How a paragraph is set: its text style, the distance of its baselines and what is around it.

    `indent` is on the left of all lines, `hang` further on the left of all but the first, `margin` on the right.
    `preserve`: blanks and line ends stand as they are.
    """

    style: Style
    leading: float
    before: float = 0.0
    indent: float = 0.0
    hang: float = 0.0
    margin: float = 0.0
    align: Literal["justify", "left", "right", "center"] = "left"
    preserve: bool = False
    keep: bool = False
    """Stays on the page of what follows."""


class Sheet(NamedTuple):
    """The page: its size, its margins and where its head and foot stand, in points.

    `binding` is more margin on the inner edge; where there is any, left and right pages mirror each other.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    head: float
    foot: float
    note_gap: float
    binding: float = 0.0
    bleed: float = 0.0
    """How far the paper reaches beyond the page before it is trimmed."""
    reserved: float = 0.0
    """How much of the outer margin, beside the text, is left to the numbers of paragraphs."""
    rules: Colour = GREY
    """The colour of rules."""

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.width - self.left - self.right - self.binding

    @property
    def depth(self) -> float:
        """The height of the text."""
        return self.height - self.top - self.bottom

    def is_mirrored(self, index: int) -> bool:
        """Whether a page, by its number from 0, is a left-hand one of a bound book."""
        return self.binding > 0 and index % 2 == 1

    def begin(self, index: int) -> float:
        """The left edge of the text on a page."""
        return self.right if self.is_mirrored(index) else self.left + self.binding


class Theme(NamedTuple):
    """All that decides how an edition looks; `converters.formats.pdf.themes` reads them from their files."""

    name: str
    paper: str
    sheet: Sheet
    settings: dict[str, Setting]
    step: float
    """How far lists, quotations and verse are set in."""
    scale: float
    """How much larger than the edition all is."""
    grey: Colour
    """What the edition adds in the midst of text."""
    choices: Literal["edited", "stood"]
    lines: Literal["filled", "sent"]
    hyphens: bool
    line_numbers: int
    contents_from: int
    numbers: Literal["head", "margin"] = "head"
    """Where the numbers of paragraphs stand: at their head, or in the margin where their lines begin."""
    words: Choice = ENGLISH
    """The language of the edition's own words."""
    links: Colour = BLUE
    """Words that lead elsewhere."""

    def setting(self, name: str) -> Setting:
        """A setting by its name."""
        return self.settings[name]
