"""Where words may be divided, by the patterns of their language (Liang's, as pyphen has them)."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen  # type: ignore[import-untyped]

SHORTEST = 6
"""Shorter words are not divided."""
_BEFORE, _AFTER = 2, 3
"""How many letters stand at least before and after the hyphen."""
_CORE = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")


@functools.lru_cache(maxsize=65_536)
def divisions(word: str, language: str) -> tuple[int, ...]:
    """Before which characters of a word it may be divided: none where it is short, a capital name or no plain word.

    `language` is a BCP 47 tag; a language without patterns has no divisions.
    """
    cores = list(_CORE.finditer(word))
    if len(cores) != 1 or len(cores[0][0]) < SHORTEST or word.isupper():
        return ()
    patterns = _patterns(language)
    if patterns is None:
        return ()
    start = cores[0].start()
    return tuple(start + int(place) for place in patterns.positions(cores[0][0]))


@functools.lru_cache(maxsize=32)
def _patterns(language: str) -> Pyphen | None:
    import pyphen

    known = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=known, left=_BEFORE, right=_AFTER) if known is not None else None
