"""What an editor writes by hand into the text of an edition of ours is read, kept by its name, or told."""

from __future__ import annotations

import pytest
from hypothesis import given
from lxml import etree

from converters.errors import InputError
from converters.formats.tei.names import TEI, TEI_NS
from converters.model import nodes as nd
from converters.model.document import Document
from converters.report import Report
from tests.strategies import documents
from tests.tei.helpers import one, paragraph, read_back, text, tree, written


def edition(body: str) -> bytes:
    """An edition of ours with another body."""
    root = tree(text(paragraph("Words.")))
    here = one(root, "/t:TEI/t:text/t:body")
    here[:] = list(etree.fromstring(f'<body xmlns="{TEI_NS}">{body}</body>'))
    return etree.tostring(root)


def read(body: str) -> tuple[tuple[nd.Block, ...], list[str]]:
    """The blocks of such an edition, and what is told of it."""
    report = Report("tei")
    document = read_back(edition(body), report)
    return document.body, [message.text for message in report.messages]


def only(body: str) -> nd.Block:
    """The one block of such an edition, of which nothing is told."""
    (block,), told = read(body)
    assert told == []
    return block


def words(element: etree._Element) -> list[str]:
    """All words in an element."""
    return "".join(map(str, element.itertext())).split()


@given(documents())
def test_nothing_is_told_of_an_edition_as_it_was_written(document: Document) -> None:
    report = Report("tei")
    read_back(written(document), report)
    assert report.messages == []


# --- read ---


def test_a_description_of_a_gap_may_have_markup() -> None:
    said = only('<p><gap reason="redacted"><desc>two <hi rend="bold">lines</hi></desc></gap></p>')
    bold = nd.Emphasis(style="bold", content=("lines",))
    assert said == paragraph(nd.Gap(reason="redacted", content=("two ", bold)))


def test_words_in_place_of_a_gap_come_back_with_their_markup() -> None:
    gap = nd.Gap(reason="redacted", content=("XX ", nd.Emphasis(style="bold", content=("XX",)), " X"))
    assert read_back(written(text(paragraph(gap)))).body == (paragraph(gap),)


def test_markup_in_the_words_for_a_picture_leaves_its_words() -> None:
    said = only('<p><graphic url="a.png"><desc>A <hi>grey</hi> dot</desc></graphic></p>')
    assert said == paragraph(nd.Image(target="a.png", alt="A grey dot"))


def test_a_note_among_blocks_needs_neither_type_nor_place() -> None:
    assert isinstance(only("<note>By the clerk.</note>"), nd.Note)


@pytest.mark.parametrize("graphic", ['<graphic url="#"/>', "<graphic/>"])
def test_a_picture_may_point_nowhere(graphic: str) -> None:
    assert only(f"<p>{graphic}</p>") == paragraph(nd.Image(target="#"))


def test_keywords_without_a_scheme_are_subjects_of_another_scheme() -> None:
    root = tree(text(paragraph("Words.")))
    profile = one(root, "//t:profileDesc")
    keywords = etree.SubElement(etree.SubElement(profile, f"{TEI}textClass"), f"{TEI}keywords")
    etree.SubElement(keywords, f"{TEI}term").text = "Harbours"
    (subject,) = read_back(etree.tostring(root)).metadata.subjects
    assert (subject.term, subject.scheme) == ("Harbours", "other")


@pytest.mark.parametrize(
    ("segment", "role"),
    [
        ('<idno type="serial">1</idno>', "serial"),
        ('<idno type="call-number">1</idno>', "call-number"),
        ('<gloss type="from">a</gloss>', "document-from"),
        ('<gloss type="other">a</gloss>', "other"),
        ('<num type="mcn">1</num>', "message-continuity-number"),
        ('<num type="cardinal">1</num>', "cardinal"),
        ("<num>1</num>", "num"),
    ],
)
def test_numbers_and_glosses_are_segments_by_their_types(segment: str, role: str) -> None:
    said = only(f"<p>{segment}</p>")
    assert isinstance(said, nd.Paragraph)
    (part,) = said.content
    assert isinstance(part, nd.Segment)
    assert part.role == role


def test_an_attribute_in_another_name_space_keeps_its_name() -> None:
    said = only('<p xmlns:x="urn:x" x:a="1" rend="b">a</p>')
    assert said.attrs == {"{urn:x}a": "1", "tei:rend": "b"}


# --- kept by its name ---


