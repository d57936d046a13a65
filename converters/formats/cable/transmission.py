"""The lines that machines read: start of message, routing, station, security warning, date and time (ACP 127)."""

from __future__ import annotations

import datetime
import re

import msgspec

from converters.formats.cable import facts
from converters.formats.cable.lines import SourceLine
from converters.model.metadata import Dating, Signal
from converters.model.node import Span
from converters.model.nodes import Content, Date, Segment
from converters.model.walk import joined

START_OF_MESSAGE = re.compile(r"VZCZC([A-Z]{3})(\d{1,6})")
ROUTING = re.compile(r"(ZZ|YY|OO|PP|RR)(?= +R[A-Z]{3,8}\b)")
INDICATOR = re.compile(r"R[A-Z]{3,8}")
STATION = re.compile(r"DE +(R[A-Z]{3,8}) +#(\d{1,5})(?:/(\d{1,2}))? +(\d{3})(\d{4})(?!\d)")
SECURITY = re.compile(r"(ZN[RY]) +([A-Z])\2{4}\b")
DATE_TIME = re.compile(
    r"((?:[ZOPRY] +){0,2})(\d{2})(\d{2})(\d{2}) ?([A-Z]) +([A-Z]{3}) +((?:19|20)\d\d|\d ?\d)(?!\d)", re.I
)
_WORD = re.compile(r"(\S+)(\s*)")
_LATEST_TWO_DIGIT_YEAR = 65
"""`66` is 1966 (the oldest telegram that is published in this form), `65` would be 2065."""


class Station(msgspec.Struct, frozen=True, kw_only=True):
    """The station line: routing indicator, serial (message number modulo 10,000), section, day of the year, time.

    `named` is where indicator and serial stand, `span` where day and time do.
    """

    indicator: str
    serial: str
    section: str | None
    day: int
    time: str
    named: Span
    span: Span


class Security(msgspec.Struct, frozen=True, kw_only=True):
    """The security warning: `ZNY` or `ZNR`, and the letter of the level."""

    prosign: str
    letter: str
    span: Span


class DateTimeGroup(msgspec.Struct, frozen=True, kw_only=True):
    """The date-time line: precedences for action and information, and the time of origin."""

    precedences: tuple[str, ...]
    moment: datetime.datetime | None
    dating: Dating
    span: Span


def signals_after(line: SourceLine, position: int) -> tuple[Content, tuple[Signal, ...]]:
    """The operating signals at the end of a line, from a position on: text for the line, values for the metadata."""
    tail = line.text[position:]
    words = tail.strip()
    if not words:
        return (), ()
    start = position + len(tail) - len(tail.lstrip())
    span = Span(line.start + start, line.start + start + len(words))
    content = joined((tail[: len(tail) - len(words)], Segment(role="operating-signal", content=(words,))))
    return content, (Signal(text=words, span=span),)


def routing(line: SourceLine) -> tuple[Content, str | None, tuple[str, ...]]:
    """A routing line or its continuation: text, prosign, routing indicators."""
    match = ROUTING.match(line.text)
    prosign = match[1] if match else None
    parts: list[Segment | str] = []
    for word, between in _WORD.findall(line.text):
        role = "prosign" if prosign and not parts else "routing-indicator"
        parts += [Segment(role=role, content=(word,)), between]
    indicators = tuple(line.text.split())
    return joined(parts), prosign, indicators[1:] if match else indicators


def station(line: SourceLine, match: re.Match[str]) -> tuple[Content, Station]:
    """A station line: text and what it says."""
    parts: list[Segment | str] = [
        Segment(role="prosign", content=("DE",)),
        line.text[2 : match.start(1)],
        Segment(role="routing-indicator", content=(match[1],)),
        line.text[match.end(1) : match.start(2)],
        Segment(role="serial", content=(match[2],)),
    ]
    if match[3]:
        parts += ["/", Segment(role="section", value=str(int(match[3])), content=(match[3],))]
    parts += [
        line.text[match.end(3) if match[3] else match.end(2) : match.start(4)],
        Segment(role="filing-time", content=(match[4] + match[5],)),
    ]
    said = Station(
        indicator=match[1],
        serial=match[2],
        section=match[3],
        day=int(match[4]),
        time=match[5],
        named=Span(line.start + match.start(1), line.start + match.end(2)),
        span=Span(line.start + match.start(4), line.start + match.end(5)),
    )
    return joined(parts), said


