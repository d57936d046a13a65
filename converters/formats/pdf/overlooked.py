"""What a PDF shows and the reader does not read, told: text outside the tags, remarks and fields over the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pikepdf

from converters.formats.pdf.opening import UNREADABLE
from converters.formats.pdf.text_state import Contents
from converters.report import Report

_READ = frozenset({"/Link", "/Popup"})
"""Annotations that are read, or only show what another says."""
_LONGEST = 80


def tell_overlooked(pdf: pikepdf.Pdf, contents: Contents, report: Report, *, tagged: bool) -> None:
    """Warn of everything on the pages that is no part of the document that was read."""
    for number, page in enumerate(pdf.pages, 1):
        if tagged:
            text = " ".join("".join(run.text for run in contents.loose[number - 1]).split())
            if text:
                shown = text[:_LONGEST] + ("…" if len(text) > _LONGEST else "")
                report.warn("unread", f"the page shows text that is not tagged: {shown!r}", place=f"page {number}")
        for kind, count in Counter(_annotations(page)).items():
            problem = f"annotations of the page are not read ({kind}: {count})"
            report.warn("unread", problem, place=f"page {number}")


def _annotations(page: pikepdf.Page) -> Iterator[str]:
    """The kinds of the annotations (ISO 32000-1, 12.5.6) that say something by themselves."""
    try:
        for annotation in page.obj.get("/Annots", []):
            kind = str(annotation.get("/Subtype", ""))
            if kind not in _READ:
                yield kind[1:] or "unknown"
    except UNREADABLE:
        return
