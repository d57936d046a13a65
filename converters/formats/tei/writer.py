"""Write a document as TEI P5: our edition of it, or the TEI that it came from."""

from __future__ import annotations

from converters.errors import OutputError
from converters.formats.format import WriteOptions
from converters.formats.tei.writing import foreign
from converters.formats.tei.writing.edition import compose
from converters.model.document import Document
from converters.report import Report

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def write(document: Document, options: WriteOptions, report: Report) -> bytes:
    """The document in UTF-8. A document that is a foreign TEI root is written as that XML again and carries nothing.

    Raises OutputError where the document is nested too deeply.
    """
    try:
        if foreign.is_foreign(document):
            return _DECLARATION + foreign.compose(document, report) + b"\n"
        return b"".join((_DECLARATION, compose(document).encode(), b"\n"))
    except RecursionError as error:
        raise OutputError("the document is nested too deeply", remedy="flatten it") from error
