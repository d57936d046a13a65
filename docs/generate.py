"""Make the pages of `docs/` that the program itself can tell, and the pictures of the README.

`python docs/generate.py` writes `command.md`, `support-matrix.md`, `print.md` and `reading-a-telegram.md`; with
`--pictures` (needs pdftoppm) the pictures too. A test says when a page is no longer true.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import click
import pikepdf
from click.testing import CliRunner
from PIL import Image, ImageDraw, ImageFont

from converters import pipeline
from converters.cli.main import COMMANDS, LateGroup, dragoman
from converters.collection.products import reading
from converters.collection.products.product import PRODUCTS, Collection
from converters.collection.products.rows import VERSION
from converters.collection.products.tables import described
from converters.formats import registry
from converters.formats.docx.writing.house import HOUSE
from converters.formats.format import WriteOptions
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
        lines += [f"## {name}\n", f"{words}\n", _block(_head(file.read_text("utf-8"))), _block(told.output.rstrip())]
    return "\n".join(lines)


def _head(text: str, rows: int = 45) -> str:
    """The first rows of a text, without blanks at their ends."""
    cut = [row.rstrip()[:110] for row in text.splitlines()]
    return "\n".join([*cut[:rows], "…"] if len(cut) > rows else cut)


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


def print_pages() -> None:
    """Print pages of different kinds, each as a small picture."""
    for shown in SHOWN_PAGES:
        document = pipeline.read(ROOT / "examples" / shown.example)
        theme = str(ROOT / shown.theme) if shown.theme.endswith(".toml") else shown.theme
        options = WriteOptions(theme=theme, paper=shown.paper)
        with tempfile.TemporaryDirectory() as folder:
            pdf = Path(folder) / "page.pdf"
            pdf.write_bytes(pipeline.write_bytes(document, "pdf", options=options))
            number = str(shown.page)
            called = ["pdftoppm", "-r", "60", "-png", "-gray", "-singlefile", "-f", number, "-l", number]
            subprocess.run([*called, str(pdf), str(pdf)], check=True)
            page = Image.open(f"{pdf}.png").quantize(16)
            page.save(HERE / f"pictures/page-{shown.picture}.png", optimize=True)


def network_picture() -> None:
    """Who wrote to whom in the examples: correspondents on a circle, a line for each delivery."""
    import fontpkg_ibm_plex_mono
    import networkx

    with tempfile.TemporaryDirectory() as folder:
        words = ["publish", str(ROOT / "examples"), "-t", "network", "-o", folder]
        assert CliRunner().invoke(dragoman, words).exit_code == 0  # noqa: S101 - the examples are right
        network = networkx.read_gexf(Path(folder) / "network.gexf")
    face = next(iter(sorted((Path(fontpkg_ibm_plex_mono.__file__).parent / "files").rglob("*Mono-Regular.ttf"))))
    font = ImageFont.truetype(str(face), 13)
    width, height = 900, 620
    picture = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(picture)
    placed = networkx.circular_layout(network)
    at = {node: (width / 2 + x * 260, height / 2 + y * 270) for node, (x, y) in placed.items()}
    for source, target in network.edges():
        draw.line([at[source], at[target]], fill=150, width=1)
    for node, (x, y) in at.items():
        name = network.nodes[node]["label"]
        draw.ellipse([x - 5, y - 5, x + 5, y + 5], fill=0)
        anchor = "lm" if x >= width / 2 else "rm"
        draw.text((x + (10 if x >= width / 2 else -10), y), name, fill=0, font=font, anchor=anchor)
    picture.quantize(16).save(HERE / "pictures/network.png", optimize=True)


WITHHELD = """\
reviewer = "Ada Thornbury"
date = 2026-11-24
[[name]]
name = "Núria Quintero-Weiss"
variants = ["Núria Weiss"]
code = "(b)(6)"
[[paragraph]]
marking = ["S//NF", "S/NF"]
code = "1.4(d)"
[[document]]
id = ["08EXAMPLEVILLE412"]
code = "1.4(c)"
"""
"""Rules for the picture of withheld words."""


def withheld_picture() -> None:
    """A page with withheld words beside a withdrawal sheet, made by the commands that the page names."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rules.toml").write_text(WITHHELD, "utf-8")
        records = [str(ROOT / "examples" / one) for one in ("telegram-redacted.txt", "telegram-two-sections.txt")]
        review = folder / "review.csv"
        words = ["convert", *records, "-t", "pdf", "-o", str(folder / "out"), "--withhold", str(folder / "rules.toml")]
        assert CliRunner().invoke(dragoman, [*words, "--list-withheld", str(review)]).exit_code == 0  # noqa: S101
        lines = review.read_text("utf-8").splitlines(keepends=True)
        review.write_text("".join([lines[0], *(one.replace(",,", ",accept,", 1) for one in lines[1:])]), "utf-8")
        assert CliRunner().invoke(dragoman, [*words, "--reviewed", str(review)]).exit_code == 0  # noqa: S101
        pages = []
        for stem, number in (("telegram-redacted", "2"), ("telegram-two-sections", "1")):
            pdf = folder / f"out/{stem}.pdf"
            called = ["pdftoppm", "-r", "60", "-png", "-gray", "-singlefile", "-f", number, "-l", number]
            subprocess.run([*called, str(pdf), str(pdf)], check=True)
            pages.append(Image.open(f"{pdf}.png"))
        _beside(pages).quantize(16).save(HERE / "pictures/withheld.png", optimize=True)


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


