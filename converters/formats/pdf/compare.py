"""What a PDF carries against what it shows: edits of the visible text win over the carried copy.

Three documents are walked side by side: the carried one, what is recovered from the carried one as our writer sets it
now, and what is recovered from the file. Where the last two say the same, the carried one is believed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from converters.formats.pdf.places import Places
from converters.model.alignment import Aligned
from converters.model.document import Document
from converters.model.node import Node
from converters.model.walk import children, plain_text, strings
from converters.report import Report

_UNSEEN = frozenset({"layout"})
"""Fields that follow from others and are not told."""
_LONGEST = 120
_CONTEXT = 30


class Sides(NamedTuple):
    """One place in the three documents."""

    carried: Any
    rewritten: Any
    visible: Any


class Comparison:
    """Merges a carried document with what is visible, and tells where they disagree."""

    def __init__(self, places: Places, report: Report) -> None:
        self.disagreements = 0
        self._places = places
        self._report = report
        self._page: int | None = None
        self._id: str | None = None

    def document(self, sides: Sides) -> Document:
        """The carried document, with what the visible one says wherever that was changed. The source is the carried."""
        merged: Document = self._structs(sides, passed=("source",))
        return merged

    def _any(self, sides: Sides) -> Any:
        """One value of any kind."""
        carried, rewritten, visible = sides
        if rewritten == visible:
            return carried
        if isinstance(visible, tuple) and isinstance(carried, tuple) and isinstance(rewritten, tuple):
            return self._sequence(sides)
        if _is_open(visible) and type(carried) is type(rewritten) is type(visible):
            return self._structs(sides)
        self._tell(rewritten, visible)
        return visible

    def _structs(self, sides: Sides, passed: tuple[str, ...] = ()) -> Any:
        """A container, field by field; text is one thing with all that stands in it."""
        outer = self._page, self._id
        self._page = self._places.page(sides.visible) or self._page
        self._id = getattr(sides.visible, "id", None) or self._id
        changed: dict[str, Any] = {}
        for name in sides.visible.__struct_fields__:
            if name in passed:
                continue
            values = Sides(*(getattr(side, name) for side in sides))
            new = values.visible if name in _UNSEEN and values.rewritten != values.visible else self._any(values)
            if new is not values.carried:
                changed[name] = new
        self._page, self._id = outer
        return msgspec.structs.replace(sides.carried, **changed) if changed else sides.carried

    def _sequence(self, sides: Sides) -> tuple[Any, ...]:
        """Neighbours: those that are the same are the carried ones, others are looked into or taken as visible."""
        carried, rewritten, visible = sides
        if len(carried) != len(rewritten):
            self._tell(rewritten, visible)
            return tuple(visible)
        merged: list[Any] = []
        for old, new in _stretches(rewritten, visible):
            if [rewritten[at] for at in old] == [visible[at] for at in new]:
                merged.extend(carried[at] for at in old)
            elif len(old) == len(new):
                pairs = zip(old, new, strict=True)
                merged.extend(self._any(Sides(carried[at], rewritten[at], visible[to])) for at, to in pairs)
            else:
                self._tell(tuple(rewritten[at] for at in old), tuple(visible[at] for at in new))
                merged.extend(visible[at] for at in new)
        return tuple(merged)

    def _tell(self, was: Any, now: Any) -> None:
        self.disagreements += 1
        page = self._page_of(now) or self._page
        node = next((one for one in (*_nodes(now), *_nodes(was)) if one.id is not None), None)
        name = (node.id if node is not None else None) or self._id
        where = ", ".join(filter(None, (name, f"page {page}" if page else None)))
        old, new = _parting(_words(was), _words(now))
        text = f"the page says {new!r}, the carried document {old!r}: the page is believed"
        self._report.warn("disagrees", text, node, place=where or None)

    def _page_of(self, value: Any) -> int | None:
        return next((page for one in _nodes(value) if (page := self._places.page(one)) is not None), None)


def _is_open(value: Any) -> bool:
    """Whether a value is looked into: text blocks are replaced as a whole."""
    if not isinstance(value, msgspec.Struct) or value.__struct_config__.array_like:
        return False
    return not any(isinstance(part, str) for part in getattr(value, "content", ()))


def _stretches(was: tuple[Any, ...], now: tuple[Any, ...]) -> Iterator[tuple[range, range]]:
    """Stretches that answer to each other."""
    if len(was) == len(now):
        yield range(len(was)), range(len(now))
        return
    matcher = Aligned(list(map(_known_by, was)), list(map(_known_by, now)))
    for _, first, last, begin, end in matcher.get_opcodes():
        yield range(first, last), range(begin, end)


def _known_by(part: Any) -> object:
    return part.id if isinstance(part, Node) and part.id is not None else msgspec.json.encode(part)


def _nodes(value: Any) -> Iterator[Node]:
    """The nodes of a value, the outer ones first."""
    for part in value if isinstance(value, tuple) else (value,):
        if isinstance(part, Node):
            yield part
            yield from _nodes(tuple(children(part)))


def _words(value: Any) -> str:
    """A value as words."""
    if isinstance(value, tuple):
        return " / ".join(map(_words, value))
    if isinstance(value, Node):
        return plain_text(value) or "".join(strings(value)) or msgspec.json.encode(value).decode()
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _parting(was: str, now: str) -> tuple[str, str]:
    """Two texts from a little before they part."""
    shorter = min(len(was), len(now))
    first = next((at for at in range(shorter) if was[at] != now[at]), shorter)
    begin = max(0, first - _CONTEXT)
    return _excerpt(was, begin), _excerpt(now, begin)


def _excerpt(text: str, begin: int) -> str:
    shown = text[begin : begin + _LONGEST]
    return ("…" if begin else "") + shown + ("…" if begin + _LONGEST < len(text) else "")
