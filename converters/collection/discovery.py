"""Which files there are to work on, among the files, folders and patterns that are named."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from converters.collection import storage
from converters.errors import InputError
from converters.formats import registry

STANDARD_STREAM = "-"
"""Standard input among the inputs, standard output among the outputs."""
_WITHOUT = frozenset({"manifest.jsonl", "unmatched.csv"})
"""What a run leaves among its outputs: no records."""
_BESIDE = ".edits.json"
"""The ending of decisions that lie beside a record."""


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


class _Search:
    def __init__(self, endings: tuple[str, ...], *, links: bool, without: str | None) -> None:
        self.endings = endings
        self.links = links
        self.without = os.path.realpath(without) if without else None
        self.inputs: dict[Input, None] = {}
        self.skipped: list[str] = []
        self.problems: list[InputError] = []

    def take(self, path: str, below: str) -> None:
        """An input, where its name can be written down."""
        try:
            path.encode()
        except UnicodeEncodeError:
            shown = path.encode("utf-8", "replace").decode()
            self.problems.append(InputError("its name is not UTF-8", remedy="rename it", file=shown))
            return
        self.inputs[Input(path=path, below=below)] = None

    def consider(self, path: str, below: str) -> None:
        """A file in a folder is an input where a format has its ending."""
        if path.endswith(_BESIDE) or Path(path).name in _WITHOUT:
            return
        if path.lower().endswith(self.endings):
            self.take(path, below)
        else:
            self.skipped.append(path)

    def named(self, name: str) -> None:
        """What one name stands for."""
        name = storage.local(name)
        if name == STANDARD_STREAM:
            self.take(name, "stdin")
        elif storage.is_url(name):
            self._address(name)
        elif is_folder(name):
            for file in files_below(Path(name), self.problems, links=self.links, without=self.without):
                self.consider(str(file), str(file.relative_to(name)))
        elif glob.has_magic(name) and not os.path.lexists(name):
            self._pattern(name)
        else:
            self.take(name, Path(name).name)

    def _address(self, url: str) -> None:
        if not storage.is_folder(url):
            self.take(url, url.rstrip("/").rpartition("/")[2])
            return
        for path, below in storage.files_below(url):
            self.consider(path, below)

    def _pattern(self, pattern: str) -> None:
        """The files of a pattern that the shell has left to us; they lie as below the part of it that has no sign."""
        parts = Path(pattern).parts
        plain = next(place for place, part in enumerate(parts) if glob.has_magic(part))
        root = Path(*parts[:plain])
        names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - a pattern may be absolute
        found = [path for path in names if Path(path).is_file()]
        if not found:
            remedy = "check the pattern"
            self.problems.append(InputError("no file has such a name", remedy=remedy, file=pattern))
        for path in found:
            if self.without is not None and Path(os.path.realpath(path)).is_relative_to(self.without):
                continue
            if self.links or not Path(path).is_symlink():
                self.take(path, str(Path(path).relative_to(root)))


def discover(
    names: Iterable[str], *, format: str | None = None, links: bool = False, without: str | None = None
) -> Found:
    """The inputs among the files, folders, patterns, addresses and `-` that were named, each once.

    A file that is named is always an input. In a folder, files are taken by their ending: of the format named, or of
    any that can be read. Hidden files are passed over without a word, and so are links, unless they are asked for, and
    a folder `without` below them, where the outputs go.
    """
    wanted = (registry.by_name(format),) if format else tuple(one for one in registry.formats() if one.reader_at)
    search = _Search(tuple(ending for one in wanted for ending in one.endings), links=links, without=without)
    for name in names:
        search.named(name)
    return Found(inputs=tuple(search.inputs), skipped=tuple(search.skipped), problems=tuple(search.problems))


def is_folder(path: str | Path) -> bool:
    """Whether there is a folder of that name; a name that no file can have is none."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False  # reading it will say what is wrong


def files_below(
    folder: Path, problems: list[InputError], *, links: bool = False, without: str | None = None
) -> Iterator[Path]:
    """The files below a folder in the order of their names; a folder that links lead to twice is walked once."""
    seen: set[str] = set()

    def closed(error: OSError) -> None:
        remedy = "check its permissions"
        problems.append(InputError(f"cannot be read: {error.strerror}", remedy=remedy, file=str(error.filename)))

    for here, folders, files in os.walk(folder, onerror=closed, followlinks=links):
        real = os.path.realpath(here) if links or without else here
        if real in seen or (real == without and here != str(folder)):
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(here) / name
            if not name.startswith(".") and (links or not file.is_symlink()):
                yield file
