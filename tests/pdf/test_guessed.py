"""What the look of pages without tags says for sure: headings and simple tables, each told as a guess."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Table

from converters import pipeline
from converters.formats.format import ReadOptions
from converters.formats.pdf.reader import read
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.node import Node
from converters.model.walk import plain_text, walk
from converters.report import Report
from tests.pdf.printed import printed
from tests.pdf.records import SENTENCE
from tests.pdf.strangers import untagged

Drawn = tuple[float, float, str, str, float]
"""Words at a place, in a font and a size."""


def visible(data: bytes, report: Report | None = None) -> Document:
    return read(data, ReadOptions(carried=False), report or Report())


def outline(blocks: Sequence[Node | str], depth: int = 1) -> Iterator[tuple[int, str]]:
    """The headings with the depth of their sections."""
    for block in blocks:
        if isinstance(block, nd.Section):
            yield from outline(block.blocks, depth + 1)
        elif isinstance(block, nd.Heading):
            yield depth - 1, plain_text(block)


def tables(document: Document) -> list[list[list[str]]]:
    found = [node for block in document.body for node in walk(block) if isinstance(node, nd.Table)]
    return [[[plain_text(cell) for cell in row.cells] for row in table.rows] for table in found]


def drawn(*words: Drawn) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    for x, y, text, font, size in words:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)
    canvas.save()
    return file.getvalue()


def text_below(y: float, count: int = 4) -> list[Drawn]:
    """Lines of text, from a height down."""
    lines = (
        "It was said that the council would meet at once, and that",
        "the harbour was to be lit until the last ship came.",
    )
    return [(50.0, y - 13 * at, lines[at % 2], "Helvetica", 10.0) for at in range(count)]


# --- a document of another program ---


def report_of_lights() -> bytes:
    """What reportlab's own layout makes of headings, paragraphs and a table."""
    styles = getSampleStyleSheet()
    text = Paragraph(SENTENCE * 3, styles["BodyText"])
    rows = [["Light", "Oil", "Remarks"], ["Quay", "212", "draws well"], ["Rock", "240", "smokes"], ["Mole", "1205", ""]]
    rows[-1][-1] = "never lit"
    file = io.BytesIO()
    SimpleDocTemplate(file, invariant=1).build(
        [
            Paragraph("A report on lights", styles["Title"]),
            text,
            Paragraph("What they cost", styles["Heading2"]),
            Table(rows),
            text,
            Paragraph("1. Oil", styles["Heading3"]),
            text,
            Paragraph("Who pays", styles["Heading2"]),
            text,
        ]
    )
    return file.getvalue()


def test_a_report_that_reportlab_made_has_its_headings_and_its_table() -> None:
    report = Report()
    document = visible(report_of_lights(), report)
    assert list(outline(document.body)) == [
        (1, "A report on lights"),
        (2, "What they cost"),
        (3, "1. Oil"),
        (2, "Who pays"),
    ]
    assert tables(document) == [
        [
            ["Light", "Oil", "Remarks"],
            ["Quay", "212", "draws well"],
            ["Rock", "240", "smokes"],
            ["Mole", "1205", "never lit"],
        ]
    ]
    told = [message.text for message in report.at("warning")]
    assert any("4 headings are guessed" in text and "'A report on lights'" in text for text in told)
    assert any("1 table is guessed" in text for text in told)


