"""What is written comes back: carried whole, and from what is visible alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from converters import pipeline
from converters.formats.docx.support import SUPPORT
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.node import Node
from converters.report import Report
from tests.corpora import example_files
from tests.docx.helpers import of_the_page, read_back, visible, written
from tests.docx.resave import resaved
from tests.docx.telegram import TELEGRAM
from tests.samples import SAMPLES
from tests.strategies import documents


@given(documents())
def test_every_document_comes_back_whole(document: Document) -> None:
    assert read_back(written(document)) == document


@given(documents())
def test_every_document_comes_back_without_its_source(document: Document) -> None:
    bare = msgspec.structs.replace(document, source=None)
    assert read_back(written(bare)) == bare


@given(documents())
def test_where_no_loss_is_told_the_page_alone_gives_the_document_back(document: Document) -> None:
    bare: Document = of_the_page(document)
    report = Report("docx")
    data = written(bare, report)
    if not report.lossy:
        assert visible(data) == bare


@given(documents())
def test_any_page_can_be_read_without_the_carried_copy(document: Document) -> None:
    assert isinstance(visible(written(document)), Document)


@pytest.mark.parametrize(
    "kind", [kind for kind, level in SUPPORT.items() if level == "full"], ids=lambda kind: kind.__name__
)
def test_a_full_kind_comes_back_from_the_page_alone(kind: type[Node]) -> None:
    assert visible(written(SAMPLES[kind])) == SAMPLES[kind]


def test_the_telegram_comes_back_from_the_page_alone() -> None:
    report = Report("docx")
    data = written(TELEGRAM, report)
    assert not report.lossy
    assert visible(data) == of_the_page(TELEGRAM)


@pytest.mark.parametrize("agent", ["\n", "&", "<", '"', "\x00", "", None])
def test_any_agent_of_a_choice_comes_back(agent: str | None) -> None:
    choice = nd.Choice(original=("a",), proposed=("b",), agent=agent)
    document = Document(body=(nd.Paragraph(content=(choice,)),))
    assert visible(written(document)) == document


def test_the_id_of_a_node_is_not_taken_for_that_of_its_like_around_it() -> None:
    inner = nd.Emphasis(id="e2", style="italic", content=("words",))
    document = Document(body=(nd.Paragraph(content=(nd.Emphasis(style="bold", content=(inner,)),)),))
    assert visible(written(document)) == document


def test_the_reader_says_that_the_document_was_carried() -> None:
    report = Report("docx")
    read_back(written(TELEGRAM), report)
    assert report.counts() == {"carried": 1}


def test_the_reader_says_that_the_document_was_recovered() -> None:
    report = Report("docx")
    visible(written(TELEGRAM), report)
    assert report.counts() == {"recovered": 1}


@pytest.fixture(scope="module")
def saved(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The examples and the telegram, written and saved again by LibreOffice."""
    files = {file.name: written(pipeline.read(file)) for file in example_files()}
    return resaved(program("soffice"), {**files, "telegram": written(TELEGRAM)}, "docx", tmp_path_factory.mktemp("lo"))


@pytest.mark.validator
@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_an_example_survives_being_saved_by_libreoffice(file: Path, saved: dict[str, bytes]) -> None:
    report = Report("docx")
    after = read_back(saved[file.name], report)
    assert [str(message) for message in report.at("warning")] == []
    assert after == pipeline.read(file)


@pytest.mark.validator
def test_the_telegram_with_notes_tables_and_pictures_survives_being_saved_by_libreoffice(
    saved: dict[str, bytes],
) -> None:
    report = Report("docx")
    after = read_back(saved["telegram"], report)
    assert [str(message) for message in report.at("warning")] == []
    assert after == TELEGRAM
