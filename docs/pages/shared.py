"""What the pages and pictures of `docs/` share."""

from __future__ import annotations

import subprocess
from pathlib import Path

import fontpkg_ibm_plex_mono
from PIL import Image, ImageFont

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent
WIDTH = 90
"""Columns of what the command prints."""


def block(text: str) -> str:
    """What a program prints, in a page."""
    return f"```text\n{text}\n```\n"


def rendered(pdf: Path, page: int, resolution: int = 60, *, colour: bool = False) -> Image.Image:
    """A page of a PDF as a picture (needs pdftoppm)."""
    called = ["pdftoppm", "-r", str(resolution), "-png", "-singlefile", "-f", str(page), "-l", str(page)]
    subprocess.run([*called, *(() if colour else ("-gray",)), str(pdf), f"{pdf}.{page}"], check=True)
    return Image.open(f"{pdf}.{page}.png")


def beside(pages: list[Image.Image]) -> Image.Image:
    """Pages side by side on a ground."""
    gap = 12
    width = sum(page.width + gap for page in pages) + gap
    ground = Image.new("L", (width, pages[0].height + 2 * gap), 215)
    sheet = ground.convert(pages[0].mode)
    left = gap
    for page in pages:
        sheet.paste(page, (left, gap))
        left += page.width + gap
    return sheet


def typewriter(size: int) -> ImageFont.FreeTypeFont:
    """The face of typescripts."""
    files = Path(fontpkg_ibm_plex_mono.__file__).parent / "files"
    return ImageFont.truetype(str(min(files.rglob("*Mono-Regular.ttf"))), size)
