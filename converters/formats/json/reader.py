"""Read a document from its JSON."""

from __future__ import annotations

from converters.errors import InputError
from converters.formats.format import ReadOptions
from converters.model.codec import CodecError, decode
from converters.model.document import Document
from converters.report import Report


def read(data: bytes, options: ReadOptions, report: Report) -> Document:
    """The document. Raises InputError with the JSON path where it is not valid."""
    try:
        return decode(data.removeprefix(b"\xef\xbb\xbf"))
    except CodecError as error:
        problem, _, place = str(error).partition(" - at ")
        raise InputError(
            f"not a dragoman document in JSON: {problem}",
            place=place.strip("`") or None,
            remedy="`dragoman validate` lists every place that differs from the schema",
        ) from error
