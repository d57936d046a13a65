"""Pieces into the slabs of one paragraph: direction, tokens, lines, and what keeps them together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from msgspec import structs

from converters.formats.pdf import bidi, structure
from converters.formats.pdf.breaking import fill_lines
from converters.formats.pdf.cjk import count_wide, is_wide
from converters.formats.pdf.job import Align, Column, Job
from converters.formats.pdf.lines import Fill, Line, break_lines, place
from converters.formats.pdf.margin import room_for_words
from converters.formats.pdf.pieces import Break, Foot, Inset, Piece, Side, Text
from converters.formats.pdf.portions import SIZE, is_long, kept_together, portions, settled
from converters.formats.pdf.slabs import LineSlab, Slab
from converters.formats.pdf.theme import Setting
from converters.formats.pdf.token import BREAK, Token
from converters.formats.pdf.tokens import tokenise
from converters.formats.pdf.wide_lines import fill_wide

_REST_OF_WORD: Final = re.compile(r"\w*(?:['\u2019]\w+)?[.,;:!?)\]\"'\u00bb\u2019\u201d\u203a]*")
_LOGICAL: Final[dict[Align, Align]] = {"left": "right", "right": "left", "center": "center", "justify": "justify"}
"""What the sides that a column names are to text from right to left, whose lines begin on the right."""
_SHORT_LAST: Final = 0.4
_BALANCED: Final = (1.12, 1.3)
"""A heading whose last line is shorter than such a share is balanced: its lines are so much wider than their mean."""
_NARROW: Final = 22.0
"""A column of less than so many ems is not justified."""


def set_text(job: Job, pieces: Sequence[Piece], setting: Setting, column: Column) -> list[LineSlab]:
    """The lines of a paragraph in a column. There are none where there are no pieces."""
    if not pieces:
        return []
    base = 0
    plain = _is_plain(pieces)
    if not plain:
        base, pieces = _with_levels(_arranged(pieces))
    tokens = tokenise(pieces, setting.preserve, job.missing)
    lines = _lines(job, tokens, setting, column, base, _filler(pieces), plain=plain)
    slabs = [_slab(job, line, number, setting, column, base) for number, line in enumerate(lines)]
    if slabs:
        slabs[0].before = setting.before if slabs[0].height else 0.0
    _keep_together(slabs, setting)
    return slabs


def flow_text(job: Job, pieces: Sequence[Piece], setting: Setting, column: Column) -> Iterable[LineSlab]:
    """The same lines as of `set_text`; those of a text over many pages are made when they are asked for."""
    if setting.keep or not is_long(pieces):
        return set_text(job, pieces, setting, column)
    return kept_together(set_in_portions(job, pieces, setting, column, SIZE))


def set_in_portions(
    job: Job, pieces: Sequence[Piece], setting: Setting, column: Column, size: int
) -> Iterator[LineSlab]:
    """The lines of a paragraph, each with what stands beside it, made from so many characters at a time.

    The whole of a portion decides where its lines end, and not that of the paragraph.
    """
    base = 0
    plain = _is_plain(pieces)
    if not plain:
        base, pieces = _with_levels(_arranged(pieces))
    for number, line in enumerate(_lines_in_portions(job, pieces, setting, column, base, size, plain=plain)):
        slab = _slab(job, line, number, setting, column, base)
        if not number and slab.height:
            slab.before = setting.before
        yield slab


def _lines_in_portions(
    job: Job, pieces: Sequence[Piece], setting: Setting, column: Column, base: int, size: int, *, plain: bool
) -> Iterator[Line]:
    first, rest, align = _measures(setting, column, base)
    divide = job.divide if job.theme.hyphens else None
    fill = _filler(pieces)
    measure = first
    tokens: list[Token] = []
    for portion in portions(pieces, setting.preserve, size):
        tokens = tokenise(portion.pieces, setting.preserve, job.missing, tokens)
        if not plain:
            _fit_pictures(tokens, rest)
        parts = list(break_lines(tokens, measure, rest, align == "justify", divide, fill))
        is_whole = portion.is_last or setting.preserve
        count, taken = (len(parts), len(tokens)) if is_whole else settled(parts, tokens)
        for number, part in enumerate(parts[:count], 1):
            ends = (portion.is_last and number == count) or (bool(part) and part[-1].kind == BREAK)
            yield place(part, measure, align, base, last=ends, plain=plain)
            measure = rest
        tokens = tokens[taken:]


def _is_plain(pieces: Sequence[Piece]) -> bool:
    """Whether there is nothing but text that runs from left to right."""
    for piece in pieces:
        if type(piece) is not Text or piece.is_mark or (not piece.text.isascii() and bidi.needs_levels(piece.text)):
            return False
    return True


def _filler(pieces: Sequence[Piece]) -> Fill:
    """What breaks the lines of a paragraph; most are so short that nobody asks."""

    def fill(*given: Any) -> Iterator[list[Token]]:
        return fill_wide(*given) if _is_wide(pieces) else fill_lines(*given)

    return fill


def _is_wide(pieces: Sequence[Piece]) -> bool:
    """Whether more than a third of the letters are ideographs, kana or Hangul."""
    wide = 0
    for piece in pieces:
        if type(piece) is Text and not piece.text.isascii():
            wide += count_wide(piece.text)
    return wide > 0 and wide * 3 > sum([len(piece.text) for piece in pieces if type(piece) is Text])


def set_line(job: Job, pieces: Sequence[Piece], width: float, align: str = "left", base: int | None = None) -> Line:
    """Pieces in one line, such as a label or a running head. `base`: its direction, where not that of its words."""
    base, pieces = _with_levels(_arranged(pieces), base)
    return place(tokenise(pieces, True, job.missing), width, align, base, last=True)


def _arranged(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Pieces with a blank at each break of a page between two words that have none, and marks after their words."""
    if all(type(piece) is Text and not piece.is_mark for piece in pieces):
        return pieces
    found: list[Piece] = []
    waiting: list[Piece] = []
    for number, piece in enumerate(pieces):
        if isinstance(piece, Side) and piece.blank is not None and _parts_words(pieces, number):
            found.append(piece.blank)
        if isinstance(piece, Foot) or (isinstance(piece, Text) and piece.is_mark):
            waiting.append(piece)
        elif not waiting or not isinstance(piece, Text) or piece.slot is None or piece.slot.tag != structure.TEXT:
            found.extend([*waiting, piece])
            waiting = []
        else:
            end = _end_of_word(piece.text)
            if end:
                found.append(structs.replace(piece, text=piece.text[:end]))
            if end < len(piece.text):
                found.extend([*waiting, structs.replace(piece, text=piece.text[end:])])
                waiting = []
    return [*found, *waiting]


