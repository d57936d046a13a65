"""Words that an editor typed in a style that says "for the eye only": they are text, whatever that style says.

A word processor gives what is typed the look of what stands before it, so words behind the sign of a page or the mark
of a note come in the style of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converters.formats.docx.apparatus import AGENT, CERTAINTY, REASON, SOURCE, TITLES
from converters.formats.docx.marks import Chain, Mark
from converters.formats.docx.reading.pieces import Piece, Text

ASIDE = Mark("aside")
"""The mark of what is there for the eye only."""
_WRITTEN = (*TITLES.values(), SOURCE, REASON, CERTAINTY, AGENT, " [in the source: ", " [note: ", "]", " ")
"""What the writer puts there."""


def with_typed_words(text: str, chain: Chain) -> Iterator[Text]:
    """A stretch of text; what was typed in an aside stands outside of what the aside belongs to."""
    place = next((number for number, mark in enumerate(chain) if mark == ASIDE), None)
    if place is None:
        yield Text(text, chain)
        return
    start = next((len(one) for one in _WRITTEN if text.startswith(one)), 0)
    end = next((len(one) for one in _WRITTEN if text[start:].endswith(one)), 0) if not start else 0
    typed = text[start : len(text) - end]
    outside = (*chain[: max(0, place - 1)], *chain[place + 1 :])
    for part, marks in ((text[:start], chain), (typed, outside), (text[len(text) - end :] if end else "", chain)):
        if part:
            yield Text(part, marks)


def without_mark(pieces: Sequence[Piece], mark: str) -> list[Piece]:
    """The pieces of a note without its mark and the blank behind it; what else has the style of a mark was typed."""
    result: list[Piece] = []
    for piece in pieces:
        if not isinstance(piece, Text) or not piece.chain or piece.chain[0].label.casefold() not in _MARKS:
            result.append(piece)
            continue
        fits = piece.text.startswith(mark) or mark.startswith(piece.text)
        of_mark = min(len(mark), len(piece.text)) if fits else len(piece.text)
        typed = piece.text[of_mark:]
        mark = mark[of_mark:] if fits else ""
        if typed:
            result.append(Text(typed, piece.chain[1:]))
    return result


_MARKS = frozenset(
    {"note mark", "footnote reference", "endnote reference", "footnote characters", "endnote characters"}
)
