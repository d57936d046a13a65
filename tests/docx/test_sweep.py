"""Records and editions of the reference material as Word files: valid, and their pages show the text in order."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from converters import pipeline
from converters.formats.docx import parts as names
from converters.formats.docx.ooxml import w
from tests.corpora import cable_files, example_files, sample
from tests.docx.helpers import parts, written
from tests.docx.resave import resaved
from tests.docx.test_valid import checker, findings, schema, schema_errors

__all__ = ["checker", "schema"]
_BEGINNING = 24
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


def letters(text: str) -> str:
    """A text without blanks and signs, which a page divides and moves as it likes."""
    return re.sub(r"[\W_]+", "", text)


def beginnings(data: bytes) -> Iterator[str]:
    """How each paragraph of the main text begins, up to its first note; not the shortest, nor from right to left."""
    for para in etree.fromstring(parts(data)[names.DOCUMENT]).iter(w("p")):
        found = para.iter(w("t"), w("footnoteReference"), w("endnoteReference"))
        text = "".join(one.text or "" for one in itertools.takewhile(lambda one: one.tag == w("t"), found))
        begins = letters(text)[:_BEGINNING]
        if len(begins) > 5 and _RIGHT_TO_LEFT.search(text) is None:
            yield begins


def out_of_order(data: bytes, pages: str) -> list[str]:
    """The paragraphs that do not stand on the pages where their turn is."""
    shown, place, wrong = letters(pages), 0, []
    for begins in beginnings(data):
        found = shown.find(begins, place)
        if found < 0:
            found = shown.find(begins[: _BEGINNING // 2], place)
        if found < 0:
            wrong.append(begins)
        place = max(place, found)
    return wrong


def test_a_paragraph_in_the_wrong_place_is_noticed() -> None:
    data = written(pipeline.read(example_files()[1]))
    assert out_of_order(data, " ".join(beginnings(data))) == []
    assert out_of_order(data, " ".join(reversed(list(beginnings(data))))) != []


@pytest.mark.shared
@pytest.mark.validator
@pytest.mark.sweep
def test_they_are_valid_and_show_their_text_in_order(
    shared: Path,
    schema: etree.XMLSchema,
    checker: ModuleType,
    program: Callable[[str], str],
    package: Callable[[str], None],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    package("openxml_audit")
    editions = sorted((shared / "corpora").rglob("*.xml"))
    chosen = [*example_files(), *sample([*cable_files(shared), *editions], request, 6)]
    files = {f"{file.parent.name}-{file.stem}": written(pipeline.read(file)) for file in chosen}
    faults = {name: [*schema_errors(data, schema, checker), *findings(data)] for name, data in files.items()}
    assert {name: found for name, found in faults.items() if found} == {}
    for name, pdf in resaved(program("soffice"), files, "pdf", tmp_path).items():
        (tmp_path / "pages.pdf").write_bytes(pdf)
        command = [program("pdftotext"), "-raw", str(tmp_path / "pages.pdf"), "-"]
        pages = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert (name, out_of_order(files[name], pages)) == (name, [])
