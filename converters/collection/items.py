"""The pieces of work: one record each, with what it becomes. An input that holds many records is many of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

import msgspec

from converters import pipeline
from converters.collection import storage
from converters.collection.discovery import Input
from converters.collection.planning import Output, Task
from converters.errors import InputError, UsageError
from converters.formats import registry
from converters.formats.format import Format
from converters.limits import DEFAULT, Limits, OverLimit
from converters.report import Report

Opened = Callable[[Input], AbstractContextManager[BinaryIO]]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One record to convert: what it is called, what it becomes, and its bytes, or the path of the file of them.

    `problem`: why nothing can be made of it. `one_of_many`: it comes from an input that holds many records.
    """

    label: str
    path: str
    outputs: tuple[Output, ...]
    name: str | None = None
    data: bytes | None = None
    problem: Exception | None = None
    one_of_many: bool = False


def opened(one: Input) -> AbstractContextManager[BinaryIO]:
    """An input, open to be read. Raises InputError."""
    return storage.opened(one.path)


def expand(
    tasks: Iterable[Task], read_as: str | None, opened: Opened = opened, limits: Limits = DEFAULT
) -> Iterator[Item]:
    """The items of each task, in order. An input of many records is read as far as the item that is asked for."""
    for task in tasks:
        found = _items(task, read_as, opened, limits)
        try:
            yield from found
        except OSError as error:
            unread = InputError(f"cannot be read: {error.strerror or error}", remedy="check the file and your rights")
            yield _item(task, task.input.label, problem=unread)
        except Exception as error:  # one bad input never stops the rest
            yield _item(task, task.input.label, problem=error)


def _items(task: Task, read_as: str | None, opened: Opened, limits: Limits) -> Iterator[Item]:
    if task.input.name is not None and not _may_hold_many(task.input.path, read_as):
        yield _item(task, task.input.label)
        return
    with opened(task.input) as file:
        held = _held(file, task, read_as, limits)
        if isinstance(held, bytes):
            yield _item(task, task.input.label, data=held)
        elif task.exact:
            raise UsageError("holds many records", remedy="name a folder with -o")
        else:
            yield from _numbered(task, held)


def _item(task: Task, label: str, *, data: bytes | None = None, problem: Exception | None = None) -> Item:
    one = task.input
    return Item(label=label, path=one.path, name=one.name, outputs=task.outputs, data=data, problem=problem)


def _may_hold_many(path: str, read_as: str | None) -> bool:
    wanted = registry.by_name(read_as) if read_as else registry.by_ending(path)
    return wanted is None or wanted.records_at is not None


def _held(file: BinaryIO, task: Task, read_as: str | None, limits: Limits) -> bytes | Iterator[bytes]:
    """The records of an open input of many; the bytes of one that holds one."""
    head = file.read(registry.SNIFFED)
    format: Format = registry.by_name(read_as) if read_as else registry.detect(head, task.input.name, Report())
    if format.records_at is not None:
        return format.records_in(file, head, limits)
    data = head + pipeline.load_stream(file, task.input.label, limits)
    if len(data) > limits.file:
        raise OverLimit("file", f"has more than {limits.file} bytes", file=task.input.label)
    return data


def _numbered(task: Task, records: Iterator[bytes]) -> Iterator[Item]:
    """Each record of an input becomes files of its own, in a folder that is called as the input."""
    for number, data in enumerate(records, 1):
        outputs = tuple(_in_folder(output, number) for output in task.outputs)
        label = f"{task.input.label}#{number}"
        one = task.input
        yield Item(label=label, path=one.path, name=one.name, outputs=outputs, data=data, one_of_many=True)


def _in_folder(output: Output, number: int) -> Output:
    """`out/records.tei.xml` for the third record: `out/records/00003.tei.xml`."""
    ending = registry.by_name(output.format).endings[0]
    return Output(format=output.format, path=str(Path(output.path.removesuffix(ending)) / f"{number:05}{ending}"))
