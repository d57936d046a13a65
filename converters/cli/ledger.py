"""The loss ledger for people: messages of one kind together, with the first places and how many more there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converters.collection.conversion import Outcome
from converters.report import Message

PLACES = 3
"""How many places are named before the rest is only counted."""
_ORDER = ("error", "warning", "info")


def summary_lines(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """One line for each kind of message: level, format, code, how often, what the first says, and where.

    Where there are several inputs, places are named with their files.
    """
    outcomes = tuple(outcomes)
    groups: dict[tuple[int, str, str, str], list[tuple[str, Message]]] = {}
    for outcome in outcomes:
        for message in outcome.messages:
            key = (_ORDER.index(message.level), message.format or "", message.code, message.kind or "")
            groups.setdefault(key, []).append((outcome.input if len(outcomes) > 1 else "", message))
    for _, found in sorted(groups.items(), key=lambda group: group[0]):
        yield _line(found)


def _line(found: list[tuple[str, Message]]) -> str:
    first = found[0][1]
    head = f"{first.level}: {first.format}: {first.code}" if first.format else f"{first.level}: {first.code}"
    times = f" ({len(found)} times)" if len(found) > 1 else ""
    places = tuple(dict.fromkeys(place for file, message in found if (place := _place(file, message))))
    more = f" and {len(places) - PLACES} more places" if len(places) > PLACES else ""
    where = f" [{', '.join(places[:PLACES])}{more}]" if places else ""
    return f"{head}{times}: {first.text}{where}"


def _place(file: str, message: Message) -> str:
    span = f"char={message.span.start},{message.span.end}" if message.span else ""
    return ": ".join(part for part in (file, message.place or message.node or span) if part)
