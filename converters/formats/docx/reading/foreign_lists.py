"""Lists from numbered paragraphs: levels within levels, each item with its number where Word alone would count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

import msgspec

from converters.formats.docx.kinds import number_value
from converters.formats.docx.reading.counters import Numbered, in_format
from converters.formats.docx.reading.leaves import Leaf
from converters.formats.docx.reading.story import chain_of
from converters.formats.docx.reading.structure import Entry, to_blocks
from converters.model.node import Node
from converters.model.nodes import Item, Label, Line, List, Paragraph

_STYLES = {
    "decimal": "decimal",
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
_FORMATS = {style: format for format, style in _STYLES.items()}
_DASHES = frozenset("-–—−‒―")
_CONTINUED = frozenset({"list paragraph"})
"""Styles of paragraphs that go on with the item above them."""


class _Member(NamedTuple):
    """A paragraph of a list: its level, the style of its list, its number; without `numbered` it goes on an item."""

    level: int
    style: str
    numbered: Numbered | None
    leaf: Leaf


def with_lists(entries: Sequence[Entry]) -> list[Entry]:
    """Entries with neighbouring paragraphs of lists as lists."""
    result: list[Entry] = []
    row: list[_Member] = []
    for entry in entries:
        member = _member(entry, row)
        if member is not None:
            row.append(member)
            continue
        result.extend(_ended(row))
        row = []
        result.append(entry)
    return [*result, *_ended(row)]


def _ended(row: list[_Member]) -> list[Entry]:
    """A row as lists. What only its style says to go on with an item does so where another item follows."""
    end = len(row)
    while end and row[end - 1].numbered is None and row[end - 1].leaf.para.known.number is None:
        end -= 1
    return [*_lists(row[:end]), *(member.leaf for member in row[end:])]


def _member(entry: Entry, row: Sequence[_Member]) -> _Member | None:
    if not isinstance(entry, Leaf) or not isinstance(entry.block, Paragraph | Line) or entry.caption is not None:
        return None
    numbered = entry.para.known.number
    level = entry.para.numbering[1] if entry.para.numbering is not None else 0
    if numbered is not None and _is_shown(numbered):
        return _Member(level, _style(numbered), numbered, entry)
    if row and numbered is not None:
        return _Member(level, "plain", None, entry)
    return _Member(row[-1].level, "plain", None, entry) if row and _label(entry) in _CONTINUED else None


def _is_shown(numbered: Numbered) -> bool:
    """Whether Word shows anything before the paragraph; others use an empty mark to go on with an item."""
    return bool(numbered.label.strip())


def _label(leaf: Leaf) -> str:
    chain = chain_of(leaf.para)
    return chain[-1].label.casefold() if chain else ""


def _style(numbered: Numbered) -> str:
    if numbered.level.format == "bullet":
        return "dash" if numbered.label.strip() in _DASHES else "bullet"
    return _STYLES.get(numbered.level.format, "plain")


def _lists(row: list[_Member]) -> list[Node]:
    """Paragraphs of lists, one after another, as lists within lists by their levels."""
    result: list[Node] = []
    position = 0
    while position < len(row):
        end = _end_of_list(row, position)
        result.append(_list(row[position:end]))
        position = end
    return result


def _end_of_list(row: list[_Member], start: int) -> int:
    """Where a list ends: at a higher level, another style, or where counting does not go on."""
    first = row[start]
    count = first.numbered.value if first.numbered is not None else 0
    for place in range(start + 1, len(row)):
        member = row[place]
        if member.level > first.level or member.numbered is None:
            continue
        goes_on = first.style in ("bullet", "dash") or member.numbered.value == count + 1
        if member.level < first.level or member.style != first.style or not goes_on:
            return place
        count = member.numbered.value
    return len(row)


def _list(row: list[_Member]) -> List:
    level, style = row[0].level, row[0].style
    bodies: list[list[Node]] = []
    numbers: list[Numbered] = []
    position = 0
    while position < len(row):
        member = row[position]
        end = position + 1
        if member.numbered is None:
            bodies[-1] += to_blocks([member.leaf])
        elif member.level == level:
            bodies.append(list(to_blocks([member.leaf])))
            numbers.append(member.numbered)
        else:
            while end < len(row) and row[end].level > level:
                end += 1
            bodies[-1] += _lists(row[position:end])
        position = end
    items = [Item(blocks=cast(Any, tuple(body))) for body in bodies]
    return List(items=_labelled(items, numbers, style), style=cast(Any, style))


def _labelled(items: list[Item], numbers: list[Numbered], style: str) -> tuple[Item, ...]:
    """The items, with their numbers where these are not what anybody would count."""
    usual = [_usual(style, place) for place in range(1, len(items) + 1)]
    if all(own is None or own == numbered.label for own, numbered in zip(usual, numbers, strict=True)):
        return tuple(items)
    return tuple(
        msgspec.structs.replace(item, label=_item_label(numbered.label))
        for item, numbered in zip(items, numbers, strict=True)
    )


def _usual(style: str, place: int) -> str | None:
    """The number that an item has without a label; None where it has a sign and no number."""
    if style in ("bullet", "dash"):
        return None
    return f"{in_format(_FORMATS[style], place)}." if style in _FORMATS else ""


def _item_label(text: str) -> Label:
    label = Label(content=(text.strip(),))
    return msgspec.structs.replace(label, value=number_value(label))
