"""Tokens into lines: the breaks that make the whole paragraph look best (after Knuth and Plass, 1981).

The paragraph is cut at the ends of lines that it says itself; in between, words that may not be parted form boxes, with
the blank after each. Among all ways to fill the lines the one with the least sum of squared badness is taken.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add

from converters.formats.pdf.bidi import visual_order
from converters.formats.pdf.pieces import Foot, Side
from converters.formats.pdf.tokens import BLANK, BREAK, WORD, Token, cut

_CANDIDATES = 4
"""How many beginnings are tried for each line, from the fullest line down."""
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
class _Boxes:
    """Tokens that stay together: for each box where its tokens end, its width and that of the blanks after it.

    `tokens` are all tokens in order; words that were wider than a line have been cut.
    """

    tokens: list[Token] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    blanks: list[float] = field(default_factory=list)

    def add(self, tokens: Sequence[Token], width: float, blank: float) -> None:
        """Add a box."""
        self.tokens.extend(tokens)
        self.ends.append(len(self.tokens))
        self.widths.append(width)
        self.blanks.append(blank)


def break_lines(tokens: Sequence[Token], first: float, rest: float, justify: bool) -> Iterator[list[Token]]:
    """The tokens of each line. `first` and `rest` are the widths of the first line and of the others."""
    measure = first
    for stretch in _stretches(tokens):
        if sum([token.width for token in stretch]) <= measure:
            yield list(stretch)
        else:
            boxes = _boxes(stretch, min(measure, rest))
            start = 0
            for last in _best(boxes, measure, rest, justify):
                yield boxes.tokens[start : boxes.ends[last - 1]]
                start = boxes.ends[last - 1]
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


def _boxes(tokens: Sequence[Token], narrowest: float) -> _Boxes:
    boxes = _Boxes()
    start = 0
    width = blank = 0.0
    may_end = False
    for place, token in enumerate(tokens):
        if token.kind != WORD:
            blank += token.width
            may_end = True
            continue
        if may_end and (token.width or type(token.mark) is Side):
            _add(boxes, tokens[start:place], width, blank, narrowest)
            start, width, blank = place, 0.0, 0.0
        width += token.width
        may_end = token.breakable
    _add(boxes, tokens[start:], width, blank, narrowest)
    return boxes


def _add(boxes: _Boxes, tokens: Sequence[Token], width: float, blank: float, narrowest: float) -> None:
    """Add a box, or several where it is wider than a line."""
    if width <= narrowest:
        boxes.add(tokens, width, blank)
        return
    part: list[Token] = []
    width = blank = 0.0
    for token in tokens:
        for piece in [token] if token.width <= narrowest or token.kind != WORD else cut(token, narrowest):
            if piece.kind != WORD:
                blank += piece.width
            elif part and width + piece.width > narrowest:
                boxes.add(part, width, blank)
                part, width, blank = [], 0.0, 0.0
            part.append(piece)
            width += piece.width if piece.kind == WORD else 0.0
    boxes.add(part, width, blank)


def _best(boxes: _Boxes, first: float, rest: float, justify: bool) -> list[int]:
    """The box after the last one of each line."""
    count = len(boxes.ends)
    starts = [0.0, *accumulate(map(add, boxes.widths, boxes.blanks))]
    blanks = [0.0, *accumulate(boxes.blanks)]
    costs = [0.0] + [_HOPELESS * _HOPELESS] * count
    before = [0] * (count + 1)
    room = max(first, rest) * (1 + (_SHRINK / 6 if justify else 0))
    start = 0
    for end in range(1, count + 1):
        reach = starts[end] - boxes.blanks[end - 1]
        start = bisect_left(starts, reach - room, start, end - 1)
        tried = min(end, start + _CANDIDATES) if end < count else end
        for at in range(start, tried):
            cost = costs[at]
            if cost >= costs[end]:
                continue
            measure = rest if at else first
            slack = measure - (reach - starts[at])
            if end < count or slack < 0:
                demerits = _demerits(slack, blanks[end - 1] - blanks[at], measure, justify)
                if slack > 0 and demerits >= costs[end]:
                    break  # lines that begin later are looser still
                cost += demerits
            if cost < costs[end]:
                costs[end], before[end] = cost, at
    breaks = [count]
    while before[breaks[-1]]:
        breaks.append(before[breaks[-1]])
    return breaks[::-1]


def _demerits(slack: float, glue: float, measure: float, justify: bool) -> float:
    """How bad a line is: what its blanks must give or take, cubed, or how ragged it is, squared."""
    if slack < 0:
        if not justify or -slack > glue * _SHRINK:
            return _HOPELESS - slack * 1e12
        badness = -slack / (glue * _SHRINK)
    elif justify:
        badness = min(slack / (glue * _STRETCH), _WORST) if glue else _WORST
    else:
        badness = 6 * slack / measure
    return (10 + 100 * badness * badness * badness) ** 2


def place(tokens: list[Token], measure: float, align: str, base: int, *, last: bool) -> Line:
    """A line with its words in place. `base` is the direction of the paragraph (1: from right to left)."""
    words_end = len(tokens)
    while words_end and tokens[words_end - 1].kind != WORD:
        words_end -= 1
    width = blank = 0.0
    blanks = 0
    plain = not base
    for token in tokens[:words_end]:
        width += token.width
        if token.kind == BLANK:
            blank += token.width
            blanks += 1
        plain = plain and not token.level and token.mark is None
    line = Line(tokens, width)
    slack = measure - width
    if ((align == "justify" and not last) or slack < 0) and -blank * _SHRINK * 1.01 <= slack <= blank * _LOOSEST:
        line.extra = slack / max(blanks, 1)
        line.width = measure
        slack = 0.0
    line.shift = max(0.0, slack) * _share(align, base)
    if not plain:
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
        if isinstance(token.mark, Foot):
            line.feet.append(token.mark)
        elif isinstance(token.mark, Side):
            line.sides.append(token.mark)
        elif token.mark is not None:
            line.height = max(line.height, token.mark.picture.height)


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
