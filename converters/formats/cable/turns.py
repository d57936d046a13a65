"""The text of a telegram with its page turns told apart: debris lines, running heads, headers that are repeated."""

from __future__ import annotations

import re

import msgspec

from converters.formats.cable import classification, fields, pages
from converters.formats.cable.lines import SourceLine
from converters.formats.cable.transmission import DATE_TIME
from converters.model.node import Span
from converters.model.nodes import Furniture, Milestone, PageBreak

TurnNode = PageBreak | Furniture | Milestone

_REPEATED_HEADER = 200
"""No repeated header is longer, in lines."""
_CAPTION = re.compile(r"(?i:SIPDIS|NOFORN)|C ?O ?R ?R ?E ?C ?T ?E ?D +C ?O ?P ?Y(?: \([A-Z ,/&-]{1,60}\))?")
"""What stands at the head of a section, and again where the next begins."""


class PageTurn(msgspec.Struct, frozen=True):
    """The nodes of a page turn, and its place: from the first line of debris to the last."""

    nodes: tuple[TurnNode, ...]
    span: Span


BodyLine = SourceLine | PageTurn


def gather(lines: list[SourceLine], station: str | None) -> list[BodyLine]:
    """The lines of a text with page turns in their places. `station` as debris would name it (`RIO DE JANEIRO`)."""
    pieces = [piece for line in lines for piece in pages.split_glued(line, station)]
    found: list[BodyLine] = []
    index = 0
    while index < len(pieces):
        broken = _broken_turn(pieces[index : index + 2])
        if broken is not None:
            turn, pieces[index + 1] = broken
            found.append(turn)
            index += 1 if pieces[index + 1].text else 2
            continue
        end = _turn_end(pieces, index)
        if end == index:
            found.append(pieces[index])
            index += 1
            continue
        found.append(_page_turn(pieces[index:end]))
        index = end
    return found


def _broken_turn(lines: list[SourceLine]) -> tuple[PageTurn, SourceLine] | None:
    """The page turn whose debris a line end has broken, and what stands behind it on the second line."""
    broken = pages.broken_debris(lines[0].text, lines[1].text) if len(lines) == 2 else None
    if broken is None:
        return None
    page, end = broken
    first, second = lines[0], lines[1].part(0, end)
    point = Span(first.start, first.start)
    debris = [Furniture(role="debris", content=(line.text,), span=line.span) for line in (first, second)]
    turn = PageTurn((PageBreak(n=page, edition=pages.EDITION, span=point), *debris), Span(first.start, second.end))
    return turn, lines[1].part(end)


def _turn_end(lines: list[SourceLine], index: int) -> int:
    """Where a page turn ends that begins at a line; the line itself where none begins."""
    end = index
    has_debris = False
    while end < len(lines):
        text = lines[end].text
        if pages.debris(text):
            has_debris = True
        elif not (pages.is_running_line(text) or _CAPTION.fullmatch(text)):
            break
        end += 1
    repeated = _repeated_header_end(lines, end)
    if repeated > end:
        return repeated
    return end if has_debris or index < end < len(lines) else index


def _repeated_header_end(lines: list[SourceLine], index: int) -> int:
    """Where a repeated header ends that begins at a line: date-time group, addressees, head matter."""
    if index + 1 >= len(lines) or lines[index].text[0] not in "ZOPRY":
        return index
    if not DATE_TIME.match(lines[index].text) or not lines[index + 1].text.startswith("FM "):
        return index
    nearby = lines[index : index + _REPEATED_HEADER]
    zones = fields.divide(nearby)
    if not zones.fields:
        return index
    end = zones.fields[-1].lines[-1].end
    return index + sum(line.start < end for line in nearby)


def _page_turn(lines: list[SourceLine]) -> PageTurn:
    span = Span(lines[0].start, lines[-1].end)
    start = next((i for i, line in enumerate(lines) if DATE_TIME.match(line.text)), None)
    if start is None:
        if any(pages.debris(line.text) for line in lines):
            return PageTurn(pages.turn(lines), span)
        nodes = tuple(Furniture(role="debris", content=(line.text,), span=line.span) for line in lines)
        return PageTurn(nodes, span)
    return PageTurn(_section_turn(lines, start), span)


def _section_turn(lines: list[SourceLine], start: int) -> tuple[TurnNode, ...]:
    """A section of the transmission ends, and the next begins with the whole header again."""
    nodes: list[TurnNode] = [Furniture(role="footer", content=(line.text,), span=line.span) for line in lines[:start]]
    point = Span(lines[start].start, lines[start].start)
    section = next(
        (said.section for line in lines[start:] if (said := classification.parse(line.text)) and said.section), None
    )
    number = str(section) if section else None
    nodes.append(Milestone(unit="section", n=number, edition=pages.EDITION, span=point))
    nodes.append(PageBreak(edition=pages.EDITION, span=point))
    nodes += [Furniture(role="header", content=(line.text,), span=line.span) for line in lines[start:]]
    return tuple(nodes)
