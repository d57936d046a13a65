"""Profiles: the same record edited for another use. Each takes a document to a document, before it is written.

What a profile leaves out is told as lost, because the file that comes of it does not have it any more.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from converters.model.document import Document
from converters.report import Report

Profile = Callable[[Document, Report], Document]


def edited(document: Document, profile: str, report: Report) -> Document:
    """The document as a profile has it: each has a module of its name, with `edit`."""
    edit: Profile = import_module(f"{__name__}.{profile}").edit
    return edit(document, report)
