"""Write a document as JSON: compact UTF-8 and one line end, nothing left out."""

from __future__ import annotations

from converters.formats.format import WriteOptions
from converters.model.codec import encode
from converters.model.document import Document
from converters.model.walk import node_kinds
from converters.report import Report, SupportMatrix

SUPPORT: SupportMatrix = dict.fromkeys(node_kinds(), "full")


def write(document: Document, options: WriteOptions, report: Report) -> bytes:
    """The document in JSON."""
    return encode(document) + b"\n"
