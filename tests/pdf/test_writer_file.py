"""The file around the pages: what it says of itself, what it carries, what a reader of text finds in it."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable

import msgspec
import pikepdf
import pytest
from lxml import etree

from converters import pipeline
from converters.errors import OutputError
from converters.formats.format import WriteOptions
from converters.formats.pdf import streamed
from converters.formats.pdf.fonts import FaceKey, face
from converters.formats.pdf.lines import Line
from converters.formats.pdf.paragraphs import set_text
from converters.formats.pdf.pieces import Text
from converters.formats.pdf.writer import set_pages
from converters.model import metadata as md
from converters.model.codec import encode
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.nodes import Heading, Paragraph, Section
from converters.report import Report
from tests.pdf.records import oddities, telegram

EPOCH = 1_000_000_000
XMP = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


def opened(document: Document, options: WriteOptions | None = None) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pipeline.write_bytes(document, "pdf", options=options or WriteOptions())))


def lines_of(document: Document) -> list[Line]:
    """The lines of a document's first paragraph."""
    paragraph = document.body[0]
    assert isinstance(paragraph, Paragraph)
    (text,) = paragraph.content
    assert isinstance(text, str)
    job = set_pages(document, Report()).job
    pieces = [Text(text, job.setting("paragraph").style, job.tree.root.text())]
    slabs = set_text(job, pieces, job.setting("paragraph"), job.page_column)
    return [slab.line for slab in slabs if slab.line is not None]


def test_packet_and_information_dictionary_say_the_same() -> None:
    title = "A title with <marks> & “quotes”"
    document = Document(metadata=Metadata(titles=(md.Title(text=title),)))
    with opened(document, WriteOptions(epoch=EPOCH)) as pdf:
        packet = etree.fromstring(pdf.Root.Metadata.read_bytes())
        assert packet.findtext(".//dc:title//rdf:li", namespaces=XMP) == str(pdf.docinfo.Title) == title
        assert packet.findtext(".//xmp:CreateDate", namespaces=XMP) == "2001-09-09T01:46:40Z"
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20010909014640Z"


def test_a_file_without_an_epoch_has_no_date() -> None:
    data = pipeline.write_bytes(telegram(), "pdf", options=WriteOptions())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/CreationDate" not in pdf.docinfo
        assert b"CreateDate" not in pdf.Root.Metadata.read_bytes()


def test_a_file_that_outgrows_its_cross_references_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamed, "MOST", 10_000)
    with pytest.raises(OutputError, match="larger than 4 GB"):
        pipeline.write_bytes(telegram(), "pdf")


def test_the_document_and_its_source_are_attached_with_their_relationships() -> None:
    document = telegram()
    assert document.source is not None
    with opened(document) as pdf:
        attached = {str(one.UF): one for one in pdf.Root.AF}
        assert {name: str(one.AFRelationship) for name, one in attached.items()} == {
            "document.json": "/Data",
            "source.txt": "/Source",
        }
        contents = {name: one.EF.F for name, one in attached.items()}
        assert contents["document.json"].read_bytes() == encode(document)
        assert contents["source.txt"].read_bytes() == document.source.original()
        assert str(contents["source.txt"].Subtype) == "/text/plain"


def test_a_document_without_its_source_attaches_none() -> None:
    with opened(msgspec.structs.replace(telegram(), source=None)) as pdf:
        assert [str(one.UF) for one in pdf.Root.AF] == ["document.json"]


def test_the_outline_has_the_title_and_below_it_the_headings_of_the_sections() -> None:
    with opened(telegram()) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "Invented matter: positions harden"
        (subject,) = title.children
        assert [one.title for one in subject.children] == ["Summary", "Positions"]


def test_links_lead_into_the_document_and_out_of_it() -> None:
    with opened(telegram()) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        outside = [str(link.A.URI) for link in links if "/A" in link]
        inside = [link for link in links if "/Dest" in link]
        assert outside == ["https://example.org/finding-aid"]
        assert len(inside) == 3  # to a paragraph, to a note, to a note of the apparatus
        assert all(int(link.F) == 4 and str(link.Contents) for link in links)


