"""PDFs without tags, as others made them: columns, heads and feet, divided words, turned text, other directions."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from converters import pipeline
from converters.formats.format import ReadOptions
from converters.formats.pdf import bidi
from converters.formats.pdf.reader import read
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import plain_text, walk
from converters.report import Report
from tests.corpora import ROOT
from tests.pdf.printed import printed
from tests.pdf.strangers import as_it_looks, content_of, in_faces, opened, saved, turned, untagged

LEFT = (
    "The first column has lines of text,",
    "which go on below one another for a",
    "while, and then it comes to its end,",
    "here.",
)
RIGHT = (
    "The second column begins at the top",
    "and is read after the first one has",
    "come to its end, as a reader would.",
)


def visible(data: bytes, report: Report | None = None) -> Document:
    return read(data, ReadOptions(carried=False), report or Report())


def texts(data: bytes, report: Report | None = None) -> list[str]:
    body = visible(data, report).body
    return [plain_text(node) for block in body for node in walk(block) if isinstance(node, nd.Paragraph)]


def across(left: tuple[str, ...], right: tuple[str, ...]) -> list[tuple[float, float, str]]:
    """Two columns side by side, drawn line by line across the page."""
    drawn: list[tuple[float, float, str]] = []
    for number in range(max(len(left), len(right))):
        drawn.extend(
            (x, 700.0 - 14 * number, side[number]) for x, side in ((50.0, left), (310.0, right)) if number < len(side)
        )
    return drawn


# --- order ---


def test_columns_are_read_one_after_the_other() -> None:
    page = [(50, 740, "A title above both of the columns of this page, as wide as they are"), *across(LEFT, RIGHT)]
    assert texts(untagged([*page, (50, 560, "Below them.")])) == [
        "A title above both of the columns of this page, as wide as they are",
        " ".join(LEFT),
        " ".join(RIGHT),
        "Below them.",
    ]


def test_a_paragraph_goes_on_from_one_column_to_the_next() -> None:
    (text,) = texts(untagged(across((*LEFT[:3], "and goes"), ("on there, where the second column", *RIGHT[1:]))))
    assert text.endswith("and goes on there, where the second column and is read after the first one has " + RIGHT[2])


def test_words_in_columns_that_are_no_table_for_sure_are_read_row_by_row() -> None:
    rows = [(50, 700 - 14 * at, f"Post {at}") for at in range(5)]
    rows += [(300 + 17 * (at % 3) + at, 700 - 14 * at, "x" * (2 + at * at)) for at in range(5)]
    assert texts(untagged(rows)) == [f"Post {at} {'x' * (2 + at * at)}" for at in range(5)]


def test_lines_are_read_from_the_top_whatever_the_order_of_drawing() -> None:
    assert texts(untagged([(50, 686, "and second."), (50, 700, "First")])) == ["First and second."]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_text_that_is_turned_follows_upright_text_and_keeps_its_words(degrees: float) -> None:
    assert texts(turned("A note along|the margin.", degrees, 500, 400)) == [
        "An upright line. It goes on.",
        "A note along the margin.",
    ]


# --- paragraphs ---


def test_a_line_set_in_after_a_full_stop_begins_a_paragraph() -> None:
    lines = [(50, 700, "A line to the end."), (62, 686, "Another paragraph, set"), (50, 672, "in at its first line.")]
    assert texts(untagged(lines)) == ["A line to the end.", "Another paragraph, set in at its first line."]


def test_items_that_make_no_list_for_sure_are_paragraphs() -> None:
    lines = [
        (50, 700, "1."),
        (70, 700, "One thing"),
        (50, 686, "4."),
        (70, 686, "another, that goes"),
        (70, 672, "on."),
    ]
    assert texts(untagged(lines)) == ["1. One thing", "4. another, that goes on."]


def test_words_divided_at_the_ends_of_lines_are_joined_and_told() -> None:
    report = Report()
    lines = [(50, 700, "The council was in-"), (50, 686, "formed of the well-"), (50, 672, "Being of all.")]
    assert texts(untagged(lines), report) == ["The council was informed of the well- Being of all."]
    assert any("1 word is divided" in message.text for message in report.at("warning"))


def test_ligatures_are_their_letters() -> None:
    assert texts(as_it_looks("o\ufb03ce and \ufb01ne")) == ["office and fine"]


def test_bold_and_italic_words_are_emphasised_and_a_line_that_is_all_of_one_look_is_plain() -> None:
    data = in_faces(
        ("Helvetica", "Plain "), ("Helvetica-Bold", "bold"), ("Helvetica", " and "), ("Times-Italic", "slanted")
    )
    (paragraph,) = visible(data).body
    assert isinstance(paragraph, nd.Paragraph)
    assert paragraph.content == (
        "Plain ",
        nd.Emphasis(style="bold", content=("bold",)),
        " and ",
        nd.Emphasis(style="italic", content=("slanted",)),
    )
    assert visible(in_faces(("Helvetica-Bold", "A heading"))).body == (nd.Paragraph(content=("A heading",)),)


# --- pages ---


def page(number: int, *lines: str) -> list[tuple[float, float, str]]:
    text = [(50.0, 740.0 - 14 * at, line) for at, line in enumerate(lines)]
    return [(50, 800, "AN INVENTED REPORT"), *text, (290, 40, f"- {number} -")]


def test_heads_feet_and_page_numbers_belong_to_their_pages() -> None:
    found = visible(untagged(page(1, "First page."), page(2, "Second page."))).body
    head = nd.Furniture(role="header", content=("AN INVENTED REPORT",))
    assert found == (
        head,
        nd.Paragraph(content=("First page.",)),
        nd.Furniture(role="page-number", content=("- 1 -",)),
        nd.PageBreak(n="2"),
        head,
        nd.Paragraph(content=("Second page.",)),
        nd.Furniture(role="page-number", content=("- 2 -",)),
    )


def test_a_sentence_goes_on_over_the_page() -> None:
    first, second = page(1, "It was said that", "the council would"), page(2, "meet at once.")
    found = [block for block in visible(untagged(first, second)).body if isinstance(block, nd.Paragraph)]
    assert [plain_text(one) for one in found] == ["It was said that the council would meet at once."]
    assert [type(part) for part in found[0].content if not isinstance(part, str)] == [
        nd.Furniture,
        nd.PageBreak,
        nd.Furniture,
    ]


def test_what_stands_on_one_page_only_is_its_text() -> None:
    found = visible(untagged([(50, 800, "Only here"), (50, 700, "Text.")], [(50, 700, "More.")])).body
    assert not [block for block in found if isinstance(block, nd.Furniture)]


# --- from right to left ---


@pytest.mark.parametrize(
    "text",
    ["שלום לכולם", "מכתב 12 מתוך 345 נמצא", "הספר Belle Aurore נמצא", "a word שלום of it", "السفينة ومعها ١٢ كتابا"],
)
def test_text_that_is_drawn_as_it_looks_is_read_as_it_is_spoken(text: str) -> None:
    _, levels = bidi.levels(text)
    look = "".join(text[place] for place in bidi.visual_order(levels))
    assert texts(as_it_looks(look)) == [text]


@pytest.mark.validator
def test_a_letter_that_libreoffice_printed_comes_back_with_its_notes_and_languages(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    pipeline.convert(ROOT / "examples/letter.json", tmp_path / "letter.docx")
    document = visible(printed(program("soffice"), tmp_path / "letter.docx", tagged=True))
    notes = {
        note.n: plain_text(note.blocks[0]) for node in document.body for note in walk(node) if isinstance(note, nd.Note)
    }
    assert notes == {
        "1": "Le sceau de la maison Halloran & Fils, trois harengs sur champ d’azur.",
        "i": "« Soyez les bienvenus, mes livres. »",
    }
    spoken = [plain_text(node) for block in document.body for node in walk(block) if isinstance(node, nd.Paragraph)]
    assert "وصلت السفينة سالمةً يوم الثلاثاء، ومعها ١٢ صندوقًا من الكتب." in spoken
    assert any("הספרים הגיעו, תודה לאל" in text for text in spoken)


# --- ours, without its tags ---


def without_tags(data: bytes) -> bytes:
    pdf = opened(data)
    for name in ("/StructTreeRoot", "/MarkInfo", "/AF", "/Names"):
        if name in pdf.Root:
            del pdf.Root[name]
    for one in pdf.pages:
        kept = [part for part in pikepdf.parse_content_stream(one) if str(part.operator) not in ("BMC", "BDC", "EMC")]
        one.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    return saved(pdf)


def test_a_telegram_printed_and_stripped_of_its_tags_keeps_its_paragraphs() -> None:
    document = pipeline.read(ROOT / "examples/telegram-two-sections.txt")
    found = texts(without_tags(pipeline.write_bytes(document, "pdf")))
    assert "5. (U) Post will report the Council's opinion septel." in found
    (first,) = [text for text in found if text.startswith("1. (C/NF)")]
    assert first.endswith("End summary.")


def test_text_in_a_form_with_a_matrix_is_read_where_it_stands() -> None:
    pdf = opened(untagged([(50, 700, "Below.")]))
    one = pdf.pages[0]
    form = pdf.make_stream(b"BT /F1 12 Tf (Above) Tj ET")
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox, form.Matrix = [0, 0, 99, 99], [1, 0, 0, 1, 50, 760]
    form.Resources = pikepdf.Dictionary(Font=one.Resources.Font)
    one.Resources.XObject = pikepdf.Dictionary(Own=form)
    one.Contents = pdf.make_stream(content_of(one) + b"\n/Own Do")
    out = io.BytesIO()
    pdf.save(out)
    assert texts(out.getvalue()) == ["Above", "Below."]
