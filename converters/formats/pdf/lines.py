"""Tokens into lines: the breaks that make the whole paragraph look best (after Knuth and Plass, 1981).

The paragraph is cut at the ends of lines that it says itself; in between, words that may not be parted form boxes, with
the blank after each. Among all ways to fill the lines the one with the least sum of squared badness is taken.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add, sub

import msgspec
from msgspec import structs

from converters.formats.pdf.bidi import visual_order
from converters.formats.pdf.pieces import Foot, Side
from converters.formats.pdf.tokens import BLANK, BREAK, WORD, Token, cut

_CANDIDATES = 4
"""How many beginnings are tried for each line, from the fullest line down."""
_FULL = 0.84
"""The share of a line that words take at least, in the quick search."""
_WORST = 20.0
"""The badness beyond which a line that fits cannot look worse."""
_HOPELESS = 1e15
"""The demerits of a line that does not fit."""
_SHRINK = 0.22
"""By how much of its width a blank may shrink in a justified line."""
_STRETCH = 0.6
"""By how much of its width a blank stretches before it counts as badness 100."""
_LOOSEST = 3.2
"""A line whose blanks would stretch by more than so many times their width is left ragged."""


class Line(msgspec.Struct, eq=False, gc=False):
    """A line of text. `shift` moves it to the right of its frame, `extra` widens each blank within it.

    `places` are the distances of the tokens from the line's beginning where they do not simply follow one another.
    """

    tokens: list[Token]
    width: float
    shift: float = 0.0
    extra: float = 0.0
    places: list[float] | None = None
    feet: list[Foot] = []
    sides: list[Side] = []
    height: float = 0.0
    """The height of the tallest picture in it; 0 where there is none."""


@dataclass(slots=True)
class _Boxes:
    """Tokens that stay together: for each box where its tokens end, its width and that of the blanks after it."""

    tokens: Sequence[Token]
    ends: list[int] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    blanks: list[float] = field(default_factory=list)


def break_lines(tokens: Sequence[Token], first: float, rest: float, justify: bool) -> Iterator[list[Token]]:
    """The tokens of each line. `first` and `rest` are the widths of the first line and of the others."""
    measure = first
    for stretch in _stretches(tokens):
        if sum([token.width for token in stretch]) <= measure:
            yield list(stretch)
        else:
            boxes = _boxes(stretch)
            if max(boxes.widths) > min(measure, rest):
                boxes = _boxes(_cut(boxes, min(measure, rest)))
            search = _Search(boxes, measure, rest, justify)
            start = 0
            for last in search.quick() or search.whole():
                yield list(boxes.tokens[start : boxes.ends[last - 1]])
                start = boxes.ends[last - 1]
        measure = rest


def _stretches(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens up to and with each end of line that the text itself says."""
    start = 0
    for place in [number for number, token in enumerate(tokens, 1) if token.kind == BREAK]:
        yield tokens[start:place]
        start = place
    if start < len(tokens) or not tokens:
        yield tokens[start:]


def _boxes(tokens: Sequence[Token]) -> _Boxes:
    boxes = _Boxes(tokens)
    width = blank = 0.0
    may_end = False
    for place, token in enumerate(tokens):
        if token.kind != WORD:
            blank += token.width
            may_end = True
            continue
        if may_end and (token.width or type(token.mark) is Side):
            boxes.ends.append(place)
            boxes.widths.append(width)
            boxes.blanks.append(blank)
            width = blank = 0.0
        width += token.width
        may_end = token.breakable
    boxes.ends.append(len(tokens))
    boxes.widths.append(width)
    boxes.blanks.append(blank)
    return boxes


def _cut(boxes: _Boxes, width: float) -> list[Token]:
    """The tokens with a line's end allowed, and words cut, wherever a box is wider than a line."""
    tokens: list[Token] = []
    start = 0
    for end, box_width in zip(boxes.ends, boxes.widths, strict=True):
        for token in boxes.tokens[start:end]:
            if box_width <= width or token.kind != WORD:
                tokens.append(token)
            else:
                tokens.extend(structs.replace(part, breakable=True) for part in _parts(token, width))
        start = end
    return tokens


def _parts(token: Token, width: float) -> list[Token]:
    return cut(token, width) if token.width > width else [token]


