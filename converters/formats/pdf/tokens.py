"""Pieces into tokens: words as glyphs, blanks, and the places where a line may end.

Blanks: in running text any stretch of blanks is drawn as one and stands, by `ActualText`, for what it is; where blanks
are preserved each is drawn, and a tab goes on to the next column of eight.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

import msgspec

from converters.formats.pdf.fonts import FaceKey, face, split_by_face
from converters.formats.pdf.pieces import Break, Foot, Inset, Link, Piece, Side, Text
from converters.formats.pdf.shaping import Face, Glyphs
from converters.formats.pdf.tags import Slot
from converters.formats.pdf.theme import GREY, Style

WORD, BLANK, BREAK = 0, 1, 2
TAB_COLUMNS = 8

_BLANKS = " \t\n\r\f\v\x1c-\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000"
"""Blanks at which a line may end: all but the no-break blanks U+00A0, U+2007 and U+202F."""
_RUNNING = re.compile(f"[{_BLANKS}]+|[^{_BLANKS}]+")
_LINE_ENDS = "\n\r\x85\u2028\u2029\f\v"
_PRESERVED = re.compile(f"\r\n|[{_LINE_ENDS}]|\t| +|[^ \t{_LINE_ENDS}]+")
_BLANK_CHARACTERS = frozenset(re.findall(f"[{_BLANKS}]", "".join(map(chr, range(0x3001)))))
_BREAKABLE = re.compile(
    r"(?<=[^\W\d_]{2}[-\u2010])(?=[^\W\d_]{2})|(?<=\w[\u2013\u2014])(?=\w)|(?<=\w\w\w\w/)(?=\w{4})|(?<=\u200b)(?=.)"
)
"""Where a line may end within a word: after a hyphen between letters, a dash, a stroke, a zero-width blank."""
_CASES = re.compile("[a-z\u00df-\u00f6\u00f8-\u00ff]+|[^a-z\u00df-\u00f6\u00f8-\u00ff]+")
_PUNCTUATION = re.compile(r"[/?&#=_.,;:-]")
_SMALL = 0.8
_TINY = 0.62

_LOOK_ALIKES = {
    **dict.fromkeys(("\u2329", "\u27e8", "\u3008"), "\u2039"),
    **dict.fromkeys(("\u232a", "\u27e9", "\u3009"), "\u203a"),
}
"""Angle brackets of editions, drawn with the same shape under another code; the text keeps its own."""

Missing = Callable[[str, Slot], None]
"""Told of a character that no face has."""


class Token(msgspec.Struct, eq=False, gc=False):
    """A word, a blank or the end of a line, ready to be placed. `width` is in points.

    `actual` is what the token stands for where its glyphs do not say it. `breakable`: a line may end after it.
    """

    kind: int
    width: float
    glyphs: Glyphs | None
    style: Style
    slot: Slot | None
    actual: str | None = None
    breakable: bool = False
    level: int = 0
    link: Link | None = None
    operand: str | None = None
    """What draws it, where it needs no more than its style: no link, no line under it."""
    mark: Inset | Foot | Side | None = None
    """What else stands here: a picture, a note, a mark in the margin."""


def tokenise(pieces: Sequence[Piece], preserve: bool, missing: Missing) -> list[Token]:
    """The tokens of a paragraph."""
    tokens: list[Token] = []
    for piece in pieces:
        tokens.extend(_HANDLERS[type(piece)](piece, preserve, missing))
    if preserve:
        _set_tabs(tokens)
    return tokens


def _break(piece: Break, preserve: bool, missing: Missing) -> Iterator[Token]:
    glyphs = _blank(piece.style) if piece.slot is not None else None
    yield Token(BREAK, 0.0, glyphs, piece.style, piece.slot)


def _inset(piece: Inset, preserve: bool, missing: Missing) -> Iterator[Token]:
    yield Token(WORD, piece.picture.width, None, piece.style, piece.slot, mark=piece, breakable=True)


def _foot(piece: Foot, preserve: bool, missing: Missing) -> Iterator[Token]:
    yield Token(WORD, 0.0, None, Style(), None, mark=piece)


def _side(piece: Side, preserve: bool, missing: Missing) -> Iterator[Token]:
    yield Token(WORD, 0.0, None, Style(), None, mark=piece)


def _text(piece: Text, preserve: bool, missing: Missing) -> Iterator[Token]:
    style, slot, link, level = piece.style, piece.slot, piece.link, piece.level
    key = FaceKey(style.family, style.bold, style.italic)
    plain = not level and not style.small_caps
    bare = link is None and not (style.underline or style.strike or style.bar)
    scale, spacing = style.size / 1000, style.spacing
    blank = None if preserve else _running_blank(" ", piece)
    if blank is not None and blank.glyphs is not None and plain and bare:
        blank.operand = blank.glyphs.operand
    for part in (_PRESERVED if preserve else _RUNNING).findall(piece.text):
        if blank is not None and part == " ":
            yield blank
        elif part[0] in _BLANK_CHARACTERS:
            yield _preserved_blank(part, piece) if preserve else _running_blank(part, piece)
        elif plain and (glyphs := _plain_word(key, part)) is not None:
            width = glyphs.width * scale + spacing * len(glyphs.gids)
            yield Token(WORD, width, glyphs, style, slot, None, False, 0, link, glyphs.operand if bare else None)
        else:
            yield from _word(part, piece, key, missing)


@functools.lru_cache(maxsize=65536)
def _plain_word(key: FaceKey, word: str) -> Glyphs | None:
    """The glyphs of a word that one face shows as it is and no line may end in; None for all others."""
    found = face(key)
    if not found.has(word) or _BREAKABLE.search(word) is not None:
        return None
    glyphs = found.shape(word)
    return glyphs if glyphs.operand is not None else None


def _of(glyphs: Glyphs, piece: Text, style: Style, kind: int = WORD, actual: str | None = None) -> Token:
    width = glyphs.width * style.size / 1000 + style.spacing * len(glyphs.gids)
    return Token(kind, width, glyphs, style, piece.slot, actual=actual, level=piece.level, link=piece.link)


# --- blanks ---


def _blank(style: Style, text: str = " ") -> Glyphs:
    return face(FaceKey(style.family, style.bold, style.italic)).shape(text)


def _running_blank(part: str, piece: Text) -> Token:
    return _of(_blank(piece.style), piece, piece.style, BLANK, None if part == " " else part)


def _preserved_blank(part: str, piece: Text) -> Token:
    if part[0] == " ":
        return _of(_blank(piece.style, part), piece, piece.style, BLANK)
    token = _of(_blank(piece.style), piece, piece.style, BLANK if part == "\t" else BREAK, part)
    token.width = token.width if part == "\t" else 0.0
    return token


def _set_tabs(tokens: list[Token]) -> None:
    """Widen each tab to the column where it ends."""
    column = 0
    for token in tokens:
        if token.kind == BREAK:
            column = 0
        elif token.actual == "\t":
            blanks = TAB_COLUMNS - column % TAB_COLUMNS
            token.width *= blanks
            token.glyphs = _blank(token.style, " " * blanks)
            column += blanks
        elif token.glyphs is not None:
            column += len(token.glyphs.text)


# --- words that need more than one look ---


def _word(word: str, piece: Text, key: FaceKey, missing: Missing) -> Iterator[Token]:
    """A word in stretches of one face, cut where a line may end within it."""
    parts = [part for part in _BREAKABLE.split(word) if part]
    for number, part in enumerate(parts, 1):
        tokens = list(_stretches(part, piece, key, missing))
        tokens[-1].breakable = number < len(parts)
        yield from tokens


def _stretches(text: str, piece: Text, key: FaceKey, missing: Missing) -> Iterator[Token]:
    for found, stretch in split_by_face(text, key):
        if found is None:
            for char in stretch:
                yield _substitute(char, piece, missing)
        elif piece.style.small_caps and not piece.level % 2:
            yield from _small_caps(found, stretch, piece)
        else:
            yield _shaped(found.shape(stretch, piece.level % 2 == 1), piece, piece.style)


def _shaped(glyphs: Glyphs, piece: Text, style: Style) -> Token:
    return _of(glyphs, piece, style)


def _small_caps(found: Face, text: str, piece: Text) -> Iterator[Token]:
    """Small letters shown as small capitals, each still standing for itself."""
    small = piece.style._replace(size=piece.style.size * _SMALL, small_caps=False)
    for part in _CASES.findall(text):
        capitals = part.upper()
        is_small = capitals != part and len(capitals) == len(part) and found.has(capitals)
        glyphs = found.shape_as(capitals, part) if is_small else None
        if glyphs is not None:
            yield _shaped(glyphs, piece, small)
        else:
            yield _shaped(found.shape(part), piece, piece.style._replace(small_caps=False))


def _substitute(char: str, piece: Text, missing: Missing) -> Token:
    """What is shown for a character that no face has: its code point; nothing, where it is invisible by nature."""
    style = Style(family="mono", size=piece.style.size * _TINY, colour=GREY, rise=piece.style.rise)
    if _is_invisible(char):
        return Token(WORD, 0.0, None, style, piece.slot, actual=char, link=piece.link)
    if char in _LOOK_ALIKES:
        glyphs = face(FaceKey("serif")).shape_as(_LOOK_ALIKES[char], char)
        if glyphs is not None:
            return _of(glyphs, piece, piece.style._replace(family="serif", small_caps=False))
    missing(char, piece.slot)
    return _of(face(FaceKey("mono")).shape(f"U+{ord(char):04X}"), piece, style, actual=char)


def _is_invisible(char: str) -> bool:
    """Whether a character has no look of its own: format characters and variation selectors."""
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


# --- words that are too wide ---


def cut(token: Token, width: float) -> list[Token]:
    """A word in parts that are no wider than a line; each part has at least one character."""
    if token.glyphs is None or token.actual not in (None, token.glyphs.text):
        return [token]
    text = token.glyphs.text
    piece = Text(text, token.style, token.slot, token.link, token.level) if token.slot is not None else None
    if piece is None:
        return [token]
    parts: list[Token] = []
    start = 0
    while start < len(text):
        part = _at_punctuation(_fitting(token.glyphs.face, text, start, piece, width), piece, text[start:])
        part.breakable = True
        parts.append(part)
        start += len(part.glyphs.text) if part.glyphs is not None else len(text)
    return parts


def _at_punctuation(part: Token, piece: Text, text: str) -> Token:
    """A part of an address, cut after its last stroke or dot rather than in the midst of a name."""
    if part.glyphs is None or part.glyphs.text == text or piece.level:
        return part
    ends = [found.end() for found in _PUNCTUATION.finditer(part.glyphs.text)]
    if not ends or ends[-1] < len(part.glyphs.text) / 2:
        return part
    return _shaped(part.glyphs.face.shape(text[: ends[-1]]), piece, piece.style)


def _fitting(found: Face, text: str, start: int, piece: Text, width: float) -> Token:
    """The longest part of a word that fits a width: at least one character, and no mark without its letter."""
    least = 1
    while start + least < len(text) and unicodedata.combining(text[start + least]):
        least += 1
    length = max(least, min(len(text) - start, int(width / (piece.style.size * 0.2)) + 1))
    while True:
        part = _shaped(found.shape(text[start : start + length], piece.level % 2 == 1), piece, piece.style)
        if part.width <= width or length <= least:
            return part
        length = max(least, min(length - 1, int(length * width / part.width)))
        while length > least and unicodedata.combining(text[start + length]):
            length -= 1


_HANDLERS: dict[type, Callable[..., Iterator[Token]]] = {
    Text: _text,
    Break: _break,
    Inset: _inset,
    Foot: _foot,
    Side: _side,
}
