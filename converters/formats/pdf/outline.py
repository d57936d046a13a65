"""The outline of a file, which viewers show beside its pages (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from converters.formats.pdf.filing import Objects
from converters.formats.pdf.job import Entry
from converters.formats.pdf.objects import number, reference, text_string
from converters.formats.pdf.tags import Mark

_ABOVE = 4.0
"""How far above its place a heading is shown, in points."""


@dataclass(slots=True, eq=False)
class _Root:
    children: list[_Item] = field(default_factory=list)
    number: int = 0


@dataclass(slots=True, eq=False)
class _Item:
    title: str
    goal: str
    depth: int
    parent: _Item | _Root
    place: int
    children: list[_Item] = field(default_factory=list)
    number: int = 0


def destination(mark: Mark, numbers: Sequence[int]) -> str:
    """An explicit destination (12.3.2.2): the page and how high on it."""
    return f"[{reference(numbers[mark.page])} /XYZ null {number(mark.top + _ABOVE)} null]"


def write_outline(document: Objects, entries: Sequence[tuple[Entry, Mark]], numbers: Sequence[int]) -> int:
    """Write an outline; the number of its root is given back. `numbers` are the object numbers of the pages."""
    root = _Root()
    items: list[_Item] = []
    last: _Item | _Root = root
    for entry, mark in entries:
        parent = last
        while isinstance(parent, _Item) and parent.depth >= entry.level:
            parent = parent.parent
        last = _Item(entry.title, destination(mark, numbers), entry.level, parent, len(parent.children))
        parent.children.append(last)
        items.append(last)
    root.number = document.reserve(len(items) + 1)
    for place, item in enumerate(items, 1):
        item.number = root.number + place
    document.put(root.number, _root(root, len(items)))
    for item in items:
        document.put(item.number, _entry(item))
    return root.number


def _root(root: _Root, count: int) -> str:
    first, last = root.children[0].number, root.children[-1].number
    return f"<< /Type /Outlines /First {reference(first)} /Last {reference(last)} /Count {count} >>"


def _entry(item: _Item) -> str:
    siblings = item.parent.children
    parts = [f"<< /Title {text_string(item.title)} /Parent {reference(item.parent.number)} /Dest {item.goal}"]
    if item.place:
        parts.append(f"/Prev {reference(siblings[item.place - 1].number)}")
    if item.place + 1 < len(siblings):
        parts.append(f"/Next {reference(siblings[item.place + 1].number)}")
    if item.children:
        first, last = item.children[0].number, item.children[-1].number
        parts.append(f"/First {reference(first)} /Last {reference(last)} /Count {_below(item)}")
    return f"{' '.join(parts)} >>"


def _below(item: _Item) -> int:
    """How many entries are shown below an entry when all are open."""
    return sum(1 + _below(child) for child in item.children)
