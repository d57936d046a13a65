"""Strangers' files: one clear message, never a traceback, nothing fetched, nothing unpacked without a limit."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.errors import InputError
from converters.formats.format import ReadOptions
from converters.limits import DEFAULT, Limits
from converters.report import Report
from tests.docx.helpers import packed, parts, read_back, with_part, written
from tests.docx.telegram import TELEGRAM

DATA = written(TELEGRAM)
DOCUMENT = "word/document.xml"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def refusal(data: bytes, limits: Limits = DEFAULT) -> str:
    with pytest.raises(InputError) as caught:
        read_back(data, options=ReadOptions(limits=limits))
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.remedy
    return message


def without(name: str) -> bytes:
    contents = parts(DATA)
    del contents[name]
    return packed(contents)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"plain text", DATA[:2000], DATA[:-40]])
def test_what_is_no_package_is_refused(data: bytes) -> None:
    assert "no Word file" in refusal(data)


def test_an_encrypted_or_old_word_file_is_named_so() -> None:
    assert "encrypted" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))


def test_a_zip_of_something_else_is_no_word_document() -> None:
    assert "no Word document" in refusal(packed({"a.txt": b"a"}))


def test_a_package_without_its_text_is_refused() -> None:
    assert "missing" in refusal(without(DOCUMENT))


@pytest.mark.parametrize(
    "name",
    [
        "word/styles.xml",
        "word/numbering.xml",
        "word/footnotes.xml",
        "word/comments.xml",
        "word/_rels/document.xml.rels",
    ],
)
def test_a_package_without_another_part_is_read(name: str) -> None:
    report = Report("docx")
    assert read_back(without(name), report).body
    assert report.messages


def test_a_part_that_is_not_well_formed_is_named() -> None:
    broken = with_part(DATA, DOCUMENT, lambda xml: xml[:-20])
    assert refusal(broken).startswith(DOCUMENT)


def test_a_document_type_is_refused_before_any_entity_is_read() -> None:
    bomb = with_part(DATA, DOCUMENT, lambda xml: xml.replace("?>\n", f"?>\n{ENTITIES}", 1))
    assert "document type" in refusal(bomb)


def test_a_part_that_was_packed_too_well_is_refused() -> None:
    bomb = packed({**parts(DATA), DOCUMENT: b" " * (8 * 1024 * 1024)})
    assert "zip bomb" in refusal(bomb)


def test_more_bytes_than_the_limit_are_refused() -> None:
    told = refusal(DATA, Limits(unpacked=1000))
    assert "more than 1000 bytes" in told
    assert "--limit unpacked=" in told


def test_a_part_of_more_bytes_than_the_limit_is_refused_by_its_name() -> None:
    told = refusal(DATA, Limits(part=200))
    assert "more than 200 bytes" in told
    assert told.startswith("_rels/.rels")


def test_more_parts_than_the_limit_are_refused() -> None:
    assert "more than 3 parts" in refusal(DATA, Limits(parts=3))


def test_a_part_that_was_packed_well_is_read_where_the_limit_is_raised() -> None:
    bomb = packed({**parts(DATA), "customXml/item9.xml": b" " * (2 * 1024 * 1024)})
    assert read_back(bomb, options=ReadOptions(limits=Limits(ratio=5000))).body


def test_two_parts_of_one_name_are_refused() -> None:
    out = io.BytesIO(DATA)
    with zipfile.ZipFile(out, "a") as opened, pytest.warns(UserWarning, match="Duplicate name"):
        opened.writestr(DOCUMENT, "<other/>")
    assert "two parts of one name" in refusal(out.getvalue())


def test_a_relationship_that_leads_out_of_the_package_leads_nowhere() -> None:
    tricked = with_part(
        DATA, "word/_rels/document.xml.rels", lambda xml: xml.replace("media/image1.png", "../../../../etc/passwd")
    )
    assert read_back(tricked).body


def test_a_lying_checksum_is_no_carried_document() -> None:
    """The visible text is compared by its bytes, so a package cannot show one text and carry another."""
    contents = parts(DATA)
    contents[DOCUMENT] = contents[DOCUMENT].replace(b"A pause", b"A noise")
    report = Report("docx")
    read_back(packed(contents), report)
    assert "disagrees" in report.counts()


def test_tables_nested_without_end_are_refused_in_words() -> None:
    cell = "<w:tbl><w:tr><w:tc>"
    nest = cell * 600 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 600
    from converters import pipeline

    nested = with_part(DATA, DOCUMENT, lambda xml: xml.replace("<w:body>", f"<w:body>{nest}", 1))
    with pytest.raises(InputError, match="nested too deeply"):
        pipeline.read_bytes(nested, format="docx")


def assert_read_or_refused(data: bytes) -> None:
    """Any other exception than InputError fails the test."""
    refused: InputError | None = None
    try:
        read_back(data)
    except InputError as error:
        refused = error
    assert refused is None or refused.remedy


@given(st.integers(0, len(DATA) - 1), st.integers(0, 255))
def test_a_file_with_one_changed_byte_is_read_or_refused_in_words(place: int, value: int) -> None:
    changed = DATA[:place] + bytes([value]) + DATA[place + 1 :]
    assert_read_or_refused(changed)


@given(st.sampled_from(sorted(parts(DATA))), st.integers(0, 20000), st.sampled_from([b"", b"<", b"x", b"/>", b'"']))
def test_a_part_with_a_damaged_place_is_read_or_refused_in_words(name: str, place: int, damage: bytes) -> None:
    contents = parts(DATA)
    whole = contents[name]
    place = min(place, len(whole))
    contents[name] = whole[:place] + damage + whole[place + 1 :]
    assert_read_or_refused(packed(contents))
