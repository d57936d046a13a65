"""Tokens into lines: the breaks that make the whole paragraph look best (after Knuth and Plass, 1981).

The paragraph is cut at the ends of lines that it says itself; in between, words that may not be parted form boxes, with
the blank after each. Among all ways to fill the lines the one with the least sum of squared badness is taken.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from converters.formats.pdf.bidi import visual_order
from converters.formats.pdf.pieces import Foot, Side
from converters.formats.pdf.tokens import BLANK, BREAK, WORD, Token, cut

_CANDIDATES = 7
"""How many beginnings are tried for each line, from the fullest line down."""
_SHRINK = 0.22
"""By how much of its width a blank may shrink in a justified line."""
_STRETCH = 0.6
"""By how much of its width a blank stretches before it counts as badness 100."""
_LOOSEST = 3.2
"""A line whose blanks would stretch by more than so many times their width is left ragged."""


@dataclass(slots=True)
class Line:
    """A line of text. `shift` moves it to the right of its frame, `extra` widens each blank within it.

    `places` are the distances of the tokens from the line's beginning where they do not simply follow one another.
    """

    tokens: list[Token]
    width: float
    shift: float = 0.0
    extra: float = 0.0
    places: list[float] | None = None
    feet: list[Foot] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    height: float = 0.0
    """The height of the tallest picture in it; 0 where there is none."""


@dataclass(slots=True)
class _Box:
    """Tokens that stay together, and the width of the blanks after them."""

    tokens: list[Token]
    width: float = 0.0
    blank: float = 0.0


def break_lines(tokens: Sequence[Token], first: float, rest: float, justify: bool) -> Iterator[list[Token]]:
    """The tokens of each line. `first` and `rest` are the widths of the first line and of the others."""
    measure = first
    for stretch in _stretches(tokens):
        boxes = list(_boxes(stretch, min(measure, rest)))
        if not boxes:
            yield list(stretch)
        else:
            for start, end in _best(boxes, measure, rest, justify):
                yield [token for box in boxes[start:end] for token in box.tokens]
        measure = rest


def _stretches(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens up to and with each end of line that the text itself says."""
    start = 0
    for place, token in enumerate(tokens):
        if token.kind == BREAK:
            yield tokens[start : place + 1]
            start = place + 1
    if start < len(tokens) or not tokens:
        yield tokens[start:]


def _boxes(tokens: Sequence[Token], narrowest: float) -> Iterator[_Box]:
    box = _Box([])
    open_for_blanks = False
    for token in tokens:
        if token.kind != WORD:
            box.tokens.append(token)
            box.blank += token.width
            open_for_blanks = True
            continue
        if open_for_blanks and (token.width or token.side is not None):
            yield from _narrowed(box, narrowest)
            box = _Box([])
        box.tokens.append(token)
        box.width += token.width
        open_for_blanks = token.breakable
    if box.tokens:
        yield from _narrowed(box, narrowest)


def _narrowed(box: _Box, width: float) -> Iterator[_Box]:
    """The box, or several where it is wider than a line."""
    if box.width <= width:
        yield box
        return
    part = _Box([])
    for token in box.tokens:
        if token.kind != WORD:
            part.tokens.append(token)
            part.blank += token.width
            continue
        for piece in [token] if token.width <= width else cut(token, width):
            if part.tokens and part.width + piece.width > width:
                yield part
                part = _Box([])
            part.tokens.append(piece)
            part.width += piece.width
    yield part


def _best(boxes: Sequence[_Box], first: float, rest: float, justify: bool) -> Iterator[tuple[int, int]]:
    """The first box of each line and the one after its last."""
    count = len(boxes)
    starts = [0.0]
    for box in boxes:
        starts.append(starts[-1] + box.width + box.blank)
    if starts[-1] - boxes[-1].blank <= first:
        yield 0, count
        return
    costs = [0.0] + [float("inf")] * count
    before = [0] * (count + 1)
    blanks = [0.0]
    for box in boxes:
        blanks.append(blanks[-1] + box.blank)
    for end in range(1, count + 1):
        reach = starts[end] - boxes[end - 1].blank
        room = max(first, rest) * (1 + (_SHRINK / 6 if justify else 0))
        start = bisect_left(starts, reach - room, 0, end - 1)
        for at in range(start, min(end, start + _CANDIDATES)):
            measure = rest if at else first
            slack = measure - (reach - starts[at])
            glue = blanks[end - 1] - blanks[at]
            cost = costs[at] + _demerits(slack, glue, measure, justify, last=end == count)
            if cost < costs[end]:
                costs[end], before[end] = cost, at
    breaks = [count]
    while breaks[-1]:
        breaks.append(before[breaks[-1]])
    yield from zip(breaks[:0:-1], breaks[-2::-1], strict=True)


def _demerits(slack: float, glue: float, measure: float, justify: bool, *, last: bool) -> float:
    """How bad a line is: what its blanks must give or take, cubed, or how ragged it is, squared."""
    if slack < 0:
        if not justify or -slack > glue * _SHRINK:
            return 1e9 - slack * 1e3
        return (10 + 100 * (-slack / (glue * _SHRINK)) ** 3) ** 2
    if last:
        return 0.0
    ratio = slack / (glue * _STRETCH) if justify and glue else 6 * slack / measure
    return (10 + 100 * float(ratio) ** 3) ** 2


def place(tokens: list[Token], measure: float, align: str, base: int, *, last: bool) -> Line:
    """A line with its words in place. `base` is the direction of the paragraph (1: from right to left)."""
    words_end = len(tokens)
    while words_end and tokens[words_end - 1].kind != WORD:
        words_end -= 1
    width = sum(token.width for token in tokens[:words_end])
    line = Line(tokens, width)
    slack = measure - width
    if (align == "justify" and not last) or slack < 0:
        blanks = [token for token in tokens[:words_end] if token.kind == BLANK]
        natural = sum(token.width for token in blanks)
        if blanks and -natural * _SHRINK * 1.01 <= slack <= natural * _LOOSEST:
            line.extra = slack / len(blanks)
            line.width = measure
            slack = 0.0
    line.shift = max(0.0, slack) * _share(align, base)
    _collect(line)
    if base or any(token.level for token in tokens):
        line.places = _places(line, words_end, base)
    return line


def _share(align: str, base: int) -> float:
    """How much of the room that is left stands before the line."""
    if align == "center":
        return 0.5
    return 1.0 if (align == "right") != bool(base) else 0.0


def _collect(line: Line) -> None:
    for token in line.tokens:
        if token.foot is not None:
            line.feet.append(token.foot)
        elif token.side is not None:
            line.sides.append(token.side)
        elif token.inset is not None:
            line.height = max(line.height, token.inset.picture.height)


def _places(line: Line, words_end: int, base: int) -> list[float]:
    """Where each token stands: blanks at the end of the line go with the paragraph (UAX #9, rules L1 and L2)."""
    tokens = line.tokens
    levels = [token.level if number < words_end else base for number, token in enumerate(tokens)]
    trailing = sum(token.width for token in tokens[words_end:])
    found = [0.0] * len(tokens)
    x = -trailing if base else 0.0
    for number in visual_order(levels):
        found[number] = x
        x += tokens[number].width
        if tokens[number].kind == BLANK and number < words_end:
            x += line.extra
    return found
