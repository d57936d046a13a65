"""The themes that records are tried in: those of the program, and one of a user that asks for what theirs do not."""

from __future__ import annotations

from pathlib import Path

from converters.formats.pdf import themes
from tests.corpora import ROOT

SIDE_NUMBERS = str(ROOT / "docs/print/side-numbers.toml")
LOOKS = (*themes.BUILT_IN, SIDE_NUMBERS)


def name_of(look: str) -> str:
    """A theme's name for the list of tests."""
    return Path(look).stem
