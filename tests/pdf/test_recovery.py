"""What is visible in a PDF gives the document back: our own tags, those of others, and pages without any."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from pikepdf import Dictionary, Name

from converters import pipeline
from converters.formats.format import ReadOptions, WriteOptions
from converters.formats.pdf.reader import read
from converters.formats.pdf.writer import write
from converters.model import nodes as nd
from converters.model.codec import decode, encode
from converters.model.compare import differences
from converters.model.document import Document
from converters.model.metadata import Agent, Subject, Title
from converters.model.node import Node
from converters.model.walk import walk
from converters.report import Report
from tests.corpora import cable_files, example_files, sample
from tests.pdf.strangers import Tagged, opened, saved, tagged, untagged
from tests.samples import SAMPLES
from tests.strategies import documents

VISIBLE = ReadOptions(carried=False)


def written(document: Document) -> bytes:
    return write(document, WriteOptions(), Report())


def visible(data: bytes, report: Report | None = None) -> Document:
    return read(data, VISIBLE, report or Report())


def assert_same(after: Document, before: Document) -> None:
    assert after == before, "\n".join(map(str, differences(before, after)))


# --- our own ---


@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_each_kind_of_node_comes_back_from_what_is_visible(kind: type[Node]) -> None:
    assert_same(visible(written(SAMPLES[kind])), SAMPLES[kind])


@given(documents())
def test_any_document_comes_back_from_what_is_visible(document: Document) -> None:
    assert_same(visible(written(document)), document)


@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_an_example_comes_back_from_what_is_visible_with_its_attached_source(file: Path) -> None:
    document = pipeline.read(file)
    report = Report()
    assert_same(visible(written(document), report), document)
    assert [message.code for message in report.messages] == ["recovered"]


@pytest.mark.shared
@pytest.mark.sweep
def test_the_real_telegrams_come_back_from_what_is_visible(shared: Path, request: pytest.FixtureRequest) -> None:
    for file in sample(cable_files(shared), request, 6):
        document = pipeline.read(file)
        assert_same(visible(written(document)), document)


def test_text_on_several_pages_is_one_paragraph() -> None:
    document = Document(body=(nd.Paragraph(content=("many words in a row " * 2000,)),))
    assert_same(visible(written(document)), document)


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


def test_a_record_of_ours_whose_tags_were_broken_is_read_by_its_standard_types() -> None:
    document = Document(body=(nd.Section(blocks=(nd.Paragraph(id="p1", content=("Kept.",)),)),))
    pdf = opened(written(document))
    for found in pdf.objects:
        if isinstance(found, Dictionary) and found.get("/S") == "/Paragraph":
            found.S = Name.Milestone
    report = Report()
    after = visible(saved(pdf), report)
    assert "Kept." in {part for node in walk(after) for part in getattr(node, "content", ())}
    assert "approximated" in report.counts()


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
