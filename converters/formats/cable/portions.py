"""Portion marks: `(C)`, `(S//NF)`, `(SBU)`, `(S/REL USA, GBR)`, `( C )`."""

from __future__ import annotations

import functools
import re
from typing import Final

from converters.formats.cable import facts

_MARK: Final = re.compile(r"\( ?([A-Za-z][A-Za-z/, -]{0,60}?) ?\)(?=\s|$|[A-Z\"“'(\d])")
_UNOPENED: Final = re.compile(r"([CSU]|SBU|[CS]/NF?|SBU/NF?)\)(?= )")
_STROKE: Final = re.compile(r" ?[/-]{1,2} ?| (?=NF\b|REL\b)")


def portion_mark(text: str, start: int = 0, *, numbered: bool = False) -> tuple[int, int, str] | None:
    """The portion mark at a position of a text: begin, end, normal form (`S/NF`). None where there is none.

    After a paragraph number (`numbered`) the bracket that opens it may be lost.
    """
    if text[start : start + 1] == "(":
        match = _MARK.match(text, start, start + 80)
    else:
        match = _UNOPENED.match(text, start) if numbered else None
    if match is None:
        return None
    value = _normal(match[1])
    return (start, match.end(), value) if value else None


@functools.lru_cache(maxsize=1024)
def _normal(mark: str) -> str | None:
    """The mark in normal form, None where it is none."""
    upper = " ".join(mark.upper().split())
    if upper in facts.fused_portions():
        return facts.fused_portions()[upper]
    level, *caveats = _STROKE.split(upper)
    level = facts.portion_words().get(level, level)
    if level not in facts.portion_levels():
        return None
    if not all(caveat in facts.portion_caveats() or caveat.startswith("REL") for caveat in caveats):
        return None
    return "/".join([level, *("NF" if caveat == "NOFORN" else caveat for caveat in caveats)])
