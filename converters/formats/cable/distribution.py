"""The office distribution of Washington copies: `ACTION AF-00`, `INFO  LOG-00   ADS-00 …`, `/037 W`, dash counter."""

from __future__ import annotations

import re

from converters.formats.cable.lines import SourceLine
from converters.model.nodes import Content, Segment
from converters.model.walk import joined

_KEYWORD = re.compile(r"(ACTION|ORIGIN|INFO)(\s+)(?=[A-Z][A-Z/]{0,7}-\d\d)")
_OFFICE = re.compile(r"[A-Z][A-Z/]{0,7}-\d\d(?!\d)")
_TOTAL = re.compile(r"/\d{3} ?[A-Z]{1,2}")
_COUNTER = re.compile(r"-{10,}\s*[0-9A-Z]{6,7}\s+[0-9A-Z]{6,7}\s*/\d{2}")
_WORD = re.compile(r"\S+")


def begins(text: str) -> bool:
    """Whether a line begins an office distribution."""
    return _KEYWORD.match(text) is not None


def goes_on(text: str) -> bool:
    """Whether a line can belong to an office distribution that was begun before."""
    return _OFFICE.match(text) is not None or _TOTAL.fullmatch(text) is not None or is_counter(text)


def is_counter(text: str) -> bool:
    """Whether a line is the dash counter: a rule, relay serial or filing time, and number of copies."""
    return text.startswith("-----") and len(text) < 120 and _COUNTER.fullmatch(text) is not None


def parse(line: SourceLine) -> tuple[Content, tuple[str, ...]]:
    """A line of the distribution: its text, and the offices with their copies."""
    parts: list[Segment | str] = []
    position = 0
    keyword = _KEYWORD.match(line.text)
    if keyword:
        parts += [Segment(role="keyword", content=(keyword[1],)), keyword[2]]
        position = keyword.end()
    offices: list[str] = []
    for word in _WORD.finditer(line.text, position):
        if _OFFICE.fullmatch(word[0]):
            offices.append(word[0])
            parts += [line.text[position : word.start()], Segment(role="office", content=(word[0],))]
            position = word.end()
    parts.append(line.text[position:])
    return joined(parts), tuple(offices)
