"""Items of a list that an editor indented or brought out in Word: the list nests as the page shows it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Any

import pytest

from converters import pipeline
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import plain_text, walk
from converters.report import Report
from tests.docx.editing import FOOTNOTES, Edit, in_turn, item_on_level, restyled, words
from tests.docx.helpers import read_back, written

Outline = list[Any]


def item(words: str, *inner: nd.Item) -> nd.Item:
    below = (nd.List(id=f"below-{words}", style="bullet", items=inner),) if inner else ()
    return nd.Item(id=words, blocks=(nd.Line(content=(words,)), *below))


COLOURS = nd.List(
    id="colours",
    style="bullet",
    items=(item("red", item("green"), item("blue", item("teal")), item("white")), item("black")),
)
RECORD = Document(id="r", body=(nd.Paragraph(id="p", content=("Before.",)), COLOURS))


def outline(node: nd.List) -> Outline:
    """Each item as its words, and behind it the outline of the list in it."""
    found: Outline = []
    for one in node.items:
        found.append("".join(plain_text(block) for block in one.blocks if not isinstance(block, nd.List)))
        found += [outline(block) for block in one.blocks if isinstance(block, nd.List)]
    return found


def test_the_list_itself_comes_back() -> None:
    assert read_back(written(RECORD)) == RECORD


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (item_on_level("green", 0), ["red", "green", ["blue", ["teal"], "white"], "black"]),
        (item_on_level("blue", 0), ["red", ["green"], "blue", ["teal", "white"], "black"]),
        (item_on_level("white", 0), ["red", ["green", "blue", ["teal"]], "white", "black"]),
        (item_on_level("teal", 1), ["red", ["green", "blue", "teal", "white"], "black"]),
        (item_on_level("teal", 0), ["red", ["green", "blue"], "teal", ["white"], "black"]),
        (item_on_level("black", 1), ["red", ["green", "blue", ["teal"], "white", "black"]]),
        (
            in_turn(item_on_level("green", 0), item_on_level("white", 0)),
            ["red", "green", ["blue", ["teal"]], "white", "black"],
        ),
    ],
)
def test_items_stand_on_the_level_that_the_page_shows(edit: Edit, expected: Outline) -> None:
    read = read_back(edit(written(RECORD)))
    (colours,) = (block for block in read.body if isinstance(block, nd.List))
    assert outline(colours) == expected


def test_what_was_not_moved_keeps_its_id_and_the_list_its_kind() -> None:
    read = read_back(item_on_level("green", 0)(written(RECORD)))
    (colours,) = (block for block in read.body if isinstance(block, nd.List))
    assert [one.id for one in colours.items] == ["red", "green", "black"]
    assert (colours.id, colours.style) == ("colours", "bullet")
    (rest,) = (block for block in colours.items[1].blocks if isinstance(block, nd.List))
    assert (rest.id, rest.style, [one.id for one in rest.items]) == (None, "bullet", ["blue", "white"])


def told(data: bytes) -> list[tuple[str, str]]:
    report = Report("docx")
    read_back(data, report)
    return [(message.code, message.text) for message in report.messages if message.level == "warning"]


NOWHERE = "is on another level on the page: nothing there can hold it"


def test_the_first_item_has_none_before_it_that_could_hold_it_and_that_is_told() -> None:
    data = item_on_level("red", 1)(written(RECORD))
    assert read_back(data) == RECORD
    assert told(data) == [("approximated", f"“red” {NOWHERE}")]


def test_an_item_that_is_two_levels_too_deep_goes_as_deep_as_there_is_an_item_to_hold_it() -> None:
    data = item_on_level("black", 3)(written(RECORD))
    (colours,) = (block for block in read_back(data).body if isinstance(block, nd.List))
    assert outline(colours) == ["red", ["green", "blue", ["teal"], "white", ["black"]]]
    assert told(data) == [("approximated", f"“black” {NOWHERE}")]


@pytest.mark.parametrize(("level", "word"), [(0, "higher"), (2, "lower")])
def test_another_level_is_told(level: int, word: str) -> None:
    data = item_on_level("white", level)(written(RECORD))
    assert told(data) == [("disagrees", f"“white” is {word} in the outline")]


def test_an_item_of_several_paragraphs_takes_another_into_the_list_behind_them() -> None:
    inner = nd.List(id="inner", style="dash", items=(item("one"),))
    first = nd.Item(id="first", blocks=(nd.Line(content=("First",)), nd.Paragraph(content=("more",)), inner))
    record = Document(id="r", body=(nd.List(id="all", style="bullet", items=(first, item("second"))),))
    (read,) = read_back(item_on_level("second", 1)(written(record))).body
    assert isinstance(read, nd.List)
    assert [type(block) for block in read.items[0].blocks] == [nd.Line, nd.Paragraph, nd.List]
    assert outline(read) == ["Firstmore", ["one", "second"]]


def test_an_item_without_words_takes_another_into_a_list_of_its_own() -> None:
    record = Document(
        id="r", body=(nd.List(id="all", style="dash", items=(nd.Item(id="empty", blocks=()), item("two"))),)
    )
    (read,) = read_back(item_on_level("two", 1)(written(record))).body
    assert isinstance(read, nd.List)
    assert outline(read) == ["", ["two"]]


def test_the_list_that_an_indented_item_begins_is_of_the_kind_of_the_list_around_it() -> None:
    record = Document(id="r", body=(nd.List(id="all", style="dash", items=(item("one"), item("two"))),))
    (read,) = read_back(item_on_level("two", 1)(written(record))).body
    assert isinstance(read, nd.List)
    assert read.items[0].blocks[-1] == nd.List(style="dash", items=(item("two"),))


def test_lists_in_quotations_and_in_the_front_and_the_back_matter_nest_too() -> None:
    def pair(name: str) -> nd.List:
        return nd.List(id=name, style="bullet", items=(item(f"{name}-one"), item(f"{name}-two")))

    record = Document(id="r", front=(pair("f"),), body=(nd.Quotation(blocks=(pair("q"),)),), back=(pair("b"),))
    edit = in_turn(*(item_on_level(f"{name}-two", 1) for name in "fqb"))
    read = read_back(edit(written(record)))
    (quotation,) = read.body
    assert isinstance(quotation, nd.Quotation)
    for name, found in zip("fqb", (*read.front, *quotation.blocks, *read.back), strict=True):
        assert isinstance(found, nd.List)
        assert outline(found) == [f"{name}-one", [f"{name}-two"]]


def test_a_list_in_a_note_of_a_caption_nests_as_the_page_shows() -> None:
    note = nd.Note(id="n", blocks=(nd.List(id="l", style="bullet", items=(item("one"), item("two"))),))
    table = nd.Table(
        caption=nd.Heading(content=("Sums", note)), rows=(nd.Row(cells=(nd.Cell(blocks=(paragraph("sum"),)),)),)
    )
    deeper = words('<w:ilvl w:val="0"/>', '<w:ilvl w:val="1"/>', FOOTNOTES, last=True)
    read = read_back(deeper(written(Document(id="r", body=(table,)))))
    (found,) = (node for node in walk(read) if isinstance(node, nd.List) and node.id == "l")
    assert outline(found) == ["one", ["two"]]


# --- sections ---


def section(name: str, *blocks: nd.Block, before: tuple[nd.Block, ...] = ()) -> nd.Section:
    return nd.Section(id=name, blocks=(*before, nd.Heading(id=f"{name}-head", content=(name,)), *blocks))


def paragraph(words: str) -> nd.Paragraph:
    return nd.Paragraph(id=words, content=(words,))


def sections(*blocks: nd.Block) -> Document:
    return Document(id="r", body=blocks)


def contents(blocks: Sequence[object]) -> Outline:
    """The ids of blocks, and behind each section its contents."""
    found: Outline = []
    for one in blocks:
        if isinstance(one, nd.Section):
            found += [one.id, contents(one.blocks)]
        elif isinstance(one, nd.Paragraph):
            found.append(one.id)
    return found


PLACES = sections(
    section("North", paragraph("n")),
    section("East", paragraph("e"), section("Harbour", paragraph("h")), section("Market", paragraph("m"))),
    section("South", paragraph("s")),
)


@pytest.mark.parametrize(
    ("heading", "style", "expected"),
    [
        ("East", 2, ["North", ["n", "East", ["e", "Harbour", ["h"], "Market", ["m"]]], "South", ["s"]]),
        ("Harbour", 1, ["North", ["n"], "East", ["e"], "Harbour", ["h", "Market", ["m"]], "South", ["s"]]),
        ("Market", 1, ["North", ["n"], "East", ["e", "Harbour", ["h"]], "Market", ["m"], "South", ["s"]]),
        ("Market", 3, ["North", ["n"], "East", ["e", "Harbour", ["h", "Market", ["m"]]], "South", ["s"]]),
    ],
)
def test_sections_stand_on_the_level_of_their_headings(heading: str, style: int, expected: Outline) -> None:
    assert contents(read_back(restyled(heading, f"Heading {style}")(written(PLACES))).body) == expected


def test_the_first_section_has_none_before_it_that_could_hold_it_and_that_is_told() -> None:
    data = restyled("North", "Heading 2")(written(PLACES))
    assert read_back(data) == PLACES
    assert told(data) == [("approximated", f"“North” {NOWHERE}")]


def test_a_heading_two_levels_higher_takes_its_section_out_of_two() -> None:
    record = sections(section("North", section("Hill", section("Top"))))
    data = restyled("Top", "Heading 1")(written(record))
    assert contents(read_back(data).body) == ["North", ["Hill", []], "Top", []]


def test_a_section_behind_a_paragraph_has_nothing_that_could_hold_it() -> None:
    record = sections(paragraph("first"), section("North", paragraph("n")))
    data = restyled("North", "Heading 2")(written(record))
    assert read_back(data) == record
    assert told(data) == [("approximated", f"“North” {NOWHERE}")]


def test_a_heading_that_begins_no_section_stays_where_it_is_and_is_told() -> None:
    head = nd.Heading(id="alone", content=("Alone",))
    record = sections(section("North", paragraph("n")), head, paragraph("p"))
    data = restyled("Alone", "Heading 3")(written(record))
    assert read_back(data) == record
    assert told(data) == [("approximated", f"“Alone” {NOWHERE}")]


def test_a_section_is_known_by_its_heading_whatever_stands_before_that() -> None:
    page = nd.PageBreak(id="page", n="2")
    record = sections(section("North", paragraph("n")), section("South", paragraph("s"), before=(page,)))
    read = read_back(restyled("South", "Heading 2")(written(record)))
    assert contents(read.body) == ["North", ["n", "South", ["s"]]]
    assert next(node for node in walk(read) if node.id == "page") == page


def test_a_level_and_words_changed_elsewhere_both_come_back() -> None:
    edit = in_turn(restyled("Market", "Heading 1"), words(">n<", ">new<"), words(">s<", ">sun<"))
    read = read_back(edit(written(PLACES)))
    assert contents(read.body) == ["North", ["n"], "East", ["e", "Harbour", ["h"]], "Market", ["m"], "South", ["s"]]
    assert [plain_text(node) for node in walk(read) if isinstance(node, nd.Paragraph)] == ["new", "e", "h", "m", "sun"]


# --- the markup of a TEI edition ---

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader><fileDesc>
    <titleStmt><title>Places</title></titleStmt>
    <publicationStmt><p>Unpublished.</p></publicationStmt>
    <sourceDesc><p>Invented.</p></sourceDesc>
  </fileDesc></teiHeader>
  <text>
    <body>
      <div>
        <head>North</head>
        <p>Of hills.</p>
      </div>
      <div>
        <head>South</head>
        <list>
          <item>rye
            <list>
              <item>red</item>
              <item>pale</item>
              <item>late</item>
            </list>
          </item>
          <item>wheat</item>
        </list>
        <div>
          <head>Coast</head>
          <p>Of sand.</p>
        </div>
      </div>
    </body>
  </text>
</TEI>
"""


