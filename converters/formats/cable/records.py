"""Files that hold many records: text with end marks between them, and tables of a whole archive.

A table has one record a row: number, date, message reference number, office, classification, references, header, body,
in double quotes with the backslash as escape (guide, section 16). What the row says of the record is the archive's
claim; its number is put before the header, as archives do, and compared with the record's own.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator

_END = re.compile(
    rb"^N{3,4}[ \t]*\r?\n"
    rb"(?=\s*(?:VZCZC[A-Z]|(?:ZZ|YY|OO|PP|RR) R[A-Z]{3}|[ZOPRY](?: [OPRZ])? \d{6} ?Z|This record is a partial"
    rb"|\d\d[A-Z]{3,20}\d{1,6}\s*\n|[A-Z ]{5,40}\s+PAGE 01 ))",
    re.MULTILINE,
)
"""The end of one message, where another one begins after it."""
_MARK = re.compile(rb"^Message Text[ \t]*\r?$", re.MULTILINE)
_ROW = re.compile(rb'\s*"?\d{1,9}"?,"?\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d\d"?,"?\d\d[A-Z]')
_COLUMNS = 8
_NUMBER, _HEADER, _BODY = 2, 6, 7
_LONGEST_FIELD = 64 * 1024 * 1024


def records(data: bytes) -> Iterator[bytes] | None:
    """The texts of the records in a file, one after the other; None where it holds one."""
    if _ROW.match(data):
        return _rows(data)
    starts = [match.end() for match in _END.finditer(data)] if b"NNN" in data else []
    if not starts and data.count(b"Message Attributes") > 1:
        starts = [match.start() for match in _MARK.finditer(data)][1:]
    return _pieces(data, starts) if starts else None


def _pieces(data: bytes, starts: list[int]) -> Iterator[bytes]:
    for start, end in zip([0, *starts], [*starts, len(data)], strict=True):
        yield data[start:end]


def _rows(data: bytes) -> Iterator[bytes]:
    """The records of a table; a row that has not its columns is given as it stands, for the reader to tell."""
    csv.field_size_limit(min(_LONGEST_FIELD, sys.maxsize))
    lines = (line.decode("utf-8", "surrogateescape") for line in data.splitlines(keepends=True))
    for row in csv.reader(lines, quotechar='"', escapechar="\\", doublequote=True, strict=False):
        if row:
            text = f"{row[_NUMBER]}\n\n{row[_HEADER]}\n\n{row[_BODY]}\n" if len(row) == _COLUMNS else "\n".join(row)
            yield text.encode("utf-8", "surrogateescape")