@pytest.mark.parametrize(
    "floating",
    [
        "<floatingText><group><text><body><p>Of a group.</p></body></text></group></floatingText>",
        "<floatingText><front><p>Before.</p></front><body><p>After.</p></body></floatingText>",
        "<floatingText><body><p>Before.</p></body><back><p>After.</p></back></floatingText>",
    ],
)
def test_a_floating_text_that_is_more_than_a_body_is_kept_with_all_its_words(floating: str) -> None:
    kept = only(floating)
    assert isinstance(kept, nd.Element)
    assert kept.name == f"{TEI}floatingText"
    again = one(tree(Document(body=(kept,))), "/t:TEI/t:text/t:body")
    assert (
        "".join(map(str, again.itertext())).split() == "".join(map(str, etree.fromstring(floating).itertext())).split()
    )


def test_an_anchor_of_an_editor_before_an_element_is_kept() -> None:
    said = only('<p><anchor/><hi rend="bold">Words</hi></p>')
    assert said == paragraph(nd.Element(name=f"{TEI}anchor"), nd.Emphasis(style="bold", content=("Words",)))


# --- refused ---


def test_a_tag_that_does_not_end_is_refused_with_its_place_said_once() -> None:
    data = written(text(paragraph("a"))).replace(b"</p>", b"</q>")
    line = data[: data.index(b"</q>")].count(b"\n") + 1
    with pytest.raises(InputError, match="not well-formed XML: Opening and ending tag mismatch") as caught:
        read_back(data)
    assert str(caught.value).startswith(f"line {line}, column")
    assert str(caught.value).count(", column") == 1


def test_the_limits_of_the_parser_hold_where_a_document_type_is_declared() -> None:
    long = edition("<p>Words</p>").replace(b"Words", b"a" * 11_000_000)
    assert read_back(long).body
    with pytest.raises(InputError, match=r"over a limit of the parser: .*split the file"):
        read_back(b"<!DOCTYPE TEI>" + long)


def test_a_residue_that_does_not_fit_its_node_is_refused() -> None:
    data = written(text(paragraph(nd.Element(name="{urn:example}thing"))))
    with pytest.raises(InputError, match=r"the residue does not fit: .*take that entry out"):
        read_back(data.replace(b'"name":"{urn:example}thing"', b'"name":7'))


# --- told ---


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<list><!-- why --><item>a</item></list>", "comment or instruction in list is not read"),
        ("<list><label>1</label><item>a</item></list>", "label in list is not read"),
        ("<list>Stray<item>a</item></list>", "text in list is not read"),
        ("<table><row><cell>a</cell>stray</row></table>", "text in row is not read"),
        ("<table><head>A</head><head>B</head><row><cell/></row></table>", "head in table is not read"),
        ("<lg><head>A</head><l>a</l></lg>", "head in lg is not read"),
        ('<figure><graphic url="a.png"/><figDesc>A dot</figDesc></figure>', "figDesc in figure is not read"),
        ('<p><graphic url="a.png"><desc>A</desc><desc>B</desc></graphic></p>', "desc in graphic is not read"),
        ('<p><gap><desc>A</desc><certainty locus="value"/></gap></p>', "certainty in gap is not read"),
        ("<p>a<pb>b</pb></p>", "text in pb is not read"),
        ('<p>a<milestone unit="x">b</milestone></p>', "text in milestone is not read"),
        ("<p><choice><sic>a</sic><!-- why --><corr>b</corr></choice></p>", "comment or instruction in choice"),
        ('<p><choice><sic n="1">a</sic><corr>b</corr></choice></p>', "@n of sic is not read"),
        ('<p><choice><sic>a</sic><corr type="x">b</corr></choice></p>', "@type of corr is not read"),
        ("<floatingText>Stray<body><p>a</p></body></floatingText>", "text in floatingText is not read"),
    ],
)
def test_what_has_no_place_in_the_model_is_told(body: str, told: str) -> None:
    (message,) = read(body)[1]
    assert message.startswith(told)


def test_a_residue_that_was_damaged_is_refused_with_its_line() -> None:
    data = written(text(paragraph(nd.Element(name="{urn:example}thing"))))
    damaged = data.replace(b'dragoman-json">{', b'dragoman-json">{{')
    line = damaged[: damaged.index(b"{{")].count(b"\n") + 1
    with pytest.raises(InputError, match=f"line {line}: the residue is damaged: .*take that xenoData out"):
        read_back(damaged)
