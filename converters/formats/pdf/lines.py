"""Tokens into lines: cut where the text itself says that a line ends, filled in between, each word in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from converters.formats.pdf.bidi import visual_order
from converters.formats.pdf.breaking import SHRINK, Divide, fill_lines
from converters.formats.pdf.cjk import is_wide
from converters.formats.pdf.pieces import Foot, Inset, Side
from converters.formats.pdf.token import BLANK, BREAK, WORD, Token

_WIDEST_GAP: Final = 0.097
"""Ideographs are set apart by at most so many ems: readers of text take a wider gap for a blank."""
_LOOSEST: Final = 3.2
"""A line whose blanks would stretch by more than so many times their width is left ragged."""


Fill = Callable[[Sequence[Token], float, float, bool, "Divide | None"], Iterator[list[Token]]]


class Line:
    """A line of text. `shift` moves it to the right of its frame, `extra` widens each blank within it.

    `places` are the distances of the tokens from the line's beginning where they do not simply follow one another.
    """

    __slots__ = ("extra", "feet", "height", "places", "shift", "sides", "tokens", "width")

    def __init__(self, tokens: list[Token], width: float) -> None:
        self.tokens = tokens
        self.width = width
        self.shift = 0.0
        self.extra = 0.0
        self.places: list[float] | None = None
        self.feet: Sequence[Foot] = ()
        self.sides: Sequence[Side] = ()
        self.height = 0.0
        """The height of the tallest picture in it; 0 where there is none."""


def break_lines(
    tokens: Sequence[Token],
    first: float,
    rest: float,
    justify: bool,
    divide: Divide | None = None,
    fill: Fill = fill_lines,
) -> Iterator[list[Token]]:
    """The tokens of each line. `first` and `rest` are the widths of the first line and of the others.

    `divide` says where a word may be divided; without it none is. `fill` breaks what does not fit into one line.
    """
    if BREAK not in [token.kind for token in tokens] and sum([token.width for token in tokens]) <= first:
        yield list(tokens)
        return
    measure = first
    for stretch in _stretches(tokens):
        if sum([token.width for token in stretch]) <= measure:
            yield list(stretch)
        else:
            yield from fill(stretch, measure, rest, justify, divide)
        measure = rest


def _stretches(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens up to and with each end of line that the text itself says."""
    start = 0
    for place in [number for number, token in enumerate(tokens, 1) if token.kind == BREAK]:
        yield tokens[start:place]
        start = place
    if start < len(tokens) or not tokens:
        yield tokens[start:]


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
        if -blank * SHRINK * 1.01 <= slack <= blank * _LOOSEST:
            line.extra = slack / max(len(blanks), 1)
            line.width = measure
            slack = 0.0
        elif slack > 0 and _spread(line, seen, slack):
            line.width = measure
            slack = 0.0
    line.shift = max(0.0, slack) * _share(align, base)
    if not plain:
        _collect(line)
        if base or any(token.run.level for token in tokens):
            line.places = _places(line, words_end, base)
    return line


def _spread(line: Line, seen: Sequence[Token], slack: float) -> bool:
    """Fill a line by setting its ideographs and blanks apart, where that takes little room between any two."""
    gaps = [_is_gap(token, following) for token, following in pairwise(seen)]
    size = max([token.run.style.size for token in seen], default=0.0)
    if not gaps or slack > sum(gaps) * size * _WIDEST_GAP:
        return False
    step = slack / sum(gaps)
    starts = accumulate([token.width + step * is_gap for token, is_gap in zip(seen, [*gaps, False], strict=True)])
    line.places = [0.0, *starts]
    line.places += [line.places[-1]] * (len(line.tokens) - len(line.places))
    del line.places[len(line.tokens) :]
    return True


def _is_gap(token: Token, following: Token) -> bool:
    """Whether a line may be widened after a token: at a blank, or beside an ideograph."""
    return token.kind == BLANK or _is_wide(token, -1) or _is_wide(following, 0)


def _is_wide(token: Token, place: int) -> bool:
    return token.glyphs is not None and is_wide(token.glyphs.text[place])


def _share(align: str, base: int) -> float:
    """How much of the room that is left stands before the line."""
    if align == "center":
        return 0.5
    return 1.0 if (align == "right") != bool(base) else 0.0


def _collect(line: Line) -> None:
    marks = [token.mark for token in line.tokens if token.mark is not None]
    if marks:
        line.feet = [mark for mark in marks if isinstance(mark, Foot)]
        line.sides = [mark for mark in marks if isinstance(mark, Side)]
        line.height = max([mark.picture.height for mark in marks if isinstance(mark, Inset)], default=0.0)


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
