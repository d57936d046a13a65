"""Real records on their pages, in each theme: nothing overlaps, nothing leaves its frame."""

from __future__ import annotations

from pathlib import Path

import pytest

from converters import pipeline
from converters.formats.pdf import themes
from tests.corpora import cable_files, example_files, sample
from tests.pdf.boxes import faults
from tests.pdf.looks import LOOKS, name_of


@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
@pytest.mark.parametrize("theme", LOOKS, ids=name_of)
def test_the_pages_of_an_example_are_sound(file: Path, theme: str) -> None:
    assert faults(pipeline.read(file), themes.theme(theme)) == []


@pytest.mark.shared
@pytest.mark.sweep
@pytest.mark.parametrize("theme", LOOKS, ids=name_of)
def test_the_pages_of_real_telegrams_are_sound(shared: Path, theme: str, request: pytest.FixtureRequest) -> None:
    for number, file in enumerate(sample(cable_files(shared), request, 8)):
        paper = list(themes.PAPERS)[number % len(themes.PAPERS)]
        assert faults(pipeline.read(file), themes.theme(theme, paper)) == [], file.name


@pytest.mark.shared
@pytest.mark.sweep
@pytest.mark.parametrize("theme", themes.BUILT_IN)
def test_the_pages_of_editions_by_others_are_sound(shared: Path, theme: str, request: pytest.FixtureRequest) -> None:
    for file in sample(sorted((shared / "corpora/tei").glob("*/*.xml")), request, 5):
        assert faults(pipeline.read(file), themes.theme(theme, "6x9")) == [], file.name
