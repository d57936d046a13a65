"""A volume as a Word file: house styles, contents and index as fields, notes that begin anew in each section."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from converters.collection.volume.front import ENTRY, INDEX_TITLE, Front
from converters.collection.volume.plainly import plainly
from converters.collection.volume.record import Printed, anchor, printed
from converters.collection.volume.register import ContentsLine, IndexEntry, Register
from converters.collection.volume.spool import Spool
from converters.collection.volume.terms import KINDS
from converters.formats.docx.writing.book import Book, Section, Sheet, making, reference
from converters.formats.docx.writing.fields import END, argument, field, index_mark, opened
from converters.formats.docx.writing.properties import book_properties
from converters.formats.docx.writing.runs import HYPERLINK_END, hyperlink_opening, text_elements
from converters.model import nodes as nd
from converters.report import Report

_STARTS = {"run-on": "continuous", "page": "nextPage", "recto": "oddPage"}
_HEADING = "Document Heading"
_SEQUENCE = "Document"
_LANGUAGE = "en"
INDEX_NOTE = (
    "Figures are the numbers of documents. When Word updates the index (F9), the page follows each after a colon."
)


def write_docx(
    file: BinaryIO, folder: Path, spool: Spool, front: Front, register: Register, sheet: Sheet, report: Report
) -> None:
    """Write the volume; losses are told in the report. What grows is put aside in files of the folder."""
    with making(folder, sheet, _LANGUAGE, report) as book:
        _Writing(book, spool, front, register).write(file)


class _Writing:
    """One volume under way."""

    def __init__(self, book: Book, spool: Spool, front: Front, register: Register) -> None:
        self._book = book
        self._spool = spool
        self._front = front
        self._register = register

    @functools.cached_property
    def _numbers(self) -> dict[str, int]:
        return self._spool.numbers()

    def write(self, file: BinaryIO) -> None:
        """The records, then the front matter, which tells of them and stands before them, then the index."""
        book = self._book
        begin = book.place()
        for number, document in self._spool.documents():
            self._register.note_document(document)
            self._record(printed(number, document, self._numbers, self._register.labels))
        body = book.place()
        self._set_front()
        front = book.place()
        last = self._index()
        core = book_properties(self._front.about.title, self._front.about.editors, _LANGUAGE, None)
        book.finish(file, last, core, [(body, front), (begin, body), (front, book.place())])

    # --- the records ---

    def _record(self, one: Printed) -> None:
        """A record, as a section of its own: so its notes begin with 1."""
        self._register.contents.append(ContentsLine(one.number, one.title, one.date))
        found = [*one.terms, *one.names.values()]
        self._register.note_terms(one.number, found)
        lang = one.section.lang
        head, *blocks = plainly(one.section).blocks
        assert isinstance(head, nd.Heading)  # noqa: S101 - a printed record begins with one
        rest = head.content[1:] if isinstance(head.content[0], str) else head.content
        marks = "".join(index_mark(KINDS[term.kind], term.name) for term in dict.fromkeys(found))
        number = field(f"SEQ {_SEQUENCE} \\* ARABIC", str(one.number))
        title = _run(f". {one.title}")
        self._book.paragraph(
            _HEADING, rest, before=self._book.bookmark(anchor(one.number)) + number + title, after=marks, lang=lang
        )
        self._text(one, blocks)
        self._book.end_section(self._record_section(one.number))

    def _text(self, one: Printed, blocks: list[nd.Block]) -> None:
        """The blocks below the head; the line of origin and the references have styles of their own."""
        lang = one.section.lang
        plain: list[nd.Block] = []
        for block, original in zip(blocks, one.section.blocks[1:], strict=True):
            style = _STYLES.get(getattr(original, "role", None) or "")
            if style is not None and isinstance(block, nd.Line | nd.Paragraph):
                self._book.blocks(plain, lang)
                plain = []
                self._book.paragraph(style, block.content, lang=lang)
            else:
                plain.append(block)
        self._book.blocks(plain, lang)

    def _record_section(self, number: int) -> Section:
        start = "oddPage" if number == 1 else _STARTS[self._front.settings.start]
        heads = self._running_heads() if number == 1 else ""
        return Section(start=start, first=1 if number == 1 else None, heads=heads, restarts_notes=True)

    def _running_heads(self) -> str:
        """Left pages: number and short title; right pages: the document, by its heading, and the number."""
        page, tab = field("PAGE", "1"), "<w:r><w:tab/></w:r>"
        title = _run(self._front.short_title)
        even = self._book.head("hdr", "Header", page + tab + title)
        heading = field(f"STYLEREF {argument(_HEADING)}", self._front.short_title)
        odd = self._book.head("hdr", "Header", heading + tab + page)
        empty = self._book.head("ftr", "Footer", "")
        return (
            reference("header", "default", odd)
            + reference("header", "even", even)
            + reference("footer", "default", empty)
            + reference("footer", "even", empty)
        )

    # --- the front matter ---

    def _set_front(self) -> None:
        book, front = self._book, self._front
        book.paragraph("Volume Half Title", (front.short_title,))
        book.page_break()
        book.page_break()
        book.paragraph("Volume Title", (front.about.title,))
        for words in (front.settings.subtitle, front.editors()):
            if words:
                book.paragraph("Volume Subtitle", (words,))
        if front.publisher():
            book.paragraph("Volume Publisher", (front.publisher(),))
        book.page_break()
        for line in front.imprint():
            book.paragraph("Volume Imprint", (line,))
        book.end_section(Section(roman=True, first=1))
        foot = book.head("ftr", "Footer", field("PAGE", "i"))
        heads = reference("footer", "default", foot) + reference("footer", "even", foot)
        sections = list(front.sections(self._spool, self._register))
        book.paragraph("Front Heading", ("Contents",))
        self._contents([section.title for section in sections])
        for section in sections:
            book.page_break()
            book.paragraph("Front Heading", (section.title,), before=book.bookmark(_place(section.title)))
            for block in section.blocks:
                style = "Volume Entry" if getattr(block, "role", None) == ENTRY else "Front Text"
                book.paragraph(style, getattr(block, "content", ()))
        book.end_section(Section(start="oddPage", roman=True, heads=heads))

    def _contents(self, titles: list[str]) -> None:
        """The contents as a field; until Word works it out, it names the documents and leads to them."""
        code = f'TOC \\h \\z \\t "{_HEADING},1,Front Heading,1"'
        for number, (words, goal) in enumerate(self._contents_lines(titles)):
            page = field(f"PAGEREF {goal} \\h", "")
            link = f"{hyperlink_opening(goal)}{_run(words)}<w:r><w:tab/></w:r>{page}{HYPERLINK_END}"
            self._book.raw_paragraph("toc 1", (opened(code) if not number else "") + link)
            self._book.flush()
        self._book.raw_paragraph("toc 1", END)

    def _contents_lines(self, titles: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The words of each line, and the bookmark that it leads to."""
        yield from ((title, _place(title)) for title in titles)
        yield from ((f"{one.number}. {one.title}", anchor(one.number)) for one in self._register.contents)
        yield INDEX_TITLE, _place(INDEX_TITLE)

    # --- the index ---

    def _index(self) -> Section:
        """The index as a field; gives the section that it stands in, the last of the file."""
        book = self._book
        tab = "<w:r><w:tab/></w:r>"
        page = field("PAGE", "1")
        even = book.head("hdr", "Header", page + tab + _run(self._front.short_title))
        odd = book.head("hdr", "Header", _run(INDEX_TITLE) + tab + page)
        heads = reference("header", "default", odd) + reference("header", "even", even)
        book.paragraph("Front Heading", (INDEX_TITLE,), before=book.bookmark(_place(INDEX_TITLE)))
        book.paragraph("Front Text", (INDEX_NOTE,))
        start = "oddPage" if self._front.settings.start == "recto" else "nextPage"
        book.end_section(Section(start=start, heads=heads))
        self._entries([(title, entry) for title, entries in self._register.index() for entry in (None, *entries)])
        return Section(start="continuous", columns=2)

    def _entries(self, lines: list[tuple[str, IndexEntry | None]]) -> None:
        """The lines of the index as one field: headings of its parts, and entries."""
        code = f'INDEX \\e ", " \\s {_SEQUENCE} \\d ":"'
        for number, (title, entry) in enumerate(lines):
            begin = opened(code) if not number else ""
            end = END if number == len(lines) - 1 else ""
            if entry is None:
                self._book.raw_paragraph("index 1", begin + _run(title) + end)
            else:
                self._book.raw_paragraph("index 2", begin + _run(f"{entry.name}, ") + "".join(_places(entry)) + end)
            self._book.flush()


_STYLES = {"byline": "Document Byline", "related": "Document References"}


def _places(entry: IndexEntry) -> Iterator[str]:
    for place, number in enumerate(entry.places):
        if place:
            yield _run(", ")
        yield hyperlink_opening(anchor(number)) + _run(str(number)) + HYPERLINK_END


def _place(title: str) -> str:
    """The bookmark of a section of the book."""
    return f"Part_{''.join(char if char.isalnum() else '_' for char in title)}"


def _run(text: str) -> str:
    return f"<w:r>{text_elements(text)}</w:r>"
