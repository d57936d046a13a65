"""PDFs that others made: by their tags where they have any, by their lines otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from pikepdf import Dictionary, Name

from converters.formats.format import ReadOptions
from converters.formats.pdf.reader import read
from converters.model import nodes as nd
from converters.model.codec import decode, encode
from converters.model.document import Document
from converters.model.metadata import Agent, Subject, Title
from converters.model.walk import plain_text, walk
from converters.report import Report
from tests.pdf.printed import converted, printed
from tests.pdf.strangers import Tagged, opened, saved, tagged, untagged

VISIBLE = ReadOptions(carried=False)


def visible(data: bytes, report: Report | None = None) -> Document:
    return read(data, VISIBLE, report or Report())


# --- tagged by others ---


def body(data: bytes, report: Report | None = None) -> tuple[nd.Block, ...]:
    return visible(data, report).body


def test_paragraphs_of_others_come_back_as_paragraphs() -> None:
    assert body(tagged(("P", ["One."]), ("P", ["Two."]))) == (
        nd.Paragraph(content=("One.",)),
        nd.Paragraph(content=("Two.",)),
    )


def test_lines_of_a_paragraph_are_joined_with_one_blank() -> None:
    assert body(tagged(("P", ["First line", "second line "]))) == (nd.Paragraph(content=("First line second line",)),)


def test_headings_make_sections_as_deep_as_their_levels() -> None:
    found = body(tagged(("H1", ["A"]), ("P", ["a"]), ("H2", ["B"]), ("P", ["b"]), ("H1", ["C"])))
    inner = nd.Section(blocks=(nd.Heading(content=("B",)), nd.Paragraph(content=("b",))))
    assert found == (
        nd.Section(blocks=(nd.Heading(content=("A",)), nd.Paragraph(content=("a",)), inner)),
        nd.Section(blocks=(nd.Heading(content=("C",)),)),
    )


def test_types_of_a_program_are_read_through_the_role_map() -> None:
    found = body(tagged(("Body#20Text", ["Text."]), roles={"Body#20Text": "Normal", "Normal": "P"}))
    assert found == (nd.Paragraph(content=("Text.",)),)


def test_a_list_with_bullets_has_a_style_and_one_with_numbers_has_labels() -> None:
    def item(label: str, text: str) -> Tagged:
        return ("LI", [("Lbl", [label]), ("LBody", [("P", [text])])])

    bullets, numbers = body(
        tagged(("L", [item("\u2022", "One"), item("\u2022", "Two")]), ("L", [item("1.", "One"), item("2.", "Two")]))
    )
    assert bullets == nd.List(
        style="bullet",
        items=tuple(nd.Item(blocks=(nd.Paragraph(content=(text,)),)) for text in ("One", "Two")),
    )
    assert isinstance(numbers, nd.List)
    assert [item.label for item in numbers.items] == [nd.Label(content=("1.",)), nd.Label(content=("2.",))]


def test_a_label_that_begins_an_item_without_a_tag_of_its_own_is_a_label() -> None:
    first, second = [("P", ["(a)", "One"])], [("P", ["Two"])]
    (found,) = body(tagged(("L", [("LI", [("LBody", first)]), ("LI", [("LBody", second)])])))
    assert isinstance(found, nd.List)
    assert found.items == (
        nd.Item(label=nd.Label(content=("(a)",)), blocks=(nd.Paragraph(content=("One",)),)),
        nd.Item(blocks=(nd.Paragraph(content=("Two",)),)),
    )


def test_a_heading_that_a_word_processor_maps_to_a_paragraph_is_a_heading() -> None:
    (found,) = body(tagged(("Heading_1", ["A"]), ("P", ["a"]), roles={"Heading_1": "P"}))
    assert found == nd.Section(blocks=(nd.Heading(content=("A",)), nd.Paragraph(content=("a",))))


_WORDS = " and words enough for several lines of the page" * 4
_PAGE = f"""<html lang="en"><head><title>A report</title></head><body><h1>A report</h1>
<p>With a <a href="https://example.org/">link</a>{_WORDS}.</p>
<h2>Two lists</h2><ul><li>One</li><li>Two</li></ul><ol><li>First</li><li>Second</li></ol>
<table><tr><th>Post</th><th>Count</th></tr><tr><td>Exampleville</td><td>3</td></tr></table></body></html>"""


@pytest.mark.validator
def test_a_report_that_libreoffice_tagged_comes_back(program: Callable[[str], str], tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(_PAGE, "utf-8")
    converted(program("soffice"), tmp_path / "report.html", "odt")
    document = visible(printed(program("soffice"), tmp_path / "report.odt", tagged=True))
    (report,) = document.body
    assert isinstance(report, nd.Section)
    heading, paragraph, lists = report.blocks
    assert heading == nd.Heading(content=("A report",))
    assert plain_text(paragraph) == f"With a link{_WORDS}."
    assert [node.target for node in walk(paragraph) if isinstance(node, nd.Reference)] == ["https://example.org/"]
    assert isinstance(lists, nd.Section)
    bullets, numbers, table = lists.blocks[1:]
    assert isinstance(bullets, nd.List)
    assert isinstance(numbers, nd.List)
    assert bullets.style == "bullet"
    assert [item.label for item in numbers.items] == [nd.Label(content=("1.",)), nd.Label(content=("2.",))]
    assert isinstance(table, nd.Table)
    cells = [[plain_text(cell) for cell in row.cells] for row in table.rows]
    assert cells == [["Post", "Count"], ["Exampleville", "3"]]
    assert table.rows[0].header


def test_a_table_has_its_caption_its_header_row_and_its_spans() -> None:
    wide = {"A": Dictionary(O=Name.Table, ColSpan=2)}
    data = tagged(
        (
            "Table",
            [
                ("Caption", ["Posts"]),
                ("THead", [("TR", [("TH", ["Post"]), ("TH", ["Count"])])]),
                ("TBody", [("TR", [("TD", ["Both"], wide)])]),
            ],
        )
    )
    (table,) = body(data)
    assert isinstance(table, nd.Table)
    assert table.caption == nd.Heading(content=("Posts",))
    assert [row.header for row in table.rows] == [True, False]
    assert table.rows[1].cells == (nd.Cell(blocks=(nd.Line(content=("Both",)),), columns=2),)


def test_a_note_within_a_paragraph_stands_where_it_stood() -> None:
    (paragraph,) = body(tagged(("P", ["Text", ("Note", [("Lbl", ["1"]), ("P", ["Of a note."])]), "goes on."])))
    assert isinstance(paragraph, nd.Paragraph)
    assert paragraph.content[1] == nd.Note(n="1", blocks=(nd.Paragraph(content=("Of a note.",)),))


def test_another_language_an_abbreviation_and_a_formula_are_known_by_their_entries() -> None:
    (paragraph,) = body(
        tagged(
            (
                "P",
                [
                    ("Span", ["raison"], {"Lang": "fr"}),
                    ("Span", ["EU"], {"E": "European Union"}),
                    ("Formula", ["x"], {"Alt": "x squared"}),
                ],
            )
        )
    )
    assert isinstance(paragraph, nd.Paragraph)
    assert [part for part in paragraph.content if not isinstance(part, str)] == [
        nd.Foreign(content=("raison",), lang="fr"),
        nd.Choice(original=(" EU",), proposed=("European Union",), type="abbr-expan"),
        nd.Formula(text="x squared"),
    ]


def test_what_a_picture_shows_is_told_by_its_description() -> None:
    report = Report()
    (figure,) = body(tagged(("Figure", [], {"Alt": "A map"})), report)
    assert figure == nd.Figure(images=(nd.Image(target="", alt="A map"),))
    assert [message.code for message in report.at("warning")] == ["unread"]


def test_text_that_an_element_stands_for_is_read_in_place_of_what_is_drawn() -> None:
    assert body(tagged(("P", ["fi"], {"ActualText": "\ufb01ne"}))) == (nd.Paragraph(content=("\ufb01ne",)),)


# --- untagged ---


def test_a_pdf_without_tags_gives_paragraphs_and_a_warning_that_says_so() -> None:
    report = Report()
    found = body(
        untagged([(50, 700, "A first line"), (50, 686, "and its second."), (50, 650, "A new paragraph.")]), report
    )
    assert found == (
        nd.Paragraph(content=("A first line and its second.",)),
        nd.Paragraph(content=("A new paragraph.",)),
    )
    assert [message.code for message in report.at("warning")] == ["guess"]


def test_pages_without_tags_are_parted_by_page_breaks() -> None:
    found = body(untagged([(50, 700, "One.")], [(50, 700, "Two.")]))
    assert found == (nd.Paragraph(content=("One.",)), nd.PageBreak(n="2"), nd.Paragraph(content=("Two.",)))


def test_words_that_stand_apart_on_a_line_get_a_blank() -> None:
    assert body(untagged([(50, 700, "Left"), (120, 700, "right")])) == (nd.Paragraph(content=("Left right",)),)


def test_a_pdf_without_text_is_an_empty_document_and_a_warning() -> None:
    report = Report()
    assert body(untagged([]), report) == ()
    assert [message.code for message in report.at("warning")] == ["unread"]


def test_what_a_file_says_of_itself_is_its_metadata() -> None:
    pdf = opened(untagged([(50, 700, "Text.")]))
    pdf.trailer.Info = Dictionary(Title="A title", Author="A. Author", Keywords="records")
    known = visible(saved(pdf)).metadata
    assert known.titles == (Title(text="A title"),)
    assert known.agents == (Agent(name="A. Author", type="person", roles=("author",)),)
    assert known.subjects == (Subject(term="records", scheme="keywords"),)


def test_a_strangers_file_is_the_source_of_its_document() -> None:
    data = untagged([(50, 700, "Text.")])
    source = visible(data).source
    assert source is not None
    assert source.original() == data
    assert source.media_type == "application/pdf"


def test_the_document_of_a_stranger_is_as_the_schema_says() -> None:
    document = visible(tagged(("Sect", [("H1", ["A"]), ("P", ["b"])], {"Lang": "fr"}), ("BlockQuote", ["c"])))
    assert decode(encode(document)) == document
    assert msgspec.json.decode(encode(document))["body"][0]["lang"] == "fr"
