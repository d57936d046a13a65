"""The carried document is believed where the pages say the same, and no further."""

from __future__ import annotations

import re

import pikepdf
import pytest
from hypothesis import given
from msgspec import structs
from pikepdf import Name

from converters import pipeline
from converters.formats.format import ReadOptions, WriteOptions
from converters.formats.pdf import structure
from converters.formats.pdf.reader import read
from converters.formats.pdf.writer import write
from converters.model import nodes as nd
from converters.model.document import Document, Source
from converters.model.metadata import Metadata, Title
from converters.model.walk import strings
from converters.report import Report
from tests.corpora import example_files
from tests.pdf.strangers import content_of, opened, saved
from tests.strategies import documents

CARRIED = ReadOptions()


def paragraph(number: int, *content: str | nd.Inline) -> nd.Paragraph:
    return nd.Paragraph(id=f"p{number}", content=content)


DOCUMENT = Document(
    id="c07EXAMPLE1",
    lang="en",
    metadata=Metadata(titles=(Title(text="A title"),)),
    body=(
        nd.Section(id="s1", blocks=(paragraph(1, "The first one."), paragraph(2, "The vote was held in june."))),
        nd.Section(id="s2", blocks=(paragraph(3, "Of ", nd.Name(content=("Exampleville",), type="place"), " it is."),)),
    ),
    source=Source.of_text(b"the source", "ascii", "text/plain"),
)


def written(document: Document, epoch: int | None = None) -> bytes:
    return write(document, WriteOptions(epoch=epoch), Report())


def disagreements(report: Report) -> list[tuple[str | None, str | None]]:
    """The node and the place of each disagreement."""
    return [(message.node, message.place) for message in report.messages if message.code == "disagrees"]


@given(documents())
def test_every_document_is_carried(document: Document) -> None:
    report = Report()
    assert read(written(document), CARRIED, report) == document
    assert [message.code for message in report.messages] == ["carried"]


@pytest.mark.parametrize("epoch", [None, 0, 1_000_000_000])
def test_a_file_with_any_time_stamp_is_carried(epoch: int | None) -> None:
    report = Report()
    assert read(written(DOCUMENT, epoch), CARRIED, report) == DOCUMENT
    assert [message.code for message in report.messages] == ["carried"]


@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_an_example_that_another_program_saved_again_is_carried(file: object) -> None:
    document = pipeline.read(str(file))
    report = Report()
    assert read(saved(opened(written(document))), CARRIED, report) == document
    assert [message.code for message in report.messages] == ["carried"]


def test_without_its_carried_document_a_file_is_recovered_and_told_so() -> None:
    pdf = opened(written(DOCUMENT))
    del pdf.Root.AF, pdf.Root.Names
    report = Report()
    assert read(saved(pdf), CARRIED, report) == DOCUMENT.__class__(
        id=DOCUMENT.id, lang=DOCUMENT.lang, metadata=DOCUMENT.metadata, body=DOCUMENT.body
    )
    assert "recovered" in report.counts()


def test_a_file_that_lost_its_tags_and_kept_its_pages_is_carried() -> None:
    pdf = opened(written(DOCUMENT))
    del pdf.Root.StructTreeRoot
    report = Report()
    assert read(saved(pdf), CARRIED, report) == DOCUMENT
    assert "carried" in report.counts()


def test_a_file_that_lost_its_tags_and_was_changed_is_read_as_its_pages_are() -> None:
    pdf = opened(edited("vote", "veto"))
    del pdf.Root.StructTreeRoot
    report = Report()
    document = read(saved(pdf), CARRIED, report)
    assert any("The veto was held in june." in "".join(strings(block)) for block in document.body)
    assert {"disagrees", "recovered", "guess"} <= report.counts().keys()


# --- edits win ---


def edited(word: str, by: str) -> bytes:
    """The file with the glyphs of a word on its pages put in another order."""
    pdf = opened(written(DOCUMENT))
    codes = glyph_codes(pdf)
    old, new = ("".join(codes[char] for char in text) for text in (word, by))
    page = pdf.pages[0]
    content = content_of(page)
    assert content.count(old.encode()) == 1
    page.Contents = pdf.make_stream(content.replace(old.encode(), new.encode()))
    return saved(pdf)


def glyph_codes(pdf: pikepdf.Pdf) -> dict[str, str]:
    """The code of each character in the face of the running text."""
    font = pdf.pages[0].Resources.Font.F1
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]{4})>", font.ToUnicode.read_bytes())
    return {chr(int(text, 16)): code.decode() for code, text in pairs}


