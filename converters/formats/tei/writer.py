"""Write a document as TEI P5: our edition of it, or the TEI that it came from.

What writes TEI that others made is imported when it is needed.
"""

from __future__ import annotations

from converters.formats.format import WriteOptions
from converters.formats.tei.names import ROOTS
from converters.formats.tei.writing.edition import compose
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.report import Report

_BESIDE = (nd.Comment, nd.Instruction)
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def write(document: Document, options: WriteOptions, report: Report) -> bytes:
    """The document in UTF-8. A document that is a foreign TEI root is written as that XML again and carries nothing."""
    if is_foreign(document):
        from converters.formats.tei.foreign.writing import compose as compose_foreign

        if options.profile is not None:
            report.warn("profile", "TEI of others is written as it is; profiles are for our own editions")
        return compose_foreign(document, report)
    if options.profile is not None:
        from converters.formats.tei.profiles import edited

        document = edited(document, options.profile, report)
    return b"".join((_DECLARATION, compose(document, report, options.profile), b"\n"))


def said(document: Document) -> Metadata | None:
    """What the header of TEI that others made says as metadata; None where a document is no such TEI."""
    if not is_foreign(document):
        return None
    from converters.formats.tei.foreign import header

    return header.metadata(next(part for part in document.body if isinstance(part, nd.Element)))


def is_foreign(document: Document) -> bool:
    """Whether a document is one TEI root, with nothing but comments and instructions beside it."""
    roots = [part for part in document.body if not isinstance(part, _BESIDE)]
    return (
        len(roots) == 1
        and isinstance(roots[0], nd.Element)
        and roots[0].name in ROOTS
        and not document.front
        and not document.back
    )
