"""Which files there are to convert, and what each becomes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from converters.errors import UsageError
from converters.formats import registry
from converters.formats.format import Format

STANDARD_STREAM = "-"


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One file to read. `below` is its path under the folder that was named, or its bare name."""

    path: str
    below: str

    @property
    def stem(self) -> str:
        """`below` without the ending of its format."""
        name = Path(self.below).name.lower()
        endings = [ending for one in registry.formats() for ending in one.endings if name.endswith(ending)]
        return self.below[: -len(max(endings, key=len))] if endings else str(Path(self.below).with_suffix(""))


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The inputs in a stable order, and how many files were passed over since no format has their ending."""

    inputs: tuple[Input, ...]
    skipped: int


def discover(names: Iterable[str]) -> Found:
    """The inputs among the files, folders and `-` that were named. A file that is named is always an input."""
    inputs: list[Input] = []
    skipped = 0
    for name in names:
        folder = Path(name)
        if name == STANDARD_STREAM or not folder.is_dir():
            inputs.append(Input(path=name, below="stdin" if name == STANDARD_STREAM else folder.name))
            continue
        for file in _files_below(folder):
            if registry.by_ending(file.name) is None:
                skipped += 1
            else:
                inputs.append(Input(path=str(file), below=str(file.relative_to(folder))))
    return Found(inputs=tuple(inputs), skipped=skipped)


def _files_below(folder: Path) -> Iterator[Path]:
    """The files below a folder in the order of their names; hidden ones and links out of it are passed over."""
    for here, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(here) / name
            if not name.startswith(".") and not file.is_symlink():
                yield file


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One input and the files it becomes: pairs of a format's name and a path."""

    input: Input
    outputs: tuple[tuple[str, str], ...]


def plan(inputs: Iterable[Input], formats: Iterable[Format], folder: str | Path) -> tuple[Task, ...]:
    """What each input becomes below a folder. Raises UsageError where two would become the same file."""
    chosen = tuple(formats)
    owners: dict[str, str] = {}
    tasks: list[Task] = []
    for one in inputs:
        outputs = tuple((format.name, str(Path(folder) / (one.stem + format.endings[0]))) for format in chosen)
        for _, path in outputs:
            other = owners.setdefault(os.path.normcase(path), one.path)
            if other != one.path:
                raise UsageError(
                    f"{other} and {one.path} would both become {path}",
                    remedy="rename one, or use two folders",
                )
        tasks.append(Task(input=one, outputs=outputs))
    return tuple(tasks)
