"""What stays together: nothing stands alone at the end or the beginning of a page."""

from __future__ import annotations

import pytest

from converters.model import metadata as md
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.nodes import Block, Closer, Item, Line, List, Paragraph, Quotation, Section, Signed
from tests.pdf.placed import Words, find, placed

ABOVE = range(28, 56)


def pages(texts: tuple[str, ...], *blocks: Block, above: int) -> list[int]:
    """On which pages texts stand below so many lines."""
    filling = tuple(Line(content=("Above.",)) for _ in range(above))
    body = (Section(blocks=filling), Section(blocks=blocks))
    found: list[Words] = placed(Document(body=body))
    return [find(found, text).page for text in texts]


@pytest.mark.parametrize("above", ABOVE)
def test_no_line_of_a_header_stands_alone(above: int) -> None:
    lines = tuple(f"HEADER {number}" for number in range(9))
    found = pages(lines, *(Line(content=(line,)) for line in lines), above=above)
    assert found[0] == found[1]
    assert found[-1] == found[-2]


@pytest.mark.parametrize("above", ABOVE)
def test_no_item_of_a_list_stands_alone(above: int) -> None:
    texts = tuple(f"item <{number}>" for number in range(7))
    items = tuple(Item(blocks=(Paragraph(content=(text,)),)) for text in texts)
    found = pages(texts, List(style="dash", items=items), above=above)
    assert found[0] == found[1]
    assert found[-1] == found[-2]


@pytest.mark.parametrize("above", ABOVE)
def test_a_signature_stands_below_some_of_what_it_signs(above: int) -> None:
    found = pages(
        ("The last words.", "SURNAME"),
        Paragraph(content=("The last words.",)),
        Closer(parts=(Signed(content=("SURNAME",)),)),
        above=above,
    )
    assert found[0] == found[1]


@pytest.mark.parametrize("above", ABOVE)
def test_what_ends_in_a_colon_stands_above_what_it_announces(above: int) -> None:
    found = pages(
        ("She said:", "The words quoted."),
        Paragraph(content=("She said:",)),
        Quotation(blocks=(Paragraph(content=("The words quoted.",)),)),
        above=above,
    )
    assert found[0] == found[1]


@pytest.mark.parametrize("count", range(28, 60))
def test_no_row_of_the_facts_stands_alone(count: int) -> None:
    known = tuple(md.Identifier(scheme=f"scheme-{number}", value=f"value<{number}>") for number in range(count))
    found = placed(Document(metadata=Metadata(identifiers=known)))
    rows = [find(found, f"value<{number}>").page for number in range(count)]
    assert rows[0] == rows[1]
    assert rows[-1] == rows[-2]


def test_no_word_of_a_title_stands_alone_below_the_others() -> None:
    title = "An invented matter of some length, and what came of it in the end"
    for extra in range(12):
        found = placed(Document(metadata=Metadata(titles=(md.Title(text=f"{title}{' or so' * extra}"),))))
        lines = [one for one in found if one.size == found[0].size]
        assert len(lines[-1].text.split()) > 1
