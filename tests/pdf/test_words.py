"""What a reader of text finds on the pages of real records: all that is tagged, in order, with its blanks.

The structure tree tells the document exactly (`test_writer_corpora`); here poppler, which knows nothing of our tags,
reads the same letters in the same order, parts words where they are parted, and parts no others.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from converters import pipeline
from converters.formats.format import WriteOptions
from converters.formats.pdf import bidi, themes
from converters.formats.pdf.content_stream import read_contents
from converters.formats.pdf.text_state import Run
from converters.report import Report
from tests.corpora import cable_files, example_files, sample
from tests.pdf.looks import LOOKS, name_of

_FORMATTING = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u200e\u200f\u2066\u2067\u2068\u2069\ufeff"))


def without_artifacts(pdf: pikepdf.Pdf) -> bytes:
    """The file without what belongs to its pages alone: running lines, heads of tables that are repeated."""
    for page in pdf.pages:
        kept: list[Any] = []
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            name = str(instruction.operator)
            if name in ("BMC", "BDC"):
                depth += bool(depth or str(instruction.operands[0]) == "/Artifact")
            if not depth or name in ("Tf", "Ts", "Tc", "q", "Q", "BT", "ET"):
                kept.append(instruction)
            elif name == "EMC":
                depth -= 1
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    saved = io.BytesIO()
    pdf.save(saved)
    return saved.getvalue()


def spread(text: str) -> tuple[str, set[int]]:
    """A text without its blanks, and before which of its characters they stand."""
    letters: list[str] = []
    blanks: set[int] = set()
    for char in unicodedata.normalize("NFC", text.translate(_FORMATTING)):
        if char.isspace():
            blanks.add(len(letters))
        else:
            letters.append(char)
    return "".join(letters), blanks


def beginnings(runs: Sequence[Run]) -> Iterator[int]:
    """Before which letters a reader may part words: where a line begins, after a gap, a soft hyphen, a note's mark."""
    count = 0
    for number, run in enumerate(runs):
        last = runs[number - 1]
        after_mark = last.size < 0.8 * run.size
        if not number or after_mark or abs(last.y - run.y) > 0.1 or abs(last.right - run.x) > 1.0:
            yield count
        text = "".join(run.text.translate(_FORMATTING).split())
        yield from (count + at for at, char in enumerate(text, 1) if char == "\u00ad")
        count += len(text)


def assert_same_words(runs: Sequence[Run], found: str) -> None:
    runs = [run for run in runs if run.text]
    text = "".join(run.text for run in runs)
    letters, blanks = spread(text)
    found_letters, found_blanks = spread(found)
    assert found_letters == letters
    within = set(range(1, len(letters)))
    assert blanks & within <= found_blanks
    if not bidi.needs_levels(text):
        assert found_blanks & within <= blanks | set(beginnings(runs))


def assert_read(file: Path, theme: str, pdftotext: Callable[..., str]) -> None:
    data = pipeline.write_bytes(pipeline.read(file), "pdf", options=WriteOptions(theme=theme))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = read_contents(pdf, Report()).pages
        bare = without_artifacts(pdf)
    *found, rest = pdftotext(bare, "-raw").split("\f")
    assert not rest
    for runs, text in zip(pages, found, strict=True):
        assert_same_words(runs, text)


@pytest.mark.parametrize("theme", LOOKS, ids=name_of)
@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_the_words_of_an_example_are_found(file: Path, theme: str, pdftotext: Callable[..., str]) -> None:
    assert_read(file, theme, pdftotext)


@pytest.mark.shared
@pytest.mark.sweep
@pytest.mark.parametrize("theme", LOOKS, ids=name_of)
def test_the_words_of_real_telegrams_are_found(
    shared: Path, theme: str, pdftotext: Callable[..., str], request: pytest.FixtureRequest
) -> None:
    for file in sample(cable_files(shared), request, 4):
        assert_read(file, theme, pdftotext)


@pytest.mark.shared
@pytest.mark.sweep
@pytest.mark.parametrize("theme", themes.BUILT_IN)
def test_the_words_of_editions_by_others_are_found(
    shared: Path, theme: str, pdftotext: Callable[..., str], request: pytest.FixtureRequest
) -> None:
    for file in sample(sorted((shared / "corpora/tei").glob("*/*.xml")), request, 3):
        assert_read(file, theme, pdftotext)
