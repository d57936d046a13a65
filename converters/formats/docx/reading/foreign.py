"""Structure where no anchor says it: sections from headings, lists from numbering, quotations from style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from converters.formats.docx.reading.leaves import Leaf, heading_level
from converters.formats.docx.reading.sheet import Numbered
from converters.formats.docx.reading.story import chain_of
from converters.formats.docx.reading.structure import Entry, to_blocks
from converters.model.node import Node
from converters.model.nodes import Block, Item, Line, List, Paragraph, Quotation, Section

Levels = Mapping[tuple[str, int], Numbered]
_STYLES = {
    "decimal": "decimal",
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
    "none": "plain",
}
_DASHES = frozenset("-–—−")
_QUOTES = frozenset({"quote", "intense quote", "block text", "quotations", "block quotation"})


def structured(entries: Sequence[Entry], levels: Levels) -> tuple[Block, ...]:
    """Entries of a document that has no anchors as a tree of blocks."""
    return _sections(_with_lists(_with_quotations(entries), levels), 1)


def with_lists(entries: Sequence[Entry], levels: Levels) -> tuple[Block, ...]:
    """Entries as blocks, paragraphs with numbering as lists; headings stay where they are."""
    return to_blocks(_with_lists(_with_quotations(entries), levels))


def _with_quotations(entries: Sequence[Entry]) -> list[Entry]:
    result: list[Entry] = []
    quoted: list[Entry] = []
    for entry in entries:
        if isinstance(entry, Leaf) and _is_quoted(entry):
            quoted.append(entry)
            continue
        if quoted:
            result.append(Quotation(blocks=to_blocks(quoted)))
            quoted = []
        result.append(entry)
    return [*result, Quotation(blocks=to_blocks(quoted))] if quoted else result


def _is_quoted(leaf: Leaf) -> bool:
    chain = chain_of(leaf.para)
    return bool(chain) and leaf.block is not None and chain[-1].label.casefold() in _QUOTES


def _with_lists(entries: Sequence[Entry], levels: Levels) -> list[Entry]:
    result: list[Entry] = []
    run: list[tuple[int, str, Leaf]] = []
    for entry in entries:
        place = _place_in_list(entry, levels)
        if place is not None:
            run.append((*place, cast(Leaf, entry)))
            continue
        if run:
            result.extend(_lists(run))
            run = []
        result.append(entry)
    return [*result, *_lists(run)] if run else result


def _place_in_list(entry: Entry, levels: Levels) -> tuple[int, str] | None:
    """Level and style of the list that a paragraph is in."""
    if not isinstance(entry, Leaf) or entry.para.numbering is None or not isinstance(entry.block, Paragraph | Line):
        return None
    numbered = levels.get(entry.para.numbering)
    if numbered is None or entry.para.numbering[0] == "0":
        return None
    if numbered.format == "bullet":
        return entry.para.numbering[1], "dash" if numbered.text.strip() in _DASHES else "bullet"
    return entry.para.numbering[1], _STYLES.get(numbered.format, "decimal")


def _lists(run: list[tuple[int, str, Leaf]]) -> list[Node]:
    """Paragraphs of lists, one after another, as lists within lists by their levels."""
    result: list[Node] = []
    position = 0
    while position < len(run):
        level, style, _ = run[position]
        items: list[Item] = []
        while (
            position < len(run)
            and run[position][0] >= level
            and (run[position][0] > level or run[position][1] == style)
        ):
            if run[position][0] == level:
                items.append(Item(blocks=(run[position][2].block,)))
                position += 1
                continue
            end = position
            while end < len(run) and run[end][0] > level:
                end += 1
            inner = cast(Any, tuple(_lists(run[position:end])))
            items[-1] = Item(blocks=(*items[-1].blocks, *inner))
            position = end
        result.append(List(items=tuple(items), style=cast(Any, style)))
    return result


def _sections(entries: list[Entry], level: int) -> tuple[Block, ...]:
    """Blocks before the first heading, then a section from each heading of the highest level to the next."""
    heads = [(place, found) for place, entry in enumerate(entries) if (found := _level(entry)) is not None]
    if not heads:
        return to_blocks(entries)
    highest = min(found for _, found in heads)
    starts = [place for place, found in heads if found == highest]
    blocks: list[Block] = list(_sections(entries[: starts[0]], level + 1))
    for start, end in zip(starts, [*starts[1:], len(entries)], strict=True):
        rest = _sections(entries[start + 1 : end], level + 1)
        blocks.append(Section(blocks=(*to_blocks([entries[start]]), *rest)))
    return tuple(blocks)


def _level(entry: Entry) -> int | None:
    if isinstance(entry, Leaf) and entry.block is not None and entry.caption is None:
        return heading_level(entry.para)
    return None
