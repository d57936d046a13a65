"""The running heads of a printed volume: the short title on the left pages, the document on the right ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converters.collection.volume.words import short
from converters.formats.pdf.job import Job
from converters.formats.pdf.lines import Line
from converters.formats.pdf.page import Page
from converters.formats.pdf.paragraphs import set_line
from converters.formats.pdf.pieces import Text
from converters.formats.pdf.running import RunningLine
from converters.formats.pdf.tags import Element, Slot
from converters.formats.pdf.unit import Unit
from converters.model.numerals import roman

_LONGEST = 60
_GAP = 14.0
_RULE = 6.0
_NOWHERE = Element("Artifact", None)


class RunningTitles:
    """Draws the running lines of a page.

    Page numbers stand at the outer edge of the head. The first page of a run, and that of a section of the front
    matter, has no head, and its number at the foot; title pages and empty pages have neither.
    """

    def __init__(self, short_title: str, *, is_front: bool = False) -> None:
        self._short_title = short_title
        self._is_front = is_front
        self._last: str | None = None

    def __call__(self, page: Page, units: Sequence[Unit]) -> Iterator[RunningLine]:
        """The running lines."""
        titled = [unit for unit in units if unit.title]
        if not titled:
            return
        job = titled[0].job
        number = roman(page.index + 1) if self._is_front else str(page.index + 1)
        opens = page.index == 0 or (titled[0].number is None and titled[0].title != self._last)
        self._last = titled[-1].title
        if opens:
            yield "Footer", _line(job, number, "center"), page.left, job.theme.sheet.foot
        else:
            yield from self._head(job, page, number, titled)

    def _head(self, job: Job, page: Page, number: str, units: Sequence[Unit]) -> Iterator[RunningLine]:
        sheet = job.theme.sheet
        baseline = sheet.height - sheet.head
        is_left = page.index % 2 == 1
        outer, inner = ("left", "right") if is_left else ("right", "left")
        folio = _line(job, number, outer)
        room = sheet.measure - folio.width - _GAP
        yield "Header", folio, page.left, baseline
        words = self._short_title if is_left else _document(units)
        yield "Header", _fitted(job, words, room, inner), page.left, baseline
        page.rule(page.left, baseline - _RULE, page.left + sheet.measure, baseline - _RULE, 0.35)


def _document(units: Sequence[Unit]) -> str:
    """The last document of a page, by number and title; a section by its title."""
    last = units[-1]
    return f"{last.number}. {last.title}" if last.number is not None else last.title


def _fitted(job: Job, words: str, room: float, align: str) -> Line:
    longest = _LONGEST
    line = _line(job, short(words, longest), align)
    while line.width > room and longest > 1:
        longest = max(1, int(min(longest, len(words)) * room / line.width) - 1)
        line = _line(job, short(words, longest), align)
    return line


def _line(job: Job, words: str, align: str) -> Line:
    style = job.setting("running").style
    return set_line(job, [Text(words, style, Slot(_NOWHERE, "Artifact"))], job.theme.sheet.measure, align)
