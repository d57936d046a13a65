"""Structure where no anchor says it: sections from headings, lists from numbering, captions, contents, quotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeGuard, cast

import msgspec

from converters.formats.docx.reading.captions import with_captions
from converters.formats.docx.reading.foreign_lists import with_lists
from converters.formats.docx.reading.leaves import Leaf, heading_level, restyled
from converters.formats.docx.reading.page_setup import Setup
from converters.formats.docx.reading.story import chain_of
from converters.formats.docx.reading.structure import Entry, to_blocks
from converters.model.nodes import (
    Block,
    Heading,
    Item,
    Line,
    List,
    Milestone,
    PageBreak,
    Paragraph,
    Preformatted,
    Quotation,
    Section,
)
from converters.model.walk import joined

_QUOTES = frozenset({"quote", "intense quote", "block text", "quotations", "block quotation"})


def structured(entries: Sequence[Entry], setups: Sequence[Setup] = ()) -> tuple[Block, ...]:
    """Entries of a document that has no anchors as a tree of blocks; `setups` say how its sections are set."""
    return _sections(_arranged(_with_breaks(entries, setups)), 1)


def flat(entries: Sequence[Entry]) -> tuple[Block, ...]:
    """The same where no sections can be: in a note, a cell, a text box."""
    return to_blocks(_arranged(entries))


def with_quotations(entries: Sequence[Entry]) -> tuple[Block, ...]:
    """Entries of a document of ours: what was put in with the style of a quotation is one."""
    return to_blocks(_grouped(entries, is_quoted, _quotation))


def _arranged(entries: Iterable[Entry]) -> list[Entry]:
    arranged = with_captions(_with_large_letters([entry for entry in entries if not _is_empty(entry)]))
    for belongs, make in _GROUPS:
        arranged = _grouped(arranged, belongs, make)
    return with_lists(arranged)


def _is_empty(entry: Entry) -> bool:
    """Whether a paragraph only stands for a blank line."""
    return (
        isinstance(entry, Leaf)
        and isinstance(entry.block, Paragraph | Heading)
        and not entry.block.content
        and entry.block.id is None
    )


def _with_large_letters(entries: list[Entry]) -> list[Entry]:
    """Entries with each large letter that has a paragraph of its own at the beginning of its word."""
    result: list[Entry] = []
    for entry in entries:
        before = result[-1] if result else None
        if _is_text(before) and before.para.known.drops and _is_text(entry):
            content = joined((*before.block.content, *entry.block.content))
            entry.block = msgspec.structs.replace(entry.block, content=content)
            result.pop()
        result.append(entry)
    return result


def _is_text(entry: Entry | None) -> TypeGuard[Leaf]:
    return isinstance(entry, Leaf) and isinstance(entry.block, Paragraph)


def _with_breaks(entries: Sequence[Entry], setups: Sequence[Setup]) -> list[Entry]:
    """Pages and sections that begin between paragraphs, as signs of their own; the furniture of each at its start."""
    result: list[Entry] = list(setups[0].furniture) if setups else []
    number = 1
    for entry in entries:
        known = entry.para.known if isinstance(entry, Leaf) else None
        if known is not None and known.breaks:
            result.append(PageBreak())
        result.append(entry)
        if known is not None and known.ends_section:
            number += 1
            setup = setups[number - 1] if number <= len(setups) else Setup({}, ())
            result += [Milestone(unit="section", n=str(number), attrs=setup.attributes), *setup.furniture]
    return result


# --- neighbours that are one thing ---

Test = Callable[[Leaf], bool]
Make = Callable[[list[Leaf]], Entry]


def _grouped(entries: Sequence[Entry], belongs: Test, make: Make) -> list[Entry]:
    """Entries with each unbroken row of leaves that belong together as one node."""
    result: list[Entry] = []
    row: list[Leaf] = []
    for entry in entries:
        if isinstance(entry, Leaf) and entry.block is not None and belongs(entry):
            row.append(entry)
            continue
        if row:
            result.append(make(row))
            row = []
        result.append(entry)
    return [*result, make(row)] if row else result


def is_quoted(leaf: Leaf) -> bool:
    """Whether a paragraph has a style that Word or LibreOffice has for quotations."""
    chain = chain_of(leaf.para)
    return bool(chain) and chain[-1].label.casefold() in _QUOTES


def _quotation(row: list[Leaf]) -> Entry:
    return Quotation(blocks=to_blocks(row))


def _is_contents(leaf: Leaf) -> bool:
    return leaf.para.known.derived is not None


def _contents(row: list[Leaf]) -> Entry:
    """What a program made out of the text: a list of its lines, the first one as heading where it is one."""
    role = next(leaf.para.known.derived for leaf in row)
    head = row[0].block if _is_contents_heading(row[0]) and len(row) > 1 else None
    lines = row[1:] if head is not None else row
    items = tuple(Item(blocks=(restyled(leaf.block, Line),)) for leaf in lines)
    return List(items=items, role=role, heading=restyled(head, Heading) if head is not None else None)


def _is_contents_heading(leaf: Leaf) -> bool:
    chain = chain_of(leaf.para)
    return isinstance(leaf.block, Heading) or (bool(chain) and chain[-1].label == "toc heading")


def _is_preformatted(leaf: Leaf) -> bool:
    return isinstance(leaf.block, Preformatted)


def _preformatted(row: list[Leaf]) -> Entry:
    """Lines of a listing, each a paragraph in Word, as one text."""
    parts: list[Any] = []
    for leaf in row:
        parts += (["\n"] if parts else []) + list(leaf.block.content)
    return cast(Preformatted, msgspec.structs.replace(row[0].block, content=joined(parts)))


_GROUPS: tuple[tuple[Test, Make], ...] = (
    (_is_contents, _contents),
    (is_quoted, _quotation),
    (_is_preformatted, _preformatted),
)


# --- sections ---


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
    if isinstance(entry, Leaf) and isinstance(entry.block, Heading) and entry.caption is None:
        return heading_level(entry.para)
    return None
