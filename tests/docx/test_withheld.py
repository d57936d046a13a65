"""What an editor takes out of the page is out of the carried original too."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx

from converters import pipeline
from converters.model.document import Document
from converters.report import Report

RECORD = Path(__file__).resolve().parents[2] / "examples/telegram-markdown-copy.txt"
Edit = Callable[[Any], None]


def read_after(edit: Edit) -> tuple[Document, Report]:
    """The record, written to Word, edited in one of its paragraphs and read back."""
    opened = docx.Document(io.BytesIO(pipeline.write_bytes(pipeline.read(RECORD), "docx")))
    edit(next(paragraph for paragraph in opened.paragraphs if "beekeepers" in paragraph.text))
    file = io.BytesIO()
    opened.save(file)
    report = Report()
    return pipeline.read_bytes(file.getvalue(), format="docx", report=report), report


def replace_words(old: str, new: str) -> Edit:
    def edit(paragraph: Any) -> None:
        run = next(run for run in paragraph.runs if old in run.text)
        run.text = run.text.replace(old, new)

    return edit


def take_out(paragraph: Any) -> None:
    paragraph._p.getparent().remove(paragraph._p)


def test_a_paragraph_taken_out_is_out_of_the_original_and_told() -> None:
    document, report = read_after(take_out)
    assert document.source is None
    assert "dropped" in {message.code for message in report.at("warning")}
    for format in ("json", "tei"):
        assert b"beekeepers" not in pipeline.write_bytes(document, format)


def test_words_taken_out_of_a_paragraph_are_out_of_the_original() -> None:
    document, _ = read_after(replace_words("some 900 households, ", ""))
    assert document.source is None
    assert b"900" not in pipeline.write_bytes(document, "json")


def test_a_corrected_word_leaves_the_original_as_its_evidence() -> None:
    document, report = read_after(replace_words("beekeepers", "apiarists"))
    assert document.source is not None
    assert "dropped" not in {message.code for message in report.at("warning")}
