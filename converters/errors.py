"""The one family of errors that users see, and the exit codes of the command."""

from __future__ import annotations

import enum


class ExitCode(enum.IntEnum):
    """What the command's exit status says."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    LOSS = 3
    INTERRUPTED = 130


class DragomanError(Exception):
    """Something that stops a piece of work: what is wrong, where, and what to do about it.

    `place` is a line and column, a part of a package, a JSON path or a page: whatever tells a person where to look.
    `file` is filled in by whoever knows it.
    """

    exit_code = ExitCode.FAILED

    def __init__(
        self, problem: str, *, place: str | None = None, remedy: str | None = None, file: str | None = None
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.place = place
        self.remedy = remedy
        self.file = file

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.file, self.place) if part)
        text = f"{where}: {self.problem}" if where else self.problem
        return " ".join((f"{text}; {self.remedy}" if self.remedy else text).split())

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.problem, self.place, self.remedy, self.file)


def _rebuild(
    kind: type[DragomanError], problem: str, place: str | None, remedy: str | None, file: str | None
) -> DragomanError:
    return kind(problem, place=place, remedy=remedy, file=file)


class InputError(DragomanError):
    """An input that cannot be read: not there, not of the format, damaged, over a limit."""


class OutputError(DragomanError):
    """An output that cannot be written."""


class UsageError(DragomanError):
    """A call that asks for something that does not exist or does not go together."""

    exit_code = ExitCode.USAGE
