"""The head matter where copies have moved its lines: what goes on, and what is of the text already."""

from __future__ import annotations

import pytest

from converters import pipeline
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import content_text, plain_text, walk
from tests.cable.accounting import difference, uncovered

TOP = "R 011200Z JUN 08\nFM AMEMBASSY MARLOW\nTO SECSTATE WASHDC\n\nC O N F I D E N T I A L MARLOW 000918\n\nSIPDIS\n\n"
DEBRIS = "MARLOW 00000918  001.2 OF 002"


def read(*lines: str, text: str = "1. (C) Calm.") -> Document:
    """The record with these lines of head matter, a blank line between each two."""
    source = TOP + "\n\n".join((*lines, text, "2. (C) Tugs.")) + "\n"
    document = pipeline.read_bytes(source.encode(), format="cable")
    assert uncovered(document) == ""
    assert difference(document) == ({}, {})
    return document


def texts(document: Document, role: str) -> list[str]:
    return [plain_text(node) for node in walk(document) if isinstance(node, nd.Line) and node.role == role]


def first_paragraph(document: Document) -> str:
    return next(content_text(node.content) for node in walk(document) if isinstance(node, nd.Paragraph))


def test_a_subject_in_capitals_goes_on_after_a_blank_line_where_another_field_follows() -> None:
    first, second = "THE HARBOUR FUND AND OTHER FUNDS THAT PROTECT", "THE PILOTS - MUCH PROGRESS"
    assert read(f"SUBJECT: {first}", second, "REF: MARLOW 1").metadata.title == f"{first} {second}"


@pytest.mark.parametrize("line", ["DEPT FOR EX/LIT", "MORE TIDES", "C O R R E C T E D C O P Y"])
def test_a_subject_ends_before(line: str) -> None:
    follows = ["REF: MARLOW 1"] if line != "MORE TIDES" else []
    subject = "THE HARBOUR FUND AND OTHER FUNDS THAT PROTECT"
    assert read(f"SUBJECT: {subject}", line, *follows).metadata.title == subject


@pytest.mark.parametrize(
    "notice",
    [
        "(U) THIS CABLE IS SENSITIVE BUT UNCLASSIFIED AND NOT FOR INTERNET DISTRIBUTION.",
        "Sensitive but unclassified; not for internet distribution.",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_word_on_handling_below_the_references_is_of_the_text(notice: str, gap: str) -> None:
    document = read(f"SUBJECT: TIDES\nREF: KESTREL 12{gap}{notice}")
    assert texts(document, "references") == ["REF: KESTREL 12"]
    assert first_paragraph(document).endswith(notice.removeprefix("(U) "))


def test_a_word_on_handling_may_stand_on_the_line_of_the_references() -> None:
    document = read("REF: KESTREL 12 (U) THIS CABLE IS SENSITIVE BUT UNCLASSIFIED.")
    assert texts(document, "references") == ["REF: KESTREL 12"]


def test_the_third_reference_may_have_its_letter_in_brackets() -> None:
    document = read("REF: (A) KESTREL 12\n(B) KESTREL 13\n(C) KESTREL 14")
    assert [one.label for one in document.metadata.references] == ["A", "B", "C"]


@pytest.mark.parametrize("gap", [" ", "\n", "\n\n"], ids=["on the line", "below it", "apart"])
def test_debris_may_stand_in_a_list_of_references(gap: str) -> None:
    document = read(f"SUBJECT: TIDES\nREF: A) KESTREL 12 B) KESTREL 13{gap}{DEBRIS}{gap}C) KESTREL 14")
    assert [one.label for one in document.metadata.references] == ["A", "B", "C"]
    assert [node.n for node in walk(document) if isinstance(node, nd.PageBreak)] == ["1.2"]


def test_debris_may_stand_before_the_classifying_officer() -> None:
    document = read("REF: PARIS 12;", f"PARIS 13 {DEBRIS} CLASSIFIED BY: DCM Ada Thornbury; REASON: 1.4(B)")
    assert [one.text for one in document.metadata.references] == ["PARIS 12", "PARIS 13"]
    known = document.metadata.agent("classification-authority")
    assert known is not None
    assert known.name == "Ada Thornbury"


def test_a_caption_may_end_with_a_stop() -> None:
    document = read("SUBJECT: TIDES", "SENSITIVE BUT UNCLASSIFIED.", "REF: KESTREL 12")
    assert texts(document, "caption")[-1] == "SENSITIVE BUT UNCLASSIFIED."
