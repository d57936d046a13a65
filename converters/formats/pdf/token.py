"""A word, a blank or the end of a line, ready to be placed."""

from __future__ import annotations

import msgspec

from converters.formats.pdf.fonts import FaceKey
from converters.formats.pdf.pieces import Foot, Inset, Side, Text
from converters.formats.pdf.shaping import Glyphs
from converters.formats.pdf.theme import Style

WORD, BLANK, BREAK = 0, 1, 2


class Token(msgspec.Struct, eq=False, gc=False):
    """A word, a blank or the end of a line, ready to be placed. `width` is in points.

    `run` is the text that it is of. `operand` is what draws it, where that needs no more than its style: no link, no
    line under it. `actual` is what the token stands for where its glyphs do not say it. `mark` is what else stands
    here: a picture, a note, a mark in the margin. `breakable`: a line may end after it.
    """

    kind: int
    width: float
    glyphs: Glyphs | None
    run: Text
    operand: str | None = None
    actual: str | None = None
    mark: Inset | Foot | Side | None = None
    breakable: bool = False


def key_of(style: Style) -> FaceKey:
    """Which face a style asks for."""
    return FaceKey(style.family, style.bold, style.italic)


def token_of(glyphs: Glyphs, run: Text, kind: int = WORD, actual: str | None = None) -> Token:
    """Glyphs as a token of a text."""
    style = run.style
    width = glyphs.width * style.size / 1000 + style.spacing * len(glyphs.gids)
    return Token(kind, width, glyphs, run, actual=actual)
