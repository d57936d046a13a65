"""The examples in every format, as they were when a person last compared them with their sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from converters import pipeline
from converters.formats.format import WriteOptions
from tests.corpora import example_files
from tests.goldens import FOLDER, Golden, docx_parts, json_parts, pdf_parts, tei_parts, with_known_bytes

FIXED = WriteOptions(epoch=1_000_000_000)
FORMATS = ("tei", "json", "docx", "pdf")
TEXT_PARTS = {"tei": tei_parts, "json": json_parts, "docx": docx_parts}
EXAMPLES = example_files()


def written(file: Path, format: str) -> bytes:
    return pipeline.write_bytes(pipeline.read(file), format, options=FIXED)


def golden_name(file: Path, format: str) -> str:
    return f"{file.stem}/{format}"


@pytest.mark.parametrize("format", TEXT_PARTS)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_an_example_is_written_as_it_was_found_right(file: Path, format: str, golden: Golden) -> None:
    golden.check(golden_name(file, format), TEXT_PARTS[format](written(file, format)))


@pytest.mark.validator
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_an_example_is_printed_as_it_was_found_right(file: Path, golden: Golden, program: Callable[[str], str]) -> None:
    name = golden_name(file, "pdf")
    parts = pdf_parts(written(file, "pdf"), program("pdftotext"), program("pdfinfo"))
    golden.check(name, with_known_bytes(name, parts))


def test_no_golden_is_kept_that_nothing_asks_for() -> None:
    wanted = {golden_name(file, format) for file in EXAMPLES for format in FORMATS}
    kept = {str(folder.relative_to(FOLDER)) for folder in FOLDER.glob("*/*")}
    assert kept == wanted
