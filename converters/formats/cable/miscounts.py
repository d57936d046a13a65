"""Slips in the count of the paragraphs, where the count itself shows them: what is right is proposed, not put in.

A number may be missing before a paragraph (with a portion mark) where just that number is left out; it may stand a
second time where the next one is due. A number that is only left out proves nothing: its paragraph may be lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from converters.formats.cable.chunks import Chunk
from converters.formats.cable.flow import running_text
from converters.formats.cable.numbering import Candidate, Number
from converters.formats.cable.portions import portion_mark
from converters.model.node import Span
from converters.model.nodes import Certainty

MISSING = "number-missing"
REPEATED = "number-repeated"
COUNTED_ON = "counted-on-from-repeated"
_CITED = re.compile(r"\bpara(?:graph|s)?s?\.? (\d{1,3})\b", re.I)


def mend(chunks: Sequence[Chunk]) -> None:
    """Set the number that is right where the count shows that another one, or none, is printed by a slip.

    `chunks` are those of the text's own count.
    """
    _supply(chunks)
    _renumber(chunks)


def own_numbers(chunks: Sequence[Chunk]) -> list[tuple[int, Span]]:
    """The count of a text: each number, and where it stands."""
    return [
        (one.number.value, Span(one.lines[0].start, one.lines[0].start + max(one.number.candidate.end, 1)))
        for one in chunks
        if one.number and one.number.level == 0
    ]


def _own(chunks: Sequence[Chunk]) -> list[int]:
    return [index for index, chunk in enumerate(chunks) if chunk.number and chunk.number.level == 0]


def _supply(chunks: Sequence[Chunk]) -> None:
    """The number of a paragraph without one, where one is left out: `(C) Text` between 4 and 6, or before 2."""
    own = _own(chunks)
    for before, after in zip([-1, *own], own, strict=False):
        last = _value(chunks[before]) if before >= 0 else 0
        follower = chunks[after].number
        if follower is None or follower.value != last + 2:
            continue
        marked = [index for index in range(before + 1, after) if _is_marked(chunks[index])]
        if len(marked) == 1:
            chunk = chunks[marked[0]]
            chunk.kind, chunk.number = "paragraph", _supplied(last + 1, follower.candidate.stop)


def _is_marked(chunk: Chunk) -> bool:
    return chunk.kind == "text" and portion_mark(chunk.lines[0].text) is not None


def _supplied(value: int, stop: str) -> Number:
    nothing = Candidate(line=0, digits="", stop=stop, end=0, pilcrow=False, marked=True, fresh=True, after_stop=True)
    return Number(candidate=nothing, value=value, certainty="high", reason=MISSING)


def _renumber(chunks: Sequence[Chunk]) -> None:
    """The next number where one stands a second time: `45 45 47` is 45 46 47."""
    numbered = [chunks[index] for index in _own(chunks)]
    values = [_value(chunk) for chunk in numbered]
    consecutive = _consecutive_from(values)
    seen: set[int] = set()
    for position, value in enumerate(values):
        due = values[position - 1] + 1 if position else 1
        follower = values[position + 1] if position + 1 < len(values) else None
        if value in seen and due not in seen and _alike(numbered[position], numbered[position - 1]):
            if follower is None or follower == due + 1:
                _propose(numbered[position], due, "medium" if follower is None else "high", REPEATED)
                values[position] = due
            elif value == due - 1 and position >= consecutive and not _cites(chunks, value):
                _propose(numbered[position], due, "medium", REPEATED)
                for step, later in enumerate(numbered[position + 1 :], 1):
                    _propose(later, due + step, "low", COUNTED_ON)
                return
        seen.add(values[position])


def _alike(one: Chunk, other: Chunk) -> bool:
    """Whether two numbers look alike: both with a portion mark, or both without."""
    if one.number is None or other.number is None:
        return False
    return one.number.candidate.marked == other.number.candidate.marked and one.number.candidate.fresh


def _consecutive_from(values: Sequence[int]) -> int:
    """The position from which each number is the one before and one more, to the end."""
    start = len(values) - 1
    while start > 0 and values[start - 1] == values[start] - 1:
        start -= 1
    return start


def _cites(chunks: Sequence[Chunk], number: int) -> bool:
    """Whether the text names a paragraph from that number on: then its numbers are meant as they are printed."""
    return any(
        int(match[1]) >= number
        for chunk in chunks
        if chunk.lines
        for match in _CITED.finditer(running_text(chunk.lines))
    )


def _propose(chunk: Chunk, value: int, certainty: Certainty, reason: str) -> None:
    if chunk.number is not None:
        chunk.number = msgspec.structs.replace(chunk.number, value=value, certainty=certainty, reason=reason)


def _value(chunk: Chunk) -> int:
    return chunk.number.value if chunk.number else 0
