"""Which numbers at the beginning of lines are paragraph numbers, judged by their sequence.

A publisher put `¶` before every line that begins with a number or letter and a stop, so a year or a date at the
beginning of a line looks like a paragraph (`¶2006.`); and in some copies the `¶` itself was read as the digit 1 (`15.`
for `¶5.`). The sequence tells: a number counts where it goes on from the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from converters.formats.cable.lines import SourceLine
from converters.formats.cable.portions import portion_mark
from converters.model.nodes import Certainty

REASON = "pilcrow-read-as-digit"
NUMBER = re.compile(r"(¶ ?)?(\d{1,4})([.)])(?=\s|$|[^\d\s])\s*")
_ENDINGS = frozenset('.!?:;)"”’]')
_HIGHEST = 999
_LARGEST_GAP = 3
_DEEPEST = 3


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A number at the beginning of a line.

    `begin`, `end`: where it stands in the line, with the blanks behind it; `fresh`: a blank line, a page break or a
    rule stands before it; `after_stop`: the line before ends a sentence; `marked`: a portion mark follows, or stands
    before it (`mark_first`: `(C) 2. Tugs …`).
    """

    line: int
    digits: str
    stop: str
    begin: int = 0
    end: int
    pilcrow: bool
    mark_first: bool = False
    marked: bool
    fresh: bool
    after_stop: bool


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate that is a paragraph number. `value` is what it means.

    Where that is not what is printed, `certainty` says how sure it is and `reason` why. A number that is supplied where
    none is printed has a candidate without digits.
    """

    candidate: Candidate
    value: int
    level: int = 0
    certainty: Certainty | None = None
    reason: str = REASON


def candidate(line: SourceLine, index: int, before: SourceLine | None, *, fresh: bool) -> Candidate | None:
    """The number at the beginning of a line, if there is one; `before` is the line before it in the text."""
    if line.text[0] not in "¶(0123456789":
        return None
    mark = portion_mark(line.text)
    match = NUMBER.match(line.text, _after(line.text, mark[1])) if mark else NUMBER.match(line.text)
    if match is None:
        return None
    return Candidate(
        line=index,
        digits=match[2],
        stop=match[3],
        begin=match.start(2),
        end=match.end(),
        pilcrow=match[1] is not None,
        mark_first=mark is not None,
        marked=mark is not None or portion_mark(line.text, match.end(), numbered=True) is not None,
        fresh=fresh or line.blanks > 0,
        after_stop=before is None or before.text[-1] in _ENDINGS,
    )


def _after(text: str, end: int) -> int:
    """Where the next word begins."""
    return end + len(text[end:]) - len(text[end:].lstrip())


def judge(candidates: Sequence[Candidate]) -> dict[int, Number]:
    """The candidates that are paragraph numbers, by their line."""
    return _Judge(candidates).run()


class _Level(msgspec.Struct):
    """One sequence of numbers: the last one, and how its numbers look."""

    last: int
    stop: str
    marked: bool
    mark_first: bool = False


class _Judge:
    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self.levels: list[_Level] = []
        self.pilcrows = any(one.pilcrow for one in candidates)
        self.accepted: dict[int, Number] = {}

    def run(self) -> dict[int, Number]:
        for position, one in enumerate(self.candidates):
            number = self._number(one, position)
            if number is not None:
                self.accepted[one.line] = number
        return self.accepted

    def _number(self, one: Candidate, position: int) -> Number | None:
        value = int(one.digits)
        if value > _HIGHEST or not (one.fresh or one.marked or one.after_stop or self._is_next_line(one, value)):
            return None
        if not self.levels:
            return self._first(one, value)
        if one.mark_first:
            return self._behind_mark(one, value)
        level = self._level_for(one, value)
        if level is not None:
            return self._accept(one, value, level)
        repaired = self._repaired(one, position)
        if repaired is not None:
            return repaired
        return self._out_of_order(one, value)

    def _is_next_line(self, one: Candidate, value: int) -> bool:
        """Whether the line before begins with the number before: a list of one line each."""
        before = self.accepted.get(one.line - 1)
        return before is not None and before.value == value - 1 and before.candidate.stop == one.stop

    def _first(self, one: Candidate, value: int) -> Number | None:
        if value != 1 and (one.mark_first or not (one.fresh and (one.marked or one.pilcrow))):
            return None
        self.levels.append(_Level(value, one.stop, one.marked, one.mark_first))
        return Number(candidate=one, value=value)

    def _behind_mark(self, one: Candidate, value: int) -> Number | None:
        """`(C) 2. Tugs …`: only where the text counts so from its first number on."""
        outer = self.levels[0]
        return self._accept(one, value, 0) if outer.mark_first and one.fresh and value == outer.last + 1 else None

    def _level_for(self, one: Candidate, value: int) -> int | None:
        """The level that a number goes on: the outermost that looks like it, so that a quotation ends when it must."""
        fitting = [
            depth
            for depth, level in enumerate(self.levels)
            if value == level.last + 1 and (one.stop == level.stop or one.marked)
        ]
        if not fitting:
            return None
        alike = [depth for depth in fitting if self.levels[depth].marked == one.marked]
        return (alike or fitting[-1:])[0]

    def _accept(self, one: Candidate, value: int, level: int) -> Number:
        del self.levels[level + 1 :]
        self.levels[level].last = value
        self.levels[level].marked = one.marked
        return Number(candidate=one, value=value, level=level)

    def _repaired(self, one: Candidate, position: int) -> Number | None:
        """`15.` after 4: a pilcrow that was read as 1. The sequence must say so, and a mark or other pilcrows too."""
        outer = self.levels[0]
        if one.pilcrow or not one.fresh or not _damaged(one, outer.last + 1):
            return None
        if not (one.marked or self.pilcrows):
            return None
        value = outer.last + 1
        follower = self.candidates[position + 1] if position + 1 < len(self.candidates) else None
        goes_on = follower is None or int(follower.digits) == value + 1 or _damaged(follower, value + 1)
        certainty: Certainty = "high" if one.marked and self.pilcrows and goes_on else "medium"
        del self.levels[1:]
        outer.last = value
        return Number(candidate=one, value=value, certainty=certainty)

    def _out_of_order(self, one: Candidate, value: int) -> Number | None:
        """A gap, a sequence within the sequence, or a number that goes back: real where it looks like the others."""
        outer = self.levels[0]
        looks = one.fresh and (one.marked or one.pilcrow)
        if looks and 1 < value - outer.last <= _LARGEST_GAP:
            return self._accept(one, value, 0)
        if value == 1 and one.fresh and len(self.levels) < _DEEPEST:
            self.levels.append(_Level(1, one.stop, one.marked))
            return Number(candidate=one, value=value, level=len(self.levels) - 1)
        doubled = one.marked and outer.marked and value == outer.last
        if one.fresh and (doubled or (one.pilcrow and (one.marked or self._was_left_out(value)))):
            return self._accept(one, value, 0)
        return None

    def _was_left_out(self, value: int) -> bool:
        """Whether a number is that before the last one, and has not been there: two paragraphs changed places."""
        return value == self.levels[0].last - 1 and all(number.value != value for number in self.accepted.values())


def _damaged(one: Candidate, expected: int) -> bool:
    """Whether the digits are those of the expected number behind a 1."""
    return not one.pilcrow and one.digits == f"1{expected}"
