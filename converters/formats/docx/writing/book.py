"""A book as a Word file: sections with their own page numbers and running heads, written as it comes.

The parts of text and notes grow in files on the disk; what is kept in memory is the record under way, and what all
records share: styles, lists, links and pictures.
"""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
import zipfile
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple

from converters.formats.docx import parts
from converters.formats.docx.form import USUAL
from converters.formats.docx.ooxml import HEADER, RELATIONSHIPS, WP, R, W
from converters.formats.docx.writing import static
from converters.formats.docx.writing.build import Build, Scope, Story
from converters.formats.docx.writing.compose import write_blocks
from converters.formats.docx.writing.drawing_theme import theme_xml
from converters.formats.docx.writing.house import house_id, house_sheet
from converters.formats.docx.writing.inlines import Inlines
from converters.formats.docx.writing.notes import separators
from converters.formats.docx.writing.template import own_template
from converters.model.node import Node
from converters.model.nodes import Content
from converters.report import Report

_DATE = (1980, 1, 1, 0, 0, 0)
_TWIPS = 20
"""In a point."""
_FILLER = '<w:p><w:pPr><w:pStyle w:val="Filler"/>{}</w:pPr></w:p>'


class Sheet(NamedTuple):
    """The page of a book, in points; `inner` and `outer` are margins."""

    width: float
    height: float
    inner: float
    outer: float
    top: float
    bottom: float

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.width - self.inner - self.outer


class Section(NamedTuple):
    """A section (17.6): how it starts, its page numbers, its heads and feet, its columns.

    `first` is the number of its first page, None where the numbers go on. `heads` are elements that refer to running
    heads, none where those of the section before stand here too.
    """

    start: str = "nextPage"
    roman: bool = False
    first: int | None = None
    heads: str = ""
    columns: int = 1
    restarts_notes: bool = False


class _BookBuild(Build):
    """What all records of a book collect. No bookmark says which node stands where: nobody reads a book back."""

    _drained = 0

    def point(self, node: Node) -> str:
        """No bookmark."""
        return ""

    def stretch(self, node: Node, without: Container[str] = ()) -> tuple[str, str]:
        """No bookmark."""
        return "", ""

    def bounds(self, node: Node) -> tuple[str, str]:
        """No bookmark."""
        return "", ""

    def drained(self) -> Iterator[str]:
        """The notes that were written since the last time. What says how many there are in all stays."""
        bodies = self.notes["footnote"]
        for at in range(self._drained, len(bodies)):
            yield "".join(bodies[at])
            bodies[at] = _WRITTEN
        self._drained = len(bodies)


_WRITTEN: list[str] = []


