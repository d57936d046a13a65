"""Numbers of paragraphs in the margin: where they stand, how they are read, when they stay at the head."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from converters import pipeline
from converters.formats.format import ReadOptions, WriteOptions
from converters.formats.pdf import themes
from converters.formats.pdf.margin import number_gap, with_room_for_numbers
from converters.formats.pdf.page import Page
from converters.formats.pdf.writer import set_pages
from converters.model.document import Document, Source
from converters.model.node import Span
from converters.model.nodes import Block, Choice, Item, Label, List, Note, PageBreak, Paragraph, Quotation
from converters.report import Report
from tests.pdf.boxes import drawn, faults
from tests.pdf.looks import SIDE_NUMBERS
from tests.pdf.placed import Words, find, placed
from tests.pdf.records import telegram, words
from tests.pdf.tagged import rebuilt

MARGIN = themes.theme()._replace(numbers="margin")
NARROW = themes.theme("edition", "6x9")._replace(numbers="margin", line_numbers=1)


def numbered(label: str, text: str = "Words of it.", **fields: object) -> Paragraph:
    return Paragraph(number=Label(content=(label,)), content=(text,), **fields)  # type: ignore[arg-type]


def text_of(*blocks: Block) -> Document:
    return Document(lang="en", body=blocks)


def where(document: Document) -> list[Words]:
    return placed(document, SIDE_NUMBERS)


def test_a_number_stands_in_the_margin_on_the_first_line_of_its_paragraph() -> None:
    document = text_of(numbered("7.", words(4)))
    number, first = find(where(document), "7."), find(where(document), "The deputy")
    assert number.y == first.y
    (page, *_) = drawn(document, MARGIN)
    (box,) = [box for box in page.boxes if box.right < page.left]
    assert box.right == pytest.approx(page.left - number_gap(10.0))


def test_a_number_is_read_before_its_paragraph(pdftotext: Callable[..., str]) -> None:
    document = text_of(*(numbered(f"{number}.", words(3)) for number in range(1, 40)))
    data = pipeline.write_bytes(document, "pdf", options=WriteOptions(theme=SIDE_NUMBERS))
    assert rebuilt(data) == document
    for options in (("-raw",), ()):
        found = re.findall(r"(?:^|\s)(\d+)\.\s+The deputy director", pdftotext(data, *options))
        assert found == [str(number) for number in range(1, 40)], options


def test_a_record_with_its_numbers_in_the_margin_is_archival_accessible_and_comes_back(
    verapdf: Callable[[bytes, str], dict[str, str]],
) -> None:
    data = pipeline.write_bytes(telegram(12), "pdf", options=WriteOptions(theme=SIDE_NUMBERS))
    assert verapdf(data, "3a") == {}
    assert verapdf(data, "ua1") == {}
    assert pipeline.read_bytes(data, options=ReadOptions(carried=False)) == telegram(12)


@pytest.mark.parametrize("name", themes.ALL)
@pytest.mark.parametrize("paper", themes.PAPERS)
@pytest.mark.parametrize("step", [0, 1], ids=["", "each line numbered"])
def test_numbers_overlap_nothing_in_any_theme(name: str, paper: str, step: int) -> None:
    theme = with_room_for_numbers(themes.theme(name, paper)._replace(numbers="margin", line_numbers=step))
    assert faults(telegram(20), theme) == []


def test_marks_and_notes_of_the_margin_stand_beyond_numbers_in_the_same_margin() -> None:
    """On left pages of a book the outer margin has them all."""
    note = Note(place="margin", blocks=(Paragraph(content=("Aside.",)),))
    paragraph = Paragraph(number=Label(content=("11",)), content=(PageBreak(n="22"), words(2), note))
    document = Document(body=(paragraph,) * 20)
    theme = themes.theme(SIDE_NUMBERS)
    assert faults(document, theme) == []
    (_, left, *_) = drawn(document, theme)
    beside = [box for box in left.boxes if box.right < left.left]
    numbers = [box for box in beside if box.right > left.left - 10.0]
    assert len(numbers) > 5
    assert max(box.right for box in beside if box not in numbers) < min(box.left for box in numbers)


def line_numbers(page: Page) -> int:
    """How many small numbers stand in the left margin."""
    return len([box for box in page.boxes if box.right < page.left and box.top - box.bottom < 8.0])


def test_numbers_of_lines_stand_beyond_those_of_paragraphs_or_give_way_to_them() -> None:
    document = text_of(numbered("1.", words(2)), numbered("2.", words(2)))
    wide = MARGIN._replace(line_numbers=1)
    (page, *_) = drawn(document, wide)
    assert line_numbers(page) == len(page.counted)
    long = text_of(numbered("1234567890", words(2)), numbered("1234567891", words(2)))
    (page, *_) = drawn(long, NARROW)
    assert line_numbers(page) == len(page.counted) - 2
    assert faults(document, wide) == faults(long, NARROW) == []


HEBREW = "שלום עולם וברכה לכל הקוראים"


def test_a_number_stands_on_the_right_where_lines_begin_there_with_its_dot_on_the_left() -> None:
    document = Document(lang="he", body=(numbered("12.", HEBREW),))
    (page, *_) = drawn(document, MARGIN)
    assert [box.left for box in page.boxes if box.left > page.left + page.sheet.measure]
    found = where(document)
    assert find(found, ".").x < find(found, "12").x
    assert find(found, "12").x > find(found, "שלום").x


@pytest.mark.parametrize(
    "block",
    [
        numbered("Paragraph the hundred and eleventh of this chapter."),
        Quotation(blocks=(numbered("3."),)),
        List(items=(Item(blocks=(numbered("3."),)),)),
        Paragraph(number=Label(content=("3.",)), content=()),
        Paragraph(content=("Text.", Note(n="a", blocks=(numbered("3."),)))),
    ],
)
def test_a_number_stays_at_the_head(block: Block) -> None:
    document = text_of(block)
    for page in set_pages(document, Report(), MARGIN).pages:
        assert [box for box in page.boxes if box.right < page.left] == []
    assert rebuilt(pipeline.write_bytes(document, "pdf", options=WriteOptions(theme=SIDE_NUMBERS))) == document


def test_a_damaged_number_has_its_reading_at_the_foot(pdftotext: Callable[..., str]) -> None:
    reading = Choice(original=("15.",), proposed=("5.",), reason="pilcrow-read-as-digit")
    document = text_of(Paragraph(number=Label(content=(reading,)), content=(words(1),)))
    data = pipeline.write_bytes(document, "pdf", options=WriteOptions(theme=SIDE_NUMBERS))
    assert rebuilt(data) == document
    found = " ".join(pdftotext(data).split())
    assert found.index("The deputy") < found.index("source: 15.")


def test_a_typescript_keeps_its_lines_beside_its_numbers(tmp_path: Path, pdftotext: Callable[..., str]) -> None:
    sent = "1. (U) Lines end where\nthey ended as sent."
    paragraph = numbered("1.", "(U) Lines end where they ended as sent.", span=Span(0, len(sent)))
    document = Document(body=(paragraph,), source=Source.of_text(sent.encode(), "utf-8", "text/plain"))
    theme = tmp_path / "typescript.toml"
    theme.write_text('base = "telegram"\ntext = { paragraph-numbers = "margin" }', "utf-8")
    found = pdftotext(pipeline.write_bytes(document, "pdf", options=WriteOptions(theme=str(theme))))
    lines = [line.strip() for line in found.splitlines()]
    assert lines[lines.index("they ended as sent.") - 1] == "1. (U) Lines end where"
