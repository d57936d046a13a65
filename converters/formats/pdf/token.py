"""A word, a blank or the end of a line, ready to be placed."""

from __future__ import annotations

from typing import Final

from converters.formats.pdf.fonts import FaceKey
from converters.formats.pdf.pieces import Foot, Inset, Side, Text
from converters.formats.pdf.shaping import Glyphs
from converters.formats.pdf.theme import Style

WORD: Final = 0
BLANK: Final = 1
BREAK: Final = 2


class Token:
    """A word, a blank or the end of a line, ready to be placed. `width` is in points.

    `run` is the text that it is of. `operand` is what draws it, where that needs no more than its style: no link, no
    line under it. `actual` is what the token stands for where its glyphs do not say it. `mark` is what else stands
    here: a picture, a note, a mark in the margin. `breakable`: a line may end after it.
    """

    __slots__ = ("actual", "breakable", "glyphs", "kind", "mark", "operand", "run", "width")

    def __init__(
        self,
        kind: int,
        width: float,
        glyphs: Glyphs | None,
        run: Text,
        operand: str | None = None,
        actual: str | None = None,
        mark: Inset | Foot | Side | None = None,
        breakable: bool = False,
    ) -> None:
        self.kind = kind
        self.width = width
        self.glyphs = glyphs
        self.run = run
        self.operand = operand
        self.actual = actual
        self.mark = mark
        self.breakable = breakable

    def before_line_end(self) -> Token:
        """The same word, after which a line may end."""
        return Token(self.kind, self.width, self.glyphs, self.run, self.operand, self.actual, self.mark, True)


def key_of(style: Style) -> FaceKey:
    """Which face a style asks for."""
    return FaceKey(style.family, style.bold, style.italic)


def token_of(glyphs: Glyphs, run: Text, kind: int = WORD, actual: str | None = None) -> Token:
    """Glyphs as a token of a text."""
    style = run.style
    width = glyphs.width * style.size / 1000 + style.spacing * len(glyphs.gids)
    return Token(kind, width, glyphs, run, actual=actual)
