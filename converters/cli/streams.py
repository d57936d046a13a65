"""Standard input and output, and what a person is told on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from converters import pipeline
from converters.collection.discovery import STANDARD_STREAM
from converters.errors import UsageError
from converters.formats.format import ReadOptions
from converters.model.document import Document
from converters.report import Message, Report

SHOWN = 3
"""How many messages of a code a person is shown before the rest is only counted."""


def load(path: str) -> bytes:
    """The bytes of a file or of standard input (`-`)."""
    return sys.stdin.buffer.read() if path == STANDARD_STREAM else pipeline.load(path)


def read(path: str, format: str | None, report: Report, options: ReadOptions = pipeline.DEFAULT_READ) -> Document:
    """The document in a file or in standard input."""
    name = "standard input" if path == STANDARD_STREAM else path
    return pipeline.read_bytes(load(path), format=format, name=name, options=options, report=report)


def write_data(data: bytes, *, binary: bool) -> None:
    """Put data on standard output; binary data never on a terminal. Raises UsageError there."""
    if binary and sys.stdout.isatty():
        raise UsageError(
            "a binary format and a terminal do not go together", remedy="name a file with -o, or use a pipe"
        )
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def tell(name: str, messages: Iterable[Message]) -> None:
    """Tell a person the warnings of one input: the first few of each code, and how many more there are."""
    by_code: dict[tuple[str, str], list[Message]] = {}
    for message in messages:
        if message.level != "info":
            by_code.setdefault((message.format or "", message.code), []).append(message)
    for (format, code), found in by_code.items():
        for message in found[:SHOWN]:
            click.echo(f"{name}: {format + ': ' if format else ''}{message}", err=True)
        if len(found) > SHOWN:
            click.echo(f"{name}: {format}: {code}: and {len(found) - SHOWN} more (--report has all)", err=True)
