"""Templates of houses that are not as Word leaves a new one: what they lack is ours, what is too much stays there."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import docx
import pytest
from lxml import etree

from converters.formats.docx import parts as names
from converters.formats.docx.ooxml import w
from converters.formats.docx.writing.static import TEXT_WIDTH
from tests.docx.helpers import packed, parts, read_back
from tests.docx.house import house
from tests.docx.telegram import TELEGRAM
from tests.docx.test_house import written

Parts = dict[str, bytes]
RELATIONS = "word/_rels/document.xml.rels"
HEAD = "word/header1.xml"
BULLET = (
    '<w:numPicBullet w:numPicBulletId="0"><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
    '<v:imagedata r:id="rId1"/></v:shape></w:pict></w:numPicBullet>'
)
PICTURE_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
LINK_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def relation(type: str, target: str, more: str = "") -> bytes:
    """The relationships of a part that has one."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{type}" Target="{target}"{more}/></Relationships>'
    ).encode()


def put(name: str, pattern: str, new: str) -> Callable[[Parts], Parts]:
    """Change a part of a template; what is to be changed must be there."""

    def change(template: Parts) -> Parts:
        text, count = re.subn(pattern, new, template[name].decode(), count=1, flags=re.DOTALL)
        assert count == 1
        return {**template, name: text.encode()}

    return change


def style(name: str) -> Callable[[Parts], Parts]:
    return put(names.STYLES, "</w:styles>", f'<w:style w:type="character" {name}</w:style></w:styles>')


def bullets(template: Parts) -> Parts:
    """A list whose bullets are pictures."""
    template = put("word/numbering.xml", r"(<w:numbering[^>]*>)", rf"\g<1>{BULLET}")(template)
    return {
        **template,
        "word/_rels/numbering.xml.rels": relation(PICTURE_TYPE, "media/bullet.png"),
        "word/media/bullet.png": next(data for name, data in template.items() if name.endswith(".png")),
    }


ODD: dict[str, Callable[[Parts], Parts]] = {
    "no theme": put(RELATIONS, r'<Relationship [^>]*Target="theme/theme1.xml"/>', ""),
    "no page size": put(names.DOCUMENT, r"<w:pgSz [^>]*/>", ""),
    "a tracked change of its page": put(
        names.DOCUMENT, "</w:sectPr>", '<w:sectPrChange w:id="1" w:author="A"/></w:sectPr>'
    ),
    "a head that is not there": put(RELATIONS, r'<Relationship [^>]*Target="header2.xml"/>', ""),
    "the same head twice": put(RELATIONS, "header2.xml", "header1.xml"),
    "a head with a link": lambda template: {
        **template,
        "word/_rels/header1.xml.rels": relation(LINK_TYPE, "https://example.org/", ' TargetMode="External"'),
    },
    "a head of no known type": lambda template: put(
        names.CONTENT_TYPES, '<Default [^>]*Extension="xml"[^>]*/>', "<Note/>"
    )(put(names.CONTENT_TYPES, r'<Override [^>]*PartName="/word/header1.xml"[^>]*/>', "")(template)),
    "pictures for bullets": bullets,
    "a style without a name": style('w:styleId="Nameless">'),
    "a style with the id of one of ours": style('w:styleId="Dateline"><w:name w:val="Dates of the House"/>'),
    "no looks of all text": put(names.STYLES, r"<w:rPrDefault>.*?</w:rPrDefault>", ""),
    "no language": put(names.STYLES, r"<w:lang [^>]*/>", ""),
}


def written_with(change: Callable[[Parts], Parts]) -> Parts:
    return parts(written(TELEGRAM, packed(change(parts(house())))))


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_the_record_comes_back_and_every_relationship_leads_to_a_part(change: Callable[[Parts], Parts]) -> None:
    made = written_with(change)
    assert read_back(packed(made)) == TELEGRAM
    docx.Document(io.BytesIO(packed(made)))
    section = made[names.DOCUMENT].decode().partition("<w:sectPr")[2]
    known = re.findall(r'Id="(house\d+)"', made[RELATIONS].decode())
    assert re.findall(r'r:id="(house\d+)"', section) == known


def test_a_page_without_a_size_has_text_as_wide_as_ours() -> None:
    found = re.search(r'<w:tblW w:w="(\d+)"', written_with(ODD["no page size"])[names.DOCUMENT].decode())
    assert found is not None
    assert int(found[1]) == TEXT_WIDTH


def test_what_was_changed_of_the_page_of_the_template_is_no_change_of_the_record() -> None:
    assert b"sectPrChange" not in written_with(ODD["a tracked change of its page"])[names.DOCUMENT]


def test_a_head_that_is_not_there_leaves_no_reference() -> None:
    references = written_with(ODD["a head that is not there"])[names.DOCUMENT].count(b"<w:headerReference")
    assert references == written_with(lambda template: template)[names.DOCUMENT].count(b"<w:headerReference") - 1


def test_a_link_in_a_head_still_leads_there() -> None:
    made = written_with(ODD["a head with a link"])
    assert b"https://example.org/" in made["word/_rels/header1.xml.rels"]


def test_bullets_that_are_pictures_come_with_their_pictures() -> None:
    made = written_with(ODD["pictures for bullets"])
    assert b"numPicBullet" in made["word/numbering.xml"]
    assert made["word/media/bullet.png"]
    assert b"media/bullet.png" in made["word/_rels/numbering.xml.rels"]


def test_a_style_of_ours_whose_id_the_house_uses_for_another_gets_another_id() -> None:
    made = written_with(ODD["a style with the id of one of ours"])
    ids = [one.get(w("styleId")) for one in etree.fromstring(made[names.STYLES]).iterchildren(w("style"))]
    assert ids.count("Dateline") == 1
    assert "Dateline0" in ids


def test_a_template_that_says_no_language_gets_that_of_the_record() -> None:
    assert re.search(rb'<w:rPrDefault>.*?<w:lang w:val="en', written_with(ODD["no language"])[names.STYLES], re.DOTALL)
