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
    first, second = "THE HARBOUR FUND AND OTHER FUNDS THAT PROTECT THE", "PILOTS - MUCH PROGRESS"
    assert read(f"SUBJECT: {first}", second, "REF: MARLOW 1").metadata.title == f"{first} {second}"


@pytest.mark.parametrize("line", ["EYES ONLY THORNBURY", "THE PILOTS MET", "PART TWO OF TWO"])
def test_a_subject_that_is_whole_ends_at_a_blank_line(line: str) -> None:
    subject = "THE HARBOUR FUND AND OTHER FUNDS THAT PROTECT TUGS"
    assert read(f"SUBJECT: {subject}", line, "REF: MARLOW 1").metadata.title == subject


def test_a_subject_may_speak_of_what_is_sensitive() -> None:
    document = read("SUBJECT: HOW THE BOARD KEEPS\nSENSITIVE BUT UNCLASSIFIED TIDE TABLES", "REF: MARLOW 1")
    assert document.metadata.title == "HOW THE BOARD KEEPS SENSITIVE BUT UNCLASSIFIED TIDE TABLES"


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


def test_a_word_on_handling_with_its_mark_may_stand_before_the_references() -> None:
    notice = "(U) THIS CABLE IS SENSITIVE BUT UNCLASSIFIED."
    document = read(f"SUBJECT: TIDES\n{notice}\nREF: KESTREL 12")
    assert texts(document, "attention") == [notice]
    assert [one.text for one in document.metadata.references] == ["KESTREL 12"]


def test_a_paragraph_without_a_number_behind_two_references_is_no_third() -> None:
    document = read("SUBJECT: TIDES\nREF: A. KESTREL 12\nB. KESTREL 13", "(C) Tugs came.", text="(S) They left.")
    assert [one.label for one in document.metadata.references] == ["A", "B"]
    assert first_paragraph(document) == "Tugs came."


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


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("PARIS 110 AND PARIS 140", ["PARIS 110", "PARIS 140"]),
        ("PARIS 5 (NOTAL), AND ROME 6", ["PARIS 5", "ROME 6"]),
        ("PARIS 5, SEE ALSO ROME 6", ["PARIS 5", "ROME 6"]),
    ],
)
def test_a_word_between_two_references_is_no_part_of_a_station(words: str, found: list[str]) -> None:
    assert [one.text for one in read(f"REF: {words}").metadata.references] == found


@pytest.mark.parametrize(
    ("words", "deadline", "event"),
    [
        ("DNG: CO 01/22/2019", None, "DNG: CO 01/22/2019"),
        ("DNG: CO 01/22/2019 DECL: 01/22/2029", "2029-01-22", None),
        ("DECLASSIFIED BY AN ARCHIVE 09/02/2009", None, "DECLASSIFIED BY AN ARCHIVE 09/02/2009"),
        ("DECL: DECLASSIFIED 09/02/2009", None, "DECLASSIFIED 09/02/2009"),
        ("DECL: XXXXXXXXXXXX", None, None),
        ("DECL: 06/01/2018", "2018-06-01", None),
    ],
)
def test_only_an_order_to_declassify_sets_a_day_for_it(words: str, deadline: str | None, event: str | None) -> None:
    known = read(f"E.O. 12958: {words}", "SUBJECT: TIDES").metadata.declassification
    assert known is not None
    assert known.instruction is not None
    assert (known.instruction.deadline, known.instruction.event) == (deadline, event)


@pytest.mark.parametrize(("mark", "value"), [("(S)", "S"), ("(s)", "S"), ("(C/NF)", "C/NF")])
def test_a_subject_may_end_with_its_mark(mark: str, value: str) -> None:
    document = read(f"SUBJECT: TIDES AND TUGS {mark}")
    heading = next(node for node in walk(document) if isinstance(node, nd.Heading) and node.role == "subject")
    assert [part.value for part in heading.content if isinstance(part, nd.Segment)][1:] == [value]
    assert document.metadata.title == "TIDES AND TUGS"


@pytest.mark.parametrize("subject", ["TIDES (MAY)", "TIDES AND BOAT(S)", "(S)"])
def test_other_brackets_at_the_end_of_a_subject_are_of_its_words(subject: str) -> None:
    document = read(f"SUBJECT: {subject}")
    heading = next(node for node in walk(document) if isinstance(node, nd.Heading) and node.role == "subject")
    assert content_text(heading.content) == f"SUBJECT: {subject}"
    assert document.metadata.title == (subject if subject != "(S)" else None)


def test_what_a_classification_is_derived_from_is_nobody() -> None:
    assert read("SUBJECT: TIDES", "DERIVED FROM: TUGS 05-1 B, D").metadata.agent("classification-authority") is None


def test_the_word_between_two_reasons_may_be_broken() -> None:
    known = read("Classified By: DCM Ada Thornbury for reasons 1. 4 (b) an d (d)").metadata.classification
    assert known is not None
    assert known.reasons == ("1.4(b)", "1.4(d)")
