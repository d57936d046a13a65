"""Make the pages of `docs/` that the program itself can tell, and the pictures of the README.

`python -m docs.generate` writes the pages; with `--pictures` (needs pdftoppm and LibreOffice) the pictures too. A test
says when a page is no longer true.
"""

from __future__ import annotations

import argparse

from docs.pages import printing, program, publishing, reading, volumes, withholding, word
from docs.pages.shared import HERE

PAGES = {
    "volumes.md": volumes.volumes_page,
    "publishing.md": publishing.publishing_page,
    "command.md": program.command_page,
    "support-matrix.md": program.matrix_page,
    "print.md": printing.prints_page,
    "reading-a-telegram.md": reading.reading_page,
}
PICTURES = (
    reading.telegram_picture,
    printing.print_pictures,
    word.word_picture,
    volumes.volume_pictures,
    withholding.withheld_picture,
    publishing.network_picture,
)


def main() -> None:
    """Write the pages, and the pictures where they are asked for."""
    parser = argparse.ArgumentParser(prog="python -m docs.generate")
    parser.add_argument("--pictures", action="store_true")
    wanted = parser.parse_args()
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), "utf-8")
    if wanted.pictures:
        for draw in PICTURES:
            draw()


if __name__ == "__main__":
    main()
