"""Read a Word file: one of ours with the document that it carries, or anybody's from what is visible."""

from __future__ import annotations

import msgspec

from converters.formats.docx import parts
from converters.formats.docx.element_lines import with_lines, without_lines
from converters.formats.docx.form import Form
from converters.formats.docx.reading.merge import merge
from converters.formats.docx.reading.merge_metadata import merged_metadata
from converters.formats.docx.reading.package import Package
from converters.formats.docx.reading.recover import Recovered, custom_parts, form_of, recover
from converters.formats.docx.reading.revisions import settled
from converters.formats.docx.writer import same_parts, write_in_form
from converters.formats.docx.writing.compose import compose
from converters.formats.format import ReadOptions
from converters.model.codec import CodecError, decode
from converters.model.document import Document, Source
from converters.model.nodes import is_proposed
from converters.model.walk import walk
from converters.report import Report

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(data: bytes, options: ReadOptions, report: Report) -> Document:
    """The document. Raises InputError where the file is no Word file, is damaged or over a limit.

    A carried document is believed where the page still says what it says; where an editor changed the page, the page
    wins, word by word in a block that is still of its kind, and each difference is told.
    """
    package = Package(data, options.limits)
    carried = _carried(package, report) if options.carried else None
    if carried is None:
        return _visible(package, data, options, report)
    form = form_of(package)
    composed = compose(carried, Report(), form)
    settles = options.track != "keep" and any(map(is_proposed, walk(carried)))
    if not settles and same_parts(composed, package.names, package.read):
        report.info("carried", "the file carries the document, and its pages are as they were written")
        return carried
    return _with_edits(carried, form, package, options, report)


def _with_edits(carried: Document, form: Form, package: Package, options: ReadOptions, report: Report) -> Document:
    """The carried document with what the page says otherwise."""
    before = _written(carried, form)
    after = recover(package, report, options.track)
    parted = with_lines(carried)
    merged = merge(parted, compose(parted, Report(), form).build.nodes, before, after, report)
    if merged is None:
        report.info("carried", "the file carries the document, and its pages say the same")
        return carried
    report.info("carried", "the file carries the document; what its pages say otherwise is taken from them")
    return _with_said(settled(without_lines(merged)), carried, options, report)


def _with_said(merged: Document, carried: Document, options: ReadOptions, report: Report) -> Document:
    """The document with the metadata that its elements say otherwise now, where the metadata were not changed too."""
    before, after = (options.said(one) if options.said is not None else None for one in (carried, merged))
    if before is None or after is None or before == after:
        return merged
    new = {
        name: getattr(after, name)
        for name in after.__struct_fields__
        if getattr(before, name) == getattr(carried.metadata, name) == getattr(merged.metadata, name)
    }
    known = merged.metadata
    wanted = msgspec.structs.replace(known, **new)
    return msgspec.structs.replace(merged, metadata=merged_metadata(known, known, wanted, report))


def _written(document: Document, form: Form) -> Recovered:
    """What the pages of a document say when it is written."""
    return recover(Package(write_in_form(document, form, None, Report())), Report())


def _visible(package: Package, data: bytes, options: ReadOptions, report: Report) -> Document:
    """The document from what is visible; a file that is not ours is its own source."""
    recovered = recover(package, report, options.track)
    report.info("recovered", "the document is recovered from what is visible")
    if recovered.own:
        return settled(recovered.document)
    return msgspec.structs.replace(settled(recovered.document), source=Source.of_bytes(data, MEDIA_TYPE))


def _carried(package: Package, report: Report) -> Document | None:
    """The document in the custom XML of the package, if there is one that this program can read."""
    for name, root in custom_parts(package, report):
        text = parts.carried_json(root)
        if text is None:
            continue
        try:
            return decode(text)
        except CodecError as error:
            report.warn("unread", f"the carried document cannot be read: {error}", place=name)
    return None
