"""Tables of others: spans, nesting, headers, captions, what the cells hold."""

from __future__ import annotations

from typing import Any

import pytest

from converters.model import nodes as nd
from converters.model.walk import plain_text
from tests.docx.handmade import blocks, p, style, tbl, tc, told, tr

CAPTION = style("c", "Beschriftung")


def table_of(body: str, **more: Any) -> nd.Table:
    (found,) = blocks(body, **more)
    assert isinstance(found, nd.Table)
    return found


def shape(table: nd.Table) -> list[list[tuple[str, int, int]]]:
    return [[(plain_text(cell), cell.columns, cell.rows) for cell in row.cells] for row in table.rows]


def test_spans_over_columns_and_rows_are_spans() -> None:
    found = table_of(
        tbl(
            tr(tc("wide", properties='<w:gridSpan w:val="2"/>'), "x"),
            tr("a", tc("high", properties='<w:vMerge w:val="restart"/>'), "c"),
            tr("d", tc(properties="<w:vMerge/>"), "e"),
            tr("f", tc(properties='<w:vMerge w:val="continue"/>'), "g"),
        )
    )
    assert shape(found) == [
        [("wide", 2, 1), ("x", 1, 1)],
        [("a", 1, 1), ("high", 1, 3), ("c", 1, 1)],
        [("d", 1, 1), ("e", 1, 1)],
        [("f", 1, 1), ("g", 1, 1)],
    ]


def test_the_old_way_to_join_cells_across_is_a_span_too() -> None:
    found = table_of(tbl(tr(tc("wide", properties='<w:hMerge w:val="restart"/>'), tc(properties="<w:hMerge/>"), "x")))
    assert shape(found) == [[("wide", 2, 1), ("x", 1, 1)]]


def test_columns_that_a_row_skips_are_empty_cells() -> None:
    found = table_of(tbl(tr("a", "b", "c"), tr("d", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')))
    assert shape(found)[1] == [("", 1, 1), ("d", 1, 1), ("", 1, 1)]


def test_a_span_down_that_begins_nowhere_begins_where_it_stands() -> None:
    assert shape(table_of(tbl(tr(tc("a", properties="<w:vMerge/>"), "b")))) == [[("a", 1, 1), ("b", 1, 1)]]


def test_words_in_a_cell_that_only_goes_on_are_kept_with_the_cell_above() -> None:
    found = table_of(
        tbl(tr(tc("up", properties='<w:vMerge w:val="restart"/>'), "b"), tr(tc("down", properties="<w:vMerge/>"), "d"))
    )
    assert shape(found) == [[("updown", 1, 2), ("b", 1, 1)], [("d", 1, 1)]]


def test_a_table_in_a_table_stands_in_its_cell() -> None:
    found = table_of(tbl(tr(tc(p("before"), tbl(tr("in")), p("after")))))
    assert [type(block).__name__ for block in found.rows[0].cells[0].blocks] == ["Paragraph", "Table", "Paragraph"]


def test_rows_that_head_the_columns_are_header_rows() -> None:
    found = table_of(tbl(tr("Post", properties="<w:tblHeader/>"), tr("x", properties='<w:tblHeader w:val="0"/>')))
    assert [row.header for row in found.rows] == [True, False]


def test_a_table_from_right_to_left_with_words_for_those_who_cannot_see_it() -> None:
    found = table_of(tbl(tr("a"), properties='<w:bidiVisual/><w:tblCaption w:val="T"/><w:tblDescription w:val="D"/>'))
    assert found.attrs == {"docx:direction": "rtl", "docx:title": "T", "docx:alt": "D"}


def test_rows_and_cells_in_content_controls_are_read_in_their_place() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    found = table_of(tbl(tr("a", control.format(tc("b"))), control.format(tr("c", "d"))))
    assert [[plain_text(cell) for cell in row.cells] for row in found.rows] == [["a", "b"], ["c", "d"]]


@pytest.mark.parametrize("before", [True, False])
def test_a_caption_by_its_style_belongs_to_the_table_beside_it(before: bool) -> None:
    caption, table = p("Table 1. Posts", style="c"), tbl(tr("x"))
    found = table_of(caption + table if before else table + caption, parts={"styles": CAPTION})
    assert found.caption == nd.Heading(content=("Table 1. Posts",))


def test_a_caption_by_its_series_belongs_to_the_table_below_it() -> None:
    caption = p("Tabelle ", '<w:fldSimple w:instr=" SEQ Tabelle \\* ARABIC "><w:r><w:t>2</w:t></w:r></w:fldSimple>')
    first, second = blocks(tbl(tr("x")) + caption + tbl(tr("y")))
    assert isinstance(first, nd.Table)
    assert isinstance(second, nd.Table)
    assert (first.caption, second.caption) == (None, nd.Heading(content=("Tabelle 2",)))


def test_a_caption_beside_no_table_or_picture_is_a_paragraph() -> None:
    assert blocks(p("a") + p("Alone", style="c") + p("b"), parts={"styles": CAPTION})[1] == nd.Paragraph(
        content=("Alone",)
    )


def test_an_empty_table_is_read() -> None:
    assert table_of(tbl()).rows == ()


def test_what_a_table_has_beyond_rows_is_told_and_its_text_kept() -> None:
    strange = f"<w:strange>{p('kept')}</w:strange>"
    assert any("strange" in text for text in told(tbl(tr(tc(strange)))))
    assert plain_text(table_of(tbl(tr(tc(strange))))) == "kept"


def test_words_that_a_cell_above_covers_are_told() -> None:
    high = tr(tc("up", properties='<w:vMerge w:val="restart"/>'), "b")
    covered, empty = (tbl(high + tr(tc(*text, properties="<w:vMerge/>"), "d")) for text in (("down",), ()))
    assert any("a cell above covers" in text for text in told(covered))
    assert not any("a cell above covers" in text for text in told(empty))
