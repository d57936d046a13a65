"""Plain texts for tools that count words (Voyant, TXM): one file a record, and `metadata.csv` with a line for each."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from converters import pipeline
from converters.collection.products import reading
from converters.collection.products.product import Add, Collection, Record
from converters.collection.products.rows import Records, rows
from converters.collection.products.tables import values_of
from converters.collection.sheet import line

POLICY = (reading.__doc__ or "").strip() + "\n"


class Texts:
    """`text/NAME.txt`, `text/metadata.csv`, and `text/POLICY.txt`, which says what the texts hold."""

    def taken(self, record: Record) -> tuple[str, tuple[object, ...], str]:
        """The path, the row and the text of a record."""
        row = next(row for table, row in rows(record) if table == "records")
        return f"{record.stem}.txt", values_of(row), reading.text_of(record.document)

    @contextlib.contextmanager
    def collecting(self, folder: Path, about: Collection) -> Iterator[Add]:
        """Write each text as it comes."""
        below = folder / "text"
        below.mkdir(parents=True, exist_ok=True)
        with pipeline.replacing(below / "metadata.csv") as metadata:
            metadata.write(line(("file", *Records.__struct_fields__)))

            def add(taken: tuple[str, tuple[object, ...], str]) -> None:
                name, row, text = taken
                metadata.write(line((name, *row)))
                pipeline.save(below / name, text.encode("utf-8", "backslashreplace"), folders=True)

            yield add
            pipeline.save(below / "POLICY.txt", POLICY.encode())
