"""Styles of others: by their names in any language, by inheritance, and what direct formatting adds to them."""

from __future__ import annotations

from typing import Any

import pytest

from converters.model import nodes as nd
from tests.docx.handmade import blocks, content, docx, opened, p, r, style, told

BOLD, ITALIC = "<w:b/>", "<w:i/>"


@pytest.mark.parametrize(
    "name",
    [
        *("heading 1", "Heading 1", "Überschrift 1", "Titre 1", "Título 1", "Titolo 1", "Kop 1", "Rubrik 1"),
        *(
            "Overskrift 1",
            "Otsikko 1",
            "Nagłówek 1",
            "Nadpis 1",
            "Címsor 1",
            "Заголовок 1",
            "Επικεφαλίδα 1",
            "Başlık 1",
        ),
        *("見出し 1", "标题 1", "標題 1", "제목 1", "כותרת 1", "عنوان 1", "見出し１"),
    ],
)
def test_a_heading_is_one_in_every_language(name: str) -> None:
    assert blocks(p("One", style="s"), parts={"styles": style("s", name)}) == (
        nd.Section(blocks=(nd.Heading(content=("One",)),)),
    )


def test_a_heading_is_known_by_the_name_of_its_style_where_the_id_is_in_another_language() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    (section,) = blocks(p("Two", style="berschrift2"), parts={"styles": styles})
    assert section == nd.Section(blocks=(nd.Heading(content=("Two",)),))


def test_a_style_inherits_that_it_is_a_heading_and_keeps_its_own_name() -> None:
    styles = style("base", "heading 1") + style("mine", "Chapter of mine", based="base")
    assert blocks(p("One", style="mine"), parts={"styles": styles}) == (
        nd.Section(blocks=(nd.Heading(content=("One",), attrs={"docx:style": "Chapter of mine"}),)),
    )


def test_a_level_of_the_outline_makes_a_heading_in_a_style_and_directly() -> None:
    styles = style("deep", "Deep", inside='<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    (section,) = blocks(
        p("Top", properties='<w:outlineLvl w:val="0"/>') + p("Below", style="deep"), parts={"styles": styles}
    )
    assert isinstance(section, nd.Section)
    assert [type(block).__name__ for block in section.blocks] == ["Heading", "Section"]


def test_the_last_level_of_the_outline_is_text_of_the_body() -> None:
    styles = style("s", "Contents of mine", inside='<w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    (block,) = blocks(p("Text", style="s"), parts={"styles": styles})
    assert isinstance(block, nd.Paragraph)


def test_styles_that_are_based_on_each_other_in_a_circle_are_read() -> None:
    styles = style("a", "A", based="b") + style("b", "B", based="a")
    assert content(p("Text", style="a"), parts={"styles": styles}) == ("Text",)


def test_a_style_that_is_not_there_says_nothing() -> None:
    assert blocks(p("Text", style="gone")) == (nd.Paragraph(content=("Text",)),)


def test_the_title_at_the_beginning_is_that_of_the_record_and_a_later_one_a_paragraph_of_the_text() -> None:
    styles = style("t", "Titel") + style("u", "Untertitel")
    document = opened(
        docx(
            p("Whole", style="t") + p("Part", style="u") + p("Text.") + p("Again", style="t"), parts={"styles": styles}
        )
    )
    assert [(title.text, title.type) for title in document.metadata.titles] == [("Whole", "main"), ("Part", "sub")]
    assert [block.content for block in document.body if isinstance(block, nd.Paragraph)] == [("Text.",), ("Again",)]


@pytest.mark.parametrize("name", ["Quote", "Intense Quote", "Zitat", "Citation", "Block Text", "引用文"])
def test_paragraphs_of_a_quotation_are_one(name: str) -> None:
    found = blocks(p("One", style="q") + p("Two", style="q") + p("Out"), parts={"styles": style("q", name)})
    assert found == (
        nd.Quotation(blocks=(nd.Paragraph(content=("One",)), nd.Paragraph(content=("Two",)))),
        nd.Paragraph(content=("Out",)),
    )


def test_lines_of_a_listing_are_one_text_with_its_line_ends() -> None:
    found = blocks(p("a  b", style="c") + p("c", style="c"), parts={"styles": style("c", "Source Code")})
    assert found == (nd.Preformatted(content=("a  b\nc",)),)


def test_a_letter_has_its_dateline_greeting_and_signature() -> None:
    styles = style("d", "Datum") + style("a", "Anrede") + style("u", "Unterschrift")
    found = blocks(
        p("1. Mai", style="d") + p("Lieber,", style="a") + p("Text.") + p("B.", style="u"), parts={"styles": styles}
    )
    assert found == (
        nd.Opener(parts=(nd.Dateline(content=("1. Mai",)), nd.Salute(content=("Lieber,",)))),
        nd.Paragraph(content=("Text.",)),
        nd.Closer(parts=(nd.Signed(content=("B.",)),)),
    )


# --- direct formatting ---


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (BOLD, {"style": "bold"}),
        (ITALIC, {"style": "italic"}),
        ('<w:u w:val="single"/>', {"style": "underline"}),
        ("<w:strike/>", {"style": "strikethrough"}),
        ("<w:dstrike/>", {"style": "strikethrough"}),
        ("<w:smallCaps/>", {"style": "small-caps"}),
        ('<w:vertAlign w:val="superscript"/>', {"style": "superscript"}),
        ('<w:vertAlign w:val="subscript"/>', {"style": "subscript"}),
        ('<w:spacing w:val="60"/>', {"style": "letter-spaced"}),
        ('<w:rFonts w:ascii="Courier New"/>', {"style": "monospace"}),
        ('<w:color w:val="C00000"/>', {"attrs": {"tei:style": "color: #c00000"}}),
        ('<w:highlight w:val="yellow"/>', {"attrs": {"tei:style": "background-color: yellow"}}),
        ("<w:vanish/>", {"attrs": {"tei:style": "display: none"}}),
        ("<w:caps/>", {"attrs": {"tei:style": "text-transform: uppercase"}}),
    ],
)
def test_direct_formatting_is_emphasis_or_its_look(properties: str, expected: dict[str, Any]) -> None:
    assert content(p("a", r("b", properties))) == ("a", nd.Emphasis(content=("b",), **expected))


