"""The electronic telegrams of 1973-79 as an archive gives them out: page heads, stamps, attributes after the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from converters import pipeline
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import plain_text, walk
from converters.report import Report

SPECIMENS = Path(__file__).with_name("specimens")


@pytest.fixture
def record() -> Document:
    return pipeline.read(SPECIMENS / "electronic-1977.txt")


def test_a_date_time_group_with_blanks_thrown_in_is_read(record: Document) -> None:
    sent = record.metadata.date("sent")
    assert sent is not None
    assert sent.edtf == "1977-01-25T13:46Z"
    assert sent.text == "251346 Z JAN 7 7"


def test_the_attributes_stand_behind_the_telegram_and_are_told_as_the_archive_has_them(record: Document) -> None:
    (attributes,) = record.back
    assert isinstance(attributes, nd.Section)
    assert attributes.role == "attributes"
    told = {extra.name: extra.value for extra in record.metadata.extras}
    assert told["Film Number"] == "D770316-1214"
    assert told["Subject"].endswith("FOR THE HARVEST OF THE LAST YEAR")
    assert "Drafter" not in told, "n/a says nothing"


def test_what_the_archive_claims_does_not_change_what_the_record_says(record: Document) -> None:
    assert record.metadata.title == "WHEAT AND COAL"
    assert record.metadata.classification is not None
    assert record.metadata.classification.level == "LIMITED OFFICIAL USE"


def test_a_review_stamp_is_an_action_and_the_executive_order_line_an_instruction(record: Document) -> None:
    known = record.metadata.declassification
    assert known is not None
    assert known.instruction is not None
    assert (known.instruction.order, known.instruction.deadline) == ("11652", None)
    (action,) = known.actions
    assert (action.date, action.review, action.extent) == ("2009-05-22", "EO Systematic Review", "full")


def test_a_sentence_runs_on_over_the_page_head(record: Document) -> None:
    first = next(node for node in walk(record) if isinstance(node, nd.Paragraph))
    assert "TO BUY ABROAD IN SPRING." in " ".join(plain_text(first).split())
    assert any(isinstance(part, nd.PageBreak) for part in first.content)


def test_those_who_drafted_approved_and_cleared_are_named_with_their_offices() -> None:
    record = pipeline.read(SPECIMENS / "drafted-1977.txt")
    named = [(agent.roles, agent.name, agent.office) for agent in record.metadata.agents[1:4]]
    assert named == [
        (("drafter",), "ATHORNBURY", "S/S-S"),
        (("approver",), "IMAREN", "S/S-S"),
        (("clearance",), "WTENNANT", "OC/T"),
    ]


def test_another_number_than_the_archives_is_a_contradiction_with_both_places() -> None:
    text = (SPECIMENS / "electronic-1977.txt").read_bytes().replace(b"1977MARLOW04668", b"1977MARLOW04669")
    report = Report()
    pipeline.read_bytes(text, format="cable", report=report)
    (found,) = [one for one in report.messages if "archive's number" in one.text]
    assert found.code == "contradiction"
    assert str(found.place).count("char=") == 2


def test_a_text_that_the_archive_could_not_read_is_told() -> None:
    report = Report()
    data = b"Message Text\n\nERROR READING TEXT INDEX\n\nMessage Attributes\n\nDocument Number: 1976MARLOW00001\n"
    record = pipeline.read_bytes(data, format="cable", report=report)
    assert "unread" in {one.code for one in report.messages}
    assert record.metadata.identifier("archive-document-number") == "1976MARLOW00001"
