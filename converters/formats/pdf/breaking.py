"""The ends of lines that make the whole paragraph look best (after Knuth and Plass, 1981).

Words that may not be parted form boxes, with the blank after each. Among all ways to fill the lines the one with the
least sum of squared badness is taken. Words are divided only where no line without a division looks well.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import sub
from typing import Final

from converters.formats.pdf.divided import cut, head, parts_of, tail
from converters.formats.pdf.pieces import Side
from converters.formats.pdf.token import WORD, Token

SHRINK: Final = 0.22
"""By how much of its width a blank may shrink in a justified line."""
_STRETCH: Final = 0.6
"""By how much of its width a blank stretches before it counts as badness 1."""
_LOOSE: Final = 1.3
"""The badness of a line beyond which words are divided."""
_CANDIDATES: Final = 4
"""How many beginnings are tried for each line, from the fullest line down."""
_FULL: Final = 0.84
_FULLER: Final = 0.92
"""The share of a line that words take at least, in the quick search; the second where words are divided."""
_WORST: Final = 20.0
"""The badness beyond which a line that fits cannot look worse."""
_MOST: Final = _STRETCH * _WORST
"""The share of its blanks by which a line may be short before it cannot look worse."""
_HOPELESS: Final = 1e15
"""The demerits of a line that does not fit."""
_NEAR: Final = range(-3, 3)
"""Words so near to the end of a line, counted from it, are tried for divisions."""
_HYPHEN: Final = 2_500.0
"""The demerits of a divided word."""
_LADDER: Final = 10_000.0
"""The demerits of a divided word below another."""

Divide = Callable[[Token], tuple[int, ...]]
"""Before which characters a word may be divided."""


@dataclass(slots=True)
class Boxes:
    """Tokens that stay together, and where each box ends: after so many tokens (`ends`).

    A place is the number of boxes before it. For each place: where what follows starts (`starts`), where what is before
    it reaches without the blanks at its end (`reaches`), and the sum of all blanks before it (`blanks`), as if all were
    in one line. Where words are divided, `parts` are how many characters of the token at its end belong to a box, and
    `hyphens` say at which places a line would end in a hyphen; both are empty where none is.
    """

    tokens: Sequence[Token]
    ends: list[int] = field(default_factory=list)
    starts: list[float] = field(default_factory=lambda: [0.0])
    reaches: list[float] = field(default_factory=lambda: [0.0])
    blanks: list[float] = field(default_factory=lambda: [0.0])
    parts: list[int] = field(default_factory=list)
    hyphens: list[bool] = field(default_factory=lambda: [False])


def fill_lines(
    tokens: Sequence[Token], first: float, rest: float, justify: bool, divide: Divide | None
) -> Iterator[list[Token]]:
    """The tokens of each line of a stretch that does not fit into one."""
    boxes = _boxes(tokens)
    narrow = min(first, rest)
    if max(map(sub, boxes.reaches[1:], boxes.starts)) > narrow:
        boxes = _boxes(_cut(boxes, narrow))
    search = _Search(boxes, first, rest, justify)
    path = search.quick()
    if justify and divide is not None and (path is None or search.worst(path) > _LOOSE):
        divided = _divided(boxes, divide, path)
        if divided.parts:
            boxes, search = divided, _Search(divided, first, rest, justify)
            path = search.quick()
    yield from _lines(boxes, path or search.whole())


def _lines(boxes: Boxes, path: Sequence[int]) -> Iterator[list[Token]]:
    """The tokens of each line, with what is left of divided words at its beginning and its end."""
    tokens = boxes.tokens
    start = begun = 0
    for last in path:
        end = boxes.ends[last - 1]
        part = boxes.parts[last - 1] if boxes.parts else 0
        if begun and start == end:
            yield [tail(tokens[start], begun, part)]
        else:
            line = list(tokens[start:end])
            if begun:
                line[0] = tail(line[0], begun)
            if part:
                line.append(head(tokens[end], part))
            yield line
        start, begun = end, part


def _boxes(tokens: Sequence[Token]) -> Boxes:
    boxes = Boxes(tokens)
    ends, starts, reaches, blanks = boxes.ends, boxes.starts, boxes.reaches, boxes.blanks
    at = reach = blank = 0.0
    may_end = False
    for place, token in enumerate(tokens):
        width = token.width
        if token.kind != WORD:
            at += width
            blank += width
            may_end = True
            continue
        if may_end and (width or type(token.mark) is Side):
            ends.append(place)
            starts.append(at)
            reaches.append(reach)
            blanks.append(blank)
        at += width
        reach = at
        may_end = token.breakable
    ends.append(len(tokens))
    starts.append(at)
    reaches.append(reach)
    blanks.append(blank)
    return boxes


def _divided(whole: Boxes, divide: Divide, path: Sequence[int] | None) -> Boxes:
    """Boxes that are parts of words, of those near the ends of lines that were found without (of all, without such)."""
    count = len(whole.ends)
    near = None if path is None else {box + step for box in path for step in _NEAR}
    tokens = whole.tokens
    boxes = Boxes(tokens)
    done = 0
    for box in range(count) if near is None else sorted(near.intersection(range(count))):
        at = whole.starts[box]
        for number in range(whole.ends[box - 1] if box else 0, whole.ends[box]):
            token = tokens[number]
            if token.kind == WORD:
                parts = parts_of(token, divide(token))
                if parts:
                    _add_whole(boxes, whole, done, box)
                    done = box
                for characters, width, hyphen in parts:
                    _add_part(boxes, number, at + width, hyphen, whole.blanks[box], characters)
            at += token.width
    if done or boxes.parts:
        _add_whole(boxes, whole, done, count)
    return boxes


def _add_whole(boxes: Boxes, whole: Boxes, begin: int, end: int) -> None:
    """Add boxes as they are."""
    boxes.ends += whole.ends[begin:end]
    boxes.starts += whole.starts[begin + 1 : end + 1]
    boxes.reaches += whole.reaches[begin + 1 : end + 1]
    boxes.blanks += whole.blanks[begin + 1 : end + 1]
    boxes.parts += [0] * (end - begin)
    boxes.hyphens += [False] * (end - begin)


def _add_part(boxes: Boxes, end: int, start: float, hyphen: float, blank: float, part: int) -> None:
    """Add the first characters of a word as a box, with the hyphen after them."""
    boxes.ends.append(end)
    boxes.starts.append(start)
    boxes.reaches.append(start + hyphen)
    boxes.blanks.append(blank)
    boxes.parts.append(part)
    boxes.hyphens.append(True)


def _cut(boxes: Boxes, width: float) -> list[Token]:
    """The tokens with a line's end allowed, and words cut, wherever a box is wider than a line."""
    tokens: list[Token] = []
    start = 0
    for box, end in enumerate(boxes.ends):
        is_narrow = boxes.reaches[box + 1] - boxes.starts[box] <= width
        for token in boxes.tokens[start:end]:
            if is_narrow or token.kind != WORD:
                tokens.append(token)
            else:
                tokens.extend([part.before_line_end() for part in _parts(token, width)])
        start = end
    return tokens


