"""The outer margin of a page: where the words of the edition and the notes of the source stand beside their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from converters.formats.pdf.theme import Sheet, Theme

if TYPE_CHECKING:
    from converters.formats.pdf.slabs import Slab

_GAP = 14.0
"""How far from the text words in the margin stand, where the margin has room for it."""
EDGE = 8.0
"""How much of the margin stays free at the edge of the paper."""
_WIDEST = 92.0
_NARROWEST = 24.0
_GAP_OF_NUMBERS, _ROOM_OF_NUMBERS = 0.6, 3.0
"""Of the numbers of paragraphs: how far from the text they stand, and how far they reach in a margin that has words
too, in ems."""
_NARROWEST_NOTE = 54.0
"""A margin with less room than this has no notes: they stand at the foot."""
_OVER = 8.0
"""How far above the first line of the text the margin may begin."""
_APART = 3.0
NUMBER_GAP = 10.0
"""How far from the text the numbers of lines stand."""

Strip = Sequence["Slab"]


def side_gap(sheet: Sheet) -> float:
    """How far from the text words stand in the margin: in a narrow one nearer, to have room for them."""
    return sheet.reserved + min(_GAP, sheet.right / 5)


def _free(sheet: Sheet) -> float:
    """How wide words in the margin may be."""
    return sheet.right - side_gap(sheet) - EDGE


def room_for_words(theme: Theme) -> float:
    """How wide words in the margin are at most."""
    return max(_NARROWEST, min(_WIDEST * theme.scale, _free(theme.sheet)))


def room_for_numbers(theme: Theme, size: float, *, runs_left: bool) -> float:
    """How wide the number of a paragraph may be, set in a size, beside lines that run to the right or to the left."""
    sheet = theme.sheet
    inner, outer = sheet.left + sheet.binding - EDGE, sheet.reserved
    edge = min(inner, outer) if sheet.binding else (outer if runs_left else inner)
    return edge - number_gap(size)


def number_gap(size: float) -> float:
    """How far from the text the number of a paragraph stands: so near that readers of text see one line."""
    return size * _GAP_OF_NUMBERS


def with_room_for_numbers(theme: Theme) -> Theme:
    """A theme whose outer margin has its words beyond the numbers of paragraphs, where it has room for both."""
    wanted = theme.settings["paragraph"].style.size * _ROOM_OF_NUMBERS
    sheet = theme.sheet._replace(reserved=wanted)
    return theme._replace(sheet=sheet) if _free(sheet) >= _NARROWEST else theme


def lacks_room(theme: Theme) -> float:
    """How many points the outer margin is too narrow for numbers and words beside each other; 0 where they fit."""
    wanted = theme.settings["paragraph"].style.size * _ROOM_OF_NUMBERS
    return max(0.0, _NARROWEST - _free(theme.sheet._replace(reserved=wanted)))


def room_for_notes(theme: Theme) -> float:
    """How wide notes in the margin are; 0 where there is no room for them."""
    room = room_for_words(theme)
    return room if room >= _NARROWEST_NOTE * theme.scale else 0.0


class Margin:
    """What stands in the margin of one page."""

    def __init__(self) -> None:
        self._strips: list[tuple[float, Strip]] = []
        self.numbers: dict[float, float] = {}
        """How far the numbers of paragraphs reach into the inner margin, by their baselines."""

    def add(self, strip: Strip, top: float) -> None:
        """Note what stands there, and where it would best begin."""
        self._strips.append((top, strip))

    def placed(self, top: float, bottom: float) -> Iterator[tuple[Strip, float]]:
        """Each strip with its upper edge: as near to its line as the one above lets it, and none below the text."""
        strips = sorted(self._strips, key=lambda one: -one[0])
        tops: list[float] = []
        edge = top + _OVER
        for wanted, strip in strips:
            tops.append(min(wanted, edge))
            edge = tops[-1] - _height(strip) - _APART
        edge = bottom
        for number in reversed(range(len(strips))):
            tops[number] = max(tops[number], edge + _height(strips[number][1]))
            edge = tops[number] + _APART
        self._strips = []
        for (_, strip), begin in zip(strips, tops, strict=True):
            yield strip, begin


def _height(strip: Strip) -> float:
    return sum(slab.height for slab in strip)
