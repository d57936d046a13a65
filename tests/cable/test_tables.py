"""Tables that blanks align: tables where that is sure, text with its blanks where it is not."""

from __future__ import annotations

import pytest

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import plain_text, walk
from tests.cable.test_counts import read

BEFORE = "1. (U) The board has these figures:"
AFTER = "2. (U) No more is known."
FIGURES = """\
Year        Tons   Boats
2006         120      14
2007       1,340      22
2008          88       9"""
RULED = """\
Port              Harbour master
----------------  --------------
Marlow            Ilse Maren
Kestrel Bay       Oskar Lind
Orrin Vale        none"""
YEARS = """\
               2006    2007
    Tons        120   1,340
    Boats        14      22"""
SOLID = """\
     Port              Dues
     ----------------------
     Marlow            5.50
     Kestrel Bay      12.00"""
WITHOUT_NAMES = """\
   Marlow       Maren      high
   Kestrel Bay  Lind
   Orrin Vale   Thornbury  low"""
DIVIDED = """\
Marlow            Ilse Maren
Kestrel Bay       Oskar Lind

MARLOW 00000918  002 OF 003

Orrin Vale        Ada Thornbury
Evermere          Jonas Pell"""


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[plain_text(cell) for cell in row.cells] for row in node.rows]
        for node in walk(document)
        if isinstance(node, nd.Table)
    ]


def only_table(text: str) -> nd.Table:
    (found,) = (node for node in walk(read(BEFORE, text, AFTER)) if isinstance(node, nd.Table))
    return found


def test_columns_that_begin_or_end_at_one_place_are_a_table() -> None:
    (rows,) = tables(read(BEFORE, FIGURES, AFTER))
    assert rows == [line.split() for line in FIGURES.splitlines()]


def test_words_above_figures_name_the_columns() -> None:
    table = only_table(FIGURES)
    assert [row.header for row in table.rows] == [True, False, False, False]
    assert [cell.align for cell in table.rows[1].cells] == [None, "right", "right"]


def test_what_stands_above_all_columns_but_the_first_names_them() -> None:
    assert [row.header for row in only_table(YEARS).rows] == [True, False, False]


@pytest.mark.parametrize("text", [RULED, SOLID])
def test_a_rule_under_the_names_is_a_row_by_itself(text: str) -> None:
    table = only_table(text)
    assert [row.header for row in table.rows][:3] == [True, False, False]
    (rule,) = table.rows[1].cells
    assert rule.columns == 2
    assert isinstance(rule.blocks[0], nd.Furniture)


def test_an_entry_may_be_missing_and_the_table_set_in() -> None:
    (rows,) = tables(read(BEFORE, WITHOUT_NAMES, AFTER))
    assert rows[1] == ["Kestrel Bay", "Lind", ""]


def test_a_page_turn_divides_a_table_and_does_not_hide_it() -> None:
    document = read(BEFORE, DIVIDED, AFTER)
    assert [len(rows) for rows in tables(document)] == [2, 2]
    kinds = [type(node) for node in walk(document) if isinstance(node, nd.Table | nd.PageBreak)]
    assert kinds == [nd.Table, nd.PageBreak, nd.Table]


@pytest.mark.parametrize(
    "text",
    [
        "Year        Tons\n2006   120\n  2007         9   x",
        "Marlow          high\nKestrel Bay     low",
        "Dues are high   and rising.\nTugs are      few, and old.\nPilots    are   none.",
    ],
    ids=["columns that begin and end anywhere", "two lines", "prose with wide blanks"],
)
def test_what_is_not_surely_a_table_keeps_its_blanks(text: str) -> None:
    document = read(BEFORE, text, AFTER)
    assert tables(document) == []
    assert [plain_text(node) for node in walk(document) if isinstance(node, nd.Preformatted)] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The board met.  It will meet again\nin May.  Nobody was asked.\nThe tugs stayed.  So did we.",
        "Thornbury\nMaren\nLind",
    ],
    ids=["two blanks after a stop", "one word a line"],
)
def test_prose_is_no_table(text: str) -> None:
    document = read(BEFORE, text, AFTER)
    assert not [node for node in walk(document) if isinstance(node, nd.Table | nd.Preformatted)]
