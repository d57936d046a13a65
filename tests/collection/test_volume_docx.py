"""A volume as a Word file: valid, with fields that Word can work out, and every record in its order."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

import pytest
from lxml import etree

from converters import pipeline
from converters.collection.volume.record import anchor
from converters.formats.docx.ooxml import W
from converters.formats.docx.writing.house import HOUSE
from tests.collection import volumes
from tests.collection.runs import collection, run
from tests.corpora import cable_files, sample
from tests.docx.resave import resaved
from tests.scripts import module_of

pytestmark = pytest.mark.xdist_group("volumes")
NAMES = {"w": W}
TITLES = ("Marchetière à", "WHEAT AND COAL", "BEES: ORRIN", "HARBOUR TALKS", "ÉTOILE DU NORD", "HERRING ARE LATE")


def made(folder: Path, *inputs: str | Path, profile: str = volumes.PROFILE, more: tuple[str, ...] = ()) -> bytes:
    """The volume of some records."""
    (folder / "mine.toml").write_text(profile, "utf-8")
    (folder / "names.csv").write_text(volumes.AUTHORITIES, "utf-8")
    words = ("publish", *inputs, "-t", "volume.docx", "-o", "out")
    done = run(*words, "--collection", "mine.toml", "--authority", "names.csv", *more, folder=folder)
    assert done.returncode == 0, done.stderr
    return (folder / "out/volume.docx").read_bytes()


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made(tmp_path_factory.mktemp("volume"), *volumes.RECORDS)


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def select(root: etree._Element, path: str) -> list[Any]:
    """What an XPath finds."""
    return cast("list[Any]", root.xpath(path, namespaces=NAMES))


def said(root: etree._Element, name: str = "t") -> list[str]:
    """The texts of the elements of a name, in order."""
    return [one.text or "" for one in root.iter(f"{{{W}}}{name}")]


def texts(found: Iterable[etree._Element]) -> list[str]:
    return ["".join(said(one)) for one in found]


def in_style(data: bytes, id: str) -> list[etree._Element]:
    """The paragraphs in a style."""
    return list(select(part(data, "word/document.xml"), f"//w:p[w:pPr/w:pStyle/@w:val='{id}']"))


def findings(data: bytes) -> list[str]:
    return [str(one) for one in pipeline.validate_bytes(data, format="docx").at("error")]


@pytest.mark.validator
def test_a_volume_is_clean_for_the_validator(volume: bytes, package: Callable[[str], None]) -> None:
    package("openxml_audit")
    assert findings(volume) == []


@pytest.mark.shared
def test_a_volume_is_valid_against_the_schema(volume: bytes, shared: Path) -> None:
    assert schema_errors(volume, shared) == []


def schema_errors(data: bytes, shared: Path) -> list[str]:
    checker = module_of(shared / "tools/check_ooxml.py")
    schema = etree.XMLSchema(etree.parse(str(shared / "schemas/ooxml/wml.xsd")))
    errors = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            own = name.removeprefix("word/").removesuffix(".xml")
            if own in checker.PARTS or own.startswith(("header", "footer")):
                root = checker.without_ignorable(etree.fromstring(package.read(name)))
                if not schema.validate(root):
                    errors.append(f"{name}: {schema.error_log}")
    return errors


def test_the_records_stand_in_order_under_headings_of_the_house(volume: bytes) -> None:
    heads = texts(in_style(volume, "DocumentHeading"))
    assert len(heads) == len(TITLES)
    for number, (head, title) in enumerate(zip(heads, TITLES, strict=True), 1):
        assert head.startswith(f"{number}. ")
        assert title in head


def test_the_contents_are_a_field_that_names_every_document_and_leads_to_it(volume: bytes) -> None:
    lines = in_style(volume, "TOC1")
    codes = [code for line in lines for code in said(line, "instrText")]
    assert codes[0].split()[0] == "TOC"
    assert [f"PAGEREF {anchor(number)} \\h" in " ".join(codes) for number in range(1, 7)] == [True] * 6
    body = part(volume, "word/document.xml")
    marks = set(select(body, "//w:bookmarkStart/@w:name"))
    assert set(select(body, "//w:hyperlink/@w:anchor")) <= marks


def test_every_field_that_begins_ends(volume: bytes) -> None:
    depth = 0
    for kind in select(part(volume, "word/document.xml"), "//w:fldChar/@w:fldCharType"):
        depth += {"begin": 1, "separate": 0, "end": -1}[kind]
        assert depth >= 0
    assert depth == 0


def test_the_index_is_a_field_with_a_result_that_agrees_with_its_marks(volume: bytes) -> None:
    """An entry in the result names the very documents whose headings have its mark."""
    body = part(volume, "word/document.xml")
    marked: dict[str, list[str]] = {}
    for head in in_style(volume, "DocumentHeading"):
        number = "".join(said(head, "t")).partition(".")[0]
        for code in said(head, "instrText"):
            found = re.fullmatch(r' XE "(?:People|Places|Posts and offices|TAGS):(.+)" ', code)
            if found is not None:
                marked.setdefault(found[1], []).append(number)
    shown = {}
    for entry in texts(in_style(volume, "Index2")):
        name, places = re.fullmatch(r"(.+?), (\d+(?:, \d+)*)", entry).groups()  # type: ignore[union-attr]
        shown[name] = places.split(", ")
    assert shown == marked
    assert shown["Kray, Wanda"] == ["3"] if "Kray, Wanda" in shown else shown["Fenwick, A."] == ["3"]
    assert any(code.startswith(" INDEX ") for code in said(body, "instrText"))


def test_pages_are_mirrored_and_numbered_in_roman_and_arabic_figures(volume: bytes) -> None:
    settings = part(volume, "word/settings.xml")
    assert [settings.find(f"w:{name}", NAMES) is not None for name in ("mirrorMargins", "evenAndOddHeaders")] == [
        True
    ] * 2
    numbers = select(part(volume, "word/document.xml"), "//w:sectPr/w:pgNumType")
    told = [(one.get(f"{{{W}}}fmt"), one.get(f"{{{W}}}start")) for one in numbers]
    assert told[:3] == [("lowerRoman", "1"), ("lowerRoman", None), ("decimal", "1")]
    assert set(told[3:]) == {("decimal", None)}


def test_notes_begin_anew_in_each_section(volume: bytes) -> None:
    sections = select(
        part(volume, "word/document.xml"),
        "//w:sectPr[w:footnotePr/w:numRestart/@w:val='eachSect']",
    )
    assert len(sections) == len(TITLES)
    notes = part(volume, "word/footnotes.xml")
    letters = [text for text in texts(list(notes)) if re.match(r"[ab] source: ", text)]
    assert [text[0] for text in letters] == ["a", "a", "b"]
    assert sum(text.startswith("* ") for text in texts(list(notes))) == len(TITLES)


def test_every_house_style_is_there_under_its_name(volume: bytes) -> None:
    names = set(select(part(volume, "word/styles.xml"), "//w:style/w:name/@w:val"))
    assert set(HOUSE) <= names


def test_no_style_says_more_than_a_language_or_a_size(volume: bytes) -> None:
    names = select(part(volume, "word/styles.xml"), "//w:style/w:name/@w:val")
    made_for_text = [re.sub(r" \[(?:lang|width|no-value)[^\]]*\]", "", name) for name in names]
    assert [name for name in made_for_text if "[" in name] == []


@pytest.mark.validator
def test_libreoffice_shows_all_records_in_order(volume: bytes, tmp_path: Path, program: Callable[[str], str]) -> None:
    check_shown(volume, 6, tmp_path, program)


def check_shown(volume: bytes, count: int, folder: Path, program: Callable[[str], str]) -> None:
    """LibreOffice opens the volume, and its pages have each heading, one after the other."""
    folder = folder / "shown"
    folder.mkdir()
    pdf = folder / "shown.pdf"
    pdf.write_bytes(resaved(program("soffice"), {"a": volume}, "pdf", folder)["a"])
    told = subprocess.run(
        [program("pdftotext"), "-raw", str(pdf), "-"], check=True, capture_output=True
    ).stdout.decode()
    heads_of_pages = re.compile(r"(?:\d+ ?)?(?:Harbours and Honey)?(?: ?\d+)?")
    shown = "".join("".join(line.split()) for line in told.splitlines() if not heads_of_pages.fullmatch(line.strip()))
    at = 0
    heads = ["".join(head.removesuffix("*").split()) for head in texts(in_style(volume, "DocumentHeading"))]
    assert len(heads) == count
    at = shown.index("Aboutthisvolume", shown.index("Aboutthisvolume") + 1)
    for head in heads:
        at = shown.index(head, at) + len(head)


def test_the_same_records_give_the_same_bytes_with_one_process_or_two(tmp_path: Path) -> None:
    records = collection(tmp_path / "records", 24)
    assert made(tmp_path, records, more=("--jobs", "1")) == made(tmp_path, records, more=("--jobs", "2"))


@pytest.mark.shared
@pytest.mark.validator
@pytest.mark.sweep
def test_real_telegrams_make_a_valid_volume(
    tmp_path: Path,
    shared: Path,
    request: pytest.FixtureRequest,
    program: Callable[[str], str],
    package: Callable[[str], None],
) -> None:
    package("openxml_audit")
    files = sample(cable_files(shared), request, 12)
    data = made(tmp_path, *files)
    assert findings(data) == []
    assert schema_errors(data, shared) == []
    check_shown(data, len(files), tmp_path, program)
