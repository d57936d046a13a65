"""Pieces into tokens: words as glyphs, blanks, and the places where a line may end.

Blanks: in running text any stretch of blanks is drawn as one and stands, by `ActualText`, for what it is; where blanks
are preserved each is drawn, and a tab goes on to the next column of eight.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from converters.formats.pdf import cjk
from converters.formats.pdf.fonts import FaceKey, face, split_by_face
from converters.formats.pdf.pieces import Break, Foot, Inset, Piece, Side, Text
from converters.formats.pdf.shaping import LONGEST_CACHED, Face, Glyphs
from converters.formats.pdf.tags import Slot
from converters.formats.pdf.theme import GREY, Style
from converters.formats.pdf.token import BLANK, BREAK, WORD, Token, key_of, token_of

TAB_COLUMNS: Final = 8

_BLANKS: Final = " \t\n\r\f\v\x1c-\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000"
"""Blanks at which a line may end: all but the no-break blanks U+00A0, U+2007 and U+202F."""
_RUNNING: Final = re.compile(f"[{_BLANKS}]+|[^{_BLANKS}]+")
_ODD: Final = re.compile(f"  |[{_BLANKS[1:]}]")
"""Blanks that are more than one blank between two words."""
_LINE_ENDS: Final = "\n\r\x85\u2028\u2029\f\v"
_PRESERVED: Final = re.compile(f"\r\n|[{_LINE_ENDS}]|\t| +|[^ \t{_LINE_ENDS}]+")
_SOME_BLANKS: Final = re.compile(f"[{_BLANKS}]+")
_LINE_END: Final = re.compile(f"\r\n|[{_LINE_ENDS}]")
_BLANK_CHARACTERS: Final = frozenset(re.findall(f"[{_BLANKS}]", "".join(map(chr, range(0x3001)))))
_BREAKABLE: Final = re.compile(
    r"(?<=[^\W\d_]{2}[-\u2010])(?=[^\W\d_]{2})|(?<=\w[\u2013\u2014])(?=\w)|(?<=\w\w\w\w/)(?=\w{4})|(?<=\u200b)(?=.)"
)
"""Where a line may end within a word: after a hyphen between letters, a dash, a stroke, a zero-width blank."""
_CASES: Final = re.compile("[a-z\u00df-\u00f6\u00f8-\u00ff]+|[^a-z\u00df-\u00f6\u00f8-\u00ff]+")
_SMALL: Final = 0.8
_CACHED_WORDS: Final = 65_536
_TINY: Final = 0.62

_LOOK_ALIKES: Final = {
    **dict.fromkeys(("\u2329", "\u27e8", "\u3008"), "\u2039"),
    **dict.fromkeys(("\u232a", "\u27e9", "\u3009"), "\u203a"),
}
"""Angle brackets of editions, drawn with the same shape under another code; the text keeps its own."""

Missing = Callable[[str, Slot | None], None]
"""Told of a character that no face has."""


def tokenise(pieces: Sequence[Piece], preserve: bool, missing: Missing, before: Sequence[Token] = ()) -> list[Token]:
    """The tokens of a paragraph, after those that stand `before` them."""
    tokens = list(before)
    for piece in pieces:
        _HANDLERS[type(piece)](tokens, piece, preserve, missing)
    if preserve:
        _set_tabs(tokens)
    return tokens


def end_of_blanks(text: str, start: int) -> int:
    """Where the first blanks from a place on end; the length of the text where there are none."""
    found = _SOME_BLANKS.search(text, start)
    return found.end() if found is not None else len(text)


def end_of_line(text: str, start: int) -> int:
    """Where the line ends in which a place is."""
    found = _LINE_END.search(text, start)
    return found.end() if found is not None else len(text)


def _break(tokens: list[Token], piece: Break, preserve: bool, missing: Missing) -> None:
    glyphs = _type_of(piece.style).blank if piece.slot is not None else None
    tokens.append(Token(BREAK, 0.0, glyphs, Text("", piece.style, piece.slot)))


def _inset(tokens: list[Token], piece: Inset, preserve: bool, missing: Missing) -> None:
    run = Text("", piece.style, piece.slot)
    tokens.append(Token(WORD, piece.picture.width, None, run, mark=piece, breakable=True))


def _mark(tokens: list[Token], piece: Foot | Side, preserve: bool, missing: Missing) -> None:
    tokens.append(Token(WORD, 0.0, None, _NOWHERE, mark=piece))


def _text(tokens: list[Token], piece: Text, preserve: bool, missing: Missing) -> None:
    if preserve:
        _preserved(tokens, piece, missing)
    elif _ODD.search(piece.text) is not None:
        _irregular(tokens, piece, missing)
    else:
        _regular(tokens, piece, missing)


def _regular(tokens: list[Token], piece: Text, missing: Missing) -> None:
    """Words with single blanks between them."""
    type = _type_of(piece.style)
    known = type.words if not piece.level else _NONE_KNOWN
    is_bare = type.is_bare and piece.link is None
    scale, spacing = type.scale, type.spacing
    operand = type.blank.operand if is_bare and not piece.level else None
    blank = Token(BLANK, type.blank_width, type.blank, piece, operand)
    append = tokens.append
    for word in piece.text.split(" "):
        glyphs = known[word]
        if glyphs is not None:
            width = glyphs.width * scale
            if spacing:
                width += spacing * len(glyphs.gids)
            append(Token(WORD, width, glyphs, piece, glyphs.operand if is_bare else None))
        elif word:
            _word(tokens, word, piece, missing)
        elif _follows_blank(tokens):
            append(_unseen(" ", piece))
            continue
        append(blank)
    tokens.pop()


def _irregular(tokens: list[Token], piece: Text, missing: Missing) -> None:
    """Words with any blanks between them: each stretch of blanks is drawn as one and stands for what it is."""
    for part in _RUNNING.findall(piece.text):
        if part[0] not in _BLANK_CHARACTERS:
            _word(tokens, part, piece, missing)
        elif _follows_blank(tokens):
            tokens.append(_unseen(part, piece))
        else:
            tokens.append(token_of(_type_of(piece.style).blank, piece, BLANK, None if part == " " else part))


def _preserved(tokens: list[Token], piece: Text, missing: Missing) -> None:
    """Words and blanks that stand as they are."""
    blank = _type_of(piece.style).blank
    for part in _PRESERVED.findall(piece.text):
        if part[0] == " ":
            tokens.append(token_of(_blank(piece.style, part), piece, BLANK))
        elif part == "\t":
            tokens.append(token_of(blank, piece, BLANK, part))
        elif part[0] in _BLANK_CHARACTERS:
            tokens.append(Token(BREAK, 0.0, blank, piece, actual=part))
        else:
            _word(tokens, part, piece, missing)


class _PlainWords(dict[str, Glyphs | None]):
    """The glyphs of the words that a face shows as they are and no line may end in; None for all others."""

    def __init__(self, key: FaceKey) -> None:
        super().__init__({"": None})
        self._face = face(key)

    def __missing__(self, word: str) -> Glyphs | None:
        glyphs = None
        if self._face.has(word) and _BREAKABLE.search(word) is None:
            shaped = self._face.shape(word)
            glyphs = shaped if shaped.operand is not None else None
        if len(word) > LONGEST_CACHED:
            return glyphs
        if len(self) >= _CACHED_WORDS:
            self.clear()
            self[""] = None
        self[word] = glyphs
        return glyphs


class _NoneKnown(dict[str, Glyphs | None]):
    def __missing__(self, word: str) -> Glyphs | None:
        return None


_NONE_KNOWN: Final = _NoneKnown()


@functools.cache
def _plain_words(key: FaceKey) -> _PlainWords:
    return _PlainWords(key)


class _Type(NamedTuple):
    """A style as its words are set in it. `is_bare`: they are drawn with nothing else, such as a line under them."""

    words: dict[str, Glyphs | None]
    blank: Glyphs
    blank_width: float
    scale: float
    spacing: float
    is_bare: bool


@functools.lru_cache(maxsize=512)
def _type_of(style: Style) -> _Type:
    words = _NONE_KNOWN if style.small_caps else _plain_words(key_of(style))
    blank = _blank(style)
    width = blank.width * style.size / 1000 + style.spacing
    is_bare = not (style.underline or style.strike or style.bar)
    return _Type(words, blank, width, style.size / 1000, style.spacing, is_bare)


# --- blanks ---


def _blank(style: Style, text: str = " ") -> Glyphs:
    return face(key_of(style)).shape(text)


def _unseen(text: str, run: Text) -> Token:
    """Blanks at the beginning of a line or after other blanks: they are not seen, but stand in the text."""
    return Token(BLANK, 0.0, None, run, actual=text)


def _follows_blank(tokens: Sequence[Token]) -> bool:
    """Whether what comes next stands at the beginning of a line or after a blank."""
    for token in reversed(tokens):
        if token.kind == BREAK:
            return True
        if token.width:
            return token.kind == BLANK
    return True


def _set_tabs(tokens: list[Token]) -> None:
    """Widen each tab to the column where it ends."""
    column = 0
    for token in tokens:
        if token.kind == BREAK:
            column = 0
        elif token.actual == "\t":
            blanks = TAB_COLUMNS - column % TAB_COLUMNS
            token.width *= blanks
            token.glyphs = _blank(token.run.style, " " * blanks)
            column += blanks
        elif token.glyphs is not None:
            column += len(token.glyphs.text)


# --- words that need more than one look ---


def _word(tokens: list[Token], word: str, piece: Text, missing: Missing) -> None:
    """A word; in stretches of one face, cut where a line may end within it, where one look does not do."""
    type = _type_of(piece.style)
    glyphs = type.words[word] if not piece.level else None
    if glyphs is not None:
        tokens.append(token_of(glyphs, piece))
        if type.is_bare and piece.link is None:
            tokens[-1].operand = glyphs.operand
        return
    key = key_of(piece.style)
    is_wide = cjk.is_wide(word)
    parts = [part for part in _BREAKABLE.split(word) if part]
    if is_wide:
        parts = [stretch for part in parts for stretch in cjk.stretches(part)]
    tongue = cjk.tongue_of(word, piece.slot) if is_wide else None
    for part in parts:
        for found, stretch in split_by_face(part, key, tongue):
            if found is None:
                tokens.extend([_substitute(char, piece, missing) for char in stretch])
            elif piece.style.small_caps and not piece.level % 2:
                tokens.extend(_small_caps(found, stretch, piece))
            else:
                apart = cjk.apart(stretch) if is_wide else (stretch,)
                tokens.extend([token_of(found.shape(one, piece.level % 2 == 1), piece) for one in apart])
        tokens[-1].breakable = part is not parts[-1]


def _small_caps(found: Face, text: str, piece: Text) -> Iterator[Token]:
    """Small letters shown as small capitals, each still standing for itself."""
    large = _restyled(piece, piece.style._replace(small_caps=False))
    small = _restyled(piece, large.style._replace(size=piece.style.size * _SMALL))
    for part in _CASES.findall(text):
        capitals = part.upper()
        is_small = capitals != part and len(capitals) == len(part) and found.has(capitals)
        glyphs = found.shape_as(capitals, part) if is_small else None
        yield token_of(glyphs, small) if glyphs is not None else token_of(found.shape(part), large)


def _restyled(piece: Text, style: Style) -> Text:
    return Text("", style, piece.slot, piece.link, piece.level)


def _substitute(char: str, piece: Text, missing: Missing) -> Token:
    """What is shown for a character that no face has: its code point; nothing, where it is invisible by nature."""
    small = Style(family="mono", size=piece.style.size * _TINY, colour=GREY, rise=piece.style.rise)
    run = _restyled(piece, small)
    if _is_invisible(char):
        return Token(WORD, 0.0, None, run, actual=char)
    if char in _LOOK_ALIKES:
        glyphs = face(FaceKey("serif")).shape_as(_LOOK_ALIKES[char], char)
        if glyphs is not None:
            return token_of(glyphs, _restyled(piece, piece.style._replace(family="serif", small_caps=False)))
    missing(char, piece.slot)
    return token_of(face(FaceKey("mono")).shape(f"U+{ord(char):04X}"), run, actual=char)


def _is_invisible(char: str) -> bool:
    """Whether a character has no look of its own: format characters and variation selectors."""
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


_HANDLERS: Final[dict[type, Callable[..., None]]] = {
    Text: _text,
    Break: _break,
    Inset: _inset,
    Foot: _mark,
    Side: _mark,
}
_NOWHERE: Final = Text("", Style(), None)
