"""The look of the print edition, in one place: measures in points (1/72 inch), greys from 0 (black) to 1 (white)."""

from __future__ import annotations

from typing import Literal, NamedTuple

Family = Literal["serif", "mono"]
Colour = tuple[float, float, float]

BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
GREY: Colour = (0.42, 0.42, 0.42)
"""The palest text: 5.3:1 against white, more than the 4.5:1 that WCAG 2.1 (1.4.3) asks."""
BLUE: Colour = (0.10, 0.22, 0.45)
RED: Colour = (0.55, 0.12, 0.10)


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
    """The page: its size, its margins and where its head and foot stand."""

    width: float = 595.276
    height: float = 841.89
    left: float = 98.0
    right: float = 98.0
    top: float = 92.0
    bottom: float = 92.0
    head: float = 62.0
    foot: float = 58.0
    note_gap: float = 14.0

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """The height of the text."""
        return self.height - self.top - self.bottom


class Theme(NamedTuple):
    """All that decides how an edition looks."""

    sheet: Sheet
    settings: dict[str, Setting]
    step: float
    """How far lists, quotations and verse are set in."""

    def setting(self, name: str) -> Setting:
        """A setting by its name."""
        return self.settings[name]


_TEXT = Style()
_SMALL = Style(size=8.4)
_MONO = Style(family="mono", size=8.2)
_NAME = Style(size=8.4, colour=GREY)

_EDITION = {
    "kicker": Setting(Style(size=8.4, colour=GREY, spacing=0.9), 12.0, keep=True),
    "title": Setting(Style(size=17.0, bold=True), 22.0, before=10.0, keep=True),
    "subtitle": Setting(Style(size=11.5, colour=GREY), 15.0, before=4.0, keep=True),
    "fact-name": Setting(_NAME, 13.0),
    "fact": Setting(Style(size=9.2), 13.0),
    "heading-2": Setting(Style(size=13.0, bold=True), 17.0, before=20.0, keep=True),
    "heading-3": Setting(Style(size=11.0, bold=True), 15.0, before=15.0, keep=True),
    "heading-4": Setting(Style(size=10.4, bold=True, italic=True), 14.2, before=12.0, keep=True),
    "heading-5": Setting(Style(size=10.0, italic=True), 14.2, before=10.0, keep=True),
    "heading-6": Setting(Style(size=10.0, italic=True, colour=GREY), 14.2, before=10.0, keep=True),
    "caption": Setting(Style(size=9.0, italic=True), 12.4, before=8.0, keep=True),
    "caption-below": Setting(Style(size=9.0, italic=True), 12.4, before=4.0, align="center"),
    "paragraph": Setting(_TEXT, 14.2, before=7.0, align="justify"),
    "line": Setting(_TEXT, 14.2, before=1.0, hang=14.0),
    "item-line": Setting(_TEXT, 14.2, before=1.0),
    "line-classification": Setting(Style(bold=True), 14.2, before=12.0, hang=14.0, keep=True),
    "line-transmission": Setting(_MONO, 11.4, indent=8.0, hang=24.0, preserve=True),
    "line-end-of-message": Setting(_MONO, 12.0, before=8.0, preserve=True),
    "preformatted": Setting(_MONO, 11.2, before=8.0, preserve=True),
    "verse-line": Setting(_TEXT, 14.2, hang=20.0),
    "dateline": Setting(_TEXT, 14.2, before=8.0, align="right"),
    "salute": Setting(_TEXT, 14.2, before=8.0),
    "signed": Setting(Style(spacing=0.4), 14.2, before=14.0, indent=220.0),
    "quotation": Setting(Style(size=9.4), 13.2, before=6.0, align="justify"),
    "cell": Setting(Style(size=9.0), 12.2),
    "cell-head": Setting(Style(size=9.0, bold=True), 12.2),
    "foreign-head": Setting(Style(size=8.4, colour=GREY), 11.4, before=1.0),
    "foreign-item": Setting(_TEXT, 14.2, before=2.0, hang=10.0),
    "note": Setting(_SMALL, 11.4, align="justify"),
    "milestone": Setting(Style(size=8.4, colour=GREY), 12.0, before=6.0, align="center"),
    "furniture": Setting(Style(size=8.2, colour=GREY), 11.4, before=4.0),
    "running": Setting(Style(size=8.0, colour=GREY), 10.0),
    "side": Setting(Style(size=7.2, colour=GREY), 9.0),
    "notes-title": Setting(Style(size=11.0, bold=True), 15.0, before=22.0, keep=True),
    "blank": Setting(Style(size=1.0), 0.0),
}

EDITION = Theme(sheet=Sheet(), settings=_EDITION, step=18.0)
"""A scholarly edition on A4."""
