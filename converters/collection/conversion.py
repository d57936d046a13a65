"""Do what was planned, one input after the other; one that fails does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from converters import pipeline
from converters.collection.discovery import Input
from converters.collection.planning import Output, Task
from converters.errors import DragomanError
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
    """Do each task and tell what became of it."""
    for task in tasks:
        yield _convert(task, wishes, load, save)


def _convert(task: Task, wishes: Wishes, load: Load, save: Save) -> Outcome:
    report = Report()
    read = _read(task.input, wishes, load, report)
    if isinstance(read, Failure):
        return Outcome(input=task.input.label, messages=tuple(report.messages), failures=(read,))
    format, document = read
    try:
        writings = _writings(document, task, wishes, report)
    except DragomanError as error:
        return Outcome(
            input=task.input.label,
            format=format,
            messages=tuple(report.messages),
            failures=(Failure.of(error, task.input.label),),
        )
    failures = {output.path: _write(one, output, task.input.label, wishes, save, report) for one, output in writings}
    return Outcome(
        input=task.input.label,
        format=format,
        outputs=tuple(path for path, failure in failures.items() if failure is None),
        messages=tuple(report.messages),
        failures=tuple(failure for failure in failures.values() if failure is not None),
    )


def _writings(document: Document, task: Task, wishes: Wishes, report: Report) -> Iterable[tuple[Document, Output]]:
    """What is written where: the document itself, or the parts of a volume."""
    if wishes.gather or wishes.split is not None:
        from converters.collection import parts

        if wishes.gather:
            document = parts.gather(document, task.input.path, report)
        if wishes.split is not None:
            return tuple(parts.split(document, wishes.split, task.outputs))
    return [(document, output) for output in task.outputs]


def _read(one: Input, wishes: Wishes, load: Load, report: Report) -> tuple[str, Document] | Failure:
    """The format and the document of an input, or why there is none."""
    try:
        data = load(one)
        format = wishes.read_as or registry.detect(data, one.name, report).name
        return format, pipeline.read_bytes(data, format=format, name=one.label, options=wishes.reading, report=report)
    except Exception as error:  # one bad input never stops the rest
        return Failure.of(error, one.label)


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
