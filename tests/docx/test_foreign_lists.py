"""Lists of others, by their numbering definitions: what Word counts and writes nowhere."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.model import nodes as nd
from converters.model.walk import plain_text
from tests.docx.handmade import blocks, docx, item, levels, opened, p, shown_text, style, tbl, tc, tr

DECIMAL = ("decimal", "%1.")


def shape(node: Any) -> Any:
    """A list as its style and its items: a label, the text, the lists in it."""
    if isinstance(node, nd.List):
        return node.style, [
            (plain_text(one.label) if one.label else None, *map(shape, one.blocks)) for one in node.items
        ]
    return plain_text(node)


def shapes(body: str, numbering: str, styles: str = "") -> list[Any]:
    return [shape(block) for block in blocks(body, parts={"numbering": numbering, "styles": styles})]


def test_counted_items_are_a_list_without_labels_of_their_own() -> None:
    assert shapes(item("a") + item("b"), levels(DECIMAL)) == [("decimal", [(None, "a"), (None, "b")])]


@pytest.mark.parametrize(
    ("format", "text", "style"),
    [
        ("bullet", "\uf0b7", "bullet"),
        ("bullet", "–", "dash"),
        ("lowerLetter", "%1.", "lower-alpha"),
        ("upperLetter", "%1.", "upper-alpha"),
        ("lowerRoman", "%1.", "lower-roman"),
        ("upperRoman", "%1.", "upper-roman"),
    ],
)
def test_the_format_of_the_numbers_is_the_style_of_the_list(format: str, text: str, style: str) -> None:
    assert shapes(item("a") + item("b"), levels((format, text))) == [(style, [(None, "a"), (None, "b")])]


@pytest.mark.parametrize(
    ("format", "text", "labels"),
    [
        ("decimal", "(%1)", ["(1)", "(2)"]),
        ("decimal", "§ %1", ["§ 1", "§ 2"]),
        ("decimalZero", "%1", ["01", "02"]),
        ("ordinal", "%1", ["1st", "2nd"]),
        ("upperLetter", "Annex %1:", ["Annex A:", "Annex B:"]),
        ("russianLower", "%1)", ["а)", "б)"]),
        ("hebrew1", "%1.", ["א.", "ב."]),
        ("aiueo", "%1", ["ア", "イ"]),
    ],
)
def test_numbers_that_nobody_would_count_so_are_labels(format: str, text: str, labels: list[str]) -> None:
    ((_, items),) = shapes(item("a") + item("b"), levels((format, text)))
    assert [label for label, *_ in items] == labels


def test_a_label_has_its_value() -> None:
    (found,) = blocks(item("a"), parts={"numbering": levels(("decimal", "(%1)"))})
    assert isinstance(found, nd.List)
    assert found.items[0].label == nd.Label(content=("(1)",), value="1")


def test_levels_nest_and_the_deeper_one_begins_anew_each_time() -> None:
    body = item("A") + item("a", 1) + item("b", 1) + item("B") + item("c", 1)
    assert shapes(body, levels(DECIMAL, ("lowerLetter", "%2."))) == [
        (
            "decimal",
            [
                (None, "A", ("lower-alpha", [(None, "a"), (None, "b")])),
                (None, "B", ("lower-alpha", [(None, "c")])),
            ],
        )
    ]


def test_numbers_of_several_levels_are_shown_whole() -> None:
    body = item("A") + item("a", 1) + item("b", 1)
    assert shapes(body, levels(DECIMAL, ("decimal", "%1.%2"))) == [
        ("decimal", [(None, "A", ("decimal", [("1.1", "a"), ("1.2", "b")]))])
    ]


def test_a_list_goes_on_after_a_paragraph_with_the_next_number() -> None:
    assert shapes(item("a") + item("b") + p("Between.") + item("c"), levels(DECIMAL)) == [
        ("decimal", [(None, "a"), (None, "b")]),
        "Between.",
        ("decimal", [("3.", "c")]),
    ]


def test_a_list_that_begins_elsewhere_or_anew_shows_it() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="10"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    assert shapes(item("a") + item("b", number="2") + item("c", number="2"), levels(DECIMAL, more=again)) == [
        ("decimal", [(None, "a")]),
        ("decimal", [("7.", "b"), ("8.", "c")]),
    ]


def test_paragraphs_of_the_style_for_it_go_on_with_an_item() -> None:
    body = item("a") + p("more of a", style="l") + item("b")
    assert shapes(body, levels(DECIMAL), style("l", "List Paragraph")) == [
        ("decimal", [(None, "a", "more of a"), (None, "b")])
    ]


def test_an_empty_mark_goes_on_with_the_item_of_its_level() -> None:
    numbering = levels(DECIMAL, ("lowerLetter", "%2.")) + levels(("bullet", " "), number="2")
    assert shapes(item("A") + item("a", 1) + item("more of A", number="2") + item("B"), numbering) == [
        ("decimal", [(None, "A", ("lower-alpha", [(None, "a")]), "more of A"), (None, "B")])
    ]


def test_paragraphs_of_that_style_after_the_last_item_are_paragraphs() -> None:
    body = item("a") + p("after", style="l") + p("the list", style="l")
    assert shapes(body, levels(DECIMAL), style("l", "List Paragraph")) == [
        ("decimal", [(None, "a")]),
        "after",
        "the list",
    ]


def test_an_empty_mark_goes_on_with_an_item() -> None:
    """So pandoc writes the second paragraph of an item."""
    numbering = levels(DECIMAL) + levels(("bullet", " "), number="2")
    assert shapes(item("a") + item("more", number="2") + item("b"), numbering) == [
        ("decimal", [(None, "a", "more"), (None, "b")])
    ]


def test_a_style_can_have_the_numbering_and_the_list_say_the_level() -> None:
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("one", "Article", inside=numbered) + style("two", "Clause", inside=numbered)
    numbering = (
        '<w:abstractNum w:abstractNumId="10">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:pStyle w:val="one"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:pStyle w:val="two"/><w:lvlText w:val="%2."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="10"/></w:num>'
    )
    assert shapes(p("A", style="one") + p("a", style="two") + p("B", style="one"), numbering, styles) == [
        ("decimal", [(None, "A", ("lower-alpha", [(None, "a")])), (None, "B")])
    ]


def test_a_list_can_have_its_levels_from_the_list_of_a_style() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="10"><w:numStyleLink w:val="House"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="11"><w:styleLink w:val="House"/>'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="10"/></w:num>'
    )
    assert shapes(item("a"), numbering) == [("upper-roman", [(None, "a")])]


def test_a_paragraph_can_leave_the_list_of_its_style() -> None:
    styles = style("one", "Article", inside='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    out = p("out", style="one", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert shapes(p("in", style="one") + out, levels(DECIMAL), styles) == [("decimal", [(None, "in")]), "out"]


def test_a_numbered_heading_shows_the_number_that_word_counts() -> None:
    numbered = '<w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    found = blocks(
        p("One", style="h") + p("Two", style="h"),
        parts={"numbering": levels(DECIMAL), "styles": style("h", "heading 1", inside=numbered)},
    )
    number = nd.Segment(content=("2.",), role="number", value="2")
    assert found[1] == nd.Section(blocks=(nd.Heading(content=(number, " Two")),))


def test_lists_in_cells_and_notes_are_lists() -> None:
    note = f'<w:footnote w:id="1">{item("in a note")}</w:footnote>'
    body = tbl(tr(tc(item("in a cell")))) + p('<w:r><w:footnoteReference w:id="1"/></w:r>')
    document = opened(docx(body, parts={"numbering": levels(DECIMAL), "footnotes": note}))
    table, paragraph = document.body
    assert isinstance(table, nd.Table)
    assert isinstance(paragraph, nd.Note | nd.Paragraph)
    assert isinstance(table.rows[0].cells[0].blocks[0], nd.List)
    note_found = paragraph if isinstance(paragraph, nd.Note) else paragraph.content[0]
    assert isinstance(note_found, nd.Note)
    assert isinstance(note_found.blocks[0], nd.List)


@pytest.mark.parametrize("numbering", ["", '<w:num w:numId="1"><w:abstractNumId w:val="77"/></w:num>'])
def test_a_list_without_its_definition_is_paragraphs(numbering: str) -> None:
    assert shapes(item("a") + item("b"), numbering) == ["a", "b"]


_MANY = (
    levels(DECIMAL, ("lowerLetter", "(%2)"), ("decimal", "%1.%2.%3"))
    + levels(("bullet", " "), ("bullet", "•"), ("bullet", " "), number="2")
    + levels(("upperRoman", "%1."), number="3")
)
_ROWS = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 2), st.sampled_from("123")),
        st.sampled_from((None, "l", "h")),
    ),
    max_size=9,
)


@given(_ROWS)
def test_any_row_of_items_is_read_and_its_words_are_all_there_in_order(drawn: list[Any]) -> None:
    words = [f"w{count:03}." for count in range(len(drawn))]
    body = "".join(
        item(word, *one) if isinstance(one, tuple) else p(word, style=one)
        for word, one in zip(words, drawn, strict=True)
    )
    styles = style("l", "List Paragraph") + style("h", "heading 1")
    document = opened(docx(body, parts={"numbering": _MANY, "styles": styles}))
    assert re.findall(r"w\d{3}\.", shown_text(document)) == words
