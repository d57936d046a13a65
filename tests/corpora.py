"""The records that tests run over: our own examples, and samples of the reference material."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest

ROOT = Path(__file__).resolve().parent.parent
T = TypeVar("T")


def example_files() -> list[Path]:
    """The invented records in `examples/`."""
    return sorted(file for file in (ROOT / "examples").iterdir() if file.suffix in {".txt", ".json", ".xml"})


def cable_files(shared: Path) -> list[Path]:
    """The real telegrams of the reference material."""
    return sorted((shared / "corpora/cables").glob("*.txt"))


def sample(files: Sequence[T], request: pytest.FixtureRequest, count: int) -> Sequence[T]:
    """All of them with `--sweep`, otherwise some, chosen by the seed that the run prints."""
    if request.config.getoption("--sweep"):
        return files
    chosen = random.Random(f"{request.config.stash[SEED]} {request.node.nodeid}")  # noqa: S311
    return sorted(chosen.sample(list(files), min(count, len(files))), key=str)


SEED = pytest.StashKey[int]()
