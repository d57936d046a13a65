"""Whatever is done to an example in Word: no character of its pages is missing in the document, or that is told."""

from __future__ import annotations

import functools
import random
from collections import Counter
from typing import Any

import pytest
from lxml import etree

from converters import pipeline
from converters.report import Report
from tests.corpora import example_files
from tests.docx.helpers import edited as edited_with
from tests.docx.helpers import parts, visible
from tests.docx.test_edits_of_tei import SCENE, TEI
from tests.fuzz.mutations import within_words

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HIDDEN = f"{WORD}vMerge"
"""A cell that only goes on with the one above it shows nothing, whatever stands in it."""
FEW, MANY = 60, 1000


@functools.cache
def examples() -> tuple[bytes, ...]:
    documents = [*map(pipeline.read, example_files()), *map(pipeline.read_bytes, (TEI.encode(), SCENE))]
    return tuple(pipeline.write_bytes(document, "docx") for document in documents)


def characters(data: bytes) -> Counter[str]:
    """The characters of the text, but for blanks and the table of metadata, of which other tests are."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    tables = (table for table in root.iter(f"{WORD}tbl") if b'"MetadataTable"' in etree.tostring(table)[:4000])
    aside = {one for table in tables for one in table.iter()}
    shown = (one.text or "" for one in root.iter(f"{WORD}t", f"{WORD}delText") if one not in aside and is_seen(one))
    return Counter("".join("".join(shown).split()))


def is_seen(text: etree._Element) -> bool:
    """Whether it is no mark of a note, which its note may have elsewhere, and stands in no hidden cell."""
    run = text.getparent()
    if run is not None and run.find(f"{WORD}footnoteReference") is not None:
        return False
    return not any(
        one.get(f"{WORD}val", "continue") == "continue"
        for cell in text.iterancestors(f"{WORD}tc")
        for one in cell.iterfind(f"{WORD}tcPr/{HIDDEN}")
    )


def test_no_character_of_an_edited_page_is_missing_or_that_is_told(request: pytest.FixtureRequest) -> None:
    for seed in range(MANY if request.config.getoption("--sweep") else FEW):
        edited = within_words(examples()[seed % len(examples())], 10**9, seed, lambda data, most: data)
        report = Report("docx")
        document = pipeline.read_bytes(edited, format="docx", report=report)
        places = {message.place or "" for message in report.messages}
        if report.counts().keys() & {"approximated", "unread"} or any("metadata" in place for place in places):
            continue
        missing = characters(edited) - characters(pipeline.write_bytes(document, "docx"))
        assert not missing, (seed, missing, [str(message) for message in report.messages])


def with_paragraph_moved(data: bytes, seed: int) -> bytes:
    """The file with one paragraph of its text moved behind another; both may stand in anything but the metadata."""

    def change(document: Any) -> None:
        body = document.element.body
        head = next((one for one in body.iter(f"{WORD}tbl") if b'"MetadataTable"' in etree.tostring(one)[:4000]), None)
        inside = set() if head is None else set(head.iter(f"{WORD}p"))
        paragraphs = [one for one in body.iter(f"{WORD}p") if one not in inside]
        moved, place = random.Random(seed).sample(paragraphs, 2)  # noqa: S311
        place.addnext(moved)

    return edited_with(data, change)


def test_no_character_is_missing_from_the_page_alone_wherever_a_paragraph_is_moved(
    request: pytest.FixtureRequest,
) -> None:
    for seed in range(MANY if request.config.getoption("--sweep") else FEW):
        edited = with_paragraph_moved(examples()[seed % len(examples())], seed)
        report = Report("docx")
        document = visible(edited, report)
        if not report.counts().keys() & {"approximated", "unread"}:
            missing = characters(edited) - characters(pipeline.write_bytes(document, "docx"))
            assert not missing, (seed, missing)
