"""The top of the edition: the titles of the record, and a table of what is known about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from converters.formats.pdf import structure
from converters.formats.pdf.facts import plain_rows, rows, tell
from converters.formats.pdf.job import Column, Job
from converters.formats.pdf.paragraphs import set_text
from converters.formats.pdf.pieces import Text
from converters.formats.pdf.setter import Setter
from converters.formats.pdf.slabs import LineSlab, RuleSlab, Slab
from converters.formats.pdf.tags import Element, Slot
from converters.formats.pdf.together import is_edge
from converters.formats.pdf.wording import Own, Said
from converters.model.document import Document
from converters.model.metadata import Metadata, Title
from converters.model.node import Node

_NAME_WIDTH: Final = 92.0
_NAME_GAP: Final = 8.0
_ROW_GAP: Final = 1.5
_SHORT_ROW: Final = 3
"""A row of no more lines stays on one page."""
UNTITLED: Final = "Record without a title"


def title_of(document: Document) -> str:
    """What the record is called: its title, or its number, or that it has none."""
    known = document.metadata
    names = (known.title, *(one.value for one in known.identifiers), document.id)
    return next(filter(None, (" ".join(name.split()) for name in names if name is not None)), UNTITLED)


def running_title_of(document: Document) -> str:
    """What the record is called at the head of its pages: its short title where it has one."""
    short = next((one.text for one in document.metadata.titles if one.type == "short" and one.text.strip()), None)
    return " ".join(short.split()) if short is not None else title_of(document)


def number_of(document: Document) -> str:
    """The record's number for the head of its pages."""
    known = document.metadata
    return known.identifier("mrn") or next((one.value for one in known.identifiers), "")


def set_summary(job: Job, document: Document) -> Iterator[Slab]:
    """The slabs of titles and table."""
    element = job.tree.root.child(structure.METADATA)
    element.properties = structure.properties(document.metadata)
    yield from _set_titles(job, document, element)
    table = list(_set_table(job, document.metadata, element))
    if table:
        for number, row in enumerate(table):
            row[-1].keep = row[-1].keep or number + 1 == len(table) or is_edge(number, len(table))
        yield RuleSlab(height=10.0, before=10.0, width=job.page_column.width, keep=True)
        for row in table:
            yield from row
        yield RuleSlab(height=10.0, width=job.page_column.width)


# --- titles ---


def _set_titles(job: Job, document: Document, element: Element) -> Iterator[Slab]:
    titles = document.metadata.titles
    main = next((title for title in titles if title.type == "main" and title.text.strip()), None)
    block = element.child("TitleBlock")
    type, number = (document.metadata.type or "").upper(), number_of(document).upper()
    if type or number:
        kicker = Own(type) if type else "", " \u00b7 " if type and number else "", number
        yield from _line(job, kicker, block.child("Entry"), "kicker")
    if main is None:
        yield from _main(job, block, None, title_of(document))
    for title in titles:
        if title is main:
            yield from _main(job, block, title, title_of(document))
        else:
            yield from _values(job, [title], block.child("Entry"), "subtitle", job.page_column)


def _main(job: Job, block: Element, title: Title | None, words: str) -> Iterator[Slab]:
    heading = block.child("TitleHeading")
    job.outline_entry(0, words, heading)
    if title is None:
        yield from _line(job, (Own(words) if words == UNTITLED else words,), heading, "title")
    else:
        yield from _values(job, [title], heading, "title", job.page_column)


def _line(job: Job, said: Sequence[Said], element: Element, setting_name: str) -> Iterator[Slab]:
    setting = job.setting(setting_name)
    setter = Setter(job)
    setter.say(said, setting.style, element)
    yield from set_text(job, setter.flow.pieces, setting, job.page_column)


def _values(job: Job, nodes: Sequence[Node], element: Element, setting_name: str, column: Column) -> list[LineSlab]:
    setting = job.setting(setting_name)
    setter = Setter(job)
    for number, node in enumerate(nodes):
        if number:
            setter.generated(_between(nodes), setting.style, element)
        tell(setter, node, element, setting.style)
    return set_text(job, setter.flow.pieces, setting, column)


def _between(nodes: Sequence[Node]) -> str:
    """What parts values on one line: a blank where none has a blank of its own, such as TAGS."""
    return "  " if all(" " not in getattr(node, "term", "") for node in nodes) else "; "


# --- the table ---


def _set_table(job: Job, known: Metadata, element: Element) -> Iterator[list[LineSlab]]:
    """The rows of the table, each as its lines."""
    table: Element | None = None
    column = _values_column(job)
    for name, lines in rows(known):
        table = table or element.child("Summary")
        words, header, value = _row(job, table, name)
        cells = [value.child("Entry") for _ in lines] if len(lines) > 1 else [value]
        slabs = [
            slab for nodes, cell in zip(lines, cells, strict=True) for slab in _values(job, nodes, cell, "fact", column)
        ]
        yield _beside(job, words, header, slabs)
    for name, said in plain_rows(known):
        table = table or element.child("Summary")
        words, header, value = _row(job, table, name)
        setting = job.setting("fact")
        setter = Setter(job)
        setter.say((said,), setting.style, value)
        yield _beside(job, words, header, set_text(job, setter.flow.pieces, setting, column))


def _values_column(job: Job) -> Column:
    return job.page_column.inset(_NAME_WIDTH * job.theme.scale)


def _row(job: Job, table: Element, name: str) -> tuple[str, Slot, Element]:
    """The name of a row and the place for it, and the cell of its values."""
    row = table.child("SummaryRow")
    header = row.child("SummaryName")
    header.attributes += ("<< /O /Table /Scope /Row >>",)
    words, header.lang = job.wording.said(Own(name))
    return words, header.generated(), row.child("SummaryValue")


def _beside(job: Job, name: str, slot: Slot, slabs: list[LineSlab]) -> list[LineSlab]:
    """The lines of a row's values, with its name beside them."""
    setting = job.setting("fact-name")
    room = Column(job.page_column.width - _values_column(job).width - _NAME_GAP)
    names = set_text(job, [Text(name, setting.style, slot)], setting, room)
    while len(slabs) < max(1, len(names)):
        slabs.append(LineSlab(height=setting.leading, size=setting.style.size))
    for slab, label in zip(slabs, names, strict=False):
        if label.line is not None:
            slab.put_beside(0.0, label.line)
    for slab in slabs[:-1]:
        slab.keep = len(slabs) <= _SHORT_ROW
    slabs[-1].height += _ROW_GAP
    return slabs
