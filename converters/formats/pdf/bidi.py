"""Text that runs from right to left: levels and order after the bidirectional algorithm (UAX #9)."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any
from unicodedata import bidirectional

from bidi.algorithm import (  # type: ignore[import-untyped]
    explicit_embed_and_overrides,
    get_base_level,
    get_embedding_levels,
    get_empty_storage,
    resolve_implicit_levels,
    resolve_neutral_types,
    resolve_weak_types,
)

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_STAND_INS = {"B": " ", "": "\ufffc", "LRI": "\ufffc", "RLI": "\ufffc", "FSI": "\ufffc", "PDI": "\ufffc"}
"""By class of character: line ends are blanks within one paragraph; isolates, which the library does not know, and what
is no character are neutral."""


_LANGUAGES = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)
_SCRIPTS = frozenset(("adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"))
"""Languages and scripts (ISO 639, ISO 15924) that run from right to left."""


@functools.cache
def runs_left(language: str | None) -> bool:
    """Whether a language (BCP 47) is written from right to left; its script decides where the tag names one."""
    first, *rest = (language or "").lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    return script in _SCRIPTS if script is not None else first in _LANGUAGES


def needs_levels(text: str) -> bool:
    """Whether a text has anything that runs from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def levels(text: str, base: int | None = None) -> tuple[int, list[int]]:
    """The level of the paragraph (1: from right to left) and that of each character (rules P2 to I2).

    `base` is that of the paragraph where something else than its text says it (HL1).
    """
    plain = "".join(_STAND_INS.get(bidirectional(char), char) for char in text)
    level: int = get_base_level(plain) if base is None else base
    return level, _levels_over(plain, level)


def _levels_over(plain: str, base: int) -> list[int]:
    """The level of each character, given that of the paragraph."""
    storage: dict[str, Any] = get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = "LR"[base]
    get_embedding_levels(plain, storage)
    chars = list(storage["chars"])
    explicit_embed_and_overrides(storage)
    resolve_weak_types(storage)
    resolve_neutral_types(storage, False)
    resolve_implicit_levels(storage, False)
    kept = {id(char) for char in storage["chars"]}
    found = [char["level"] if id(char) in kept else None for char in chars]
    return _filled(found, base)


def looks_left(text: str) -> bool:
    """Whether a text that stands as it looks is of a line from right to left: by its two ends, or by most of it."""
    strong = [found != "L" for char in text if (found := bidirectional(char)) in ("L", "R", "AL")]
    if strong and strong[0] == strong[-1]:
        return strong[0]
    return sum(strong) * 2 > len(strong)


def from_visual(text: str) -> list[int]:
    """The places of characters in the order in which they are read, given how they look from left to right.

    The algorithm turned on its own result: numbers and words of other scripts keep their order.
    """
    plain = "".join(_STAND_INS.get(bidirectional(char), char) for char in text)
    return visual_order(_levels_over(plain, int(looks_left(text))))


def _filled(found: list[int | None], base: int) -> list[int]:
    """Characters that rule X9 removes get the level of the one before them."""
    result: list[int] = []
    for level in found:
        result.append(level if level is not None else (result[-1] if result else base))
    return result


def visual_order(found: Sequence[int]) -> list[int]:
    """The places of a line's parts from left to right, given their levels (rule L2)."""
    order = list(range(len(found)))
    highest = max(found, default=0)
    lowest_odd = min((level for level in found if level % 2), default=highest + 1)
    for level in range(highest, lowest_odd - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and found[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return order
