"""Items of a list that an editor indented or brought out in Word: the list nests as the page shows it."""

from __future__ import annotations

from typing import Any

import pytest

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import plain_text
from tests.docx.editing import Edit, in_turn, item_on_level
from tests.docx.helpers import read_back, written

Outline = list[Any]


def item(words: str, *inner: nd.Item) -> nd.Item:
    below = (nd.List(id=f"below-{words}", style="bullet", items=inner),) if inner else ()
    return nd.Item(id=words, blocks=(nd.Line(content=(words,)), *below))


COLOURS = nd.List(
    id="colours",
    style="bullet",
    items=(item("red", item("green"), item("blue", item("teal")), item("white")), item("black")),
)
RECORD = Document(id="r", body=(nd.Paragraph(id="p", content=("Before.",)), COLOURS))


def outline(node: nd.List) -> Outline:
    """Each item as its words, and behind it the outline of the list in it."""
    found: Outline = []
    for one in node.items:
        found.append("".join(plain_text(block) for block in one.blocks if not isinstance(block, nd.List)))
        found += [outline(block) for block in one.blocks if isinstance(block, nd.List)]
    return found


def test_the_list_itself_comes_back() -> None:
    assert read_back(written(RECORD)) == RECORD


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (item_on_level("green", 0), ["red", "green", ["blue", ["teal"], "white"], "black"]),
        (item_on_level("blue", 0), ["red", ["green"], "blue", ["teal", "white"], "black"]),
        (item_on_level("white", 0), ["red", ["green", "blue", ["teal"]], "white", "black"]),
        (item_on_level("teal", 1), ["red", ["green", "blue", "teal", "white"], "black"]),
        (item_on_level("teal", 0), ["red", ["green", "blue"], "teal", ["white"], "black"]),
        (item_on_level("black", 1), ["red", ["green", "blue", ["teal"], "white", "black"]]),
        (
            in_turn(item_on_level("green", 0), item_on_level("white", 0)),
            ["red", "green", ["blue", ["teal"]], "white", "black"],
        ),
    ],
)
def test_items_stand_on_the_level_that_the_page_shows(edit: Edit, expected: Outline) -> None:
    read = read_back(edit(written(RECORD)))
    (colours,) = (block for block in read.body if isinstance(block, nd.List))
    assert outline(colours) == expected


def test_what_was_not_moved_keeps_its_id_and_the_list_its_kind() -> None:
    read = read_back(item_on_level("green", 0)(written(RECORD)))
    (colours,) = (block for block in read.body if isinstance(block, nd.List))
    assert [one.id for one in colours.items] == ["red", "green", "black"]
    assert (colours.id, colours.style) == ("colours", "bullet")
    (rest,) = (block for block in colours.items[1].blocks if isinstance(block, nd.List))
    assert (rest.id, rest.style, [one.id for one in rest.items]) == (None, "bullet", ["blue", "white"])
