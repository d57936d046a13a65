"""The text of a telegram: the passes over its lines, one after the other."""

from __future__ import annotations

import msgspec

from converters.formats.cable import blocks, chunks, closing, headings, joining, numbering, sections, turns
from converters.formats.cable.blocks import Workshop
from converters.formats.cable.closing import Ending
from converters.formats.cable.lines import SourceLine
from converters.model.nodes import Block


class Body(msgspec.Struct):
    """The blocks of the text in their sections, the ending, and whether the text breaks off."""

    blocks: list[Block]
    ending: Ending
    numbers: list[int]
    truncated: bool


def read(lines: list[SourceLine], station: str | None, shop: Workshop) -> Body:
    """The text. `station` is the name that debris lines begin with, if it is known."""
    text, ending = closing.split(turns.gather(lines, station))
    text = chunks.paragraphs_apart(text)
    numbers = numbering.judge(chunks.candidates(text))
    pieces = headings.find(chunks.cut(text, numbers))
    pieces = joining.join(pieces, shop.ids, shop.report, repair=shop.options.repair)
    made = sections.group(blocks.make(pieces, shop), shop.ids)
    outer = [number.value for number in numbers.values() if number.level == 0]
    return Body(made, ending, outer, ending.signer is None and bool(lines) and lines[-1].text.endswith("..."))


def plain(lines: list[SourceLine], shop: Workshop) -> list[Block]:
    """Text that is no telegram: its paragraphs as they stand between blank lines."""
    pieces: list[chunks.Chunk] = []
    for line in lines:
        if line.blanks or not pieces:
            pieces.append(chunks.Chunk(kind="text", lines=[line]))
        else:
            pieces[-1].lines.append(line)
    return blocks.make(pieces, shop)
