"""Tables on their pages: columns, direction, rows that go on, and rows that must not stand alone."""

from __future__ import annotations

from converters.formats.pdf import themes
from converters.model.document import Document
from converters.model.nodes import Block, Cell, Item, Line, List, Paragraph, Row, Section, Table
from tests.pdf.boxes import faults
from tests.pdf.placed import Words, find, placed
from tests.pdf.records import cell, words

SHEET = themes.theme().sheet
RIGHT = SHEET.left + SHEET.measure


def table(*rows: tuple[str, ...], head: tuple[str, ...] = ()) -> Table:
    named = (Row(header=True, cells=tuple(map(cell, head))),) if head else ()
    return Table(rows=(*named, *(Row(cells=tuple(map(cell, row))) for row in rows)))


def on_pages(found: list[Words], texts: list[str]) -> list[int]:
    return [find(found, text).page for text in texts]


def test_no_row_stands_alone_at_the_end_or_the_beginning_of_a_page() -> None:
    texts = [f"row<{number}>" for number in range(6)]
    for above in range(30, 60):
        filling: list[Block] = [Line(content=("Above.",)) for _ in range(above)]
        blocks = (*filling, table(*((text, "x") for text in texts)))
        pages = on_pages(placed(Document(body=blocks)), texts)
        assert pages[0] == pages[1]
        assert pages[-1] == pages[-2]


def test_rows_that_stay_together_have_the_names_of_their_columns_above_them() -> None:
    rows = [(f"row {number}", words(1)) for number in range(40)]
    document = Document(body=(table(*rows, head=("First", "Second")),))
    assert faults(document) == []


def test_short_cells_stay_on_one_line_beside_a_long_one() -> None:
    found = placed(Document(body=(table(("row 12", words(2), "12"), ("row 13", words(3), "13")),)), "large-print")
    assert find(found, "row 12").text.strip() == "row 12"


def test_columns_run_from_right_to_left_where_the_language_does() -> None:
    body = Section(lang="ar", blocks=(table(("الميناء", "Latin"), ("١٢", "12")),))
    found = placed(Document(lang="en", body=(body,)))
    first, second = find(found, "المي"), find(found, "Latin")
    assert first.x > second.x
    assert RIGHT - 12 < first.right <= RIGHT + 4
    assert faults(Document(lang="en", body=(body,))) == []


def test_a_script_decides_over_the_language() -> None:
    body = Section(
        lang="az-Latn",
        blocks=(
            table(
                ("bir", "iki"),
            ),
        ),
    )
    found = placed(Document(lang="ar", body=(body,)))
    assert find(found, "bir").x < find(found, "iki").x


def test_the_labels_of_a_list_from_right_to_left_stand_on_the_right_with_their_dots_on_the_left() -> None:
    items = tuple(Item(blocks=(Paragraph(content=(text,)),)) for text in ("الميناء", "المدينة"))
    found = placed(Document(lang="ar", body=(List(style="decimal", items=items),)))
    for label, text in (("1", "الميناء"), ("2", "المدينة")):
        number = next(place for place, one in enumerate(found) if one.text == label)
        assert found[number].x > found[number + 1].x > find(found, text[:4]).x
        assert found[number + 1].text == "."


def test_a_cell_holds_lists_and_tables_of_its_own() -> None:
    items = tuple(Item(blocks=(Paragraph(content=(words(1),)),)) for _ in range(30))
    inner = Table(rows=tuple(Row(cells=(cell(str(number)), cell("inner"))) for number in range(60)))
    rows = (Row(cells=(Cell(blocks=(List(style="bullet", items=items),)), Cell(blocks=(inner,)))),)
    for name in themes.BUILT_IN:
        assert faults(Document(body=(Table(rows=rows),)), themes.theme(name)) == []
