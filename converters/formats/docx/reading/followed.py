"""Metadata follow the words that they were read from: what is changed in the text alone is changed in both.

A value knows the characters of the source that it stands on, and so does a block: a value was read from the block that
holds its place. What the table of metadata says otherwise is left as the table has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from converters.formats.docx.fields import MAIN
from converters.formats.docx.reading.align import Alignment
from converters.formats.docx.reading.placing import node_of
from converters.formats.docx.reading.revisions import standing
from converters.formats.docx.reading.units import Unit
from converters.model.alignment import Aligned
from converters.model.metadata import Agent, Identifier, Metadata, Subject, Title
from converters.model.node import Node, Placed, Span
from converters.model.nodes import Name, Segment, Term
from converters.model.walk import plain_text, transform, walk
from converters.report import Report, kind_name


class Rewritten(NamedTuple):
    """A block that says something else now: its place in the source, what it was and what it is; None if it is gone."""

    span: Span
    was: Node
    now: Node | None

    def holds(self, value: Placed) -> bool:
        """Whether a value was read from it."""
        return value.span is not None and self.span.start <= value.span.start and value.span.end <= self.span.end


def rewritten(alignment: Alignment, nodes: Mapping[str, Node]) -> list[Rewritten]:
    """The blocks that say something else, or are gone; what is only proposed, as a tracked change, is not said yet."""
    changed: list[tuple[Unit, Any]] = [(old, new.block) for old, new in alignment.pairs if old.key != new.key]
    changed += [(old, None) for old in alignment.gone]
    found = ((node_of(old, nodes), old.block, now) for old, now in changed)
    return [
        Rewritten(carried.span, standing(was), _if_said(now))
        for carried, was, now in found
        if isinstance(carried, Placed) and carried.span is not None and isinstance(was, Node)
    ]


def _if_said(now: Any) -> Node | None:
    stands = standing(now) if isinstance(now, Node) else None
    return stands if stands is not None and plain_text(stands).strip() else None


def followed(known: Metadata, blocks: list[Rewritten], report: Report) -> Metadata:
    """The metadata with what the text says now.

    What cannot follow stays and is told: a value whose words are gone, or one that says more than its words do, as a
    date or a reference does.
    """

    def change(node: Node) -> Node | None:
        block = next((one for one in blocks if isinstance(node, Placed) and one.holds(node)), None)
        field = MAIN.get(type(node), "text")
        said = getattr(node, field, None)
        if block is None or not isinstance(said, str) or not said:
            return node
        now = _now(node, said, block)
        kind = kind_name(type(node)).replace("-", " ")
        place = f"metadata, {kind}"
        if now == said:
            return node
        if now is None:
            report.warn("disagrees", f"“{said}” stays, but the text does not say it any longer", place=place)
            return node
        if not now:
            report.warn("disagrees", f"“{said}” is taken out, as it is from the text", place=place)
            return None
        report.warn("disagrees", f"“{said}” is now “{now}”, as in the text", place=place)
        new: Node = msgspec.structs.replace(node, **{field: now})
        return _with_place(new, said) if isinstance(new, Agent) else new

    return transform(known, change) if blocks else known


# --- what the words of a value are now: the same, others, none (an empty string), or not to be known (None) ---

Follow = Callable[[str, Node, Node], str | None]


def _now(value: Node, said: str, block: Rewritten) -> str | None:
    if said not in _said(block.was):
        return said
    return _FOLLOW.get(type(value), _if_unchanged)(said, block.was, block.now) if block.now is not None else None


def _if_unchanged(said: str, was: Node, now: Node) -> str | None:
    """The same, if that still stands there: as words of its own, if it was that, so that “4 May” is not in “14 May”."""
    words = re.compile(rf"(?<!\w){re.escape(said)}(?!\w)")
    stands = words.search(_said(now)) is not None if words.search(_said(was)) else said in _said(now)
    return said if stands else None


def _marked(said: str, was: Node, now: Node, kind: type[Node]) -> str | None:
    """By the markup of a kind: the one that held the words holds others now, or is gone; several all hold the same."""
    old, new = ([_said(node) for node in walk(one) if isinstance(node, kind)] for one in (was, now))
    if said not in old:
        return _if_unchanged(said, was, now)
    if said in new:
        return said
    steps = Aligned(old, new).get_opcodes()
    found = {_became(place, steps, new) for place, words in enumerate(old) if words == said}
    return found.pop() if len(found) == 1 else None


def _became(place: int, steps: Sequence[tuple[str, int, int, int, int]], new: Sequence[str]) -> str | None:
    """What stands in the place of one of the old ones: one of the new, nothing, or what cannot be known."""
    tag, i1, i2, j1, j2 = next(step for step in steps if step[1] <= place < step[2])
    if i2 - i1 == j2 - j1:
        return new[j1 + place - i1]
    return "" if tag == "delete" else None


def _name(said: str, was: Node, now: Node) -> str | None:
    return _marked(said, was, now, Name) or _if_unchanged(said, was, now)


def _identifier(said: str, was: Node, now: Node) -> str | None:
    return _marked(said, was, now, Segment) or _if_unchanged(said, was, now)


def _subject(said: str, was: Node, now: Node) -> str | None:
    return _marked(said, was, now, Term)


_TOKEN = re.compile(r"\w+|[^\w\s]")


def _title(said: str, was: Node, now: Node) -> str | None:
    """By the words: those from where the first of the title stands to the last, or to the end if the title ends it."""
    before, after = _said(was), _said(now)
    start = before.find(said)
    old, new = list(_TOKEN.finditer(before)), list(_TOKEN.finditer(after))
    first = sum(token.end() <= start for token in old)
    last = sum(token.start() < start + len(said) for token in old)
    begin, end = _reach([token[0] for token in old], [token[0] for token in new], first, last)
    return after[new[begin].start() : new[end - 1].end()] if begin < end else None


def _reach(old: list[str], new: list[str], first: int, last: int) -> tuple[int, int]:
    """What a stretch of words became; words put in at either end of all belong to what stood there."""
    begin, end = len(new), 0
    for tag, i1, i2, j1, j2 in Aligned(old, new).get_opcodes():
        if tag == "insert" and (first < i1 < last or (i1 == last == len(old))):
            begin, end = min(begin, j1), max(end, j2)
        if i1 < last and i2 > first and j1 < j2:
            begin = min(begin, j1 + max(first - i1, 0) if tag == "equal" else j1)
            end = max(end, j2 - max(i2 - last, 0) if tag == "equal" else j2)
    return begin, end


_FOLLOW: Mapping[type[Node], Follow] = {Agent: _name, Identifier: _identifier, Subject: _subject, Title: _title}


def _with_place(agent: Agent, said: str) -> Agent:
    """An agent of another name whose place was a part of the old one: the place is what stands there now."""
    place = agent.place
    old, new = said.split(), agent.name.split()
    if not place or place.upper() not in said.upper() or place.upper() in agent.name.upper():
        return agent
    count = len(place.split())
    stretches = (" ".join(old[n : n + count]).upper() for n in range(len(old)))
    at = next((n for n, words in enumerate(stretches) if words == place.upper()), None)
    if at is None:
        return agent
    begin, end = _reach(old, new, at, at + count)
    words = " ".join(new[begin:end])
    return msgspec.structs.replace(agent, place=(words.title() if place.istitle() else words) or None)


def _said(node: Node) -> str:
    return " ".join(plain_text(node).split())
