"""Names and subjects changed in Word: the TEI describes who is named now, and nobody whom nothing names any longer."""

from __future__ import annotations

import functools
import re

import msgspec
import pytest

from converters import pipeline
from converters.model import metadata as md
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.node import Span
from converters.report import Report
from tests.corpora import example_files
from tests.docx.editing import Edit, in_turn, words
from tests.docx.helpers import read_back, written
from tests.docx.revising import all_settled, deleted, inserted, on_run


@functools.cache
def telegram() -> Document:
    return pipeline.read(next(one for one in example_files() if one.stem == "telegram-two-sections"))


def after(edit: Edit, report: Report | None = None) -> Document:
    return read_back(edit(written(telegram())), report)


def described(document: Document) -> set[str]:
    """The names in `standOff` and the categories of the header."""
    tei = pipeline.write_bytes(document, "tei").decode()
    stand_off = re.findall(r"<(?:pers|org|place)Name[^>]*>([^<]*)", tei[tei.index("<standOff") : tei.index("<text>")])
    return {*stand_off, *re.findall(r"<catDesc>([^<]*)", tei)}


def told(edit: Edit) -> list[str]:
    report = Report("docx")
    after(edit, report)
    return [message.text for message in report.messages if (message.place or "").startswith("metadata")]


def in_table(old: str, new: str) -> Edit:
    return words(f">{old}<", f">{new}<")


def in_text(old: str, new: str) -> Edit:
    return words(f">{old}<", f">{new}<", last=True)


TRACKED = in_turn(in_text("KPRT", "here"), on_run("here", lambda look: deleted("KPRT", look) + inserted("KPRS", look)))
"""A TAG changed, with tracked changes."""
NAMES = {
    "a person who signs": ("THORNBURY", "THORNBERRY"),
    "a person who classified it": ("Ada Thornbury", "Ada Mary Thornbury"),
    "a name that begins with another word": ("HQ EXAMPLE FLEET", "THE HQ EXAMPLE FLEET"),
    "a post that was told": ("USMISSION EVERMERE", "USMISSION NEVERMERE"),
    "a TAG": ("KPRT", "KPRS"),
}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_changed_in_the_text_is_changed_in_the_header_and_the_old_entry_is_gone(name: str) -> None:
    old, new = NAMES[name]
    assert described(after(in_text(old, new))) == {*described(telegram()) - {old}, new}
    assert f"“{old}” is now “{new}”, as in the text" in told(in_text(old, new))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_changed_in_the_table_alone_is_beside_what_the_text_still_says(name: str) -> None:
    old, new = NAMES[name]
    assert described(after(in_table(old, new))) == {*described(telegram()), new}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_changed_alike_in_table_and_text_leaves_no_old_entry(name: str) -> None:
    old, new = NAMES[name]
    both = in_turn(in_text(old, new), in_table(old, new))
    assert described(after(both)) == {*described(telegram()) - {old}, new}


def test_what_is_changed_otherwise_in_the_table_than_in_the_text_is_what_the_table_says() -> None:
    both = in_turn(in_text("KPRT", "KPRS"), in_table("KPRT", "KPRR"))
    assert [subject.term for subject in after(both).metadata.subjects] == ["PREL", "ECON", "EWWT", "KPRR", "VX"]


def test_a_post_of_another_name_is_in_the_place_of_that_name() -> None:
    edit = in_text("AMEMBASSY MARLOW", "AMEMBASSY HARLOW BAY")
    was = described(telegram()) - {"AMEMBASSY MARLOW", "Marlow"}
    assert described(after(edit)) == {*was, "AMEMBASSY HARLOW BAY", "Harlow Bay"}


def test_who_classified_it_is_called_the_same_among_the_agents_if_one_of_the_rows_is_changed() -> None:
    known = after(in_table("Ada Thornbury", "Ida Thornbury")).metadata
    assert known.classification is not None
    assert known.classification.authority is not None
    assert [agent.name for agent in known.agents] == ["AMEMBASSY EXAMPLEVILLE", "Ida Thornbury", "THORNBURY"]
    assert known.classification.authority.name == "Ida Thornbury"
    assert "“Ada Thornbury” is “Ida Thornbury” in both rows" in told(in_table("Ada Thornbury", "Ida Thornbury"))


@pytest.mark.parametrize(
    ("old", "new"),
    [("NOT A CONCESSION", "NOT A CONCESSION YET"), ("HARBOUR TALKS", "PORT TALKS"), (" EXAMPLEVILLE'S", " THE")],
)
def test_a_subject_line_that_is_changed_is_the_title(old: str, new: str) -> None:
    title = telegram().metadata.title
    assert title is not None
    found = after(words(old, new, last=True)).metadata.title
    assert found == title.replace(old.strip(), new.strip())


