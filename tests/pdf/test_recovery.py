"""What is visible in a PDF gives the document back: our own tags, those of others, and pages without any."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from pikepdf import Dictionary, Name

from converters import pipeline
from converters.formats.format import ReadOptions, WriteOptions
from converters.formats.pdf import themes
from converters.formats.pdf.reader import read
from converters.formats.pdf.writer import write
from converters.model import nodes as nd
from converters.model.compare import differences
from converters.model.document import Document
from converters.model.node import Node
from converters.model.walk import walk
from converters.report import Report
from tests.corpora import cable_files, example_files, sample
from tests.pdf.looks import LOOKS, name_of
from tests.pdf.strangers import opened, saved
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


def without_attachments(data: bytes) -> bytes:
    """The file with nothing in it but its pages, its tags and what it says of itself."""
    pdf = opened(data)
    for name in list(pdf.attachments):
        del pdf.attachments[name]
    assert "/AF" not in pdf.Root
    assert not pdf.attachments
    return saved(pdf)


def assert_recovered(file: Path, theme: str) -> None:
    """All but the original file is read from the pages and the tags: text, numbers, headings, markings, notes."""
    document = pipeline.read(file)
    bare = without_attachments(write(document, WriteOptions(theme=theme), Report()))
    report = Report()
    assert_same(read(bare, ReadOptions(), report), msgspec.structs.replace(document, source=None))
    assert {message.code for message in report.messages} <= {"recovered", "unread"}
    assert all("source" in message.text for message in report.at("warning"))


@pytest.mark.shared
@pytest.mark.sweep
@pytest.mark.parametrize("theme", LOOKS, ids=name_of)
def test_the_real_telegrams_come_back_from_their_pages_and_tags(
    shared: Path, theme: str, request: pytest.FixtureRequest
) -> None:
    for file in sample(cable_files(shared), request, 4):
        assert_recovered(file, theme)


@pytest.mark.shared
@pytest.mark.sweep
@pytest.mark.parametrize("theme", themes.BUILT_IN)
def test_editions_by_others_come_back_from_their_pages_and_tags(
    shared: Path, theme: str, request: pytest.FixtureRequest
) -> None:
    for file in sample(sorted((shared / "corpora/tei").glob("*/*.xml")), request, 3):
        assert_recovered(file, theme)


def test_text_on_several_pages_is_one_paragraph() -> None:
    document = Document(body=(nd.Paragraph(content=("many words in a row " * 2000,)),))
    assert_same(visible(written(document)), document)


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
