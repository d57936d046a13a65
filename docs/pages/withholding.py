"""A page with withheld words beside a withdrawal sheet."""

from __future__ import annotations

import tempfile
from pathlib import Path

from click.testing import CliRunner

from converters.cli.main import dragoman
from docs.pages.shared import HERE, ROOT, beside, rendered

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
        shown = (("telegram-redacted", 2), ("telegram-two-sections", 1))
        pages = [rendered(folder / f"out/{stem}.pdf", number) for stem, number in shown]
        beside(pages).quantize(16).save(HERE / "pictures/withheld.png", optimize=True)
