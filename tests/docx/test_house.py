"""A template of a house: its styles, page, heads and feet, our styles mapped onto its own, and nothing lost by it."""

from __future__ import annotations

import collections
import functools
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import docx
import pytest
from hypothesis import given, settings
from lxml import etree

from converters import pipeline
from converters.errors import InputError
from converters.formats.docx import parts as names
from converters.formats.docx.ooxml import w
from converters.formats.docx.writer import write
from converters.formats.format import WriteOptions
from converters.model.document import Document
from converters.report import Report
from tests.corpora import ROOT, example_files
from tests.docx.helpers import of_the_page, packed, part, parts, read_back, visible
from tests.docx.house import house, plain_house
from tests.docx.resave import resaved
from tests.docx.telegram import TELEGRAM
from tests.docx.test_valid import checker, findings, schema, schema_errors
from tests.strategies import documents

__all__ = ["checker", "schema"]
HOUSES = {"press": functools.cache(house), "plain": functools.cache(plain_house)}
houses = pytest.mark.parametrize("template", HOUSES.values(), ids=HOUSES)


def written(document: Document, template: bytes, report: Report | None = None) -> bytes:
    return write(document, WriteOptions(reference=template), report or Report("docx"))


@houses
def test_no_style_is_there_twice(template: Callable[[], bytes]) -> None:
    root = etree.fromstring(parts(written(TELEGRAM, template()))[names.STYLES])
    styles = list(root.iterchildren(w("style")))
    for values in (
        [style.get(w("styleId")) for style in styles],
        [(style.get(w("type")), style.find(w("name")).get(w("val")).casefold()) for style in styles],  # type: ignore[union-attr]
    ):
        assert [value for value, count in collections.Counter(values).items() if count > 1] == []


def test_paragraphs_have_the_style_that_the_house_gives_them() -> None:
    xml = part(written(TELEGRAM, house()), names.DOCUMENT)
    assert re.search(r'<w:pStyle w:val="Haustext"/>.*?A pause', xml)
    assert '<w:pStyle w:val="Heading1"/>' not in part(written(Document(), house()), names.DOCUMENT)


def test_a_style_in_another_language_is_mapped_too() -> None:
    sheet = part(written(pipeline.read(ROOT / "examples/letter.json"), house()), names.STYLES)
    assert re.search(r'"Nom de personne \[ref=[^"]*"/><w:basedOn w:val="Personenname"/>', sheet)


def test_a_style_that_the_house_lacks_is_added_without_sizes_and_colours() -> None:
    sheet = part(written(TELEGRAM, house()), names.STYLES)
    found = re.search(r'<w:style [^>]*w:styleId="ClassificationLine".*?</w:style>', sheet)
    assert found is not None
    assert "<w:b/>" in found[0]
    assert "w:color" not in found[0]
    assert "w:sz" not in found[0]


def test_page_heads_and_feet_are_those_of_the_house() -> None:
    template, made = parts(house()), parts(written(TELEGRAM, house()))
    heads = [name for name in template if re.search(r"word/(header|footer)\d\.xml", name)]
    assert len(heads) == 4
    assert [name for name in heads if made[name] != template[name]] == []
    section = made[names.DOCUMENT].decode().partition("<w:sectPr")[2]
    assert 'w:w="8504"' in section
    assert section.count("headerReference") == 3
    assert b"evenAndOddHeaders" in made[names.SETTINGS]


def test_tables_are_as_wide_as_the_page_of_the_house() -> None:
    width = re.search(r'<w:tblW w:w="(\d+)"', part(written(TELEGRAM, house()), names.DOCUMENT))
    assert width is not None
    assert int(width[1]) == 8504 - 2 * 1134


def test_the_text_of_the_template_is_not_in_the_document() -> None:
    assert "no part of a document" not in part(written(TELEGRAM, house()), names.DOCUMENT)


def test_python_docx_opens_it() -> None:
    import io

    opened = docx.Document(io.BytesIO(written(TELEGRAM, house())))
    assert opened.sections[0].header.paragraphs[0].text == "The Invented Press"
    assert [paragraph.text for paragraph in opened.paragraphs if "SUBJECT" in paragraph.text]


@houses
def test_any_document_comes_back_from_the_template_of_a_house(template: Callable[[], bytes]) -> None:
    @settings(max_examples=50)
    @given(documents())
    def holds(document: Document) -> None:
        assert read_back(written(document, template())) == document
        bare: Document = of_the_page(document)
        report = Report("docx")
        data = written(bare, template(), report)
        if not report.lossy:
            assert visible(data) == bare

    holds()


@houses
def test_nobody_takes_it_for_an_edit(template: Callable[[], bytes]) -> None:
    for file in example_files():
        report = Report("docx")
        document = pipeline.read(file)
        assert read_back(written(document, template()), report) == document
        assert not report.lossy


@houses
def test_the_same_template_gives_the_same_bytes(template: Callable[[], bytes]) -> None:
    assert written(TELEGRAM, template()) == written(TELEGRAM, bytes(bytearray(template())))


@pytest.mark.shared
@houses
def test_it_is_valid(template: Callable[[], bytes], schema: etree.XMLSchema, checker: ModuleType) -> None:
    for document in (TELEGRAM, *map(pipeline.read, example_files())):
        assert schema_errors(written(document, template()), schema, checker) == []


@pytest.mark.validator
def test_it_is_clean_for_the_validator(package: Callable[[str], None]) -> None:
    package("openxml_audit")
    assert findings(written(TELEGRAM, house())) == []


@pytest.mark.validator
def test_it_survives_being_saved_by_libreoffice(program: Callable[[str], str], tmp_path: Path) -> None:
    documents = {file.name: pipeline.read(file) for file in example_files()} | {"telegram": TELEGRAM}
    files = {name: written(document, house()) for name, document in documents.items()}
    saved = resaved(program("soffice"), files, "docx", tmp_path)
    for name, document in documents.items():
        report = Report("docx")
        assert read_back(saved[name], report) == document
        assert not report.lossy


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"no template", "is no Word file"),
        (packed({"a.txt": b"x"}), "a zip file, but no Word document"),
        (packed({**parts(plain_house()), "word/styles.xml": b"<broken"}), "not well-formed"),
        (packed({name: data for name, data in parts(plain_house()).items() if name != "word/styles.xml"}), "no styles"),
        (
            packed({**parts(plain_house()), "word/document.xml": f'<w:document xmlns:w="{w("")[1:-1]}"/>'.encode()}),
            "page",
        ),
    ],
    ids=["no zip", "no Word file", "damaged", "no styles", "no page"],
)
def test_what_is_no_template_is_refused_by_name(data: bytes, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "house.docx"
    file.write_bytes(data)
    with pytest.raises(InputError, match=problem) as refused:
        pipeline.write_options(reference=file)
    assert refused.value.file == str(file)
    assert refused.value.remedy
