"""Do what was planned, one input after the other; one that fails does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from converters import pipeline
from converters.collection.discovery import Input
from converters.collection.planning import Output, Task
from converters.errors import DragomanError, UsageError
from converters.formats import registry
from converters.formats.format import ReadOptions, WriteOptions
from converters.model.document import Document
from converters.report import Message, Report

Load = Callable[[Input], bytes]
Save = Callable[[Output, bytes], None]


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """How to convert. `read_as` None: the content of each input decides. `source`: outputs carry the original.

    `split`: which documents of a volume become files of their own, as `div[@type='document']`; `gather`: the parts of
    a volume are put into it again.
    """

    read_as: str | None = None
    reading: ReadOptions = ReadOptions()
    writing: WriteOptions = WriteOptions()
    source: bool = True
    split: str | None = None
    gather: bool = False


class Failure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why an input was not read or an output not written."""

    file: str
    problem: str
    place: str | None = None
    remedy: str | None = None

    @classmethod
    def of(cls, error: Exception, file: str) -> Failure:
        """What an error says of a file. An error that nobody foresaw is told as what it is: a fault of the program."""
        if isinstance(error, DragomanError):
            return cls(file=error.file or file, problem=error.problem, place=error.place, remedy=error.remedy)
        kind = " ".join(f"{type(error).__name__}: {error}".split())
        return cls(file=file, problem=f"the program failed on it ({kind})", remedy="report it with this file")

    def __str__(self) -> str:
        return str(DragomanError(self.problem, place=self.place, remedy=self.remedy, file=self.file))


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one input."""

    input: str
    format: str | None = None
    outputs: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def lossy(self) -> bool:
        """Whether anything was lost or doubtful."""
        return any(message.level != "info" for message in self.messages)


def convert_each(tasks: Iterable[Task], wishes: Wishes, load: Load, save: Save) -> Iterator[Outcome]:
    """Do each task and tell what became of it; an input that holds many records becomes an outcome for each."""
    for task in tasks:
        report = Report()
        try:
            data = load(task.input)
            format = wishes.read_as or registry.detect(data, task.input.name, report).name
            records = registry.by_name(format).records(data)
        except Exception as error:  # one bad input never stops the rest
            yield _failed(task.input.label, None, error, report)
            continue
        if records is None:
            yield _convert(Record(task.input.label, data, task.outputs), format, wishes, save, report)
        else:
            yield from _convert_records(task, records, format, wishes, save)


class Record(NamedTuple):
    """One record to convert: what it is called, its bytes, and what it becomes."""

    label: str
    data: bytes
    outputs: tuple[Output, ...]


def _convert_records(
    task: Task, records: Iterator[bytes], format: str, wishes: Wishes, save: Save
) -> Iterator[Outcome]:
    """Each record of an input becomes files of its own, in a folder that is called as the input."""
    if task.exact:
        yield _failed(
            task.input.label, format, UsageError("holds many records", remedy="name a folder with -o"), Report()
        )
        return
    for number, data in enumerate(records, 1):
        outputs = tuple(_numbered(output, number) for output in task.outputs)
        yield _convert(Record(f"{task.input.label}#{number}", data, outputs), format, wishes, save, Report())


def _numbered(output: Output, number: int) -> Output:
    """`out/records.tei.xml` for the third record: `out/records/00003.tei.xml`."""
    ending = registry.by_name(output.format).endings[0]
    return Output(format=output.format, path=str(Path(output.path.removesuffix(ending)) / f"{number:05}{ending}"))


def _failed(label: str, format: str | None, error: Exception, report: Report) -> Outcome:
    failure = Failure.of(error, label)
    return Outcome(input=label, format=format, messages=tuple(report.messages), failures=(failure,))


def _convert(record: Record, format: str, wishes: Wishes, save: Save, report: Report) -> Outcome:
    try:
        document = pipeline.read_bytes(
            record.data, format=format, name=record.label, options=wishes.reading, report=report
        )
    except Exception as error:  # one bad input never stops the rest
        return _failed(record.label, None, error, report)
    try:
        writings = _writings(document, record, wishes, report)
    except DragomanError as error:
        return _failed(record.label, format, error, report)
    failures = {output.path: _write(one, output, record.label, wishes, save, report) for one, output in writings}
    return Outcome(
        input=record.label,
        format=format,
        outputs=tuple(path for path, failure in failures.items() if failure is None),
        messages=tuple(report.messages),
        failures=tuple(failure for failure in failures.values() if failure is not None),
    )


def _writings(document: Document, record: Record, wishes: Wishes, report: Report) -> Iterable[tuple[Document, Output]]:
    """What is written where: the document itself, or the parts of a volume."""
    if wishes.gather or wishes.split is not None:
        from converters.collection import parts

        if wishes.gather:
            document = parts.gather(document, record.label, report)
        if wishes.split is not None:
            return tuple(parts.split(document, wishes.split, record.outputs))
    return [(document, output) for output in record.outputs]


def _write(document: Document, output: Output, path: str, wishes: Wishes, save: Save, report: Report) -> Failure | None:
    """Write one output; why it could not be, or None."""
    try:
        data = pipeline.write_bytes(
            document, output.format, options=wishes.writing, report=report, source=wishes.source
        )
        save(output, data)
    except BrokenPipeError:
        raise  # nobody reads standard output any more
    except Exception as error:  # one bad output never stops the rest
        return Failure.of(error, path)
    return None
