"""What two sequences have in common, in time that grows with their length and no faster, whatever they hold."""

from __future__ import annotations

import difflib
from collections import Counter, deque
from collections.abc import Hashable, Iterator, Sequence
from difflib import Match
from itertools import accumulate
from typing import Any

_LEAST, _FOR_EACH = 250_000, 100
"""The work that may be done: comparisons for any two sequences, and for each of their members."""
_FIRST = 4
"""The first look for the longest match may take one such part of the work."""


class Aligned(difflib.SequenceMatcher[Any]):
    """A SequenceMatcher without junk whose work is bounded; its own grows with the cube of the length at worst.

    Sequences of ordinary length and variety are aligned as it does. Of others, members that stand very often on both
    sides are only matched beside rarer ones, and what cannot be looked at within the work counts as changed: a
    difference may be told larger than it is, never smaller.
    """

    def __init__(self, was: Sequence[Hashable], now: Sequence[Hashable]) -> None:
        super().__init__(None, was, now, autojunk=False)
        self._was, self._now = was, now
        self._blocks: list[Match] | None = None

    def get_matching_blocks(self) -> list[Match]:
        """The blocks that are the same on both sides, in order; the last one is empty and stands at both ends."""
        if self._blocks is None:
            self._blocks = list(_joined(sorted(self._found())))
            self._blocks.append(Match(len(self._was), len(self._now), 0))
        return self._blocks

    def _found(self) -> Iterator[Match]:
        was, now = self._was, self._now
        head = _alike(was, now)
        tail = _alike(was[: head - 1 if head else None : -1], now[: head - 1 if head else None : -1])
        end, last = len(was) - tail, len(now) - tail
        yield Match(0, 0, head)
        yield Match(end, last, tail)
        left = _LEAST + _FOR_EACH * (len(was) + len(now))
        before = [0, *accumulate(1 + count for count in self._counts(left // _FIRST))]
        waiting = deque([(head, end, head, last)])
        while waiting:
            start, end, begin, last = waiting.popleft()
            work = before[end] - before[start]
            if work > left or start == end or begin == last:
                continue
            left -= work
            found = self.find_longest_match(start, end, begin, last)
            if found.size:
                yield found
                waiting.append((start, found.a, begin, found.b))
                waiting.append((found.a + found.size, end, found.b + found.size, last))

    def _counts(self, most: int) -> list[int]:
        """How many places of the other side each member is compared with, after the costliest are taken out."""
        places: dict[Hashable, list[int]] = self.b2j  # type: ignore[attr-defined] # documented, not in the stubs
        costs = {member: count * len(places.get(member, ())) for member, count in Counter(self._was).items()}
        whole = sum(costs.values())
        for member in sorted(costs, key=costs.__getitem__, reverse=True):
            if whole <= most:
                break
            whole -= costs[member]
            del places[member]
        return [len(places.get(member, ())) for member in self._was]


def _alike(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """How many members both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _joined(blocks: list[Match]) -> Iterator[Match]:
    """Blocks that go on where the one before ends as one; without empty ones."""
    a = b = size = 0
    for block in blocks:
        if (a + size, b + size) == (block.a, block.b):
            size += block.size
            continue
        if size:
            yield Match(a, b, size)
        a, b, size = block
    if size:
        yield Match(a, b, size)
