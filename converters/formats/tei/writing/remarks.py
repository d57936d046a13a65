"""What the program remarks about a record while it writes it: places where a rule of the customisation does not hold.

The record stays as it was transmitted; the remark says that somebody looked.
"""

from __future__ import annotations

import datetime
import re
from typing import Final, NamedTuple

from converters.formats.tei import dates
from converters.model import nodes as nd
from converters.model.metadata import Metadata

_NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)
_FILED: Final = re.compile(r"(\d{3})\d{4}", re.ASCII)
_RANKS: Final = {
    **dict.fromkeys(("U", "SBU", "FOUO", "LOU", "UNCLASSIFIED", "LIMITED OFFICIAL USE"), 1),
    **dict.fromkeys(("R", "RESTRICTED"), 2),
    **dict.fromkeys(("C", "CONFIDENTIAL"), 3),
    **dict.fromkeys(("S", "SECRET"), 4),
    **dict.fromkeys(("TS", "TOP SECRET"), 5),
}


class Remark(NamedTuple):
    """The rule that does not hold, the id of the element that it is about, and the words."""

    rule: str
    target: str | None
    words: str


class Remarks:
    """The remarks so far. `counting`: paragraphs are numbered here; `quoted`: how deep in quoted or loose text."""

    def __init__(self, known: Metadata) -> None:
        self.found: list[Remark] = []
        self.counting = False
        self.quoted = 0
        self.filed: str | None = None
        self._last: str | None = None
        self._known = known
        level = known.classification.level if known.classification is not None else None
        self._rank = _RANKS.get(level or "", 99)

    def out_of_order(self, number: str) -> str | None:
        """What to remark about the next number of a paragraph: nothing where it is one more than the last."""
        if not self.counting or self.quoted:
            return None
        last, self._last = self._last, number
        if last is None or (_is_number(last) and _is_number(number) and int(number) == int(last) + 1):
            return None
        return f"Paragraph {number} follows paragraph {last}."

    def too_high(self, marking: nd.Segment) -> str | None:
        """What to remark about a portion that is marked higher than the record."""
        if _RANKS.get((marking.value or "").partition("/")[0], 0) <= self._rank:
            return None
        return f"The portion is marked {marking.value}, higher than the record."

    def filing_day(self) -> None:
        """Remark a DE line that has another day of the year than the date-time group."""
        filed = _FILED.fullmatch(" ".join((self.filed or "").split()))
        sent = self._known.date("sent")
        when = (dates.attributes(sent.edtf) or {}).get("when", "") if sent is not None and sent.edtf else ""
        if filed is None or len(when) < 10:
            return
        day = datetime.date.fromisoformat(when[:10]).timetuple().tm_yday
        if int(filed[1]) != day:
            words = f"The DE line gives day {int(filed[1])} of the year, the date-time group is of day {day}."
            self.found.append(Remark("filing-day", None, words))


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None
