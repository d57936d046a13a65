"""What stands at the head and the foot of every page, and no part of the text."""

from __future__ import annotations

from converters.formats.pdf.job import Job
from converters.formats.pdf.lines import Line
from converters.formats.pdf.page import Page
from converters.formats.pdf.paragraphs import set_line
from converters.formats.pdf.pieces import Text
from converters.formats.pdf.slabs import AsideSlab, LineSlab
from converters.formats.pdf.summary import number_of, title_of
from converters.formats.pdf.tags import Element, Slot
from converters.formats.pdf.theme import Setting
from converters.model.document import Document

_LONGEST = 78
"""A running title is cut to so many characters."""


def running_lines(job: Job, document: Document, page: Page, count: int) -> list[tuple[str, Line, float, float]]:
    """The running lines of a page: their kind, the line, and where it begins.

    The first page has its title in full, so it has no head.
    """
    sheet = job.theme.sheet
    setting = job.setting("running")
    foot = _line(job, f"page {page.index + 1} of {count}", "center")
    lines = [("Footer", foot, sheet.left, sheet.foot)]
    if page.index:
        baseline = sheet.height - sheet.head
        lines.append(("Header", _line(job, _short(title_of(document)), "left"), sheet.left, baseline))
        number = number_of(document)
        if number and number != title_of(document):
            lines.append(("Header", _line(job, number, "right"), sheet.left, baseline))
        page.rule(sheet.left, baseline - 6.0, sheet.width - sheet.right, baseline - 6.0, 0.35, setting.style.colour)
    return lines


def _short(title: str) -> str:
    if len(title) <= _LONGEST:
        return title
    return title[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:. ") + " \u2026"


def _line(job: Job, words: str, align: str) -> Line:
    return _of(words, job.setting("running"), job, align)


def _of(words: str, setting: Setting, job: Job, align: str) -> Line:
    nowhere = Slot(Element("Artifact", None), "Artifact")
    return set_line(job, [Text(words, setting.style, nowhere)], job.theme.sheet.measure, align)


def notes_title(job: Job) -> AsideSlab:
    """The heading above the notes at the end; in the structure each stands where its mark does."""
    setting = job.setting("notes-title")
    inner = LineSlab(line=_of("Notes", setting, job, "left"), height=setting.leading, size=setting.style.size)
    return AsideSlab(height=setting.leading, before=setting.before, keep=True, inner=inner)