def test_a_tag_taken_out_of_its_line_is_no_subject_any_longer() -> None:
    edit = in_text("KPRT", "")
    assert [subject.term for subject in after(edit).metadata.subjects] == ["PREL", "ECON", "EWWT", "VX"]
    assert "“KPRT” is taken out, as it is from the text" in told(edit)


def test_a_name_that_stays_in_the_metadata_though_the_text_has_it_no_longer_is_told() -> None:
    edit = in_text("THORNBURY", "")
    assert [agent.name for agent in after(edit).metadata.agents][-1] == "THORNBURY"
    assert told(edit) == ["“THORNBURY” stays, but the text does not say it any longer"]


def test_a_date_stays_as_it_was_understood_and_that_is_told() -> None:
    edit = in_text("201507Z OCT 08", "211507Z OCT 08")
    assert after(edit).metadata.date("sent") == telegram().metadata.date("sent")
    assert "“201507Z OCT 08” stays, but the text does not say it any longer" in told(edit)


def test_a_change_that_is_only_tracked_changes_no_metadata() -> None:
    assert after(TRACKED).metadata == telegram().metadata


def subjects(document: Document) -> list[str]:
    return [subject.term for subject in document.metadata.subjects]


@pytest.mark.parametrize(("accept", "now"), [(True, "KPRS"), (False, "KPRT")])
def test_a_change_that_was_only_tracked_changes_the_metadata_once_it_is_accepted(accept: bool, now: str) -> None:
    pending = written(after(TRACKED))
    assert subjects(read_back(all_settled(accept=accept)(pending))) == ["PREL", "ECON", "EWWT", now, "VX"]


def test_what_is_changed_beside_a_tracked_change_is_changed_in_the_metadata() -> None:
    edit = in_text("VX", "VY")
    at_once, later = after(in_turn(TRACKED, edit)), read_back(edit(written(after(TRACKED))))
    assert subjects(at_once) == subjects(later) == ["PREL", "ECON", "EWWT", "KPRT", "VY"]


def test_tags_in_another_order_are_the_same_subjects() -> None:
    edit = in_turn(in_text("ECON", "XXXX"), in_text("PREL", "ECON"), in_text("XXXX", "PREL"))
    assert subjects(after(edit)) == subjects(telegram())


def test_a_value_that_is_only_a_part_of_other_words_now_is_told() -> None:
    edit = in_text("201507Z OCT 08", "1201507Z OCT 08")
    assert "“201507Z OCT 08” stays, but the text does not say it any longer" in told(edit)


def test_a_place_that_is_only_a_part_of_a_word_of_the_name_stays() -> None:
    known = telegram()
    sender, *others = known.metadata.agents
    metadata = msgspec.structs.replace(known.metadata, agents=(msgspec.structs.replace(sender, place="Exam"), *others))
    data = written(msgspec.structs.replace(known, metadata=metadata))
    found = read_back(in_text("AMEMBASSY EXAMPLEVILLE", "AMEMBASSY MARLOW")(data)).metadata.agents[0]
    assert (found.name, found.place) == ("AMEMBASSY MARLOW", "Exam")


def test_a_title_follows_its_line_once_a_word_tracked_in_that_is_accepted() -> None:
    title = telegram().metadata.title
    assert title is not None
    end = "NOT A CONCESSION</w:t></w:r>"
    pending = after(words(end, end + inserted(" YET"), last=True))
    assert pending.metadata.title == title
    accepted, rejected = (read_back(all_settled(accept=accept)(written(pending))) for accept in (True, False))
    assert (accepted.metadata.title, rejected.metadata.title) == (f"{title} YET", title)


def test_one_name_of_two_agents_that_is_changed_in_both_places_is_changed_for_both() -> None:
    span, name = Span(start=0, end=9), nd.Name(content=("Ann",), type="person")
    agents = tuple(md.Agent(name="Ann", type="person", roles=(role,), span=span) for role in ("drafter", "signer"))
    record = Document(metadata=md.Metadata(agents=agents), body=(nd.Line(content=(name, " to ", name), span=span),))
    data = in_turn(in_text("Ann", "Eve"), in_text("Ann", "Eve"))(written(record))
    assert [agent.name for agent in read_back(data).metadata.agents] == ["Eve", "Eve"]
