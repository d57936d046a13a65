"""A paragraph line by line as it was sent: its words, with the ends of lines that its source has."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from converters.formats.pdf import structure
from converters.formats.pdf.pieces import Break, Piece, Text
from converters.model.node import Span


class SentLines:
    """Where the lines of a source end. Positions in it are characters, as spans count them."""

    def __init__(self, source: str) -> None:
        self._source = source

    def broken(self, pieces: Sequence[Piece], span: Span | None) -> Sequence[Piece]:
        """Pieces with a break wherever a line ends in the part of the source that they are of.

        What is not blank is counted on both sides; where the two have not the same, the pieces stay as they are.
        """
        if span is None:
            return pieces
        ends = self._ends(span, "".join([piece.text for piece in pieces if isinstance(piece, Text) and _is_own(piece)]))
        return _cut(pieces, ends) if ends else pieces

    def _ends(self, span: Span, text: str) -> list[int]:
        """Before how many characters that are not blank each line ends; none where the text is another."""
        lines = self._source[span.start : span.end].splitlines()
        if "".join(text.split()) != "".join("".join(lines).split()):
            return []
        ends: list[int] = []
        count = 0
        for line in lines[:-1]:
            length = len("".join(line.split()))
            count += length
            if length and count:
                ends.append(count)
        return ends


def _is_own(piece: Text) -> bool:
    return piece.slot is not None and piece.slot.tag == structure.TEXT


def _cut(pieces: Sequence[Piece], ends: Sequence[int]) -> list[Piece]:
    """The pieces, cut after the blank at the end of each line."""
    found: list[Piece] = []
    waiting = list(reversed(ends))
    count = 0
    for piece in pieces:
        if not (isinstance(piece, Text) and _is_own(piece)):
            found.append(piece)
            continue
        start = 0
        for at, char in enumerate(piece.text):
            if char.isspace():
                continue
            if waiting and count == waiting[-1]:
                waiting.pop()
                found.extend([structs.replace(piece, text=piece.text[start:at]), Break(piece.style)])
                start = at
            count += 1
        found.append(structs.replace(piece, text=piece.text[start:]))
    return [piece for piece in found if not isinstance(piece, Text) or piece.text]
