"""What a style is called, whatever the language of the program that wrote the file (`style_names.toml`)."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

_LEVEL = re.compile(r"(.*?)\s*([1-9])", re.DOTALL)
_FULL_WIDTH = str.maketrans("１２３４５６７８９", "123456789")


def canonical(name: str) -> str | None:
    """The name that Word's own sheet has for a style (`heading 1` for `Überschrift 1`), or None for any other style."""
    text = " ".join(name.translate(_FULL_WIDTH).casefold().split())
    known = _names().get(text)
    if known is not None:
        return known
    found = _LEVEL.fullmatch(text)
    levelled = _names().get(f"{found[1]} #") if found is not None else None
    return levelled.replace("#", found[2]) if levelled is not None and found is not None else None


def is_plain(name: str) -> bool:
    """Whether a style says nothing of what a text is."""
    return " ".join(name.casefold().split()) in _plain()


@functools.cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("style_names.toml").read_text(encoding="utf-8"))


@functools.cache
def _names() -> Mapping[str, str]:
    """From names as written, without regard to case, to canonical ones; a level stands as ` #`."""
    known: dict[str, str] = {}
    for name, others in _table()["names"].items():
        for other in others:
            text = other.casefold()
            known.setdefault(text if not text.endswith("#") else f"{text[:-1].strip()} #", name)
    return known


@functools.cache
def _plain() -> frozenset[str]:
    return frozenset(_table()["plain"]["names"])
