"""Numbers of paragraphs in the margin, where the lines of their paragraphs begin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from converters.formats.pdf import bidi
from converters.formats.pdf.job import Column, Job
from converters.formats.pdf.margin import room_for_numbers
from converters.formats.pdf.paragraphs import flow_text, set_line, take_marks
from converters.formats.pdf.pieces import Piece, Side, Text
from converters.formats.pdf.slabs import LineSlab, SideNumber
from converters.formats.pdf.theme import Setting
from converters.formats.pdf.token import BREAK


def stands_beside(job: Job, column: Column) -> bool:
    """Whether the number of a paragraph goes to the margin: one of the text itself, with no other words before it.

    What is quoted, listed or noted keeps its numbers, which are not those of the text.
    """
    is_own = column.is_counted and column.width == job.theme.sheet.measure
    return job.theme.numbers == "margin" and is_own and all(isinstance(piece, Side) for piece in column.lead)


def set_beside(
    job: Job, pieces: Sequence[Piece], number: slice, setting: Setting, column: Column
) -> Iterable[LineSlab]:
    """The lines of a paragraph, some of whose pieces are its number.

    It stands at the head of the paragraph where the margin has no room for it, or where there is nothing but a number.
    """
    rest = [*pieces[: number.start], *pieces[number.stop :]]
    found = _side_number(job, pieces[number], _base_of(rest), setting)
    slabs = iter(flow_text(job, rest, setting, column) if found is not None else ())
    first = next(slabs, None)
    if found is None or first is None or not first.height:
        return flow_text(job, pieces, setting, column)
    first.number = found
    take_marks(job, first, found.line)
    return chain((first,), slabs)


def _side_number(job: Job, pieces: Sequence[Piece], base: int, setting: Setting) -> SideNumber | None:
    line = set_line(job, pieces, 0.0, base=base)
    is_simple = not line.height and all(token.kind != BREAK for token in line.tokens)
    size, runs_left = setting.style.size, bool(base)
    if not is_simple or not 0.0 < line.width <= room_for_numbers(job.theme, size, runs_left=runs_left):
        return None
    return SideNumber(line, size, runs_left)


def _base_of(pieces: Sequence[Piece]) -> int:
    """The direction of a paragraph: 1 from right to left."""
    text = "".join([piece.text for piece in pieces if isinstance(piece, Text)])
    return bidi.levels(text)[0] if bidi.needs_levels(text) else 0