def changed(tei: str, edit: Edit) -> list[str]:
    """The lines that an edit in Word takes out of a TEI edition, and those that it puts in."""
    document = read_back(edit(written(pipeline.read_bytes(tei.encode()))))
    after = pipeline.write_bytes(document, "tei").decode().partition("?>\n")[2]
    return [line for line in difflib.ndiff(tei.splitlines(), after.splitlines()) if line[0] in "+-"]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            item_on_level("wheat", 1),
            ["+               <item>wheat</item>", "-           <item>wheat</item>"],
        ),
        (
            item_on_level("late", 0),
            ["-               <item>late</item>", "+           <item>late</item>"],
        ),
        (
            item_on_level("pale", 0),
            [
                "-               <item>pale</item>",
                "-               <item>late</item>",
                "+           <item>pale<list><item>late</item></list></item>",
            ],
        ),
        (
            item_on_level("red", 0),
            [
                "-             <list>",
                "-               <item>red</item>",
                "-               <item>pale</item>",
                "-               <item>late</item>",
                "-             </list>",
                "+           <item>red<list><item>pale</item><item>late</item></list></item>",
            ],
        ),
        (restyled("South", "Heading 2"), ["-       </div>", "-       <div>", "+         <div>", "+       </div>"]),
        (restyled("Coast", "Heading 1"), ["+       </div>", "-         <div>", "+       <div>", "-       </div>"]),
    ],
)
def test_a_tei_edition_keeps_its_lines_around_what_is_on_another_level(edit: Edit, expected: list[str]) -> None:
    assert changed(TEI, edit) == expected


