"""Captions of others: which picture or table a paragraph of that style, or one that counts figures, belongs to."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from converters.formats.docx.reading.leaves import Leaf
from converters.formats.docx.reading.structure import Entry
from converters.model.nodes import Figure, Heading, Paragraph, Table

_TABLES = frozenset(
    ("table", "tabelle", "tableau", "tabla", "tabella", "tabel", "tabela", "tabell", "taulukko", "таблица", "表", "표")
)
"""What the series of tables is called, by language."""


def with_captions(entries: Sequence[Entry]) -> list[Entry]:
    """Entries with captions in their figures and tables; one that belongs to none is a paragraph."""
    result: list[Entry] = []
    position = 0
    while position < len(entries):
        entry = entries[position]
        before = result[-1] if result else None
        after = entries[position + 1] if position + 1 < len(entries) else None
        if not _is_caption(entry):
            result.append(entry)
        elif after is not None and _is_table(after) and _may_have(after, entry):
            result.append(_captioned(after, entry))
            position += 1
        elif before is not None and _may_have(before, entry):
            result[-1] = _captioned(before, entry)
        elif after is not None and _may_have(after, entry):
            result.append(_captioned(after, entry))
            position += 1
        else:
            result.append(_as_paragraph(entry))
        position += 1
    return result


def _is_caption(entry: Entry) -> bool:
    if not isinstance(entry, Leaf) or not isinstance(entry.block, Heading | Paragraph):
        return False
    return entry.caption is not None or entry.para.known.sequence is not None


def _may_have(entry: Entry, caption: Entry) -> bool:
    """Whether a figure or table without a caption can have one; its series says which of both it belongs to."""
    series = caption.para.known.sequence if isinstance(caption, Leaf) else None
    is_of_table = series is not None and series.casefold() in _TABLES
    if _is_table(entry):
        return series is None or is_of_table
    return not is_of_table and _is_figure(entry)


def _is_table(entry: Entry) -> bool:
    return isinstance(entry, Table) and entry.caption is None


def _is_figure(entry: Entry) -> bool:
    if isinstance(entry, Leaf):
        return entry.images is not None
    return isinstance(entry, Figure) and entry.caption is None


def _captioned(entry: Entry, caption: Entry) -> Entry:
    block = caption.block if isinstance(caption, Leaf) else None
    heading = Heading(content=block.content if block is not None else (), id=block.id if block is not None else None)
    if isinstance(entry, Leaf):
        return Figure(images=entry.images or (), caption=heading, id=entry.para.known.id)
    return msgspec.structs.replace(entry, caption=heading)


def _as_paragraph(entry: Entry) -> Entry:
    if isinstance(entry, Leaf) and entry.caption is not None:
        entry.caption = None
        entry.block = Paragraph(content=entry.block.content, id=entry.block.id, lang=entry.block.lang)
    return entry
