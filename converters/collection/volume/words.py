"""Dates and names as a volume prints them, and the words of the source note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from converters.model.metadata import Agent, Dating, DeclassificationAction, Delivery, Holding, Metadata

_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:T(\d\d):(\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_QUALIFIERS = str.maketrans("", "", "?~%")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_LEVELS = {
    "UNCLASSIFIED": "Unclassified",
    "RESTRICTED": "Restricted",
    "LIMITED OFFICIAL USE": "Limited Official Use",
    "CONFIDENTIAL": "Confidential",
    "SECRET": "Secret",
    "TOP SECRET": "Top Secret",
}
_EXTENTS = {"full": "in full", "part": "in part"}
_CALLED = {
    "mrn": "",
    "message-number": "",
    "station-serial": "",
    "transmission": "",
    "routing-indicator": "",
    "url": "",
}
UNTITLED = "Record without a title"


def title_of(known: Metadata) -> str:
    """What a record is called in the volume."""
    names = (known.title, *(one.value for one in known.identifiers))
    return next((" ".join(name.split()) for name in names if name and name.strip()), UNTITLED)


def short(title: str, longest: int) -> str:
    """A title for a running head: cut at a word."""
    if len(title) <= longest:
        return title
    return f"{title[:longest].rsplit(' ', 1)[0].rstrip(',;:. ')} \u2026"


def date_words(date: Dating | None) -> str:
    """A date in words, `4 May 2006, 14:05Z`; where it is not understood to the month, as it was written."""
    if date is None:
        return ""
    found = _DAY.fullmatch((date.edtf or "").translate(_QUALIFIERS))
    if found is None or not 1 <= int(found[2]) <= len(_MONTHS):
        return " ".join((date.text or date.edtf or "").split())
    year, month, day, hour, minute, zone = found.groups()
    words = f"{int(day)} {_MONTHS[int(month) - 1]} {year}" if day else f"{_MONTHS[int(month) - 1]} {year}"
    about = "about " if {"~", "%"} & set(date.edtf or "") else ""
    hours = f", {hour}:{minute}{zone or ''}" if hour else ""
    doubt = " (uncertain)" if {"?", "%"} & set(date.edtf or "") else ""
    return f"{about}{words}{hours}{doubt}"


def day_words(date: Dating | None) -> str:
    """The same without the hour, on one line."""
    return date_words(date).partition(",")[0].replace(" ", "\u00a0")


def printed_date(known: Metadata) -> Dating | None:
    """The date under the head of a record."""
    return known.date("sent") or known.date("written") or known.date("received")


def place_of(known: Metadata) -> str:
    """Where a record was sent from, as far as it says."""
    sender = known.agent("sender")
    return sender.place or "" if sender is not None else ""


def byline(known: Metadata) -> str:
    """What the record is, from whom and to whom."""
    kind = (known.type or "record").replace("-", " ")
    sender = known.agent("sender")
    to = [one.to.name for one in known.deliveries if one.type == "action"]
    parts = [kind[:1].upper() + kind[1:]]
    if sender is not None:
        parts.append(f"from {sender.name}")
    if to:
        parts.append(f"to {enumerated(to)}")
    return " ".join(parts) if len(parts) > 1 else ""


def enumerated(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def source_note(known: Metadata) -> str:
    """What the first note says: how the record was marked and sent, its number, and where it is kept.

    Markings are told as those that the record had. That it was declassified is told where an authority did it.
    """
    return " ".join(_sentences(known)) or "The record says nothing about its origin."


def _sentences(known: Metadata) -> Iterator[str]:
    marks = list(_markings(known))
    if marks:
        yield f"Originally {'; '.join(marks)}."
    yield from (_declassified(one) for one in (known.declassification.actions if known.declassification else ()))
    classified_by = known.classification.authority if known.classification is not None else None
    if classified_by is not None:
        yield f"Classified by {_with_office(classified_by)}."
    for type, words in (("action", "Sent to"), ("info", "For information to")):
        addressed = [_delivery(one) for one in known.deliveries if one.type == type]
        if addressed:
            yield f"{words} {'; '.join(addressed)}."
    for role, words in (("drafter", "Drafted by"), ("clearer", "Cleared by"), ("approver", "Approved by")):
        named = [_with_office(agent) for agent in known.agents if role in agent.roles]
        if named:
            yield f"{words} {enumerated(named)}."
    received = known.date("received")
    if received is not None:
        yield f"Received {date_words(received)}."
    subjects = [one.term for one in known.subjects if one.scheme == "tags"]
    if subjects:
        yield f"TAGS {', '.join(subjects)}."
    numbers = list(dict.fromkeys(one.value for one in known.identifiers if one.scheme in ("message-number", "mrn")))
    if numbers:
        yield f"Number {', '.join(numbers)}."
    if known.holding is not None:
        yield f"{_holding(known.holding)}."
    address = known.identifier("url")
    if address is not None:
        yield f"{address}."


def _markings(known: Metadata) -> Iterator[str]:
    found = known.classification
    if found is None:
        return
    if found.level is not None:
        yield _LEVELS[found.level]
    elif found.text:
        yield " ".join(found.text.split())
    yield from (" ".join(caption.text.split()) for caption in found.captions)


def _declassified(action: DeclassificationAction) -> str:
    """What an authority did; only with its date is it called declassified."""
    if action.extent == "denied":
        words = f"Release denied by {action.authority}"
    elif action.date is None:
        return f"Reviewed by {action.authority}."
    else:
        words = " ".join(filter(None, ("Declassified", _EXTENTS.get(action.extent or ""), f"by {action.authority}")))
    date = f" on {date_words(Dating(role='other', edtf=action.date, text=action.date))}" if action.date else ""
    return f"{words}{date}{f' ({action.review})' if action.review else ''}."


def _with_office(agent: Agent) -> str:
    return f"{agent.name}, {agent.office}" if agent.office else agent.name


def _delivery(one: Delivery) -> str:
    said = [one.to.name, (one.precedence or "").lower(), f"no. {one.number}" if one.number else ""]
    words = ", ".join(filter(None, said))
    return f"{words}, except {enumerated([agent.name for agent in one.exempted])}" if one.exempted else words


def _holding(known: Holding) -> str:
    levels = (", ".join(filter(None, (one.title, one.code))) or one.level for one in known.levels)
    return ", ".join([known.repository, *levels, *(one.value for one in known.identifiers)])


def distinct(words: Iterable[str]) -> list[str]:
    """Words without repetitions, in order."""
    return list(dict.fromkeys(words))
