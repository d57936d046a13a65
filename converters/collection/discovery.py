"""Which files there are to work on, among the files and folders that are named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from converters.errors import InputError
from converters.formats import registry

STANDARD_STREAM = "-"
"""Standard input among the inputs, standard output among the outputs."""


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One file to read. `below` is its path under the folder that was named, or its bare name."""

    path: str
    below: str = ""

    @property
    def name(self) -> str | None:
        """What its format may be told by beside the content: standard input has no name."""
        return None if self.path == STANDARD_STREAM else self.path

    @property
    def label(self) -> str:
        """How it is called in messages."""
        return self.name or "standard input"

    @property
    def stem(self) -> str:
        """`below` without the ending of its format; an ending of no format is part of the name."""
        return self.below[: len(self.below) - len(registry.ending(self.below))]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The inputs in a stable order, the files whose ending no format has, and the folders that are closed to us."""

    inputs: tuple[Input, ...]
    skipped: tuple[str, ...]
    problems: tuple[InputError, ...]


def discover(names: Iterable[str], *, format: str | None = None) -> Found:
    """The inputs among the files, folders and `-` that were named, each once.

    A file that is named is always an input. In a folder, files are taken by their ending: of the format named, or of
    any that can be read. Hidden files and links out of the folder are passed over without a word.
    """
    wanted = (registry.by_name(format),) if format else tuple(one for one in registry.formats() if one.reader_at)
    endings = tuple(ending for one in wanted for ending in one.endings)
    inputs: dict[Input, None] = {}
    skipped: list[str] = []
    problems: list[InputError] = []
    for name in names:
        folder = Path(name)
        if name == STANDARD_STREAM:
            inputs[Input(path=name, below="stdin")] = None
        elif not is_folder(folder):
            inputs[Input(path=name, below=folder.name)] = None
        else:
            for file in _files_below(folder, problems):
                if file.name.lower().endswith(endings):
                    inputs[Input(path=str(file), below=str(file.relative_to(folder)))] = None
                else:
                    skipped.append(str(file))
    return Found(inputs=tuple(inputs), skipped=tuple(skipped), problems=tuple(problems))


def is_folder(path: Path) -> bool:
    """Whether there is a folder of that name; a name that no file can have is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False  # reading it will say what is wrong


def _files_below(folder: Path, problems: list[InputError]) -> Iterator[Path]:
    """The files below a folder in the order of their names."""

    def closed(error: OSError) -> None:
        remedy = "check its permissions"
        problems.append(InputError(f"cannot be read: {error.strerror}", remedy=remedy, file=str(error.filename)))

    for here, folders, files in os.walk(folder, onerror=closed, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(here) / name
            if not name.startswith(".") and not file.is_symlink():
                yield file
