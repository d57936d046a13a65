"""Profiles: the same record as clean text, line by line, and as the volumes of the Office of the Historian print it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from converters import pipeline
from converters.errors import UsageError
from converters.formats.format import WriteOptions
from converters.formats.tei.validator import validate
from converters.formats.tei.writer import write
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.node import Span
from converters.model.walk import walk
from converters.report import Report
from tests.corpora import ROOT, cable_files, example_files, sample
from tests.tei.helpers import found, one, paragraph, read_back, text

TELEGRAM = ROOT / "examples/telegram-two-sections.txt"


def edited(document: Document, profile: str, report: Report | None = None) -> bytes:
    return write(document, WriteOptions(profile=profile), report or Report("tei"))


def tree(document: Document, profile: str) -> etree._Element:
    return etree.fromstring(edited(document, profile))


def words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


@pytest.mark.parametrize("profile", pipeline.PROFILES)
@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_an_example_in_any_profile_is_valid_and_breaks_no_rule(file: Path, profile: str) -> None:
    data = edited(pipeline.read(file), profile)
    report = Report("tei")
    validate(data, report)
    assert not report.messages
    assert etree.fromstring(data).get("subtype") == profile


@pytest.mark.shared
@pytest.mark.sweep
@pytest.mark.parametrize("profile", pipeline.PROFILES)
def test_the_real_telegrams_in_any_profile_are_valid_and_break_no_rule(
    shared: Path, request: pytest.FixtureRequest, tei_all: etree.RelaxNG, profile: str
) -> None:
    for file in sample(cable_files(shared), request, 8):
        data = edited(pipeline.read(file), profile)
        report = Report("tei")
        validate(data, report)
        assert not report.messages, file.name
        tei_all.assertValid(etree.fromstring(data))


# --- reading ---


def test_the_reading_text_has_one_reading_of_each_place_and_no_debris() -> None:
    document = text(
        paragraph(
            "The ",
            nd.Choice(original=("15.",), proposed=("5.",)),
            nd.Surplus(content=("¶",)),
            " ports of ",
            nd.PageBreak(n="2"),
            nd.Furniture(content=("EXAMPLEVIL 00000412  002 OF 002",)),
            nd.Gap(reason="redacted", content=("XXXX",)),
            nd.LineBreak(joins=True),
            " ¶----- end.",
        )
    )
    report = Report("tei")
    root = etree.fromstring(edited(document, "reading", report))
    assert words(one(root, "//t:body/t:p")) == "The 5. ports of end."
    assert found(root, "//t:body//t:pb")
    assert found(root, "//t:body//t:gap[@reason='redacted']")
    assert {message.code for message in report.messages} == {"profile"}
    assert len(report.messages) == 6


def test_the_reading_text_has_no_machine_header_and_all_the_metadata() -> None:
    document = pipeline.read(TELEGRAM)
    again = read_back(edited(document, "reading"))
    assert not again.front
    assert again.metadata == document.metadata


# --- diplomatic ---


def test_the_diplomatic_text_ends_lines_where_the_original_does_and_loses_nothing() -> None:
    document = pipeline.read(TELEGRAM)
    report = Report("tei")
    data = edited(document, "diplomatic", report)
    assert not report.messages
    second = one(etree.fromstring(data), "//t:body/t:div/t:div[2]/t:p[@n='2']")
    assert document.source is not None
    lines = (document.source.text or "").splitlines()
    starts = {line.split()[0] for line in lines if line.strip()}
    after = [str(end.tail).split()[0] for end in found(second, ".//t:lb") if end.tail and end.tail.strip()]
    assert len(after) > 8
    assert set(after) <= starts
    plain = [node for node in walk(read_back(data)) if not isinstance(node, nd.LineBreak)]
    assert len(plain) == len([*walk(document)])


def test_a_line_that_ends_inside_a_word_says_so() -> None:
    data = b"1. The harbour mas-\nter came.\n"
    document = Document(
        source=pipeline.read_bytes(data, format="cable").source,
        body=(nd.Paragraph(content=("1. The harbour mas-ter came.",), span=Span(0, 29)),),
    )
    assert one(tree(document, "diplomatic"), "//t:p/t:lb").get("break") == "no"


def test_a_record_without_its_original_has_no_lines_and_that_is_told() -> None:
    report = Report("tei")
    edited(text(paragraph("Words.")), "diplomatic", report)
    assert [message.code for message in report.messages] == ["profile"]


# --- frus ---


def test_the_house_style_has_head_source_note_dateline_text_and_signature() -> None:
    root = tree(pipeline.read(TELEGRAM), "frus")
    document = one(root, "//t:body/t:div[@type='document'][@n='1']")
    head = one(document, "t:head")
    note = one(head, "t:note[@type='source'][@n='1']")
    assert words(head).startswith("1. Telegram From the Embassy in Exampleville to the Department of State")
    assert [(gloss.get("type"), gloss.text) for gloss in found(head, "t:gloss")] == [
        ("from", "Embassy in Exampleville"),
        ("to", "Department of State"),
    ]
    assert "Originally Confidential; Priority; Noforn; Sipdis." in words(note)
    assert words(one(document, "t:opener/t:dateline")) == "Exampleville, October 20, 2008, 1507Z."
    assert words(found(document, "t:p")[0]).startswith("412. Subject: EXAMPLEVILLE'S HARBOUR TALKS")
    assert one(document, "t:closer/t:signed/t:persName").text == "Thornbury"


def test_notes_are_counted_from_the_source_note() -> None:
    note = nd.Note(blocks=(paragraph("Not found."),))
    root = tree(text(paragraph("A", note, "B", note)), "frus")
    assert [one.get("n") for one in found(root, "//t:div[@type='document']//t:note")] == ["1", "2", "3"]


# --- asking for one ---


def test_a_profile_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="reading, diplomatic, frus"):
        pipeline.write_options(profile="short")


def test_tei_of_others_has_no_profile_and_that_is_told() -> None:
    report = Report("tei")
    document = read_back(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>a</p></body></text></TEI>')
    assert b"<p>a</p>" in edited(document, "reading", report)
    assert [message.code for message in report.messages] == ["profile"]
