"""A record in Word."""

from __future__ import annotations

import tempfile
from pathlib import Path

from converters import pipeline
from converters.formats.format import WriteOptions
from docs.pages.office import in_office
from docs.pages.shared import HERE, ROOT, beside, rendered

SHOWN = "telegram-markdown-copy.txt"
"""An example with repairs."""


def word_picture() -> None:
    """The pages of a telegram in Word, its repairs as tracked changes."""
    document = pipeline.read(ROOT / "examples" / SHOWN)
    with tempfile.TemporaryDirectory() as name:
        word = Path(name) / "telegram.docx"
        word.write_bytes(pipeline.write_bytes(document, "docx", options=WriteOptions(repairs="tracked")))
        pdf = in_office(word, Path(name))
        pages = [rendered(pdf, page, 75, colour=True) for page in (1, 2)]
    beside(pages).quantize(48).save(HERE / "pictures/word-telegram.png", optimize=True)
