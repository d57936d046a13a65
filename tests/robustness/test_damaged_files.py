"""A damaged file gives a document that can be written, or one clear error, never a traceback."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import pytest

from converters import pipeline
from converters.errors import DragomanError
from converters.model.document import Document
from converters.report import Report
from tests.corpora import ROOT, SEED, example_files
from tests.robustness.damage import WAYS, damage_part, truncations

WRITTEN = ("tei", "json", "docx", "pdf")
REDACTED = ROOT / "examples/telegram-redacted.txt"
DRAWN, DRAWN_IN_SWEEP = 150, 5000
WRITTEN_AGAIN = 0.02
"""The share of the documents which come of damaged files that are written again, in each format."""


def originals(format: str) -> list[bytes]:
    """The examples in a format; telegrams as they are."""
    if format == "cable":
        return [file.read_bytes() for file in example_files() if file.suffix == ".txt"]
    return [pipeline.write_bytes(pipeline.read(file), format) for file in example_files()]


def read(data: bytes, format: str) -> Document | None:
    """The document, or None where a clear error says why there is none."""
    try:
        return pipeline.read_bytes(data, format=format, name="damaged")
    except DragomanError as error:
        told = str(error)
    assert told
    assert "\n" not in told
    return None


@pytest.fixture
def draw(request: pytest.FixtureRequest) -> random.Random:
    """Draws the same damage for the same seed, which the run prints."""
    return random.Random(f"{request.config.stash[SEED]} {request.node.name}")  # noqa: S311


@pytest.fixture
def count(request: pytest.FixtureRequest) -> int:
    return DRAWN_IN_SWEEP if request.config.getoption("--sweep") else DRAWN


def chosen(cut: Sequence[bytes], count: int, draw: random.Random) -> Iterable[bytes]:
    return cut if len(cut) <= count else draw.sample(cut, count)


@pytest.mark.parametrize("format", ["cable", *WRITTEN])
def test_a_file_cut_off_anywhere_is_read_or_refused_in_a_line(format: str, draw: random.Random, count: int) -> None:
    for data in originals(format):
        for cut in chosen(truncations(data), count // 5, draw):
            read(cut, format)


@pytest.mark.parametrize("format", ["cable", *WRITTEN])
def test_a_file_with_damaged_bytes_is_read_or_refused_in_a_line(format: str, draw: random.Random, count: int) -> None:
    files = originals(format)
    for _ in range(count):
        document = read(draw.choice(WAYS)(draw.choice(files), draw), format)
        if document is not None and draw.random() < WRITTEN_AGAIN:
            for other in WRITTEN:
                pipeline.read_bytes(pipeline.write_bytes(document, other), format=other)


def test_a_word_file_with_a_damaged_part_is_read_or_refused_in_a_line(draw: random.Random, count: int) -> None:
    files = originals("docx")
    for _ in range(count):
        read(damage_part(draw.choice(files), draw), "docx")


def test_an_original_that_was_changed_on_the_way_is_told() -> None:
    whole = pipeline.write_bytes(pipeline.read(REDACTED), "json")
    report = Report()
    pipeline.read_bytes(whole.replace(b"EXAMPLEVILLE", b"EXAMPLETOWN"), format="json", report=report)
    assert "damaged-source" in {message.code for message in report.messages}


@pytest.mark.parametrize("format", ["json", "tei"])
def test_an_original_in_an_encoding_that_nobody_knows_is_refused(format: str) -> None:
    whole = pipeline.write_bytes(pipeline.read(REDACTED), format)
    damaged = whole.replace(b'"encoding":"utf-8"', b'"encoding":"utf-9"').replace(b">utf-8<", b">utf-9<")
    assert damaged != whole
    with pytest.raises(DragomanError, match="utf-9"):
        pipeline.read_bytes(damaged, format=format)


def test_facts_about_the_original_are_escaped_in_tei() -> None:
    document = pipeline.read(REDACTED)
    assert document.source is not None
    odd = pipeline.write_bytes(document, "json").replace(document.source.sha256.encode(), b"<&>")
    read_back = pipeline.read_bytes(odd, format="json")
    assert pipeline.read_bytes(pipeline.write_bytes(read_back, "tei"), format="tei") == read_back
