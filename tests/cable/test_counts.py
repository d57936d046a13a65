"""The count of the paragraphs: slips that it shows itself are proposals; what is not of the count is told apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from converters import pipeline
from converters.formats.format import ReadOptions
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import content_text, walk
from converters.report import Report
from tests.cable.accounting import difference, overlaps, uncovered
from tests.common.test_round_trips import BOTH_WAYS, assert_same, there_and_back

HEAD = "R 011200Z JUN 08\nFM AMEMBASSY MARLOW\nTO SECSTATE WASHDC\n\nUNCLAS MARLOW 000918\n\nSUBJECT: TIDES\n\n"
LONG = "The harbour board sat for three hours, heard the pilots, the tug owners and two fishermen, and adjourned. "

COUNTS = {
    "a number that stands twice, the next left out": (
        ("1. (C) Tides.", "2. (C) Tugs.", "2. (U) Dues.", "4. (C) Pilots."),
        {"3": ("2.", "3.", "number-repeated", "high")},
    ),
    "a number that stands twice at the end": (
        ("1. (C) Tides.", "2. (C) Tugs.", "2. (C) Comment: Dues."),
        {"3": ("2.", "3.", "number-repeated", "medium")},
    ),
    "an earlier number again at the end": (
        ("¶1. (C) Tides.", "¶2. (C) Tugs.", "¶3. (C) Dues.", "¶2. (C) Comment: Pilots."),
        {"4": ("2.", "4.", "number-repeated", "medium")},
    ),
    "a number that stands twice, the count going on": (
        ("¶1. (C) Tides.", "¶2. (C) Tugs.", "¶2. (C) Dues.", "¶3. (C) Pilots."),
        {"3": ("2.", "3.", "number-repeated", "medium"), "4": ("3.", "4.", "counted-on-from-repeated", "low")},
    ),
    "no number before the first paragraph": (
        ("(SBU) Tides.", "2. (C) Tugs.", "3. (C) Dues."),
        {"1": ("", "1.", "number-missing", "high")},
    ),
    "no number before one within": (
        ("1. (C) Tides.", "(C) Tugs.", "3. (C) Dues."),
        {"2": ("", "2.", "number-missing", "high")},
    ),
}
PRINTED = {
    "a number left out, and no paragraph without one": ("1. (C) Tides.", "3. (C) Tugs."),
    "a number left out, and two paragraphs without one": ("1. (C) Tides.", "(C) Tugs.", "(C) Dues.", "3. (C) Pilots."),
    "a paragraph without a mark goes on with the one before": ("1. (C) Tides.", "Tugs follow.", "3. (C) Dues."),
    "a doubled number whose follower the text cites": (
        *("¶1. (C) Tides.", "¶2. (C) Tugs (see para 3).", "¶2. (C) Dues.", "¶3. (C) Pilots."),
    ),
    "two neighbours in each other's place": ("¶1. (C) Tides.", "¶2. (C) Tugs.", "¶4. (C) Dues.", "¶3. (C) Pilots."),
    "a later section": ("¶7. (C) Tides.", "¶8. (C) Tugs."),
}


def read(*paragraphs: str, repair: bool = True, report: Report | None = None) -> Document:
    """The record with these paragraphs; every character of it is accounted for, and it crosses every format."""
    text = HEAD + "\n\n".join(paragraphs) + "\n"
    document = pipeline.read_bytes(
        text.encode(), format="cable", options=ReadOptions(repair=repair), report=report or Report()
    )
    assert uncovered(document) == ""
    assert difference(document) == ({}, {})
    assert overlaps(document) == []
    for format in BOTH_WAYS:
        assert_same(there_and_back(document, format), document)
    return document


def labels(document: Document) -> Iterator[nd.Label]:
    return (node for node in walk(document) if isinstance(node, nd.Label))


def proposals(document: Document) -> dict[str | None, tuple[str, str, str | None, str | None]]:
    """What is proposed for each number: what stands there, what is meant, why, how sure."""
    found: dict[str | None, tuple[str, str, str | None, str | None]] = {}
    for label in labels(document):
        for part in label.content:
            if isinstance(part, nd.Choice):
                stood = content_text(part.original)
                found[label.value] = (stood, content_text(part.proposed), part.reason, part.certainty)
            elif isinstance(part, nd.Supplied):
                found[label.value] = ("", content_text(part.content), part.reason, part.certainty)
    return found


def own_numbers(document: Document) -> list[str | None]:
    return [one.number.value for one in _own(document.body) if one.number]


def _own(blocks: nd.Blocks) -> Iterator[nd.Paragraph]:
    for block in blocks:
        if isinstance(block, nd.Paragraph):
            yield block
        elif isinstance(block, nd.Section) and block.role != "repetition":
            yield from _own(block.blocks)


@pytest.mark.parametrize("slip", COUNTS)
def test_a_slip_that_the_count_shows_is_a_proposal_that_keeps_what_stood(slip: str) -> None:
    paragraphs, proposed = COUNTS[slip]
    document = read(*paragraphs)
    assert proposals(document) == proposed
    assert own_numbers(document) == [str(number) for number in range(1, len(paragraphs) + 1)]


@pytest.mark.parametrize("slip", COUNTS)
def test_without_repair_the_numbers_are_those_in_print(slip: str) -> None:
    paragraphs, _ = COUNTS[slip]
    document = read(*paragraphs, repair=False)
    printed = [text.strip("¶").split(".")[0] for text in paragraphs if not text.startswith("(")]
    assert proposals(document) == {}
    assert own_numbers(document) == printed


@pytest.mark.parametrize("count", PRINTED)
def test_without_evidence_the_numbers_stay(count: str) -> None:
    report = Report()
    document = read(*PRINTED[count], report=report)
    assert proposals(document) == {}
    told = [message for message in report.at("warning") if message.code == "contradiction"]
    assert told, "the gap is told"
    assert all(message.place for message in told)


def test_a_doubled_number_of_the_same_words_is_a_copy_and_no_slip() -> None:
    document = read("¶1. (C) Tides.", f"¶2. (C) {LONG}", f"¶2. (C) {LONG}", "¶3. (C) Pilots.")
    assert proposals(document) == {}
    assert own_numbers(document) == ["1", "2", "3"]
    copies = [node for node in walk(document) if isinstance(node, nd.Section) and node.role == "repetition"]
    assert [len(copy.blocks) for copy in copies] == [1]


def test_a_text_that_begins_again_is_a_repetition_to_its_last_paragraph() -> None:
    text = (f"¶1. (C) First. {LONG}", f"¶2. (C) Then. {LONG}")
    document = read(*text, "¶3. (C) Comment: Dues.", *text)
    assert own_numbers(document) == ["1", "2", "3"]


def test_an_unmarked_number_in_a_long_line_counts_where_the_sequence_lacks_it() -> None:
    document = read(f"¶1. {LONG}2. In May the board will sit again. {LONG}", "¶3. Pilots.")
    assert own_numbers(document) == ["1", "2", "3"]


def test_an_unmarked_number_in_a_long_line_is_text_where_the_sequence_has_it() -> None:
    document = read(f"¶1. {LONG}2. In May the board will sit again. {LONG}", "¶2. Pilots.")
    assert own_numbers(document) == ["1", "2"]


def test_debris_that_a_line_end_has_broken_is_a_page_break_and_frees_the_number_behind_it() -> None:
    document = read("1. (C) Tides.", "MARLOW 00000918 001.", "2 OF 002 2. (C) Tugs.", "3. (C) Dues.")
    assert own_numbers(document) == ["1", "2", "3"]
    assert [node.n for node in walk(document) if isinstance(node, nd.PageBreak)] == ["1.2"]


@pytest.mark.parametrize(
    "announcement",
    [
        "The text of the letter, in English, is as follows:",
        "His letter reads as follows:",
        "The message follows:",
        "Begin text:",
    ],
)
def test_a_document_in_the_text_is_a_quotation_with_its_own_numbers(announcement: str) -> None:
    quoted = ("Dear friends of the tide,", "1. Dues are frozen.", "2. Tugs are licensed.")
    document = read("1. (C) Tides.", f"2. (C) He wrote to us. {announcement}", *quoted, "3. (C) Dues.")
    assert own_numbers(document) == ["1", "2", "3"]
    (found,) = (node for node in walk(document) if isinstance(node, nd.Quotation))
    assert found.whole
    assert len(found.blocks) == len(quoted)


def test_a_quoted_document_ends_at_its_mark() -> None:
    marked = ("BEGIN TEXT:", "The board has met.", "It will meet again.", "END TEXT.", "So far the board.")
    document = read("1. (C) Tides.", *marked, "2. (C) Dues.")
    (found,) = (node for node in walk(document) if isinstance(node, nd.Quotation))
    assert [content_text(block.content) for block in found.blocks if isinstance(block, nd.Paragraph)] == [*marked[1:3]]


def test_a_quoted_document_ends_before_the_comment() -> None:
    quoted = ("The text reads:", "1. Dues are frozen.", "2. Tugs are licensed.")
    document = read("1. (C) Tides.", *quoted, "COMMENT\n-------", "We doubt it.")
    (found,) = (node for node in walk(document) if isinstance(node, nd.Quotation))
    assert len(found.blocks) == 2
    assert any(isinstance(node, nd.Section) and node.role == "comment" for node in walk(document))


def test_what_is_announced_and_has_no_sign_of_its_own_stays_in_the_text() -> None:
    document = read("1. (C) The text is as follows:", "Dues are frozen.", "2. (C) Tugs.")
    assert not [node for node in walk(document) if isinstance(node, nd.Quotation)]


def test_numbers_after_a_colon_are_the_items_of_a_list() -> None:
    document = read("1. (C) The board wants three things:", "1. calm", "2. pilots", "3. dues", "2. (C) Tugs.")
    assert own_numbers(document) == ["1", "2"]
    (found,) = (node for node in walk(document) if isinstance(node, nd.List))
    assert (found.style, found.role, len(found.items)) == ("decimal", None, 3)


def test_a_list_of_contents_has_the_numbers_of_the_parts_that_follow() -> None:
    contents = "1. Tides\n2. (Marlow) Tugs\n3. Harbour Dues"
    parts = ("1. Tides", "High.", "2. (Marlow) Tugs", "None.", "3. Harbour Dues", "Low.")
    document = read(contents, *parts)
    assert own_numbers(document) == ["1", "2", "3"]
    (found,) = (node for node in walk(document) if isinstance(node, nd.List))
    assert (found.role, len(found.items)) == ("contents", 3)


def test_a_number_behind_a_mark_counts_only_where_the_text_counts_so_from_its_start() -> None:
    document = read("1. (C) It wants:", "(S) 1. Calm.", "(S) 2. Pilots.", "2. (C) Dues.")
    found = [node for node in walk(document) if isinstance(node, nd.Paragraph)]
    assert [(node.number and node.number.value, content_text(node.content)) for node in found] == [
        ("1", "It wants:"),
        (None, "1. Calm."),
        (None, "2. Pilots."),
        ("2", "Dues."),
    ]


def test_a_number_may_stand_behind_the_mark_of_its_paragraph() -> None:
    document = read("(C) 1. Tides.", "(S/NF) 2. Tugs.", "(U) 3. Dues.")
    found = [node for node in walk(document) if isinstance(node, nd.Paragraph) and node.number]
    assert [(node.number and node.number.value, node.marking and node.marking.value) for node in found] == [
        ("1", "C"),
        ("2", "S/NF"),
        ("3", "U"),
    ]
    assert [content_text(node.content) for node in found] == ["Tides.", "Tugs.", "Dues."]
