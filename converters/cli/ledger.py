"""The loss ledger for people: messages of one kind together, with the first places and how many more there are."""

from __future__ import annotations

from collections.abc import Iterator

from converters.collection.outcome import Outcome
from converters.report import Message

PLACES = 3
"""How many places are named before the rest is only counted."""
_ORDER = ("error", "warning", "info")
_Key = tuple[int, str, str, str]


class Kind:
    """Messages of one kind: the first one, how many there are, where the first few stand, how many places there are."""

    def __init__(self, first: Message) -> None:
        self._first = first
        self.count = 0
        self._files = self._places = 0
        self._shown: list[tuple[str, str]] = []

    def take(self, file: str, place: str) -> None:
        """Note a place; an empty one is the whole file."""
        self._files += 1
        self._places += bool(place)
        if len(self._shown) < PLACES:
            self._shown.append((file, place))

    def line(self, *, with_files: bool) -> str:
        """Level, format, code, how often, what the first message says, and where."""
        first = self._first
        head = f"{first.level}: {first.format}: {first.code}" if first.format else f"{first.level}: {first.code}"
        times = f" ({self.count} times)" if self.count > 1 else ""
        places = self._files if with_files else self._places
        shown = [": ".join(filter(None, (file * with_files, place))) for file, place in self._shown]
        more = f" and {places - PLACES} more places" if places > PLACES else ""
        where = f" [{', '.join(filter(None, shown))}{more}]" if any(shown) else ""
        return f"{head}{times}: {first.text}{where}"


class Tally:
    """The messages of many inputs, counted as they come: what it keeps does not grow with their number.

    Where there are several inputs, places are named with their files.
    """

    def __init__(self) -> None:
        self._inputs = 0
        self._kinds: dict[_Key, Kind] = {}

    def add(self, outcome: Outcome) -> None:
        """Count the messages of one input."""
        self._inputs += 1
        seen: set[tuple[_Key, str]] = set()
        for message in outcome.messages:
            key = (_ORDER.index(message.level), message.format or "", message.code, message.kind or "")
            kind = self._kinds.setdefault(key, Kind(message))
            kind.count += 1
            place = _place(message)
            if (key, place) not in seen:
                seen.add((key, place))
                kind.take(outcome.input, place)

    def lines(self) -> Iterator[str]:
        """One line for each kind of message: level, format, code, how often, what the first says, and where."""
        for _, kind in sorted(self._kinds.items(), key=lambda one: one[0]):
            yield kind.line(with_files=self._inputs > 1)


def _place(message: Message) -> str:
    span = f"char={message.span.start},{message.span.end}" if message.span else ""
    return message.place or message.node or span
