"""What became of one input: the files that were written, what was told, what went wrong."""

from __future__ import annotations

import msgspec

from converters.errors import DragomanError
from converters.report import Message


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
        if isinstance(error, MemoryError):
            return cls(file=file, problem="needs more memory than it may have", remedy="raise --memory")
        kind = " ".join(f"{type(error).__name__}: {error}".split())
        return cls(file=file, problem=f"the program failed on it ({kind})", remedy="report it with this file")

    def __str__(self) -> str:
        return str(DragomanError(self.problem, place=self.place, remedy=self.remedy, file=self.file))


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was written: its format, where it lies, how many bytes it has and their SHA-256."""

    format: str
    path: str
    size: int
    sha256: str


class Lookup(msgspec.Struct, frozen=True, array_like=True):
    """A question that a record asked of its collection, and the answer: what it is out of date by, when that changes.

    `list` is what was asked (`authority`, `record`, `edits`, `profile`), `key` the question.
    """

    list: str
    key: str
    answer: str | None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one input. `sha256` is that of its bytes, `fingerprint` that of the options and the version.

    `version`: of the program that did it. `unchanged`: it was as an earlier run had left it, and nothing was done.
    """

    input: str
    sha256: str | None = None
    fingerprint: str | None = None
    version: str | None = None
    format: str | None = None
    outputs: tuple[Written, ...] = ()
    messages: tuple[Message, ...] = ()
    failures: tuple[Failure, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    unchanged: bool = False

    @property
    def lossy(self) -> bool:
        """Whether anything was lost or doubtful."""
        return any(message.level != "info" for message in self.messages)
