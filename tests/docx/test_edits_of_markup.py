"""Edits in more than plain words: text whose blanks count, formulas, pictures, emphasis, notes, tables in tables."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from docx.oxml.ns import qn

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.node import Node, Span
from converters.model.walk import transform
from tests.docx.editing import (
    FOOTNOTES,
    Edit,
    bare,
    in_turn,
    look,
    opened,
    other_picture,
    restyled,
    words,
)
from tests.docx.helpers import after
from tests.docx.revising import on_run, run
from tests.docx.test_edit_table_of_structure import DOT, DOT_URI
from tests.samples import PIXEL


def record(*blocks: nd.Block) -> Document:
    return Document(id="r", body=blocks)


def paragraph(*content: str | nd.Inline) -> nd.Paragraph:
    return nd.Paragraph(id="p", span=Span(4, 90), content=content)


# --- text whose blanks count ---

CODE = nd.Preformatted(
    id="code", span=Span(1, 30), content=("a  b\n  c   d\n", nd.Emphasis(style="bold", content=("e",)), "\n f")
)


def code(*content: str | nd.Inline) -> nd.Preformatted:
    return msgspec.structs.replace(CODE, content=content)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (words(">a  b<", ">a b<"), code("a b\n  c   d\n", *CODE.content[1:])),
        (words("  c   d", "      c   d"), code("a  b\n      c   d\n", *CODE.content[1:])),
        (words("c   d", "c   x"), code("a  b\n  c   x\n", *CODE.content[1:])),
        (look("e", bold=False), code("a  b\n  c   d\ne\n f")),
        (
            look("e", bold=False, italic=True),
            code(CODE.content[0], nd.Emphasis(style="italic", content=("e",)), CODE.content[2]),
        ),
    ],
)
def test_each_blank_of_preformatted_text_counts(edit: Edit, expected: nd.Block) -> None:
    assert after(edit, CODE) == (expected,)


def test_preformatted_text_without_its_bookmark_is_known_by_what_it_says() -> None:
    assert after(bare, CODE, paragraph("Words.")) == (CODE, paragraph("Words."))


# --- formulas and pictures ---

FORMULA = paragraph("So ", nd.Formula(id="f", text="a+b", notation="tex"), " and so on.")


def test_a_formula_typed_anew_is_that_formula_with_other_words() -> None:
    expected = paragraph("So ", nd.Formula(id="f", text="a+c", notation="tex"), " and so on.")
    assert after(words(">a+b<", ">a+c<"), FORMULA) == (expected,)


def test_words_beside_a_formula_leave_it_alone() -> None:
    assert after(words(" and so on.", " and on."), FORMULA) == (
        paragraph("So ", nd.Formula(id="f", text="a+b", notation="tex"), " and on."),
    )


def test_a_formula_without_words_stays_where_words_beside_it_change() -> None:
    empty = nd.Formula(id="f", text="", notation="tex")
    assert after(words(" and so on.", " and on."), paragraph("So ", empty, " and so on.")) == (
        paragraph("So ", empty, " and on."),
    )


FIGURE = nd.Figure(
    id="f", span=Span(1, 9), images=(nd.Image(target=PIXEL, alt="A dot"),), caption=nd.Heading(id="h", content=("Dot",))
)


@pytest.mark.parametrize(
    ("edit", "image"),
    [
        (other_picture(DOT), nd.Image(target=DOT_URI, alt="A dot")),
        (words('descr="A dot"', 'descr="A spot"'), nd.Image(target=PIXEL, alt="A spot")),
        (words('descr="A dot"', 'descr=""'), nd.Image(target=PIXEL, alt="")),
    ],
)
def test_a_picture_or_its_description_changed_in_word_changes_in_its_figure(edit: Edit, image: nd.Image) -> None:
    assert after(edit, FIGURE) == (msgspec.structs.replace(FIGURE, images=(image,)),)


def test_a_caption_keeps_its_figure_where_it_is_typed_anew() -> None:
    caption = nd.Heading(id="h", content=("Spot",))
    assert after(words(">Dot<", ">Spot<"), FIGURE) == (msgspec.structs.replace(FIGURE, caption=caption),)


# --- long texts ---

REFRAIN = "the cat and the dog and the bird sat on the mat and the bench " * 20


def test_a_word_changed_in_a_long_text_of_few_words_leaves_the_markup_behind_it_alone() -> None:
    name = nd.Name(type="person", ref="#a1", content=("Bo",), attrs={"key": "7"})
    comment = nd.Comment(text=" sic ")
    expected = paragraph(REFRAIN.replace("bird", "fish", 1), name, f" {REFRAIN}", comment, "end.")
    assert after(words("the bird", "the fish"), paragraph(REFRAIN, name, f" {REFRAIN}", comment, "end.")) == (expected,)


# --- emphasis in emphasis ---

SLANTED = nd.Emphasis(id="e", style="italic", attrs={"rend": "slant"}, content=("one two three",))


def bold(text: str, look: str) -> str:
    return run(text, look.replace("</w:rPr>", "<w:b/></w:rPr>"))


@pytest.mark.parametrize(
    ("edit", "content"),
    [
        (
            on_run("one two three", lambda look: run("one ", look) + bold("two", look) + run(" three", look)),
            ("one ", nd.Emphasis(style="bold", content=("two",)), " three"),
        ),
        (
            on_run("one two three", lambda look: run("one ", look) + bold("or ", look) + run("two three", look)),
            ("one ", nd.Emphasis(style="bold", content=("or ",)), "two three"),
        ),
        (words("one two three", "one or three"), ("one or three",)),
    ],
)
def test_emphasis_within_emphasis_leaves_the_outer_one_whole(edit: Edit, content: tuple[nd.Inline, ...]) -> None:
    outer = msgspec.structs.replace(SLANTED, content=content)
    assert after(edit, paragraph("The ", SLANTED, " end.")) == (paragraph("The ", outer, " end."),)


MEASURE = nd.Element(name="{http://www.tei-c.org/ns/1.0}measure", attrs={"quantity": "3"}, content=("three sacks",))
"""Markup that no page shows."""


def measure(*content: str | nd.Inline) -> nd.Element:
    return msgspec.structs.replace(MEASURE, content=content)


def strong(text: str) -> nd.Emphasis:
    return nd.Emphasis(style="bold", content=(text,))


def bolded(text: str) -> str:
    return run(text, "<w:rPr><w:b/></w:rPr>")


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda look: bolded("three") + run(" sacks"), (measure(strong("three"), " sacks"), " of bran")),
        (lambda look: bolded("four") + run(" sacks"), (measure(strong("four"), " sacks"), " of bran")),
        (lambda look: run("three ") + bolded("bags"), (measure("three ", strong("bags")), " of bran")),
        (lambda look: bolded("three sacks"), (measure(strong("three sacks")), " of bran")),
        (lambda look: bolded("Some ") + run("three sacks"), (strong("Some "), MEASURE, " of bran")),
        (lambda look: run("three sacks") + bolded(" full"), (MEASURE, strong(" full"), " of bran")),
    ],
)
def test_words_made_bold_stay_in_the_markup_that_no_page_shows(
    edit: Callable[[str], str], expected: tuple[nd.Inline, ...]
) -> None:
    assert after(on_run("three sacks", edit), paragraph(MEASURE, " of bran")) == (paragraph(*expected),)


def test_a_bold_word_typed_behind_all_others_stands_behind_them() -> None:
    edit = on_run(" of bran", lambda look: run(" of bran") + bolded(" now"))
    assert after(edit, paragraph(MEASURE, " of bran")) == (paragraph(MEASURE, " of bran", strong(" now")),)


# --- the edges of a paragraph ---

BO = nd.Name(type="person", ref="#a1", attrs={"key": "7"}, content=("Bo Lind",))
SIC = nd.Comment(text=" sic ")


def bo(words: str) -> nd.Name:
    return msgspec.structs.replace(BO, content=(words,))


@pytest.mark.parametrize(
    ("edit", "content", "expected"),
    [
        (words("Bo Lind", "Jo Lind"), (BO, " came."), (bo("Jo Lind"), " came.")),
        (words("Bo Lind", "Jo Vind"), (BO, " came."), (bo("Jo Vind"), " came.")),
        (words(">Bo Lind<", ">X<"), (BO, " came."), (bo("X"), " came.")),
        (words("Bo Lind", "Bo Vind"), ("So came ", BO), ("So came ", bo("Bo Vind"))),
        (words(">Bo Lind<", ">X<"), ("So came ", BO), ("So came ", bo("X"))),
        (words(">So ", ">Then "), (SIC, "So came ", BO), (SIC, "Then came ", BO)),
    ],
)
def test_words_at_the_edges_of_a_paragraph_change_within_their_markup(
    edit: Edit, content: tuple[nd.Inline | str, ...], expected: tuple[nd.Inline | str, ...]
) -> None:
    assert after(edit, paragraph(*content)) == (paragraph(*expected),)


def test_a_comment_within_words_that_were_typed_over_stays_before_what_follows_them() -> None:
    edit = in_turn(words(">The old ", ">A "), words(">mill stood.", ">barn stood."))
    assert after(edit, paragraph("The old ", SIC, "mill stood.")) == (paragraph("A ", SIC, "barn stood."),)


def put_in(words: str) -> str:
    return f'<w:ins w:id="7" w:author="Ann Berg">{run(words)}</w:ins>'


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda look: put_in("Lo ") + run("The mill stood.", look), ("+Lo ", "The mill stood.")),
        (lambda look: run("The mill stood.", look) + put_in(" Lo"), ("The mill stood.", "+ Lo")),
        (lambda look: run("The ", look) + put_in("old ") + run("mill stood.", look), ("The ", "+old ", "mill stood.")),
        (
            lambda look: put_in("Lo ") + run("A ", look) + put_in("old ") + run("mill stands.", look) + put_in(" Lo"),
            ("+Lo ", "A ", "+old ", "mill stands.", "+ Lo"),
        ),
        (
            lambda look: run("The ", look) + put_in("old ") + run("barn stood.", look),
            ("The ", "+old ", "barn stood."),
        ),
    ],
)
def test_words_that_word_tracks_as_put_in_stand_where_they_were_put(
    edit: Callable[[str], str], expected: tuple[str, ...]
) -> None:
    added = functools.partial(nd.Addition, agent="Ann Berg", attrs={nd.STATUS: nd.PROPOSED})
    content = tuple(added(content=(one[1:],)) if one.startswith("+") else one for one in expected)
    assert after(on_run("The mill stood.", edit), paragraph("The mill stood.")) == (paragraph(*content),)


# --- notes ---

NOTE = nd.Note(id="n", span=Span(8, 20), blocks=(nd.Paragraph(id="np", span=Span(9, 15), content=("Of it.",)),))
NOTED = paragraph("Said", NOTE, " here.")


def with_note(note: nd.Note, rest: str = " here.") -> nd.Paragraph:
    return paragraph("Said", note, rest)


def test_a_note_and_the_words_behind_its_mark_change_together() -> None:
    changed = msgspec.structs.replace(NOTE.blocks[0], content=("Of them.",))
    edit = in_turn(words("Of it.", "Of them.", FOOTNOTES), words(" here.", " there."))
    assert after(edit, NOTED) == (with_note(msgspec.structs.replace(NOTE, blocks=(changed,)), " there."),)


def test_a_note_whose_words_are_deleted_stays_as_a_mark() -> None:
    assert after(words("Of it.", "", FOOTNOTES), NOTED) == (with_note(msgspec.structs.replace(NOTE, blocks=())),)


def test_a_note_whose_words_are_deleted_loses_them_where_the_text_around_it_changes_too() -> None:
    edit = in_turn(words("Of it.", "", FOOTNOTES), words(" here.", " there."))
    assert after(edit, NOTED) == (with_note(msgspec.structs.replace(NOTE, blocks=()), " there."),)


def test_a_paragraph_that_becomes_a_heading_keeps_its_id_its_place_and_its_note() -> None:
    (read,) = after(restyled("Said", "Heading 1"), NOTED)
    assert read == nd.Heading(id="p", span=Span(4, 90), content=NOTED.content)


# --- tables in tables ---


def cell(*blocks: nd.Block) -> nd.Cell:
    return nd.Cell(blocks=blocks)


def line(words: str) -> nd.Line:
    return nd.Line(id=words, content=(words,))


INNER = nd.Table(id="inner", rows=(nd.Row(cells=(cell(line("north")), cell(line("south")))),))
OUTER = nd.Table(
    id="outer",
    rows=(
        nd.Row(cells=(cell(line("hills")), cell(line("coast"), INNER, line("below")))),
        nd.Row(cells=(cell(line("towns")), cell(line("roads")))),
    ),
)


def typed(node: nd.Table, name: str, new: str) -> nd.Table:
    """A table in which one line says something else."""

    def change(one: Node) -> Node:
        return msgspec.structs.replace(one, content=(new,)) if isinstance(one, nd.Line) and one.id == name else one

    return transform(node, change)


@pytest.mark.parametrize("name", ["hills", "coast", "north", "south", "below", "roads"])
def test_a_word_in_a_table_in_a_table_changes_there(name: str) -> None:
    assert after(words(f">{name}<", ">word<"), OUTER) == (typed(OUTER, name, "word"),)


def without_row_of(name: str) -> Edit:
    """The row that holds a word, and no table in it, is taken out."""

    def change(document: Any) -> None:
        text = next(one for one in document.element.iter(qn("w:t")) if one.text == name)
        row = next(text.iterancestors(qn("w:tr")))
        row.getparent().remove(row)

    return opened(change)


def test_a_row_around_a_table_is_taken_out_with_it() -> None:
    assert after(without_row_of("hills"), OUTER) == (msgspec.structs.replace(OUTER, rows=OUTER.rows[1:]),)


def test_a_row_is_taken_out_of_a_table_in_a_table() -> None:
    two = msgspec.structs.replace(INNER, rows=(*INNER.rows, nd.Row(cells=(cell(line("east")), cell(line("west"))))))

    def around(inner: nd.Table) -> nd.Table:
        return nd.Table(
            id="outer", rows=(nd.Row(cells=(cell(line("hills")), cell(line("coast"), inner, line("end")))),)
        )

    assert after(without_row_of("east"), around(two)) == (around(INNER),)