def security(line: SourceLine, match: re.Match[str]) -> tuple[Content, Security]:
    """A security line up to its operating signals: text and what it says."""
    warning = line.text[match.end(1) : match.end()]
    content = joined(
        (
            Segment(role="prosign", content=(match[1],)),
            warning[: -len(warning.strip())],
            Segment(role="security-warning", value=match[2], content=(warning.strip(),)),
        )
    )
    span = Span(line.start, line.start + match.end())
    return content, Security(prosign=match[1], letter=match[2].upper(), span=span)


def date_time(line: SourceLine, match: re.Match[str]) -> tuple[Content, DateTimeGroup]:
    """A date-time line up to its operating signals: text and what it says."""
    letters = tuple(match[1].upper().split())
    parts: list[Segment | Date | str] = []
    for letter, between in _WORD.findall(match[1]):
        parts += [Segment(role="precedence", value=_word_of(letter.upper()), content=(letter,)), between]
    moment = _moment(match)
    edtf = f"{moment:%Y-%m-%dT%H:%M}Z" if moment and match[5].upper() == "Z" else None
    written = line.text[match.start(2) : match.end()]
    parts.append(Date(edtf=edtf, content=(written,)))
    span = Span(line.start + match.start(2), line.start + match.end())
    dating = Dating(
        role="sent",
        text=written,
        edtf=edtf,
        precision="minute" if edtf else None,
        evidence="internal",
        zone=match[5].upper(),
        span=span,
    )
    return joined(parts), DateTimeGroup(precedences=letters, moment=moment, dating=dating, span=span)


def _word_of(letter: str) -> str | None:
    return next((one.word for one in facts.precedences() if one.letter == letter), None)


def _moment(match: re.Match[str]) -> datetime.datetime | None:
    """The time of origin; None where there is no such day or hour."""
    month = facts.months().get(match[6].upper())
    if month is None:
        return None
    try:
        return datetime.datetime(
            full_year(match[7].replace(" ", "")),
            month,
            int(match[2]),
            int(match[3]),
            int(match[4]),
            tzinfo=datetime.UTC,
        )
    except ValueError:
        return None


def full_year(digits: str) -> int:
    """A year of two or four digits in full."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year <= _LATEST_TWO_DIGIT_YEAR else 1900)


def filing(said: Station, sent: DateTimeGroup | None) -> Dating:
    """When the station filed the message: day and time from its line, the year from the date-time line."""
    edtf = None
    moment = filing_moment(said, sent)
    if moment is not None:
        edtf = f"{moment:%Y-%m-%dT%H:%M}Z"
    return Dating(
        role="filed",
        text=f"{said.day:03}{said.time}",
        edtf=edtf,
        precision="minute" if edtf else None,
        evidence="internal",
        zone="Z",
        span=said.span,
    )


def filing_moment(said: Station, sent: DateTimeGroup | None) -> datetime.datetime | None:
    """The filing time, in the year that brings it nearest to the time of origin; None where that is not known."""
    if sent is None or sent.moment is None or said.day == 0:
        return None
    hours, minutes = int(said.time[:2]), int(said.time[2:])
    if hours > 23 or minutes > 59:
        return None
    candidates = []
    for year in range(max(sent.moment.year - 1, 1), sent.moment.year + 2):
        start = datetime.datetime(year, 1, 1, hours, minutes, tzinfo=datetime.UTC)
        moment = start + datetime.timedelta(days=said.day - 1)
        if moment.year == year:
            candidates.append(moment)
    origin = sent.moment
    return min(candidates, key=lambda moment: abs(moment - origin)) if candidates else None
