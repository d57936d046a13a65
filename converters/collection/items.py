"""The pieces of work: one record each, with what it becomes. An input that holds many records is many of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from converters.collection import storage
from converters.collection.discovery import Input
from converters.collection.planning import Output, Task
from converters.errors import UsageError
from converters.formats import registry
from converters.formats.format import Format
from converters.limits import DEFAULT, Limits
from converters.report import Report

Load = Callable[[Input], bytes]


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


def load(one: Input, limits: Limits = DEFAULT) -> bytes:
    """The bytes of an input. Raises InputError."""
    return storage.load(one.path, limits)


def expand(tasks: Iterable[Task], read_as: str | None, load: Load = load) -> Iterator[Item]:
    """The items of each task, in order."""
    for task in tasks:
        try:
            data = _data(task, read_as, load)
            records = None if data is None else _records(data, task, read_as)
        except Exception as error:  # one bad input never stops the rest
            yield _item(task, task.input.label, problem=error)
            continue
        if records is None:
            yield _item(task, task.input.label, data=data)
        elif task.exact:
            many = UsageError("holds many records", remedy="name a folder with -o")
            yield _item(task, task.input.label, problem=many)
        else:
            yield from _numbered(task, records)


def _item(task: Task, label: str, *, data: bytes | None = None, problem: Exception | None = None) -> Item:
    one = task.input
    return Item(label=label, path=one.path, name=one.name, outputs=task.outputs, data=data, problem=problem)


def _data(task: Task, read_as: str | None, load: Load) -> bytes | None:
    """The bytes of an input, where they are needed here: of standard input, and of what may hold many records."""
    if task.input.name is None or _may_hold_many(task.input.path, read_as):
        return load(task.input)
    return None


def _may_hold_many(path: str, read_as: str | None) -> bool:
    wanted = registry.by_name(read_as) if read_as else registry.by_ending(path)
    return wanted is None or wanted.records_at is not None


def _records(data: bytes, task: Task, read_as: str | None) -> Iterator[bytes] | None:
    format: Format = registry.by_name(read_as) if read_as else registry.detect(data, task.input.name, Report())
    return format.records(data)


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
