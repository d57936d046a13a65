"""The names that carry what a page does not show: of styles, and of hidden bookmarks."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.formats.docx import anchors, kinds
from converters.formats.docx.marks import Mark, parse, style_name
from converters.formats.docx.writing.looks import CHARACTERS, PARAGRAPHS
from converters.formats.docx.writing.numbering import STYLES
from converters.formats.docx.writing.sheet import MAX_NAME, Made, Styles, character, own_sheet
from converters.formats.docx.writing.styles import is_rtl
from converters.model import nodes as nd
from converters.model.document import Document
from converters.report import Report
from tests.docx.helpers import part, read_back, written
from tests.strategies import odd_text

keys = st.sampled_from(["ref", "value", "edtf", "agent"])
marks = st.builds(
    Mark,
    st.sampled_from(["Person Name", "Italic", "Calendar Date"]),
    st.lists(st.tuples(keys, st.none() | odd_text()), max_size=3).map(tuple),
)


@given(st.lists(marks, min_size=1, max_size=3).map(tuple))
def test_a_chain_of_marks_comes_back_from_the_name_of_its_style(chain: tuple[Mark, ...]) -> None:
    assert parse(style_name(chain)) == chain


@given(st.lists(marks, min_size=1, max_size=3).map(tuple))
def test_no_name_of_a_style_holds_what_word_takes_for_an_end(chain: tuple[Mark, ...]) -> None:
    assert not set(style_name(chain)) & set(",;\\{}")


def test_a_name_reads_as_a_person_would_write_it() -> None:
    chain = (Mark("Italic"), Mark("Person Name", (("ref", "#p-vega"),)))
    assert style_name(chain) == "Italic / Person Name [ref=#p-vega]"


@given(st.text(max_size=60))
def test_any_name_of_a_style_can_be_read(name: str) -> None:
    assert len(parse(name)) >= 1


def test_every_label_of_a_block_has_a_look() -> None:
    levels = {f"{label} {level}" for label in ("heading", "Subject Heading") for level in range(1, 10)}
    rules = (*kinds.LEAVES.values(), *kinds.HEADINGS.values())
    labels = {label for rule in rules for label in (rule.label, *rule.labels.values())}
    assert labels - {"heading", "Subject Heading"} <= set(PARAGRAPHS)
    assert levels <= set(PARAGRAPHS)


def test_no_style_of_a_paragraph_has_the_name_of_a_style_of_words() -> None:
    assert not {name.casefold() for name in PARAGRAPHS} & {name.casefold() for name in CHARACTERS}


def test_every_style_of_list_has_a_definition() -> None:
    field = next(field for field in msgspec.structs.fields(nd.List) if field.name == "style")
    assert set(get_args(field.type)) == set(STYLES)
    document = Document(
        body=tuple(
            nd.List(style=style, items=(nd.Item(blocks=(nd.Line(content=("x",)),)),))  # type: ignore[arg-type]
            for style in STYLES
        )
    )
    assert read_back(written(document)) == document


def test_a_hidden_bookmark_says_what_a_container_is() -> None:
    name, left = anchors.shown_fields(nd.Section(blocks=(), role="summary", n="2"), 7)
    assert (name, left) == ("_sec_7_r-summary_n-2", ())
    assert anchors.parse(name) == anchors.Anchor("_sec_7", "sec", 7, {"role": "summary", "n": "2"})


def test_what_does_not_fit_the_name_of_a_bookmark_is_told() -> None:
    long = "a-role-that-is-much-longer-than-a-bookmark"
    report = Report("docx")
    data = written(Document(body=(nd.Section(role=long, blocks=()),)), report)
    assert [message.code for message in report.at("warning")] == ["approximated"]
    assert long not in part(data, "word/document.xml")


@given(st.text(max_size=50))
def test_any_name_of_a_bookmark_can_be_read(name: str) -> None:
    anchor = anchors.parse(name)
    assert anchor is None or anchor.serial >= 0


def test_a_bookmark_that_libreoffice_copied_is_the_same_anchor() -> None:
    assert anchors.parse("_paragraph_7_Copy_1") == anchors.parse("_paragraph_7")


@pytest.mark.parametrize("lang", ["ar", "he-IL", "FA", "uz-Arab"])
def test_languages_written_from_right_to_left_are_known(lang: str) -> None:
    assert is_rtl(lang)


def test_a_mark_that_is_too_long_for_a_name_is_told() -> None:
    report = Report("docx")
    name = nd.Name(content=("A name",), ref="http://example.org/" + "x" * MAX_NAME)
    data = written(Document(body=(nd.Paragraph(content=(name,)),)), report)
    assert [message.kind for message in report.at("warning")] == ["name"]
    assert read_back(data).body[0] == nd.Paragraph(content=(name,))


def test_the_number_of_styles_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("converters.formats.docx.writing.sheet.MAX_STYLES", 2)
    styles = Styles(own_sheet(None))
    whole = [styles.admit(character(own_sheet(None), (Mark("Name", (("ref", str(n)),)),))) for n in range(4)]
    assert whole == [True, True, False, False]


def test_two_styles_of_one_id_are_not_taken_for_each_other() -> None:
    styles = Styles(own_sheet(None))
    assert styles.admit(Made("m1", definition="<one/>", based="a"))
    assert styles.admit(Made("m1", definition="<one/>", based="a"))
    assert not styles.admit(Made("m1", definition="<other/>", based="a"))
