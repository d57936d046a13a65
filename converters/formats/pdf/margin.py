"""The outer margin of a page: where the words of the edition and the notes of the source stand beside their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from converters.formats.pdf.theme import Theme

if TYPE_CHECKING:
    from converters.formats.pdf.slabs import Slab

_GAP = 14.0
"""How far from the text words in the margin stand, where the margin has room for it."""
_EDGE = 8.0
"""How much of the margin stays free at the edge of the paper."""
_WIDEST = 92.0
_NARROWEST_NOTE = 54.0
"""A margin with less room than this has no notes: they stand at the foot."""
_OVER = 8.0
"""How far above the first line of the text the margin may begin."""
_APART = 3.0

Strip = Sequence["Slab"]


def side_gap(margin: float) -> float:
    """How far from the text words stand in a margin of that width: in a narrow one nearer, to have room for them."""
    return min(_GAP, margin / 5)


def room_for_words(theme: Theme) -> float:
    """How wide words in the margin are at most."""
    return max(24.0, min(_WIDEST * theme.scale, theme.sheet.right - side_gap(theme.sheet.right) - _EDGE))


def room_for_notes(theme: Theme) -> float:
    """How wide notes in the margin are; 0 where there is no room for them."""
    room = room_for_words(theme)
    return room if room >= _NARROWEST_NOTE * theme.scale else 0.0


class Margin:
    """What stands in the margin of one page."""

    def __init__(self) -> None:
        self._strips: list[tuple[float, Strip]] = []

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
