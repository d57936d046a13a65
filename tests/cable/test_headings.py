"""Headings: what sets them off, what only looks like one, and where they stand in the text."""

from __future__ import annotations

import pytest

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import content_text, walk
from tests.cable.test_counts import LONG, read

WHOLE = LONG * 2
"""A paragraph that is one line, as retyped copies have it."""
TURN = "MARLOW 00000918  002 OF 002"


def headings(document: Document) -> list[tuple[str | None, str]]:
    """The headings of the text with their looks."""
    return [
        (node.style, content_text(node.content))
        for node in walk(document)
        if isinstance(node, nd.Heading) and node.role is None
    ]


def paragraphs(document: Document) -> list[str]:
    return [content_text(node.content) for node in walk(document) if isinstance(node, nd.Paragraph)]


def test_a_short_line_after_a_paragraph_of_one_line_is_the_heading_of_the_next() -> None:
    document = read(f"1. (C) {WHOLE}\nA Tide Table Without a Tide", f"2. (C) {WHOLE}\nON THE TUGS", "3. (C) Dues.")
    assert headings(document) == [("plain", "A Tide Table Without a Tide"), ("capitals", "ON THE TUGS")]


def test_capitals_after_a_sentence_are_a_heading_though_no_blank_line_stands_before_them() -> None:
    document = read("1. (C) The board sat for three hours.\nWHAT THE PILOTS WANT", "2. (C) Dues.")
    assert headings(document) == [("capitals", "WHAT THE PILOTS WANT")]


@pytest.mark.parametrize(
    "last",
    ["and went home in the rain", "They Went Home.", "End note.", "XXXXXXXXXXXX"],
    ids=["a sentence that goes on", "a sentence", "an end marker", "withheld words"],
)
def test_other_short_lines_belong_to_their_paragraph(last: str) -> None:
    assert headings(read(f"1. (C) {WHOLE}\n{last}", "2. (C) Dues.")) == []


@pytest.mark.parametrize(
    ("before", "last"),
    [
        ("The name was given as follows:", "LIND OSKAR"),
        ("The pilots sat with the legal adviser to Mr.", "LIND"),
        ("The pilots sat with the members of the U.S.", "UNESCO"),
        ("The officer to be asked is Ada Thornbury.", "TEL 555-0123"),
        ("The account to be named is the following.", "FUND 19X45190001"),
        ("The board heard the pilot\nXXXXXXXXXXXX", "of Marlow and Kestrel Bay"),
        ("The board heard the pilot\nXXXXXXXXXXXX", "Said Lind"),
        (f"{WHOLE}The board heard Mr.", "Oskar Lind"),
        (f"{WHOLE}“We shall sail.”", "Harbour Master Ada Thornbury"),
        (f"{WHOLE}It sat with:", "Harbour Master Ada Thornbury"),
        (WHOLE, "The pilots of the north"),
        ("The board sat until the year-end.", "THE YEAR END SUMMARY."),
    ],
)
def test_a_last_line_that_the_line_before_needs_or_names_is_no_heading(before: str, last: str) -> None:
    assert headings(read(f"1. (C) {before}\n{last}", "2. (C) Dues.")) == []


@pytest.mark.parametrize("line", ["Marlow Harbour Office", "25 DOLLARS A TON", "IDA LOTTE"])
def test_what_a_paragraph_announces_is_no_heading(line: str) -> None:
    assert headings(read("1. (C) It is the following:", line, "2. (C) Dues.")) == []


@pytest.mark.parametrize("line", ["12 June 2008", "3 tugs", "12 Quay Street"])
def test_a_date_a_sum_and_an_address_are_no_headings(line: str) -> None:
    assert headings(read("1. (C) It is known.", line, "2. (C) Dues.")) == []


@pytest.mark.parametrize("line", ["YEAR END SUMMARY", "SECRET DEALS AND WHO ACTED ACCORDINGLY", "TIDES IN 2008-2009"])
def test_words_of_markers_and_of_handling_may_stand_in_a_heading(line: str) -> None:
    assert headings(read("1. (C) Tides.", line, "2. (C) Dues.")) == [("capitals", line)]


def test_the_last_line_of_a_text_is_no_heading() -> None:
    assert headings(read("1. (C) Tides.", f"2. (C) {WHOLE}\nMore Will Follow Soon")) == []


def test_a_heading_may_stand_before_the_page_turn_that_its_paragraph_stands_behind() -> None:
    document = read("1. (C) Tides.", "WHAT THE PILOTS WANT", TURN, "2. (C) Dues.")
    assert headings(document) == [("capitals", "WHAT THE PILOTS WANT")]


def test_a_page_turn_may_divide_a_heading_from_its_rule() -> None:
    document = read("1. (C) Tides.", "WHAT THE PILOTS WANT", TURN, "--------------------", "2. (C) Dues.")
    assert headings(document) == [("capitals", "WHAT THE PILOTS WANT")]


def test_words_before_a_page_turn_that_text_follows_are_no_heading() -> None:
    assert headings(read("1. (C) Tides.", "The board and the", TURN, "pilots met.", "2. (C) Dues.")) == []


