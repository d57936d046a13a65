"""Blocks that stand in the midst of a line: their words follow one another, and the tags say what they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from converters import pipeline
from converters.model.document import Document
from converters.model.nodes import (
    Block,
    Cell,
    Figure,
    Heading,
    Image,
    Item,
    Label,
    Line,
    List,
    Note,
    Paragraph,
    Quotation,
    Row,
    Segment,
    Table,
    Verse,
    VerseLine,
)
from tests.pdf.tagged import rebuilt
from tests.samples import PIXEL

CONFIDENTIAL = Segment(role="portion-mark", value="C", content=("(C)",))


def cell(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(blocks=(Line(content=(text,)),), columns=columns, rows=rows)


def row(*cells: Cell) -> Row:
    return Row(cells=cells)


BLOCKS: Mapping[str, tuple[Block, str]] = {
    "a paragraph with its number and marking": (
        Paragraph(content=("Text.",), number=Label(content=("5.",), value="5"), marking=CONFIDENTIAL),
        "5. (C) Text.",
    ),
    "a heading with its marking": (Heading(content=("Comment",), marking=CONFIDENTIAL), "(C) Comment"),
    "a list": (
        List(
            items=(
                Item(blocks=(Line(content=("one",)),), label=Label(content=("a)",)), marking=CONFIDENTIAL),
                Item(blocks=(Line(content=("two",)),)),
            ),
            heading=Heading(content=("Points",)),
        ),
        "Points a) (C) one two",
    ),
    "a table with its caption": (
        Table(rows=(row(cell("Post"), cell("Count")),), caption=Heading(content=("Posts",))),
        "Posts Post Count",
    ),
    "a table whose cells reach over others and whose rows are of unlike length": (
        Table(rows=(row(cell("wide", columns=2), cell("right")), row(cell("high", rows=2)), row(cell("last")))),
        "wide right high last",
    ),
    "a figure with its caption": (
        Figure(images=(Image(target=PIXEL, alt="A dot"),), caption=Heading(content=("A drawing",))),
        "A drawing",
    ),
    "a quotation": (Quotation(blocks=(Paragraph(content=("Quoted.",)), Line(content=("Aside.",)))), "Quoted. Aside."),
    "verse": (Verse(lines=(VerseLine(content=("One line",)), VerseLine(content=("another",)))), "One line another"),
}
blocks = pytest.mark.parametrize(("block", "words"), BLOCKS.values(), ids=BLOCKS)


def with_note(*inside: Block) -> Document:
    """A sentence with a note in its midst."""
    note = Note(place="inline", n="1", blocks=inside)
    return Document(body=(Paragraph(content=("Before", note, " after.")),))


@blocks
def test_the_words_of_a_block_stand_in_the_line_with_blanks_between(
    block: Block, words: str, pdftotext: Callable[..., str]
) -> None:
    told = " ".join(pdftotext(pipeline.write_bytes(with_note(block), "pdf")).replace("\x0c", "").split())
    assert f"Before [1 {words}] after." in told.replace(" ]", "]")


@blocks
def test_the_tags_tell_what_kind_of_block_it_is(block: Block, words: str) -> None:
    document = with_note(block, Line(content=("The end.",)))
    assert rebuilt(pipeline.write_bytes(document, "pdf")) == document