@pytest.mark.parametrize(
    "properties", ['<w:b w:val="0"/>', '<w:u w:val="none"/>', '<w:color w:val="auto"/>', '<w:highlight w:val="none"/>']
)
def test_what_is_switched_off_is_no_emphasis(properties: str) -> None:
    assert content(p("a", r("b", properties))) == ("ab",)


def test_emphasis_of_a_style_is_emphasis_and_direct_formatting_switches_it_off() -> None:
    styles = style("s", "Loud", inside=f"<w:rPr>{BOLD}</w:rPr>")
    assert content(p("loud ", r("quiet", '<w:b w:val="0"/>'), style="s"), parts={"styles": styles}) == (
        nd.Emphasis(content=("loud ",), style="bold"),
        "quiet",
    )


def test_the_look_of_a_heading_is_no_emphasis_but_what_differs_from_it_is_said() -> None:
    styles = style("h", "heading 1", inside=f"<w:rPr>{BOLD}</w:rPr>")
    (section,) = blocks(
        p("One ", r("two", ITALIC), r("three", '<w:b w:val="0"/>'), style="h"), parts={"styles": styles}
    )
    assert section == nd.Section(
        blocks=(
            nd.Heading(
                content=(
                    "One ",
                    nd.Emphasis(content=("two",), style="italic"),
                    nd.Emphasis(content=("three",), attrs={"tei:style": "font-weight: normal"}),
                )
            ),
        )
    )


def test_a_character_style_in_a_paragraph_of_the_same_emphasis_takes_it_away() -> None:
    """ECMA-376 Part 1, 17.7.3: what a paragraph's and a character's style both switch on is off."""
    styles = style("s", "Slanted", inside=f"<w:rPr>{ITALIC}</w:rPr>")
    styles += '<w:style w:type="character" w:styleId="c"><w:name w:val="Book"/><w:rPr><w:i/></w:rPr></w:style>'
    assert content(p("a", r("b", '<w:rStyle w:val="c"/>'), style="s"), parts={"styles": styles}) == (
        nd.Emphasis(content=("a",), style="italic"),
        "b",
    )


def test_a_character_style_of_an_author_keeps_its_name() -> None:
    styles = style("x", "Ship", type="character", inside=f"<w:rPr>{ITALIC}</w:rPr>")
    assert content(p("the ", r("Petrel", '<w:rStyle w:val="x"/>')), parts={"styles": styles}) == (
        "the ",
        nd.Emphasis(content=(nd.Emphasis(content=("Petrel",), style="italic"),), attrs={"docx:style": "Ship"}),
    )


def test_a_paragraph_style_of_an_author_keeps_its_name_and_those_of_programs_are_passed_over() -> None:
    styles = style("m", "Marginal gloss") + style("t", "Text body")
    assert blocks(p("a", style="m") + p("b", style="t"), parts={"styles": styles}) == (
        nd.Paragraph(content=("a",), attrs={"docx:style": "Marginal gloss"}),
        nd.Paragraph(content=("b",)),
    )


# --- direction and language ---


def test_a_paragraph_from_right_to_left_says_so_and_in_which_language() -> None:
    run = r("שלום", '<w:rtl/><w:lang w:bidi="he-IL"/>')
    assert blocks(p(run, properties="<w:bidi/>")) == (
        nd.Paragraph(content=("שלום",), lang="he-IL", attrs={"tei:style": "direction: rtl"}),
    )


def test_words_of_another_language_than_the_file_are_foreign() -> None:
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>'
    body = p(r("the "), r("colour", '<w:lang w:val="en-GB"/>'), r(" of "), r("raison", '<w:lang w:val="fr-FR"/>'))
    assert content(body, parts={"styles": styles}) == (
        "the colour of ",
        nd.Foreign(content=("raison",), lang="fr-FR"),
    )


def test_a_whole_paragraph_of_another_language_has_that_language() -> None:
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>'
    french = '<w:lang w:val="fr-FR"/>'
    assert blocks(p(r("Bien ", french), r("sûr.", french + BOLD)), parts={"styles": styles}) == (
        nd.Paragraph(content=("Bien ", nd.Emphasis(content=("sûr.",), style="bold")), lang="fr-FR"),
    )


def test_a_paragraph_that_stands_in_the_middle_says_so() -> None:
    (block,) = blocks(p("* * *", properties='<w:jc w:val="center"/>'))
    assert block.attrs == {"tei:style": "text-align: center"}


def test_a_large_first_letter_belongs_to_its_word() -> None:
    drop = '<w:framePr w:dropCap="drop" w:lines="3"/>'
    assert blocks(p("D", properties=drop) + p("ear Sir")) == (nd.Paragraph(content=("Dear Sir",)),)


def test_the_language_of_the_file_is_that_of_the_document() -> None:
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-AT"/></w:rPr></w:rPrDefault></w:docDefaults>'
    assert opened(docx(p("Wörter"), parts={"styles": styles})).lang == "de-AT"


def test_hidden_text_is_told() -> None:
    assert any("hidden" in text for text in told(p(r("x", "<w:vanish/>"))))
    assert not any("hidden" in text for text in told(p(r("x", '<w:vanish w:val="0"/>'))))
