"""Make the pages of `docs/` that the program itself can tell, and the pictures of the README.

`python docs/generate.py` writes `command.md` and `support-matrix.md`; with `--pictures` (needs pdftoppm) the pictures
too. A test says when a page is no longer true.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

import click
from PIL import Image, ImageDraw, ImageFont

from converters import pipeline
from converters.cli.main import COMMANDS, LateGroup, dragoman
from converters.formats import registry
from converters.model.walk import node_kinds
from converters.report import kind_name

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHOWN = ROOT / "examples/telegram-markdown-copy.txt"
WIDTH = 90


def command_page() -> str:
    """Every command with its options, as `--help` tells them."""
    widths = {"max_content_width": WIDTH, "terminal_width": WIDTH, **dragoman.context_settings}
    context = click.Context(dragoman, info_name="dragoman", **widths)
    parts = ["# The command\n", _block(dragoman.get_help(context))]
    assert isinstance(dragoman, LateGroup)  # noqa: S101 - the table of commands is there
    for name in COMMANDS:
        command = dragoman.get_command(context, name)
        assert command is not None  # noqa: S101 - it is in the table
        inner = click.Context(command, info_name=name, parent=context, **widths)
        parts += [f"## dragoman {name}\n", _block(command.get_help(inner))]
    return "\n".join(parts)


def _block(text: str) -> str:
    return f"```text\n{text}\n```\n"


def matrix_page() -> str:
    """What each writer shows of each kind of node."""
    writers = [one for one in registry.formats() if one.writer_at]
    lines = [
        "# What each format shows\n",
        "`full`: one who has only what is visible in the output gets an equal node back. `approximate`: it is shown, "
        "but not wholly. `dropped`: it is not shown. Whatever is not `full` is told in the ledger as a warning, and "
        "still comes back from the document that the file carries. The tests try every cell.\n",
        "| kind of node | " + " | ".join(one.name for one in writers) + " |",
        "|---|" + "---|" * len(writers),
    ]
    for kind in node_kinds():
        levels = ((one.support() or {}).get(kind, "") for one in writers)
        lines.append(f"| {kind_name(kind)} | " + " | ".join(levels) + " |")
    return "\n".join(lines) + "\n"


PAGES = {"command.md": command_page, "support-matrix.md": matrix_page}


def pictures() -> None:
    """A telegram as it was sent, beside its print page."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "page.pdf"
        pipeline.convert(SHOWN, pdf)
        subprocess.run(["pdftoppm", "-r", "75", "-png", "-f", "1", "-l", "2", str(pdf), str(pdf)], check=True)
        pages = [Image.open(page).convert("L") for page in sorted(Path(folder).glob("*.png"))]
        _beside([_typescript(SHOWN.read_text("utf-8"), pages[0].size), *pages]).save(
            HERE / "pictures/telegram-and-print.png", optimize=True
        )


def _typescript(text: str, size: tuple[int, int]) -> Image.Image:
    """The text as sent, as much as a page of that size holds."""
    import fontpkg_ibm_plex_mono

    files = Path(fontpkg_ibm_plex_mono.__file__).parent / "files"
    face = next(iter(sorted(files.rglob("*Mono-Regular.ttf"))))
    font = ImageFont.truetype(str(face), 11)
    page = Image.new("L", size, 250)
    columns = int((size[0] - 50) / font.getlength("m"))
    rows = [row[at : at + columns] for row in text.splitlines() for at in range(0, max(len(row), 1), columns)]
    ImageDraw.Draw(page).multiline_text(
        (25, 20), "\n".join(rows[: (size[1] - 40) // 15]), font=font, fill=30, spacing=3
    )
    return page


def _beside(pages: list[Image.Image]) -> Image.Image:
    gap = 12
    width = sum(page.width + gap for page in pages) + gap
    sheet = Image.new("L", (width, pages[0].height + 2 * gap), 215)
    left = gap
    for page in pages:
        sheet.paste(page, (left, gap))
        left += page.width + gap
    return sheet


def main() -> None:
    """Write the pages, and the pictures where they are asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", action="store_true")
    wanted = parser.parse_args()
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), "utf-8")
    if wanted.pictures:
        pictures()


if __name__ == "__main__":
    main()
