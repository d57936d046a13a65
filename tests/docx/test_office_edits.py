"""Edits made in LibreOffice, with its own hands and its own way of saving: what comes back is the edit alone."""

from __future__ import annotations

import re

import pytest

from converters.formats.format import ReadOptions, Track
from converters.report import Report
from tests.docx.helpers import read_back, written
from tests.docx.office import EDITS, edited_in_office
from tests.docx.telegram import ID
from tests.docx.test_edit_table import PAUSE, RECORD, difference

EXPECTED: dict[str, list[tuple[str, str]]] = {
    "nothing": [],
    "letters in the middle of a word": [("talks", "tallyks")],
    "letters in a name": [("Ilse", "Ilsa")],
    "a word in an emphasised name": [("Olsen", "Nilsen")],
    "a paragraph split": [("", "</p> <p>")],
    "two paragraphs merged": [
        (f'</p> <p n="3" xml:id="{ID}-p3"><label type="number">', ""),
        ("</label>", ""),
        (f'<seg ana="#{ID}.classification-C" type="portion-mark">', ""),
        ("</seg>", ""),
    ],
    "a paragraph deleted": [(f"{PAUSE}.</p> ", "")],
    "a paragraph typed": [("", "<p>Typed anew.</p> ")],
    "a footnote added": [("", '<note place="foot"><p>Asked twice.</p></note>')],
    "an endnote added": [("", '<note place="end"><p>Asked twice.</p></note>')],
    "a word in a note": [("harbour", "quay")],
    "a comment": [("", '<note place="margin" type="editorial"><p>Which talks?</p></note>')],
    "a row added": [("", "<row> <cell>Marlow</cell> <cell>7</cell> </row> ")],
    "an item added": [("", "half</item> <item>")],
    "a heading changed": [("Summary", "Overview")],
    "find and replace": [("the", "ye"), ("the", "ye")],
    "a recipient": [("SECSTATE", "AMEMBASSY"), ("WASHDC", "MARLOW"), ("SECSTATE", "AMEMBASSY"), ("WASHDC", "MARLOW")],
    "a word made bold": [("", '<hi rend="bold">'), ("", "</hi>")],
    "a paragraph made a quotation": [("", "<quote> "), ("", " </quote>")],
    "a word replaced, tracked": [("", "<del>"), ("", "</del><add>tides</add>")],
    "words deleted, tracked": [("", "<del>"), ("", "</del>")],
}
"""What differs in the TEI after each edit, but for the header, which says who changed what and when."""


@pytest.fixture(scope="module")
def edited(office: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The record after each edit, saved by LibreOffice."""
    return edited_in_office(office, written(RECORD), list(EDITS), tmp_path_factory.mktemp("office"))


def without_changes(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    plain = [(old, re.sub(r' change="#[^"]*"', "", new)) for old, new in found]
    return [(old, new) for old, new in plain if "<listChange>" not in new]


@pytest.mark.validator
@pytest.mark.parametrize("name", EDITS)
def test_an_edit_in_libreoffice_is_all_that_differs(name: str, edited: dict[str, bytes]) -> None:
    assert without_changes(difference(RECORD, read_back(edited[name]))) == EXPECTED[name]


@pytest.mark.validator
@pytest.mark.parametrize(("track", "expected"), [("accept", [("talks", "tides")]), ("reject", [])])
def test_what_libreoffice_tracked_can_be_accepted_and_rejected(
    track: Track, expected: list[tuple[str, str]], edited: dict[str, bytes]
) -> None:
    document = read_back(edited["a word replaced, tracked"], None, ReadOptions(track=track))
    assert difference(RECORD, document) == expected


@pytest.mark.validator
def test_each_edit_in_libreoffice_is_told(edited: dict[str, bytes]) -> None:
    for name, data in edited.items():
        report = Report("docx")
        read_back(data, report)
        assert ("disagrees" in report.counts()) == (name != "nothing"), name


def test_there_are_more_than_a_dozen_edits_each_with_what_it_should_change() -> None:
    assert EDITS.keys() == EXPECTED.keys()
    assert len(EDITS) > 12
