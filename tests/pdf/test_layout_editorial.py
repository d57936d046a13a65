"""How the work of editors looks: what was withheld, what was supplied, what an abbreviation stands for."""

from __future__ import annotations

import io

import pikepdf
import pytest

from converters import pipeline
from converters.formats.pdf.page import Page
from converters.formats.pdf.writer import set_pages
from converters.model.document import Document
from converters.model.nodes import Choice, Gap, Inline, Paragraph, Supplied
from converters.report import Report
from tests.pdf.placed import placed
from tests.pdf.tagged import rebuilt


def line(*content: str | Inline) -> Document:
    return Document(lang="en", body=(Paragraph(content=content),))


def shown(document: Document) -> str:
    return " ".join("".join(one.text for one in placed(document)).split()).removeprefix("Record without a title")


def page_of(document: Document) -> Page:
    (page,) = set_pages(document, Report()).pages
    return page


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (Gap(reason="redacted", content=("XXXX",)), "XXXX"),
        (Gap(reason="redacted", content=("XXXX",), extent="2 words"), "XXXX [2 words]"),
        (Gap(reason="redacted", content=("XXXX",), extent="unknown"), "XXXX"),
        (Gap(reason="redacted", extent="1 1/2 lines"), "redacted, 1 1/2 lines"),
    ],
)
def test_withheld_words_stand_on_a_black_ground_with_their_extent(gap: Gap, words: str) -> None:
    document = line("A source ", gap, " said so.")
    assert shown(document) == f"A source {words} said so."
    content = page_of(document).content([]).decode()
    assert " re f" in content
    assert "\n1 g\n" in content


def test_what_is_merely_missing_is_no_redaction() -> None:
    document = line("Read ", Gap(reason="illegible", extent="2 words"), " here.")
    assert shown(document) == "Read [illegible, 2 words] here."
    assert " re f" not in page_of(document).content([]).decode()


def test_a_bracket_closes_before_the_blank_that_was_supplied_with_a_word() -> None:
    document = line("Read ", Supplied(content=("the ",)), "text.")
    assert shown(document) == "Read [the] text."
    assert rebuilt(pipeline.write_bytes(document, "pdf")) == document


def test_an_abbreviation_tells_readers_aloud_what_it_stands_for() -> None:
    document = line("The ", Choice(type="abbr-expan", original=("Amb",), proposed=("Ambassador",)), ".")
    with pikepdf.open(io.BytesIO(pipeline.write_bytes(document, "pdf"))) as pdf:
        found = [str(one.E) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/E" in one]
    assert found == ["Ambassador"]
