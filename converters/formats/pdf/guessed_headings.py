"""Headings of a PDF without tags, by the size and the weight of their letters, where those leave no doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from converters.formats.pdf.levels import Leveled, nested
from converters.formats.pdf.page_lines import Row, is_bold, runs_of, text_of
from converters.formats.pdf.places import Places
from converters.formats.pdf.text_state import Run
from converters.model.nodes import Block, Content, Heading, Paragraph
from converters.model.walk import content_text, plain_text

_LARGER, _NEARLY = 1.15, 0.97
"""A heading is larger than the text by at least so much; one in bold is no smaller than this share of it."""
_MOST_LINES, _LONGEST, _LONGEST_BOLD = 3, 120, 90
_LETTERS = re.compile(r"[^\W\d_]")
_FEWEST_LETTERS = 3
_OPEN_END = re.compile(r"[,;\u2013\u2014-]\s*$")
_SENTENCE_END = re.compile(r"[.,;:!?][)\]\"'\u00bb\u2019\u201d]*\s*$")
_LONGEST_LABEL = 8
"""What may stand before a heading, apart from it: its number."""


_MOST_TITLES, _MOST_IN_A_ROW = 0.3, 3
"""Where more of the letters than this share look like headings, or more in a row, none of them is one."""


class Look(NamedTuple):
    """How letters look: their size in half points, and whether they are bold."""

    size: float
    bold: bool


def look_of_text(pages: Iterable[Sequence[Run]]) -> Look | None:
    """How most of the letters look; None where there are none."""
    counted: Counter[Look] = Counter()
    for runs in pages:
        for run in runs:
            counted[_look(run)] += len(_LETTERS.findall(run.text))
    return next((look for look, count in counted.most_common(1) if count), None)


def heading_look(rows: Sequence[Row], text: Look) -> Look | None:
    """How a heading looks; None where lines are none: too many, too long, or like the text."""
    runs = [run for row in rows for run in runs_of(row)]
    looks = Counter(dict.fromkeys(map(_look, runs), 0))
    for run in runs:
        looks[_look(run)] += len(_LETTERS.findall(run.text))
    said = " ".join(map(text_of, rows))
    if len(rows) > _MOST_LINES or len(said) > _LONGEST or looks.total() < _FEWEST_LETTERS or runs[0].turn:
        return None
    if any(len(row) > 1 and len(row[0].text.strip()) > _LONGEST_LABEL for row in rows) or max(map(len, rows)) > 2:
        return None
    seen = [look for look, letters in looks.items() if letters]
    size = min(look.size for look in seen)
    if size >= text.size * _LARGER:
        return Look(size, bold=False) if _OPEN_END.search(said) is None else None
    is_bold = not text.bold and all(look.bold for look in seen) and size >= text.size * _NEARLY
    if is_bold and len(said) <= _LONGEST_BOLD and _SENTENCE_END.search(said) is None:
        return Look(size, bold=True)
    return None


def _look(run: Run) -> Look:
    return Look(round(run.size * 2) / 2, run.bold)


def is_run_on(above: Row, row: Row) -> bool:
    """Whether a line in bold stands above one that is not: each is something by itself."""
    return is_bold(above) and not any(run.bold for run in runs_of(row))


# --- into sections ---


class Titled(NamedTuple):
    """A heading that is guessed: its words, how they look, and its page."""

    content: Content
    look: Look
    page: int


def in_sections(blocks: Sequence[Block | Titled], places: Places) -> tuple[Any, ...]:
    """Blocks in sections, each with its heading, as deep as the looks of the headings say."""
    looks = sorted({block.look for block in blocks if isinstance(block, Titled)}, key=_rank)
    levels = {look: level for level, look in enumerate(looks, 1)}
    found: list[Any] = []
    for block in blocks:
        if isinstance(block, Titled):
            heading = Heading(content=block.content)
            places.note(heading, block.page)
            found.append(Leveled(levels[block.look], heading))
        else:
            found.append(block)
    return nested(found)


def _rank(look: Look) -> tuple[float, bool]:
    """What orders the looks of headings: the larger first, larger ones before those that are only bold."""
    return -look.size, look.bold


def sure(blocks: Sequence[Block | Titled], places: Places) -> Iterator[Block | Titled]:
    """Blocks, with headings only where they are: few, with text below them, and not many in a row."""
    titled = [len(content_text(block.content)) for block in blocks if isinstance(block, Titled)]
    letters = sum(titled) + sum(len(plain_text(block)) for block in blocks if not isinstance(block, Titled))
    is_sure = sum(titled) <= _MOST_TITLES * letters
    for has_title, group in groupby(blocks, lambda block: isinstance(block, Titled)):
        found = list(group)
        is_last = found[-1] is blocks[-1]
        if has_title and (not is_sure or is_last or len(found) > _MOST_IN_A_ROW):
            for block in found:
                if isinstance(block, Titled):
                    paragraph = Paragraph(content=block.content)
                    places.note(paragraph, block.page)
                    yield paragraph
        else:
            yield from found
