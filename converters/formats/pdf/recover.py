"""A document recovered from what is visible in a PDF alone: its pages, and the structure tree behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
import pikepdf

from converters.formats.pdf.attachments import carried_source
from converters.formats.pdf.content_stream import read_contents
from converters.formats.pdf.overlooked import tell_overlooked
from converters.formats.pdf.places import Places
from converters.formats.pdf.recover_pages import untagged_document
from converters.formats.pdf.recover_record import NotARecord, is_record, record_document, source_facts
from converters.formats.pdf.recover_tagged import tagged_document
from converters.formats.pdf.structure_tree import Element, read_tree
from converters.formats.pdf.text_state import Contents
from converters.limits import DEFAULT, Limits
from converters.model.document import Document
from converters.report import Report


class Recovered(NamedTuple):
    """A document as it is visible, and the text of each page as it is drawn.

    `ours`: its structure tree is of the kind that our writer makes.
    """

    document: Document
    places: Places
    pages: tuple[str, ...]
    ours: bool


def recover(pdf: pikepdf.Pdf, report: Report, limits: Limits = DEFAULT) -> Recovered:
    """The document that the pages show. One of a PDF that others made has no source: the file itself is its source."""
    places = Places()
    contents = read_contents(pdf, report, limits)
    tops = read_tree(pdf, contents, report)
    pages = tuple("".join([run.text for run in runs]) for runs in contents.pages)
    if is_record(tops):
        try:
            document = _record(pdf, tops[0], places, report)
        except NotARecord as error:
            report.warn("approximated", f"the structure tree was changed and is read by its standard types: {error}")
        else:
            tell_overlooked(pdf, contents, report, tagged=True)
            return Recovered(document, places, pages, ours=True)
    return Recovered(_foreign(pdf, contents, tops, places, report), places, pages, ours=False)


def _record(pdf: pikepdf.Pdf, top: Element, places: Places, report: Report) -> Document:
    document = record_document(top, places)
    return msgspec.structs.replace(document, source=carried_source(pdf, source_facts(top), report))


def _foreign(pdf: pikepdf.Pdf, contents: Contents, tops: Sequence[Element], places: Places, report: Report) -> Document:
    """By the tags where they hold anything, otherwise by the pages alone."""
    document = tagged_document(pdf, tops, places, report) if tops else None
    tagged = document is not None and bool(document.body)
    tell_overlooked(pdf, contents, report, tagged=tagged)
    return document if document is not None and tagged else untagged_document(pdf, contents, places, report)
