"""The table of contents in Word: it is made of the headings again, and what is typed into it is told."""

from __future__ import annotations

import re

import msgspec
import pytest

from converters.model import nodes as nd
from converters.model.document import Document
from converters.report import Report
from tests.docx.editing import MAIN, Edit, in_turn
from tests.docx.helpers import read_back, with_part, written

RECORD = Document(
    id="r",
    body=tuple(
        nd.Section(blocks=(nd.Heading(content=(f"Chapter {number}",)), nd.Paragraph(content=("Words.",))))
        for number in range(1, 15)
    ),
)
LINE = '<w:p><w:pPr><w:pStyle w:val="Toc1"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'


def told(edit: Edit) -> list[str]:
    report = Report("docx")
    read_back(edit(written(RECORD)), report)
    return [message.text for message in report.messages if message.place == "table of contents"]


def in_contents(old: str, new: str) -> Edit:
    """Type in the first place where words stand: the table comes before the headings."""
    return lambda data: with_part(data, MAIN, lambda xml: xml.replace(old, new, 1))


def in_heading(old: str, new: str) -> Edit:
    return lambda data: with_part(data, MAIN, lambda xml: new.join(xml.rsplit(old, 1)))


def renewed(data: bytes) -> bytes:
    """The table as Word makes it again: with tabs and the numbers of pages."""
    numbered = re.compile(r"(<w:t [^>]*>Chapter \d+</w:t></w:r>)(</w:hyperlink>)")
    page = "<w:r><w:tab/></w:r><w:r><w:t>7</w:t></w:r>"
    return with_part(data, MAIN, lambda xml: numbered.sub(lambda found: f"{found[1]}{page}{found[2]}", xml))


def test_words_typed_into_a_line_are_told() -> None:
    assert told(in_contents(">Chapter 3<", ">Chapter 3, the best<")) == [
        "“Chapter 3, the best” was typed into the table of contents, which Word makes of the headings"
    ]


def test_a_line_of_its_own_is_told() -> None:
    (said,) = told(in_contents("</w:sdtContent>", f"{LINE.format('See the map.')}</w:sdtContent>"))
    assert "See the map." in said


@pytest.mark.parametrize(
    "edit",
    [
        renewed,
        in_heading(">Chapter 9<", ">Chapter Nine<"),
        in_turn(in_heading(">Chapter 9<", ">Chapter Nine<"), in_contents(">Chapter 9<", ">Chapter Nine<"), renewed),
        in_contents(">Chapter 9<", "><"),
    ],
    ids=["page numbers", "a heading changed", "a heading changed and the table renewed", "a line taken out"],
)
def test_what_word_makes_of_the_headings_is_not_told(edit: Edit) -> None:
    assert told(edit) == []


def test_the_text_stays_as_it_was() -> None:
    assert read_back(in_contents(">Chapter 3<", ">Chapter 3, the best<")(written(RECORD))) == RECORD


@pytest.mark.parametrize("title", ["Old port", "New port", "OldNew port"])
def test_the_table_has_a_heading_as_it_stands_and_any_way_that_word_makes_it_of_tracked_changes_is_none_told(
    title: str,
) -> None:
    proposed = {nd.STATUS: nd.PROPOSED}
    changed = (nd.Deletion(content=("Old",), attrs=proposed), nd.Addition(content=("New",), attrs=proposed), " port")
    record = msgspec.structs.replace(RECORD, body=(*RECORD.body, nd.Section(blocks=(nd.Heading(content=changed),))))
    data, report = written(record), Report("docx")
    if title != "Old port":
        data = in_contents(">Old port<", f">{title}<")(data)
    read_back(data, report)
    assert [message.text for message in report.messages if message.place == "table of contents"] == []
