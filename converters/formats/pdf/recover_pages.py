"""A document from a PDF without tags: paragraphs, as the lines on its pages suggest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Any, Literal, NamedTuple

import pikepdf

from converters.formats.pdf.page_lines import Row, columns, runs_of
from converters.formats.pdf.places import Places
from converters.formats.pdf.recover_info import language_of, metadata_of
from converters.formats.pdf.running_text import RunningText, merged, without_look
from converters.formats.pdf.text_state import Contents, Run
from converters.model.document import Document
from converters.model.node import Node
from converters.model.nodes import Block, Furniture, PageBreak, Paragraph
from converters.report import Report

_PARAGRAPH_GAP = 1.35
"""Lines further apart than so many times the nearest two lines of the page belong to different paragraphs."""
_WIDEST_STEP = 2.2
"""Lines of one paragraph are not further apart than so many times their size."""
_LARGER = 1.15
"""A line larger or smaller by more than this begins a paragraph."""
_INDENT = 0.9
"""A line that begins so many times its size further in begins a paragraph."""
_SHORT = 0.75
"""A line that fills no more than this share of the column and ends a sentence ends a paragraph."""
_ITEM = re.compile(
    r"[\u2022\u25e6\u25aa\u2023\u00b7\u25cf\u25cb\u25a0\uf0b7\u2013\u2014]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)]\s"
)
"""How an item of a list begins."""
_ENDS = re.compile(r"[.!?:;\u2026][)\]\"'\u00bb\u2019\u201d]*\s*$")
_DIVIDED = re.compile(r"[^\W\d_]{2}-$")
_SOFT_HYPHEN = "\u00ad"
_EDGE_ROWS = 2
"""How many lines at the head and the foot of a page can belong to the page."""
_EDGE_GAP = 1.7
"""They are further from the text than so many times its size."""
_PAGE_NUMBER = re.compile(r"\W*(?:[a-z]+\.?\s*)?#(?:\s*(?:/|of|de|von)\s*#)?\W*", re.IGNORECASE)

Role = Literal["header", "footer", "page-number"]


class _Edge(NamedTuple):
    """A line at the head or the foot of a page."""

    role: Role
    text: str


@dataclass(slots=True)
class _Page:
    """A page: what belongs to it alone, at its head and its foot, and the runs of its text."""

    runs: list[Run]
    head: list[_Edge] = field(default_factory=list)
    foot: list[_Edge] = field(default_factory=list)


def untagged_document(pdf: pikepdf.Pdf, contents: Contents, places: Places, report: Report) -> Document:
    """Paragraphs in the order in which the pages are read, with a break at each new page."""
    builder = _Builder(places)
    for number, page in enumerate(_pages(contents.pages), 1):
        builder.page(number, page)
    blocks = builder.finished()
    if any(isinstance(block, Paragraph) for block in blocks):
        report.warn(
            "guess", "the PDF is not tagged: paragraphs and their order are guessed from the lines on its pages"
        )
        if builder.divided:
            found = f"{builder.divided} words are divided at the ends of lines: they are joined without their hyphens"
            report.warn("guess", found)
    else:
        report.warn("unread", "the PDF holds no text, only pictures of pages: let a program recognise its text first")
        blocks = ()
    return Document(lang=language_of(pdf), metadata=metadata_of(pdf), body=blocks)


# --- what belongs to the pages ---


def _pages(drawn: Sequence[Sequence[Run]]) -> list[_Page]:
    """The pages, with lines at their heads and feet that come back on others taken for what they are."""
    pages = [_Page(list(runs)) for runs in drawn]
    rows = [[row for column in columns(page.runs) for row in column] for page in pages]
    ends = [(_outer(found, -1), _outer(found, 1)) for found in rows]
    for side, name in ((0, "header"), (1, "footer")):
        counted = Counter(key for end in ends for key in {_key(row) for row in end[side]})
        for page, end in zip(pages, ends, strict=True):
            for row in end[side]:
                if counted[_key(row)] < 2:
                    break
                _take(page, row, side, name)  # type: ignore[arg-type]
    return pages


def _outer(rows: Sequence[Row], direction: int) -> list[Row]:
    """The lines at the upper (-1) or the lower edge (1), the outermost first, that a gap parts from the others."""
    upright = sorted((row for row in rows if not row[0].runs[0].turn), key=lambda row: direction * row[0].y)
    ends = [
        place + 1
        for place, (row, next_row) in enumerate(pairwise(upright[: _EDGE_ROWS + 1]))
        if abs(row[0].y - next_row[0].y) > _EDGE_GAP * _size(next_row)
    ]
    return upright[: max(ends, default=0)]


def _key(row: Row) -> tuple[str, int]:
    """By what a line is known on another page: its words without its numbers, and its height."""
    return re.sub(r"\d+", "#", _text_of(row)), round(row[0].y / 3)


def _take(page: _Page, row: Row, side: int, name: Role) -> None:
    """Take a line out of the text of a page."""
    taken = {id(run) for run in runs_of(row)}
    page.runs = [run for run in page.runs if id(run) not in taken]
    text = " ".join(RunningText().text(runs_of(row)).split())
    edge = _Edge("page-number" if _PAGE_NUMBER.fullmatch(_key(row)[0]) else name, text)
    if side:
        page.foot.insert(0, edge)
    else:
        page.head.append(edge)


# --- paragraphs ---


class _Builder:
    """The blocks of a document under way. The last paragraph of a page waits for the first of the next."""

    def __init__(self, places: Places) -> None:
        self.divided = 0
        self._places = places
        self._blocks: list[Block] = []
        self._open: list[str | Node] = []
        """The content of the last paragraph, if it may go on."""
        self._begun = 1
        self._words = RunningText()
        self._foot: list[_Edge] = []

    def page(self, number: int, page: _Page) -> None:
        """Add a page."""
        parts = [list(_paragraphs(column)) for column in columns(page.runs)]
        breaks: list[Block] = [*_furniture(self._foot), PageBreak(n=str(number)), *_furniture(page.head)]
        if number == 1:
            self._blocks.extend(_furniture(page.head))
        elif parts and self._goes_on(parts[0][0]):
            self._open.extend(breaks)
        else:
            self._close()
            self._blocks.extend(breaks)
        for column in parts:
            if not self._goes_on(column[0]):
                self._close()
            for place, rows in enumerate(column):
                if place:
                    self._close()
                if not self._open:
                    self._begun = number
                self._add(rows)
        self._foot = page.foot

    def finished(self) -> tuple[Block, ...]:
        """All blocks."""
        self._close()
        return (*self._blocks, *_furniture(self._foot))

    def _goes_on(self, rows: Sequence[Row]) -> bool:
        """Whether the open paragraph, which ended a column or a page, goes on with these lines."""
        before = self._text()
        first = runs_of(rows[0])[0].text.lstrip()[:1]
        return bool(before) and first.islower() and _ENDS.search(before) is None and _ITEM.match(before) is None

    def _text(self) -> str:
        return "".join(part for part in self._open if isinstance(part, str))

    def _add(self, rows: Sequence[Row]) -> None:
        lines = [runs_of(row) for row in rows]
        for line, following in pairwise(lines):
            last = line[-1]
            if _DIVIDED.search(last.text.rstrip()) and following[0].text.lstrip()[:1].islower():
                line[-1] = replace(last, text=last.text.rstrip()[:-1] + _SOFT_HYPHEN)
                self.divided += 1
        self._open.extend(self._words.styled([run for line in lines for run in line]))

    def _close(self) -> None:
        content: tuple[Any, ...] = _trimmed(self._open)
        if content:
            node = Paragraph(content=content)
            self._places.note(node, self._begun)
            self._blocks.append(node)
        self._open, self._words = [], RunningText()


def _furniture(edges: Sequence[_Edge]) -> list[Furniture]:
    return [Furniture(role=edge.role, content=(edge.text,)) for edge in edges if edge.text]


def _trimmed(parts: Sequence[str | Node]) -> tuple[str | Node, ...]:
    """Mixed text with single blanks, none at its ends, without a look that all of it has."""
    content = [re.sub(r"\s+", " ", part) if isinstance(part, str) else part for part in merged(parts)]
    if content and isinstance(content[0], str):
        content[0] = content[0].lstrip()
    if content and isinstance(content[-1], str):
        content[-1] = content[-1].rstrip()
    return without_look(merged(content))


def _paragraphs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The lines of a column, paragraph by paragraph."""
    steps = [above[0].y - below[0].y for above, below in pairwise(rows)]
    usual = min((step for step in steps if step > 0), default=0.0)
    usual = min([usual, *(_WIDEST_STEP * _size(row) for row in rows)])
    column = _Edges(min(row[0].x for row in rows), max(row[-1].right for row in rows))
    typical = median([_size(row) for row in rows])
    gathered: list[Row] = []
    for place, row in enumerate(rows):
        widest = usual * _PARAGRAPH_GAP * max(1.0, _size(row) / typical)
        if place and _begins(rows[place - 1], row, steps[place - 1] <= widest, column):
            yield gathered
            gathered = []
        gathered.append(row)
    if gathered:
        yield gathered


