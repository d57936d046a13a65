"""The pages that the program tells of itself are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
