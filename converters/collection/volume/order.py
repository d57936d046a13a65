"""The order of the records in a volume, and how the front matter says it."""

from __future__ import annotations

import re
from collections.abc import Callable

from converters.collection.volume.settings import VolumeSettings
from converters.model.document import Document
from converters.model.metadata import Metadata

_QUALIFIERS = str.maketrans("", "", "?~%")
_FIGURES = re.compile(r"(\d+)")

SortKey = tuple[tuple[int, str, int], ...]


def sort_key(document: Document, settings: VolumeSettings) -> SortKey | None:
    """What a record is sorted by; None where it does not say that."""
    if settings.sort_key is not None:
        value = _fact(document.metadata, settings.sort_key)
    else:
        value = _ORDERS[settings.order](document)
    return natural(value) if value else None


def natural(text: str) -> SortKey:
    """A text as people sort it: figures by their value, case apart."""
    parts = _FIGURES.split(text.casefold())
    return tuple((1, "", int(part)) if part.isdecimal() else (0, part, 0) for part in parts if part)


def said(settings: VolumeSettings, count: int, without: int) -> str:
    """The sentence of the front matter about the order of `count` records, `without` of which do not say their key."""
    records = "1 record stands" if count == 1 else f"The {count} records stand"
    if settings.order == "input" and settings.sort_key is None:
        return f"{records} in the order in which they are kept."
    basis = f"their {settings.sort_key}" if settings.sort_key is not None else _SAID[settings.order]
    rest = ""
    if without:
        rest = f" Those that do not say it ({without} of them) stand after the others, in the order in which they came."
    return f"{records} in the order of {basis}.{rest}"


def _fact(known: Metadata, name: str) -> str | None:
    found = next((one.value for one in known.extras if one.name == name), None)
    return found if found is not None else known.identifier(name)


def _sent(document: Document) -> str | None:
    found = document.metadata.date("sent") or document.metadata.date("written")
    return _beginning(found.edtf) if found is not None else None


def _received(document: Document) -> str | None:
    found = document.metadata.date("received")
    return _beginning(found.edtf) if found is not None else None


def _beginning(edtf: str | None) -> str | None:
    """Where a date begins, as text that sorts."""
    return None if edtf is None else edtf.translate(_QUALIFIERS).partition("/")[0] or None


_ORDERS: dict[str, Callable[[Document], str | None]] = {
    "sent": _sent,
    "received": _received,
    "number": lambda document: document.metadata.identifier("mrn"),
    "title": lambda document: document.metadata.title,
    "input": lambda document: None,
}
_SAID = {
    "sent": "the date on which they were sent",
    "received": "the date on which they were received",
    "number": "their message numbers",
    "title": "their titles",
}