@pytest.mark.parametrize("edit", [item_on_level("wheat", 1), item_on_level("red", 0), restyled("Coast", "Heading 1")])
def test_comments_between_elements_of_a_tei_edition_outlive_another_level(edit: Edit) -> None:
    commented = TEI
    for number, start in enumerate(("<item>wheat", "<item>red", "<item>late", "<head>Coast")):
        commented = commented.replace(start, f"<!-- number {number} -->{start}")
    document = read_back(edit(written(pipeline.read_bytes(commented.encode()))))
    assert document != pipeline.read_bytes(commented.encode())
    assert sorted(re.findall("number .", pipeline.write_bytes(document, "tei").decode())) == [
        f"number {number}" for number in range(4)
    ]


def test_comments_of_a_list_that_is_gone_stand_at_the_end_of_what_it_stood_in() -> None:
    edition = TEI.replace("<item>rye\n", "<item>\n            <p>rye</p>\n            <p>grass</p>\n").replace(
        "<item>red", "<!-- sown in May --><item>red"
    )
    lines = changed(edition, item_on_level("red", 0))
    assert [line for line in lines if line[0] == "+"] == [
        "+             <p>grass</p><!-- sown in May -->",
        "+           <item>red<list><item>pale</item><item>late</item></list></item>",
    ]
