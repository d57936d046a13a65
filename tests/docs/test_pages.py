"""The pages that the program tells of itself are true."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from converters import pipeline
from converters.cli.main import dragoman
from docs.generate import PAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_current(name: str) -> None:
    page = PAGES[name]()
    assert (ROOT / "docs" / name).read_text("utf-8") == page, "run `make docs`"


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "examples/README.md",
        "docs/collections.md",
        "docs/publishing.md",
        "docs/volumes.md",
        "docs/withholding.md",
        "docs/word.md",
        "SECURITY.md",
    ],
)
def test_every_link_inside_the_project_leads_somewhere(page: str) -> None:
    file = ROOT / page
    for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text("utf-8")):
        assert (file.parent / target).exists(), target


def test_every_test_that_the_threat_table_names_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", (ROOT / "SECURITY.md").read_text("utf-8"))
    assert named
    for file, name in named:
        assert f"def {name}(" in (ROOT / file).read_text("utf-8"), f"{file}::{name}"


def test_a_word_typed_over_in_word_is_the_only_difference_as_the_page_on_word_says(tmp_path: Path) -> None:
    record, word, before, after = (tmp_path / name for name in ("r.txt", "r.docx", "a.tei.xml", "b.tei.xml"))
    record.write_bytes((ROOT / "examples/telegram-markdown-copy.txt").read_bytes())
    pipeline.convert(record, before)
    pipeline.convert(record, word)
    _type_over(word, "three interpreters", "four interpreters")
    pipeline.convert(word, after)
    told = CliRunner().invoke(dragoman, ["diff", str(before), str(word)])
    assert f"```text\n{told.stdout}```" in (ROOT / "docs/word.md").read_text("utf-8")
    lines = zip(before.read_text("utf-8").splitlines(), after.read_text("utf-8").splitlines(), strict=True)
    ((old, new),) = ((old, new) for old, new in lines if old != new)
    assert new == old.replace("three interpreters", "four interpreters")


def _type_over(file: Path, old: str, new: str) -> None:
    """Change the words in the run that holds them."""
    opened = docx.Document(str(file))
    (run,) = (run for paragraph in opened.paragraphs for run in paragraph.runs if old in run.text)
    run.text = run.text.replace(old, new)
    opened.save(str(file))
