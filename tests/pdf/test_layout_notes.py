"""Notes where editions have them: at the foot, in the margin, in the line, on the next page where they must."""

from __future__ import annotations

import pytest

from converters.formats.format import WriteOptions
from converters.formats.pdf import themes
from converters.formats.pdf.writer import set_pages, write
from converters.model.document import Document
from converters.model.nodes import Inline, Item, Label, List, Note, Paragraph, Verse, VerseLine
from converters.report import Report
from tests.pdf.boxes import drawn, faults
from tests.pdf.placed import find, placed
from tests.pdf.records import words
from tests.pdf.tagged import rebuilt

SHEET = themes.theme().sheet
RIGHT = SHEET.left + SHEET.measure


def note(text: str, place: str = "foot", n: str | None = None, type: str | None = None) -> Note:
    return Note(place=place, n=n, type=type, blocks=(Paragraph(content=(text,)),))  # type: ignore[arg-type]


def noted(*content: str | Inline) -> Document:
    return Document(lang="en", body=(Paragraph(content=content),))


def test_a_note_of_the_margin_stands_beside_its_line_without_a_mark() -> None:
    found = placed(noted("The text ", note("In another hand.", "margin"), "goes on."))
    line, beside = find(found, "The text"), find(found, "In another")
    assert beside.x > RIGHT
    assert beside.y == pytest.approx(line.y, abs=0.1)
    assert beside.size < line.size
    assert not [one for one in found if one.text.strip() == "1"]


def test_a_marked_note_of_the_margin_has_its_mark_in_both_places() -> None:
    found = placed(noted("The text", note("In another hand.", "margin", "*"), " goes on."))
    assert [one.x > RIGHT for one in found if "*" in one.text] == [False, True]


def test_notes_of_the_margin_push_one_another_down_and_up_but_never_overlap() -> None:
    many = [Paragraph(content=(words(2), note(words(1), "margin"), ".")) for _ in range(40)]
    document = Document(lang="en", body=tuple(many))
    assert faults(document) == []
    for page in drawn(document):
        for box in page.boxes:
            assert box.left < RIGHT or SHEET.bottom - 1 <= box.bottom < box.top <= SHEET.height - SHEET.top + 8


@pytest.mark.parametrize("binding", [0.0, 24.0])
def test_notes_stand_in_the_outer_margin_of_bound_pages(binding: float) -> None:
    theme = themes.theme()._replace(sheet=SHEET._replace(binding=binding))
    document = Document(body=tuple(Paragraph(content=(words(3), note("Aside.", "margin"))) for _ in range(30)))
    assert faults(document, theme) == []
    for page in drawn(document, theme):
        outer = [box for box in page.boxes if box.right < page.left or box.left > page.left + theme.sheet.measure]
        assert outer
        assert all((box.right < page.left) == theme.sheet.is_mirrored(page.index) for box in outer)


def test_where_the_margin_is_narrow_its_notes_stand_at_the_foot() -> None:
    found = placed(noted("The text", note("In another hand.", "margin"), " goes on."), "large-print")
    assert find(found, "In another").y < find(found, "The text").y
    assert [one for one in found if one.text.strip() == "1"]


def test_a_note_of_the_line_stands_in_it_between_brackets() -> None:
    found = "".join(one.text for one in placed(noted("The text ", note("in full", "inline"), " goes on.")))
    assert "The text [in full] goes on." in " ".join(found.split())


def test_two_series_of_notes_stand_one_above_the_other_at_the_foot() -> None:
    found = placed(
        noted("A", note("Comment.", n="1", type="commentary"), " and B", note("Reading.", n="a", type="textual"), ".")
    )
    assert find(found, "Reading.").y > find(found, "Comment.").y


def test_notes_that_run_over_leave_room_for_text_and_are_told_apart_by_a_long_rule() -> None:
    document = noted(words(30), note(words(60)), words(60))
    _, _, pages = set_pages(document, Report())
    for page in pages[1:-1]:
        sizes = [box.top - box.bottom for box in page.boxes]
        assert sum(size > 9.5 for size in sizes) >= 10
    rules = [page.content([]).count(f"{RIGHT:g} ".encode()) for page in pages]
    assert rules[0] == 0
    assert rules[2] == 1


def test_a_line_of_verse_is_never_cut_by_a_page_and_every_fifth_has_its_number() -> None:
    long = "that is so long that it must be turned over and goes on below its own beginning for a while"
    lines = tuple(VerseLine(n=str(number), content=(f"Line {number} {long}",)) for number in range(1, 90))
    document = Document(body=(Verse(lines=lines),))
    found = placed(document)
    numbers = [one for one in found if one.x > RIGHT]
    assert [one.text.strip() for one in numbers] == [str(number) for number in range(5, 90, 5)]
    for one in numbers:
        assert one.y == pytest.approx(find(found, f"Line {one.text.strip()} ").y, abs=0.1)
    begun = [one.page for one in found if one.text.startswith("Line ")]
    ended = [one.page for one in found if "for a while" in one.text]
    assert begun == ended


@pytest.mark.parametrize("place", ["foot", "end", "margin", "inline"])
@pytest.mark.parametrize("theme", themes.BUILT_IN)
def test_a_note_comes_back_from_wherever_it_stands(place: str, theme: str) -> None:
    document = noted("The text", note("A note.", place), " goes on ", note("Another.", place, n="x"), ".")
    assert rebuilt(write(document, WriteOptions(theme=theme), Report())) == document


@pytest.mark.parametrize("place", ["foot", "end", "margin", "inline"])
@pytest.mark.parametrize("label", ["(ii)", "Article the second of the first part"], ids=["beside", "above"])
def test_a_note_on_the_label_of_an_item_comes_back(place: str, label: str) -> None:
    item = Item(label=Label(content=(label, note("On the label.", place))), blocks=(Paragraph(content=(words(1),)),))
    document = Document(lang="en", body=(List(items=(item,)),))
    assert find(placed(document), "On the").x > 0
    assert rebuilt(write(document, WriteOptions(), Report())) == document
    assert faults(document) == []
