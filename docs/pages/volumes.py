"""A volume of the examples, shown by its pages."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import NamedTuple

import pikepdf
from click.testing import CliRunner

from converters.cli.main import dragoman
from converters.formats.docx.writing.house import HOUSE
from docs.pages.office import in_office
from docs.pages.shared import HERE, ROOT, beside, block, rendered

VOLUME = (
    *("publish", "examples/*.txt", "examples/letter.json", "-t", "volume.pdf,volume.docx"),
    *("--collection", "docs/volume/collection.toml", "--authority", "docs/volume/authorities.csv"),
)
"""How the volume of the examples is made; the folder of the outputs is to be added."""


class Leaves(NamedTuple):
    """Pages of the volume that are shown side by side, by their labels."""

    picture: str
    caption: str
    labels: tuple[str, ...]


VOLUME_PAGES = (
    Leaves("title", "Half-title, title, imprint", ("i", "iii", "iv")),
    Leaves("contents", "Contents; persons and abbreviations, from the records and the profile", ("v", "viii", "ix")),
    Leaves("spread", "Two pages of records: source notes, textual notes, running heads", ("4", "5")),
    Leaves("links", "A reference to a record of the volume; withheld words", ("6", "7")),
    Leaves("index", "The index, to documents and pages", ("9",)),
)
_IN_WORD = Leaves("word", "The same pages of the Word file, as LibreOffice shows them", ("1", "2", "3"))


def _volume(folder: Path) -> None:
    """Make the volume of the examples."""
    with contextlib.chdir(ROOT):
        done = CliRunner().invoke(dragoman, [*VOLUME, "-o", str(folder)])
    assert done.exit_code == 0, done.output  # noqa: S101 - the examples are right


def volume_pictures() -> None:
    """The pages of the volume that `volumes.md` shows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _volume(folder)
        for leaves in VOLUME_PAGES:
            _leaves(folder / "volume.pdf", leaves)
        (folder / "word").mkdir()
        _leaves(in_office(folder / "volume.docx", folder / "word"), _IN_WORD, before=10)


def _leaves(pdf: Path, leaves: Leaves, before: int | None = None) -> None:
    """Pages side by side as one picture. `before`: how many pages stand before page 1, where the file has no labels."""
    with pikepdf.open(pdf) as opened:
        labels = [page.label for page in opened.pages]
    pages = []
    for label in leaves.labels:
        number = labels.index(label) + 1 if before is None else before + int(label)
        pages.append(rendered(pdf, number, 75).convert("L"))
    beside(pages).quantize(16).save(HERE / f"pictures/volume-{leaves.picture}.png", optimize=True)


def volumes_page() -> str:
    """What a volume is, shown by that of the examples."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _volume(folder)
        with pikepdf.open(folder / "volume.pdf") as opened:
            count = len(opened.pages)
            outline = [str(entry.title) for entry in opened.open_outline().root]
    command = " ".join(f'"{word}"' if "*" in word else word for word in VOLUME)
    return (
        (HERE / "volume/page.md")
        .read_text("utf-8")
        .format(
            command=f"dragoman {command} -o out",
            count=count,
            outline=block("\n".join(outline)),
            profile=block((HERE / "volume/collection.toml").read_text("utf-8").rstrip()).replace("text", "toml", 1),
            pictures="\n".join(
                f"![{one.caption}](pictures/volume-{one.picture}.png)\n\n*{one.caption}*\n" for one in VOLUME_PAGES
            ),
            word=f"![{_IN_WORD.caption}](pictures/volume-{_IN_WORD.picture}.png)\n\n*{_IN_WORD.caption}*\n",
            styles="\n".join(f"| {name} | {style.use} |" for name, style in HOUSE.items()),
        )
    )
