"""The text of a telegram: the passes over its lines, one after the other."""

from __future__ import annotations

import msgspec

from converters.formats.cable import (
    blocks,
    chunks,
    closing,
    columns,
    enclosures,
    headings,
    joining,
    miscounts,
    numbering,
    sections,
    turns,
)
from converters.formats.cable.blocks import Workshop
from converters.formats.cable.chunks import Chunk
from converters.formats.cable.closing import Ending
from converters.formats.cable.lines import SourceLine
from converters.formats.cable.turns import BodyLine
from converters.model.node import Span
from converters.model.nodes import Block


class Body(msgspec.Struct):
    """The blocks of the text in their sections, the ending, the numbers of its own count, and whether it breaks off."""

    blocks: list[Block]
    ending: Ending
    numbers: list[tuple[int, Span]]
    truncated: bool


def read(lines: list[SourceLine], station: str | None, shop: Workshop) -> Body:
    """The text. `station` is the name that debris lines begin with, if it is known."""
    text, ending = closing.split(turns.gather(lines, station))
    pieces = joining.join(headings.find(columns.find(cut(text))), shop.ids, shop.report, repair=shop.options.repair)
    parts = enclosures.apart(pieces)
    own = [chunk for part in parts if part.kind == "own" for chunk in part.chunks]
    if shop.options.repair:
        miscounts.mend(own)
    made = [block for part in parts for block in blocks.enclosed(part, shop)]
    truncated = ending.signer is None and bool(lines) and lines[-1].text.endswith("...")
    return Body(sections.group(made, shop.ids), ending, miscounts.own_numbers(own), truncated)


def cut(lines: list[BodyLine]) -> list[Chunk]:
    """The chunks of a text, its paragraph numbers judged by their sequence."""
    text = chunks.paragraphs_apart(lines)
    numbers = numbering.judge(chunks.candidates(text))
    whole = chunks.left_out_apart(text, numbers)
    if len(whole) > len(text):
        return chunks.cut(whole, numbering.judge(chunks.candidates(whole)))
    return chunks.cut(text, numbers)


def plain(lines: list[SourceLine], shop: Workshop) -> list[Block]:
    """Text that is no telegram: its paragraphs as they stand between blank lines."""
    pieces: list[Chunk] = []
    for line in lines:
        if line.blanks or not pieces:
            pieces.append(Chunk(kind="text", lines=[line]))
        else:
            pieces[-1].lines.append(line)
    return blocks.make(columns.find(pieces), shop)
