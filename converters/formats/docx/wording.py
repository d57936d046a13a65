"""What styles and running words are called in the languages that editors work in: `wording.toml`."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import NamedTuple

_LEVELS = ("Subject Heading",)
"""Styles of which there is one for each level."""


class Words(NamedTuple):
    """The names of styles by label, where they are not the labels, the words at the foot, and the title of contents."""

    styles: Mapping[str, str]
    foot: str
    contents: str


_ENGLISH = Words({}, "page {} of {}", "Contents")


@functools.lru_cache(maxsize=16)
def words_of(lang: str | None) -> Words:
    """The words for a language by its tag; English where there are none."""
    primary = (lang or "").lower().split("-")[0]
    return _ENGLISH if primary in ("", "en") else _languages().get(primary, _ENGLISH)


def names_of(label: str) -> tuple[str, ...]:
    """What a style is called in the languages beside English."""
    return tuple(words.styles[label] for words in _languages().values() if label in words.styles)


@functools.cache
def labels() -> Mapping[str, str]:
    """From every name of a style in any of the languages, in small letters, to its label."""
    return {name.casefold(): label for words in _languages().values() for label, name in words.styles.items()}


@functools.cache
def _languages() -> Mapping[str, Words]:
    table = tomllib.loads((resources.files(__package__) / "wording.toml").read_text(encoding="utf-8"))
    return {
        lang: Words(
            _with_levels({label: names[place] for label, names in table["styles"].items()}),
            table["foot"][place],
            table["contents"][place],
        )
        for place, lang in enumerate(table["languages"])
    }


def _with_levels(names: Mapping[str, str]) -> dict[str, str]:
    levels = {f"{label} {level}": f"{names[label]} {level}" for label in _LEVELS for level in range(1, 10)}
    return {label: name for label, name in names.items() if label not in _LEVELS} | levels
