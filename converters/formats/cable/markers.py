"""Begin and end markers as lines show them: what ends with one, what is nothing else."""

from __future__ import annotations

import functools
import re

from converters.formats.cable import facts

_LONGEST = 80


@functools.cache
def _parts() -> str:
    return "|".join(part.replace(" ", r"\s+") for part in facts.marker_parts())


@functools.cache
def _at_the_end() -> re.Pattern[str]:
    several = rf"(?:{_parts()})s?(?:(?:\s+and\s+|/)(?:{_parts()})s?)?"
    return re.compile(
        rf"(?:(?:^|(?<=[.!?:;)\]\"”’*-])\s*)[Ee]nd|(?<![A-Z] )(?<![A-Z-])END)\s+(?:of\s+|OF\s+)?(?i:{several})\.?$"
    )


@functools.cache
def _at_the_head() -> re.Pattern[str]:
    return re.compile(
        rf"(?:begin|end)\s+(?:of\s+)?(?:{_parts()})s?(?=\s*$|\s*[.:;,()\[\]\"”/-]|\s+(?:of|from|for|and)\b)", re.I
    )


def ends_with_end(text: str) -> bool:
    """Whether a text ends with an end marker: `… in May. END SUMMARY`, not `YEAR END REPORT`."""
    return _at_the_end().search(text, max(len(text) - _LONGEST, 0)) is not None


def is_end(text: str) -> bool:
    """Whether a line is an end marker and nothing else: `END NOTE.`."""
    return text[:1] in "Ee" and _at_the_end().fullmatch(text) is not None


def is_marker(text: str) -> bool:
    """Whether a line begins with a begin or end marker: `BEGIN TEXT OF LETTER`, `END NOTE.`."""
    return text[:1] in "BbEe" and _at_the_head().match(text) is not None