class _Search:
    """The search for the best ends of lines. A place is the number of boxes before it."""

    def __init__(self, boxes: _Boxes, first: float, rest: float, justify: bool) -> None:
        self._count = len(boxes.ends)
        self._first, self._rest, self._justify = first, rest, justify
        self._starts = [0.0, *accumulate(map(add, boxes.widths, boxes.blanks))]
        self._blanks = [0.0, *accumulate(boxes.blanks)]
        self._reaches = [0.0, *map(sub, self._starts[1:], boxes.blanks)]
        self._room = max(first, rest) * (1 + (_SHRINK / 6 if justify else 0))

    def quick(self) -> list[int] | None:
        """The place after each line, where the paragraph can be set without a line that is far from full."""
        starts, blanks, count = self._starts, self._blanks, self._count
        costs: dict[int, float] = {0: 0.0}
        before: dict[int, int] = {}
        active = [0]
        dropped = 0
        for end in range(1, count + 1):
            reach = self._reaches[end]
            while starts[active[dropped]] < reach - self._room:
                dropped += 1
                if dropped == len(active):
                    return None
            loosest = reach - self._rest * (_FULL if end < count else 0.0)
            best = _HOPELESS
            for at in active[dropped:]:
                if starts[at] > loosest:
                    break
                slack = (self._rest if at else self._first) - reach + starts[at]
                cost = costs[at]
                if end < count or slack < 0:
                    cost += self._demerits(slack, blanks[end - 1] - blanks[at])
                if cost < best:
                    best, before[end] = cost, at
            if best < _HOPELESS:
                costs[end] = best
                active.append(end)
        return self._path(before) if count in costs else None

    def whole(self) -> list[int]:
        """The place after each line, whatever the lines look like."""
        costs = [0.0] + [_HOPELESS * _HOPELESS] * self._count
        before: dict[int, int] = {}
        start = 0
        for end in range(1, self._count + 1):
            start = bisect_left(self._starts, self._reaches[end] - self._room, start, end - 1)
            for at in range(start, end if end == self._count else min(end, start + _CANDIDATES)):
                slack = (self._rest if at else self._first) - self._reaches[end] + self._starts[at]
                cost = costs[at]
                if end < self._count or slack < 0:
                    cost += self._demerits(slack, self._blanks[end - 1] - self._blanks[at])
                if cost < costs[end]:
                    costs[end], before[end] = cost, at
        return self._path(before)

    def _path(self, before: dict[int, int]) -> list[int]:
        breaks = [self._count]
        while before[breaks[-1]]:
            breaks.append(before[breaks[-1]])
        return breaks[::-1]

    def _demerits(self, slack: float, glue: float) -> float:
        """How bad a line is: what its blanks must give or take, cubed, or how ragged it is, squared."""
        if slack < 0:
            if not self._justify or -slack > glue * _SHRINK:
                return _HOPELESS - slack * 1e12
            badness = -slack / (glue * _SHRINK)
        elif not self._justify:
            badness = 6 * slack / self._rest
        elif slack < glue * _STRETCH * _WORST:
            badness = slack / (glue * _STRETCH)
        else:
            badness = _WORST
        return (10 + 100 * badness * badness * badness) ** 2


def place(tokens: list[Token], measure: float, align: str, base: int, *, last: bool, plain: bool = False) -> Line:
    """A line with its words in place. `base` is the direction of the paragraph (1: from right to left).

    `plain`: it has nothing but words that run from left to right.
    """
    words_end = len(tokens)
    while words_end and tokens[words_end - 1].kind != WORD:
        words_end -= 1
    seen = tokens[:words_end]
    width = sum([token.width for token in seen])
    line = Line(tokens, width)
    slack = measure - width
    if (align == "justify" and not last) or slack < 0:
        blanks = [token.width for token in seen if token.kind == BLANK]
        blank = sum(blanks)
        if -blank * _SHRINK * 1.01 <= slack <= blank * _LOOSEST:
            line.extra = slack / max(len(blanks), 1)
            line.width = measure
            slack = 0.0
    line.shift = max(0.0, slack) * _share(align, base)
    if not plain:
        _collect(line)
        if base or any(token.run.level for token in tokens):
            line.places = _places(line, words_end, base)
    return line


def _share(align: str, base: int) -> float:
    """How much of the room that is left stands before the line."""
    if align == "center":
        return 0.5
    return 1.0 if (align == "right") != bool(base) else 0.0


def _collect(line: Line) -> None:
    for token in line.tokens:
        if token.mark is None:
            continue
        if isinstance(token.mark, Foot):
            line.feet.append(token.mark)
        elif isinstance(token.mark, Side):
            line.sides.append(token.mark)
        else:
            line.height = max(line.height, token.mark.picture.height)


def _places(line: Line, words_end: int, base: int) -> list[float]:
    """Where each token stands: blanks at the end of the line go with the paragraph (UAX #9, rules L1 and L2)."""
    tokens = line.tokens
    levels = [token.run.level if number < words_end else base for number, token in enumerate(tokens)]
    trailing = sum(token.width for token in tokens[words_end:])
    found = [0.0] * len(tokens)
    x = -trailing if base else 0.0
    for number in visual_order(levels):
        found[number] = x
        x += tokens[number].width
        if tokens[number].kind == BLANK and number < words_end:
            x += line.extra
    return found
