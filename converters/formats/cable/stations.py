"""Stations and message numbers: `MARLOW 000918` of 2007 is `07MARLOW918`."""

from __future__ import annotations

import functools
import re

from converters.formats.cable import facts
from converters.formats.cable.slips import one_slip_apart

_NOT_LETTERS = re.compile(r"[^A-Z]+")
_KIND = re.compile(r"(?:AMEMBASSY|AMCONSUL|AMEMB|EMBASSY|CONSULATE|EFTO)(?=[A-Z]{3})")
_SHORTEST_PREFIX = 4
_SHORTEST_DAMAGED = 3
_IDENTIFIER = re.compile(
    r"(?P<year>\d\d)(?:(?P=year)(?=\D))?"
    r"(?:[A-Z]{3,7}\d\d[A-Z]{1,2}\d\d)?"  # SECTION 01 OF 02, with or without its letters
    r"(?P<station>[A-Z]{2,40})(?P<number>\d{1,6})"
    r"(?:(?:ZFR|TOSEC|SECTO)\d*)?"
)


@functools.lru_cache(maxsize=4096)
def known(name: str) -> str | None:
    """The form in message numbers of a station by its name, spelled in any way of the tables; None if it is not there.

    A name that was cut off is known by its beginning where only one station begins so (`RIO DE JAN`).
    """
    letters = _letters(name)
    return _looked_up(letters) or _looked_up(_KIND.sub("", letters, count=1))


def _looked_up(letters: str) -> str | None:
    if letters in facts.stations():
        return letters
    if letters in facts.station_spellings():
        return facts.station_spellings()[letters]
    if len(letters) < _SHORTEST_PREFIX:
        return None
    matches = [station for station in facts.stations() if station.startswith(letters)]
    return matches[0] if len(matches) == 1 else None


def meant(name: str) -> str | None:
    """The one station that a damaged name can mean: a letter lost, added or changed, or Q where letters were lost.

    None where no station or more than one is that near. Line noise puts Q for up to three letters.
    """
    letters = _letters(name)
    if len(letters) < _SHORTEST_DAMAGED:
        return None
    found = {station for station in facts.stations() if one_slip_apart(letters, station)}
    if not found and "Q" in letters:
        noise = re.compile(letters.replace("Q", ".{1,3}"))
        found = {station for station in facts.stations() if noise.fullmatch(station)}
    return found.pop() if len(found) == 1 else None


def repaired(identifier: str) -> str | None:
    """The canonical message reference number that an archive's identifier means (`08ECTION01OF02MARLOW492`).

    Archives take pieces of the classification line into it, or cut and misread the station. None where it holds no
    year, station and number.
    """
    match = _IDENTIFIER.fullmatch(identifier.strip().upper().replace(" ", ""))
    if match is None:
        return None
    name = match["station"]
    station = known(name) or meant(name) or _after_debris(name) or canonical(name)
    return message_number(int(match["year"]), station, match["number"])


def _after_debris(name: str) -> str | None:
    """The station at the end of a name that begins with the end of another word (`SIFIEDABUJA`)."""
    return max((one for one in facts.stations() if name.endswith(one)), key=len, default=None)


def canonical(name: str) -> str:
    """The form in message numbers of any station: as known, else its letters without blanks."""
    return known(name) or _letters(name)


def _letters(name: str) -> str:
    return _NOT_LETTERS.sub("", name.upper())


def message_number(year: int, station: str, number: str) -> str:
    """The canonical message reference number; `station` in its form for message numbers."""
    return f"{year % 100:02}{station}{int(number)}"
