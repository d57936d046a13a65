"""Same in, same out: another process, time zone, locale, folder and hash seed give the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from converters.formats import registry
from tests.corpora import example_files

WRITERS = tuple(one.name for one in registry.formats() if one.writer_at)


def converted(file: Path, folder: Path, **surroundings: str) -> dict[str, bytes]:
    """All formats of a record, made by a process of its own with these surroundings."""
    folder.mkdir()
    command = [
        sys.executable,
        "-m",
        "converters",
        "convert",
        str(file),
        "-t",
        ",".join(WRITERS),
        "-o",
        str(folder / "out"),
    ]
    environment = {**os.environ, **surroundings, "HOME": str(folder)}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in sorted((folder / "out").iterdir())}


@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.name)
def test_two_processes_in_different_surroundings_write_the_same_bytes(file: Path, tmp_path: Path) -> None:
    one = converted(
        file, tmp_path / "one", TZ="UTC", PYTHONHASHSEED="1", LC_ALL="C", XDG_CACHE_HOME=str(tmp_path / "c1")
    )
    other = converted(
        file,
        tmp_path / "other",
        TZ="Asia/Kathmandu",
        PYTHONHASHSEED="2",
        LC_ALL="C.UTF-8",
        XDG_CACHE_HOME=str(tmp_path / "c2"),
    )
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
