"""What a Word file owes a reader who cannot see it: title, language, headings in order, words for pictures."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from lxml import etree

from converters import pipeline
from converters.formats.docx import parts as names
from converters.formats.docx.ooxml import DC, WP, w
from converters.formats.docx.reading.sheet import Sheet
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Metadata, Title
from converters.model.walk import walk
from converters.report import Report
from tests.corpora import cable_files, example_files, sample
from tests.docx.helpers import edited, of_the_page, parts, read_back, visible, written
from tests.docx.resave import resaved
from tests.docx.telegram import TELEGRAM
from tests.strategies import documents


def levels(data: bytes) -> list[int]:
    """The levels of the headings of the main text, in order, as Word counts them."""
    contents = parts(data)
    sheet = Sheet(etree.fromstring(contents[names.STYLES]))
    found = (style.get(w("val"), "") for style in etree.fromstring(contents[names.DOCUMENT]).iter(w("pStyle")))
    outlines = (sheet.outline(style) for style in found)
    return [outline + 1 for outline in outlines if outline is not None]


def skipped(found: list[int]) -> list[tuple[int, int]]:
    return [(before, after) for before, after in itertools.pairwise([0, *found]) if after > before + 1]


def faults(document: Document) -> list[str]:
    """What is wrong with the Word file of a document."""
    contents = parts(written(document))
    main = etree.fromstring(contents[names.DOCUMENT])
    core = etree.fromstring(contents[names.CORE])
    wrong = [f"a level is skipped: {pair}" for pair in skipped(levels(written(document)))]
    if document.metadata.title and core.findtext(f"{{{DC}}}title") != document.metadata.title:
        wrong.append("no title")
    lang = document.lang or next(iter(document.metadata.languages), None)
    if lang and f'<w:lang w:val="{lang}"'.encode() not in contents[names.STYLES].partition(b"</w:docDefaults>")[0]:
        wrong.append("no language")
    described = sum(1 for picture in main.iter(f"{{{WP}}}docPr") if picture.get("descr"))
    pictures = [node for node in walk(document) if isinstance(node, nd.Image) and node.alt]
    shown = sum(1 for picture in pictures if picture.target.startswith("data:"))
    if described < shown:
        wrong.append("a picture without words")
    header_rows = sum(1 for node in walk(document) if isinstance(node, nd.Row) and node.header)
    if sum(1 for _ in main.iter(w("tblHeader"))) != header_rows:
        wrong.append("a header row that is not marked")
    return wrong


@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_an_example_is_accessible(file: Path) -> None:
    assert faults(pipeline.read(file)) == []


def test_the_telegram_is_accessible() -> None:
    assert faults(TELEGRAM) == []


@pytest.mark.shared
@pytest.mark.sweep
def test_records_and_editions_are_accessible(shared: Path, request: pytest.FixtureRequest) -> None:
    files = sample([*cable_files(shared), *sorted((shared / "corpora").rglob("*.xml"))], request, 8)
    assert {file.name: wrong for file in files if (wrong := faults(pipeline.read(file)))} == {}


@given(documents())
def test_no_level_of_heading_is_skipped(document: Document) -> None:
    assert skipped(levels(written(document))) == []


def section(*blocks: nd.Block) -> nd.Section:
    return nd.Section(blocks=blocks)


def heading(text: str) -> nd.Heading:
    return nd.Heading(content=(text,))


def test_sections_without_a_heading_do_not_count() -> None:
    inner = section(heading("A"), section(heading("A.1"))), section(heading("B"))
    assert levels(written(Document(body=(section(*inner),)))) == [1, 2, 1]


def long_document(count: int) -> Document:
    body = tuple(section(heading(f"Part {n}"), section(heading(f"Chapter {n}.1"))) for n in range(count))
    return Document(lang="fr", metadata=Metadata(titles=(Title(text="A long one"),)), body=body)


LONG = long_document(8)


def contents_of(data: bytes) -> list[str]:
    root = etree.fromstring(parts(data)[names.DOCUMENT])
    frame = root.find(f"{w('body')}/{w('sdt')}/{w('sdtContent')}")
    found = frame.iterchildren(w("p")) if frame is not None else ()
    return ["".join(text.text or "" for text in para.iter(w("t"))) for para in found]


def test_a_long_document_has_a_table_of_contents_with_links() -> None:
    data = written(LONG)
    assert contents_of(data)[:3] == ["Table des matières", "Part 0", "Chapter 0.1"]
    xml = parts(data)[names.DOCUMENT].decode()
    targets = re.findall(r'<w:hyperlink w:anchor="([^"]*)"', xml)
    assert len(targets) == 16
    assert [target for target in targets if f'w:name="{target}"' not in xml] == []
    assert 'TOC \\o "1-3"' in xml


def test_a_short_document_has_none() -> None:
    assert contents_of(written(long_document(3))) == []


def test_the_table_of_contents_is_no_part_of_the_text() -> None:
    report = Report("docx")
    data = written(LONG, report)
    assert visible(data, report) == of_the_page(LONG)
    changed = edited(data, lambda opened: opened.core_properties.__setattr__("subject", "x"))
    assert read_back(changed, report) == LONG
    assert not report.lossy


def test_a_heading_that_an_editor_changed_is_the_only_edit_though_the_contents_still_say_the_old_one() -> None:
    def change(opened: object) -> None:
        para = next(one for one in opened.paragraphs if one.text == "Part 3")  # type: ignore[attr-defined]
        para.runs[0].text = "Part three"

    report = Report("docx")
    after = read_back(edited(written(LONG), change), report)
    body = list(LONG.body)
    body[3] = section(heading("Part three"), section(heading("Chapter 3.1")))
    assert after == msgspec.structs.replace(LONG, body=tuple(body))
    assert len(list(report.at("warning"))) == 1


@pytest.mark.validator
def test_the_table_of_contents_survives_libreoffice(program: Callable[[str], str], tmp_path: Path) -> None:
    report = Report("docx")
    assert read_back(resaved(program("soffice"), {"long": written(LONG)}, "docx", tmp_path)["long"], report) == LONG
    assert not report.lossy


@pytest.mark.validator
def test_the_pages_begin_with_the_contents(program: Callable[[str], str], tmp_path: Path) -> None:
    pdf = tmp_path / "long.pdf"
    pdf.write_bytes(resaved(program("soffice"), {"long": written(LONG)}, "pdf", tmp_path)["long"])
    run = subprocess.run([program("pdftotext"), str(pdf), "-"], check=True, capture_output=True, text=True)
    assert run.stdout.index("Table des matières") < run.stdout.index("Part 0")
    assert run.stdout.count("Chapter 7.1") == 2
