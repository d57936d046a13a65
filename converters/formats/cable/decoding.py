"""The characters of a file: UTF-16 where its mark or its zero bytes say so, UTF-8, else Windows-1252, else Latin-1.

What nothing in the file says is a guess, and told.
"""

from __future__ import annotations

import codecs

from converters.errors import InputError
from converters.model.document import Source
from converters.report import Report

MEDIA_TYPE = "text/plain"
MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
"""The byte order marks of UTF-16 (Unicode 23.8), with encodings that leave them in the text, so that they come back."""
_ENCODINGS = ("utf-8", "cp1252", "latin-1")


_BYTE_ORDER_MARK = "\ufeff"
_LOOKED_AT = 4096
_SHORTEST = 16
"""Fewer bytes say nothing about their encoding."""


def decode(data: bytes, report: Report) -> Source:
    """The source as text. Raises InputError where the bytes are none or no text."""
    if not data:
        raise InputError("the file is empty", remedy="give a file that holds a record")
    source = _decoded(data, report)
    if not (source.text or "").lstrip(_BYTE_ORDER_MARK).strip():
        raise InputError("holds nothing but blanks", remedy="give a file that holds a record")
    return source


def unmarked_utf_16(data: bytes) -> str | None:
    """The encoding of a text in UTF-16 without a mark: zeros are half of each character of English, and nothing else.

    None where the bytes do not look like that.
    """
    head = data[:_LOOKED_AT]
    high, low = head[1::2].count(0), head[::2].count(0)
    if len(head) < _SHORTEST or min(high, low) or max(high, low) <= len(head) // 4:
        return None
    return "utf-16-le" if high else "utf-16-be"


def _decoded(data: bytes, report: Report) -> Source:
    marked = MARKS.get(data[:2])
    if marked is not None:
        return _in_utf_16(data, marked)
    unmarked = unmarked_utf_16(data)
    if unmarked is not None:
        source = _in_utf_16(data, unmarked)
        report.warn("guess", f"the bytes look like UTF-16 without its mark: read as {unmarked}, which may be wrong")
        return source
    zero = data.find(b"\0")
    if zero >= 0:
        raise InputError(
            "is not plain text: it holds zero bytes", place=f"byte {zero}", remedy="save it as plain text in UTF-8"
        )
    for encoding in _ENCODINGS:
        try:
            source = Source.of_text(data, encoding, MEDIA_TYPE)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8":
            report.warn("guess", f"the bytes are not UTF-8: read as {encoding}, which may be wrong")
        return source
    raise AssertionError("Latin-1 decodes every byte")  # pragma: no cover


def _in_utf_16(data: bytes, encoding: str) -> Source:
    try:
        source = Source.of_text(data, encoding, MEDIA_TYPE)
    except UnicodeDecodeError as error:
        raise InputError(
            "begins as UTF-16 and is not", place=f"byte {error.start}", remedy="save it as plain text in UTF-8"
        ) from error
    if "\0" in (source.text or ""):
        raise InputError("is not plain text: it holds zero characters", remedy="save it as plain text in UTF-8")
    return source
