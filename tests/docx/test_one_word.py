"""One word typed over in Word is all that differs in the TEI that others made, wherever the word stands."""

from __future__ import annotations

import difflib
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from converters import pipeline
from converters.formats.docx import parts as names
from converters.formats.docx.ooxml import w
from tests.corpora import sample
from tests.docx.helpers import packed, parts
from tests.docx.test_edits_of_tei import SCENE, TEI

NEW = "OSTRICH"
"""A word that no record has."""
_WORD = re.compile(r"\w{4,}")
_ASIDE = re.compile(r"(Metadata|Contents|TOC|Toc).*|.*[Tt]itle")
"""Styles of what the metadata say, of which other tests are, and of the table of contents."""
LARGEST = 150_000
"""The most bytes of an edition that is tried."""


def runs(root: Any) -> Iterator[Any]:
    """The runs of text with a word, but for the table of metadata, titles and the table of contents."""
    for para in root.iter(w("p")):
        style = next((one.get(w("val"), "") for one in para.iter(w("pStyle"))), "")
        if not _ASIDE.fullmatch(style) and para.find(f".//{w('fldChar')}") is None:
            yield from (one for one in para.iter(w("t")) if _WORD.search(one.text or ""))


def with_one_word(data: bytes, seed: int) -> tuple[bytes, str] | None:
    """The file with one word of its text typed over, and that word; None where it has no words."""
    draw = random.Random(seed)  # noqa: S311
    contents = parts(data)
    root = etree.fromstring(contents[names.DOCUMENT])
    found = list(runs(root))
    if not found:
        return None
    text = draw.choice(found)
    word = draw.choice(list(_WORD.finditer(text.text)))
    text.text = text.text[: word.start()] + NEW + text.text[word.end() :]
    return packed({**contents, names.DOCUMENT: etree.tostring(root, encoding="UTF-8", standalone=True)}), word[0]


def difference(before: bytes, after: bytes) -> list[tuple[str, str]]:
    """The tags and words that differ."""
    was, now = (re.findall(r"<[^>]*>|[^<\s]+", one.decode()) for one in (before, after))
    codes = difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    return [("".join(was[a:b]), "".join(now[c:d])) for tag, a, b, c, d in codes if tag != "equal"]


def assert_one_word_differs(file: Path, seed: int) -> None:
    document = pipeline.read(file)
    typed = with_one_word(pipeline.write_bytes(document, "docx"), seed)
    if typed is None:
        return
    edited, word = typed
    after = pipeline.read_bytes(edited, format="docx")
    found = difference(pipeline.write_bytes(document, "tei"), pipeline.write_bytes(after, "tei"))
    assert [(was, now.replace(NEW, word)) for was, now in found] == [(was, was) for was, _ in found], (file.name, found)
    assert len(found) == 1, (file.name, word, found)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("edition", [TEI.encode(), SCENE], ids=["letter", "scene"])
def test_one_word_typed_in_an_edition_is_all_that_differs(edition: bytes, seed: int, tmp_path: Path) -> None:
    file = tmp_path / "edition.xml"
    file.write_bytes(edition)
    assert_one_word_differs(file, seed)


@pytest.mark.shared
@pytest.mark.sweep
def test_one_word_typed_in_an_edition_of_others_is_all_that_differs(
    shared: Path, request: pytest.FixtureRequest
) -> None:
    editions = sorted(file for file in (shared / "corpora").rglob("*.xml") if file.stat().st_size < LARGEST)
    for file in sample(editions, request, 12):
        assert_one_word_differs(file, len(file.name))
