"""The days that a date in EDTF covers, for tables that sort and filter."""

from __future__ import annotations

import calendar
import re

_UNKNOWN = re.compile(r"(\d{2}XX|\d{3}X|\d{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?", re.ASCII)
_QUALIFIERS = str.maketrans("", "", "?~%")


def span(edtf: str | None) -> tuple[str | None, str | None]:
    """The first and last day of a date (level 0 and 1 of EDTF); None where it says none, as of a season.

    What digits are not specified may be any. A qualified date covers what it says; an open interval has one end.
    """
    if edtf is None:
        return None, None
    first, slash, last = edtf.translate(_QUALIFIERS).partition("/")
    start, end = _days(first), _days(last if slash else first)
    return (None if start is None else start[0]), (None if end is None else end[1])


def _days(text: str) -> tuple[str, str] | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return _between(text)
    year, month, day = match.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12:
        return None  # a season
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{calendar.monthrange(int(year) or 4, int(month))[1]:02}"
    return f"{year}-{month}-{day}", f"{year}-{month}-{day}"


def _between(text: str) -> tuple[str, str] | None:
    """The days of a date with unspecified digits: `198X`, `1985-XX`, `1985-04-XX`, `1985-XX-XX`."""
    match = _UNKNOWN.fullmatch(text)
    if match is None:
        return None
    year, month, _ = match.groups()
    if "X" in year:
        return f"{year.replace('X', '0')}-01-01", f"{year.replace('X', '9')}-12-31"
    return _days(year if month in (None, "XX") else f"{year}-{month}")
