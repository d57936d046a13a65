"""What people decided about a record stays: it is applied at every conversion, or told where it no longer fits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import converters
from converters.collection.decisions import decisions
from converters.collection.edits import (
    Accept,
    Annotate,
    AnyEdit,
    Correct,
    Describe,
    Edits,
    Insert,
    Refuse,
    Replace,
    Rewrite,
    decode,
    edited,
    encode,
)
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import plain_text, walk
from converters.report import Report
from tests.collection.runs import EXAMPLES, run
from tests.strategies import documents

RECORD = EXAMPLES / "telegram-markdown-copy.txt"
P3, P5 = "c06ORRINVALE918-p3", "c06ORRINVALE918-p5"


@pytest.fixture
def document() -> Document:
    return converters.read(RECORD)


def applied(document: Document, *edits: AnyEdit) -> tuple[Document, list[str]]:
    report = Report()
    return edited(document, edits, report), [message.text for message in report.messages]


def block(document: Document, id: str) -> nd.Paragraph:
    found = next(node for node in walk(document) if node.id == id)
    assert isinstance(found, nd.Paragraph)
    return found


def test_a_refused_repair_leaves_what_stands_there(document: Document) -> None:
    changed, told = applied(document, Refuse(node=f"{P5}-number", quote="15.", by="AT"))
    number = block(changed, P5).number
    assert number is not None
    assert number.content == ("15.",)
    assert not told


def test_an_accepted_repair_is_sure_and_says_by_whom(document: Document) -> None:
    changed, _ = applied(document, Accept(node=f"{P5}-number", quote="15.", by="AT"))
    choice = next(node for node in walk(changed) if node.id == f"{P5}-number" and isinstance(node, nd.Choice))
    assert (choice.certainty, choice.agent) == ("high", "AT")


def test_a_corrected_reading_keeps_both(document: Document) -> None:
    changed, _ = applied(document, Correct(node=P3, quote="upper valley", text="Upper Valley", by="AT"))
    choice = next(part for part in block(changed, P3).content if isinstance(part, nd.Choice))
    assert (choice.original, choice.proposed, choice.agent) == (("upper valley",), ("Upper Valley",), "AT")


def test_a_note_stands_after_the_words_with_its_status(document: Document) -> None:
    changed, _ = applied(document, Annotate(node=P3, quote="a song", text="Which?", by="AT", status="open"))
    note = next(part for part in block(changed, P3).content if isinstance(part, nd.Note))
    assert note.attrs == {"by": "AT", "status": "open"}
    assert plain_text(note.blocks[0]) == "Which?"


def test_an_edit_finds_its_words_when_the_id_is_another(document: Document) -> None:
    changed, told = applied(document, Correct(node="gone", quote="upper valley", text="Upper Valley"))
    assert any(isinstance(part, nd.Choice) for part in block(changed, P3).content)
    assert not told


@pytest.mark.parametrize(
    "edit",
    [
        Correct(node=P3, quote="words that are not there", text="x", by="AT"),
        Correct(node="gone", quote="the", text="x", by="AT"),
        Refuse(quote="99.", by="AT"),
        Replace(node=P3, quote="what it never said", blocks=(), by="AT"),
        Insert(node="gone", quote="x", blocks=(), by="AT"),
        Rewrite(part="back", quote="what it never said", blocks=(), by="AT"),
        Describe(field="rights", was={"access": {"text": "Closed"}}, now=None, by="AT"),
        Describe(field="colour", now="red", by="AT"),
    ],
)
def test_an_edit_that_no_longer_fits_is_told_and_changes_nothing(document: Document, edit: AnyEdit) -> None:
    changed, told = applied(document, edit)
    assert changed == document
    assert len(told) == 1
    assert "by AT no longer fits" in told[0]


@given(was=documents(), now=documents())
@settings(max_examples=40)
def test_edits_lead_from_any_document_to_any_other(was: Document, now: Document) -> None:
    was, now = (msgspec.structs.replace(document, id=None) for document in (was, now))
    found = decode(encode(decisions(was, now)), "edits")
    changed, told = applied(was, *found.edits)
    assert not told
    assert (changed.metadata, changed.front, changed.body, changed.back) == (
        now.metadata,
        now.front,
        now.body,
        now.back,
    )


@settings(max_examples=20)
@given(st.sampled_from(("honey", "song", "She thought", "paperwork", "900")), st.text("abc ", min_size=1, max_size=9))
def test_a_changed_word_is_an_edit_of_that_word(word: str, new: str) -> None:
    was = converters.read(RECORD)
    old = block(was, P3)
    assert isinstance(old.content[0], str)
    content = (old.content[0].replace(word, new, 1), *old.content[1:])
    now = msgspec.structs.replace(was, body=_with(was.body, msgspec.structs.replace(old, content=content)))
    found = decisions(was, now)
    assert all(type(edit).__name__ == "Change" for edit in found.edits)
    assert applied(was, *found.edits)[0] == now


def _with(blocks: nd.Blocks, new: nd.Paragraph) -> nd.Blocks:
    return tuple(
        new
        if one.id == new.id
        else msgspec.structs.replace(one, blocks=_with(one.blocks, new))
        if isinstance(one, nd.Section)
        else one
        for one in blocks
    )


def test_a_corrected_word_file_becomes_edits_that_every_conversion_applies(tmp_path: Path) -> None:
    from tests.docx.helpers import edited as edited_in_word

    def dearer(word: Any) -> None:
        run = next(run for one in word.paragraphs for run in one.runs if "fear cheap honey" in run.text)
        run.text = run.text.replace("fear cheap honey", "fear dear honey")

    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes(RECORD.read_bytes())
    run("convert", "in", "-t", "docx,json", "-o", "out", folder=tmp_path)
    (tmp_path / "corrected.docx").write_bytes(edited_in_word((tmp_path / "out/a.docx").read_bytes(), dearer))
    done = run("edits", "in/a.txt", "corrected.docx", "-o", "in/a.edits.json", "--by", "AT", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    again = run("convert", "in", "-t", "json", "-o", "out", folder=tmp_path)
    assert "1 converted" in again.stderr
    assert b"fear dear honey" in (tmp_path / "out/a.json").read_bytes()
    edits = json.loads((tmp_path / "in/a.edits.json").read_bytes())["edits"]
    assert [(edit["do"], edit["quote"], edit["text"], edit["by"]) for edit in edits] == [
        ("change", "cheap ", "dear ", "AT")
    ]


def test_a_record_of_a_file_of_many_has_edits_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "many.txt").write_bytes(RECORD.read_bytes().rstrip() + b"\n\nNNNN\n\n" + RECORD.read_bytes())
    kept = Edits(edits=(Correct(node=P3, quote="upper valley", text="Upper Valley", by="AT"),))
    (tmp_path / "many.2.edits.json").write_bytes(encode(kept))
    done = run("convert", "many.txt", "-t", "json", "-o", "out/", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    first, second = ((tmp_path / f"out/many/0000{number}.json").read_bytes() for number in (1, 2))
    assert b'"proposed":["Upper Valley"]' not in first
    assert b'"proposed":["Upper Valley"]' in second


def test_an_edit_that_no_longer_fits_is_a_warning_of_the_conversion(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes(RECORD.read_bytes())
    gone = Edits(edits=(Correct(node=P3, quote="words that are gone", text="x", by="AT"),))
    (tmp_path / "in/a.edits.json").write_bytes(encode(gone))
    done = run("convert", "in", "-t", "json", "-o", "out", "--fail-on-loss", folder=tmp_path)
    assert done.returncode == 3
    assert "edit-unfit" in done.stderr


def test_a_file_of_edits_that_is_none_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes(RECORD.read_bytes())
    (tmp_path / "in/a.edits.json").write_text('{"edits": [{"do": "sing", "quote": "x"}]}')
    done = run("convert", "in", "-t", "json", "-o", "out", folder=tmp_path)
    assert done.returncode == 1
    assert "in/a.edits.json: is not a file of edits: Invalid value 'sing' - at `$.edits[0].do`" in done.stderr
