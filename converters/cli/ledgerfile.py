"""The whole loss ledger as one JSON file, written while the inputs are done, and there when all of it is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from converters import __version__, pipeline
from converters.collection.discovery import Found
from converters.collection.outcome import Outcome
from converters.errors import OutputError

Note = Callable[[Outcome], None]


@contextlib.contextmanager
def ledger_file(path: str | None, found: Found) -> Iterator[Note]:
    """What notes an outcome in the file; nothing where there is no path. Raises OutputError."""
    if path is None:
        yield lambda outcome: None
        return
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        with pipeline.replacing(Path(path)) as file:
            file.write(b'{\n  "program": ' + msgspec.json.encode(f"dragoman {__version__}") + b',\n  "inputs": [')
            before = b"\n"

            def note(outcome: Outcome) -> None:
                nonlocal before
                file.write(before + _indented(outcome, 4))
                before = b",\n"

            yield note
            file.write(b'\n  ],\n  "skipped": ' + _indented(found.skipped, 2).lstrip() + b"\n}\n")
    except BrokenPipeError:
        raise  # it is standard output that nobody reads any more, not this file
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", remedy="check the folder and the space left", file=path
        ) from error


def _indented(value: object, blanks: int) -> bytes:
    lines = msgspec.json.format(msgspec.json.encode(value), indent=2).splitlines()
    return b"\n".join(b" " * blanks + line for line in lines)