def test_a_word_changed_on_a_page_wins_over_the_carried_document() -> None:
    report = Report()
    document = read(edited("vote", "veto"), CARRIED, report)
    section = document.body[0]
    assert isinstance(section, nd.Section)
    assert section.blocks == (paragraph(1, "The first one."), paragraph(2, "The veto was held in june."))
    assert document.body[1] == DOCUMENT.body[1]
    assert document.source == DOCUMENT.source


def test_a_disagreement_names_the_block_the_page_and_both_texts() -> None:
    report = Report()
    read(edited("vote", "veto"), CARRIED, report)
    assert disagreements(report) == [("p2", "p2, page 1")]
    (message,) = (one for one in report.messages if one.code == "disagrees")
    assert "'The veto was held in june.'" in message.text
    assert "'The vote was held in june.'" in message.text


def test_a_changed_name_within_a_paragraph_keeps_its_markup() -> None:
    report = Report()
    document = read(edited("Exampleville", "Examplevelli"), CARRIED, report)
    assert document.body[1] == nd.Section(
        id="s2", blocks=(paragraph(3, "Of ", nd.Name(content=("Examplevelli",), type="place"), " it is."),)
    )


def test_a_changed_actual_text_wins_over_the_carried_document() -> None:
    document = Document(body=(paragraph(1, "Two  blanks"), paragraph(2, "and no more.")))
    pdf = opened(written(document))
    page = pdf.pages[0]
    content = content_of(page)
    assert b"/ActualText (  )" in content
    page.Contents = pdf.make_stream(content.replace(b"/ActualText (  )", b"/ActualText ( or )"))
    report = Report()
    assert read(saved(pdf), CARRIED, report).body == (paragraph(1, "Two or blanks"), paragraph(2, "and no more."))
    assert disagreements(report) == [("p1", "p1, page 1")]


def test_a_paragraph_taken_out_of_the_structure_is_out_of_the_document() -> None:
    pdf = opened(written(DOCUMENT))
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary) and bytes(found.get("/ID", b"")) == b"s1":
            del found.K[0]
    report = Report()
    section = read(saved(pdf), CARRIED, report).body[0]
    assert isinstance(section, nd.Section)
    assert section.blocks == (paragraph(2, "The vote was held in june."),)
    assert len(disagreements(report)) == 1


def test_the_white_space_of_a_section_goes_with_a_paragraph_that_was_taken_out() -> None:
    blocks = (paragraph(1, "One."), paragraph(2, "Two."))
    pdf = opened(written(Document(body=(nd.Section(id="s1", blocks=blocks, layout=("\n", "\n  ", "\n")),))))
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary) and bytes(found.get("/ID", b"")) == b"s1":
            del found.K[0]
    report = Report()
    assert read(saved(pdf), CARRIED, report).body == (nd.Section(id="s1", blocks=blocks[1:]),)
    assert len(disagreements(report)) == 1


def test_a_changed_title_wins_over_the_carried_one() -> None:
    pdf = opened(written(Document(metadata=Metadata(titles=(Title(text="Two  blanks"),)))))
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(content_of(page).replace(b"/ActualText (  )", b"/ActualText ( or )"))
    report = Report()
    assert read(saved(pdf), CARRIED, report).metadata.title == "Two or blanks"
    assert len(disagreements(report)) == 1


def test_text_that_was_put_on_a_page_outside_the_tags_is_told() -> None:
    pdf = opened(written(DOCUMENT))
    page = pdf.pages[0]
    added = f"\nBT /F1 9 Tf 50 50 Td <{''.join(glyph_codes(pdf)[char] for char in 'not')}> Tj ET"
    page.Contents = pdf.make_stream(content_of(page) + added.encode())
    report = Report()
    assert read(saved(pdf), CARRIED, report) == DOCUMENT
    (message,) = report.at("warning")
    assert (message.code, message.place) == ("unread", "page 1")
    assert "'not'" in message.text


def test_a_remark_that_a_reviewer_put_on_a_page_is_told() -> None:
    pdf = opened(written(DOCUMENT))
    remark = pikepdf.Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Contents="Why?", Rect=[0, 0, 9, 9])
    pdf.pages[0].Annots = pikepdf.Array([remark])
    report = Report()
    assert read(saved(pdf), CARRIED, report) == DOCUMENT
    (message,) = report.at("warning")
    assert (message.code, message.place) == ("unread", "page 1")
    assert "FreeText: 1" in message.text


