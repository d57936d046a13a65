"""Elements of foreign documents on the page: a TEI paragraph is a paragraph, its notes stand at the foot."""

from __future__ import annotations

from collections.abc import Callable

from converters import pipeline
from converters.formats.pdf.writer import set_pages
from converters.model.document import Document
from converters.model.nodes import Element
from converters.report import Report

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
