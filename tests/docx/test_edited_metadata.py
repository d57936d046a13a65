"""Values changed in the table of metadata: the others stay what they were, with all that no table shows."""

from __future__ import annotations

import copy
from typing import Any

import msgspec
import pytest

from converters.model import metadata as md
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Extra, Metadata
from converters.model.node import Span
from converters.report import Report
from tests.docx.editing import (
    Edit,
    in_cell,
    metadata_row,
    opened,
    row_of,
    typed_behind,
    without_bookmarks,
    without_metadata_row,
    words,
)
from tests.docx.helpers import read_back, written

METADATA = Metadata(
    titles=(md.Title(id="title", lang="en", text="THE HARBOUR", span=Span(1, 12)),),
    identifiers=(md.Identifier(scheme="mrn", value="07A1"), md.Identifier(scheme="case", value="C2")),
    agents=(
        md.Agent(id="maren", name="Ilse Maren", type="person", roles=("signatory",), span=Span(20, 30)),
        md.Agent(id="post", name="AMEMBASSY MARLOW", type="post", roles=("sender",), attrs={"key": "7"}),
    ),
    deliveries=(
        md.Delivery(
            to=md.Agent(id="state", name="SECSTATE WASHDC", type="organisation", span=Span(40, 55)),
            precedence="IMMEDIATE",
            number="12",
            span=Span(40, 60),
        ),
        md.Delivery(to=md.Agent(name="AMEMBASSY OSLO", type="post")),
    ),
    subjects=(
        md.Subject(id="prel", term="PREL", scheme="tags", span=Span(70, 74)),
        md.Subject(id="pgov", term="PGOV", scheme="tags", span=Span(76, 80)),
    ),
    classification=md.Classification(id="class", level="SECRET", text="S E C R E T", attrs={"by": "post"}),
    languages=("en",),
)
RECORD = Document(id="r", lang="en", metadata=METADATA, body=(nd.Paragraph(id="p", content=("Words.",)),))


def after(edit: Edit) -> Metadata:
    return read_back(edit(written(RECORD))).metadata


def told(edit: Edit) -> list[str]:
    report = Report("docx")
    read_back(edit(written(RECORD)), report)
    return [str(message) for message in report.messages if message.code == "disagrees"]


def second_line(name: str, old: str, new: str) -> Edit:
    """Type over words in the second line of a cell."""

    def change(document: Any) -> None:
        for one in row_of(document, name).cells[1].paragraphs[1].runs:
            one.text = one.text.replace(old, new)

    return opened(change)


def test_the_record_itself_comes_back() -> None:
    assert after(lambda data: data) == METADATA


def test_a_recipient_beside_a_changed_one_stays_whole() -> None:
    state, oslo = METADATA.deliveries
    rome = msgspec.structs.replace(oslo, to=msgspec.structs.replace(oslo.to, name="AMEMBASSY ROME"))
    assert after(second_line("To", "OSLO", "ROME")).deliveries == (state, rome)


def test_a_recipient_beside_one_that_was_taken_out_stays_whole() -> None:
    def change(document: Any) -> None:
        line = row_of(document, "To").cells[1].paragraphs[1]._p
        line.getparent().remove(line)

    assert after(opened(change)).deliveries == METADATA.deliveries[:1]


def test_a_subject_beside_a_new_one_stays_whole() -> None:
    assert after(typed_behind("TAGS", ", PINR")).subjects == (
        *METADATA.subjects,
        md.Subject(term="PINR", scheme="tags"),
    )


def test_a_sender_stays_whole_where_the_signatory_changes() -> None:
    agents = after(words(">Ilse Maren<", ">Else Maren<")).agents
    assert [(agent.id, agent.name) for agent in agents] == [("maren", "Else Maren"), ("post", "AMEMBASSY MARLOW")]
    assert agents[1] == METADATA.agents[1]


def test_a_classification_read_otherwise_is_still_that_one() -> None:
    assert METADATA.classification is not None
    read = msgspec.structs.replace(METADATA.classification, text="SECRET")
    assert after(in_cell("Classification", "S E C R E T", "SECRET")).classification == read


@pytest.mark.parametrize(
    ("edit", "name"),
    [
        (second_line("To", "OSLO", "ROME"), "deliveries"),
        (in_cell("TAGS", "PGOV", "PREF"), "subjects"),
        (words(">Ilse Maren<", ">Else Maren<"), "agents"),
        (words(">THE HARBOUR<", ">THE QUAY<"), "titles"),
        (in_cell("Classification", "S E C R E T", "SECRET"), "classification"),
        (in_cell("Language", "en", "fr"), "languages"),
        (without_metadata_row("TAGS"), "subjects"),
    ],
)
def test_nothing_else_changes(edit: Edit, name: str) -> None:
    found = after(edit)
    others = [field for field in METADATA.__struct_fields__ if field != name]
    assert getattr(found, name) != getattr(METADATA, name)
    assert [getattr(found, field) for field in others] == [getattr(METADATA, field) for field in others]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (
            second_line("To", "OSLO", "ROME"),
            "“AMEMBASSY OSLO” is now “AMEMBASSY ROME” [metadata, deliveries]",
        ),
        (
            words(">Ilse Maren<", ">Else Maren<"),
            "“Ilse Maren signatory” is now “Else Maren signatory” [metadata, agents]",
        ),
        (in_cell("Language", "en", "fr"), "“en” is now “fr” [metadata, languages]"),
        (without_metadata_row("Classification"), "“SECRET S E C R E T” is now “” [metadata, classification]"),
        (
            words(">THE HARBOUR<", f">{'THE HARBOUR AND ' * 6}MORE<"),
            f"“THE HARBOUR” is now “{('THE HARBOUR AND ' * 6)[:80]}” [metadata, titles]",
        ),
    ],
)
def test_a_change_is_told_with_the_values_that_differ_and_without_their_ids(edit: Edit, said: str) -> None:
    assert told(edit) == [f"warning: disagrees: {said}"]


