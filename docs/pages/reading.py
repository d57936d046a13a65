"""A telegram as it was sent, and what is understood of it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from click.testing import CliRunner
from PIL import Image, ImageDraw

from converters import pipeline
from converters.cli.main import dragoman
from docs.pages.shared import HERE, ROOT, WIDTH, beside, block, rendered, typewriter

SHOWN = ROOT / "examples/telegram-markdown-copy.txt"

READ = (
    (
        "telegram-two-sections.txt",
        "A telegram of 2008 in two sections: a page-break line inside a sentence, dual "
        "precedence, a subject over two lines, references of three kinds.",
    ),
    (
        "telegram-markdown-copy.txt",
        "A copy as web pages have it: one line a paragraph, links in the tags, and two paragraph "
        "numbers whose pilcrow was read as a 1. Each repair is a choice: what stands there, what is proposed, why, "
        "how sure.",
    ),
)


def reading_page() -> str:
    """Raw telegrams beside what is understood of them."""
    lines = [
        "# Reading a telegram\n",
        "What `dragoman inspect` says of invented telegrams in `examples/`, under the text as it was sent. "
        "Every character of the text has its place in the document; nothing is thrown away, and `--no-repair` "
        "leaves readings as they stand. What a record says twice (filing time and date-time group, serial and "
        "message number, prosign and precedence, security warning and classification, the sequence of its "
        "paragraphs, an archive's number and its own) is compared, and a contradiction is a warning with both "
        "places.\n",
    ]
    for name, words in READ:
        file = ROOT / "examples" / name
        told = CliRunner().invoke(dragoman, ["inspect", str(file)], terminal_width=WIDTH, color=False)
        lines += [f"## {name}\n", f"{words}\n", block(_head(file.read_text("utf-8"))), block(told.output.rstrip())]
    return "\n".join(lines)


def _head(text: str, rows: int = 45) -> str:
    """The first rows of a text, without blanks at their ends."""
    cut = [row.rstrip()[:110] for row in text.splitlines()]
    return "\n".join([*cut[:rows], "…"] if len(cut) > rows else cut)


def telegram_picture() -> None:
    """A telegram as it was sent, beside its print page."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "page.pdf"
        pipeline.convert(SHOWN, pdf)
        pages = [rendered(pdf, number, 75).convert("L") for number in (1, 2)]
        beside([_typescript(SHOWN.read_text("utf-8"), pages[0].size), *pages]).save(
            HERE / "pictures/telegram-and-print.png", optimize=True
        )


def _typescript(text: str, size: tuple[int, int]) -> Image.Image:
    """The text as sent, as much as a page of that size holds."""
    font = typewriter(11)
    page = Image.new("L", size, 250)
    columns = int((size[0] - 50) / font.getlength("m"))
    rows = [row[at : at + columns] for row in text.splitlines() for at in range(0, max(len(row), 1), columns)]
    ImageDraw.Draw(page).multiline_text(
        (25, 20), "\n".join(rows[: (size[1] - 40) // 15]), font=font, fill=30, spacing=3
    )
    return page
