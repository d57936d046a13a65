"""The words of the edition itself: the names of rows, marks of pages, what is said of dates and readings.

They are English. The tables in `words/` have them in other languages, under the English words; what a table has not is
said in English, and tagged as that.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, NamedTuple

ENGLISH: Final = "en"
Language = Literal["en", "de", "es", "fr"]
Choice = Literal["en", "de", "es", "fr", "document"]
"""In which language the edition speaks: one of these, or that of the document where there is a table for it."""
TABLES: tuple[Language, ...] = ("de", "es", "fr")


class Own(NamedTuple):
    """Words of the edition in English, `{}` standing for each of the values."""

    text: str
    values: tuple[str, ...] = ()


def spelt(own: Own) -> str:
    """The words with their values, as they are given."""
    return own.text.format(*own.values) if own.values else own.text


Said = str | Own
"""Words of the edition, or such as belong to the document: a value that the edition tells, a mark between two."""


class Wording(NamedTuple):
    """The words of the edition in one language, by the English ones."""

    language: str = ENGLISH
    table: Mapping[str, str] = {}

    def said(self, own: Own) -> tuple[str, str]:
        """The words, and the language that they are in."""
        known = self.table.get(own.text)
        return (spelt(own), ENGLISH) if known is None else (spelt(own._replace(text=known)), self.language)


def wording(choice: Choice, language: str | None) -> Wording:
    """The words that a theme asks for, in a document of that language."""
    wanted = primary(language) if choice == "document" else choice
    return _table(wanted) if wanted in TABLES else Wording()


def primary(language: str | None) -> str:
    """The language of a tag (BCP 47) without regions and scripts; a text that does not say it passes for English."""
    return language.partition("-")[0].lower() if language else ENGLISH


@functools.cache
def _table(language: str) -> Wording:
    file = Path(__file__).parent / "words" / f"{language}.toml"
    return Wording(language, tomllib.loads(file.read_text("utf-8")))