def _parts(token: Token, width: float) -> list[Token]:
    return cut(token, width) if token.width > width else [token]


class _Search:
    """The search for the best ends of lines. A place is the number of boxes before it."""

    def __init__(self, boxes: Boxes, first: float, rest: float, justify: bool) -> None:
        self._count = len(boxes.ends)
        self._first, self._rest, self._justify = first, rest, justify
        self._starts, self._reaches, self._blanks = boxes.starts, boxes.reaches, boxes.blanks
        self._hyphens = boxes.hyphens if boxes.parts else None
        self._room = max(first, rest) * (1 + (SHRINK / 6 if justify else 0))

    def quick(self) -> list[int] | None:
        """The place after each line, where the paragraph can be set without a line that is far from full."""
        starts, blanks, reaches, count, hyphens = self._starts, self._blanks, self._reaches, self._count, self._hyphens
        first, rest, room, justify = self._first, self._rest, self._room, self._justify
        least = rest * (_FULL if hyphens is None else _FULLER)
        costs = [0.0] * (count + 1)
        before = [0] * (count + 1)
        active = [0]
        dropped = 0
        for end in range(1, count + 1):
            reach = reaches[end]
            while starts[active[dropped]] < reach - room:
                dropped += 1
                if dropped == len(active):
                    return None
            is_last = end == count
            loosest = reach if is_last else reach - least
            reached = blanks[end - 1]
            best = _HOPELESS
            for at in active[dropped:]:
                if starts[at] > loosest:
                    break
                cost = costs[at]
                if cost >= best:
                    continue
                slack = (rest if at else first) - reach + starts[at]
                if slack < 0 or not is_last:
                    glue = reached - blanks[at]
                    if slack >= 0 and justify and slack < glue * _MOST:
                        badness = slack / (glue * _STRETCH)
                        demerits = 10 + 100 * badness * badness * badness
                        cost += demerits * demerits
                    else:
                        cost += self._demerits(slack, glue)
                if hyphens is not None and hyphens[end]:
                    cost += _LADDER if hyphens[at] else _HYPHEN
                if cost < best:
                    best, before[end] = cost, at
            if best < _HOPELESS:
                costs[end] = best
                active.append(end)
        return self._path(before) if active[-1] == count else None

    def whole(self) -> list[int]:
        """The place after each line, whatever the lines look like."""
        costs = [0.0] + [_HOPELESS * _HOPELESS] * self._count
        before = [0] * (self._count + 1)
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

    def _path(self, before: Sequence[int]) -> list[int]:
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
        demerits = 10 + 100 * badness * badness * badness
        return demerits * demerits
