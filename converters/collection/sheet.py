"""Lists that people keep: text in UTF-8, and CSV (RFC 4180), read with the place of what is wrong, and written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from converters import pipeline
from converters.errors import InputError

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a cell must not begin with: a spreadsheet would run it."""


def text(path: str) -> str:
    """The text of a file, without its byte-order mark. Raises InputError."""
    try:
        return pipeline.load(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", place=f"byte {error.start}", remedy="save it as UTF-8", file=path) from error


def table(path: str) -> tuple[tuple[str, ...], Iterator[tuple[str, dict[str, str]]]]:
    """The columns of a CSV file, and its rows, each with its place. Raises InputError where it is not right."""
    reader = csv.DictReader(io.StringIO(text(path), newline=""), strict=True)
    return tuple(_columns(reader, path)), _rows(reader, path)


def _columns(reader: csv.DictReader[str], path: str) -> Iterable[str]:
    try:
        return reader.fieldnames or ()
    except csv.Error as error:
        raise _not_csv(error, path) from error


def _rows(reader: csv.DictReader[str], path: str) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        for row in reader:
            place = f"line {reader.line_num}"
            if None in row or None in row.values():
                count = len(reader.fieldnames or ())
                raise InputError(f"has not {count} values", place=place, remedy="check the quotes", file=path)
            yield place, {name: value.strip() for name, value in row.items()}
    except csv.Error as error:
        raise _not_csv(error, path) from error


def _not_csv(error: csv.Error, path: str) -> InputError:
    return InputError(f"is not CSV: {error}", remedy="check the quotes", file=path)


def line(values: Iterable[Any]) -> bytes:
    """A line of CSV. A cell that a spreadsheet would take for a formula has an apostrophe before it."""
    found = io.StringIO()
    csv.writer(found, lineterminator="\n").writerow([_harmless(value) for value in values])
    return found.getvalue().encode("utf-8", "backslashreplace")


def unguarded(value: str) -> str:
    """A cell without the apostrophe that was put before it."""
    return value[1:] if value[:1] == "'" and value[1:].startswith(_FORMULA) else value


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
