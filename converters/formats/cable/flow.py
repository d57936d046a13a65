"""Running text made of several lines, with the way back from each character to its place in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from converters.formats.cable.lines import SourceLine
from converters.model.node import Span
from converters.model.nodes import Inline


class Flow:
    """Lines joined to one text: with one blank, or with none where a line ends inside a word with a hyphen.

    `insets` are nodes that stand between two lines (a page break), by their position in the text.
    """

    __slots__ = ("_offsets", "_origins", "insets", "text")

    def __init__(self, lines: Sequence[SourceLine], insets: dict[int, tuple[Inline, ...]] | None = None) -> None:
        """`insets` says before which line (by its number) nodes stand; a line may be missing at the end."""
        self.insets: list[tuple[int, tuple[Inline, ...]]] = []
        self._offsets = [0]
        self._origins = [lines[0].start if lines else 0]
        if len(lines) == 1 and not insets:
            self.text = lines[0].text
            return
        pieces: list[str] = []
        length = 0
        for number, line in enumerate(lines):
            if number:
                separator = "" if _joins(lines[number - 1].text, line.text) else " "
                pieces.append(separator)
                length += len(separator)
                self._offsets.append(length)
                self._origins.append(line.start)
            if insets and number in insets:
                self.insets.append((length, insets[number]))
            pieces.append(line.text)
            length += len(line.text)
        if insets and len(lines) in insets:
            self.insets.append((length, insets[len(lines)]))
        self.text = "".join(pieces)

    def origin(self, position: int) -> int:
        """The place in the source of the character at a position of the text."""
        index = bisect_right(self._offsets, position) - 1
        return self._origins[index] + position - self._offsets[index]

    def span(self, start: int, end: int) -> Span:
        """The place in the source of a stretch of the text, which is not empty."""
        if len(self._offsets) == 1:
            origin = self._origins[0]
            return Span(origin + start, origin + end)
        return Span(self.origin(start), self.origin(end - 1) + 1)


def _joins(before: str, after: str) -> bool:
    """Whether a line ends inside a word: a letter and a hyphen, and the next line begins with a letter."""
    return before.endswith("-") and before[-2:-1].isalpha() and after[:1].isalpha()


def running_text(lines: Sequence[SourceLine]) -> str:
    """The text of lines as it reads."""
    return lines[0].text if len(lines) == 1 else Flow(lines).text
