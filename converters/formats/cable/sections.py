"""Blocks put into sections: each heading opens one; a summary or comment ends where its end marker stands."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from converters.formats.cable import facts
from converters.formats.cable.ids import Ids
from converters.model.node import Span
from converters.model.nodes import Block, Heading, Paragraph, Section, Segment
from converters.model.walk import content_text

_PLAIN = "section"
_STOPS = str.maketrans(":./", "   ")
_LONGEST_TITLE = 5
"""A heading of more words than this is no `Summary` or `Comment`, whatever words it holds."""


class _Open(msgspec.Struct):
    """A section that is not finished; `until` is the number of the block that ends it, None for the next heading."""

    id: str
    role: str
    blocks: list[Block]
    until: int | None = None


def group(blocks: Sequence[Block], ids: Ids) -> list[Block]:
    """The blocks in their sections."""
    ends = _ends(blocks)
    finished: list[Block] = []
    open_sections: list[_Open] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            _close(open_sections, finished, len(open_sections))
            role = heading_role(block)
            open_sections.append(_Open(ids.next("s"), role, [], ends[number].get(role)))
        elif (begun := _begins(block)) and not any(one.role == begun for one in open_sections):
            open_sections.append(_Open(ids.next("s"), begun, [], ends[number].get(begun, number)))
        (open_sections[-1].blocks if open_sections else finished).append(block)
        done = [depth for depth, one in enumerate(open_sections) if one.until == number]
        if done:
            _close(open_sections, finished, len(open_sections) - done[0])
    _close(open_sections, finished, len(open_sections))
    return finished


def _close(open_sections: list[_Open], finished: list[Block], count: int) -> None:
    """Finish the innermost sections."""
    for _ in range(count):
        done = open_sections.pop()
        section = Section(id=done.id, role=done.role, blocks=tuple(done.blocks), span=span_of(done.blocks))
        (open_sections[-1].blocks if open_sections else finished).append(section)


def span_of(blocks: Sequence[Block]) -> Span | None:
    """The place from the first block to the last."""
    spans = [span for block in blocks if (span := getattr(block, "span", None)) is not None]
    return Span(spans[0].start, spans[-1].end) if spans else None


def heading_role(heading: Heading) -> str:
    """The part that a heading opens."""
    title = content_text(heading.content).upper()
    roles = facts.heading_roles()
    before, colon, _ = title.partition(":")
    if colon and before.strip() in roles:
        return roles[before.strip()]
    words = title.translate(_STOPS).split()
    if len(words) > _LONGEST_TITLE:
        return _PLAIN
    return next((roles[word] for word in words if word in roles), _PLAIN)


def _begins(block: Block) -> str | None:
    """The part that a paragraph begins by a marker at its head."""
    if not isinstance(block, Paragraph) or not block.content:
        return None
    first = block.content[0]
    if not isinstance(first, Segment) or first.role != "begin-marker" or not first.value:
        return None
    roles = facts.heading_roles()
    return next((roles[word.upper()] for word in first.value.split() if word.upper() in roles), None)


def _ends(blocks: Sequence[Block]) -> list[dict[str, int]]:
    """For each block the nearest one from it on, and before the next heading, that ends each part."""
    ends: list[dict[str, int]] = []
    nearest: dict[str, int] = {}
    for number in range(len(blocks) - 1, -1, -1):
        block = blocks[number]
        for role in _ended(block):
            nearest = {**nearest, role: number}
        ends.append(nearest)
        if isinstance(block, Heading):
            nearest = {}
    ends.reverse()
    return ends


def _ended(block: Block) -> list[str]:
    """The parts that end in a paragraph."""
    if not isinstance(block, Paragraph):
        return []
    roles = facts.heading_roles()
    return [
        roles[word.upper()]
        for part in block.content
        if isinstance(part, Segment) and part.role == "end-marker" and part.value
        for word in part.value.split()
        if word.upper() in roles
    ]
