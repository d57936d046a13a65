"""What is wrong with pages, by the engine's own record of what it drew: boxes that overlap or leave their frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converters.formats.pdf.page import Box, Page
from converters.formats.pdf.running import Running
from converters.formats.pdf.theme import Theme
from converters.formats.pdf.writer import set_pages
from converters.model.document import Document
from converters.report import Report

SLACK = 0.6
"""Letters may reach over their box by so many points (a rounding, the swash of an italic)."""
EDGE = 8.0
"""What stays free at the edge of the paper."""


def drawn(document: Document, theme: Theme | None = None) -> list[Page]:
    """The pages of a document with all that is on them, running lines too."""
    job, _, pages = set_pages(document, Report(), theme)
    running = Running(job, document)
    for page in pages:
        page.content([*running.lines(page), running.foot(page, len(pages))])
    return list(pages)


def faults(document: Document, theme: Theme | None = None) -> list[str]:
    """Everything that overlaps or leaves its frame, in words."""
    return [
        f"page {page.index + 1}: {fault}"
        for page in drawn(document, theme)
        for fault in (*overlapping(page.boxes), *outside(page))
    ]


def overlapping(boxes: Sequence[Box]) -> Iterator[str]:
    """Pairs of boxes that share more than a rounding."""
    seen = sorted((box for box in boxes if box.right > box.left), key=lambda box: box.bottom)
    for number, one in enumerate(seen):
        for other in seen[number + 1 :]:
            if other.bottom >= one.top - SLACK:
                break
            if min(one.right, other.right) - max(one.left, other.left) > SLACK:
                yield f"{one} and {other} overlap"


def outside(page: Page) -> Iterator[str]:
    """Boxes that leave the frame of the text, but for words wholly in a margin, the head and the foot."""
    sheet = page.sheet
    right = page.left + sheet.measure
    for box in page.boxes:
        if box.right <= box.left:
            continue
        in_margin = box.left > right or box.right < page.left
        left_edge, right_edge = (EDGE, sheet.width - EDGE) if in_margin else (page.left - SLACK, right + SLACK)
        if box.left < left_edge or box.right > right_edge:
            yield f"{box} leaves the frame at its side"
        in_text = sheet.bottom - SLACK <= box.bottom and box.top <= sheet.height - sheet.top + SLACK
        in_head = box.bottom > sheet.height - sheet.top and box.top < sheet.height - EDGE
        in_foot = box.top < sheet.bottom and box.bottom > EDGE
        if not in_text and not in_head and not in_foot:
            yield f"{box} leaves the frame above or below"
