"""A document from a PDF without tags: paragraphs, as the lines on its pages suggest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pikepdf

from converters.formats.pdf.places import Places
from converters.formats.pdf.recover_info import language_of, metadata_of
from converters.formats.pdf.running_text import RunningText, same_line
from converters.formats.pdf.text_state import Contents, Run
from converters.model.document import Document
from converters.model.nodes import Block, PageBreak, Paragraph
from converters.report import Report

_PARAGRAPH_GAP = 1.35
"""Lines further apart than so many times the nearest two lines of the page belong to different paragraphs."""
_WIDEST_STEP = 2.2
"""Lines of one paragraph are not further apart than so many times their size."""
_LARGER = 1.15
"""A line larger or smaller by more than this begins a paragraph."""

Line = list[Run]


def untagged_document(pdf: pikepdf.Pdf, contents: Contents, places: Places, report: Report) -> Document:
    """Paragraphs in the order in which the pages draw them, with a break at each new page."""
    blocks: list[Block] = []
    for number, runs in enumerate(contents.pages, 1):
        if number > 1:
            blocks.append(PageBreak(n=str(number)))
        for paragraph in _paragraphs(_lines(runs)):
            node = Paragraph(content=(paragraph,))
            places.note(node, number)
            blocks.append(node)
    if any(isinstance(block, Paragraph) for block in blocks):
        report.warn(
            "guess", "the PDF is not tagged: paragraphs and their order are guessed from the lines on its pages"
        )
    else:
        report.warn("unread", "the PDF holds no text, only pictures of pages: let a program recognise its text first")
        blocks = []
    return Document(lang=language_of(pdf), metadata=metadata_of(pdf), body=tuple(blocks))


def _lines(runs: Sequence[Run]) -> list[Line]:
    """Runs that stand side by side, as they are drawn."""
    lines: list[Line] = []
    for run in runs:
        if lines and same_line(lines[-1][-1], run):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [line for line in lines if any(run.text.strip() for run in line)]


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """The texts of the paragraphs of a page."""
    steps = [_step(above, below) for above, below in pairwise(lines)]
    usual = min((step for step in steps if step > 0), default=0.0)
    usual = min([usual, *(_WIDEST_STEP * _size(line) for line in lines)])
    gathered: list[Run] = []
    for place, line in enumerate(lines):
        if place and _begins(lines[place - 1], line, steps[place - 1], usual):
            yield from _text(gathered)
            gathered = []
        gathered.extend(line)
    yield from _text(gathered)


def _step(above: Line, below: Line) -> float:
    return above[0].y - below[0].y


def _begins(above: Line, line: Line, step: float, usual: float) -> bool:
    """Whether a line begins a paragraph: after a gap, further up (another column), or in another size."""
    sizes = sorted((_size(above), _size(line)))
    return not 0 < step <= usual * _PARAGRAPH_GAP or sizes[1] > sizes[0] * _LARGER


def _size(line: Line) -> float:
    return max(run.size for run in line)


def _text(runs: Sequence[Run]) -> Iterator[str]:
    text = " ".join(RunningText().text(runs).split())
    if text:
        yield text
