"""The E.O. line: what it orders to be done with the record, and when. An instruction, not an action.

`E.O. 12958: DECL: 03/22/2017`; the deadline may be a date (US order, or year first), an event in words, an exemption
(`X1`, `25X1-human`, `OADR`) or `N/A`. Review stamps (`Declassified/Released …`) are actions.
"""

from __future__ import annotations

import datetime
import re

from converters.formats.cable import facts
from converters.formats.cable.flow import Flow
from converters.formats.cable.transmission import full_year
from converters.model.metadata import DeclassificationAction, DeclassificationInstruction
from converters.model.node import Span
from converters.model.nodes import Content, Date, Segment
from converters.model.walk import joined

_KEYWORD = re.compile(r"(?:E\. ?[O0]\. ?|E[O0] ?):?\s*(\d{5})\s*:?|DECLASSIFY ON:?", re.I)
_DECL = re.compile(r"\s*DECL(?:ASSIFY(?: ON)?)?(?![A-Z])\s*:?\s*", re.I)
_OTHER = re.compile(r"\s*(?:DNG\b|(?:AS AMENDED\W{1,3})?DECLASSIFIED\b)", re.I)
"""What is no order to declassify: to downgrade (`DNG: CO 01/22/2019`), or that it was done (`DECLASSIFIED BY …`)."""
_DECL_LATER = re.compile(r"\bDECL(?:ASSIFY(?: ON)?)?(?![A-Z])\s*:?\s*", re.I)
_REDACTED = re.compile(r"X+", re.I)
_US_DATE = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?!\d)")
_NONE = re.compile(r":?\s*N/A\.?", re.I)
_DERIVATIVE_EXEMPTION = re.compile(r"25X\d(?:-\w{1,20})?", re.I)
_STAMP_DATE = re.compile(r"(\d{1,2}) ([A-Za-z]{3})[a-z]{0,6} (\d{4})")
_LONGEST = 2000


def parse(flow: Flow) -> tuple[Content, DeclassificationInstruction]:
    """The line: its text, and the instruction."""
    text = flow.text
    keyword = _KEYWORD.match(text)
    start = keyword.end() if keyword else 0
    decl = _DECL.match(text, start)
    words_start = decl.end() if decl else start
    words = text[words_start:].strip(" :")
    found = date_in(text, words_start)
    deadline = _deadline(text, words_start)
    parts: list[Segment | Date | str] = []
    if keyword:
        start = len(keyword[0].rstrip())
        parts.append(Segment(role="keyword", content=(keyword[0][:start],)))
    if found:
        (begin, end), edtf = found
        parts += [text[start:begin], Date(edtf=edtf, content=(text[begin:end],)), text[end:]]
    else:
        parts.append(text[start:])
    order = facts.order_spellings().get(keyword[1], keyword[1]) if keyword and keyword[1] else None
    exemption = _exemption(words)
    nothing = deadline is not None or exemption is not None or _says_nothing(words)
    return joined(parts), DeclassificationInstruction(
        order=order,
        text=text,
        deadline=deadline,
        event=None if nothing else words,
        exemption=exemption,
        span=flow.span(0, len(text)),
    )


def _deadline(text: str, start: int) -> str | None:
    """The day on which to declassify, as EDTF."""
    if _OTHER.match(text, start):
        later = _DECL_LATER.search(text, start, start + _LONGEST)
        if later is None:
            return None
        start = later.end()
    found = date_in(text, start)
    return found[1] if found else None


def _says_nothing(words: str) -> bool:
    """Whether an order names no event: it is not applicable, withheld, or not there."""
    return not words or _NONE.fullmatch(words) is not None or _REDACTED.fullmatch(words) is not None


def _exemption(words: str) -> str | None:
    match = _DERIVATIVE_EXEMPTION.search(words[:_LONGEST])
    if match:
        return match[0].upper()
    first = words.split(None, 1)[0].upper().rstrip(".,;") if words else ""
    stem = first.partition("-")[0]
    return first if first in facts.exemptions() or stem in facts.exemptions() else None


def date_in(text: str, start: int = 0) -> tuple[tuple[int, int], str] | None:
    """The first date in a text from a position on: where it stands, and its EDTF. None where no day of that name is."""
    match = _YEAR_FIRST.search(text, start, start + _LONGEST)
    if match:
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    else:
        match = _US_DATE.search(text, start, start + _LONGEST)
        if match is None:
            return None
        year, month, day = full_year(match[3]), int(match[1]), int(match[2])
    try:
        edtf = datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
    return match.span(), edtf


def stamp(text: str, span: Span) -> DeclassificationAction:
    """The action that a review stamp tells of."""
    date = None
    match = _STAMP_DATE.search(text[:_LONGEST])
    if match:
        month = facts.months().get(match[2].upper())
        date = f"{match[3]}-{month:02}-{int(match[1]):02}" if month else None
    review = "EO Systematic Review" if "SYSTEMATIC REVIEW" in text.upper() else None
    return DeclassificationAction(
        authority="US Department of State", date=date, review=review, extent="full", text=text, span=span
    )