def test_another_carried_document_than_the_pages_show_is_not_believed() -> None:
    other = Document(id="c07EXAMPLE2", body=(paragraph(1, "Something else."),))
    pdf, foreign = opened(written(DOCUMENT)), opened(written(other))
    pdf.Root.AF[0] = pdf.copy_foreign(foreign.Root.AF[0])
    report = Report()
    document = read(saved(pdf), CARRIED, report)
    assert (document.id, document.body) == (DOCUMENT.id, DOCUMENT.body)
    assert disagreements(report)


# --- attachments that lie ---


def test_a_file_that_lost_the_list_of_its_associated_files_is_carried() -> None:
    pdf = opened(written(DOCUMENT))
    del pdf.Root.AF
    report = Report()
    assert read(saved(pdf), CARRIED, report) == DOCUMENT
    assert [message.code for message in report.messages] == ["carried"]


@pytest.mark.parametrize(
    "junk", [b"", b"{}", b"not json", b'{"id":"\xf6"}', b'{"kind":"document","version":"9.9"}', b"[" * 100_000]
)
def test_a_carried_document_that_cannot_be_read_is_told_and_the_pages_are_read(junk: bytes) -> None:
    pdf = opened(written(DOCUMENT))
    pdf.Root.AF[0].EF.F.write(junk)
    report = Report()
    assert read(saved(pdf), CARRIED, report) == DOCUMENT
    assert {"unread", "recovered"} <= report.counts().keys()


def test_an_attachment_that_lies_about_its_size_is_told() -> None:
    pdf = opened(written(DOCUMENT))
    pdf.Root.AF[0].EF.F.Params.Size = 1
    report = Report()
    assert read(saved(pdf), CARRIED, report) == DOCUMENT
    assert disagreements(report) == [(None, structure.DOCUMENT_FILE)]


def test_an_attachment_that_lies_about_its_checksum_is_told() -> None:
    pdf = opened(written(DOCUMENT))
    pdf.Root.AF[0].EF.F.Params.CheckSum = pikepdf.String(b"0" * 16)
    report = Report()
    assert read(saved(pdf), CARRIED, report) == DOCUMENT
    assert disagreements(report) == [(None, structure.DOCUMENT_FILE)]


@pytest.mark.parametrize("name", ["source.txt", "../../../document.json", "document.json\0.txt", "", "a" * 70_000])
def test_an_attachment_under_another_name_is_not_taken_for_the_document(name: str) -> None:
    pdf = opened(written(DOCUMENT))
    pdf.Root.AF[0].UF = pdf.Root.AF[0].F = name
    report = Report()
    assert read(saved(pdf), CARRIED, report) == DOCUMENT
    assert report.counts().keys() == {"recovered"}


def test_a_source_under_the_name_of_a_path_is_the_source_and_nothing_is_written_there() -> None:
    pdf = opened(written(DOCUMENT))
    pdf.Root.AF[1].UF = pdf.Root.AF[1].F = "../../../etc/source.txt"
    assert read(saved(pdf), ReadOptions(carried=False), Report()) == DOCUMENT


def test_two_attachments_that_both_say_they_are_the_document_are_not_both_believed() -> None:
    """The first is taken, and compared with the pages as ever."""
    pdf = opened(written(DOCUMENT))
    other = opened(written(structs.replace(DOCUMENT, body=(nd.Paragraph(content=("Another.",)),))))
    pdf.Root.AF.insert(0, pdf.copy_foreign(other.Root.AF[0]))
    report = Report()
    assert read(saved(pdf), CARRIED, report) == DOCUMENT
    assert "disagrees" in report.counts()


def test_a_source_that_was_exchanged_is_left_out_and_told() -> None:
    pdf = opened(written(DOCUMENT))
    pdf.Root.AF[1].EF.F.write(b"another source")
    report = Report()
    assert read(saved(pdf), ReadOptions(carried=False), report).source is None
    assert disagreements(report)


def test_attachments_that_are_no_files_are_passed_over() -> None:
    pdf = opened(written(DOCUMENT))
    pdf.Root.AF = pikepdf.Array([5, Name.No, pikepdf.Dictionary(AFRelationship=Name.Data)])
    report = Report()
    assert read(saved(pdf), CARRIED, report).body == DOCUMENT.body