def test_the_same_document_gives_the_same_bytes_in_any_process() -> None:
    script = (
        "import hashlib; from converters import pipeline; from tests.pdf.records import oddities, telegram;"
        "print([hashlib.sha256(pipeline.write_bytes(one, 'pdf')).hexdigest() for one in (telegram(20), oddities())])"
    )
    found = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Kathmandu")):
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        found.add(
            subprocess.run([sys.executable, "-c", script], env=surroundings, check=True, capture_output=True).stdout
        )
    assert len(found) == 1


def test_what_was_written_before_does_not_change_a_file() -> None:
    first = pipeline.write_bytes(telegram(), "pdf")
    pipeline.write_bytes(oddities(), "pdf")
    assert pipeline.write_bytes(telegram(), "pdf") == first


def test_a_character_that_no_face_has_is_told_once_with_its_place_and_kept_in_the_text(
    pdftotext: Callable[..., str],
) -> None:
    text = Paragraph(id="p1", content=("Before \U0001f600\U0001f600 after.",))
    report = Report()
    data = pipeline.write_bytes(Document(id="d", body=(text,)), "pdf", report=report)
    (told,) = report.at("warning")
    assert (told.code, told.place) == ("approximated", "p1")
    assert "U+1F600" in told.text
    assert "\U0001f600" in pdftotext(data)


def test_the_angle_brackets_of_editions_are_drawn_and_keep_their_code(pdftotext: Callable[..., str]) -> None:
    report = Report()
    document = Document(body=(Paragraph(content=("he \u2329said\u232a so",)),))
    assert "he \u2329said\u232a so" in pdftotext(pipeline.write_bytes(document, "pdf", report=report))
    assert not report.messages


def test_control_characters_are_no_silent_boxes() -> None:
    assert not face(FaceKey("serif")).has("\x00")


@pytest.mark.parametrize(
    "text", ["שלום עולם וברכה", "السلام عليكم ورحمة الله", "नमस्ते दुनिया क्षत्रिय", "λόγος ἦν ὁ", "office fluff"]
)
def test_a_reader_of_text_finds_the_words_of_each_script(pdftotext: Callable[..., str], text: str) -> None:
    found = pdftotext(pipeline.write_bytes(Document(body=(Paragraph(content=(text,)),)), "pdf"))
    plain = "".join(char for char in found if char not in "\u202a\u202b\u202c\u200e\u200f")
    assert text in " ".join(plain.split())


def test_a_reader_of_text_finds_the_words_in_order_with_their_blanks(pdftotext: Callable[..., str]) -> None:
    paragraphs = [f"Paragraph {number}: " + "some plain words, one after the other " * 30 for number in range(9)]
    blocks = tuple(Paragraph(content=(one.strip(),)) for one in paragraphs)
    found = pdftotext(
        pipeline.write_bytes(Document(body=(Section(blocks=blocks),)), "pdf"),
        "-y",
        "85",
        "-H",
        "680",
        "-x",
        "0",
        "-W",
        "595",
    )
    assert " ".join(" ".join(paragraphs).split()) in " ".join(found.split())


def test_a_reader_of_text_finds_divided_words_whole(pdftotext: Callable[..., str]) -> None:
    text = " ".join(["International representatives anticipated considerable disagreements."] * 20)
    for language, divided in (("en", True), ("tlh", False)):
        document = Document(lang=language, body=(Paragraph(content=(text,)),))
        drawn = [line.tokens[-1] for line in lines_of(document)]
        assert any(token.actual for token in drawn) == divided
        assert text in " ".join(pdftotext(pipeline.write_bytes(document, "pdf")).split())


def test_a_reader_of_the_structure_finds_divided_words_and_odd_blanks(pdfinfo: Callable[..., str]) -> None:
    text = " ".join(["International representatives\tanticipated considerable disagreements."] * 9)
    found = pdfinfo(pipeline.write_bytes(Document(lang="en", body=(Paragraph(content=(text,)),)), "pdf"))
    parts = re.findall(r'^ +"(.*)"$', found.partition("P (block)")[2], re.MULTILINE)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_record_without_a_title_is_named_after_its_number() -> None:
    known = Metadata(identifiers=(md.Identifier(scheme="mrn", value="07EXAMPLE1"),))
    with opened(Document(metadata=known, body=(Heading(content=("Heading",)),))) as pdf:
        assert str(pdf.docinfo.Title) == "07EXAMPLE1"
