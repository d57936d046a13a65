"""What XML cannot hold crosses every format by one escape, and the ledger says where."""

from __future__ import annotations

import pytest

from converters import pipeline
from converters.model import nodes as nd
from converters.model.document import Document, Source
from converters.model.metadata import Dating, Metadata
from converters.report import Report

CONTROLS = "".join(map(chr, range(32))) + "\x7f\ufffe\uffff _x0001_ _x005F_"
DOCUMENT = Document(
    body=(
        nd.Paragraph(id="plain", content=("Nothing odd.",)),
        nd.Paragraph(id="odd", content=(CONTROLS.replace("\r", ""), nd.Formula(text="\x02"))),
    )
)
FORMATS = ("tei", "json", "docx", "pdf")
OF_XML = ("tei", "docx")


@pytest.mark.parametrize("format", FORMATS)
def test_control_characters_come_back_from_every_format(format: str) -> None:
    assert pipeline.read_bytes(pipeline.write_bytes(DOCUMENT, format), format=format) == DOCUMENT


@pytest.mark.parametrize("format", FORMATS)
def test_what_only_looks_like_an_escape_is_none_where_a_format_divides_it(format: str) -> None:
    """TEI marks the zone where it stands in the date, so that neither part of this one looks like an escape."""
    record = Document(metadata=Metadata(dates=(Dating(role="sent", text="_x0001_", zone="0"),)))
    assert pipeline.read_bytes(pipeline.write_bytes(record, format), format=format) == record


@pytest.mark.parametrize("format", OF_XML)
def test_the_ledger_names_each_node_that_was_escaped(format: str) -> None:
    report = Report()
    pipeline.write_bytes(DOCUMENT, format, report=report)
    told = [(message.kind, message.node) for message in report.messages if message.code == "escaped"]
    assert told == [("paragraph", "odd"), ("formula", None)]


@pytest.mark.parametrize("format", OF_XML)
def test_the_ledger_tells_an_original_that_was_escaped(format: str) -> None:
    record = Document(source=Source.of_text(b"CONFIDENTIAL\x0c\n", "utf-8", "text/plain"))
    report = Report()
    data = pipeline.write_bytes(record, format, report=report)
    assert [message.place for message in report.messages if message.code == "escaped"] == ["the original"]
    assert pipeline.read_bytes(data, format=format) == record


@pytest.mark.parametrize("format", FORMATS)
def test_a_document_of_ordinary_characters_is_not_escaped(format: str) -> None:
    report = Report()
    pipeline.write_bytes(Document(body=(nd.Paragraph(content=("Plain.",)),)), format, report=report)
    assert "escaped" not in report.counts()
