"""Real records on the page: archival, accessible, and wholly told by their structure tree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from converters import pipeline
from converters.formats.format import WriteOptions
from converters.formats.pdf import themes
from tests.corpora import cable_files, example_files, sample
from tests.pdf.looks import LOOKS, name_of
from tests.pdf.tagged import rebuilt

Validate = Callable[[bytes, str], dict[str, str]]


def assert_sound(file: Path, verapdf: Validate, theme: str = themes.DEFAULT) -> None:
    document = pipeline.read(file)
    data = pipeline.write_bytes(document, "pdf", options=WriteOptions(theme=theme))
    assert verapdf(data, "3a") == {}, file.name
    assert verapdf(data, "ua1") == {}, file.name
    assert rebuilt(data) == msgspec.structs.replace(document, source=None), file.name


@pytest.mark.shared
@pytest.mark.validator
@pytest.mark.parametrize("theme", LOOKS, ids=name_of)
@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_an_example_is_sound_in_each_theme(file: Path, theme: str, verapdf: Validate) -> None:
    assert_sound(file, verapdf, theme)


@pytest.mark.shared
@pytest.mark.validator
@pytest.mark.sweep
@pytest.mark.parametrize("theme", LOOKS, ids=name_of)
def test_the_real_telegrams_are_sound(
    shared: Path, theme: str, verapdf: Validate, request: pytest.FixtureRequest
) -> None:
    for file in sample(cable_files(shared), request, 4):
        assert_sound(file, verapdf, theme)


@pytest.mark.shared
@pytest.mark.validator
@pytest.mark.sweep
@pytest.mark.parametrize("theme", themes.BUILT_IN)
def test_editions_that_others_made_are_sound(
    shared: Path, theme: str, verapdf: Validate, request: pytest.FixtureRequest
) -> None:
    for file in sample(sorted((shared / "corpora/tei").glob("*/*.xml")), request, 3):
        assert_sound(file, verapdf, theme)
