"""`manifest.jsonl` in the folder of the outputs: what became of every input, one line each.

While a run goes on, a line is added for each input that is done; at the end the lines are sorted by input, one for
each, and the file is replaced. A run that was killed leaves at most one torn line, which the next one cuts off. Paths
of outputs are relative to the folder, which can be moved.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

from converters import pipeline
from converters.collection import storage
from converters.collection.outcome import Outcome, Written
from converters.errors import InputError, OutputError

NAME = "manifest.jsonl"
_decode = msgspec.json.Decoder(Outcome).decode
_REMEDY = "remove the manifest to convert everything again"


class Manifest:
    """The manifest of a folder that is there, open for a run. At a URL it is kept in a file here until the end.

    `place`: another folder that the manifest lies in, where those who have the outputs must not see it.
    """

    def __init__(self, folder: str, place: str | None = None) -> None:
        self._folder = folder.rstrip("/" + os.sep) if len(folder) > 1 else folder
        self.path = f"{self._folder if place is None else place}/{NAME}"
        self._file = self._opened()
        self._lines: dict[str, tuple[int, int]] = {}
        self._end = 0
        self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if not isinstance(error, OutputError):
                self._settle()
        finally:
            with contextlib.suppress(OSError):
                self._file.close()

    def known(self, label: str) -> Outcome | None:
        """What an earlier run made of an input."""
        line = self._lines.get(label)
        return None if line is None else with_folder(_decode(self._line(*line)), self._folder)

    def add(self, outcome: Outcome) -> None:
        """Note what became of an input. Raises OutputError where there is no space left for it."""
        if outcome.unchanged and outcome.input in self._lines:
            return
        line = msgspec.json.encode(self._relative(outcome)) + b"\n"
        try:
            self._file.seek(self._end)
            self._file.write(line)
            self._file.flush()
        except OSError as error:
            raise self._full(error) from error
        self._lines[outcome.input] = (self._end, len(line))
        self._end += len(line)

    def outcomes(self) -> Iterator[Outcome]:
        """What became of every input, in the order of their labels, with paths as the manifest has them."""
        for label in sorted(self._lines):
            yield _decode(self._line(*self._lines[label]))

    def clear(self) -> None:
        """Forget everything."""
        self._file.truncate(0)
        self._lines.clear()
        self._end = 0

    def _opened(self) -> BinaryIO:
        if storage.is_url(self.path):
            file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end of the run
            with contextlib.suppress(InputError):
                file.write(storage.load(self.path))
            return file
        try:
            return os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")
        except OSError as error:
            raise self._full(error) from error

    def _full(self, error: OSError) -> OutputError:
        return OutputError(
            f"cannot be written: {error.strerror}",
            remedy="check the folder, its permissions and the space left, and run the same again",
            file=self.path,
        )

    def _read(self) -> None:
        """Note where the line of each input is; what a killed run left of a line is cut off."""
        self._file.seek(0)
        for number, line in enumerate(self._file, 1):
            if not line.endswith(b"\n"):
                self._file.truncate(self._end)
                break
            self._lines[_parsed(line, self.path, number).input] = (self._end, len(line))
            self._end += len(line)

    def _line(self, start: int, length: int) -> bytes:
        self._file.seek(start)
        return self._file.read(length)

    def _relative(self, outcome: Outcome) -> Outcome:
        outputs = tuple(
            msgspec.structs.replace(
                one, path=one.path.removeprefix(self._folder).lstrip("/" + os.sep).replace(os.sep, "/")
            )
            for one in outcome.outputs
        )
        return msgspec.structs.replace(outcome, outputs=outputs, unchanged=False)

    def _settle(self) -> None:
        """Put the lines in the order of the inputs, the last of each alone."""
        starts = [start for start, _ in (self._lines[label] for label in sorted(self._lines))]
        if (
            starts == sorted(starts)
            and self._end == sum(length for _, length in self._lines.values())
            and not (storage.is_url(self.path))
        ):
            return
        lines = (self._line(*self._lines[label]) for label in sorted(self._lines))
        if storage.is_url(self.path):
            storage.save(self.path, b"".join(lines))
            return
        try:
            with pipeline.replacing(Path(self.path)) as file:
                file.writelines(lines)
        except OSError as error:
            raise self._full(error) from error


def entries(folder: str) -> Iterator[Outcome]:
    """What the manifest of a folder says, with the paths of the outputs as seen from here. Raises InputError."""
    path = f"{folder.rstrip('/')}/{NAME}"
    found: dict[str, Outcome] = {}
    for number, line in enumerate(storage.load(path).splitlines(keepends=True), 1):
        if line.endswith(b"\n"):
            outcome = with_folder(_parsed(line, path, number), folder.rstrip("/"))
            found[outcome.input] = outcome
    yield from found.values()


def _parsed(line: bytes, path: str, number: int) -> Outcome:
    try:
        return _decode(line)
    except msgspec.DecodeError as error:
        raise InputError(
            f"is not a manifest of this program: {error}", place=f"line {number}", remedy=_REMEDY, file=path
        ) from error


def with_folder(outcome: Outcome, folder: str) -> Outcome:
    """An outcome of a manifest, with the paths of its outputs below the folder. Raises InputError outside of it."""
    return msgspec.structs.replace(outcome, outputs=tuple(_below(one, folder) for one in outcome.outputs))


def _below(written: Written, folder: str) -> Written:
    if written.path.startswith("/") or ".." in written.path.split("/"):
        raise InputError(f"names {written.path}, which is not below it", remedy=_REMEDY, file=f"{folder}/{NAME}")
    return msgspec.structs.replace(written, path=os.path.join(folder, *written.path.split("/")))  # noqa: PTH118 - a URL too
