"""What stands at the head and the foot of every page, and no part of the text."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from converters.formats.pdf.job import Job
from converters.formats.pdf.lines import Line
from converters.formats.pdf.margin import EDGE, NUMBER_GAP
from converters.formats.pdf.page import Page
from converters.formats.pdf.paragraphs import set_line
from converters.formats.pdf.pieces import Text
from converters.formats.pdf.slabs import AsideSlab, LineSlab
from converters.formats.pdf.summary import number_of, running_title_of
from converters.formats.pdf.tags import Element, Slot
from converters.formats.pdf.theme import Setting
from converters.formats.pdf.wording import Own
from converters.model.document import Document

_LONGEST = 78
"""A running title is cut to so many characters, and to fewer where they are wide."""
_GAP = 12.0
"""Points between the running title and the number."""


_APART = 8.0
"""Points between the number of a paragraph and that of a line."""
_NOWHERE = Element("Artifact", None)

RunningLine = tuple[str | None, Line, float, float]
"""What is drawn for the page alone: its kind, the line, and where it begins."""


class Running:
    """The running lines of a document's pages. The first page has its title in full, so it has no head."""

    def __init__(self, job: Job, document: Document) -> None:
        self._job = job
        self._document = document

    def foot(self, page: Page, count: int) -> RunningLine:
        """What stands at the foot of a page, when it is known how many there are."""
        words, _ = self._job.wording.said(Own("page {} of {}", (str(page.index + 1), str(count))))
        return "Footer", _line(self._job, words, "center"), page.left, self._job.theme.sheet.foot

    def lines(self, page: Page) -> list[RunningLine]:
        """What stands at the head of a page, and the numbers of its lines."""
        job, sheet = self._job, self._job.theme.sheet
        lines: list[RunningLine] = []
        if page.index:
            baseline = sheet.height - sheet.head
            lines.extend([("Header", line, page.left, baseline) for line in self._head])
            colour = job.setting("running").style.colour
            page.rule(page.left, baseline - 6.0, page.left + sheet.measure, baseline - 6.0, 0.35, colour)
        return [*lines, *_numbers(job, page)]

    @functools.cached_property
    def _head(self) -> Sequence[Line]:
        """The number on the right, where there is one, and the title, the same on all pages."""
        title, number = running_title_of(self._document), number_of(self._document)
        room = self._job.theme.sheet.measure
        if not number or number == title:
            return (_fitted(self._job, title, room),)
        right = _line(self._job, number, "right")
        return right, _fitted(self._job, title, room - right.width - _GAP)


def _numbers(job: Job, page: Page) -> Iterator[RunningLine]:
    """The numbers of lines, in the inner margin, counted on each page.

    They stand beyond the numbers of paragraphs in the same margin; where it is too narrow for both, those on one line
    with the number of a paragraph are left out.
    """
    step = job.theme.line_numbers
    if not step:
        return
    style = job.setting("side").style
    sheet = job.theme.sheet
    numbered = [(number, baseline) for number, baseline in enumerate(page.counted, 1) if number % step == 0]
    lines = [
        set_line(job, [Text(str(number), style, Slot(_NOWHERE, "Artifact"))], sheet.measure) for number, _ in numbered
    ]
    taken = page.margin.numbers
    beyond = max(taken.values()) + _APART if taken else NUMBER_GAP
    is_narrow = any(beyond + line.width > sheet.left + sheet.binding - EDGE for line in lines)
    gap = NUMBER_GAP if is_narrow else beyond
    for (_, baseline), line in zip(numbered, lines, strict=True):
        if not is_narrow or baseline not in taken:
            right = page.left + sheet.measure + gap
            yield None, line, right if sheet.is_mirrored(page.index) else page.left - gap - line.width, baseline


def _fitted(job: Job, title: str, room: float) -> Line:
    """The title in one line, cut where it does not fit into the room."""
    longest = _LONGEST
    line = _line(job, _short(title, longest), "left")
    while line.width > room and longest > 1:
        longest = max(1, int(min(longest, len(title)) * room / line.width) - 1)
        line = _line(job, _short(title, longest), "left")
    return line


def _short(title: str, longest: int) -> str:
    if len(title) <= longest:
        return title
    return title[:longest].rsplit(" ", 1)[0].rstrip(",;:. ") + " \u2026"


def _line(job: Job, words: str, align: str) -> Line:
    return _of(words, job.setting("running"), job, align)


def _of(words: str, setting: Setting, job: Job, align: str) -> Line:
    return set_line(job, [Text(words, setting.style, Slot(_NOWHERE, "Artifact"))], job.theme.sheet.measure, align)


def notes_title(job: Job) -> AsideSlab:
    """The heading above the notes at the end; in the structure each stands where its mark does."""
    setting = job.setting("notes-title")
    words, _ = job.wording.said(Own("Notes"))
    inner = LineSlab(line=_of(words, setting, job, "left"), height=setting.leading, size=setting.style.size)
    return AsideSlab(height=setting.leading, before=setting.before, keep=True, inner=inner)