def test_a_heading_in_capitals_may_take_two_lines() -> None:
    title = "COMMENT: THE WRONG TIDE FOR THE WRONG TUGS IN THE\nWRONG HARBOUR"
    document = read("1. (C) Tides.", title, "2. (C) The board will sit again.")
    assert headings(document) == [("capitals", title.replace("\n", " "))]
    assert [node.role for node in walk(document) if isinstance(node, nd.Section)][-1] == "comment"


@pytest.mark.parametrize(
    "lines",
    ["IDA\nLOTTE\nFOUR WINDS", "HARBOUR OFFICE\n12 QUAY STREET\nMARLOW"],
    ids=["a list of ships", "an address"],
)
def test_short_lines_in_capitals_are_no_heading_of_several_lines(lines: str) -> None:
    assert headings(read("1. (C) They are known.", lines, "2. (C) Dues.")) == []


def test_a_heading_of_two_lines_may_stand_apart_from_its_rule() -> None:
    document = read("1. (C) Tides.", "The Harbour Master and the\nPilots", "-------------------", "2. (C) Dues.")
    assert headings(document) == [("underline", "The Harbour Master and the Pilots")]


def test_a_heading_may_begin_with_a_figure() -> None:
    document = read("1. (C) Tides.", "2.5 Million Herrings in a Summer", "2. (C) Dues.")
    assert headings(document) == [("plain", "2.5 Million Herrings in a Summer")]


def test_the_last_item_of_a_list_is_not_part_of_the_heading_below_it() -> None:
    document = read("1. (C) It wants:\n-- calm.\n-- pilots.\nAnd the Tugs?\n-------------\n2. (C) Dues.")
    assert headings(document) == [("underline", "And the Tugs?")]
    assert [len(node.items) for node in walk(document) if isinstance(node, nd.List)] == [2]


def test_an_end_marker_above_the_rule_of_a_heading_is_of_the_text_before_it() -> None:
    document = read("1. (C) Summary: It was calm.\nEND SUMMARY\n-----------\nTHE TUGS\n-----------\n2. (C) Dues.")
    assert headings(document) == [("box", "THE TUGS")]


def test_an_end_marker_without_a_stop_ends_the_text_before_a_heading() -> None:
    document = read("1. (C) Summary: It was calm. END SUMMARY\nTHE TUGS\n--------\n2. (C) Dues.")
    assert headings(document) == [("underline", "THE TUGS")]


@pytest.mark.parametrize(
    "line",
    [
        "END TALKING POINTS",
        "SUMMARY: The board met. END SUMMARY",
        "BEGIN TEXT OF LETTER",
        "END NOTE. ------------------",
        "END NOTE)",
        "End Comment.]",
        "SENSITIVE BUT UNCLASSIFIED -- HANDLE ACCORDINGLY",
        "(U) THIS CABLE IS SENSITIVE BUT UNCLASSIFIED AND NOT FOR INTERNET DISTRIBUTION",
    ],
)
def test_markers_and_words_on_handling_are_no_headings(line: str) -> None:
    assert headings(read("1. (C) Tides.", line, "2. (C) Dues.")) == []


def test_a_rule_behind_a_paragraph_is_not_of_its_text() -> None:
    document = read(f"1. (C) {WHOLE}END SUMMARY ----------------", "TUGS ----", "2. (C) Dues.")
    assert paragraphs(document)[0].endswith("END SUMMARY")
    assert headings(document) == [("inline", "TUGS")]


def test_a_heading_between_strokes_says_what_part_it_opens() -> None:
    document = read("1. (C) Tides.", "//COMMENT//", "2. (C) Dues.")
    assert [node.role for node in walk(document) if isinstance(node, nd.Section)][-1] == "comment"


def test_a_heading_may_have_a_rule_under_each_of_its_lines() -> None:
    document = read(
        "1. (C) Tides.", "Minister of Harbours and\n------------------------\nPilots\n------", "2. (C) Dues."
    )
    assert headings(document) == [("underline", "Minister of Harbours and Pilots")]


@pytest.mark.parametrize(
    ("first", "second"), [("SUMMARY", "THE TUGS"), ("Harbours", "Tugs"), ("THE MINISTERS OF THE HARBOURS", "The Tugs")]
)
def test_two_ruled_headings_are_one_only_where_the_first_was_full(first: str, second: str) -> None:
    text = f"{first}\n----------\n{second}\n--------"
    assert headings(read("1. (C) Tides.", text, "2. (C) Dues.")) == [("underline", first), ("underline", second)]


def test_a_sentence_above_a_rule_that_stands_apart_is_no_heading() -> None:
    text = "The board sat for three hours and heard the\npilots of the north and the tug owners"
    assert headings(read("1. (C) Tides.", text, "---------------", "2. (C) Dues.")) == []


def test_a_dash_behind_a_paragraph_is_no_rule() -> None:
    assert paragraphs(read(f"1. (C) {WHOLE}The tide rose ---", "2. (C) Dues."))[0].endswith("rose ---")


def test_headings_with_a_blank_line_between_them_are_two() -> None:
    document = read("1. (C) Tides.", "THE MINISTERS\n-------------", "Harbours\n--------", "2. (C) Dues.")
    assert headings(document) == [("underline", "THE MINISTERS"), ("underline", "Harbours")]
