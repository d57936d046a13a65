"""What is made of a collection: the beginning of each product of the examples."""

from __future__ import annotations

import tempfile
from pathlib import Path

from click.testing import CliRunner
from PIL import Image, ImageDraw

from converters.cli.main import dragoman
from converters.collection.products import reading
from converters.collection.products.product import PRODUCTS, Collection
from converters.collection.products.rows import VERSION
from converters.collection.products.tables import described
from docs.pages.shared import HERE, ROOT, block, typewriter

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
            parts += [f"## {name}\n", f"`{file}` begins:\n", block("\n".join(map(_short, lines[:count])))]
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


def network_picture() -> None:
    """Who wrote to whom in the examples: correspondents on a circle, a line for each delivery."""
    import networkx

    with tempfile.TemporaryDirectory() as folder:
        words = ["publish", str(ROOT / "examples"), "-t", "network", "-o", folder]
        assert CliRunner().invoke(dragoman, words).exit_code == 0  # noqa: S101 - the examples are right
        network = networkx.read_gexf(Path(folder) / "network.gexf")
    font = typewriter(13)
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
