"""Files that hold many records: text with end marks between them, and tables of a whole archive.

A table has one record a row: number, date, message reference number, office, classification, references, header, body,
in double quotes with the backslash as escape (guide, section 16). What the row says of the record is the archive's
claim; its number is put before the header, as archives do, and compared with the record's own.

A file is read as far as the next record and no further, so that it may be larger than the memory.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from converters.limits import Limits, OverLimit

_END = re.compile(
    rb"^N{3,4}[ \t]*\r?\n"
    rb"(?=\s*(?:VZCZC[A-Z]|(?:ZZ|YY|OO|PP|RR) R[A-Z]{3}|[ZOPRY](?: [OPRZ])? \d{6} ?Z|This record is a partial"
    rb"|\d\d[A-Z]{3,20}\d{1,6}\s*\n|[A-Z ]{5,40}\s+PAGE 01 ))",
    re.MULTILINE,
)
"""The end of one message, where another one begins after it."""
_END_SIGN = b"NNN"
_MARK = re.compile(rb"^Message Text[ \t]*\r?$", re.MULTILINE)
_ATTRIBUTES = b"Message Attributes"
_ROW = re.compile(rb'\s*"?\d{1,9}"?,"?\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d"?,"?\d\d[A-Z]')
_COLUMNS = 8
_NUMBER, _HEADER, _BODY = 2, 6, 7
_LONGEST_FIELD = 64 * 1024 * 1024
_PIECE = 1024 * 1024
"""Bytes that are read at a time."""
_AHEAD = 64 * 1024
"""An end mark is believed when so much of what follows it is there."""


def records(file: BinaryIO, head: bytes, limits: Limits) -> bytes | Iterator[bytes]:
    """The records of an open file of many, one after the other; the bytes of a file that holds one.

    `head` is what has been read of it already. Raises OverLimit where a record has more bytes than a file
    may have.
    """
    head = head or file.read(_PIECE)
    if _ROW.match(head):
        return _rows(head, file, limits)
    pieces = _pieces(head, file, limits)
    first, second = next(pieces, b""), next(pieces, None)
    return first if second is None else chain((first, second), pieces)


# --- text with marks between the records ---


def _pieces(head: bytes, file: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """The text between end marks; without them electronic telegrams are cut where the next one begins."""
    pieces = _between_ends(bytearray(head), file, limits)
    first, second = next(pieces, b""), next(pieces, None)
    if second is not None:
        yield from chain((first, second), pieces)
    elif first.count(_ATTRIBUTES) > 1:
        starts = [match.start() for match in _MARK.finditer(first)][1:]
        yield from (first[start:end] for start, end in zip([0, *starts], [*starts, None], strict=True))
    else:
        yield first


def _between_ends(held: bytearray, file: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """The text of a file up to each end mark; `held` is what was read of it already."""
    looked = 0
    whole = False
    while not whole:
        while (found := _next_end(held, looked)) and found.end() + _AHEAD <= len(held):
            yield _taken(held, found.end(), limits)
            looked = 0
        _weigh(found.end() if found else len(held), limits)
        looked = max(found.start() if found else len(held) - _AHEAD, looked)
        more = file.read(_PIECE)
        whole = not more
        held += more
    while found := _next_end(held, 0):
        yield _taken(held, found.end(), limits)
    if held:
        yield _taken(held, len(held), limits)


def _next_end(held: bytearray, start: int) -> re.Match[bytes] | None:
    return _END.search(held, start) if held.find(_END_SIGN, start) >= 0 else None


def _taken(held: bytearray, end: int, limits: Limits) -> bytes:
    _weigh(end, limits)
    taken = bytes(held[:end])
    del held[:end]
    return taken


def _weigh(size: int, limits: Limits) -> None:
    """Refuse a record that is larger than a file may be."""
    if size > limits.file:
        raise OverLimit("file", f"holds a record of more than {limits.file} bytes")


# --- tables ---


def _rows(head: bytes, file: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """The records of a table; a row that has not its columns is given as it stands, for the reader to tell."""
    csv.field_size_limit(min(_LONGEST_FIELD, sys.maxsize))
    lines = (line.decode("utf-8", "surrogateescape") for line in _lines(head, file))
    for row in csv.reader(lines, quotechar='"', escapechar="\\", doublequote=True, strict=False):
        if row:
            text = f"{row[_NUMBER]}\n\n{row[_HEADER]}\n\n{row[_BODY]}\n" if len(row) == _COLUMNS else "\n".join(row)
            data = text.encode("utf-8", "surrogateescape")
            _weigh(len(data), limits)
            yield data


def _lines(head: bytes, file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file whose head was read; the last line of that is read to its end."""
    *whole, begun = head.splitlines(keepends=True)
    yield from whole
    yield begun if begun.endswith(b"\n") else begun + file.readline(_LONGEST_FIELD)
    while line := file.readline(_LONGEST_FIELD):
        yield line