def _parts_words(pieces: Sequence[Piece], number: int) -> bool:
    """Whether there are words without a blank on both sides of a piece, of a script that parts words by blanks."""
    before, after = _text_of(reversed(pieces[:number])), _text_of(pieces[number + 1 :])
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return False
    return not is_wide(before[-1]) and not is_wide(after[0])


def _end_of_word(text: str) -> int:
    """How many characters belong to a word that began before a text: letters, figures and marks that close it.

    An ideograph begins a word of its own.
    """
    if is_wide(text[:1]):
        return 0
    found = _REST_OF_WORD.match(text)
    return found.end() if found is not None else 0


def _text_of(pieces: Iterable[Piece]) -> str:
    """The first text among pieces; none where a line ends before it."""
    for piece in pieces:
        if isinstance(piece, Break):
            return ""
        if isinstance(piece, Text) and piece.text:
            return piece.text
    return ""


def _with_levels(pieces: Sequence[Piece], base: int | None = None) -> tuple[int, Sequence[Piece]]:
    """The direction of a paragraph, and its pieces cut where the direction changes."""
    if not base and all(piece.text.isascii() for piece in pieces if type(piece) is Text):
        return 0, pieces
    text = "".join([piece.text if isinstance(piece, Text) else "\ufffc" for piece in pieces])
    if not base and not bidi.needs_levels(text):
        return 0, pieces
    base, levels = bidi.levels(text, base)
    cut: list[Piece] = []
    at = 0
    for piece in pieces:
        if not isinstance(piece, Text):
            cut.append(piece)
            at += 1
            continue
        start = 0
        for end in range(1, len(piece.text) + 1):
            if end == len(piece.text) or levels[at + end] != levels[at + start]:
                cut.append(structs.replace(piece, text=piece.text[start:end], level=levels[at + start]))
                start = end
        at += len(piece.text)
    return base, cut


