"""Text over many pages in portions: only so much of it is in words and lines at a time as some pages hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import structs

from converters.formats.pdf.pieces import Piece, Text
from converters.formats.pdf.slabs import LineSlab
from converters.formats.pdf.token import WORD, Token
from converters.formats.pdf.tokens import end_of_blanks, end_of_line

SIZE: Final = 20_000
"""How many characters a portion has at least: about seven pages."""
_OPEN: Final = 16
"""How many lines at the end of a portion are broken once more with what follows, which may change where they end."""


class Portion(NamedTuple):
    """Some pieces of a text. `is_last`: nothing of it follows."""

    pieces: Sequence[Piece]
    is_last: bool


def is_long(pieces: Sequence[Piece], size: int = SIZE) -> bool:
    """Whether a text is set in several portions."""
    length = 0
    for piece in pieces:
        if type(piece) is Text:
            length += len(piece.text)
    return length > size


def portions(pieces: Sequence[Piece], preserve: bool, size: int = SIZE) -> Iterator[Portion]:
    """A text in portions, each of which but the last ends with blanks; where these are preserved, with a line."""
    end = end_of_line if preserve else end_of_blanks
    found: list[Piece] = []
    length = 0
    for piece in pieces:
        rest = piece
        while type(rest) is Text and length + len(rest.text) > size:
            cut = end(rest.text, max(size - length, 0))
            if cut == len(rest.text):
                break
            yield Portion([*found, structs.replace(rest, text=rest.text[:cut])], is_last=False)
            rest = structs.replace(rest, text=rest.text[cut:])
            found, length = [], 0
        found.append(rest)
        length += len(rest.text) if type(rest) is Text else 0
    yield Portion(found, is_last=True)


def settled(lines: Sequence[Sequence[Token]], tokens: Sequence[Token]) -> tuple[int, int]:
    """How many lines of a portion are as they will be, whatever follows, and how many tokens are in them.

    The last of these lines ends between two tokens, not within a word that is divided.
    """
    most = max(len(lines) - _OPEN, 0)
    for count in (*range(most, 0, -1), *range(most + 1, len(lines))):
        taken = _taken(lines[count - 1], tokens)
        if taken is not None:
            return count, taken
    return len(lines), len(tokens)


def _taken(line: Sequence[Token], tokens: Sequence[Token]) -> int | None:
    """How many tokens there are up to the end of a line; None where its last word is not one of them, but a part."""
    for blanks, word in enumerate(reversed(line)):
        if word.kind == WORD:
            return next((place + blanks for place in range(len(tokens), 0, -1) if tokens[place - 1] is word), None)
    return None


def kept_together(slabs: Iterable[LineSlab]) -> Iterator[LineSlab]:
    """The lines of a text, none of which stands alone at the foot or the head of a page."""
    before: LineSlab | None = None
    last: LineSlab | None = None
    for number, slab in enumerate(slabs):
        if number == 1 and last is not None:
            last.keep = True
        if before is not None:
            yield before
        before, last = last, slab
    if before is not None:
        before.keep = True
        yield before
    if last is not None:
        yield last
