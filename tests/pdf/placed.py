"""What stands where on the pages of a document, for the tests of layout: by our own reading of the drawn text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

import pikepdf

from converters.formats.format import WriteOptions
from converters.formats.pdf.content_stream import read_contents
from converters.formats.pdf.text_state import Run
from converters.formats.pdf.writer import write
from converters.model.document import Document
from converters.report import Report


class Words(NamedTuple):
    """Words on one page: the text of a run, where it begins and ends, and how large it is."""

    text: str
    page: int
    x: float
    y: float
    right: float
    size: float


def placed(document: Document, theme: str | None = None, paper: str | None = None) -> list[Words]:
    """All that is drawn and no artifact, in the order of drawing."""
    data = write(document, WriteOptions(theme=theme, paper=paper), Report())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages: Sequence[Sequence[Run]] = read_contents(pdf, Report()).pages
    return [
        Words(run.text, number, run.x, run.y, run.right, run.size)
        for number, runs in enumerate(pages)
        for run in runs
        if run.text
    ]


def find(words: Sequence[Words], text: str) -> Words:
    """The first run that has a text in it."""
    return next(one for one in words if text in one.text)
