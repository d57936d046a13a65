"""Signs beside the text that an editor changes in Word: labels, numbers, markings, marks of notes, signs of pages."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import plain_text, walk
from converters.report import Report
from tests.docx.editing import Edit, in_turn, opened, paragraph, restyled, without_bookmarks, words
from tests.docx.helpers import read_back, written


def line(text: str, **fields: Any) -> nd.Paragraph:
    return nd.Paragraph(content=(text,), **fields)


def marking(letter: str) -> nd.Segment:
    return nd.Segment(content=(f"({letter})",), role="portion-mark", value=letter)


LIST = nd.List(
    id="list",
    items=(
        nd.Item(
            id="one",
            label=nd.Label(id="a", content=("a.",), value="a"),
            marking=marking("C"),
            blocks=(line("oats"), line("as in May")),
        ),
        nd.Item(id="two", label=nd.Label(content=("b.",)), blocks=(line("rye"),)),
    ),
)
NOTE = nd.Note(id="note", n="*", blocks=(line("By the clerk."),))
PICTURE = nd.Image(target="https://example.org/mill.png", alt="A mill")
GAP = nd.Gap(id="gap", reason="damage", content=())
CAPTION = nd.Heading(id="caption", content=("Seen from the weir",))
RECORD = Document(
    id="r",
    body=(
        LIST,
        nd.Paragraph(
            id="p7",
            number=nd.Label(content=("7.",), value="7"),
            marking=marking("U"),
            content=("The mill", NOTE, " stands ", nd.PageBreak(id="page", n="3"), "still."),
        ),
        nd.Figure(
            id="figure", images=(nd.Image(target="https://example.org/mill.png", alt="A mill"),), caption=CAPTION
        ),
        nd.Line(id="lost", content=("It stood ", GAP)),
    ),
)


def edited(edit: Edit) -> tuple[Document, list[str]]:
    """The record after an edit, and what is told of it."""
    report = Report("docx")
    document = read_back(edit(written(RECORD)), report)
    return document, [message.text for message in report.messages if message.level == "warning"]


def shown(document: Document) -> str:
    return " ".join(plain_text(block) for block in document.body)


def items_of(document: Document) -> tuple[nd.Item, ...]:
    (found,) = (block for block in document.body if isinstance(block, nd.List))
    return found.items


def test_the_record_itself_comes_back() -> None:
    assert edited(lambda data: data) == (RECORD, [])


def test_a_label_typed_over_is_the_label_of_its_item() -> None:
    document, told = edited(words(">b.<", ">c.<"))
    assert items_of(document)[1].label == nd.Label(content=("c.",))
    assert told == ["the label of “rye” is “c.” now, not “b.”"]


def test_a_label_typed_over_keeps_what_no_page_shows_of_it() -> None:
    item = nd.Item(label=nd.Label(id="a", attrs={"tei:rend": "wide"}, content=("a.",)), blocks=(line("oats"),))
    data = words(">a.<", ">aa.<")(written(Document(body=(nd.List(items=(item,)),))))
    label = items_of(read_back(data))[0].label
    assert label == nd.Label(id="a", attrs={"tei:rend": "wide"}, content=("aa.",))


def test_a_marking_typed_over_has_the_meaning_of_its_letter() -> None:
    document, told = edited(words(">(C)<", ">(S)<"))
    (one, _) = items_of(document)
    assert (one.marking, one.label) == (marking("S"), LIST.items[0].label)
    assert told == ["the marking of “oats” is “(S)” now, not “(C)”"]


def test_a_label_taken_out_leaves_an_item_without_one() -> None:
    def change(document: Any) -> None:
        label, blank, *_ = paragraph(document, "rye").runs
        for run in (label, blank):
            run._r.getparent().remove(run._r)

    document, told = edited(opened(change))
    assert items_of(document)[1] == nd.Item(id="two", blocks=(line("rye"),))
    assert told == ["the label of “rye” is none now, not “b.”"]


def test_a_label_in_a_copied_paragraph_that_is_no_item_is_among_its_words() -> None:
    def change(document: Any) -> None:
        made = without_bookmarks(copy.deepcopy(paragraph(document, "rye")._p))
        paragraph(document, "The mill")._p.addnext(made)

    document, told = edited(opened(change))
    assert "b. rye" in [plain_text(block) for block in document.body]
    assert told == ["put in: “b. rye”"]


@pytest.mark.parametrize("style", ["Line", "Heading 1"])
def test_number_and_marking_of_a_paragraph_stay_words_where_its_new_kind_has_no_place_for_them(style: str) -> None:
    document, _ = edited(restyled("The mill", style))
    (block,) = (node for node in walk(document) if node.id == "p7")
    shown = "".join((*(plain_text(slot) for slot in (getattr(block, "marking", None),) if slot), plain_text(block)))
    assert [word for word in ("7.", "(U)", "The mill") if word not in shown] == []


def test_a_numbered_paragraph_in_a_style_of_ours_for_spacing_keeps_its_number() -> None:
    document, told = edited(restyled("The mill", "Filler"))
    assert (document, told) == (RECORD, [])


def test_a_mark_of_a_note_typed_over_is_its_mark() -> None:
    document, told = edited(words(">*<", ">**<"))
    (note,) = (node for node in walk(document) if isinstance(node, nd.Note))
    assert (note.n, note.id, note.blocks) == ("**", "note", NOTE.blocks)
    assert told == ["the mark of the note “By the clerk.” is “**” now, not “*”"]


def test_words_typed_into_the_sign_of_a_page_are_words_of_the_text() -> None:
    document, told = edited(words(">[p. 3]<", ">quite [p. 3] very <"))
    (block,) = (node for node in walk(document) if node.id == "p7")
    assert isinstance(block, nd.Paragraph)
    assert block.content[2:] == (" stands quite ", nd.PageBreak(id="page", n="3"), " very still.")
    assert told == ["“The mill stands still.” is now “The mill stands quite very still.”"]


def test_words_typed_into_the_sign_of_a_gap_are_words_of_the_text() -> None:
    document, told = edited(words(">[…]<", ">once […]<"))
    (block,) = (node for node in walk(document) if node.id == "lost")
    assert isinstance(block, nd.Line)
    assert block.content == ("It stood once ", nd.Gap(id="gap", reason="damage", content=()))
    assert told == ["“It stood” is now “It stood once”"]


def test_a_gap_whose_sign_is_taken_out_is_gone_and_that_is_told() -> None:
    document, told = edited(opened(lambda document: paragraph(document, "It stood")._p.remove(sign_of_gap(document))))
    assert document.body[-1] == nd.Line(id="lost", content=("It stood ",))
    assert told == ["“It stood” is marked otherwise: no longer gap"]


def test_a_gap_that_is_copied_beside_itself_is_there_twice() -> None:
    def change(document: Any) -> None:
        sign = sign_of_gap(document)
        sign.addnext(copy.deepcopy(sign))

    line = edited(opened(change))[0].body[-1]
    assert line == nd.Line(id="lost", content=("It stood ", GAP, nd.Gap(reason="damage", content=())))


def sign_of_gap(document: Any) -> Any:
    return paragraph(document, "It stood").runs[-1]._r


def test_a_caption_outlives_the_picture_that_is_taken_out() -> None:
    def change(document: Any) -> None:
        picture = next(one for one in document.paragraphs if one.style.name == "Figure")._p
        picture.getparent().remove(picture)

    document, _ = edited(opened(change))
    assert not [block for block in document.body if isinstance(block, nd.Figure)]
    assert nd.Heading(id="caption", content=("Seen from the weir",)) in document.body


def test_an_item_taken_out_takes_its_label_with_it() -> None:
    def change(document: Any) -> None:
        element = paragraph(document, "rye")._p
        element.getparent().remove(element)

    document, _ = edited(opened(change))
    assert [one.id for one in items_of(document)] == ["one"]


def test_an_item_moved_elsewhere_takes_its_label_with_it() -> None:
    def change(document: Any) -> None:
        paragraph(document, "It stood")._p.addnext(paragraph(document, "rye")._p)

    document, told = edited(opened(change))
    assert document.body[-1] == nd.List(items=(LIST.items[1],))
    assert told == ["moved: “rye”"]


def test_a_line_in_the_style_of_a_figure_is_words() -> None:
    document, _ = edited(in_turn(restyled("The mill", "Figure"), restyled("It stood", "Figure")))
    assert [word for word in ("The mill", "It stood") if word not in shown(document)] == []


def test_words_typed_beside_a_picture_of_a_figure_are_told() -> None:
    def change(document: Any) -> None:
        next(one for one in document.paragraphs if one.style.name == "Figure").add_run("In May")

    document, told = edited(opened(change))
    assert document == RECORD
    assert told == ["“In May” stands beside a picture, where only pictures can stand"]
