"""The characters of a file: UTF-16 where its mark says so, UTF-8, else Windows-1252 where it fits, else Latin-1.

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


def decode(data: bytes, report: Report) -> Source:
    """The source as text. Raises InputError where the bytes are none or no text."""
    if not data.strip():
        raise InputError(
            "holds nothing but blanks" if data else "the file is empty", remedy="give a file that holds a record"
        )
    marked = MARKS.get(data[:2])
    if marked is not None:
        return _marked(data, marked)
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


def _marked(data: bytes, encoding: str) -> Source:
    try:
        source = Source.of_text(data, encoding, MEDIA_TYPE)
    except UnicodeDecodeError as error:
        raise InputError(
            "begins as UTF-16 and is not", place=f"byte {error.start}", remedy="save it as plain text in UTF-8"
        ) from error
    if "\0" in (source.text or ""):
        raise InputError("is not plain text: it holds zero characters", remedy="save it as plain text in UTF-8")
    return source
