"""What was typed, pasted, moved or copied in Word stands in the document where it stands on the page."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

import msgspec
import pytest
from docx.oxml.ns import qn

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Metadata, Title
from converters.model.node import Span
from converters.model.walk import plain_text, walk
from tests.docx.editing import (
    FOOTNOTES,
    Edit,
    bare,
    copied_behind,
    in_style_of_word,
    in_turn,
    item_behind,
    moved_behind,
    opened,
    paragraph,
    restyled,
    typed_before,
    without_bookmarks,
    without_paragraph,
    words,
)
from tests.docx.helpers import after, read_back, visible, with_part, written
from tests.docx.revising import run
from tests.samples import PIXEL


def para(name: str) -> nd.Paragraph:
    """A paragraph with something that no page shows."""
    return nd.Paragraph(id=name, span=Span(1, 9), attrs={"key": name}, content=(f"Of {name}.",))


def item(name: str, *more: nd.Block) -> nd.Item:
    return nd.Item(id=f"item-{name}", blocks=(nd.Line(id=name, span=Span(2, 5), content=(name,)), *more))


def listed(name: str, *items: nd.Item) -> nd.List:
    return nd.List(id=name, style="dash", items=items)


A, B, C, D = (para(name) for name in ("a", "b", "c", "d"))
FRUIT = listed("fruit", item("apple"), item("pear"), item("plum"))
DOT = nd.Figure(id="dot", span=Span(3, 4), images=(nd.Image(target=PIXEL, alt="A dot"),))


def pasted(text: str) -> nd.Paragraph:
    return nd.Paragraph(content=(text,))


# --- paragraphs ---


def test_a_paragraph_that_moved_far_keeps_all_that_no_page_shows() -> None:
    assert after(moved_behind("Of a.", "Of d."), A, B, C, D) == (B, C, D, A)


def test_a_paragraph_that_moved_far_and_changed_is_that_paragraph_with_other_words() -> None:
    edit = in_turn(moved_behind("Of a.", "Of d."), words("Of a.", "Of all."))
    assert after(edit, A, B, C, D) == (B, C, D, msgspec.structs.replace(A, content=("Of all.",)))


def test_a_paragraph_that_moved_to_the_front_stands_first() -> None:
    def change(document: Any) -> None:
        paragraph(document, "Of a.")._p.addprevious(paragraph(document, "Of d.")._p)

    assert after(opened(change), A, B, C, D) == (D, A, B, C)


def test_a_copy_before_the_original_leaves_the_id_with_the_original() -> None:
    def change(document: Any) -> None:
        element = copy.deepcopy(paragraph(document, "Of d.")._p)
        paragraph(document, "Of a.")._p.addprevious(without_bookmarks(element))

    first, *rest = after(opened(change), A, B, C, D)
    assert rest == [A, B, C, D]
    assert (first.id, plain_text(first)) == (None, "Of d.")


def test_a_copy_with_its_bookmarks_is_a_paragraph_without_an_id() -> None:
    first, second, third = after(copied_behind("Of a.", "Of b."), A, B)
    assert (first, second) == (A, B)
    assert (third.id, plain_text(third)) == (None, "Of a.")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Of a.", ("new", "a", "s", "b", "c")),
        ("Of b.", ("a", "s", "new", "b", "c")),
        ("Of c.", ("a", "s", "b", "new", "c")),
    ],
)
def test_a_paragraph_typed_anew_stands_in_the_section_it_stands_in_on_the_page(
    before: str, expected: tuple[str, ...]
) -> None:
    head = nd.Heading(id="head", content=("s",))
    record = Document(id="r", body=(A, nd.Section(id="section", blocks=(head, B)), C))
    read = read_back(typed_before(before, "new")(written(record)))
    said = [plain_text(node).removeprefix("Of ").strip(".") for node in walk(read) if isinstance(node, TEXT)]
    assert tuple(said) == expected
    (section,) = (block for block in read.body if isinstance(block, nd.Section))
    assert (pasted("new") in section.blocks) == (before == "Of b.")


TEXT = nd.Heading | nd.Paragraph


def test_a_heading_typed_over_a_paragraph_keeps_what_no_page_shows() -> None:
    assert after(restyled("Of b.", "Heading 1"), A, B) == (
        A,
        nd.Heading(id="b", span=Span(1, 9), attrs={"key": "b"}, content=("Of b.",)),
    )


def test_paragraphs_in_the_front_and_back_matter_change_there() -> None:
    record = Document(id="r", front=(A,), body=(B,), back=(C,))
    edit = in_turn(typed_before("Of a.", "First."), words("Of b.", "Of us."), words("Of c.", "Of course."))
    read = read_back(edit(written(record)))
    assert read.front == (pasted("First."), A)
    assert read.body == (msgspec.structs.replace(B, content=("Of us.",)),)
    assert read.back == (msgspec.structs.replace(C, content=("Of course.",)),)


# --- without bookmarks ---


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (words("Of b.", "Of you."), (A, msgspec.structs.replace(B, content=("Of you.",)), C, D)),
        (without_paragraph("Of b."), (A, C, D)),
        (moved_behind("Of a.", "Of d."), (B, C, D, A)),
        (typed_before("Of c.", "New."), (A, B, pasted("New."), C, D)),
        (typed_before("Of a.", "New."), (pasted("New."), A, B, C, D)),
        (
            in_turn(words("Of b.", "Of you."), without_paragraph("Of c.")),
            (A, msgspec.structs.replace(B, content=("Of you.",)), D),
        ),
        (in_turn(without_paragraph("Of a."), typed_before("Of d.", "New.")), (B, C, pasted("New."), D)),
    ],
)
def test_where_all_bookmarks_are_lost_blocks_are_known_by_their_words_and_their_order(
    edit: Edit, expected: tuple[nd.Block, ...]
) -> None:
    assert after(in_turn(bare, edit), A, B, C, D) == expected


def test_in_a_long_record_of_lines_that_say_the_same_one_that_is_typed_is_the_only_new_one() -> None:
    """As many as a table or a poem has; a comparison that passes over what is frequent would find none of them."""
    lines = tuple(nd.Line(id=f"l{number}", content=(f"Line {number % 2}.",)) for number in range(240))
    new = nd.Line(content=("New.",))
    assert after(in_turn(bare, typed_before("Line 0.", "New.", "Line")), *lines) == (new, *lines)


def test_blocks_that_say_the_same_are_told_apart_by_their_order() -> None:
    twins = tuple(nd.Paragraph(id=f"p{number}", attrs={"n": str(number)}, content=("Same.",)) for number in range(3))
    assert after(bare, twins[0], A, twins[1], B, twins[2]) == (twins[0], A, twins[1], B, twins[2])


# --- lists ---


def names(items: Iterable[nd.Item]) -> list[str | None]:
    return [one.id for one in items]


def fruit(edit: Edit, *blocks: nd.Block) -> nd.List:
    (read,) = (block for block in after(edit, *(blocks or (A, FRUIT, B))) if isinstance(block, nd.List))
    return read


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (moved_behind("apple", "plum"), ["item-pear", "item-plum", "item-apple"]),
        (moved_behind("plum", "apple"), ["item-apple", "item-plum", "item-pear"]),
        (without_paragraph("pear"), ["item-apple", "item-plum"]),
        (item_behind("pear", "quince"), ["item-apple", "item-pear", None, "item-plum"]),
        (item_behind("plum", "quince"), ["item-apple", "item-pear", "item-plum", None]),
    ],
)
def test_items_stand_in_the_order_of_the_page(edit: Edit, expected: list[str | None]) -> None:
    read = fruit(edit)
    assert names(read.items) == expected
    assert (read.id, read.style) == ("fruit", "dash")
    assert [one for one in read.items if one.id] == [
        next(one for one in FRUIT.items if one.id == name) for name in expected if name
    ]


def test_an_item_typed_before_the_first_is_the_first() -> None:
    def change(document: Any) -> None:
        first = paragraph(document, "apple")._p
        made = without_bookmarks(copy.deepcopy(first))
        next(made.iter(qn("w:t"))).text = "quince"
        first.addprevious(made)

    read = fruit(opened(change))
    assert read.items == (nd.Item(blocks=(nd.Line(content=("quince",)),)), *FRUIT.items)


def test_an_item_that_moved_and_changed_is_that_item_with_other_words() -> None:
    read = fruit(in_turn(moved_behind("apple", "plum"), words(">apple<", ">apricot<")))
    line = nd.Line(id="apple", span=Span(2, 5), content=("apricot",))
    assert read.items == (*FRUIT.items[1:], nd.Item(id="item-apple", blocks=(line,)))


def test_a_line_of_an_item_of_several_moves_alone() -> None:
    several = listed("fruit", item("apple", nd.Paragraph(id="more", content=("More.",))), item("pear"))
    read = fruit(moved_behind("apple", "pear"), several)
    assert [plain_text(one) for one in read.items] == ["More.", "pear", "apple"]


def test_an_item_that_left_its_list_is_a_paragraph() -> None:
    def change(document: Any) -> None:
        element = paragraph(document, "pear")._p
        element.pPr.remove(element.pPr.find(qn("w:numPr")))
        paragraph(document, "Of b.")._p.addnext(element)

    read = after(opened(change), A, FRUIT, B)
    assert [type(block) for block in read] == [nd.Paragraph, nd.List, nd.Paragraph, nd.Line]
    assert plain_text(read[-1]) == "pear"
    assert names(read[1].items) == ["item-apple", "item-plum"]  # type: ignore[union-attr]


def test_an_item_moved_into_another_list_is_an_item_there() -> None:
    trees = listed("trees", item("oak"), item("elm"))
    first, _, second = after(moved_behind("pear", "oak"), FRUIT, A, trees)
    assert isinstance(first, nd.List)
    assert isinstance(second, nd.List)
    assert names(first.items) == ["item-apple", "item-plum"]
    assert names(second.items) == ["item-oak", "item-pear", "item-elm"]


def test_the_last_item_that_leaves_takes_its_list_with_it() -> None:
    trees = listed("trees", item("oak"))
    assert after(moved_behind("oak", "plum"), trees, FRUIT) == (
        msgspec.structs.replace(FRUIT, items=(*FRUIT.items, item("oak"))),
    )


# --- notes ---

NOTE = nd.Note(id="n", blocks=(nd.Paragraph(id="np", content=("Of it.",)),))
NOTED = nd.Paragraph(id="p", content=("Said", NOTE, " here."))


def test_a_second_paragraph_typed_in_a_note_is_in_that_note() -> None:
    second = f'</w:p><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{run("And more.")}</w:p></w:footnote>'
    edit: Edit = lambda data: with_part(  # noqa: E731
        data, FOOTNOTES, lambda xml: second.join(xml.rsplit("</w:p></w:footnote>", 1))
    )
    (read,) = after(edit, NOTED)
    (note,) = (node for node in walk(read) if isinstance(node, nd.Note))
    assert note.blocks == (*NOTE.blocks, pasted("And more."))


def test_a_paragraph_that_moved_takes_its_note_along() -> None:
    assert after(moved_behind("Said", "Of b."), NOTED, A, B) == (A, B, NOTED)


# --- tables ---


def row(*texts: str) -> nd.Row:
    cells = tuple(nd.Cell(blocks=(nd.Line(content=(text,), span=Span(1, 2)),), span=Span(3, 4)) for text in texts)
    return nd.Row(cells=cells, span=Span(5, 6))


TABLE = nd.Table(id="t", span=Span(7, 8), rows=(row("Post", "Count"), row("Marlow", "7")))


def test_a_table_that_moved_is_the_same_table() -> None:
    def change(document: Any) -> None:
        paragraph(document, "Of b.")._p.addnext(document.tables[-1]._tbl)

    (first, *others) = after(opened(change), TABLE, A, B)
    assert [first, *others] == [A, B, TABLE]


def test_a_table_without_its_bookmarks_is_the_same_table() -> None:
    assert after(bare, TABLE, A, B) == (TABLE, A, B)


# --- pictures ---


def picture_of(document: Any) -> Any:
    return next(next(document.element.iter(qn("w:drawing"))).iterancestors(qn("w:p")))


def test_a_picture_that_moved_is_the_same_figure() -> None:
    def change(document: Any) -> None:
        paragraph(document, "Of b.")._p.addnext(picture_of(document))

    assert after(opened(change), DOT, A, B) == (A, B, DOT)


def test_a_picture_pasted_in_is_a_figure_of_its_own() -> None:
    def change(document: Any) -> None:
        made = without_bookmarks(copy.deepcopy(picture_of(document)))
        paragraph(document, "Of b.")._p.addnext(made)

    read = after(opened(change), DOT, A, B)
    assert read == (DOT, A, B, nd.Figure(images=DOT.images))


# --- quotations ---


def test_a_moved_paragraph_in_the_style_of_a_quotation_is_a_quotation_there() -> None:
    edit = in_turn(moved_behind("Of a.", "Of d."), in_style_of_word("Of a.", "Quote"))
    assert after(edit, A, B, C, D) == (B, C, D, nd.Quotation(blocks=(A,)))


def test_what_is_moved_within_a_quotation_stays_in_it_and_is_none_of_its_own() -> None:
    quotation = nd.Quotation(id="q", blocks=(A, B, C))
    assert after(moved_behind("Of a.", "Of c."), quotation, D) == (
        msgspec.structs.replace(quotation, blocks=(B, C, A)),
        D,
    )


# --- parts that stand in nothing ---


HOLDERS = {nd.Dateline: nd.Opener, nd.Salute: nd.Opener, nd.Signed: nd.Closer}


@pytest.mark.parametrize("kind", HOLDERS)
def test_a_signature_typed_in_the_middle_of_the_text_has_a_closer_there(kind: Any) -> None:
    part = kind(content=("New.",))
    edit = typed_before("Of b.", "New.", style=kind.__name__)
    closing = nd.Closer(parts=(nd.Signed(content=("Old.",)),))
    opening = nd.Opener(parts=(nd.Dateline(content=("Then.",)), nd.Salute(content=("Dear all,",))))
    section = nd.Section(id="s", blocks=(opening, A, B, closing))
    expected = (opening, A, HOLDERS[kind](parts=(part,)), B, closing)
    assert after(edit, section) == (msgspec.structs.replace(section, blocks=expected),)


def test_a_title_in_a_cell_is_a_heading() -> None:
    table = nd.Table(rows=(nd.Row(cells=(nd.Cell(blocks=(nd.Paragraph(content=("Sum.",)),)),)),))
    data = written(Document(id="r", body=(A, table), metadata=Metadata(titles=(Title(text="T"),))))

    def change(document: Any) -> None:
        document.tables[-1].cell(0, 0).paragraphs[0].style = document.styles["Title"]

    found = read_back(opened(change)(data)).body[1]
    assert isinstance(found, nd.Table)
    assert found.rows[0].cells[0].blocks == (nd.Heading(content=("Sum.",)),)


def test_a_table_put_between_the_lines_of_an_opener_is_a_table_and_its_words_are_there() -> None:
    opening = nd.Opener(id="o", parts=(nd.Dateline(content=("Then.",)), nd.Salute(content=("Dear all,",))))

    def change(document: Any) -> None:
        paragraph(document, "Then.")._p.addnext(document.add_table(1, 1)._tbl)
        document.tables[-1].cell(0, 0).text = "Sum."

    table = nd.Table(rows=(nd.Row(cells=(nd.Cell(blocks=(nd.Paragraph(content=("Sum.",)),)),)),))
    assert table in after(opened(change), opening, A)
    seen = visible(opened(change)(written(Document(id="r", body=(opening, A))))).body
    assert [type(block) for block in seen] == [nd.Opener, nd.Table, nd.Opener, nd.Paragraph]
