"""Strangers' files: one clear message, never a traceback, nothing fetched, nothing unpacked without a limit."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.errors import InputError
from converters.formats.format import ReadOptions
from converters.limits import DEFAULT, Limits
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import plain_text, walk
from converters.report import Report
from tests.docx.foreign_samples import SAMPLES
from tests.docx.handmade import docx, drawing, item, levels, p, root, shown_text, tbl, tc, tr
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


def test_a_package_with_a_password_is_named_so() -> None:
    flags = {b"PK\x03\x04": 6, b"PK\x01\x02": 8}
    data = bytearray(DATA)
    for signature, offset in flags.items():
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    assert "is encrypted" in refusal(bytes(data))


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


# --- files of others ---


def of_others(body: str = p("Text."), **more: Any) -> dict[str, bytes]:
    return parts(docx(body, **more))


def read_and_told(contents: dict[str, bytes]) -> tuple[Document, list[str]]:
    report = Report("docx")
    document = read_back(packed(contents), report)
    assert any(plain_text(block) for block in document.body)
    return document, [str(message) for message in report.messages]


@pytest.mark.parametrize("name", ["styles", "numbering", "footnotes", "endnotes", "comments", "settings"])
@pytest.mark.parametrize("damage", [b"", b"<broken", b"\x00\x01", b"<!DOCTYPE x><x/>"])
def test_a_damaged_part_beside_the_text_is_told_and_the_text_read(name: str, damage: bytes) -> None:
    contents = of_others(parts=dict.fromkeys((name,), ""))
    document, told = read_and_told({**contents, f"word/{name}.xml": damage})
    assert document.body == (nd.Paragraph(content=("Text.",)),)
    assert name == "settings" or any(f"word/{name}.xml" in text for text in told)


@pytest.mark.parametrize("name", ["_rels/.rels", "word/_rels/document.xml.rels", "[Content_Types].xml"])
@pytest.mark.parametrize("damage", [b"", b"<broken", None])
def test_a_package_with_damaged_or_missing_relationships_or_types_is_read(name: str, damage: bytes | None) -> None:
    contents = of_others(parts={"styles": ""})
    if damage is None:
        del contents[name]
    else:
        contents[name] = damage
    _, told = read_and_told(contents)
    assert (damage is None and name != "[Content_Types].xml") or any(name in text for text in told)


def test_macros_are_never_run_and_told() -> None:
    _, told = read_and_told({**of_others(), "word/vbaProject.bin": b"x"})
    assert any("macros" in text and "word/vbaProject.bin" in text for text in told)


@pytest.mark.parametrize(
    ("type", "said"), [("wordprocessingml.template.main", "a template"), ("spreadsheetml.sheet.main", "said to be")]
)
def test_a_template_and_a_text_of_a_wrong_type_are_read_and_told(type: str, said: str) -> None:
    contents = of_others()
    types = contents["[Content_Types].xml"].replace(b"wordprocessingml.document.main", type.encode())
    _, told = read_and_told({**contents, "[Content_Types].xml": types})
    assert any(said in text for text in told)


@pytest.mark.parametrize(
    "main", [b"<html/>", b"<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'/>"]
)
def test_a_package_of_something_else_is_refused_by_what_it_holds(main: bytes) -> None:
    assert "holds no text of Word" in refusal(packed({**of_others(), DOCUMENT: main}))


def test_a_document_without_a_body_is_empty_and_told() -> None:
    report = Report("docx")
    assert read_back(packed({**of_others(), DOCUMENT: root("document", "")}), report).body == ()
    assert any("no body" in message.text for message in report.at("warning"))


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"{\\rtf1 text}", "Rich Text"), (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>', "2003")],
)
def test_files_of_other_kinds_are_named(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_a_text_in_another_encoding_is_read() -> None:
    text = root("document", f"<w:body>{p('Tägliche Wörter')}</w:body>").decode().replace("UTF-8", "UTF-16")
    document, _ = read_and_told({**of_others(), DOCUMENT: text.encode("utf-16")})
    assert document.body == (nd.Paragraph(content=("Tägliche Wörter",)),)


def test_notes_of_one_number_and_notes_without_a_mark_are_told() -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    notes = "".join(f'<w:footnote w:id="{n}">{p(text)}</w:footnote>' for n, text in ((1, "a"), (1, "b"), (2, "c")))
    document, told = read_and_told(of_others(p("x", mark, mark), parts={"footnotes": notes}))
    assert sum(isinstance(node, nd.Note) for node in walk(document)) == 1
    assert [
        any(said in text for text in told) for said in ("one number", "without its mark", "mark without its note")
    ] == [
        True,
        True,
        True,
    ]


@pytest.mark.parametrize("depth", [300, 3000, 30_000])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:customXml>", "</w:customXml>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
        ("<w:p><w:smartTag>", "</w:smartTag></w:p>"),
        ("<w:strange>", "</w:strange>"),
    ],
)
def test_any_depth_is_read_or_refused_in_words(before: str, after: str, depth: int) -> None:
    from converters import pipeline

    data = docx(before * depth + p("x") + after * depth)
    refused: InputError | None = None
    words = ""
    try:
        words = shown_text(pipeline.read_bytes(data, format="docx"))
    except InputError as error:
        refused = error
    assert words == "x" or "nested too deeply" in str(refused)


def test_numbers_without_sense_are_passed_over() -> None:
    body = tbl(
        tr(tc("a", properties='<w:gridSpan w:val="99999999"/>')), tr("b", properties='<w:gridBefore w:val="-5"/>')
    )
    body += item("x", level=99) + item("y", number="zz") + p("z", properties='<w:outlineLvl w:val="x"/>')
    document, _ = read_and_told(of_others(body, parts={"numbering": levels(("decimal", "%1."))}))
    assert [plain_text(block) for block in document.body] == ["ab", "x", "y", "z"]


def test_an_outside_relationship_of_any_kind_is_never_followed() -> None:
    outside = [(name, name, f"http://127.0.0.1:1/{name}.xml") for name in ("styles", "numbering", "header", "image")]
    body = p("Text.", drawing("image", link=True)) + '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>'
    document, told = read_and_told(of_others(body, relations=outside))
    assert [node.target for node in walk(document) if isinstance(node, nd.Image)] == ["http://127.0.0.1:1/image.xml"]
    assert any("never fetched" in text for text in told)


@given(
    st.sampled_from(sorted(SAMPLES)), st.integers(0, 30_000), st.sampled_from([b"", b"<", b"w:", b"/>", b'"', b"<w:p>"])
)
def test_a_file_of_others_with_a_damaged_place_is_read_or_refused_in_words(
    name: str, place: int, damage: bytes
) -> None:
    contents = parts(SAMPLES[name])
    part = sorted(contents)[place % len(contents)]
    whole = contents[part]
    place = min(place, len(whole))
    contents[part] = whole[:place] + damage + whole[place + 1 :]
    assert_read_or_refused(packed(contents))
