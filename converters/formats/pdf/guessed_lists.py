"""Lists of a PDF without tags: paragraphs in a row with bullets or with numbers in sequence, whose lines hang."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from converters.formats.pdf.page_lines import Row, size_of
from converters.formats.pdf.places import Places
from converters.model.nodes import Content, Item, Label, Line, List

_LABEL = re.compile(
    r"\s*(?:(?P<bullet>[\u2022\u25e6\u25aa\u2023\u25cf\u25cb\u25a0\u2013])|(?P<open>\(?)(?P<number>\d{1,3})(?P<close>[.)]))\s+"
)
"""What may begin an item. The long dash is none: it begins speeches, and works by the same author."""
_DASH = "\u2013"
_FEWEST = 2
_HANGS = 0.6
"""Lines hang where they begin further in than the first by so many times the size."""
_ALIGNED = 0.25
"""They begin at one place where those differ by no more than this share of the size."""


class Listed(NamedTuple):
    """A paragraph that may be an item: what begins it, the rest of it, and where its lines begin.

    `form` is what the labels of one list have in common; `value` counts them, where they are numbers.
    """

    label: str
    content: Content
    form: str
    value: int | None
    left: float
    hang: float | None
    size: float
    paragraph: Any
    page: int


def listed(paragraph: Any, rows: Sequence[Row], page: int) -> Listed | None:
    """A paragraph as an item; None where it is none: no label, no other words, or lines that do not hang."""
    first = paragraph.content[0]
    found = _LABEL.match(first) if isinstance(first, str) else None
    size, left, others = size_of(rows[0]), rows[0][0].x, [row[0].x for row in rows[1:]]
    if found is None or (len(first) == found.end() and len(paragraph.content) == 1):
        return None
    if others and (max(others) - min(others) > _ALIGNED * size or min(others) - left < _HANGS * size):
        return None
    rest = first[found.end() :]
    content = (*([rest] if rest else []), *paragraph.content[1:])
    number = found["number"]
    form = found["bullet"] or f"{found['open']}1{found['close']}"
    hang = others[0] if others else None
    return Listed(found[0].strip(), content, form, int(number) if number else None, left, hang, size, paragraph, page)


def with_lists(blocks: Iterable[Any], places: Places) -> Iterator[Any]:
    """Blocks, with items that follow one another as lists, where that is sure, and else as the paragraphs they were."""
    for run in _runs(blocks):
        if not isinstance(run[0], Listed):
            yield from run
        elif _is_sure(run):
            made = List(style=_style(run[0]), items=tuple(map(_item, run)))
            places.note(made, run[0].page)
            yield made
        else:
            yield from (one.paragraph for one in run)


def _runs(blocks: Iterable[Any]) -> Iterator[list[Any]]:
    """Items that go together, and every other block by itself."""
    gathered: list[Any] = []
    for block in blocks:
        if gathered and not _goes_on(gathered[-1], block):
            yield gathered
            gathered = []
        gathered.append(block)
    if gathered:
        yield gathered


def _goes_on(above: Any, item: Any) -> bool:
    """Whether an item follows another of its list: at the same place, with the same bullet or the next number."""
    if not (isinstance(above, Listed) and isinstance(item, Listed)) or above.form != item.form:
        return False
    is_next = above.value is None or item.value == above.value + 1
    return is_next and abs(above.left - item.left) <= _ALIGNED * item.size


def _is_sure(items: Sequence[Listed]) -> bool:
    """Whether items are a list: several, and those of more than one line, of which there are some, hang alike."""
    hangs = sorted(item.hang for item in items if item.hang is not None)
    aligned = all(right - left <= _ALIGNED * items[0].size for left, right in pairwise(hangs))
    return len(items) >= _FEWEST and bool(hangs) and aligned


def _style(item: Listed) -> Any:
    """How items without labels of their own begin; numbers are labels, since they need not begin with one."""
    if item.value is not None:
        return "plain"
    return "dash" if item.form == _DASH else "bullet"


def _item(item: Listed) -> Item:
    label = Label(content=(item.label,), value=str(item.value)) if item.value is not None else None
    return Item(label=label, blocks=(Line(content=item.content),))
