"""A volume as PDF: the records are set one after another, then the index, then the front matter that tells of both."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, TypeVar

from converters.collection.volume import pieces
from converters.collection.volume.front import INDEX_NOTE, INDEX_TITLE, Front, FrontSection
from converters.collection.volume.heads import RunningTitles
from converters.collection.volume.record import Printed, anchor, printed
from converters.collection.volume.register import ContentsLine, IndexEntry, Register
from converters.collection.volume.spool import Spool
from converters.formats.pdf.blocks import set_blocks
from converters.formats.pdf.book import Book, OutlineEntry
from converters.formats.pdf.columns import ColumnsSlab, height_of, in_columns
from converters.formats.pdf.conformance import Facts
from converters.formats.pdf.inlines import set_inline
from converters.formats.pdf.job import Job
from converters.formats.pdf.run import Run
from converters.formats.pdf.slabs import LineSlab, Slab
from converters.formats.pdf.tags import Element
from converters.formats.pdf.theme import Theme
from converters.formats.pdf.unit import Group, Placed, Unit
from converters.formats.pdf.wording import wording
from converters.model import nodes as nd
from converters.model.numerals import roman
from converters.report import Report

Item = TypeVar("Item")
_LANGUAGE = "en"
"""The language of the front matter and the index."""
_COLUMN_GAP = 14.0
_AT_ONCE = 100
"""How many entries of a list are one unit."""


def write_pdf(file: BinaryIO, spool: Spool, front: Front, register: Register, theme: Theme, report: Report) -> None:
    """Write the volume; losses are told in the report."""
    _Printing(file, spool, front, register, theme, report).write()


class _Printing:
    """One volume under way."""

    def __init__(
        self, file: BinaryIO, spool: Spool, front: Front, register: Register, theme: Theme, report: Report
    ) -> None:
        self._spool = spool
        self._front = front
        self._register = register
        self._theme = theme
        self._report = report
        self._facts = _facts(front, theme)
        self._book = Book(file, theme, self._facts)
        self._elsewhere = frozenset(anchor(number) for number in range(1, spool.count + 1))
        self._index_page = 0

    def write(self) -> None:
        """The records, the index, the front matter; then all in the order of the book."""
        book = self._book
        body = book.run("arabic", RunningTitles(self._front.short_title))
        records, index = book.group("Body"), book.group("IndexGroup")
        for number, document in self._spool.documents():
            self._register.note_document(document)
            self._record(body, records, printed(number, document, self._numbers, self._register.labels))
        body.begin_page()
        self._index(body, index)
        body.end()
        pages = self._set_front(Book(io.BytesIO(), self._theme, self._facts), {})[2]
        run, groups, _ = self._set_front(book, pages)
        book.outline.sort(key=lambda one: one.run is body)
        book.finish([run, body], [*groups, *(group for group in (records, index) if group.kids)])

    @functools.cached_property
    def _numbers(self) -> dict[str, int]:
        return self._spool.numbers()

    def _job(self, book: Book, type: str, language: str | None = _LANGUAGE) -> Job:
        job = Job(
            theme=self._theme,
            report=self._report,
            set_blocks=set_blocks,
            set_inline=set_inline,
            ids=frozenset(),
            elsewhere=self._elsewhere,
            language=language,
            wording=wording(self._theme.words, language),
            pictures=book.pictures,
        )
        job.tree.root = Element(type, None)
        job.tree.root.lang = language
        return job

    # --- the records ---

    def _record(self, run: Run, group: Group, one: Printed) -> None:
        start = self._front.settings.start
        if start != "run-on":
            run.begin_page(recto=start == "recto")
        job = self._job(self._book, "Record", one.section.lang or _LANGUAGE)
        unit = Unit(job, group, anchor(one.number), one.number, one.title)
        unit.settled = functools.partial(self._note, run, one, unit)
        slabs = set_blocks(job, [one.section], job.tree.root, job.text_column)
        run.set(unit, _apart(one.number, slabs))

    def _note(self, run: Run, one: Printed, unit: Unit, placed: Placed) -> None:
        """A record is on its pages: what contents, outline and index say of it is known."""
        page = placed.page + 1
        self._register.contents.append(ContentsLine(one.number, one.title, one.date, page))
        self._register.note_terms(one.number, one.terms, page)
        for name, term in one.names.items():
            if name in placed.pages:
                self._register.note_terms(one.number, [term], placed.pages[name] + 1)
        mark = unit.root.first_mark()
        if mark is not None:
            self._book.outline.append(OutlineEntry(0, f"{one.number}. {one.title}", run, mark))

    # --- the index ---

    def _index(self, run: Run, group: Group) -> None:
        """Set the index, now that the pages of all records are known."""
        parts = list(self._register.index())
        if not parts:
            return
        run.begin_page(recto=self._front.settings.start == "recto")
        self._index_page = run.place + 1
        job = self._job(self._book, "IndexPage")
        unit = Unit(job, group, "Index", None, INDEX_TITLE)
        unit.settled = functools.partial(self._outlined, run, INDEX_TITLE, unit)
        blocks = (nd.Heading(content=(INDEX_TITLE,)), nd.Line(role="imprint", content=(INDEX_NOTE,)))
        run.set(unit, set_blocks(job, blocks, job.tree.root, job.page_column))
        self._set_index(run, group, _lines(parts))

    def _set_index(self, run: Run, group: Group, lines: Iterator[str | IndexEntry]) -> None:
        """Set the entries, two columns a page, each page a unit, so that a long index takes little memory."""
        sheet = self._theme.sheet
        width = (sheet.measure - _COLUMN_GAP) / 2
        xs = (0.0, width + _COLUMN_GAP)
        rest: list[Slab] = []
        while True:
            room = run.room - 1.0
            if room < sheet.depth / 8:
                run.begin_page()
                room = run.room - 1.0
            job = self._job(self._book, "IndexPage")
            unit = Unit(job, group, None, None, INDEX_TITLE)
            while height_of(rest) < 2 * room:
                line = next(lines, None)
                if line is None:
                    break
                rest += _index_line(job, line, width)
            if not rest:
                return
            made, left = in_columns(rest, xs, room)
            if not left:
                made, left = _balanced(rest, xs, room)
            later = -int(-height_of(left) // (2 * sheet.depth)) + 1 if left else 0
            made.before = pieces.INDEX_GAP
            run.set(unit, [made], later)
            rest = left
            if rest:
                run.begin_page()

    def _outlined(self, run: Run, title: str, unit: Unit, placed: Placed) -> None:
        mark = unit.root.first_mark()
        if mark is not None:
            self._book.outline.append(OutlineEntry(0, title, run, mark))

    # --- the front matter ---

    def _set_front(self, book: Book, pages: dict[str, int]) -> tuple[Run, list[Group], dict[str, int]]:
        """Set the front matter; gives on which page each of its sections begins. `pages` are those found before."""
        run = book.run("roman", RunningTitles(self._front.short_title, is_front=True))
        title, contents, sections = book.group("Front"), book.group("Contents"), book.group("Front")
        for leaf in (pieces.half_title, pieces.title_page, pieces.imprint):
            job = self._job(book, "VolumePart")
            run.set(Unit(job, title), list(leaf(job, self._front)))
            run.begin_page(recto=leaf is not pieces.title_page)
        self._heading(book, run, title, "Contents")
        found: dict[str, int] = {}
        front = list(self._front.sections(self._spool, self._register))
        for lines in _chunks(self._contents_lines(front, pages)):
            job = self._job(book, "Contents")
            slabs = [slab for line in lines for slab in pieces.contents_line(job, *line)]
            run.set(Unit(job, contents, None, None, "Contents"), slabs)
        for section in front:
            run.begin_page(recto=self._front.settings.start == "recto")
            found[section.title] = run.place + 1
            self._heading(book, run, sections, section.title)
            for blocks in _chunks(section.blocks):
                job = self._job(book, "VolumePart")
                unit = Unit(job, sections, None, None, section.title)
                run.set(unit, set_blocks(job, blocks, job.tree.root, job.page_column))
        run.end(even=True)
        return run, [group for group in (title, contents, sections) if group.kids], found

    def _contents_lines(self, front: Sequence[FrontSection], pages: dict[str, int]) -> Iterator[pieces.Line]:
        for section in front:
            yield pieces.Line("", section.title, "", roman(pages.get(section.title, 1)), section.title)
        for one in self._register.contents:
            yield pieces.Line(f"{one.number}", one.title, one.date, str(one.page), anchor(one.number))
        if self._index_page:
            yield pieces.Line("", INDEX_TITLE, "", str(self._index_page), INDEX_TITLE)

    def _heading(self, book: Book, run: Run, group: Group, title: str) -> None:
        job = self._job(book, "VolumePart")
        unit = Unit(job, group, title, None, title)
        if book is self._book:
            unit.settled = functools.partial(self._outlined, run, title, unit)
        run.set(unit, set_blocks(job, [nd.Heading(content=(title,))], job.tree.root, job.page_column))


def _apart(number: int, slabs: Iterable[Slab]) -> Iterator[Slab]:
    """Slabs whose notes stand after those of the documents before, in two series of their own."""
    for slab in slabs:
        for note in slab.notes:
            for line in note:
                line.series += 2 * number
        yield slab


def _lines(parts: Sequence[tuple[str, list[IndexEntry]]]) -> Iterator[str | IndexEntry]:
    for title, entries in parts:
        yield title
        yield from entries


def _index_line(job: Job, line: str | IndexEntry, width: float) -> list[LineSlab]:
    if isinstance(line, str):
        return pieces.index_head(job, line, width)
    return pieces.index_entry(job, line, width)


def _balanced(slabs: list[Slab], xs: Sequence[float], room: float) -> tuple[ColumnsSlab, list[Slab]]:
    """The last page of the index, with columns of about the same height."""
    height = height_of(slabs) / len(xs)
    while True:
        made, left = in_columns(slabs, xs, min(height, room))
        if not left or height >= room:
            return made, left
        height += 6.0


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == _AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _facts(front: Front, theme: Theme) -> Facts:
    return Facts(
        title=front.about.title, language=_LANGUAGE, authors=front.about.editors, archival=not theme.sheet.bleed
    )
