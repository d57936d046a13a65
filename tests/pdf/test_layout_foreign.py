"""Elements of foreign documents on the page: a TEI paragraph is a paragraph, its notes stand at the foot."""

from __future__ import annotations

from collections.abc import Callable

from converters import pipeline
from converters.formats.pdf import themes
from converters.formats.pdf.writer import set_pages
from converters.model.document import Document
from converters.model.nodes import Element, PageBreak, Paragraph
from converters.report import Report
from tests.pdf.boxes import drawn, faults
from tests.pdf.placed import placed
from tests.pdf.records import words
from tests.pdf.tagged import rebuilt

TEI = "{http://www.tei-c.org/ns/1.0}"


def tei(name: str, *content: str | Element, **attrs: str) -> Element:
    return Element(name=TEI + name, content=content, attrs=attrs)


def text_of(pdftotext: Callable[..., str], *content: str | Element) -> list[str]:
    """The lines that a reader of text finds below the title."""
    document = Document(body=(tei("body", *content),))
    return pdftotext(pipeline.write_bytes(document, "pdf"), "-layout").split("\n")


def test_elements_among_words_stand_in_their_line(pdftotext: Callable[..., str]) -> None:
    paragraph = tei("p", "\n  The ", tei("persName", "Example ", tei("surname", "Person")), " came\n  home.\n")
    words = " ".join(text_of(pdftotext, "\n ", paragraph, "\n")).split()
    assert "The Example Person came home." in " ".join(words)


def test_paragraphs_stand_by_themselves_whatever_blanks_are_between(pdftotext: Callable[..., str]) -> None:
    lines = text_of(pdftotext, "\n   ", tei("p", "One."), "\n\n   ", tei("p", tei("hi", "Two.", rend="italic")), "\n")
    assert [line for line in lines if line.strip() in ("One.", "Two.")] == ["One.", "Two."]


def test_a_note_leaves_a_mark_in_the_text_and_stands_at_the_foot() -> None:
    document = Document(body=(tei("p", "Words", tei("note", "Of a note.", n="7"), " and more."),))
    boxes = set_pages(document, Report()).pages[0].boxes
    assert boxes[-1].top < 120 < boxes[-2].bottom


def test_an_element_of_no_known_name_is_set_by_what_it_holds(pdftotext: Callable[..., str]) -> None:
    unknown = Element(name="{urn:x}thing", content=(Element(name="{urn:x}a", content=("one",)), " and"))
    document = Document(body=(unknown,))
    assert "one and" in " ".join(pdftotext(pipeline.write_bytes(document, "pdf")).split())


def test_the_heading_of_a_division_is_in_the_outline() -> None:
    division = tei("div", tei("head", "A heading"), tei("div", tei("head", "Below it"), tei("p", "Text.")))
    entries = set_pages(Document(body=(tei("body", division),)), Report()).job.outline
    assert [(entry.level, entry.title) for entry in entries[1:]] == [(1, "A heading"), (2, "Below it")]


def foreign_table() -> Element:
    head = tei("row", "\n  ", tei("cell", "Year"), tei("cell", "Boxes", cols="2"), "\n", role="label")
    rows = [
        tei("row", tei("cell", f"19{number}"), "\n", tei("cell", "x"), tei("cell", "y")) for number in range(10, 99)
    ]
    return tei("table", "\n", tei("head", "Boxes by year"), "\n ", head, "\n ", *rows, "\n")


def test_a_table_of_tei_is_a_table_whose_head_is_repeated() -> None:
    document = Document(body=(tei("body", tei("p", "Before."), foreign_table()),))
    pages = set_pages(document, Report())
    types = [element.type for element in pages.job.tree.elements()]
    assert (types.count("ElementTable"), types.count("ElementRow"), types.count("ElementHeader")) == (1, 90, 2)
    assert faults(document) == []
    assert len(pages.pages) > 2
    tops = {round(page.boxes[0].top) for page in pages.pages[1:]}
    assert len(tops) == 1


def test_a_table_of_tei_comes_back_with_every_blank_of_its_markup() -> None:
    document = Document(body=(tei("body", foreign_table(), tei("table", tei("row", tei("cell")), tei("pb"))),))
    assert rebuilt(pipeline.write_bytes(document, "pdf")) == document


def test_notes_of_two_series_stand_apart_at_the_foot(pdftotext: Callable[..., str]) -> None:
    textual = tei("note", "Corrected by hand.", type="textual", n="a")
    paragraph = tei(
        "p", "One", tei("note", "A comment.", n="1"), " two", textual, " three", tei("note", "More.", n="2")
    )
    lines = [line.strip() for line in text_of(pdftotext, paragraph) if line.strip()]
    foot = [
        line.split(maxsplit=1)[1]
        for line in lines
        if line.endswith((". ", ".")) and line[:2].strip() in ("a", "1", "2")
    ]
    assert foot == ["Corrected by hand.", "A comment.", "More."]


def test_words_on_two_sides_of_a_page_break_are_parted_but_where_it_stands_in_a_word(
    pdftotext: Callable[..., str],
) -> None:
    broken = Paragraph(content=("one", PageBreak(n="2"), "two hy", PageBreak(n="3", joins=True), "phen"))
    document = Document(body=(broken, PageBreak(n="4"), Paragraph(content=("Below.",))))
    found = " ".join(pdftotext(pipeline.write_bytes(document, "pdf")).split())
    assert "one two hyphen" in found
    assert all(mark in found for mark in ("p. 2", "p. 3", "p. 4"))
    assert rebuilt(pipeline.write_bytes(document, "pdf")) == document


def test_breaks_of_tei_end_lines_and_mark_pages_but_part_no_word(pdftotext: Callable[..., str]) -> None:
    broken = tei(
        "p", "one", tei("lb"), "two", tei("pb", n="2"), "three hy", tei("pb", n="3", **{"break": "no"}), "phen"
    )
    divided = tei("p", "Mar", tei("lb", **{"break": "no"}), "low.")
    lines = [line.strip() for line in text_of(pdftotext, broken, divided)]
    assert any(line.startswith("two three hyphen") for line in lines)
    assert "one" in lines
    assert all(mark in " ".join(lines) for mark in ("p. 2", "p. 3"))
    document = Document(body=(tei("body", broken, divided),))
    assert rebuilt(pipeline.write_bytes(document, "pdf")) == document


def test_a_note_of_tei_within_the_line_stands_between_brackets(pdftotext: Callable[..., str]) -> None:
    note = tei("note", "of a clerk", place="inline", n="1")
    assert "A hand [1 of a clerk] wrote." in " ".join(text_of(pdftotext, tei("p", "A hand", note, " wrote.")))


def test_a_note_of_tei_in_the_margin_stands_beside_its_line() -> None:
    found = placed(Document(body=(tei("p", "A hand", tei("note", "Of a clerk.", place="margin"), " wrote."),)))
    text, beside = (next(one for one in found if word in one.text) for word in ("hand", "clerk"))
    assert abs(text.y - beside.y) < 3
    assert beside.x > text.x + 200


def test_lines_are_numbered_where_the_theme_asks() -> None:
    theme = themes.theme()._replace(line_numbers=5)
    document = Document(lang="en", body=(Paragraph(content=(words(14),)),))
    (page, *_) = drawn(document, theme)
    lines = [box for box in page.boxes if box.left < page.left]
    assert len(lines) == len(page.counted) // 5 > 2
