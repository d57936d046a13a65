"""What is understood of the record of the commission, and of an invented one of the same shape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from converters import pipeline
from converters.errors import InputError
from converters.formats.format import ReadOptions
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.node import Node
from converters.model.walk import content_text, plain_text, walk
from converters.report import Report

TWIN = Path(__file__).resolve().parents[2] / "examples/telegram-markdown-copy.txt"


@pytest.fixture(params=["twin", pytest.param("seed", marks=pytest.mark.shared)])
def file(request: pytest.FixtureRequest) -> Path:
    if request.param == "twin":
        return TWIN
    shared: Path = request.getfixturevalue("shared")
    return shared / "corpora/seed/cable.txt"


@pytest.fixture
def record(file: Path) -> Document:
    return pipeline.read(file)


def kinds(document: Document, kind: type[Node]) -> Iterator[Node]:
    return (node for node in walk(document) if isinstance(node, kind))


def paragraphs(document: Document) -> list[nd.Paragraph]:
    return [node for node in walk(document) if isinstance(node, nd.Paragraph)]


def lines(document: Document, role: str) -> list[str]:
    return [plain_text(node) for node in walk(document) if isinstance(node, nd.Line) and node.role == role]


def test_every_line_of_the_machine_header_has_its_part(record: Document) -> None:
    transmission = record.front[0]
    assert isinstance(transmission, nd.Section)
    roles = [block.role for block in transmission.blocks if isinstance(block, nd.Line)]
    assert roles[:7] == ["transmission-id", "routing", "station", "security", "date-time-group", "from", "to"]
    assert set(roles[7:]) == {"info"}
    assert len(transmission.blocks) == len(roles)


def test_sender_and_addressees_are_told_with_their_precedence(record: Document) -> None:
    sender = record.metadata.agent("sender")
    assert sender is not None
    assert sender.type == "post"
    action, *info = record.metadata.deliveries
    assert (action.type, action.to.identifiers[0].scheme) == ("action", "routing-indicator")
    assert action.precedence in {"IMMEDIATE", "PRIORITY"}
    assert action.number is not None
    assert [delivery.type for delivery in info] == ["info"] * 3
    assert {delivery.to.type for delivery in info} == {"collective"}


def test_the_time_is_that_of_the_date_time_group(record: Document) -> None:
    sent = record.metadata.date("sent")
    assert sent is not None
    assert sent.edtf is not None
    assert sent.edtf.endswith("Z")
    assert (sent.precision, sent.zone, sent.evidence) == ("minute", "Z", "internal")


def test_the_doubled_caption_is_one_marking_that_stands_twice(record: Document) -> None:
    assert lines(record, "caption") == ["SIPDIS", "SIPDIS"]
    assert record.metadata.classification is not None
    assert [(one.text, one.count) for one in record.metadata.classification.captions] == [("SIPDIS", 2)]


def test_tags_come_out_of_their_markdown_links(record: Document) -> None:
    terms = [plain_text(term) for term in kinds(record, nd.Term)]
    assert terms == [subject.term for subject in record.metadata.subjects]
    assert all(term.isalpha() and term.isupper() for term in terms)
    assert lines(record, "tags")[0].split() == ["TAGS:", *terms]


def test_who_classified_it_and_why_is_told(record: Document) -> None:
    known = record.metadata.classification
    assert known is not None
    assert known.level == "CONFIDENTIAL"
    assert known.authority is not None
    assert known.authority.office is not None
    assert known.authority.office.endswith("Counselor")
    assert known.reasons == ("1.4(b)", "1.4(d)")


def test_the_instruction_to_declassify_is_no_action(record: Document) -> None:
    told = record.metadata.declassification
    assert told is not None
    assert told.instruction is not None
    assert (told.instruction.order, told.actions) == ("12958", ())
    assert told.instruction.deadline is not None


def test_the_paragraphs_are_numbered_one_to_six_and_marked(record: Document) -> None:
    assert [one.number.value for one in paragraphs(record) if one.number] == ["1", "2", "3", "4", "5", "6"]
    assert [one.marking.value for one in paragraphs(record) if one.marking] == ["C"] * 6


def test_the_two_damaged_numbers_are_choices_that_keep_what_stood_there(record: Document) -> None:
    choices = [node for node in kinds(record, nd.Choice) if isinstance(node, nd.Choice)]
    assert [(one.original, one.proposed) for one in choices] == [(("15.",), ("5.",)), (("16.",), ("6.",))]
    assert {(one.reason, one.certainty) for one in choices} == {("pilcrow-read-as-digit", "high")}


def test_without_repair_the_readings_stand(file: Path) -> None:
    record = pipeline.read(file, options=ReadOptions(repair=False))
    assert not list(kinds(record, nd.Choice))
    assert [one.number.value for one in paragraphs(record) if one.number][-2:] == ["15", "16"]


def test_headings_lose_their_rules_and_open_sections(record: Document) -> None:
    telegram = record.body[0]
    assert isinstance(telegram, nd.Section)
    sections = [block for block in telegram.blocks if isinstance(block, nd.Section)]
    assert [section.role for section in sections] == ["summary", "section", "section"]
    for section in sections:
        heading = section.blocks[0]
        assert isinstance(heading, nd.Heading)
        assert heading.style == "inline"
        assert "-" not in content_text(heading.content)


def test_the_sentence_that_a_lost_page_break_cut_is_whole_with_the_break_inside(record: Document) -> None:
    fourth = paragraphs(record)[3]
    breaks = [part for part in fourth.content if isinstance(part, nd.PageBreak)]
    assert len(breaks) == 1
    at = fourth.content.index(breaks[0])
    before, after = fourth.content[at - 1], fourth.content[at + 1]
    assert isinstance(before, str)
    assert isinstance(after, str)
    assert before[-1].isalpha() or before.endswith(" ")
    assert after.lstrip()[0].islower()


def test_the_summary_ends_with_its_marker(record: Document) -> None:
    first = paragraphs(record)[0]
    markers = [part for part in first.content if isinstance(part, nd.Segment) and part.role == "end-marker"]
    assert [plain_text(marker) for marker in markers] == ["End Summary."]


def test_the_signature_closes_the_record(record: Document) -> None:
    signed = [plain_text(node) for node in kinds(record, nd.Signed)]
    signer = record.metadata.agent("signer")
    assert signer is not None
    assert signed == [signer.name]


def test_every_repair_is_told_with_its_place(file: Path) -> None:
    report = Report()
    pipeline.read(file, report=report)
    repairs = [message for message in report.messages if message.code == "repaired"]
    assert len(repairs) == 3
    assert all(message.node is not None and message.span is not None for message in repairs)


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"", "the file is empty"), (b"\x00\x01\x02", "zero bytes"), (b"  \n\n ", "nothing but blanks")],
)
def test_what_is_no_text_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        pipeline.read_bytes(data, format="cable")


def test_text_that_is_no_telegram_is_read_as_text_and_told() -> None:
    report = Report()
    document = pipeline.read_bytes(b"A plain note.\n\nOf two paragraphs.\n", format="cable", report=report)
    assert [content_text(one.content) for one in paragraphs(document)] == ["A plain note.", "Of two paragraphs."]
    assert "guess" in {message.code for message in report.at("warning")}


def test_a_damaged_count_of_sections_is_left_out() -> None:
    header = b"R 011200Z JUN 08\nFM AMEMBASSY MARLOW\nTO SECSTATE WASHDC\n\n"
    text = header + b"UNCLAS SECTION 01 OF 00 MARLOW 000918\n\n1. Text.\n"
    known = pipeline.read_bytes(text, format="cable").metadata.classification
    assert known is not None
    assert (known.level, known.sections) == ("UNCLASSIFIED", None)
