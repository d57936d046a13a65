"""What somebody types into the text of an edition and says little by: the node it means, or the element by its name."""

from __future__ import annotations

from typing import Any

import pytest

from converters.formats.tei.names import TEI
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import walk
from tests.tei.helpers import paragraph, read_back, text, written

DOCUMENT = text(paragraph("Before WORDS after."))


def typed(xml: str) -> Document:
    """The document with some XML in the midst of its text."""
    edition = written(DOCUMENT)
    assert edition.count(b"WORDS") == 1
    return read_back(edition.replace(b"WORDS", xml.encode()))


def kept(name: str, *content: Any, **attrs: str) -> nd.Element:
    return nd.Element(name=TEI + name, content=content, attrs=attrs)


MEANT: dict[str, nd.Inline] = {
    '<persName type="clerk">Ilse</persName>': nd.Name(content=("Ilse",), type="person", attrs={"tei:type": "clerk"}),
    "<name>Ilse</name>": nd.Name(content=("Ilse",)),
    "<ref>above</ref>": nd.Reference(content=("above",), target=""),
    "<seg>five</seg>": nd.Segment(content=("five",), role="seg"),
    "<num>5</num>": nd.Segment(content=("5",), role="num"),
    '<num type="boxes">5</num>': nd.Segment(content=("5",), role="boxes"),
    "<idno>A5</idno>": nd.Segment(content=("A5",), role="idno"),
    '<gloss type="tide">ebb</gloss>': nd.Segment(content=("ebb",), role="tide"),
    '<term ref="#nowhere">tide</term>': nd.Term(content=("tide",), ref="#nowhere"),
    "<gap/>": nd.Gap(),
    "<gap><desc>XX</desc></gap>": nd.Gap(content=("XX",)),
    "<graphic/>": nd.Image(target="#"),
    "<fw>2</fw>": nd.Furniture(content=("2",)),
    '<fw type="header" place="bottom">2</fw>': nd.Furniture(
        content=("2",), attrs={"tei:type": "header", "tei:place": "bottom"}
    ),
    '<anchor type="comment"/><!-- ours? -->': nd.Comment(text=" ours? "),
}


@pytest.mark.parametrize("xml", MEANT)
def test_an_element_of_ours_is_the_node_that_it_means_however_little_it_says(xml: str) -> None:
    document = typed(xml)
    assert document.body == (paragraph("Before ", MEANT[xml], " after."),)
    assert read_back(written(document)) == document


KEPT: dict[str, nd.Element] = {
    '<seg type="element">x</seg>': kept("seg", "x", type="element"),
    "<choice><sic>teh</sic></choice>": kept("choice", kept("sic", "teh")),
    "<choice><sic>teh</sic><corr>the</corr><reg>The</reg></choice>": kept(
        "choice", kept("sic", "teh"), kept("corr", "the"), kept("reg", "The")
    ),
    "<formula>x</formula>": kept("formula", "x"),
    '<formula notation="asciimath">x</formula>': kept("formula", "x", notation="asciimath"),
    '<formula notation="tex">x<emph>2</emph></formula>': kept(
        "formula", "x", nd.Emphasis(content=("2",)), notation="tex"
    ),
    '<anchor type="comment"/>': kept("anchor", type="comment"),
    '<milestone n="2"/>': kept("milestone", n="2"),
    '<milestone unit="half page"/>': kept("milestone", unit="half page"),
}


@pytest.mark.parametrize("xml", KEPT)
def test_what_no_node_can_say_is_kept_by_its_name(xml: str) -> None:
    document = typed(xml)
    assert document.body == (paragraph("Before ", KEPT[xml], " after."),)
    assert read_back(written(document)) == document


def test_a_milestone_of_no_unit_between_blocks_and_in_an_opener_is_kept_too() -> None:
    opener = nd.Opener(parts=(nd.Salute(content=("Sir,",)),))
    edition = written(text(opener, paragraph("Text.")))
    typed_in = edition.replace(b"<salute>", b"<milestone/><salute>").replace(b"</opener>", b"</opener><milestone/>")
    document = read_back(typed_in)
    assert [node for node in walk(document) if isinstance(node, nd.Element)] == [kept("milestone")] * 2
    assert read_back(written(document)) == document
