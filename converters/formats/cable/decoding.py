"""The characters of a file: UTF-8, else Windows-1252 where it fits, else Latin-1 with a word about the guess."""

from __future__ import annotations

from converters.errors import InputError
from converters.model.document import Source
from converters.report import Report

MEDIA_TYPE = "text/plain"
_ENCODINGS = ("utf-8", "cp1252", "latin-1")


def decode(data: bytes, report: Report) -> Source:
    """The source as text. Raises InputError where the bytes are none or no text."""
    if not data.strip():
        raise InputError(
            "holds nothing but blanks" if data else "the file is empty", remedy="give a file that holds a record"
        )
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
