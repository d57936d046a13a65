"""Collections for the tests of runs: the examples under many names, and what a folder holds afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
TELEGRAMS = sorted(EXAMPLES.glob("telegram-*.txt"))


def collection(folder: Path, count: int) -> Path:
    """A folder with so many telegrams in subfolders of ten."""
    for number in range(count):
        model = TELEGRAMS[number % len(TELEGRAMS)]
        below = folder / f"{number // 10:03}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{number:05}.txt").write_bytes(model.read_bytes())
    return folder


def words(*more: str | Path) -> list[str]:
    """The words of a call of the command."""
    return [sys.executable, "-m", "converters", *map(str, more)]


def run(*more: str | Path, folder: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command with these words, to its end."""
    return subprocess.run(
        words(*more),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **environment},
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, by its path there."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
