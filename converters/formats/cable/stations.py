"""Stations and message numbers: `MARLOW 000918` of 2007 is `07MARLOW918`."""

from __future__ import annotations

import functools
import re

from converters.formats.cable import facts

_NOT_LETTERS = re.compile(r"[^A-Z]+")
_KIND = re.compile(r"(?:AMEMBASSY|AMCONSUL|AMEMB|EMBASSY|CONSULATE|EFTO)(?=[A-Z]{3})")
_SHORTEST_PREFIX = 4


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


def canonical(name: str) -> str:
    """The form in message numbers of any station: as known, else its letters without blanks."""
    return known(name) or _letters(name)


def _letters(name: str) -> str:
    return _NOT_LETTERS.sub("", name.upper())


def message_number(year: int, station: str, number: str) -> str:
    """The canonical message reference number; `station` in its form for message numbers."""
    return f"{year % 100:02}{station}{int(number)}"
