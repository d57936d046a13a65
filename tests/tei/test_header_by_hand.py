"""What an editor adds by hand to the header, or beside the parts of an edition, survives, or is told with its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from converters import pipeline
from converters.formats.tei.names import TEI_NS
from converters.model.metadata import Metadata
from converters.report import Report
from tests.corpora import ROOT
from tests.tei.helpers import one, read_back, tree, written

DOCUMENT = pipeline.read(ROOT / "examples/telegram-two-sections.txt")


def told(root: etree._Element) -> list[tuple[str, str]]:
    report = Report("tei")
    read_back(etree.tostring(root.getroottree()), report)
    return [(message.code, (message.place or "").partition(", ")[2]) for message in report.messages]


def added(path: str, xml: str) -> etree._Element:
    root = tree(DOCUMENT)
    one(root, path).append(etree.fromstring(xml.replace(" ", f' xmlns="{TEI_NS}" ', 1).replace("_>", " >")))
    return root


def test_an_edition_that_nobody_touched_has_nothing_to_tell() -> None:
    assert told(tree(DOCUMENT)) == []


def test_an_edition_that_was_only_indented_anew_has_nothing_to_tell() -> None:
    root = tree(DOCUMENT)
    etree.indent(one(root, "/t:TEI/t:teiHeader"), "\t")
    assert told(root) == []


@pytest.mark.parametrize(
    ("path", "xml", "place"),
    [
        ("//t:titleStmt", "<editor >A. Editor</editor>", "/TEI/teiHeader/fileDesc/titleStmt/editor"),
        ("//t:publicationStmt", "<pubPlace >Here</pubPlace>", "/TEI/teiHeader/fileDesc/publicationStmt/pubPlace"),
        (
            "//t:editorialDecl",
            "<quotation ><p>As they are.</p></quotation>",
            "/TEI/teiHeader/encodingDesc/editorialDecl/quotation",
        ),
        ("//t:correspDesc", "<note >Never sent.</note>", "/TEI/teiHeader/profileDesc/correspDesc/note"),
        ("//t:listPlace", "<place ><placeName>Elsewhere</placeName></place>", "/TEI/standOff/listPlace/place[5]"),
        ("//t:person[1]", "<birth >1951</birth>", "/TEI/standOff/listPerson/person[1]/birth"),
    ],
)
def test_an_element_that_the_model_does_not_hold_is_told_once_with_its_place(path: str, xml: str, place: str) -> None:
    assert told(added(path, xml)) == [("unread", place)]


@pytest.mark.parametrize(
    ("before", "typed", "place"),
    [
        ("<TEI", "<!-- ours? -->", "/comment()"),
        ("<teiHeader>", "<!-- ours? -->", "/TEI/comment()"),
        ("</profileDesc>", "<?press bold?>", "/TEI/teiHeader/profileDesc/processing-instruction()"),
        ("</teiHeader>", '<xenoData type="mods">x</xenoData>', "/TEI/teiHeader/xenoData[2]"),
        ("<text>", '<facsimile><graphic url="1.png"/></facsimile>', "/TEI/facsimile"),
        ("<body", "<argument><p>Of boats.</p></argument>", "/TEI/text/argument"),
        ("<body", "Of boats.", "/TEI/text"),
        ("</TEI>", "<text><body><p>Again.</p></body></text>", "/TEI/text[2]"),
    ],
)
def test_what_is_put_beside_the_parts_of_an_edition_is_told(before: str, typed: str, place: str) -> None:
    edition = written(DOCUMENT)
    at = edition.index(before.encode())
    assert told(etree.fromstring(edition[:at] + typed.encode() + edition[at:])) == [("unread", place)]


@pytest.mark.parametrize("path", ["/t:TEI", "/t:TEI/t:text", "/t:TEI/t:text/t:body"])
def test_an_attribute_of_the_parts_of_an_edition_is_told(path: str) -> None:
    root = tree(DOCUMENT)
    one(root, path).set("rend", "blue")
    assert [code for code, _ in told(root)] == ["unread"]


@pytest.mark.parametrize("comment", ["<!-- ours? -->", "<?press bold?>"])
def test_comments_and_instructions_in_the_text_are_kept(comment: str) -> None:
    edition = written(DOCUMENT).replace(b"</body>", comment.encode() + b"</body>")
    assert told(etree.fromstring(edition)) == []
    assert comment.encode() in written(read_back(edition))


def test_a_changed_word_that_nobody_reads_is_told() -> None:
    root = tree(DOCUMENT)
    one(root, "//t:publicationStmt/t:publisher").text = "Example Press"
    assert told(root) == [("unread", "/TEI/teiHeader/fileDesc/publicationStmt/publisher")]


def test_an_attribute_that_nobody_reads_is_told() -> None:
    root = tree(DOCUMENT)
    one(root, "//t:langUsage/t:language").set("usage", "100")
    assert told(root) == [("unread", "/TEI/teiHeader/profileDesc/langUsage/language")]


@pytest.mark.parametrize(
    ("path", "xml"),
    [
        ("//t:publicationStmt", '<idno type="doi">10.1234/x</idno>'),
        ("//t:correspContext", '<ref type="reftel" target="https://example.org/1">Another</ref>'),
        ("//t:titleStmt", "<respStmt ><resp>editor</resp><persName>A. Editor</persName></respStmt>"),
        ("//t:langUsage", '<language ident="fr">French</language>'),
    ],
)
def test_an_element_that_the_model_holds_is_written_again(path: str, xml: str) -> None:
    root = added(path, xml)
    report = Report("tei")
    document = read_back(etree.tostring(root), report)
    assert not [message for message in report.messages if "standOff" not in (message.place or "")]
    assert set(etree.fromstring(xml).itertext()) <= set(etree.fromstring(written(document)).itertext())


MS = "<msDesc ><msIdentifier><repository>An archive</repository>{}</msIdentifier></msDesc>"
LITTLE: dict[str, tuple[str, str, Callable[[Metadata], object], object]] = {
    "a name without a responsibility that is known": (
        "//t:titleStmt",
        '<respStmt ><resp>editor</resp><orgName type="clerk">A. Editor</orgName></respStmt>',
        lambda known: [(one.name, one.type) for one in known.agents if one.roles == ("editor",)],
        [("A. Editor", "organisation")],
    ),
    "a responsibility of nobody": (
        "//t:titleStmt",
        "<respStmt ><resp>editor</resp></respStmt>",
        lambda known: known.agents,
        DOCUMENT.metadata.agents,
    ),
    "a number of no scheme": (
        "//t:publicationStmt",
        "<idno >7</idno>",
        lambda known: known.identifier("other"),
        "7",
    ),
    "a title of no type": ("//t:titleStmt", "<title >Below</title>", lambda known: known.titles[-1].type, "main"),
    "a second sender": (
        "//t:correspAction[@type='sent']",
        "<orgName >AMEMBASSY MARLOW</orgName>",
        lambda known: [one.name for one in known.agents if "sender" in one.roles],
        ["AMEMBASSY EXAMPLEVILLE", "AMEMBASSY MARLOW"],
    ),
    "a holding of no known level": (
        "//t:sourceDesc",
        MS.format("<collection><title>Boxes</title></collection>"),
        lambda known: known.holding and [(one.level, one.title) for one in known.holding.levels],
        [("", "Boxes")],
    ),
    "a holding in no repository": (
        "//t:sourceDesc",
        "<msDesc ><msIdentifier><settlement>Exampleville</settlement></msIdentifier></msDesc>",
        lambda known: known.holding,
        None,
    ),
}


@pytest.mark.parametrize(("path", "xml", "said", "expected"), LITTLE.values(), ids=LITTLE)
def test_an_element_that_says_little_is_read_as_far_as_it_goes(
    path: str, xml: str, said: Callable[[Metadata], object], expected: object
) -> None:
    assert said(read_back(etree.tostring(added(path, xml))).metadata) == expected


def test_what_another_version_says_of_its_encoding_is_not_told() -> None:
    root = tree(DOCUMENT)
    one(root, "//t:projectDesc/t:p").text = "Composed with care."
    assert told(root) == [("unread", "/TEI/teiHeader/encodingDesc/projectDesc/p")]
    one(root, "//t:application").set("version", "0.0.1")
    assert told(root) == []


def test_what_the_editions_of_a_corpus_share_is_not_told_of_one_of_them() -> None:
    shared = '<place xml:id="corpus.place9"><placeName>Elsewhere</placeName></place>'
    assert told(added("//t:listPlace", shared)) == []
