"""What a product is: what it takes from each record, and what it makes of all of that. And the table of products."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

import msgspec

from converters.collection.volume.settings import VolumeSettings
from converters.errors import UsageError
from converters.model.document import Document
from converters.report import Report

Add = Callable[[Any], None]
"""Takes what was taken from the next record."""


class Record(NamedTuple):
    """One record of a collection: its path under the folder that was named, without the ending, and its document."""

    stem: str
    document: Document


class Collection(msgspec.Struct, frozen=True, kw_only=True):
    """What a product says of the collection as a whole; an empty `url` is not known."""

    title: str = "Records"
    publisher: str = ""
    editors: tuple[str, ...] = ()
    licence: str = ""
    licence_url: str = ""
    url: str = ""
    date: str = ""
    rights: str = ""
    access: str = ""
    holding: str = ""
    labels: Mapping[str, str] = {}
    """The names that authority lists have, by the ids of their entities."""
    volume: VolumeSettings = VolumeSettings()
    theme: str | None = None
    paper: str | None = None
    report: Report = msgspec.field(default_factory=Report)
    """Where a product tells what it could not show, when it is made of all records."""


class Maker(Protocol):
    """Makes a product."""

    def taken(self, record: Record) -> Any:
        """What the product needs of a record: small, and fit to be sent between processes."""

    def collecting(self, folder: Path, about: Collection) -> AbstractContextManager[Add]:
        """Take what was taken from each record, in order; the files are there whole when it ends, or not at all."""


class Product(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table of products. `maker_at` is `module:name`, imported when it is asked for."""

    name: str
    title: str
    maker_at: str

    def maker(self) -> Maker:
        """What makes it, imported now."""
        module, _, name = self.maker_at.partition(":")
        return cast("Maker", getattr(importlib.import_module(module), name)())


_HERE = "converters.collection.products"
_VOLUME = "converters.collection.volume.maker"
PRODUCTS = (
    Product(name="csv", title="Tables as CSV, with a description of every column", maker_at=f"{_HERE}.tables:Csv"),
    Product(name="parquet", title="The same tables as Parquet", maker_at=f"{_HERE}.tables:Parquet"),
    Product(name="text", title="A plain text of each record, with metadata.csv", maker_at=f"{_HERE}.text:Texts"),
    Product(name="network", title="Who wrote to whom, as GEXF", maker_at=f"{_HERE}.network:Network"),
    Product(
        name="corpus.tei",
        title="All records in one TEI corpus, with what they share at its head",
        maker_at=f"{_HERE}.corpus:Corpus",
    ),
    Product(name="cmif", title="An index of the correspondence, as CMIF", maker_at=f"{_HERE}.cmif:Cmif"),
    Product(
        name="volume.pdf",
        title="A book of all records, with notes and an index, as PDF",
        maker_at=f"{_VOLUME}:VolumePdf",
    ),
    Product(name="volume.docx", title="The same book as a Word file", maker_at=f"{_VOLUME}:VolumeDocx"),
)


def wanted(names: str) -> tuple[Product, ...]:
    """The products in a list with commas. Raises UsageError where one does not exist."""
    known = {product.name: product for product in PRODUCTS}
    asked = [name.strip() for name in dict.fromkeys(names.split(",")) if name.strip()]
    missing = [name for name in asked if name not in known]
    if missing or not asked:
        wrong = f"there is no product {missing[0]!r}" if missing else "no product is named"
        raise UsageError(wrong, remedy=f"use one of: {', '.join(known)}")
    return tuple(known[name] for name in asked)
