"""Read a Word file."""

from __future__ import annotations

from converters.formats.docx.reading.package import Package
from converters.formats.docx.reading.recover import recover
from converters.formats.format import ReadOptions
from converters.model.document import Document
from converters.report import Report


def read(data: bytes, options: ReadOptions, report: Report) -> Document:
    """The document."""
    package = Package(data)
    return recover(package, report).document
