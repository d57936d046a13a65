"""Print pages of different kinds."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from converters import pipeline
from converters.formats.format import WriteOptions
from docs.pages.shared import HERE, ROOT, rendered


class Shown(NamedTuple):
    """A page of an example that is shown: its picture's name, what it shows, and how it was printed."""

    picture: str
    caption: str
    example: str
    page: int
    theme: str = "edition"
    paper: str = "A4"


SIDE_NUMBERS = "docs/print/side-numbers.toml"

SHOWN_PAGES = (
    Shown("edition-first", "the record's facts and the header as sent", "telegram-two-sections.txt", 1),
    Shown("edition-text", "justified text, divided words, marks in the margin", "telegram-two-sections.txt", 2),
    Shown("telegram", "a typescript, line by line as sent", "telegram-two-sections.txt", 2, "telegram"),
    Shown(
        "side-numbers", "numbers of paragraphs and lines in the margin", "telegram-two-sections.txt", 2, SIDE_NUMBERS
    ),
    Shown("apparatus", "readings at the foot", "telegram-markdown-copy.txt", 2),
    Shown("redacted", "withheld words", "telegram-redacted.txt", 2),
    Shown("office", "a telegram of 1974 with its distribution", "telegram-1974-office-distribution.txt", 2),
    Shown("letter", "a letter in French, with Arabic, Hebrew and Greek", "letter.json", 1),
    Shown("table", "a table, a picture, lists, verse", "letter.json", 2),
    Shown("notes", "notes in two series and in the margin", "convention.json", 1),
    Shown("directions", "spans, numbered verse, a table from right to left", "convention.json", 2),
    Shown("six-by-nine", "a letter on 6 by 9 inches", "letter.json", 2, "edition", "6x9"),
    Shown("large-print", "large print on Letter", "telegram-partial-extract.txt", 1, "large-print", "Letter"),
)


def print_pictures() -> None:
    """Print pages of different kinds, each as a small picture."""
    for shown in SHOWN_PAGES:
        document = pipeline.read(ROOT / "examples" / shown.example)
        theme = str(ROOT / shown.theme) if shown.theme.endswith(".toml") else shown.theme
        options = WriteOptions(theme=theme, paper=shown.paper)
        with tempfile.TemporaryDirectory() as folder:
            pdf = Path(folder) / "page.pdf"
            pdf.write_bytes(pipeline.write_bytes(document, "pdf", options=options))
            page = rendered(pdf, shown.page).quantize(16)
            page.save(HERE / f"pictures/page-{shown.picture}.png", optimize=True)


_PRINTED = (
    "Pages of the invented records in `examples/`, printed by `make docs`. `dragoman themes edition` shows all that a "
    "theme can say; a theme of one's own says no more than where it differs, such as "
    "[print/side-numbers.toml](print/side-numbers.toml). The words of the edition itself are English, or German, "
    "Spanish or French where a theme says so (`words`), and tagged with their language."
)


def prints_page() -> str:
    """The print pages, with what each shows."""
    lines = ["# What print looks like\n", f"{_PRINTED}\n"]
    for shown in SHOWN_PAGES:
        how = "" if shown.theme == "edition" else f" `--theme {shown.theme}`"
        paper = "" if shown.paper == "A4" else f" `--paper {shown.paper}`"
        lines.append(f"![{shown.caption}](pictures/page-{shown.picture}.png)\n")
        lines.append(f"*{shown.caption}* ({shown.example}, page {shown.page}{how}{paper})\n")
    return "\n".join(lines)
