"""Whatever the model can hold comes back from TEI, and is valid on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from converters import pipeline
from converters.formats.tei import dates
from converters.formats.tei.validator import validate
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Dating, Metadata
from converters.model.node import Node, Span
from converters.report import Report
from tests.corpora import cable_files, example_files, sample
from tests.samples import SAMPLES
from tests.strategies import documents
from tests.tei.helpers import read_back, written


def problems(data: bytes) -> list[str]:
    """What our validator finds; drawn text may point to nowhere and contradict itself, which breaks rules."""
    report = Report("tei")
    validate(data, report)
    return [
        str(message)
        for message in report.at("error")
        if message.code != "pointer" and not message.code.startswith("rule")
    ]


@given(documents())
def test_every_document_comes_back_and_is_valid_against_our_schema(document: Document) -> None:
    data = written(document)
    assert read_back(data) == document
    assert not problems(data)


@pytest.mark.shared
def test_every_document_is_valid_against_tei_all(tei_all: etree.RelaxNG) -> None:
    @given(documents())
    def holds(document: Document) -> None:
        tei_all.assertValid(etree.fromstring(written(document)))

    holds()


@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_a_sample_comes_back_and_is_valid_against_our_schema(kind: type[Node]) -> None:
    data = written(SAMPLES[kind])
    assert read_back(data) == SAMPLES[kind]
    assert not problems(data)


@pytest.mark.shared
def test_the_samples_are_valid_against_tei_all(tei_all: etree.RelaxNG) -> None:
    for document in SAMPLES.values():
        tei_all.assertValid(etree.fromstring(written(document)))


@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_an_example_is_valid_against_our_schema_and_all_its_pointers_lead_somewhere(file: Path) -> None:
    report = Report("tei")
    validate(written(pipeline.read(file)), report)
    assert not report.messages


@pytest.mark.shared
@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_an_example_is_valid_against_tei_all(file: Path, tei_all: etree.RelaxNG) -> None:
    tei_all.assertValid(etree.fromstring(written(pipeline.read(file))))


@pytest.mark.shared
@pytest.mark.sweep
def test_the_real_telegrams_come_back_and_are_valid_with_next_to_no_residue(
    shared: Path, request: pytest.FixtureRequest, tei_all: etree.RelaxNG
) -> None:
    for file in sample(cable_files(shared), request, 12):
        document = pipeline.read(file)
        data = written(document)
        root = etree.fromstring(data)
        assert read_back(data) == document, file.name
        assert not problems(data), file.name
        tei_all.assertValid(root)
        residue = "".join(str(part) for part in root.xpath("//*[@type='residue']/text()"))  # type: ignore[union-attr]
        assert len(residue) < 0.02 * len(data), file.name


@given(
    st.text("0123456789-:TZ/+~?.X", max_size=22) | st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z?", fullmatch=True)
)
def test_every_date_comes_back(edtf: str) -> None:
    said = dates.attributes(edtf)
    assert said is None or dates.edtf(said) == edtf


@pytest.mark.parametrize(
    ("edtf", "attribute", "value"),
    [
        ("2007-03-22", "when", "2007-03-22"),
        ("2007-03-22T08:16Z", "when", "2007-03-22T08:16:00Z"),
        ("2007-02-30", "when-custom", "2007-02-30"),
        ("199X", "when-custom", "199X"),
        ("2007-01/2007-02", "from", "2007-01"),
    ],
)
def test_a_date_is_what_xml_schema_can_say_or_custom(edtf: str, attribute: str, value: str) -> None:
    assert (dates.attributes(edtf) or {})[attribute] == value


def test_a_date_filed_before_another_keeps_its_place() -> None:
    known = Metadata(dates=(Dating(role="filed", edtf="2007"), Dating(role="sent", edtf="2008")))
    document = Document(metadata=known)
    assert read_back(written(document)) == document


@pytest.mark.parametrize("end", [2**63, 10**4000])
def test_a_place_of_any_length_comes_back(end: int) -> None:
    document = Document(body=(nd.Paragraph(content=("x",), span=Span(0, end)),))
    assert pipeline.read_bytes(pipeline.write_bytes(document, "tei"), format="tei") == document
