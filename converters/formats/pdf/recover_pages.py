"""A document from a PDF without tags: paragraphs, as the lines on its pages suggest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import pikepdf

from converters.formats.pdf.guessed_headings import Look, Titled, heading_look, in_sections, look_of_text, sure
from converters.formats.pdf.guessed_lists import listed, with_lists
from converters.formats.pdf.guessed_tables import Grid, head_of
from converters.formats.pdf.page_lines import Row, columns, runs_of, size_of, text_of
from converters.formats.pdf.page_paragraphs import ENDS, ITEM, paragraphs
from converters.formats.pdf.places import Places
from converters.formats.pdf.recover_info import language_of, metadata_of
from converters.formats.pdf.running_text import RunningText, merged, without_look
from converters.formats.pdf.text_state import Contents, Run
from converters.model.document import Document
from converters.model.node import Node
from converters.model.nodes import Block, Cell, Emphasis, Furniture, Line, List, PageBreak, Paragraph, Table
from converters.model.nodes import Row as TableRow
from converters.model.walk import content_text
from converters.report import Report

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
    pages = _pages(contents.pages)
    builder = _Builder(places, look_of_text(page.runs for page in pages))
    for number, page in enumerate(pages, 1):
        builder.page(number, page)
    blocks = builder.finished()
    if builder.has_text:
        report.warn(
            "guess", "the PDF is not tagged: paragraphs and their order are guessed from the lines on its pages"
        )
        for found in builder.guesses():
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
        if abs(row[0].y - next_row[0].y) > _EDGE_GAP * size_of(next_row)
    ]
    return upright[: max(ends, default=0)]


def _key(row: Row) -> tuple[str, int]:
    """By what a line is known on another page: its words without its numbers, and its height."""
    return re.sub(r"\d+", "#", text_of(row)), round(row[0].y / 3)


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
    """The blocks of a document under way. The last paragraph of a page waits for the first of the next.

    `text` is how most of the letters look.
    """

    def __init__(self, places: Places, text: Look | None) -> None:
        self._divided = 0
        self._tables = 0
        self._places = places
        self._look = text
        self._lines: list[Row] = []
        """The lines of the open paragraph."""
        self._blocks: list[Any] = []
        """With what may be a heading (`Titled`) or an item (`Listed`) until all are known."""
        self._open: list[str | Node] = []
        """The content of the last paragraph, if it may go on."""
        self._begun = 1
        self._words = RunningText()
        self._foot: list[_Edge] = []

    def page(self, number: int, page: _Page) -> None:
        """Add a page."""
        parts = [list(paragraphs(column)) for column in columns(page.runs)]
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
                if isinstance(rows, Grid):
                    self._close()
                    self._table(rows, number)
                else:
                    self._add(rows)
        self._foot = page.foot

    @property
    def has_text(self) -> bool:
        """Whether there are any words."""
        return any(isinstance(block, Paragraph | Table | Titled | List) for block in self._blocks)

    def guesses(self) -> Iterator[str]:
        """What was guessed, in words."""
        if self._divided:
            yield f"{_counted(self._divided, 'word')} divided at the end of a line, and joined without the hyphen"
        titled = [block for block in self._blocks if isinstance(block, Titled)]
        if titled:
            said = content_text(titled[0].content)
            found = _counted(len(titled), "heading")
            yield f"{found} guessed from the size or weight of the letters; the first is {said!r}"
        lists = [block for block in self._blocks if isinstance(block, List)]
        if lists:
            yield f"{_counted(len(lists), 'list')} guessed from bullets or numbers in sequence, and lines that hang"
        if self._tables:
            yield f"{_counted(self._tables, 'table')} guessed from words that stand below one another in columns"

    def finished(self) -> tuple[Block, ...]:
        """All blocks, in sections where there are headings."""
        self._close()
        self._blocks = list(sure(list(with_lists(self._blocks, self._places)), self._places))
        return (*in_sections(self._blocks, self._places), *_furniture(self._foot))

    def _table(self, grid: Grid, number: int) -> None:
        """Add a table."""
        self._tables += 1
        has_head = head_of(grid)
        made = []
        for place, row in enumerate(grid.rows):
            contents: list[Any] = [_trimmed(RunningText().styled(runs)) for runs in row]
            cells = [Cell(blocks=(Line(content=content),) if content else ()) for content in contents]
            made.append(TableRow(header=has_head and not place, cells=tuple(cells)))
        node = Table(rows=tuple(made))
        self._places.note(node, number)
        self._blocks.append(node)

    def _goes_on(self, rows: Sequence[Row] | Grid) -> bool:
        """Whether the open paragraph, which ended a column or a page, goes on with these lines."""
        if isinstance(rows, Grid) or self._heading() is not None:
            return False
        before = self._text()
        first = runs_of(rows[0])[0].text.lstrip()[:1]
        return bool(before) and first.islower() and ENDS.search(before) is None and ITEM.match(before) is None

    def _text(self) -> str:
        return "".join(part for part in self._open if isinstance(part, str))

    def _heading(self) -> Look | None:
        """How the open paragraph looks, where it is a heading."""
        is_plain = all(isinstance(part, str | Emphasis) for part in self._open)
        is_there = bool(self._lines) and self._look is not None and is_plain
        return heading_look(self._lines, self._look) if is_there and self._look is not None else None

    def _add(self, rows: Sequence[Row]) -> None:
        self._lines.extend(rows)
        lines = [runs_of(row) for row in rows]
        for line, following in pairwise(lines):
            last = line[-1]
            if _DIVIDED.search(last.text.rstrip()) and following[0].text.lstrip()[:1].islower():
                line[-1] = replace(last, text=last.text.rstrip()[:-1] + _SOFT_HYPHEN)
                self._divided += 1
        self._open.extend(self._words.styled([run for line in lines for run in line]))

    def _close(self) -> None:
        content: tuple[Any, ...] = _trimmed(self._open)
        look = self._heading()
        if content and look is not None:
            self._blocks.append(Titled(content, look, self._begun))
        elif content:
            node = Paragraph(content=content)
            self._places.note(node, self._begun)
            item = listed(node, self._lines, self._begun) if self._lines else None
            self._blocks.append(item or node)
        self._open, self._words, self._lines = [], RunningText(), []


def _counted(count: int, name: str) -> str:
    return f"1 {name} is" if count == 1 else f"{count} {name}s are"


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
