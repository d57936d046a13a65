"""Bad TEI: one message that says what, where and what to do; findings of the validator have their lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from converters import pipeline
from converters.errors import InputError
from converters.formats.tei import sniff
from converters.formats.tei.places import Places
from converters.formats.tei.validator import validate
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Metadata, Rights, Statement
from converters.report import Report
from tests.tei.helpers import one, paragraph, read_back, text, tree, written

HEAD = b'<TEI xmlns="http://www.tei-c.org/ns/1.0">'
ENTITY = b'<!DOCTYPE TEI [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/hostname">]>' + HEAD + b"&a;&c;</TEI>"
BOMB = (
    b'<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(12))
    + b"]>"
    + HEAD
    + b"&a11;</TEI>"
)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (HEAD + b"\n<p></TEI>", "line 2, column"),
        (b"", "not well-formed"),
        (b"\x00\x01\x02", "not well-formed"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "html in the name space http://www.w3.org/1999/xhtml"),
        (b"<TEI/>", "TEI in no name space"),
        (ENTITY, "entity 'a'"),
        (BOMB, "entity"),
        (HEAD + b"<p>" * 10_000, "levels deep"),
        (HEAD + b"&unknown;</TEI>", "not well-formed"),
        (b'<?xml version="1.0" encoding="nonsense"?>' + HEAD + b"</TEI>", "encoding"),
    ],
    ids=["tag", "empty", "binary", "html", "no name space", "entity", "bomb", "deep", "undeclared", "encoding"],
)
def test_what_cannot_be_read_is_said_in_one_line(data: bytes, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        read_back(data)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


def test_nothing_is_included_or_fetched() -> None:
    data = HEAD + b'<include xmlns="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/></TEI>'
    assert b"hostname" in written(read_back(data))


def test_no_document_type_is_loaded_and_no_attribute_made_up_from_it(tmp_path: Path) -> None:
    (tmp_path / "tei.dtd").write_text('<!ATTLIST p n CDATA "7">')
    document = text(paragraph("a"))
    declared = f'<!DOCTYPE TEI SYSTEM "{(tmp_path / "tei.dtd").as_uri()}">\n<TEI'
    assert read_back(written(document).replace(b"<TEI", declared.encode(), 1)) == document


def test_an_edition_that_was_damaged_says_what_the_model_cannot_hold() -> None:
    root = tree(text(paragraph("a"), paragraph("b")))
    for element in root.iter("{http://www.tei-c.org/ns/1.0}p"):
        element.set("{http://www.w3.org/XML/1998/namespace}id", "same")
    with pytest.raises(InputError, match="stands twice"):
        read_back(etree.tostring(root))


def findings(data: bytes) -> list[tuple[str, str, str | None]]:
    report = Report("tei")
    validate(data, report)
    return [(message.level, message.code, message.place) for message in report.messages]


def test_a_sound_edition_has_no_findings() -> None:
    assert findings(written(text(paragraph("Words.")))) == []


def test_an_element_that_our_editions_do_not_use_is_found_with_its_line() -> None:
    root = tree(text(paragraph("Words.")))
    element = etree.SubElement(one(root, "//t:body/t:p"), "{http://www.tei-c.org/ns/1.0}rs")
    data = etree.tostring(root)
    line = etree.fromstring(data).getroottree().getroot().findall(f".//{element.tag}")[0].sourceline
    assert ("error", "schema") in {finding[:2] for finding in findings(data)}
    assert any(place == f"line {line}, /TEI/text/body/p/rs" for _, _, place in findings(data))


def test_a_double_id_and_a_pointer_to_nowhere_are_found_in_foreign_tei_and_the_schema_is_not_applied() -> None:
    data = HEAD + b'\n<p xml:id="a"/>\n<p xml:id="a"/>\n<ref target="#b http://example.org/#c"/></TEI>'
    assert findings(data) == [
        ("info", "schema", None),
        ("error", "id", "line 3, /TEI/p[2]"),
        ("error", "pointer", "line 4, /TEI/ref"),
    ]


def test_what_is_not_well_formed_is_found_with_its_place() -> None:
    assert [finding[:2] for finding in findings(b"<TEI>")] == [("error", "not-well-formed")]


@pytest.mark.parametrize("levels", [500, 100_000])
def test_an_edition_that_is_nested_too_deeply_is_refused_in_one_line(levels: int) -> None:
    edition = written(text(paragraph("Deep.")))
    deep = edition.replace(b"Deep.", b"<hi>" * levels + b"Deep." + b"</hi>" * levels)
    with pytest.raises(InputError, match=r"nested (too deeply|more than \d+ levels deep)"):
        pipeline.read_bytes(deep, format="tei")


def test_text_that_only_speaks_of_tei_is_not_taken_for_it() -> None:
    assert sniff(b"\xef\xbb\xbf<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0'>")
    assert sniff("\ufeff<t:TEI xmlns:t='http://www.tei-c.org/ns/1.0'>".encode("utf-16-le"))
    assert not sniff(b"REF:TEI <TEI> OF LAST WEEK")


def test_xml_of_another_kind_is_refused_by_its_root_and_not_read_as_a_text() -> None:
    with pytest.raises(InputError, match="its root is records in the name space urn:x"):
        pipeline.read_bytes(b"<?xml version='1.0'?><records xmlns='urn:x'/>", name="records.xml")


def test_an_edition_after_a_long_comment_is_known_by_its_declaration() -> None:
    edition = written(text(paragraph("Late.")))
    late = edition.replace(b"<TEI", b"<!-- " + b"licence " * 1000 + b"-->\n<TEI", 1)
    assert pipeline.read_bytes(late, name="late").body


def test_a_web_page_in_xml_is_no_edition() -> None:
    assert not sniff(b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'>")


def test_an_id_that_stands_in_header_and_text_of_an_edition_is_told() -> None:
    document = Document(
        metadata=Metadata(rights=Rights(source=Statement(id="one", text="Free"))),
        body=(nd.Paragraph(id="two", content=("a",)),),
    )
    changed = written(document).replace(b'xml:id="two"', b'xml:id="one"')
    with pytest.raises(InputError, match="one: id: stands twice"):
        read_back(changed)


def test_a_place_counts_elements_of_one_name_and_leaves_single_ones_uncounted() -> None:
    root = etree.fromstring("<a><b/><!-- --><c/>\n<b><d xml:id='x'/></b><!-- --></a>")
    places = Places()
    assert [places.of(one) for one in root.iter()] == [
        "line 1, /a",
        "line 1, /a/b[1]",
        "line 1, /a/comment()[1]",
        "line 1, /a/c",
        "line 2, /a/b[2]",
        "line 2, /a/b[2]/d",
        "line 2, /a/comment()[2]",
    ]
