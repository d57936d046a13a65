"""Dates in EDTF as TEI attributes, and back.

`@when` holds what XML Schema can say (a year, month, day, or an instant), `@from` and `@to` an interval of such; every
other EDTF expression stands in `@when-custom`. An instant to the minute gets the seconds that XML Schema asks for.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Mapping

from converters.formats.tei.values import word
from converters.model.escape import unescape

WHEN, FROM, TO, CUSTOM = "when", "from", "to", "when-custom"
ATTRIBUTES = (WHEN, FROM, TO, CUSTOM)
_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(:\d\d)?(Z|[+-](?:0\d|1[0-3]):[0-5]\d)?)?)?)?", re.ASCII
)


@functools.lru_cache(maxsize=1024)
def attributes(edtf: str) -> Mapping[str, str] | None:
    """The attributes that say a date; None where it is not even a word."""
    single = _w3c(edtf)
    if single is not None:
        return {WHEN: single}
    start, slash, end = edtf.partition("/")
    first, last = (_w3c(start), _w3c(end)) if slash else (None, None)
    if first is not None and last is not None:
        return {FROM: first, TO: last}
    custom = word(edtf)
    return {CUSTOM: custom} if custom is not None else None


def edtf(found: Mapping[str, str]) -> str | None:
    """The date that attributes say, in EDTF; None where they say none."""
    if WHEN in found:
        return _shortened(found[WHEN])
    if FROM in found and TO in found:
        return f"{_shortened(found[FROM])}/{_shortened(found[TO])}"
    return unescape(found[CUSTOM]) if CUSTOM in found else None


def _w3c(text: str) -> str | None:
    """The date as XML Schema writes it; None where it cannot, or where that would read back as something else."""
    match = _DATE.fullmatch(text)
    if match is None or match[6] == ":00":
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        datetime.datetime(
            int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int((second or ":0")[1:])
        )
    except ValueError:
        return None
    return text if hour is None or second else f"{text.removesuffix(zone or '')}:00{zone or ''}"


def _shortened(text: str) -> str:
    match = _DATE.fullmatch(text)
    if match is None or match[6] != ":00":
        return unescape(text)
    return text[: match.start(6)] + text[match.end(6) :]
