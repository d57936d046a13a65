"""Every Word file that is written is valid, opens, shows its text in order, and is the same each time."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import docx
import msgspec
import pytest
from hypothesis import given, settings
from lxml import etree

from converters import pipeline
from converters.formats.docx.validator import validate
from converters.formats.docx.writer import write
from converters.formats.format import WriteOptions
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.node import Node
from converters.report import Report
from tests.corpora import cable_files, example_files, sample
from tests.docx.helpers import packed, part, parts, with_part, written
from tests.docx.resave import resaved
from tests.docx.telegram import TELEGRAM
from tests.samples import SAMPLES
from tests.scripts import module_of
from tests.strategies import documents


def findings(data: bytes) -> list[str]:
    report = Report("docx")
    validate(data, report)
    return [str(message) for message in report.at("error")]


@pytest.fixture(scope="module")
def schema(shared: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(shared / "schemas/ooxml/wml.xsd")))


@pytest.fixture(scope="module")
def checker(shared: Path) -> ModuleType:
    """The tool that leaves out what the standard lets a reader ignore."""
    return module_of(shared / "tools/check_ooxml.py")


def schema_errors(data: bytes, schema: etree.XMLSchema, checker: ModuleType) -> list[str]:
    errors: list[str] = []
    for name, content in parts(data).items():
        own = name.removeprefix("word/").removesuffix(".xml")
        if name.startswith("word/") and (own in checker.PARTS or own.startswith(("header", "footer"))):
            root = checker.without_ignorable(etree.fromstring(content))
            if not schema.validate(root):
                errors.append(f"{name}: {schema.error_log}")
    return errors


@pytest.mark.validator
@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_a_sample_is_clean_for_the_validator(kind: type[Node], package: Callable[[str], None]) -> None:
    package("openxml_audit")
    assert findings(written(SAMPLES[kind])) == []


@pytest.mark.validator
@pytest.mark.parametrize("document", [TELEGRAM, Document()], ids=["telegram", "empty"])
def test_a_whole_document_and_an_empty_one_are_clean(document: Document, package: Callable[[str], None]) -> None:
    package("openxml_audit")
    assert findings(written(document)) == []


@pytest.mark.validator
@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_an_example_is_clean_for_the_validator(file: Path, package: Callable[[str], None]) -> None:
    package("openxml_audit")
    assert findings(written(pipeline.read(file))) == []


@pytest.mark.validator
def test_any_document_is_clean_for_the_validator(package: Callable[[str], None]) -> None:
    package("openxml_audit")

    @settings(max_examples=25)
    @given(documents())
    def holds(document: Document) -> None:
        assert findings(written(document)) == []

    holds()


@pytest.mark.shared
def test_samples_and_examples_are_valid_against_the_schema(schema: etree.XMLSchema, checker: ModuleType) -> None:
    for document in (*SAMPLES.values(), TELEGRAM, *map(pipeline.read, example_files())):
        assert schema_errors(written(document), schema, checker) == []


@pytest.mark.shared
def test_any_document_is_valid_against_the_schema(schema: etree.XMLSchema, checker: ModuleType) -> None:
    @given(documents())
    def holds(document: Document) -> None:
        assert schema_errors(written(document), schema, checker) == []

    holds()


@pytest.mark.shared
@pytest.mark.validator
@pytest.mark.sweep
def test_real_telegrams_are_valid_and_survive_libreoffice(
    shared: Path,
    schema: etree.XMLSchema,
    checker: ModuleType,
    program: Callable[[str], str],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    records = {file.stem: pipeline.read(file) for file in sample(cable_files(shared), request, 6)}
    files = {name: written(document) for name, document in records.items()}
    assert [name for name, data in files.items() if schema_errors(data, schema, checker)] == []
    saved = resaved(program("soffice"), files, "docx", tmp_path)
    changed = []
    for name, document in records.items():
        report = Report("docx")
        if pipeline.read_bytes(saved[name], format="docx", report=report) != document or report.lossy:
            changed.append(name)
    assert changed == []


def test_python_docx_opens_it_and_finds_the_text() -> None:
    opened = docx.Document(io.BytesIO(written(TELEGRAM)))
    texts = [paragraph.text for paragraph in opened.paragraphs]
    assert "SUBJECT: THE HARBOUR" in texts
    assert opened.tables[0].cell(0, 0).text == "Number"
    assert opened.core_properties.title == "THE HARBOUR"
    assert opened.core_properties.language == "en"


def test_headings_have_heading_styles_with_levels() -> None:
    opened = docx.Document(io.BytesIO(written(TELEGRAM)))
    names = {paragraph.text: paragraph.style.name for paragraph in opened.paragraphs if paragraph.style is not None}
    assert names["SUBJECT: THE HARBOUR"] == "Subject Heading 1"
    assert names["Summary"] == "heading 2 [style=underline]"


def test_the_first_row_of_a_table_is_repeated_on_each_page() -> None:
    assert part(written(TELEGRAM), "word/document.xml").count("<w:tblHeader/>") == 1


def test_a_picture_has_its_words() -> None:
    assert 'descr="A dot"' in part(written(TELEGRAM), "word/document.xml")


def test_text_from_right_to_left_is_marked_so() -> None:
    document = Document(body=(nd.Paragraph(lang="ar", content=("مرحبا 1 hello",)),))
    xml = part(written(document), "word/document.xml")
    assert "<w:bidi/>" in xml
    assert xml.count("<w:rtl/>") == 1


@pytest.mark.validator
def test_libreoffice_shows_the_text_in_order(program: Callable[[str], str], tmp_path: Path) -> None:
    pdf = resaved(program("soffice"), {"a": written(TELEGRAM)}, "pdf", tmp_path)["a"]
    (tmp_path / "a.pdf").write_bytes(pdf)
    shown = subprocess.run(
        [program("pdftotext"), "-layout", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    words = ["THE HARBOUR", "Number", "SECSTATE WASHDC", "OO RUEHEX", "SIPDIS", "SUBJECT", "Summary", "Ilse Maren"]
    words += ["A pause", "[p. 2]", "The repaired paragraph", "Posts and counts", "Exampleville", "one", "two", "NNNN"]
    places = [shown.index(word) for word in words]
    assert places == sorted(places)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert written(TELEGRAM) == written(TELEGRAM)


def test_no_time_is_in_the_file_unless_it_is_asked_for() -> None:
    assert "dcterms" not in part(written(TELEGRAM), "docProps/core.xml").split("<cp:coreProperties")[1].split(">", 1)[1]
    stamped = write(TELEGRAM, WriteOptions(epoch=0), Report())
    assert "1970-01-01T00:00:00Z" in part(stamped, "docProps/core.xml")


def test_a_document_without_its_source_carries_none() -> None:
    bare = msgspec.structs.replace(TELEGRAM, source=None)
    assert "RUEHEX\\n" not in part(written(bare), "customXml/item1.xml")


@pytest.mark.parametrize(
    ("name", "damage", "code"),
    [
        ("word/document.xml", lambda xml: re.sub(r'"_line_\d+"', '"_line_1"', xml), "bookmark"),
        (
            "word/document.xml",
            lambda xml: xml.replace('<w:footnoteReference w:id="1"', '<w:footnoteReference w:id="9"'),
            "footnote",
        ),
        ("word/document.xml", lambda xml: xml.replace("</w:body>", ""), "not-xml"),
        ("word/_rels/document.xml.rels", lambda xml: xml.replace("styles.xml", "style.xml"), "relationship"),
        ("word/_rels/document.xml.rels", lambda xml: xml.replace('Id="rId9"', 'Id="rId8"'), "relationship"),
        ("[Content_Types].xml", lambda xml: xml.replace('Extension="png"', 'Extension="pang"'), "content-type"),
        ("word/comments.xml", lambda xml: xml.replace('w:comment w:id="0"', 'w:comment w:id="5"'), "comment"),
        ("word/document.xml", lambda xml: re.sub('_line_5"', f'_line_{"5" * 40}"', xml), "bookmark"),
        (
            "word/document.xml",
            lambda xml: re.sub(r'(<w:bookmarkStart [^>]*w:id=)"\d+"', r'\1"1"', xml),
            "bookmarkStart",
        ),
        ("[Content_Types].xml", lambda xml: xml.replace("/word/comments.xml", "/word/remarks.xml"), "content-type"),
    ],
)
def test_the_validator_finds_a_damage(name: str, damage: Callable[[str], str], code: str) -> None:
    report = Report("docx")
    validate(with_part(written(TELEGRAM), name, damage), report)
    assert code in {message.code for message in report.at("error")}


def test_the_validator_finds_that_the_types_of_contents_are_missing() -> None:
    contents = parts(written(TELEGRAM))
    del contents["[Content_Types].xml"]
    report = Report("docx")
    validate(packed(contents), report)
    assert ("content-type", "[Content_Types].xml") in {(one.code, one.place) for one in report.at("error")}


def test_the_validator_says_where_the_schema_was_not_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    report = Report("docx")
    validate(written(TELEGRAM), report)
    assert [(message.level, message.code) for message in report.messages] == [("info", "not-checked")]


def test_the_validator_refuses_what_is_no_package() -> None:
    report = Report("docx")
    validate(b"text", report)
    assert [message.code for message in report.at("error")] == ["package"]
