"""Blocks made of chunks: paragraphs with number and marking, headings, lists, preformatted tables, furniture."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from itertools import groupby

import msgspec

from converters.formats.cable import columns, facts, inlines, items
from converters.formats.cable.chunks import Chunk
from converters.formats.cable.enclosures import Part
from converters.formats.cable.flow import Flow
from converters.formats.cable.ids import Ids
from converters.formats.cable.items import ItemLabel
from converters.formats.cable.lines import SourceLine
from converters.formats.cable.miscounts import COUNTED_ON, REPEATED
from converters.formats.cable.numbering import REASON, Number
from converters.formats.cable.portions import portion_mark
from converters.formats.format import ReadOptions
from converters.model.node import Span
from converters.model.nodes import (
    Block,
    Choice,
    Content,
    Furniture,
    Heading,
    Inline,
    Item,
    Label,
    Line,
    List,
    Paragraph,
    Preformatted,
    Quotation,
    Section,
    Segment,
    Supplied,
    Surplus,
    Table,
)
from converters.model.walk import joined
from converters.report import Report

REPETITION = "repetition"
"""The role of a section that holds what stood before: a publisher put it there twice, or a relay sent it twice."""
_MEANT = {
    REASON: "a damaged ¶{}",
    REPEATED: "{}: the number stood before, and this one is due",
    COUNTED_ON: "{}: the count goes on from a number that stands twice",
}
"""What each reason says of the number that is proposed."""


class Workshop(msgspec.Struct):
    """What is at hand when blocks are made."""

    options: ReadOptions
    report: Report
    ids: Ids


def make(chunks: list[Chunk], shop: Workshop) -> list[Block]:
    """The blocks, in order; items that follow one another become lists."""
    blocks: list[Block] = []
    for are_items, run in groupby(chunks, lambda chunk: chunk.kind == "item"):
        if are_items:
            blocks += _lists(list(run), shop)
            continue
        for chunk in run:
            blocks += chunk.turn.nodes if chunk.turn else (_MAKERS[chunk.kind](chunk, shop),)
    return blocks


def enclosed(part: Part, shop: Workshop) -> list[Block]:
    """The blocks of a part of the text, within what encloses them."""
    made = make(part.chunks, shop)
    if part.kind == "own":
        return made
    span = Span(part.chunks[0].span.start, part.chunks[-1].span.end)
    if part.kind == "quotation":
        return [Quotation(id=shop.ids.next("q"), whole=True, blocks=tuple(made), span=span)]
    return [Section(id=shop.ids.next("s"), role=REPETITION, blocks=tuple(made), span=span)]


def _paragraph(chunk: Chunk, shop: Workshop) -> Paragraph:
    first = chunk.lines[0]
    number = chunk.number
    start = number.candidate.end if number else 0
    before = number is not None and number.candidate.mark_first
    mark = portion_mark(first.text) if before else portion_mark(first.text, start, numbered=start > 0)
    marking = None
    if mark:
        begin, end, value = mark
        marking = Segment(role="portion-mark", value=value, content=(first.text[begin:end],))
        start = max(start, end)
    node_id = shop.ids.once(f"p{number.value}") if number else shop.ids.next("u")
    return Paragraph(
        id=node_id,
        number=_label(first, number, shop, node_id) if number else None,
        marking=marking,
        content=_text(chunk, start, shop),
        span=chunk.span,
    )


def _text(chunk: Chunk, start: int, shop: Workshop) -> Content:
    """The text of a chunk from a position in its first line on, with a begin marker at its head told apart."""
    lines = [chunk.lines[0].part(start) if start else chunk.lines[0], *chunk.lines[1:]]
    flow = Flow(lines, chunk.insets)
    marker = _lead().match(flow.text, 0, 80)
    if marker is None:
        return inlines.content_of(flow, shop.options, len(flow.text) - len(flow.text.lstrip()))
    segment = Segment(role="begin-marker", value=inlines.marker_value(marker[1]), content=(marker[1],))
    return joined((segment, *inlines.content_of(flow, shop.options, marker.end(1))))


@functools.cache
def _lead() -> re.Pattern[str]:
    """A marker without `begin` at the head of a paragraph: `Summary:`, `COMMENT.`, `Note:`."""
    parts = "|".join(part.replace(" ", " +") for part in facts.marker_parts())
    roles = "|".join(facts.heading_roles())
    several = rf"(?:(?:{parts})(?: +and +(?:{parts}))?\s?:|(?:{roles})(?: +and +(?:{roles}))?\s?[.:])"
    return re.compile(rf"\s*({several})(?=\s|$)", re.I)


def _label(line: SourceLine, number: Number, shop: Workshop, node_id: str) -> Label:
    """The number as printed; where it is damaged or wrong and repairs are wanted, a choice; where none is, supplied."""
    one = number.candidate
    if not one.digits:
        return _supplied(number, shop, node_id)
    printed = one.digits + one.stop
    begin = line.start + one.begin
    end = begin + len(printed)
    span = Span(begin if one.mark_first else line.start, end)
    pilcrow = (_pilcrow(line),) if one.pilcrow else ()
    if number.certainty is None or not shop.options.repair:
        return Label(value=str(int(one.digits)), content=joined((*pilcrow, printed)), span=span)
    choice = Choice(
        id=f"{node_id}-number",
        original=(printed,),
        proposed=(f"{number.value}{one.stop}",),
        reason=number.reason,
        certainty=number.certainty,
        span=Span(begin, end),
    )
    meant = _MEANT[number.reason].format(f"{number.value}{one.stop}")
    shop.report.info("repaired", f"{printed} is read as {meant} (certainty: {number.certainty})", choice)
    return Label(value=str(number.value), content=(*pilcrow, choice), span=span)


def _supplied(number: Number, shop: Workshop, node_id: str) -> Label:
    """A number that is not printed, in the place where it is missing."""
    words = f"{number.value}{number.candidate.stop}"
    supplied = Supplied(id=f"{node_id}-number", content=(words,), reason=number.reason, certainty=number.certainty)
    shop.report.info(
        "repaired", f"{words} is supplied: the count leaves it out (certainty: {number.certainty})", supplied
    )
    return Label(value=str(number.value), content=(supplied,))


def _pilcrow(line: SourceLine) -> Surplus:
    return Surplus(reason="publisher", content=("¶",), span=Span(line.start, line.start + 1))


def _heading(chunk: Chunk, shop: Workshop) -> Heading:
    first = chunk.lines[0]
    mark = portion_mark(first.text)
    start = 0
    marking = None
    if mark:
        begin, start, value = mark
        marking = Segment(role="portion-mark", value=value, content=(first.text[begin:start],))
    lines = [first.part(start) if start else first, *chunk.lines[1:]]
    return Heading(
        id=shop.ids.next("h"),
        style=chunk.style,
        marking=marking,
        content=inlines.content_of(Flow(lines), shop.options),
        span=chunk.span,
    )


def _lists(chunks: list[Chunk], shop: Workshop) -> list[List]:
    """The lists that items make: one for each run of alike labels; deeper items lie in the item before them."""
    outer = min(chunk.depth for chunk in chunks)
    starts = [index for index, chunk in enumerate(chunks) if chunk.depth == outer or index == 0]
    lists: list[list[Chunk]] = []
    made: list[list[Item]] = []
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        chunk = chunks[start]
        if not lists or _begins_anew(lists[-1][-1], chunk):
            lists.append([])
            made.append([])
        lists[-1].append(chunk)
        made[-1].append(_item(chunk, chunks[start + 1 : end], shop))
    return [_list(one[0], tuple(items)) for one, items in zip(lists, made, strict=True)]


def _begins_anew(before: Chunk, chunk: Chunk) -> bool:
    """Whether the list before an item has ended."""
    if before.label is None or chunk.label is None:
        return True
    same = before.label.style == chunk.label.style and before.role == chunk.role
    return not same or items.begins_list(chunk.label)


def _list(first: Chunk, made: tuple[Item, ...]) -> List:
    style = first.label.style if first.label else "plain"
    begin, end = made[0].span, made[-1].span
    return List(style=style, role=first.role, items=made, span=Span(begin.start, end.end) if begin and end else None)


def _item(chunk: Chunk, inner: list[Chunk], shop: Workshop) -> Item:
    """The item of a chunk, with the lists of the deeper items in it."""
    label = chunk.label
    if label is None:
        raise ValueError("an item has a label")
    first = chunk.lines[0]
    mark = portion_mark(first.text, label.end)
    marking = None
    if mark:
        begin, end, value = mark
        marking = Segment(role="portion-mark", value=value, content=(first.text[begin:end],))
    lines, insets = _without_dashes(chunk, label)
    lines[0] = first.part(end if mark else label.end)
    text = Line(
        content=inlines.content_of(Flow(lines, insets), shop.options),
        span=Span(first.start + label.end, chunk.span.end),
    )
    label_end = first.start + label.pilcrow + len(label.printed)
    pilcrow: tuple[Inline, ...] = (_pilcrow(first),) if label.pilcrow else ()
    return Item(
        label=Label(value=label.value, content=joined((*pilcrow, label.printed)), span=Span(first.start, label_end)),
        marking=marking,
        blocks=(text, *(_lists(inner, shop) if inner else ())),
        span=Span(chunk.span.start, (inner[-1] if inner else chunk).span.end),
    )


def _without_dashes(chunk: Chunk, label: ItemLabel) -> tuple[list[SourceLine], dict[int, tuple[Inline, ...]]]:
    """The lines of an item, the dash before each line after the first (`-  organizations;`) told apart as surplus."""
    lines = list(chunk.lines)
    insets = dict(chunk.insets)
    if label.printed != "--":
        return lines, insets
    for number, line in enumerate(lines[1:], 1):
        if line.text.startswith("-  "):
            dash = Surplus(reason="continuation-dash", content=("-",), span=Span(line.start, line.start + 1))
            insets[number] = (*insets.get(number, ()), dash)
            lines[number] = line.part(1)
    return lines, insets


def _table(chunk: Chunk, shop: Workshop) -> Table:
    return columns.table(chunk, shop.options)


def _columns(chunk: Chunk, shop: Workshop) -> Preformatted:
    text = "\n".join(" " * line.indent + line.text for line in chunk.lines)
    return Preformatted(content=(text,), span=chunk.span)


def _furniture(chunk: Chunk, shop: Workshop) -> Furniture:
    return Furniture(role="other", content=(chunk.lines[0].text,), span=chunk.span)


_MAKERS: dict[str, Callable[[Chunk, Workshop], Block]] = {
    "paragraph": _paragraph,
    "text": _paragraph,
    "heading": _heading,
    "table": _table,
    "columns": _columns,
    "rule": _furniture,
    "spacer": _furniture,
}
