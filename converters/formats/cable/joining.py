"""Sentences that were cut are joined again: over a page turn, over one that was lost, over stray blank lines."""

from __future__ import annotations

import re

from converters.formats.cable import markers, sentences
from converters.formats.cable.chunks import Chunk
from converters.formats.cable.ids import Ids
from converters.formats.cable.pages import EDITION
from converters.formats.cable.portions import portion_mark
from converters.model.node import Span
from converters.model.nodes import Inline, PageBreak
from converters.report import Report

LOST = "lost-page-break"
_JOINABLE = frozenset({"paragraph", "text", "item"})
_SENTENCE_ENDS = frozenset('.!?:"”)]')
_ENDS = frozenset('.!?:;"”)]')
_REFLOWED = 100
"""Lines longer than this were not set by a telegraph: a paragraph is one line there."""
_BRACKET = re.compile(r"\([a-z]{2,}[ ,]")
_FULL = 45
"""A line of the original, of at most 55 characters, is full from here on: the paragraph goes on after it."""


def join(chunks: list[Chunk], ids: Ids, report: Report, *, repair: bool) -> list[Chunk]:
    """The same chunks, with the halves of cut sentences in one; page turns stand as insets where they cut."""
    joined: list[Chunk] = []
    turns: list[Chunk] = []
    taken_out = all(chunk.kind != "turn" for chunk in chunks)
    for chunk in chunks:
        if chunk.kind == "turn":
            turns.append(chunk)
            continue
        before = joined[-1] if joined else None
        if before is None or chunk.kind != "text" or before.kind not in _JOINABLE:
            joined += [*turns, chunk]
        elif turns and _goes_on_after_turn(before, chunk):
            _append(before, chunk, tuple(node for turn in turns if turn.turn for node in turn.turn.nodes))
        elif not turns and repair and _cut_in_sentence(before, chunk):
            _append(before, chunk, _lost(before, chunk, ids, report, taken_out=taken_out))
        else:
            joined += [*turns, chunk]
        turns = []
    return joined + turns


def _append(before: Chunk, chunk: Chunk, nodes: tuple[Inline, ...]) -> None:
    if nodes:
        before.insets[len(before.lines)] = nodes
    before.lines.extend(chunk.lines)


def _goes_on_after_turn(before: Chunk, chunk: Chunk) -> bool:
    """Whether the text after a page turn goes on with the text before it."""
    last, first = before.lines[-1].text, chunk.lines[0].text
    if first[0].islower() or last[-1] not in _SENTENCE_ENDS:
        if sentences.breaks_off(last):
            return True
        return not (before.kind == "item" and first[0].isupper() and _had_room(last, first))
    return before.kind == "paragraph" and _FULL <= len(last) < _REFLOWED


def _had_room(last: str, first: str) -> bool:
    """Whether a line was ended before it was full: the first word of the next had room in it."""
    return len(last) + len(first.split(None, 1)[0]) < _FULL


def _cut_in_sentence(before: Chunk, chunk: Chunk) -> bool:
    """Whether a blank line stands in the middle of a sentence."""
    last, first = before.lines[-1].text, chunk.lines[0].text
    if last[-1] in _ENDS:
        return False
    return first[0].islower() or _cut_before_bracket(last, first) or _cut_in_marker(last, first)


def _cut_before_bracket(last: str, first: str) -> bool:
    """Whether words in brackets go on with a line that was full; a mark or a letter in brackets begins something."""
    return len(last) >= _FULL and _BRACKET.match(first) is not None and portion_mark(first) is None


def _cut_in_marker(last: str, first: str) -> bool:
    """`… this year. END`, and after a blank line `SUMMARY.`"""
    return last.endswith((" END", " End")) and markers.ends_with_end(f"{last[-3:]} {first}")


def _lost(before: Chunk, chunk: Chunk, ids: Ids, report: Report, *, taken_out: bool) -> tuple[Inline, ...]:
    """In text with one line a paragraph only a page turn cuts a sentence: its line was taken out, the cut stayed.

    `taken_out`: no page turn has its line in the text any more; where one has, whoever made the copy left them in.
    """
    place = chunk.lines[0].start
    if not taken_out or len(before.lines[-1].text) <= _REFLOWED:
        report.info("repaired", "a sentence is joined over a blank line", place=f"char={place}")
        return ()
    lost = PageBreak(
        id=ids.next("pb"),
        edition=EDITION,
        attrs={"reason": LOST, "certainty": "medium"},
        span=Span(place, place),
    )
    report.info("repaired", "a sentence is joined over a page break whose line was lost (certainty: medium)", lost)
    return (lost,)