def _lines(
    job: Job, tokens: list[Token], setting: Setting, column: Column, base: int, fill: Fill, *, plain: bool
) -> list[Line]:
    width, rest, align = _measures(setting, column, base)
    if not plain:
        _fit_pictures(tokens, rest)
    divide = job.divide if job.theme.hyphens else None
    parts = list(break_lines(tokens, width, rest, align == "justify", divide, fill))
    if setting.keep and len(parts) > 1:
        parts = _balanced(tokens, parts, width, rest)
    lines: list[Line] = []
    for number, part in enumerate(parts):
        ends = number == len(parts) - 1 or (bool(part) and part[-1].kind == BREAK)
        lines.append(place(part, rest if number else width, align, base, last=ends, plain=plain))
    return lines


def _measures(setting: Setting, column: Column, base: int) -> tuple[float, float, str]:
    """The widths of the first line and of the others, and how they are aligned."""
    width = max(column.width - setting.indent - setting.margin, column.width / 4)
    rest = max(width - setting.hang, width / 2)
    align = (_LOGICAL[column.align] if base else column.align) if column.align else setting.align
    if align == "justify" and rest < setting.style.size * _NARROW:
        align = "left"
    return width, rest, align


def _balanced(tokens: list[Token], parts: list[list[Token]], width: float, rest: float) -> list[list[Token]]:
    """The lines of a heading: about equal where its last one would be short."""
    last = _width_of(parts[-1])
    if last > rest * _SHORT_LAST or any(token.kind == BREAK for token in tokens):
        return parts
    mean = _width_of(tokens) / len(parts) / width
    for share in (mean * more for more in _BALANCED if mean * more < 1):
        even = list(break_lines(tokens, width * share, rest * share, justify=False))
        if len(even) == len(parts) and _width_of(even[-1]) > last:
            return even
    return parts


def _width_of(tokens: Sequence[Token]) -> float:
    return sum([token.width for token in tokens])


def _fit_pictures(tokens: list[Token], width: float) -> None:
    """Make pictures among the words no wider than a line."""
    for token in tokens:
        if isinstance(token.mark, Inset) and token.width > width:
            picture = token.mark.picture
            token.mark.picture = replace(picture, width=width, height=picture.height * width / picture.width)
            token.width = width


def _slab(job: Job, line: Line, number: int, setting: Setting, column: Column, base: int) -> LineSlab:
    indent = setting.indent + (setting.hang if number and not base else 0.0)
    size = setting.style.size
    margin = [strip for strip in [_beside(job, side) for side in line.sides] if strip] if line.sides else ()
    unseen = not line.width and all(token.kind != BREAK for token in line.tokens)
    return LineSlab(
        height=0.0 if unseen and not number else max(setting.leading, line.height + size * 0.6 if line.height else 0.0),
        line=line,
        x=column.x + min(indent, column.width / 2),
        size=size,
        notes=[foot.slabs for foot in line.feet] if line.feet else (),
        margin=margin,
        height_beside=sum([one.height for strip in margin for one in strip]) if margin else 0.0,
        is_counted=column.is_counted,
    )


def take_marks(job: Job, slab: LineSlab, line: Line) -> None:
    """Let the notes and marks of a line that stands before another, such as a label, stand before the other's."""
    if line.feet:
        slab.notes = [*(foot.slabs for foot in line.feet), *slab.notes]
    if line.sides:
        margin = [strip for strip in [_beside(job, side) for side in line.sides] if strip]
        slab.margin = [*margin, *slab.margin]
        slab.height_beside += sum([one.height for strip in margin for one in strip])


def _beside(job: Job, side: Side) -> Sequence[Slab]:
    """The words of a mark in the margin, in as many short lines as they need; a note is set already."""
    if side.strip:
        return side.strip
    setting = job.setting("side")
    words = [Text(side.text, setting.style, side.slot)]
    return set_text(job, words, setting, Column(room_for_words(job.theme), align="left"))


def _keep_together(slabs: Sequence[LineSlab], setting: Setting) -> None:
    """No line of a paragraph stands alone at the foot or the head of a page."""
    if setting.keep:
        for slab in slabs:
            slab.keep = True
        return
    count = len(slabs)
    if count > 1:
        slabs[0].keep = True
        slabs[count - 2].keep = True


def natural_width(job: Job, pieces: Sequence[Piece], preserve: bool) -> float:
    """The width of the longest line, if no line were broken."""
    widest = width = 0.0
    for portion in portions(pieces, preserve):
        for token in tokenise(portion.pieces, preserve, lambda char, slot: None):
            if token.kind == BREAK:
                widest, width = max(widest, width), 0.0
            width += token.width
    return max(widest, width)