PUBLISHED = (
    ("csv", "csv/records.csv", 3),
    ("text", "text/telegram-markdown-copy.txt", 5),
    ("network", "network.gexf", 22),
    ("cmif", "cmif.xml", 34),
    ("corpus.tei", "corpus.tei.xml", 60),
)
"""The products of the examples, each with a file of it, and how many of its lines are shown."""

PICTURED = {"network": (("network.png", "The correspondents of the examples, a line for each delivery"),)}
"""Pictures of products."""


def publishing_page() -> str:
    """What is made of a collection: the beginning of each product of the examples, every column of the tables."""
    names = [product.name for product in PRODUCTS]
    parts = [
        "# Publishing\n",
        "`dragoman publish RECORDS -t csv,text -o FOLDER` reads each record of a collection once and makes these of "
        "all of them. It takes the same options as `dragoman convert` for which records there are and what is known of "
        "them ([collections.md](collections.md)); JSON made by `convert` is the quickest input. "
        "Publisher, licence and address of the index of correspondence come from the profile (`--collection`).\n",
        *(f"- `{product.name}`: {product.title}." for product in PRODUCTS),
        "\nOf the examples, `dragoman publish examples -t csv,text,network,cmif,corpus.tei -o FOLDER` makes:\n",
    ]
    with tempfile.TemporaryDirectory() as folder:
        words = ["publish", str(ROOT / "examples"), "-t", ",".join(one for one, _, _ in PUBLISHED), "-o", folder]
        assert CliRunner().invoke(dragoman, words).exit_code == 0  # noqa: S101 - the examples are right
        for name, file, count in PUBLISHED:
            assert name in names  # noqa: S101 - the table of products has it
            lines = (Path(folder) / file).read_text("utf-8").splitlines()
            parts += [f"## {name}\n", f"`{file}` begins:\n", _block("\n".join(map(_short, lines[:count])))]
            parts += [f"![{caption}](pictures/{picture})\n" for picture, caption in PICTURED.get(name, ())]
    parts += [
        "## The columns of the tables\n",
        f"Version {VERSION}. Several values in one cell have `|` between them. ",
    ]
    parts[-1] += "A cell that a spreadsheet would take for a formula has an apostrophe before it in CSV.\n"
    for table in described(Collection())["resources"]:
        parts += [f"### {table['name']}\n", table["description"] + "\n", "| column | what it holds |", "|---|---|"]
        parts += [f"| {field['name']} | {field['description']} |" for field in table["schema"]["fields"]]
        parts.append("")
    policy = " ".join((reading.__doc__ or "").split())
    return "\n".join([*parts, "## What the texts and the column `text` hold\n", policy, ""])


def _short(line: str) -> str:
    return line if len(line) <= 118 else f"{line[:117]}…"


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
        word = [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
        subprocess.run(["soffice", *word, "--outdir", str(folder / "word"), str(folder / "volume.docx")], check=True)
        _leaves(folder / "word/volume.pdf", _IN_WORD, before=10)


def _leaves(pdf: Path, leaves: Leaves, before: int | None = None) -> None:
    """Pages side by side as one picture. `before`: how many pages stand before page 1, where the file has no labels."""
    with pikepdf.open(pdf) as opened:
        labels = [page.label for page in opened.pages]
    pages = []
    for label in leaves.labels:
        number = str(labels.index(label) + 1 if before is None else before + int(label))
        called = ["pdftoppm", "-r", "75", "-png", "-gray", "-singlefile", "-f", number, "-l", number]
        subprocess.run([*called, str(pdf), f"{pdf}.{label}"], check=True)
        pages.append(Image.open(f"{pdf}.{label}.png").convert("L"))
    _beside(pages).quantize(16).save(HERE / f"pictures/volume-{leaves.picture}.png", optimize=True)


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
            outline=_block("\n".join(outline)),
            profile=_block((HERE / "volume/collection.toml").read_text("utf-8").rstrip()).replace("text", "toml", 1),
            pictures="\n".join(
                f"![{one.caption}](pictures/volume-{one.picture}.png)\n\n*{one.caption}*\n" for one in VOLUME_PAGES
            ),
            word=f"![{_IN_WORD.caption}](pictures/volume-{_IN_WORD.picture}.png)\n\n*{_IN_WORD.caption}*\n",
            styles="\n".join(f"| {name} | {style.use} |" for name, style in HOUSE.items()),
        )
    )


PAGES = {
    "volumes.md": volumes_page,
    "publishing.md": publishing_page,
    "command.md": command_page,
    "support-matrix.md": matrix_page,
    "print.md": prints_page,
    "reading-a-telegram.md": reading_page,
}


def main() -> None:
    """Write the pages, and the pictures where they are asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", action="store_true")
    wanted = parser.parse_args()
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), "utf-8")
    if wanted.pictures:
        pictures()
        print_pages()
        volume_pictures()
        withheld_picture()
        network_picture()


if __name__ == "__main__":
    main()
