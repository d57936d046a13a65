"""The records of a volume put aside on the disk until all are known and can be put in order, then read one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import msgspec

from converters.collection.products.product import Record
from converters.collection.volume.order import SortKey, sort_key
from converters.collection.volume.settings import VolumeSettings
from converters.model.codec import decode, encode
from converters.model.document import Document


class Stored(NamedTuple):
    """A record put aside: what it is sorted by, the targets of references to it, and where it stands in the file."""

    key: SortKey | None
    targets: tuple[str, ...]
    at: int
    size: int


def taken(record: Record) -> bytes:
    """What a volume takes from a record: its document as JSON, without the source."""
    return encode(msgspec.structs.replace(record.document, source=None))


def _targets(document: Document) -> tuple[str, ...]:
    mrn, url = document.metadata.identifier("mrn"), document.metadata.identifier("url")
    return tuple(target for target in (f"mrn:{mrn}" if mrn else None, url) if target)


class Spool:
    """The records put aside in a file."""

    def __init__(self, file: BinaryIO, settings: VolumeSettings) -> None:
        self._file = file
        self._settings = settings
        self._stored: list[Stored] = []
        self._at = 0

    def add(self, data: bytes) -> None:
        """Put aside what was taken from a record."""
        document = decode(data)
        self._file.write(data)
        self._stored.append(Stored(sort_key(document, self._settings), _targets(document), self._at, len(data)))
        self._at += len(data)

    def sort(self) -> None:
        """Put the records in order; those that say no key stand last, and those that say the same as they came."""
        self._stored.sort(key=lambda one: (one.key is None, one.key or ()))

    @property
    def count(self) -> int:
        """How many records there are."""
        return len(self._stored)

    @property
    def without_key(self) -> int:
        """How many of them do not say what they are sorted by."""
        return sum(one.key is None for one in self._stored)

    def numbers(self) -> dict[str, int]:
        """The document number of each record, from 1, by the targets of references; the first of copies has it."""
        found: dict[str, int] = {}
        for number, one in enumerate(self._stored, 1):
            for target in one.targets:
                found.setdefault(target, number)
        return found

    def documents(self) -> Iterator[tuple[int, Document]]:
        """The documents with their numbers, in order, each read when it is asked for."""
        for number, one in enumerate(self._stored, 1):
            self._file.seek(one.at)
            yield number, decode(self._file.read(one.size))
