"""Nothing of a source is lost and nothing is invented: every character is in a node, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from converters import pipeline
from converters.formats.format import ReadOptions
from tests.cable.accounting import difference, overlaps, uncovered
from tests.corpora import cable_files, example_files

SPECIMENS = sorted(Path(__file__).with_name("specimens").glob("*.txt"))
EXAMPLES = [*[file for file in example_files() if file.suffix == ".txt"], *SPECIMENS]
AS_IT_STANDS = ReadOptions(repair=False)


def assert_accounted_for(file: Path, options: ReadOptions) -> None:
    document = pipeline.read(file, format="cable", options=options)
    assert uncovered(document) == "", file.name
    assert difference(document) == ({}, {}), file.name
    assert overlaps(document) == [], file.name


@pytest.mark.parametrize("options", [ReadOptions(), AS_IT_STANDS], ids=["repaired", "as it stands"])
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_every_character_of_an_example_is_in_a_node_of_its_own(file: Path, options: ReadOptions) -> None:
    assert_accounted_for(file, options)


@pytest.mark.shared
def test_every_character_of_the_real_telegrams_is_in_a_node_of_its_own(shared: Path) -> None:
    files = [shared / "corpora/seed/cable.txt", *cable_files(shared)]
    assert len(files) == 157
    for file in files:
        assert_accounted_for(file, ReadOptions())
