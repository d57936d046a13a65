"""Pages by the engine's own record of what it drew: nothing overlaps, leaves its frame or stands alone."""

from __future__ import annotations

import pytest

from converters.formats.pdf.page import Box, Page
from converters.formats.pdf.theme import EDITION
from converters.formats.pdf.writer import set_pages
from converters.model.document import Document
from converters.model.nodes import Block, Heading, Note, Paragraph, Preformatted, Section
from converters.report import Report
from tests.pdf.records import long_table, oddities, telegram, words

SHEET = EDITION.sheet
SLACK = 0.6
"""Letters may reach over their box by so many points (a rounding, the swash of an italic)."""


def pages_of(document: Document) -> list[Page]:
    return list(set_pages(document, Report()).pages)


def overlapping(boxes: list[Box]) -> list[tuple[Box, Box]]:
    return [
        (one, other)
        for number, one in enumerate(boxes)
        for other in boxes[number + 1 :]
        if min(one.right, other.right) - max(one.left, other.left) > SLACK
        and min(one.top, other.top) - max(one.bottom, other.bottom) > SLACK
    ]


def noted(count: int) -> Document:
    """Paragraphs with long notes, so many that the notes run over to other pages."""
    note = Note(blocks=(Paragraph(content=(words(9),)), Paragraph(content=("Its second paragraph.",))))
    return Document(body=tuple(Paragraph(content=(words(2), note, " " + words(1))) for _ in range(count)))


RECORDS = {
    "telegram": telegram(),
    "long": telegram(30),
    "oddities": oddities(),
    "table": long_table(50),
    "notes": noted(12),
    "one long note": Document(body=(Paragraph(content=("Text.", Note(blocks=(Paragraph(content=(words(200),)),)))),)),
    "one long word": Document(body=(Paragraph(content=("w" * 20_000,)),)),
    "wide lines": Document(body=(Preformatted(content=("column " * 60 + "\n" + "w" * 500,)),)),
}


@pytest.mark.parametrize("name", RECORDS)
def test_nothing_overlaps(name: str) -> None:
    for page in pages_of(RECORDS[name]):
        assert overlapping([box for box in page.boxes if box.right > box.left]) == []


@pytest.mark.parametrize("name", RECORDS)
def test_nothing_runs_out_of_the_frame_of_the_page(name: str) -> None:
    for page in pages_of(RECORDS[name]):
        for box in page.boxes:
            in_margin = box.left > SHEET.width - SHEET.right
            assert box.left >= SHEET.left - SLACK
            assert box.right <= (SHEET.width - 20 if in_margin else SHEET.width - SHEET.right + SLACK)
            assert box.bottom >= SHEET.bottom - SLACK
            assert box.top <= SHEET.height - SHEET.top + SLACK


def test_a_heading_stands_on_the_page_of_the_text_below_it() -> None:
    for lines in range(30, 60):
        above: list[Block] = [Paragraph(content=("A line.",)) for _ in range(lines)]
        blocks = (*above, Heading(content=("Heading",)), Paragraph(content=(words(3),)))
        *_, last = pages = pages_of(Document(body=(Section(blocks=blocks),)))
        sizes = [box for page in pages for box in page.boxes if box.top - box.bottom > 12.5]
        assert sizes
        assert last.boxes[-1].what == "line"
        for page in pages[:-1]:
            assert page.boxes[-1].top - page.boxes[-1].bottom < 12.5, "a heading is the last line of its page"


def test_no_paragraph_leaves_a_single_line_behind() -> None:
    pages = pages_of(Document(body=tuple(Paragraph(content=(words(3),)) for _ in range(40))))
    leading = EDITION.setting("paragraph").leading
    for page in pages[1:]:
        first, second = page.boxes[:2]
        assert first.bottom - second.bottom == pytest.approx(leading), "the first line of the page stands alone"


def test_notes_stand_on_the_page_of_their_marks_or_begin_there() -> None:
    document = Document(
        body=tuple(
            Paragraph(content=(words(4), Note(blocks=(Paragraph(content=("A short note.",)),)))) for _ in range(20)
        )
    )
    pages = set_pages(document, Report())
    for element in pages.job.tree.elements():
        if element.type == "Paragraph" and any(getattr(kid, "type", None) == "Note" for kid in element.kids):
            mark = next(kid for kid in element.kids if getattr(kid, "type", None) == "NoteMark").first_mark()  # type: ignore[union-attr]
            note = next(kid for kid in element.kids if getattr(kid, "type", None) == "Note").first_mark()  # type: ignore[union-attr]
            assert mark is not None
            assert note is not None
            assert mark.page == note.page


def test_the_head_of_a_table_is_drawn_again_on_each_page_and_is_once_in_the_structure() -> None:
    pages = set_pages(long_table(50), Report())
    assert len(pages.pages) > 2
    heads = [one for one in pages.job.tree.elements() if one.type == "HeaderCell"]
    assert len(heads) == 3
    assert all(page.boxes[0].bottom > SHEET.height - SHEET.top - 30 for page in pages.pages[1:])
