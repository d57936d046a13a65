"""Characters that the sender's system damaged: repaired as choices, where the text itself is evidence."""

from __future__ import annotations

import pytest

from converters import pipeline
from converters.formats.format import ReadOptions
from converters.model import nodes as nd
from converters.model.walk import content_text, plain_text, walk

HEAD = "R 011200Z JUN 08\nFM AMEMBASSY MARLOW\nTO SECSTATE WASHDC\n\nUNCLAS MARLOW 000918\n\nSUBJECT: TIDES\n\n1. (U) "


def choices(text: str, *, repair: bool = True) -> list[tuple[str, str, str | None]]:
    """What stands there, what is proposed, and why."""
    document = pipeline.read_bytes((HEAD + text + "\n").encode(), format="cable", options=ReadOptions(repair=repair))
    return [
        ("".join(map(str, one.original)), "".join(map(str, one.proposed)), one.reason)
        for one in walk(document)
        if isinstance(one, nd.Choice)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The harbour,s master came.", [(",", "'", "apostrophe-read-as-comma")]),
        (
            "He called it a &tide table without a tide8 and left.",
            [("&", '"', "quotation-mark-misread"), ("8", '"', "quotation-mark-misread")],
        ),
        ("The pilots ) all nine ) stayed.", [(")", "-", "dash-read-as-bracket")] * 2),
        ("He said &#8220;no.", [("&#8220;", "\u201c", "character-reference")]),
    ],
)
def test_a_damaged_character_is_a_choice_with_its_reason(text: str, found: list[tuple[str, str, str]]) -> None:
    assert choices(text) == found


@pytest.mark.parametrize(
    "text",
    ["Boats, schooners and 8 tugs.", "Smith & Sons sent 8 boats.", "Pilots (all nine ) stayed.", "AT&T8 is a code."],
)
def test_without_evidence_nothing_is_repaired(text: str) -> None:
    assert choices(text) == []


def test_no_repair_leaves_readings_as_they_stand() -> None:
    assert choices("The harbour,s master ) a pilot ) came.", repair=False) == []


def test_the_words_of_a_repaired_text_are_those_that_are_proposed() -> None:
    document = pipeline.read_bytes((HEAD + "The harbour,s master.\n").encode(), format="cable")
    assert "The harbour's master." in plain_text(document)


REPEATED = "Tugs came to win the vote of the north Qto win the vote of the north and left."


def surpluses(text: str, *, repair: bool = True) -> list[str]:
    document = pipeline.read_bytes((HEAD + text + "\n").encode(), format="cable", options=ReadOptions(repair=repair))
    return [content_text(one.content) for one in walk(document) if isinstance(one, nd.Surplus)]


def test_a_line_that_the_relay_sent_twice_with_a_q_before_it_is_surplus() -> None:
    assert surpluses(REPEATED) == ["Qto win the vote of the north"]
    assert surpluses(REPEATED, repair=False) == []


@pytest.mark.parametrize(
    "text",
    [
        "He saw Qadhafi, and saw Qadhafi again.",
        "A vote Qof the north and the vote of the south.",
        "They fly to the atari islands Qatari islands are near.",
        "He spoke of qaeda of the land Qaeda of the land is his word.",
    ],
)
def test_a_q_before_other_words_is_of_the_text(text: str) -> None:
    assert surpluses(text) == []
