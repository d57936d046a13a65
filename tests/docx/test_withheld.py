"""What an editor takes out of the page is out of the carried original too."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from converters import pipeline
from converters.model import nodes as nd
from converters.model.document import Document, Source
from converters.report import Report
from tests.docx.editing import Edit as WholeEdit
from tests.docx.editing import emptied, look, moved_behind, opened, other_picture, without_picture, words
from tests.docx.helpers import read_back, written
from tests.docx.test_edit_table_of_structure import DOT
from tests.samples import PIXEL

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


def after(edit: WholeEdit, *blocks: nd.Block) -> Document:
    """A record with an original, after an edit of its Word file."""
    record = Document(id="r", body=blocks, source=Source.of_text(b"the original", "utf-8", "text/plain"))
    data = written(record)
    assert read_back(data) == record
    return read_back(edit(data))


def paragraph(*content: str | nd.Inline) -> nd.Paragraph:
    return nd.Paragraph(id="p", content=content)


OTHER = nd.Paragraph(id="o", content=("Something else.",))
PICTURE = nd.Image(target=PIXEL, alt="A dot")
LONG = "the cat and the dog and the bird sat on the mat and the bench " * 20


@pytest.mark.parametrize(
    ("edit", "block"),
    [
        (words("a big red hat", "a cap"), paragraph("He wore a big red hat today.")),
        (words("hat", "hat and coat"), paragraph("He wore a hat.")),
        (moved_behind("He wore", "Something"), paragraph("He wore a hat.")),
        (look("hat", bold=False), paragraph("He wore a ", nd.Emphasis(style="bold", content=("hat",)))),
        (other_picture(DOT), nd.Figure(id="f", images=(PICTURE,))),
        (lambda data: data, paragraph("He wore a hat.")),
    ],
)
def test_what_is_corrected_moved_or_marked_leaves_the_original(edit: WholeEdit, block: nd.Block) -> None:
    assert after(edit, block, OTHER).source is not None


@pytest.mark.parametrize(
    ("edit", "block"),
    [
        (words("big red ", ""), paragraph("He wore a big red hat today.")),
        (words("the bird sat", "the sat"), paragraph(LONG)),
        (emptied("He wore"), paragraph("He wore a hat.")),
        (opened(without_picture), nd.Figure(id="f", images=(PICTURE,))),
        (opened(without_picture), paragraph("He wore ", PICTURE, " a hat.")),
    ],
)
def test_words_and_pictures_taken_out_take_the_original_with_them(edit: WholeEdit, block: nd.Block) -> None:
    assert after(edit, block, OTHER).source is None


def test_an_empty_line_taken_out_leaves_the_original() -> None:
    empty = nd.Paragraph(id="empty", content=())
    assert after(without_empty, paragraph("He wore a hat."), empty, OTHER).source is not None


def without_empty(data: bytes) -> bytes:
    def change(document: Any) -> None:
        for one in document.paragraphs:
            if not one.text:
                one._p.getparent().remove(one._p)

    return opened(change)(data)