class Book:
    """One Word file under way. Only within `making`."""

    def __init__(self, sheet: Sheet, lang: str, report: Report, text: BinaryIO, notes: BinaryIO) -> None:
        self._sheet = sheet
        template = dataclasses.replace(own_template(lang), text_width=_twips(sheet.measure))
        self._build = _BookBuild(report, write_blocks, template, USUAL, flowing=False)
        self._text = text
        self._notes = notes
        self._story = Story(self._build, self._build.relations, notes=True, comments=False)
        self._inlines = Inlines(self._build, self._story)
        self._heads: list[tuple[str, str]] = []
        self._bookmarks = 0

    # --- writing ---

    def paragraph(
        self, style: str, content: Content, *, before: str = "", after: str = "", lang: str | None = None
    ) -> None:
        """A paragraph in a house style; `before` and `after` are runs made already, such as fields."""
        self._story.out.append(f'<w:p><w:pPr><w:pStyle w:val="{house_id(style)}"/></w:pPr>{before}')
        self._inlines.content(content, self._build.root(lang))
        self._story.out.append(f"{after}</w:p>")

    def raw_paragraph(self, style: str, inside: str) -> None:
        """A paragraph in a house style of runs made already."""
        self._story.out.append(f'<w:p><w:pPr><w:pStyle w:val="{house_id(style)}"/></w:pPr>{inside}</w:p>')

    def blocks(self, blocks: Iterable[Node], lang: str | None = None) -> None:
        """Blocks of the model, as the writer of single records has them; headings begin with the second level."""
        write_blocks(self._build, self._story, blocks, Scope(depth=1, lang=lang))

    def bookmark(self, name: str) -> str:
        """A bookmark at one place."""
        self._bookmarks += 1
        own = self._bookmarks
        return f'<w:bookmarkStart w:id="{own}" w:name="{name}"/><w:bookmarkEnd w:id="{own}"/>'

    def page_break(self) -> None:
        """Go on on a new page."""
        self._story.out.append(_FILLER.format("").replace("</w:p>", '<w:r><w:br w:type="page"/></w:r></w:p>'))

    def end_section(self, section: Section) -> None:
        """End a section; what was written goes to the disk."""
        self._story.out.append(_FILLER.format(self._section(section)))
        self.flush()

    def flush(self) -> None:
        """Put what was written aside."""
        self._build.resolve_links()
        self._text.write("".join(self._story.out).encode())
        self._story.out.clear()
        for note in self._build.drained():
            self._notes.write(note.encode())

    def head(self, tag: str, style: str, inside: str) -> str:
        """A running head (`hdr`) or foot (`ftr`) of runs; gives the number of its relationship."""
        name = f"{'header' if tag == 'hdr' else 'footer'}{len(self._heads) + 1}.xml"
        self._heads.append(
            (
                name,
                f'{HEADER}<w:{tag} xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="{style}"/>'
                f'<w:tabs><w:tab w:val="clear" w:pos="9070"/><w:tab w:val="right" w:pos="{self._measure}"/></w:tabs>'
                f"</w:pPr>{inside}</w:p></w:{tag}>",
            )
        )
        return self._build.relations.add("header" if tag == "hdr" else "footer", name, external=False)

    @property
    def _measure(self) -> int:
        return _twips(self._sheet.measure)

    def _section(self, one: Section) -> str:
        sheet = self._sheet
        first = f' w:start="{one.first}"' if one.first is not None else ""
        figures = "lowerRoman" if one.roman else "decimal"
        restart = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>' if one.restarts_notes else ""
        columns = f'<w:cols w:num="{one.columns}" w:space="340"/>' if one.columns > 1 else '<w:cols w:space="340"/>'
        return (
            f'<w:sectPr>{one.heads}{restart}<w:type w:val="{one.start}"/>'
            f'<w:pgSz w:w="{_twips(sheet.width)}" w:h="{_twips(sheet.height)}"/>'
            f'<w:pgMar w:top="{_twips(sheet.top)}" w:right="{_twips(sheet.outer)}" w:bottom="{_twips(sheet.bottom)}" '
            f'w:left="{_twips(sheet.inner)}" w:header="{_twips(sheet.top * 0.6)}" '
            f'w:footer="{_twips(sheet.bottom * 0.5)}" w:gutter="0"/>'
            f'<w:pgNumType w:fmt="{figures}"{first}/>{columns}</w:sectPr>'
        )

    # --- the file ---

    def finish(self, file: BinaryIO, last: Section, core: bytes, order: Iterable[tuple[int, int]]) -> None:
        """Write the file. `last` is the last section; `order` are stretches of the text (`place`), in order."""
        self.flush()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, data in self._fixed(core):
                package.writestr(_entry(name), data)
            with package.open(_entry(parts.DOCUMENT), "w", force_zip64=True) as out:
                out.write(f'{HEADER}<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}"><w:body>'.encode())
                for begin, end in order:
                    _copy(self._text, out, begin, end)
                out.write(f"{self._section(last)}</w:body></w:document>".encode())
            with package.open(_entry(parts.FOOTNOTES), "w", force_zip64=True) as out:
                out.write(f'{HEADER}<w:footnotes xmlns:w="{W}" xmlns:r="{R}">{separators("footnote")}'.encode())
                _copy(self._notes, out, 0, self._notes.tell())
                out.write(b"</w:footnotes>")

    def place(self) -> int:
        """How much of the text there is: what is written between two places is a stretch of it."""
        self.flush()
        return self._text.tell()

    def _fixed(self, core: bytes) -> Iterator[tuple[str, bytes]]:
        build = self._build
        names = [name for name, _ in self._heads]
        beginnings = build.template.beginnings
        yield parts.CONTENT_TYPES, static.book_content_types(names).encode()
        yield parts.PACKAGE_RELATIONS, static.package_relationships().encode()
        relations = f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}">{static.BOOK_RELATIONS}'
        yield parts.DOCUMENT_RELATIONS, f"{relations}{build.relations.elements()}</Relationships>".encode()
        styles = beginnings[parts.STYLES] + house_sheet(self._measure).encode() + build.styles.sheet_end()
        yield parts.STYLES, styles
        yield parts.NUMBERING, beginnings[parts.NUMBERING] + build.numbering.sheet_end()
        yield parts.SETTINGS, static.settings(is_book=True).encode()
        yield parts.FONTS, static.fonts().encode()
        yield parts.THEME, theme_xml().encode()
        yield parts.FOOTNOTES_RELATIONS, build.note_relations["footnote"].part()
        for name, text in self._heads:
            yield f"word/{name}", text.encode()
        yield parts.CORE, core
        yield parts.APP, static.app().encode()
        for name, data in build.media.items():
            yield f"word/{name}", data


@contextlib.contextmanager
def making(folder: Path, sheet: Sheet, lang: str, report: Report) -> Iterator[Book]:
    """A book whose text grows in files of a folder."""
    with tempfile.TemporaryFile(dir=folder) as text, tempfile.TemporaryFile(dir=folder) as notes:
        yield Book(sheet, lang, report, text, notes)


def reference(tag: str, type: str, own: str) -> str:
    """What a section says of a running head: `header` or `footer`, on `default` (right) or `even` pages."""
    return f'<w:{tag}Reference w:type="{type}" r:id="{own}"/>'


def _copy(source: BinaryIO, goal: IO[bytes], begin: int, end: int) -> None:
    source.seek(begin)
    left = end - begin
    while left:
        data = source.read(min(left, 1 << 16))
        goal.write(data)
        left -= len(data)
    source.seek(0, 2)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry


def _twips(points: float) -> int:
    return round(points * _TWIPS)
