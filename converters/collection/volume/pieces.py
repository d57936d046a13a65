"""The pieces of a printed volume that are no records: half-title, title, imprint, lines of contents and index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from converters.collection.volume.front import Front
from converters.collection.volume.record import anchor
from converters.collection.volume.register import IndexEntry
from converters.formats.pdf.job import Column, Job
from converters.formats.pdf.paragraphs import set_line, set_text
from converters.formats.pdf.pieces import Link, Piece, Text
from converters.formats.pdf.slabs import LineSlab, Slab
from converters.formats.pdf.tags import Element

INDEX_GAP = 10.0
_HALF_TITLE, _TITLE = 0.28, 0.22
"""How far down the page half-title and title stand."""
_NUMBER_WIDTH = 26.0
_PAGE_WIDTH = 30.0


class Line(NamedTuple):
    """A line of the contents: document number, title, date, page as printed, and the name of the place it leads to."""

    number: str
    title: str
    date: str
    page: str
    target: str


def half_title(job: Job, front: Front) -> Iterator[Slab]:
    """The short title, alone on the first page."""
    yield _room(job, _HALF_TITLE)
    yield from _words(job, "half-title", front.short_title)


def title_page(job: Job, front: Front) -> Iterator[Slab]:
    """Title, sub-title, editors; at the foot of the page the publisher."""
    top = [_room(job, _TITLE), *_words(job, "title", front.about.title, "TitleHeading")]
    for words in (front.settings.subtitle, front.editors()):
        top += _words(job, "subtitle", words or "")
    yield from top
    foot = [*_words(job, "half-title", front.publisher())]
    if foot:
        used = sum(slab.height + slab.before for slab in (*top, *foot))
        yield Slab(height=max(0.0, job.theme.sheet.depth - used - 1.0))
        yield from foot


def imprint(job: Job, front: Front) -> Iterator[Slab]:
    """The copyright page, its lines at the foot."""
    lines = [slab for line in front.imprint() for slab in _words(job, "line-imprint", line)]
    used = sum(slab.height + slab.before for slab in lines)
    yield Slab(height=max(0.0, job.theme.sheet.depth - used - 1.0))
    yield from lines


def _room(job: Job, share: float) -> Slab:
    return Slab(height=job.theme.sheet.depth * share)


def _words(job: Job, setting_name: str, words: str, type: str = "Entry") -> list[LineSlab]:
    if not words:
        return []
    setting = job.setting(setting_name)
    slot = job.tree.root.child(type).generated()
    return set_text(job, [Text(words, setting.style, slot)], setting, job.page_column)


def contents_line(job: Job, number: str, title: str, date: str, page: str, target: str) -> list[LineSlab]:
    """A line of the contents: the number at the left, the page at the right, both level with the title's ends."""
    setting = job.setting("contents")
    style = setting.style
    item = job.tree.root.child("ContentsItem")
    link = Link(item.child("ContentsReference").child("Link"), target=target, words=f"{number} {title}".strip())
    first = [Text(f"{number}\u2002", style, link.element.generated(), link)] if number else []
    words: list[Piece] = [Text(title, style, link.element.generated(), link)]
    if date:
        words.append(Text(f"\u2002{date}", style._replace(italic=True), item.generated()))
    column = job.page_column.inset(_NUMBER_WIDTH, _PAGE_WIDTH)
    slabs = set_text(job, words, setting, column)
    if first:
        slabs[0].put_beside(0.0, set_line(job, first, _NUMBER_WIDTH))
    last = [Text(page, style, item.generated())]
    slabs[-1].put_beside(column.x + column.width, set_line(job, last, _PAGE_WIDTH, "right"))
    for slab in slabs[:-1]:
        slab.keep = True
    slabs[0].before = 2.0
    return slabs


def index_head(job: Job, title: str, width: float) -> list[LineSlab]:
    """The heading of a part of the index."""
    setting = job.setting("index-head")
    slot = job.tree.root.child("IndexEntry").generated()
    return set_text(job, [Text(title, setting.style, slot)], setting, Column(width))


def index_entry(job: Job, entry: IndexEntry, width: float) -> list[LineSlab]:
    """An entry of the index: each document number leads to its document."""
    setting = job.setting("index")
    style = setting.style
    element = job.tree.root.child("IndexEntry")
    pieces: list[Piece] = [Text(f"{entry.name}\u2002", style, element.generated())]
    for place, (number, pages) in enumerate(entry.places.items()):
        if place:
            pieces.append(Text(", ", style, element.generated()))
        link = _to_document(element, number)
        pieces.append(Text(str(number), style._replace(bold=True), link.element.generated(), link))
        if pages:
            said = ",\u00a0".join(map(str, sorted(pages)))
            pieces.append(Text(f"\u00a0({said})", style, element.generated()))
    return set_text(job, pieces, setting, Column(width))


def _to_document(element: Element, number: int) -> Link:
    return Link(element.child("IndexReference").child("Link"), target=anchor(number), words=f"Document {number}")
