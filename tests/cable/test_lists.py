"""Lists at several depths: which labels go on, which begin a list in an item, and what only looks like one."""

from __future__ import annotations

import pytest

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import plain_text, walk
from tests.cable.test_counts import read

Tree = list[object]


def tree(blocks: nd.Blocks) -> Tree:
    """Lists as lists of words, each followed by the lists in its item."""
    found: Tree = []
    for block in blocks:
        if isinstance(block, nd.List):
            found.append([part for item in block.items for part in (plain_text(item.blocks[0]), *tree(item.blocks))])
    return found


def lists(document: Document) -> Tree:
    body = next(node for node in walk(document) if isinstance(node, nd.Section) and node.role == "telegram")
    return tree(body.blocks)


def styles(document: Document) -> list[str]:
    return [node.style for node in walk(document) if isinstance(node, nd.List)]


def test_an_item_may_hold_a_list_and_the_outer_one_goes_on_after_it() -> None:
    document = read("1. (C) The board wants:", "a. calm:", "-- no wind", "-- no rain", "b. pilots", "2. (C) Tugs.")
    assert lists(document) == [["calm:", ["no wind", "no rain"], "pilots"]]
    assert styles(document) == ["lower-alpha", "dash"]


def test_lists_may_lie_three_deep() -> None:
    document = read("1. (C) It wants:", "A. dues", "(1) low", "i. for boats", "ii. for tugs", "(2) fixed", "B. pilots")
    assert lists(document) == [["dues", ["low", ["for boats", "for tugs"], "fixed"], "pilots"]]
    assert styles(document) == ["upper-alpha", "decimal", "lower-roman"]


def test_one_dash_lies_below_two() -> None:
    document = read("1. (C) It wants:", "-- dues", "- low", "- fixed", "-- pilots")
    assert lists(document) == [["dues", ["low", "fixed"], "pilots"]]


def test_items_need_no_blank_line_where_the_line_before_is_not_full() -> None:
    document = read("1. (C) The board wants:\n-- calm\n-- pilots\n-- dues", "2. (C) Tugs.")
    assert lists(document) == [["calm", "pilots", "dues"]]


def test_a_list_that_begins_again_is_another_list() -> None:
    document = read("1. (C) First:", "a. calm", "b. pilots", "a. dues", "b. tugs")
    assert lists(document) == [["calm", "pilots"], ["dues", "tugs"]]


def test_a_new_paragraph_closes_all_lists() -> None:
    document = read("1. (C) First:", "a. calm", "2. (C) Then:", "b. no item, for nothing is before it")
    assert lists(document) == [["calm"]]


@pytest.mark.parametrize(
    "text",
    [
        "1. (C) The minister said that the harbour board met\n-- and nobody knew of it -- on Monday.",
        "1. (C) He wrote with the help of his friend Jonas\nA. Pell, who knows the harbour.",
    ],
)
def test_a_dash_or_initial_after_a_full_line_begins_no_item(text: str) -> None:
    assert lists(read(text, "2. (C) Tugs.")) == []


def test_a_remark_in_brackets_is_no_heading() -> None:
    document = read("1. (C) Tides.", "(Note: He left at noon. End note.)", "2. (C) Tugs.")
    assert [plain_text(node) for node in walk(document) if isinstance(node, nd.Heading)] == ["SUBJECT: TIDES"]


def test_dashes_need_no_blank_behind_them() -> None:
    document = read("1. (C) It wants:\n-Calm;\n--Fog horns;\n-Pilots;\n-Dues.", "2. (C) Tugs.")
    assert lists(document) == [["Calm;", ["Fog horns;"], "Pilots;", "Dues."]]


def test_an_item_may_end_its_line_within_a_word() -> None:
    document = read(
        "1. (C) It wants:\n-Calm;\n-Pilots for the three harbours, those of Marlow-\nKestrel too.", "2. (C) Tugs."
    )
    assert lists(document) == [["Calm;", "Pilots for the three harbours, those of Marlow-Kestrel too."]]


@pytest.mark.parametrize(
    "text",
    [
        "The talks with the U.S.\n-British mission were long, and those of the Sino\n-Soviet mission too.",
        "The board met,\n-The Tugs- said it,\n-The Tides- said it.",
        "He said,\n---and this is what matters--- that\nthe pilots will go.",
        "He said ---\n--- and it is true --- that\n--- the pilots will go.",
        "“We shall sail.”\n-Ada Thornbury, Harbour Master",
        "“We shall sail.”\n\n-Ada Thornbury, Harbour Master",
        "Calm.\n\n-TUGS-\n\n-DUES-",
    ],
    ids=[
        "broken words",
        "asides",
        "an aside in three dashes",
        "three dashes with blanks",
        "an author",
        "an author set apart",
        "names in dashes",
    ],
)
def test_a_dash_without_a_blank_does_not_always_begin_an_item(text: str) -> None:
    assert lists(read(f"1. (C) {text}", "2. (C) Tugs.")) == []


def test_three_dashes_begin_an_item_too() -> None:
    document = read("1. (C) It wants:", "---calm seas;", "---pilots; and", "---dues.", "2. (C) Tugs.")
    assert lists(document) == [["calm seas;", "pilots; and", "dues."]]


def test_a_word_broken_before_its_hyphen_begins_no_item() -> None:
    document = read(
        "1. (C) The board that sat for three hours and heard the anti\n-Tug party adjourned.", "2. (C) Tugs."
    )
    assert lists(document) == []


def test_a_later_letter_of_a_list_does_not_lie_in_the_dashes_before_it() -> None:
    document = read(
        "¶1. (C) A. It wants:", "-- calm", "-- pilots", "¶B. It fears fog.", "¶C. It pays.", "¶2. (C) Tugs."
    )
    assert lists(document) == [["calm", "pilots"], ["It fears fog.", "It pays."]]


def test_an_item_that_had_room_for_more_does_not_go_on_after_a_page_turn() -> None:
    turn = "MARLOW 00000918  002 OF 002"
    document = read(
        "1. (C) They came:", "- Ilse Maren, Harbours", turn, "Ministry of Tugs", "- Oskar Lind", "2. (C) Dues."
    )
    assert lists(document) == [["Ilse Maren, Harbours"], ["Oskar Lind"]]
    full = "Ilse Maren of the harbour office in the town of"
    document = read("1. (C) They came:", f"- {full}", turn, "Marlow.", "2. (C) Dues.")
    assert lists(document) == [[f"{full} Marlow."]]
    document = read("1. (C) They came:", "- the board of", turn, "Marlow.", "2. (C) Dues.")
    assert lists(document) == [["the board of Marlow."]]
