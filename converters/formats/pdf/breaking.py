"""The ends of lines that make the whole paragraph look best (after Knuth and Plass, 1981).

Words that may not be parted form boxes, with the blank after each. Among all ways to fill the lines the one with the
least sum of squared badness is taken. Words are divided only where no line without a division looks well.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add, sub
from typing import NamedTuple

from msgspec import structs

from converters.formats.pdf.pieces import Side
from converters.formats.pdf.tokens import WORD, Token, cut, head, parts_of, tail

SHRINK = 0.22
"""By how much of its width a blank may shrink in a justified line."""
_STRETCH = 0.6
"""By how much of its width a blank stretches before it counts as badness 1."""
_LOOSE = 1.3
"""The badness of a line beyond which words are divided."""
_CANDIDATES = 4
"""How many beginnings are tried for each line, from the fullest line down."""
_FULL, _FULLER = 0.84, 0.92
"""The share of a line that words take at least, in the quick search; the second where words are divided."""
_WORST = 20.0
"""The badness beyond which a line that fits cannot look worse."""
_HOPELESS = 1e15
"""The demerits of a line that does not fit."""
_HYPHEN = 2_500.0
"""The demerits of a divided word."""
_LADDER = 10_000.0
"""The demerits of a divided word below another."""

Divide = Callable[[Token], tuple[int, ...]]
"""Before which characters a word may be divided."""


class Place(NamedTuple):
    """Where a line may end: after so many tokens, and so many characters of the next one."""

    tokens: int
    characters: int = 0


@dataclass(slots=True)
class Boxes:
    """Tokens that stay together: for each box where it ends, its width and that of the blanks after it.

    `hyphens` are the widths of what is drawn where a line ends after a part of a word; there are none where no word is
    divided.
    """

    tokens: Sequence[Token]
    ends: list[Place] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    blanks: list[float] = field(default_factory=list)
    hyphens: list[float] = field(default_factory=list)

    def add(self, end: Place, width: float, blank: float) -> None:
        """Add a box."""
        self.ends.append(end)
        self.widths.append(width)
        self.blanks.append(blank)


def fill_lines(
    tokens: Sequence[Token], first: float, rest: float, justify: bool, divide: Divide | None
) -> Iterator[list[Token]]:
    """The tokens of each line of a stretch that does not fit into one."""
    boxes = _boxes(tokens)
    narrow = min(first, rest)
    if max(boxes.widths) > narrow:
        boxes = _boxes(_cut(boxes, narrow))
    search = _Search(boxes, first, rest, justify)
    path = search.quick()
    if justify and divide is not None and (path is None or search.worst(path) > _LOOSE):
        divided = _divided(boxes.tokens, divide)
        if divided is not None:
            boxes, search = divided, _Search(divided, first, rest, justify)
            path = search.quick()
    start = Place(0)
    for last in path or search.whole():
        end = boxes.ends[last - 1]
        yield _between(boxes.tokens, start, end)
        start = end


def _between(tokens: Sequence[Token], start: Place, end: Place) -> list[Token]:
    """The tokens from one place to another, with what is left of a divided word before and after them."""
    if start.characters and start.tokens == end.tokens:
        return [tail(tokens[start.tokens], start.characters, end.characters)]
    line = list(tokens[start.tokens : end.tokens])
    if start.characters:
        line[0] = tail(line[0], start.characters)
    if end.characters:
        line.append(head(tokens[end.tokens], end.characters))
    return line


def _boxes(tokens: Sequence[Token]) -> Boxes:
    boxes = Boxes(tokens)
    width = blank = 0.0
    may_end = False
    for place, token in enumerate(tokens):
        if token.kind != WORD:
            blank += token.width
            may_end = True
            continue
        if may_end and (token.width or type(token.mark) is Side):
            boxes.add(Place(place), width, blank)
            width = blank = 0.0
        width += token.width
        may_end = token.breakable
    boxes.add(Place(len(tokens)), width, blank)
    return boxes


def _divided(tokens: Sequence[Token], divide: Divide) -> Boxes | None:
    """Boxes that are parts of words; None where no word can be divided."""
    whole = _boxes(tokens)
    boxes = Boxes(tokens)
    start = 0
    for end, blank in zip(whole.ends, whole.blanks, strict=True):
        width = 0.0
        for at in range(start, end.tokens):
            token = tokens[at]
            if token.kind != WORD:
                continue
            done = 0.0
            for part in parts_of(token, divide(token)):
                boxes.add(Place(at, part.characters), width + part.width - done, 0.0)
                boxes.hyphens.append(part.hyphen)
                width, done = 0.0, part.width
            width += token.width - done
        boxes.add(end, width, blank)
        boxes.hyphens.append(0.0)
        start = end.tokens
    return boxes if any(boxes.hyphens) else None


def _cut(boxes: Boxes, width: float) -> list[Token]:
    """The tokens with a line's end allowed, and words cut, wherever a box is wider than a line."""
    tokens: list[Token] = []
    start = 0
    for (end, _), box_width in zip(boxes.ends, boxes.widths, strict=True):
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

    def __init__(self, boxes: Boxes, first: float, rest: float, justify: bool) -> None:
        self._count = len(boxes.ends)
        self._first, self._rest, self._justify = first, rest, justify
        self._starts = [0.0, *accumulate(map(add, boxes.widths, boxes.blanks))]
        self._blanks = [0.0, *accumulate(boxes.blanks)]
        self._reaches = [0.0, *map(sub, self._starts[1:], boxes.blanks)]
        self._hyphens = [0.0, *boxes.hyphens] if boxes.hyphens else None
        if self._hyphens is not None:
            self._reaches = list(map(add, self._reaches, self._hyphens))
        self._room = max(first, rest) * (1 + (SHRINK / 6 if justify else 0))

    def quick(self) -> list[int] | None:
        """The place after each line, where the paragraph can be set without a line that is far from full."""
        starts, blanks, count, hyphens = self._starts, self._blanks, self._count, self._hyphens
        least = self._rest * (_FULL if hyphens is None else _FULLER)
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
            loosest = reach - (least if end < count else 0.0)
            best = _HOPELESS
            for at in active[dropped:]:
                if starts[at] > loosest:
                    break
                slack = (self._rest if at else self._first) - reach + starts[at]
                cost = costs[at]
                if end < count or slack < 0:
                    cost += self._demerits(slack, blanks[end - 1] - blanks[at])
                if hyphens is not None and hyphens[end]:
                    cost += _LADDER if hyphens[at] else _HYPHEN
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

    def worst(self, path: Sequence[int]) -> float:
        """The badness of the loosest line but the last, where lines are justified."""
        found = 0.0
        at = 0
        for end in path[:-1]:
            slack = (self._rest if at else self._first) - self._reaches[end] + self._starts[at]
            glue = self._blanks[end - 1] - self._blanks[at]
            found = max(found, slack / (glue * _STRETCH) if glue else _WORST)
            at = end
        return found

    def _path(self, before: dict[int, int]) -> list[int]:
        breaks = [self._count]
        while before[breaks[-1]]:
            breaks.append(before[breaks[-1]])
        return breaks[::-1]

    def _demerits(self, slack: float, glue: float) -> float:
        """How bad a line is: what its blanks must give or take, cubed, or how ragged it is, squared."""
        if slack < 0:
            if not self._justify or -slack > glue * SHRINK:
                return _HOPELESS - slack * 1e12
            badness = -slack / (glue * SHRINK)
        elif not self._justify:
            badness = 6 * slack / self._rest
        elif slack < glue * _STRETCH * _WORST:
            badness = slack / (glue * _STRETCH)
        else:
            badness = _WORST
        return (10 + 100 * badness * badness * badness) ** 2