# --- rows that an editor typed ---


def warnings(edit: Edit) -> list[tuple[str, str, str | None]]:
    report = Report("docx")
    read_back(edit(written(RECORD)), report)
    return [(one.code, one.text, one.place) for one in report.at("warning")]


def test_a_row_of_a_name_that_nobody_knows_is_kept_under_that_name_and_told() -> None:
    edit = metadata_row("Colour", "green")
    assert after(edit) == msgspec.structs.replace(METADATA, extras=(Extra(name="Colour", value="green"),))
    assert warnings(edit)[0] == (
        "guess",
        "no metadata are called 'Colour': what the row says is kept under that name",
        "table of metadata",
    )


@pytest.mark.parametrize("row", [("Colour", ""), ("", "green")])
def test_a_row_without_a_name_that_is_known_or_without_values_changes_nothing(row: tuple[str, str]) -> None:
    edit = metadata_row(*row)
    assert after(edit) == METADATA
    assert warnings(edit) == [("unread", f"no metadata are called {row[0]!r}", "table of metadata")]


def test_the_values_of_a_row_that_was_given_another_name_are_kept_under_that() -> None:
    assert after(words(">Language<", ">Tongue<")).extras == (Extra(name="Tongue", value="en"),)


@pytest.mark.parametrize("name", ["Info", "info", "Info:", " Info "])
def test_a_row_is_known_by_its_name_however_it_is_typed(name: str) -> None:
    found = after(metadata_row(name, "AMEMBASSY ROME")).deliveries
    assert found[:2] == METADATA.deliveries
    assert [(one.to.name, one.type) for one in found[2:]] == [("AMEMBASSY ROME", "info")]


def test_a_row_without_words_changes_nothing() -> None:
    assert after(metadata_row("Info", "")) == METADATA


def test_a_row_of_one_cell_changes_nothing() -> None:
    def change(document: Any) -> None:
        row = document.tables[0].rows[-1]._tr
        made = copy.deepcopy(row)
        made.remove(made.tc_lst[-1])
        row.addnext(without_bookmarks(made))

    assert after(opened(change)) == METADATA


@pytest.mark.parametrize("edit", [typed_behind("Language", ", fr"), in_cell("Language", "en", "en, fr")])
def test_languages_typed_with_commas_are_several(edit: Edit) -> None:
    assert after(edit).languages == ("en", "fr")


# --- what the metadata cannot hold ---

DATED = msgspec.structs.replace(
    METADATA,
    type="letter",
    languages=("en", "fr"),
    completeness="extract",
    dates=(md.Dating(role="sent", text="3 June 1911", edtf="1911-06-03"),),
)


def unread(edit: Edit) -> tuple[Metadata, list[str]]:
    """The metadata of a dated record after an edit, and what is told as not read."""
    report = Report("docx")
    document = read_back(edit(written(msgspec.structs.replace(RECORD, metadata=DATED))), report)
    return document.metadata, [message.text for message in report.messages if message.code == "unread"]


def test_a_date_that_none_can_understand_keeps_its_words_and_the_file_is_read() -> None:
    (date,), (text,) = (lambda read: (read[0].dates, read[1]))(unread(words(">1911-06-03<", ">after Whitsun<")))
    assert (date.text, date.edtf) == ("3 June 1911", None)
    assert text == "the dating cannot have this edtf: 'after Whitsun' is not one word"


def test_words_between_the_parts_of_a_value_are_told() -> None:
    metadata, told = unread(words("> (<", "> new (<"))
    assert metadata == DATED
    assert told == ["“new (” stands beside the parts of the dating"]


@pytest.mark.parametrize(
    ("edit", "changed", "said"),
    [
        (
            words(">fr<", ">Old French, de<"),
            {"languages": ("en", "de")},
            "“Old French” cannot be the languages of the record",
        ),
        (words(">letter<", ">a letter<"), {"type": None}, "“a letter” cannot be the type of the record"),
        (words(">extract<", ">whole<"), {"completeness": None}, "“whole” cannot be the completeness of the record"),
        (typed_behind("Type", ", note"), {}, "there are several rows for the type; the first is believed"),
    ],
)
def test_a_word_that_a_field_cannot_have_is_told_and_costs_only_itself(
    edit: Edit, changed: dict[str, Any], said: str
) -> None:
    metadata, told = unread(edit)
    assert metadata == msgspec.structs.replace(DATED, **changed)
    assert told == [said]


def test_a_row_that_was_copied_with_its_bookmarks_or_without_has_no_second_id() -> None:
    def change(document: Any) -> None:
        row = row_of(document, "To")._tr
        row.addnext(without_bookmarks(copy.deepcopy(row)))
        row.addprevious(copy.deepcopy(row))

    found = after(opened(change)).deliveries
    assert [one.to.name for one in found] == ["SECSTATE WASHDC", "AMEMBASSY OSLO"] * 3
    assert [one.to.id for one in found if one.to.id is not None] == ["state"]
