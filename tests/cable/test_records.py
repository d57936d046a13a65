"""The telegrams of the reference material: what our reading says of them, beside what their pages and texts say."""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from converters import pipeline
from converters.formats.cable.tags import glued
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import walk

pytestmark = pytest.mark.shared
EXCEPTIONS = tomllib.loads(Path(__file__).with_name("record_exceptions.toml").read_text("utf-8"))
EXTRACT = "This record is a partial extract"
DATE_TIME_GROUP = re.compile(r"^[ZOPRY](?: [OPRZ])? \d{6}Z", re.MULTILINE)
DEBRIS = re.compile(r"^[A-Z][A-Z .'’/-]* +\d{8} +\d{3}(?:\.\d{1,2})? OF \d{3}\s*$", re.MULTILINE | re.IGNORECASE)
Page = dict[str, Any]
Records = list[tuple[Page, str, Document]]


@pytest.fixture(scope="module")
def records(shared: Path) -> Records:
    """What the page says, the text, and our reading."""
    found = []
    for line in (shared / "corpora/cables-index.jsonl").read_text("utf-8").splitlines():
        page = json.loads(line)
        data = (shared / f"corpora/cables/{page['id']}.txt").read_bytes()
        found.append((page, data.decode(), pipeline.read_bytes(data, format="cable")))
    return found


def test_the_date_is_that_of_the_page_wherever_there_is_a_date_time_group(records: Records) -> None:
    dated = [(page, document) for page, text, document in records if DATE_TIME_GROUP.search(text)]
    assert dated
    for page, document in dated:
        sent = document.metadata.date("sent")
        assert sent is not None, page["id"]
        assert (sent.edtf or "")[:10] == page["created"][:10], page["id"]


def test_level_and_handling_are_those_of_the_page(records: Records) -> None:
    differ = {page["id"] for page, _, document in records if not _same_classification(page, document)}
    assert differ == set(EXCEPTIONS["classification"])


def _same_classification(page: Page, document: Document) -> bool:
    known = document.metadata.classification
    level, *handling = page["classification"].split("//")
    captions = " ".join(marking.text for marking in known.captions) if known else ""
    official = "FOR OFFICIAL USE ONLY" not in handling or "SENSITIVE" in captions or "OFFICIAL" in captions
    return known is not None and known.level == level and ("NOFORN" in handling) == ("NOFORN" in captions) and official


def test_tags_are_those_of_the_page_as_a_set(records: Records) -> None:
    """Pages cut terms of several words at their blanks, and leave tags glued together as they were sent."""
    listed = [(page, document) for page, _, document in records if page["tags"]]
    differ = set()
    for page, document in listed:
        theirs = {piece for tag in page["tags"] for piece in glued(tag) or (tag,)}
        ours = {word for subject in document.metadata.subjects for word in subject.term.split()}
        if ours != theirs:
            differ.add(page["id"])
    assert differ == set(EXCEPTIONS["tags"])
    assert len(differ) <= 0.01 * len(listed)


def test_paragraph_numbers_are_1_to_n_or_those_that_the_record_has(records: Records) -> None:
    """Of an extract that says so itself the count may begin later."""
    odd = set()
    for page, text, document in records:
        numbers = [number for block in document.body for number in _numbers(block)]
        first = numbers[0] if numbers and EXTRACT in text else 1
        if numbers != list(range(first, first + len(numbers))):
            odd.add(page["id"])
    assert odd == set(EXCEPTIONS["numbers"])
    assert len(odd) <= 0.02 * len(records)


def _numbers(node: nd.Block) -> Iterator[int]:
    """The numbers of the text's own count: not those of texts that it quotes, nor of a copy of what stood before."""
    if isinstance(node, nd.Paragraph) and node.number is not None:
        yield int(node.number.value or 0)
    elif isinstance(node, nd.Section) and node.role != "repetition":
        for block in node.blocks:
            yield from _numbers(block)


def test_every_number_that_is_proposed_is_one_that_was_looked_at(records: Records) -> None:
    proposed: dict[str, dict[str, str]] = {}
    for page, _, document in records:
        for node in walk(document):
            if isinstance(node, nd.Label):
                for part in node.content:
                    if isinstance(part, nd.Choice | nd.Supplied) and part.reason != "pilcrow-read-as-digit":
                        proposed.setdefault(page["id"], {})[node.value or ""] = f"{part.reason}, {part.certainty}"
    assert proposed == EXCEPTIONS["proposed"]


def test_every_text_within_a_text_is_one_that_was_looked_at(records: Records) -> None:
    enclosed: dict[str, str] = {}
    for page, _, document in records:
        for node in walk(document):
            if isinstance(node, nd.Quotation):
                enclosed[page["id"]] = "quotation"
            elif isinstance(node, nd.List | nd.Section) and node.role in ("contents", "repetition"):
                enclosed[page["id"]] = node.role
    assert enclosed == EXCEPTIONS["enclosed"]


def test_every_page_break_line_is_a_page_break(records: Records) -> None:
    for page, text, document in records:
        lines = DEBRIS.findall(text)
        breaks = [node for node in walk(document) if isinstance(node, nd.PageBreak)]
        assert len(breaks) >= len(set(lines)), page["id"]


def test_no_sentence_is_cut_by_a_page_break(records: Records) -> None:
    """After a page break that stands between paragraphs no paragraph begins with a small letter."""
    for page, _, document in records:
        for section in walk(document):
            blocks = section.blocks if isinstance(section, nd.Section) else ()
            for before, after in itertools.pairwise(blocks):
                if isinstance(before, nd.PageBreak) and isinstance(after, nd.Paragraph) and after.number is None:
                    first = after.content[0] if after.content else ""
                    assert not (isinstance(first, str) and first[:1].islower()), (page["id"], first[:60])
