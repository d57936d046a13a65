"""The end of a telegram: whose name it is, and what stands before and behind it."""

from __future__ import annotations

import pytest

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import plain_text, walk
from tests.cable.test_counts import LONG, read


def signer(document: Document) -> str | None:
    known = document.metadata.agent("signer")
    return known.name if known else None


def closer(document: Document) -> list[tuple[str | None, str]]:
    """The lines of the closer besides the signature, with their roles."""
    found = next(node for node in walk(document) if isinstance(node, nd.Closer))
    return [(part.role, plain_text(part)) for part in found.parts if isinstance(part, nd.Line | nd.Furniture)]


@pytest.mark.parametrize(
    "text",
    [
        "1. (C) Comment: It was calm. END COMMENT\nKEYES",
        f"1. (C) {LONG}KEYES 2008-06-01",
        "1. (C) Calm. Visit Marlow's website: http://www.marlow.gov/port al KEYES",
        "1. (C) Calm.\nKEYES\n\nTHE TIDES OF...",
        "1. (C) Calm.\nKEYES\n\nTrack 12: a.b @ Sat Dec 4 2010. Este documento es propiedad de EL PAIS\nID: 1234",
        "1. (C) Calm.\n\nEXEMPT\n\nKEYES",
    ],
    ids=["an end marker", "a date", "an address", "a title cut off", "a publisher's mark", "a group"],
)
def test_the_signer_is_found_beside(text: str) -> None:
    assert signer(read(text)) == "KEYES"


@pytest.mark.parametrize(
    "text",
    [
        "1. (C) Calm. See the tables of the KEYES",
        "1. (C) Calm.\nTHE TIDES OF...",
        "1. (C) Calm, said WHO 2008-06-01",
        "1. (C) It said on the wall:\nMARLOW\nTHE TIDES OF...",
        "1. (C) Calm. See http://www.marlow.gov/tides for UNESCO",
        "1. (C) Calm. See http://www.marlow.gov/tides PDF",
        "1. (C) Visit http://www.marlow.gov/tides or UNESCO",
        "1. (C) The tug lies where it lay at the week end text\nMARLOW",
    ],
)
def test_other_last_words_sign_nothing(text: str) -> None:
    assert signer(read(text)) is None


def test_a_group_of_declassification_before_the_signature_is_of_the_closer() -> None:
    assert closer(read("1. (C) Calm.\n\nGP-3\n\nKEYES")) == [("declassification", "GP-3")]


def test_several_footers_between_rules_are_of_the_closer() -> None:
    footers = "*****\nFor more from Marlow, visit:\nhttp://a.gov\n\nVisit our website:\nhttp://b.gov\n*****"
    assert [role for role, _ in closer(read(f"1. (C) Calm.\n\n{footers}\nKEYES"))] == [
        "other",
        "boilerplate",
        "boilerplate",
        "other",
    ]


@pytest.mark.parametrize(
    ("after", "roles"),
    [
        ("BT\n#0918\nNNNN", ["end-of-message", "end-of-message", "end-of-message"]),
        ("BT", ["end-of-message"]),
        ("#0918", ["end-of-message"]),
        ("SELECT * FROM `records` WHERE 1", ["boilerplate"]),
        ("SELECT * FROM records", ["boilerplate"]),
        ("*** Current Handling Restrictions *** n/a", ["boilerplate"]),
        ("(RETYPED COPY)", ["boilerplate"]),
    ],
)
def test_lines_of_machines_and_copies_behind_the_signature_sign_nothing(after: str, roles: list[str]) -> None:
    document = read(f"1. (C) Calm.\nKEYES\n{after}")
    assert signer(document) == "KEYES"
    assert [role for role, _ in closer(document)] == roles


@pytest.mark.parametrize(
    "last",
    [
        "They were seen by the members of the board of\nBT",
        "The number of the tug that left is\n#0918",
        "The number of the tug that left is:\n\n#0918",
        "The board asked of the list of the ships:\nSELECT * FROM ships WHERE tug",
        "El puerto es propiedad de EL PAIS",
        "The tug was built for the harbour of NATO 2008-12-31",
    ],
)
def test_last_lines_that_the_text_needs_are_no_lines_of_machines(last: str) -> None:
    document = read("1. (C) Calm.", f"2. (C) {last}")
    assert not [node for node in walk(document) if isinstance(node, nd.Closer)]


def test_a_word_that_ends_a_sentence_is_no_group_of_declassification() -> None:
    assert closer(read("1. (C) All ships pay but those that the board calls\nEXEMPT\n\nKEYES")) == []


def test_a_name_on_two_lines_signs_once() -> None:
    document = read("1. (C) Calm.\nKEYES\nKEYES")
    signed = next(node for node in walk(document) if isinstance(node, nd.Signed))
    assert plain_text(signed) == "KEYES KEYES"
    assert signer(document) == "KEYES"
