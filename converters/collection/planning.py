"""What each input becomes, settled before anything is written."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from converters.collection import storage
from converters.collection.discovery import STANDARD_STREAM, Input, is_folder
from converters.errors import UsageError
from converters.formats import registry
from converters.formats.format import Format


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """One file to write, or standard output."""

    format: str
    path: str


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One input and what it becomes. `exact`: the outputs are the very files that were named, not below a folder."""

    input: Input
    outputs: tuple[Output, ...]
    exact: bool = False


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The inputs, the formats, and where to: below `folder`, or where that is None into the one file `exact`.

    `several`: it is about a collection, even where only one record of it was found.
    """

    inputs: tuple[Input, ...]
    formats: tuple[Format, ...]
    folder: str | None = None
    exact: str = STANDARD_STREAM
    several: bool = False

    def tasks(self) -> Iterator[Task]:
        """What each input becomes, in order."""
        for one in self.inputs:
            yield Task(input=one, outputs=tuple(self._outputs(one)), exact=self.folder is None)

    def _outputs(self, one: Input) -> Iterator[Output]:
        for format in self.formats:
            path = self.exact if self.folder is None else str(self._place(one.stem + format.endings[0]))
            yield Output(format=format.name, path=path)

    def _place(self, below: str) -> str | Path:
        assert self.folder is not None  # noqa: S101 - who asks has looked
        return f"{self.folder.rstrip('/')}/{below}" if storage.is_url(self.folder) else Path(self.folder) / below


def writable(names: str) -> tuple[Format, ...]:
    """The formats in a list with commas. Raises UsageError where one does not exist or cannot be written."""
    formats = tuple(registry.by_name(name.strip()) for name in dict.fromkeys(names.split(",")) if name.strip())
    if not formats:
        raise UsageError("no format to write is named", remedy="name one with --to, or a file with its ending with -o")
    for one in formats:
        if one.writer_at is None:
            raise UsageError(f"{one.name} can be read, not written", remedy="choose another format with --to")
    return formats


def plan(
    inputs: Sequence[Input], formats: Sequence[Format], target: str | None, *, several: bool, parts: bool = False
) -> Plan:
    """What each input becomes below the folder `target`, or in that file where neither inputs nor formats are several.

    `parts`: even one input becomes several files. Without a target the one output goes to standard output. Raises
    UsageError where several would, where two would become the same file, where an output would take the place of an
    input or would be called like a file of another format, and where a link leads out of the folder.
    """
    if several or parts or len(formats) != 1 or _names_folder(target):
        if target is None or target == STANDARD_STREAM:
            raise UsageError("several outputs cannot go to standard output", remedy="name a folder with -o")
        _check_folder(storage.local(target))
        found = Plan(inputs=tuple(inputs), formats=tuple(formats), folder=storage.local(target), several=several)
    else:
        exact = storage.local(target) if target else STANDARD_STREAM
        found = Plan(inputs=tuple(inputs), formats=tuple(formats), exact=exact)
    _check(found)
    if found.folder is None:
        _check_name(found.exact, formats[0])
    return found


def _check_name(path: str, written: Format) -> None:
    """Refuse a name that is that of another format: what it asks and what `--to` asks cannot both be meant."""
    asked = registry.by_ending(path)
    can = asked is not None and asked.writer_at is not None
    registry.check_name(path, written, f", or ask for {asked.name} with --to" if asked and can else "")


def _check_folder(target: str) -> None:
    """Refuse a folder for several outputs that is a file, or would be called as if it were one."""
    if storage.is_url(target) or is_folder(target) or target.endswith(("/", os.sep)):
        return
    if os.path.lexists(target):
        raise UsageError(f"{target} is no folder, and there are several outputs", remedy="name a folder with -o")
    if registry.ending(target):
        raise UsageError(
            f"{target} is the name of a file, and there are several outputs",
            remedy="name a folder with -o; one of that name has to end in /",
        )


def _names_folder(target: str | None) -> bool:
    return target is not None and (target.endswith(("/", os.sep)) or is_folder(target))


def _check(found: Plan) -> None:
    real = functools.lru_cache(maxsize=4096)(os.path.realpath)

    def place(path: str) -> str:
        """Where a file really is; only its folder is followed, since a link in its place would be replaced."""
        folder, name = os.path.split(path)
        return path if storage.is_url(path) else os.path.join(real(folder), name)  # noqa: PTH118 - 80 000 times

    root = None if found.folder is None else place(os.path.join(found.folder, ""))  # noqa: PTH118
    sources = {place(one.path): one.path for one in found.inputs}
    owners: dict[str, str] = {}
    for task in found.tasks():
        for output in task.outputs:
            if output.path == STANDARD_STREAM:
                continue
            there = place(output.path)
            if root is not None and not there.startswith(root):
                raise UsageError(f"{output.path} leads out of {found.folder} by a link", remedy="remove the link")
            if there in sources:
                raise UsageError(
                    f"{output.path} would take the place of the input {sources[there]}",
                    remedy="name another place with -o",
                )
            if there in owners:
                raise UsageError(
                    f"{owners[there]} and {task.input.path} would both become {output.path}",
                    remedy="rename one, or convert them to two folders",
                )
            owners[there] = task.input.path
