"""What each input becomes, settled before anything is written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

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


def writable(names: str) -> tuple[Format, ...]:
    """The formats in a list with commas. Raises UsageError where one does not exist or cannot be written."""
    formats = tuple(registry.by_name(name.strip()) for name in dict.fromkeys(names.split(",")) if name.strip())
    if not formats:
        raise UsageError("no format to write is named", remedy="name one with --to")
    for one in formats:
        if one.writer_at is None:
            raise UsageError(f"{one.name} can be read, not written", remedy="choose another format with --to")
    return formats


def plan(inputs: Sequence[Input], formats: Sequence[Format], target: str | None, *, several: bool) -> tuple[Task, ...]:
    """What each input becomes below the folder `target`, or in that file where neither inputs nor formats are several.

    Without a target the one output goes to standard output. Raises UsageError where several would, where two would
    become the same file, and where an output would take the place of an input.
    """
    if several or len(formats) != 1 or _names_folder(target):
        if target is None or target == STANDARD_STREAM:
            raise UsageError("several outputs cannot go to standard output", remedy="name a folder with -o")
        tasks = tuple(_below(one, formats, Path(target)) for one in inputs)
    else:
        output = Output(format=formats[0].name, path=target or STANDARD_STREAM)
        tasks = tuple(Task(input=one, outputs=(output,), exact=True) for one in inputs)
    _check(tasks)
    return tasks


def _names_folder(target: str | None) -> bool:
    return target is not None and (target.endswith(("/", os.sep)) or is_folder(Path(target)))


def _below(one: Input, formats: Iterable[Format], folder: Path) -> Task:
    outputs = (Output(format=format.name, path=str(folder / (one.stem + format.endings[0]))) for format in formats)
    return Task(input=one, outputs=tuple(outputs))


def _check(tasks: Iterable[Task]) -> None:
    tasks = tuple(tasks)
    sources = {os.path.realpath(task.input.path): task.input.path for task in tasks}
    owners: dict[str, str] = {}
    for task in tasks:
        for output in task.outputs:
            if output.path == STANDARD_STREAM:
                continue
            place = os.path.realpath(output.path)
            if place in sources:
                raise UsageError(
                    f"{output.path} would take the place of the input {sources[place]}",
                    remedy="name another place with -o",
                )
            if place in owners:
                raise UsageError(
                    f"{owners[place]} and {task.input.path} would both become {output.path}",
                    remedy="rename one, or convert them to two folders",
                )
            owners[place] = task.input.path
