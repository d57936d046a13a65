"""Words in parts: divided with a hyphen where their language allows, or cut because no line has room for them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from converters.formats.pdf.fonts import face
from converters.formats.pdf.pieces import Text
from converters.formats.pdf.shaping import Face, Glyphs
from converters.formats.pdf.token import Token, key_of, token_of

_PUNCTUATION: Final = re.compile(r"[/?&#=_.,;:-]")
HYPHEN: Final = "-"
_SOFT_HYPHEN: Final = "\u00ad"


Part = tuple[int, float, float]
"""The first characters of a word: how many, their width, and that of the hyphen after them."""


def parts_of(token: Token, places: tuple[int, ...]) -> Sequence[Part]:
    """What stands before each place where a word may be divided."""
    if not places or token.glyphs is None:
        return ()
    scale, spacing = token.run.style.size / 1000, token.run.style.spacing
    return [
        (characters, width * scale + spacing * characters, hyphen * scale + spacing)
        for characters, width, hyphen in _measured(token.glyphs, places)
    ]


@functools.lru_cache(maxsize=16_384)
def _measured(glyphs: Glyphs, places: tuple[int, ...]) -> tuple[Part, ...]:
    """The parts of a word, in thousandths of an em."""
    shape, text = glyphs.face.shape, glyphs.text
    widths = [shape(text[:place]).width for place in places]
    hyphens = [shape(text[:place] + HYPHEN).width - width for place, width in zip(places, widths, strict=True)]
    return tuple(zip(places, widths, hyphens, strict=True))


def head(token: Token, characters: int) -> Token:
    """The first part of a divided word, with a hyphen. It stands for the whole word, so that none is in the text."""
    text = token.glyphs.text if token.glyphs is not None else ""
    return _part(token, text[:characters], is_divided=True, actual=text)


def tail(token: Token, start: int, end: int | None = None) -> Token:
    """Another part of a divided word, with a hyphen where it is not the last. It stands for no text."""
    text = token.glyphs.text if token.glyphs is not None else ""
    return _part(token, text[start:end], is_divided=end is not None, actual="")


def _part(token: Token, text: str, *, is_divided: bool, actual: str) -> Token:
    """A part of a word. Its hyphen is a soft one (ISO 32000-1, 14.8.2.2.3) to readers that pass over `ActualText`."""
    found = token.glyphs.face if token.glyphs is not None else face(key_of(token.run.style))
    glyphs = found.shape_as(text + HYPHEN, text + _SOFT_HYPHEN) if is_divided else None
    return token_of(glyphs or found.shape(text + HYPHEN if is_divided else text), token.run, actual=actual)


def cut(token: Token, width: float) -> list[Token]:
    """A word in parts that are no wider than a line; each part has at least one character."""
    if token.glyphs is None or token.actual not in (None, token.glyphs.text):
        return [token]
    text = token.glyphs.text
    parts: list[Token] = []
    start = 0
    while start < len(text):
        part = _fitting(token.glyphs.face, text, start, token.run, width)
        if part.glyphs is not None and start + len(part.glyphs.text) < len(text):
            part = _at_punctuation(part, part.glyphs)
        part.breakable = True
        parts.append(part)
        start += len(part.glyphs.text) if part.glyphs is not None else len(text)
    return parts


def _at_punctuation(part: Token, glyphs: Glyphs) -> Token:
    """A part of an address, cut after its last stroke or dot rather than in the midst of a name."""
    text = glyphs.text
    if part.run.level:
        return part
    ends = [found.end() for found in _PUNCTUATION.finditer(text)]
    if not ends or ends[-1] < len(text) / 2:
        return part
    return token_of(glyphs.face.shape(text[: ends[-1]]), part.run)


def _fitting(found: Face, text: str, start: int, run: Text, width: float) -> Token:
    """The longest part of a word that fits a width: at least one character, and no mark without its letter."""
    least = 1
    while start + least < len(text) and unicodedata.combining(text[start + least]):
        least += 1
    runs_left = run.level % 2 == 1
    size, spacing = run.style.size, run.style.spacing
    length = max(least, min(len(text) - start, int(width / (size * 0.2)) + 1))
    while length > least:
        advance, glyphs = found.measure(text[start : start + length], runs_left)
        taken = advance * size / 1000 + spacing * glyphs
        if taken <= width:
            break
        length = max(least, min(length - 1, int(length * width / taken)))
        while length > least and unicodedata.combining(text[start + length]):
            length -= 1
    return token_of(found.shape(text[start : start + length], runs_left), run)