@pytest.mark.validator
def test_a_record_that_libreoffice_printed_without_tags_has_its_headings(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    text = nd.Paragraph(content=(SENTENCE * 2,))
    first = nd.Section(blocks=(nd.Heading(content=("What the lights cost",)), text))
    second = nd.Section(blocks=(nd.Heading(content=("Who pays for them",)), text))
    document = Document(
        lang="en", body=(nd.Section(blocks=(nd.Heading(content=("Lights of the bay",)), text, first, second)),)
    )
    pipeline.write(document, tmp_path / "lights.docx")
    found = {
        words: depth
        for depth, words in outline(visible(printed(program("soffice"), tmp_path / "lights.docx", tagged=False)).body)
    }
    assert {"Lights of the bay", "What the lights cost", "Who pays for them"} <= found.keys()
    assert found["What the lights cost"] == found["Who pays for them"] == found["Lights of the bay"] + 1


# --- headings ---


def test_a_short_line_in_bold_above_text_is_a_heading() -> None:
    data = drawn((50, 713, "Of the keeper", "Helvetica-Bold", 10), *text_below(700))
    assert list(outline(visible(data).body)) == [(1, "Of the keeper")]


@pytest.mark.parametrize(
    "words",
    [
        [(50.0, 713.0, "A sentence in bold, which ends as sentences do.", "Helvetica-Bold", 10.0), *text_below(700)],
        [(50.0, 713.0, "Nearly as large", "Helvetica", 11.0), *text_below(690)],
        [(50.0, 720.0, "A large line that goes on,", "Helvetica", 16.0), *text_below(690)],
        [*text_below(700), (50.0, 600.0, "A large line at the end", "Helvetica", 16.0)],
        [(50.0, 720.0, "7", "Helvetica", 16.0), *text_below(690)],
        [(50.0, 760.0 - 20 * at, f"Large line {at}", "Helvetica", 16.0 - at) for at in range(5)] + text_below(640, 12),
    ],
    ids=["a sentence", "hardly larger", "goes on", "last", "a number", "many in a row"],
)
def test_what_is_no_heading_for_sure_is_a_paragraph(words: list[Drawn]) -> None:
    report = Report()
    assert list(outline(visible(drawn(*words), report).body)) == []
    assert not [message for message in report.messages if "heading" in message.text]


def test_pages_of_large_words_have_no_headings() -> None:
    """Slides: as much is large as is not."""
    words = [(50.0, 700.0 - 60 * at, f"Large words number {at}", "Helvetica", 18.0) for at in range(6)]
    small = [(50.0, 675.0 - 60 * at, "small words below them", "Helvetica", 10.0) for at in range(6)]
    assert list(outline(visible(drawn(*words, *small)).body)) == []


# --- tables ---

ROWS = (("Quay", "212", "draws well"), ("Rock", "1240", "smokes"), ("Mole", "5", "never lit"), ("North", "98", "moved"))


def grid(rows: Sequence[Sequence[str]], bold: bool = False) -> list[Drawn]:
    """Rows whose second column is aligned at its right edge."""
    found: list[Drawn] = []
    for at, (name, count, remark) in enumerate(rows):
        font, y = ("Helvetica-Bold" if bold and not at else "Helvetica"), 700.0 - 14 * at
        right = 250.0 - 5.56 * len(count)
        found += [(50.0, y, name, font, 10.0), (right, y, count, font, 10.0), (300.0, y, remark, font, 10.0)]
    return found


def test_rows_with_aligned_columns_are_a_table() -> None:
    assert tables(visible(drawn(*grid(ROWS)))) == [[list(row) for row in ROWS]]


def test_a_bold_first_row_names_the_columns() -> None:
    (table,) = visible(drawn(*grid((("Light", "No.", "Remark"), *ROWS), bold=True))).body
    assert isinstance(table, nd.Table)
    assert [row.header for row in table.rows] == [True, False, False, False, False]


def test_a_line_below_a_cell_goes_on_with_it() -> None:
    more = [
        (300.0, 700.0 - 14 * 4, "to the mole", "Helvetica", 10.0),
        (50.0, 700.0 - 14 * 5, "South", "Helvetica", 10.0),
    ]
    last = [(239.0, 700.0 - 14 * 5, "12", "Helvetica", 10.0), (300.0, 700.0 - 14 * 5, "burnt", "Helvetica", 10.0)]
    (found,) = tables(visible(drawn(*grid(ROWS), *more, *last)))
    assert found[3:] == [["North", "98", "moved to the mole"], ["South", "12", "burnt"]]


@pytest.mark.parametrize(
    "rows",
    [
        [("1.", "One thing"), ("2.", "another thing"), ("3.", "a third thing"), ("4.", "a fourth")],
        [("1", "One thing"), ("2", "another thing"), ("3", "a third thing"), ("4", "a fourth")],
        [("--", "One thing"), ("--", "another thing"), ("--", "a third thing"), ("--", "a fourth")],
        [("Two", "rows"), ("alone", "here")],
    ],
    ids=["labels", "figures", "dashes", "two rows"],
)
def test_what_is_no_table_for_sure_is_none(rows: list[tuple[str, str]]) -> None:
    words = [
        (x, 700.0 - 14 * at, text) for at, row in enumerate(rows) for x, text in zip((50.0, 90.0), row, strict=True)
    ]
    assert tables(visible(untagged(words))) == []


_WORDS = st.text("abcdefgh", min_size=1, max_size=9)
_PLACES = st.sampled_from([50.0, 120.0, 128.0, 260.0, 400.0])
_SIZES = st.sampled_from([("Helvetica", 10.0), ("Helvetica-Bold", 10.0), ("Helvetica", 15.0)])


@given(st.lists(st.lists(st.tuples(_PLACES, _WORDS, _SIZES), min_size=1, max_size=4), min_size=1, max_size=14))
def test_no_word_is_lost_whatever_is_guessed(lines: list[list[tuple[float, str, tuple[str, float]]]]) -> None:
    words = [
        (x, 760.0 - 20 * at, text, font, size)
        for at, line in enumerate(lines)
        for x, (text, (font, size)) in {x: (text, look) for x, text, look in line}.items()
    ]
    document = visible(drawn(*words))
    found = "".join(plain_text(block) for block in document.body)
    assert sorted("".join(found.split())) == sorted("".join(text for _, _, text, _, _ in words))


# --- lists ---

MORE = "and whatever else was found there"


def items(*labels: str, text: float = 64.0, more: float = 64.0, left: float = 50.0) -> list[Drawn]:
    """Items of two lines each: the label, the words beside it, and the line below, each at its place."""
    found: list[Drawn] = []
    for at, label in enumerate(labels):
        y = 700.0 - 26 * at
        words = [(left, y, label), (text, y, f"Lamp {at} of the harbour, with its oil"), (more, y - 13, MORE)]
        found += [(x, top, said, "Helvetica", 10.0) for x, top, said in words if said]
    return found


def lists(document: Document) -> list[nd.List]:
    return [node for block in document.body for node in walk(block) if isinstance(node, nd.List)]


def test_bullets_whose_lines_hang_are_a_list() -> None:
    report = Report()
    (found,) = lists(visible(drawn(*items("\u2022", "\u2022", "\u2022")), report))
    assert found.style == "bullet"
    assert [plain_text(item) for item in found.items] == [
        f"Lamp {at} of the harbour, with its oil {MORE}" for at in range(3)
    ]
    assert any("1 list is guessed" in message.text for message in report.at("warning"))


def test_numbers_in_sequence_whose_lines_hang_are_a_list_that_keeps_them() -> None:
    (found,) = lists(visible(drawn(*items("(7)", "(8)", "(9)", text=70.0, more=70.0))))
    assert [(item.label and plain_text(item.label)) for item in found.items] == ["(7)", "(8)", "(9)"]
    assert [item.label and item.label.value for item in found.items] == ["7", "8", "9"]


def test_a_list_that_reportlab_made_is_one_between_its_paragraphs() -> None:
    style = getSampleStyleSheet()["BodyText"]
    entries: list[Any] = [ListItem(Paragraph(SENTENCE * count, style)) for count in (1, 3, 2)]
    file = io.BytesIO()
    SimpleDocTemplate(file, invariant=1).build(
        [
            Paragraph(SENTENCE * 3, style),
            ListFlowable(entries, bulletType="1", bulletFormat="%s.", bulletFontSize=10),
            Paragraph(SENTENCE * 3, style),
        ]
    )
    before, found, after = visible(file.getvalue()).body
    assert isinstance(found, nd.List)
    assert [item.label and item.label.value for item in found.items] == ["1", "2", "3"]
    assert isinstance(before, nd.Paragraph)
    assert isinstance(after, nd.Paragraph)


@pytest.mark.parametrize(
    "words",
    [
        items("1.", "2.", "3.", more=50.0),
        items("1.", "3.", "7."),
        items("\u2022"),
        items("\u2022", "\u25aa"),
        items("\u2014", "\u2014", "\u2014"),
        items("1.", "2)"),
        [word for word in items("1.", "2.", "3.") if word[2] != MORE],
    ],
    ids=["numbered paragraphs", "out of sequence", "one", "two bullets", "speeches", "two forms", "no line hangs"],
)
def test_what_is_no_list_for_sure_is_none(words: list[Drawn]) -> None:
    report = Report()
    document = visible(drawn(*words), report)
    assert lists(document) == []
    assert not [message for message in report.messages if "list" in message.text]
    assert all(said in " ".join(map(plain_text, document.body)) for *_, said, _, _ in words if said.isascii())
