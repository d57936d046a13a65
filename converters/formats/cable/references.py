"""The REF line: other records, each with its letter, what it is, and where it is found.

A telegram is `STATION n`, with its year before (`07`, `2007`) or after (`(08)`), or none: then it is the year of the
record itself, but for the record's own station a number above its own is last year's.
"""

from __future__ import annotations

import functools
import re

import msgspec

from converters.formats.cable import facts, stations
from converters.formats.cable.flow import Flow
from converters.formats.cable.transmission import full_year
from converters.model.metadata import RelatedRecord
from converters.model.nodes import Content, Inline, Reference, Segment, Surplus
from converters.model.walk import joined

SCHEME = "mrn:"
_NEAR = 8
"""A letter is repeated (`A. (A) STATE 1`) only within so many characters."""
_KEYWORD = re.compile(
    r"REF(?:ERENCES?|S|\(S\)|TELS?)?(?:\s*[:.])?(?:\s*(?:REFERENCES?:|REF(?:S|TELS?)?(?=\s*\([A-Z]\))))?", re.I
)
_LABEL = re.compile(r"(?:^|(?<=[\s,;:.)-]))(¶\s?)?(?:\(([A-Z])\)|([A-Z])[.):]{1,2})\s*(?!\.)", re.I)
_TELEGRAM = re.compile(
    r"(?<![A-Z0-9/-])(?:REF(?: [A-Z])?:? )?(?:(?P<year>(?:19|20)?\d\d)[ -]?)?"
    r"(?!(?:AND|OR|SEE|ALSO) )(?P<station>PORT A|[A-Z][A-Z.'-]{1,14}(?: [A-Z][A-Z.'-]{1,14}){0,3}?)(?: CABLES?)?"
    r"(?:[:\s#-]{1,3}|\s?\((?:(?P<after>(?:19|20)?\d\d)|[CSU]|SBU)\)\s?)?"
    r"(?P<number>O?\d{1,7})(?:-(?P<hyphened>\d\d)\b)?(?![\dZ/-])(?:\s?\((?P<last>(?:19|20)?\d\d)\))?",
    re.I,
)
_ANOTHER = re.compile(
    r"(?:\s*(?:,|&|AND)){1,2}\s*(?P<number>\d{2,6})(?![\dZ/-])(?:\s?\((?P<last>(?:19|20)?\d\d)\))?(?!\s*[A-Z]{3})", re.I
)
"""A number that stands alone after a telegram, of the same station: `MARLOW 1120 AND 1131`."""
_DEBRIS = re.compile(r"PAGE \d\d\s+$", re.I)
_PART = re.compile(r"\s+\d{2,3}(?:\.\d)? OF \d{2,3}\b", re.I)
"""What stands before or after the number in the debris of a page end."""
_KINDS = (
    ("email", re.compile(r"E-?MAIL", re.I)),
    ("telephone", re.compile(r"TELCON|PHONE|TELEPHONE", re.I)),
    ("report", re.compile(r"\b(?:IIR|TD|FBIS|OSC|DAO|TDX?|REPORTS?)\b", re.I)),
    ("manual", re.compile(r"\b\d{1,2} FA[MH]\b", re.I)),
    ("letter", re.compile(r"\bLETTER\b", re.I)),
)
_SHORTEST_DAMAGED = 5


class Own(msgspec.Struct, frozen=True):
    """What is known of the record that refers: its year, station and number, as far as they are known."""

    year: int | None = None
    station: str | None = None
    number: int | None = None


class _Item(msgspec.Struct):
    label: str | None
    marks: tuple[Inline | str, ...]
    start: int
    end: int


_Found = tuple[int, int, RelatedRecord]


def parse(flow: Flow, own: Own) -> tuple[Content, tuple[RelatedRecord, ...]]:
    """The line: its text with a `Reference` for each telegram, and the related records."""
    keyword = _KEYWORD.match(flow.text)
    start = keyword.end() if keyword else 0
    parts: list[Inline | str] = [Segment(role="keyword", content=(keyword[0],))] if keyword else []
    records: list[RelatedRecord] = []
    for item in _items(flow, start):
        parts.extend(item.marks)
        found = list(_telegrams(flow, item, own))
        position = item.start
        for begin, end, record in found:
            parts.append(flow.text[position:begin])
            words = flow.text[begin:end]
            parts.append(Reference(target=record.target, type="telegram", content=(words,)) if record.target else words)
            position = end
        parts.append(flow.text[position : item.end])
        records.extend(record for _, _, record in found)
        other = None if found else _other(flow, item)
        if other:
            records.append(other)
    return joined(parts), tuple(records)


