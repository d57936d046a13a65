"""Standard input, standard output and standard error.

Standard output carries data only. What a stranger's file says reaches a terminal without its control characters.
"""

from __future__ import annotations

import sys
import unicodedata
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO

import msgspec

from converters import pipeline
from converters.collection import storage
from converters.collection.discovery import Input
from converters.errors import DragomanError, UsageError
from converters.formats import registry
from converters.formats.format import ReadOptions
from converters.limits import DEFAULT, Limits
from converters.model.document import Document
from converters.report import Report


def load(one: Input, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a file, of an address or of standard input. Raises InputError."""
    if one.name is None:
        return pipeline.load_stream(sys.stdin.buffer, one.label, limits)
    return storage.load(one.path, limits)


def opened(one: Input) -> AbstractContextManager[BinaryIO]:
    """A file, or standard input, open to be read; standard input stays open. Raises InputError."""
    return nullcontext(sys.stdin.buffer) if one.name is None else storage.opened(one.path)


def read(
    path: str, report: Report, options: ReadOptions = pipeline.DEFAULT_READ, *, format: str | None = None
) -> Document:
    """The document in a file or in standard input (`-`); without `format` its content decides.

    Raises InputError, UsageError.
    """
    one = Input(path=path)
    data = load(one, options.limits)
    try:
        return pipeline.read_bytes(data, format=format, name=one.name, options=options, report=report)
    except DragomanError as error:
        error.file = error.file or one.label
        raise


def refuse_binary_terminal(what: str) -> None:
    """Raise UsageError where standard output is a terminal, before binary data goes there."""
    if sys.stdout.isatty():
        raise UsageError(
            f"{what} is binary and standard output is a terminal", remedy="name a file with -o, or use a pipe"
        )


def put_data(data: bytes) -> None:
    """Put data on standard output."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def put_json(value: object) -> None:
    """Put a value on standard output as indented JSON."""
    put_data(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def put_line(text: str) -> None:
    """Put lines for a person on standard output."""
    put_data(shown(text).encode("utf-8", "replace") + b"\n")


def say(text: str) -> None:
    """Tell a person something on standard error, in one line."""
    sys.stderr.write(shown(f"dragoman: {text}") + "\n")
    sys.stderr.flush()


def say_refused() -> None:
    """Tell which plug-ins are left out, and why."""
    for reason in registry.refused().values():
        say(f"a format is left out: {reason}")


def shown(text: str) -> str:
    """Text that no terminal takes for a command: control characters other than line ends become visible marks."""
    if text.isprintable():
        return text
    return "".join(char if unicodedata.category(char) != "Cc" or char == "\n" else _mark(char) for char in text)


def _mark(char: str) -> str:
    """The picture of a control character (U+2400 and on), or the replacement character."""
    return chr(0x2400 + ord(char)) if ord(char) < 0x20 else "\ufffd"