class _Edges(NamedTuple):
    """Where the lines of a column begin and end at most."""

    left: float
    right: float


def _begins(above: Row, row: Row, is_near: bool, column: _Edges) -> bool:
    """Whether a line begins a paragraph: after a gap, in another size, further in, as an item, after a short line."""
    sizes = sorted((_size(above), _size(row)))
    if not is_near or sizes[1] > sizes[0] * _LARGER or _ITEM.match(_text_of(row)):
        return True
    if _is_tabular(above) or _is_tabular(row):
        return True
    is_set_in = row[0].x - column.left > _INDENT * _size(row)
    if is_set_in and above[0].x - column.left < 0.3 * _size(row) and _ENDS.search(above[-1].text):
        return True
    is_short = above[-1].right - column.left < _SHORT * (column.right - column.left)
    return is_short and _ENDS.search(above[-1].text) is not None and not row[0].text.lstrip()[:1].islower()


def _is_tabular(row: Row) -> bool:
    """Whether a line is one of a table: words far apart on it, the first of which are no label."""
    return len(row) > 1 and _ITEM.match(_text_of(row)) is None


def _text_of(row: Row) -> str:
    return " ".join([stretch.text.strip() for stretch in row])


def _size(row: Row) -> float:
    return max(stretch.size for stretch in row)