def _items(flow: Flow, start: int) -> list[_Item]:
    """The items of a list by their letters; letters count only in order, so that initials do not."""
    items: list[_Item] = []
    marks: tuple[Inline | str, ...] = ()
    label: str | None = None
    begin = start
    for match in _LABEL.finditer(flow.text, start):
        letter = (match[2] or match[3]).upper()
        near = match.start() - begin < _NEAR and not flow.text[begin : match.start()].strip()
        repeated = near and letter == label
        if not repeated and not _follows(label, letter, first=near and not items):
            continue
        before = flow.text[begin : match.start()]
        if repeated:
            marks = (*marks, before, *_marks(flow, match))
        else:
            if before.strip() or label:
                items.append(_Item(label, marks, begin, match.start()))
                before = ""
            marks = (before, *_marks(flow, match))
        label, begin = letter, match.end()
    items.append(_Item(label, marks, begin, len(flow.text)))
    return items


def _follows(label: str | None, letter: str, *, first: bool) -> bool:
    if label is None:
        return letter == "A" or first
    return 1 <= ord(letter) - ord(label) <= 2


def _marks(flow: Flow, match: re.Match[str]) -> tuple[Inline | str, ...]:
    """The letter of an item as printed, the publisher's pilcrow before it told apart."""
    printed = match[0].rstrip()
    blanks = match[0][len(printed) :]
    if not match[1]:
        return (Segment(role="label", value=(match[2] or match[3]).upper(), content=(printed,)), blanks)
    pilcrow = Surplus(reason="publisher", content=("¶",), span=flow.span(match.start(), match.start() + 1))
    printed_letter = printed[len(match[1]) :]
    label = Segment(role="label", value=(match[2] or match[3]).upper(), content=(printed_letter,))
    return (pilcrow, match[1][1:], label, blanks)


def _telegrams(flow: Flow, item: _Item, own: Own) -> list[_Found]:
    """The telegrams of an item, each with the place of its words."""
    found: list[_Found] = []
    for match in _TELEGRAM.finditer(flow.text, item.start, item.end):
        whole = match.start() - item.start < _NEAR and not flow.text[item.start : match.start()].strip()
        station = _station(flow.text, match, whole=whole)
        if station is None:
            continue
        written = match["year"] or match["after"] or match["hyphened"] or match["last"]
        found.append(_record(flow, item, match, station, _year(written, match["number"], station, own)))
        another = _ANOTHER.match(flow.text, match.end(), item.end)
        while another is not None:
            year = _year(another["last"] or written, another["number"], station, own)
            found.append(_record(flow, item, another, station, year))
            another = _ANOTHER.match(flow.text, another.end(), item.end)
    return found


def _station(text: str, match: re.Match[str], *, whole: bool) -> str | None:
    """The station of what may be a telegram, in its form for message numbers. `whole`: its item begins with it."""
    if _DEBRIS.search(text, max(0, match.start() - 12), match.start()) or _PART.match(text, match.end()):
        return None
    name = match["station"]
    known = stations.known(name)
    if known is not None:
        return known
    if not whole or not _can_be_station(name):
        return None
    damaged = stations.meant(name) if len(name) >= _SHORTEST_DAMAGED else None
    if damaged is not None:
        return damaged
    return stations.canonical(name) if name.isupper() and (match["year"] or len(match["number"]) > 1) else None


def _record(flow: Flow, item: _Item, match: re.Match[str], station: str, year: int | None) -> _Found:
    number = match["number"].upper().replace("O", "0")
    start = match.start("number") if match.re is _ANOTHER else match.start()
    record = RelatedRecord(
        text=flow.text[start : match.end()],
        label=item.label,
        type="telegram",
        target=SCHEME + stations.message_number(year, station, number) if year else None,
        note=_note(flow.text[match.end() : item.end]),
        span=flow.span(start, match.end()),
    )
    return start, match.end(), record


@functools.lru_cache(maxsize=1024)
def _can_be_station(name: str) -> bool:
    """Whether the name of a station that is in no table can be one."""
    words = name.upper().replace(".", " ").split()
    return not facts.not_stations() & {part for word in words for part in (word, *word.split("-"))}


def _year(written: str | None, number: str, station: str, own: Own) -> int | None:
    if written:
        return full_year(written)
    if own.year is None:
        return None
    later = own.number is not None and station == own.station and int(number.upper().replace("O", "0")) > own.number
    return own.year - 1 if later else own.year


def _note(rest: str) -> str | None:
    """What is said of a telegram after its number: `(NOTAL)`, `AND PREVIOUS`."""
    match = re.match(r"\s*(\([A-Z ]{2,20}\)|AND PREVIOUS)", rest[:40], re.I)
    return match[1].strip("()") if match else None


def _other(flow: Flow, item: _Item) -> RelatedRecord | None:
    """An item that is no telegram."""
    words = flow.text[item.start : item.end]
    text = words.strip(" ,;")
    if not text:
        return None
    begin = item.start + words.index(text)
    kind = next((kind for kind, pattern in _KINDS if pattern.search(text[:500])), "other")
    return RelatedRecord(text=text, label=item.label, type=kind, span=flow.span(begin, begin + len(text)))
