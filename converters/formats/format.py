"""What a format is to the rest of the program: a name, how to tell it, and where its reader and writer are."""

from __future__ import annotations

import functools
import importlib
import io
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Literal, Protocol, cast

import msgspec

from converters.limits import DEFAULT, Limits
from converters.model import escape
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.report import Report, SupportMatrix

Track = Literal["keep", "accept", "reject"]
"""What becomes of changes that a word processor tracked."""
TRACKS: tuple[Track, ...] = ("keep", "accept", "reject")


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a user can ask of any reader.

    `repair`: propose corrections of damaged readings. `carried`: believe the document that a file carries inside where
    the visible text still says the same; without it the document is recovered from what is visible alone. `track`:
    changes that a word processor tracked are kept as additions and deletions with their authors and dates, or are
    accepted or rejected, all of them. `limits`: how much a file may ask for. `said`: what the elements of a document
    say as metadata, None where they say none; who reads edits needs it, since those may be in the elements.
    """

    repair: bool = True
    carried: bool = True
    track: Track = "keep"
    limits: Limits = DEFAULT
    said: Callable[[Document], Metadata | None] | None = None


Repairs = Literal["comment", "tracked", "plain"]
"""How Word shows a repair: a comment on it, a tracked change, or nothing."""
REPAIRS: tuple[Repairs, ...] = ("comment", "tracked", "plain")


class WriteOptions(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a user can ask of any writer. `epoch`: seconds since 1970 to stamp the output with, None for no stamp.

    `theme` and `paper` are for formats that have pages: the name of a theme or the path of its file, and the name of a
    paper; None for those that the format has by itself. `profile`: how an edition is made of the record, for TEI:
    `reading`, `diplomatic` or `frus`; None for the whole edition. `repairs`: how Word shows a choice between what
    the source has and what is proposed. `reference`: a Word file whose styles, page, heads and feet Word files get.
    """

    epoch: int | None = None
    theme: str | None = None
    paper: str | None = None
    profile: str | None = None
    repairs: Repairs = "comment"
    reference: bytes | None = None


class Reader(Protocol):
    """Makes a document of the bytes of a file. Raises InputError where they cannot be read."""

    def __call__(self, data: bytes, options: ReadOptions, report: Report) -> Document: ...


class Writer(Protocol):
    """Makes the bytes of a file of a document, telling every loss."""

    def __call__(self, document: Document, options: WriteOptions, report: Report) -> bytes: ...


class Records(Protocol):
    """Gives the records of an open file of many as they are read, each as the bytes of a file of its own.

    Of a file that holds one it gives the bytes. `head` is what was read of the file before.
    """

    def __call__(self, file: BinaryIO, head: bytes, limits: Limits) -> bytes | Iterator[bytes]: ...


class Validator(Protocol):
    """Tells every finding about the bytes of a file as an error with its place, and what could not be checked."""

    def __call__(self, data: bytes, report: Report) -> None: ...


def tell_escaped(document: Document, report: Report) -> None:
    """Tell which nodes of a document, and whether its original, hold what a format of XML must escape."""
    for node in escape.holders(document):
        report.info("escaped", _ESCAPED, node)
    source = document.source.text if document.source is not None else None
    if source is not None and escape.forbidden(source):
        report.info("escaped", _ESCAPED, place="the original")


_ESCAPED = "characters that XML cannot hold are written by their code points (_x0001_) and come back as they were"


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table of formats.

    `sniff` looks at the first 4096 bytes and says whether they are of this format. The others are `module:name`, so
    that nothing is imported before it is used.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    media_type: str
    binary: bool
    sniff: Callable[[bytes], bool]
    reader_at: str | None = None
    writer_at: str | None = None
    validator_at: str | None = None
    support_at: str | None = None
    records_at: str | None = None
    said_at: str | None = None

    def said(self, document: Document) -> Metadata | None:
        """What a document that is in the elements of this format says in them as metadata; None where it is in none."""
        found = _load(self.said_at)
        return cast("Metadata | None", found(document)) if found is not None else None

    def records(self, data: bytes, limits: Limits = DEFAULT) -> Iterator[bytes] | None:
        """The records of a file that holds many, None where it holds one or the format knows no such files."""
        if self.records_at is None:
            return None
        found = self.records_in(io.BytesIO(data), b"", limits)
        return None if isinstance(found, bytes) else found

    def records_in(self, file: BinaryIO, head: bytes, limits: Limits = DEFAULT) -> bytes | Iterator[bytes]:
        """The records of an open file of many, read one by one; the bytes of a file that holds one.

        `head` is what was read of the file before. Raises OverLimit where a record has more bytes than a file may.
        """
        found = cast("Records | None", _load(self.records_at))
        return found(file, head, limits) if found is not None else head + file.read()

    def reader(self) -> Reader | None:
        """The reader, imported now."""
        return cast("Reader | None", _load(self.reader_at))

    def writer(self) -> Writer | None:
        """The writer, imported now."""
        return cast("Writer | None", _load(self.writer_at))

    def validator(self) -> Validator | None:
        """The validator, imported now."""
        return cast("Validator | None", _load(self.validator_at))

    def support(self) -> SupportMatrix | None:
        """What the writer shows of each kind of node."""
        return cast("SupportMatrix | None", _load(self.support_at))


@functools.cache
def _load(at: str | None) -> Any:
    if at is None:
        return None
    module, _, name = at.partition(":")
    return getattr(importlib.import_module(module), name)
