"""Read a PDF: the document that it carries, believed where its pages say the same, or what its pages say."""

from __future__ import annotations

import msgspec

from converters.errors import DragomanError
from converters.formats.format import ReadOptions, WriteOptions
from converters.formats.pdf import seal, themes
from converters.formats.pdf.attachments import Carried, carried_document
from converters.formats.pdf.compare import Comparison, Sides
from converters.formats.pdf.opening import opened
from converters.formats.pdf.recover import Recovered, recover
from converters.formats.pdf.writer import write
from converters.model.document import Document, Source
from converters.model.normal import NotNormal
from converters.report import Report

MEDIA_TYPE = "application/pdf"


def read(data: bytes, options: ReadOptions, report: Report) -> Document:
    """The document in a PDF.

    A document that the file carries is believed where the file is as it was written. Where it was saved again, it is
    compared with its pages: what both say alike is believed; where the two differ, what is visible is.
    Without a carried document, or where it is not asked for, the document is recovered from what is visible. A PDF that
    others made is the source of its document.
    """
    return _document(data, options, report, is_whole=seal.is_whole(data))


def read_compared(data: bytes, report: Report) -> Document:
    """As `read`, but what the file carries is compared with its pages though nothing was changed since it was written.

    So a file is read whose writer is not trusted: a seal is no signature.
    """
    return _document(data, ReadOptions(), report, is_whole=False)


def _document(data: bytes, options: ReadOptions, report: Report, *, is_whole: bool) -> Document:
    with opened(data, report, options.limits) as pdf:
        carried = carried_document(pdf, report, is_whole=is_whole) if options.carried else None
        if carried is not None and is_whole:
            report.info("carried", "the PDF carries its document, and is as it was written")
            return carried.document
        found = recover(pdf, report, options.limits)
    believed = _believed(carried, found, report) if carried is not None else None
    return believed if believed is not None else _recovered(data, found, report)


def _recovered(data: bytes, found: Recovered, report: Report) -> Document:
    """The document as it is visible."""
    how = "its structure tree and pages" if found.ours else "what is visible in a PDF that another program made"
    report.info("recovered", f"the document was recovered from {how}")
    if found.ours:
        return found.document
    return msgspec.structs.replace(found.document, source=Source.of_bytes(data, MEDIA_TYPE))


def _believed(carries: Carried, found: Recovered, report: Report) -> Document | None:
    """The carried document, with what the pages say otherwise; None where they have nothing in common.

    Where the pages do not give the whole of it, it is set again, to see what they would give.
    """
    carried = carries.document
    if found.ours and _without_source(found.document) == _without_source(carried):
        report.info("carried", "the PDF carries its document, and its pages say the same")
        return carried
    again = _written(carries, report)
    if again is None:
        return None
    with opened(again, Report()) as rewritten:
        before = recover(rewritten, Report())
    if found.ours:
        return _merged(carried, before, found, report)
    if found.pages == before.pages:
        report.info("carried", "the PDF carries its document, and its pages say the same, though its tags are gone")
        return carried
    report.warn("disagrees", "the PDF carries a document, but its tags and pages are not those of that document")
    return None


def _without_source(document: Document) -> Document:
    return msgspec.structs.replace(document, source=None)


def _written(carried: Carried, report: Report) -> bytes | None:
    """The carried document as our writer sets it now, stamped with the file's own time."""
    try:
        return write(carried.document, _options(carried), Report())
    except (DragomanError, ValueError, LookupError, OverflowError, MemoryError) as error:
        report.warn("unread", f"the document that the PDF carries cannot be set and is not believed: {error}")
        return None


def _options(carried: Carried) -> WriteOptions:
    """How the file was set, as far as it says so and we can do it again."""
    return WriteOptions(
        epoch=carried.epoch,
        theme=carried.theme if carried.theme in themes.BUILT_IN else None,
        paper=carried.paper if carried.paper in themes.PAPERS else None,
    )


def _merged(carried: Document, before: Recovered, found: Recovered, report: Report) -> Document | None:
    comparison = Comparison(found.places, report)
    try:
        document = comparison.document(Sides(carried, before.document, found.document))
    except NotNormal as error:
        report.warn("disagrees", f"the pages and the carried document do not go together: {error}")
        return None
    if comparison.disagreements:
        report.info("carried", "the rest of the document is as the PDF carries it")
    else:
        report.info("carried", "the PDF carries its document, and its pages say the same")
    return document
