"""The tables as files: CSV (RFC 4180, UTF-8) with a Data Package that describes every column, and Parquet."""

from __future__ import annotations

import contextlib
import csv
import io
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from converters import pipeline
from converters.collection.products.product import Add, Collection, Record
from converters.collection.products.rows import TABLES, VERSION, Row, rows
from converters.errors import UsageError

_FORMULA = tuple("=+-@\t\r")
"""What a cell must not begin with: a spreadsheet would run it."""
_BATCH = 10_000
Taken = list[tuple[str, tuple[Any, ...]]]


def _values(row: Row) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in row.__struct_fields__)


class _Tables:
    def taken(self, record: Record) -> Taken:
        """The rows of a record."""
        return [(table, _values(row)) for table, row in rows(record)]


class Csv(_Tables):
    """`csv/NAME.csv` for each table, and `csv/datapackage.json`."""

    @contextlib.contextmanager
    def collecting(self, folder: Path, about: Collection) -> Iterator[Add]:
        """Write the rows as they come."""
        below = folder / "csv"
        below.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as stack:
            files = {name: stack.enter_context(pipeline.replacing(below / f"{name}.csv")) for name in TABLES}
            for name, file in files.items():
                file.write(_line(TABLES[name].__struct_fields__))

            def add(taken: Taken) -> None:
                for table, values in taken:
                    files[table].write(_line(values))

            yield add
            package = stack.enter_context(pipeline.replacing(below / "datapackage.json"))
            package.write(msgspec.json.format(msgspec.json.encode(described(about)), indent=2) + b"\n")


def _line(values: tuple[Any, ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([_harmless(value) for value in values])
    return text.getvalue().encode("utf-8", "backslashreplace")


def _harmless(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula: an apostrophe before it, as they write it themselves."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def described(about: Collection) -> dict[str, Any]:
    """The tables and their columns, as a Frictionless Data Package describes them."""
    return {
        "profile": "tabular-data-package",
        "name": "records",
        "title": about.title,
        "version": VERSION,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "path": f"{name}.csv",
                "description": (table.__doc__ or "").strip(),
                "encoding": "utf-8",
                "schema": {"fields": list(_fields(table))},
            }
            for name, table in TABLES.items()
        ],
    }


def _fields(table: type[Row]) -> Iterator[dict[str, str]]:
    for name, hint in typing.get_type_hints(table, include_extras=True).items():
        kind, meta = typing.get_args(hint)
        yield {"name": name, "type": "integer" if _is_number(kind) else "string", "description": meta.description}


def _is_number(kind: Any) -> bool:
    return kind is int or (isinstance(kind, types.UnionType) and int in typing.get_args(kind))


class Parquet(_Tables):
    """`parquet/NAME.parquet` for each table."""

    @contextlib.contextmanager
    def collecting(self, folder: Path, about: Collection) -> Iterator[Add]:
        """Write the rows in groups. Raises UsageError where pyarrow is not there."""
        below = folder / "parquet"
        below.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as stack:
            writers = {
                name: stack.enter_context(
                    _grouped(stack.enter_context(pipeline.replacing(below / f"{name}.parquet")), table)
                )
                for name, table in TABLES.items()
            }

            def add(taken: Taken) -> None:
                for table, values in taken:
                    writers[table](values)

            yield add


@contextlib.contextmanager
def _grouped(file: BinaryIO, table: type[Row]) -> Iterator[Add]:
    """A Parquet file of one table that takes row after row and writes them in groups of a fixed size."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow", remedy="pip install 'dragoman[tables]'") from error
    columns = [
        pyarrow.field(one["name"], pyarrow.int64() if one["type"] == "integer" else pyarrow.string())
        for one in _fields(table)
    ]
    schema = pyarrow.schema(columns, metadata={"version": VERSION})
    waiting: list[tuple[Any, ...]] = []
    with parquet.ParquetWriter(file, schema) as writer:

        def write() -> None:
            arrays = [list(column) for column in zip(*waiting, strict=True)] or [[] for _ in columns]
            writer.write_table(
                pyarrow.Table.from_arrays(
                    [pyarrow.array(one, field.type) for one, field in zip(arrays, schema, strict=True)], schema=schema
                )
            )
            waiting.clear()

        def add(values: tuple[Any, ...]) -> None:
            waiting.append(values)
            if len(waiting) >= _BATCH:
                write()

        yield add
        write()
