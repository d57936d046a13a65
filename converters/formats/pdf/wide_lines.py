"""Lines of text in ideographs, kana or Hangul: each as full as it may be, as these scripts are set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converters.formats.pdf.breaking import Divide, fill_lines
from converters.formats.pdf.pieces import Side
from converters.formats.pdf.token import WORD, Token


def fill_wide(
    tokens: Sequence[Token], first: float, rest: float, justify: bool, divide: Divide | None
) -> Iterator[list[Token]]:
    """The tokens of each line of a stretch that does not fit into one."""
    boxes = list(_boxes(tokens))
    if max(map(_seen_width, boxes)) > min(first, rest):
        yield from fill_lines(tokens, first, rest, justify, divide)
        return
    line: list[Token] = []
    measure, width = first, 0.0
    for box in boxes:
        if line and width + _seen_width(box) > measure:
            yield line
            line, measure, width = [], rest, 0.0
        line.extend(box)
        width += sum([token.width for token in box])
    yield line


def _boxes(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Tokens that stay on one line, with the blanks after them."""
    box: list[Token] = []
    may_end = False
    for token in tokens:
        if token.kind == WORD:
            if may_end and (token.width or type(token.mark) is Side):
                yield box
                box = []
            may_end = token.breakable
        else:
            may_end = True
        box.append(token)
    yield box


def _seen_width(box: Sequence[Token]) -> float:
    """How wide a box is without the blanks at its end."""
    last = max([place for place, token in enumerate(box, 1) if token.kind == WORD], default=0)
    return sum([token.width for token in box[:last]])
