"""The lines of a source, each with the place where it stands; blank lines are counted, not kept."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from converters.model.node import Span

_LINE: Final = re.compile(r"[^\r\n]+")
_BYTE_ORDER_MARK: Final = "\ufeff"


class SourceLine(msgspec.Struct, frozen=True, gc=False):
    """A line without the blanks at its ends.

    `start` and `end` are its place in the source, in characters; `blanks` says how many blank lines stand before it,
    `indent` how many blanks before its text.
    """

    text: str
    start: int
    end: int
    blanks: int = 0
    indent: int = 0

    @property
    def span(self) -> Span:
        """The place in the source."""
        return Span(self.start, self.end)

    def part(self, start: int, end: int | None = None) -> SourceLine:
        """A piece of the line as a line of its own, without the blanks at its ends; positions count in its text."""
        piece = self.text[start:end]
        stripped = piece.strip()
        begin = self.start + start + (len(piece) - len(piece.lstrip()) if stripped else 0)
        first = start == 0
        return SourceLine(
            stripped, begin, begin + len(stripped), self.blanks if first else 0, self.indent if first else 0
        )


def split(text: str) -> list[SourceLine]:
    """The lines of a text that hold more than blanks. Line ends are LF, CR LF, CR; a byte-order mark is passed over."""
    lines: list[SourceLine] = []
    end = 1 if text.startswith(_BYTE_ORDER_MARK) else 0
    break_at = end
    for match in _LINE.finditer(text, end):
        raw = match.group()
        stripped = raw.strip()
        if not stripped:
            continue
        begin, stop = match.span()
        indent = raw.index(stripped[0])
        start = begin + indent
        blanks = 0 if begin - break_at == 1 and lines else _blank_lines(text, break_at, begin, first=not lines)
        break_at = stop
        lines.append(SourceLine(stripped, start, start + len(stripped), blanks, indent))
    return lines


def _blank_lines(text: str, start: int, end: int, *, first: bool) -> int:
    """How many blank lines there are between the end of a line and the beginning of the next."""
    ends = text.count("\n", start, end) or text.count("\r", start, end)
    return ends if first else max(ends - 1, 0)


def span_of(lines: list[SourceLine]) -> Span:
    """The place from the first line to the last."""
    return Span(lines[0].start, lines[-1].end)
