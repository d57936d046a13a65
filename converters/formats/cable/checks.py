"""What a telegram says twice is compared; where the two do not agree, the ledger says so with both places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import msgspec

from converters.formats.cable import facts, stations, transmission
from converters.formats.cable.header import HeaderFacts
from converters.formats.cable.headmatter import HeadFacts
from converters.model.metadata import Identifier
from converters.model.node import Span
from converters.report import Report

CODE = "contradiction"
_CENTURY = re.compile(r"^(?:19|20)(?=\d\d[A-Z])")
_LATEST_FILING = 24 * 60
"""A message is filed within minutes; more than a day after its time of origin it was sent again."""


class Said(msgspec.Struct, frozen=True):
    """What the parts of a telegram say: header, head matter, and the numbers of its paragraphs with their places."""

    header: HeaderFacts
    head: HeadFacts
    numbers: Sequence[tuple[int, Span]]
    claims: Sequence[Identifier] = ()
    """Numbers that archives gave the record."""


class Finding(msgspec.Struct, frozen=True):
    """A contradiction in words, and the places that do not agree."""

    text: str
    places: tuple[Span | None, ...] = ()


def check(said: Said, report: Report) -> None:
    """Tell every contradiction."""
    for one in _CHECKS:
        for finding in one(said):
            places = " and ".join(f"char={span.start},{span.end}" for span in finding.places if span)
            report.warn(CODE, finding.text, place=places or None)


def _filing_time(said: Said) -> Iterator[Finding]:
    station, sent = said.header.station, said.header.sent
    if station is None or sent is None or sent.moment is None:
        return
    filed = transmission.filing_moment(station, sent)
    if filed is None:
        yield Finding(f"there is no such filing time: {station.day:03}{station.time}", (station.span,))
        return
    minutes = (filed - sent.moment).total_seconds() / 60
    if minutes < -1 or minutes > _LATEST_FILING:
        yield Finding(
            f"filed {filed:%Y-%m-%d %H:%M}Z, but its time of origin is {sent.moment:%Y-%m-%d %H:%M}Z",
            (station.span, sent.span),
        )


def _serial(said: Said) -> Iterator[Finding]:
    station, own = said.header.station, said.head.own
    if station and own.number is not None and int(station.serial) != own.number % 10000:
        yield Finding(
            f"the station line has serial {station.serial}, the classification line has number {own.number}",
            (station.span, said.head.classification_span),
        )


def _prosign(said: Said) -> Iterator[Finding]:
    header = said.header
    if header.prosign is None or header.sent is None or not header.sent.precedences:
        return
    letters = [one.letter for one in facts.precedences() if one.routing == header.prosign]
    if letters and header.sent.precedences[0] not in letters:
        yield Finding(
            f"the routing line has {header.prosign}, the date-time line {' '.join(header.sent.precedences)}",
            (header.sent.span,),
        )


def _security(said: Said) -> Iterator[Finding]:
    warning, head = said.header.security, said.head
    if warning is None or head.classification is None:
        return
    level = facts.security_levels().get(warning.letter)
    if level is not None and level != head.classification.level:
        yield Finding(
            f"the security warning says {level}, the classification line {head.classification.level}",
            (warning.span, head.classification_span),
        )


def _sequence(said: Said) -> Iterator[Finding]:
    if said.numbers and not said.header.extract:
        number, place = said.numbers[0]
        if number != 1:
            yield Finding(f"the first paragraph has number {number}", (place,))
    for (before, first), (number, second) in pairwise(said.numbers):
        if number != before + 1:
            yield Finding(f"paragraph {number} follows paragraph {before}", (first, second))


def _identifier(said: Said) -> Iterator[Finding]:
    """An archive's number beside that of the record itself."""
    own = said.head.own
    if own.station is None or own.number is None or own.year is None:
        return
    record = stations.message_number(own.year, own.station, str(own.number))
    for claim in said.claims:
        meant = stations.repaired(_CENTURY.sub("", claim.value))
        if meant is not None and meant != record:
            yield Finding(
                f"the archive's number is {claim.value}, the record's own is {record}",
                (claim.span, said.head.classification_span),
            )


_CHECKS: tuple[Callable[[Said], Iterator[Finding]], ...] = (
    _filing_time,
    _serial,
    _prosign,
    _security,
    _sequence,
    _identifier,
)
