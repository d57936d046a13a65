"""Whether a line of text ends a sentence, or goes on in the next."""

from __future__ import annotations

import re

_ABBREVIATION = re.compile(
    r"(?<!\w)(?:(?:[A-Z]\.)+|(?:(?i:Mr|Mrs|Ms|Dr|Gen|Col|Capt|Lt|Maj|Sgt|Sen|Gov|Amb|Prof)|Min|No|Rep|St|vs)\.)$"
)
_LONGEST = 8
_LINKS = re.compile(r"(?:^|\s)(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with)$|[,-]$", re.I)


def ends_in_abbreviation(text: str) -> bool:
    """Whether the stop at the end of a text is that of an abbreviation: `… of the U.S.`, `… before Mr.`."""
    return text.endswith(".") and _ABBREVIATION.search(text, max(len(text) - _LONGEST, 0)) is not None


def breaks_off(text: str) -> bool:
    """Whether a text ends with a word or sign after which something must come: `… to protect the`, `… tugs,`."""
    return _LINKS.search(text, max(len(text) - _LONGEST, 0)) is not None
