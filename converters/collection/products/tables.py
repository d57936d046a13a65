"""The tables as files: CSV (RFC 4180, UTF-8) with a Data Package that describes every column, and Parquet."""

from __future__ import annotations

import contextlib
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from converters import pipeline
from converters.collection.products.product import Add, Collection, Record
from converters.collection.products.rows import TABLES, VERSION, Row, rows
from converters.collection.sheet import line
from converters.errors import UsageError

_BATCH = 10_000
Taken = list[tuple[str, tuple[Any, ...]]]


def values_of(row: Row) -> tuple[Any, ...]:
    """The cells of a row."""
    return tuple(getattr(row, name) for name in row.__struct_fields__)


class _Tables:
    """Every table as a file of its own, in a folder that is called as the product."""

    def __init__(self, name: str) -> None:
        self._name = name

    def taken(self, record: Record) -> Taken:
        """The rows of a record."""
        return [(table, values_of(row)) for table, row in rows(record)]

    @contextlib.contextmanager
    def collecting(self, folder: Path, about: Collection) -> Iterator[Add]:
        """Write the rows as they come."""
        below = folder / self._name
        below.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as stack:
            writers = {name: stack.enter_context(self.opened(below, name)) for name in TABLES}

            def add(taken: Taken) -> None:
                for table, values in taken:
                    writers[table](values)

            yield add
            self.finish(below, about)

    def opened(self, below: Path, name: str) -> contextlib.AbstractContextManager[Add]:
        """What takes the rows of a table."""
        raise NotImplementedError

    def finish(self, below: Path, about: Collection) -> None:
        """What else belongs to the tables."""


class Csv(_Tables):
    """`csv/NAME.csv` for each table, and `csv/datapackage.json`."""

    def __init__(self) -> None:
        super().__init__("csv")

    @contextlib.contextmanager
    def opened(self, below: Path, name: str) -> Iterator[Add]:
        """Write each row as a line."""
        with pipeline.replacing(below / f"{name}.csv") as file:
            file.write(line(TABLES[name].__struct_fields__))

            def add(values: tuple[Any, ...]) -> None:
                file.write(line(values))

            yield add

    def finish(self, below: Path, about: Collection) -> None:
        """Describe every column."""
        package = msgspec.json.format(msgspec.json.encode(described(about)), indent=2) + b"\n"
        pipeline.save(below / "datapackage.json", package)


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

    def __init__(self) -> None:
        super().__init__("parquet")

    @contextlib.contextmanager
    def opened(self, below: Path, name: str) -> Iterator[Add]:
        """Write the rows in groups. Raises UsageError where pyarrow is not there."""
        with pipeline.replacing(below / f"{name}.parquet") as file, _grouped(file, TABLES[name]) as add:
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
