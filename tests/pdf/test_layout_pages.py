"""Pages by the engine's own record of what it drew: nothing overlaps, leaves its frame or stands alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from converters import pipeline
from converters.formats.pdf import themes
from converters.formats.pdf.ahead import Planned, found, planned
from converters.formats.pdf.page import Page
from converters.formats.pdf.theme import Theme
from converters.formats.pdf.writer import set_pages
from converters.model.document import Document
from converters.model.nodes import Block, Heading, Note, PageBreak, Paragraph, Preformatted, Section
from converters.report import Report
from tests.corpora import example_files
from tests.pdf.boxes import drawn, faults
from tests.pdf.records import long_table, oddities, telegram, words
from tests.pdf.tagged import rebuilt

EDITION = themes.theme()
SHEET = EDITION.sheet
THEMES = [themes.theme(name, paper) for name in themes.BUILT_IN for paper in themes.PAPERS]


def pages_of(document: Document) -> list[Page]:
    return list(set_pages(document, Report()).pages)


def noted(count: int) -> Document:
    """Paragraphs with long notes, so many that the notes run over to other pages."""
    note = Note(blocks=(Paragraph(content=(words(9),)), Paragraph(content=("Its second paragraph.",))))
    return Document(body=tuple(Paragraph(content=(words(2), note, " " + words(1))) for _ in range(count)))


def chapters(count: int) -> Document:
    blocks = [
        Section(blocks=(Heading(content=(f"Chapter {number}",)), Paragraph(content=(words(14),))))
        for number in range(1, count + 1)
    ]
    return Document(lang="en", body=tuple(blocks))


RECORDS = {
    "telegram": telegram(),
    "long": telegram(30),
    "oddities": oddities(),
    "table": long_table(50),
    "notes": noted(12),
    "one long note": Document(body=(Paragraph(content=("Text.", Note(blocks=(Paragraph(content=(words(200),)),)))),)),
    "one long word": Document(body=(Paragraph(content=("w" * 20_000,)),)),
    "chapters": chapters(40),
    "wide lines": Document(body=(Preformatted(content=("column " * 60 + "\n" + "w" * 500,)),)),
}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: f"{theme.name} on {theme.paper}")
@pytest.mark.parametrize("name", RECORDS)
def test_nothing_overlaps_or_leaves_its_frame(name: str, theme: Theme) -> None:
    assert faults(RECORDS[name], theme) == []


def test_bound_pages_mirror_each_other() -> None:
    sheet = EDITION.sheet._replace(binding=30.0)
    theme = EDITION._replace(sheet=sheet)
    across = Paragraph(content=(words(1), PageBreak(n="2"), words(60)))
    pages = drawn(Document(body=(across, across)), theme)
    assert [page.left for page in pages[:3]] == [sheet.left + 30.0, sheet.right, sheet.left + 30.0]
    assert faults(Document(body=(across, across)), theme) == []


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


def test_a_long_document_has_a_table_of_contents_with_the_pages_of_its_headings(
    pdftotext: Callable[..., str],
) -> None:
    document = chapters(30)
    texts = pdftotext(pipeline.write_bytes(document, "pdf"), "-layout").split("\f")
    told = dict(re.findall(r"^ *(Chapter \d+) +(\d+)$", texts[0], re.MULTILINE))
    assert len(told) == 30
    for title, page in told.items():
        assert re.search(rf"^ *{title}$", texts[int(page) - 1], re.MULTILINE)


@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_the_outline_of_an_example_is_foreseen(file: Path) -> None:
    document = pipeline.read(file)
    assert planned(document) == found(set_pages(document, Report()).job.outline)


def test_a_heading_that_was_not_foreseen_is_in_the_table_of_contents_and_losses_are_told_once(
    pdftotext: Callable[..., str],
) -> None:
    note = Note(blocks=(Heading(content=("In a note",)), Paragraph(content=("Said \U00012000 beside.",))))
    document = chapters(20)
    document = msgspec.structs.replace(document, body=(*document.body, Paragraph(content=("Last.", note))))
    assert Planned(1, "In a note") not in planned(document)
    report = Report()
    texts = pdftotext(pipeline.write_bytes(document, "pdf", report=report), "-layout").split("\f")
    (page,) = re.findall(r"^ *In a note +(\d+)$", texts[0], re.MULTILINE)
    assert "In a note" in texts[int(page) - 1]
    assert len(report.messages) == 1


def test_a_short_document_has_no_table_of_contents() -> None:
    types = {element.type for element in set_pages(chapters(3), Report()).job.tree.elements()}
    assert "Contents" not in types


def test_a_table_of_contents_is_no_part_of_the_document() -> None:
    document = chapters(20)
    assert rebuilt(pipeline.write_bytes(document, "pdf")) == document


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: f"{theme.name}-{theme.sheet.width:.0f}")
def test_long_numbers_of_source_pages_stand_in_the_margin(theme: Theme) -> None:
    text = Paragraph(content=(words(3), PageBreak(n="10.2", edition="transmission"), words(3)))
    assert faults(Document(body=(text,) * 40), theme) == []
