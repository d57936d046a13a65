"""Runs of text put together where blanks may not be drawn: by their places on the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from msgspec import structs

from converters.formats.pdf import bidi
from converters.formats.pdf.text_state import Run
from converters.model.node import Node
from converters.model.nodes import Emphasis, Foreign
from converters.model.walk import joined

_SAME_LINE = 0.5
"""The share of the size by which baselines of one line differ at most."""
_GAP = 0.15
"""The share of the size from which a gap stands for a blank."""
_SOFT_HYPHEN = "\u00ad"
_LIGATURES = dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
"""Ligatures as their letters, the long s as it is spelt today."""
_LETTERS: dict[int, str | None] = {**_LIGATURES, 0xAD: None}


class RunningText:
    """The text of one paragraph, as it is put together."""

    def __init__(self) -> None:
        self._last: Run | None = None

    def text(self, runs: Iterable[Run]) -> str:
        """The text of the next runs, with a blank wherever a gap or the end of a line stands for one."""
        return "".join([text for text, _ in self._texts(runs)])

    def styled(self, runs: Iterable[Run]) -> list[str | Node]:
        """The same, with what is set in bold or in italics as such."""
        parts: list[str | Node] = []
        for (bold, italic), group in groupby(self._texts(runs), lambda found: (found[1].bold, found[1].italic)):
            parts.extend(_emphasised("".join([text for text, _ in group]), bold=bold, italic=italic))
        return parts

    def _texts(self, runs: Iterable[Run]) -> Iterator[tuple[str, Run]]:
        for run in _in_order(list(runs)):
            text = clean(run.text)
            if not text:
                self._last = run if run.text else self._last
                continue
            if self._last is not None and needs_blank(self._last, run):
                text = f" {text}"
            yield text, run
            self._last = run


def _emphasised(text: str, *, bold: bool, italic: bool) -> Iterator[str | Node]:
    """A text in its look; the blanks around it are in none."""
    core = text.strip()
    if not core or not (bold or italic):
        yield text
        return
    start = text.index(core)
    node: str | Emphasis = core
    if italic:
        node = Emphasis(content=(node,), style="italic")
    if bold:
        node = Emphasis(content=(node,), style="bold")
    yield from joined((text[:start], node, text[start + len(core) :]))


def merged(parts: Iterable[str | Node]) -> tuple[str | Node, ...]:
    """Mixed text in normal form, where neighbours that look alike, or are of one language, are one."""
    found: list[str | Node] = []
    for part in joined(parts):
        blank = found.pop() if len(found) > 1 and isinstance(found[-1], str) and not found[-1].strip() else ""
        last = found[-1] if found else None
        if isinstance(part, Emphasis | Foreign) and isinstance(last, Emphasis | Foreign) and _alike(last, part):
            found[-1] = structs.replace(last, content=merged((*last.content, blank, *part.content)))
        else:
            found.extend(one for one in (blank, part) if one)
    return tuple(found)


def _alike(one: Emphasis | Foreign, other: Emphasis | Foreign) -> bool:
    return structs.replace(one, content=()) == structs.replace(other, content=())


def without_look(content: Sequence[str | Node]) -> tuple[str | Node, ...]:
    """Mixed text without an emphasis that all of it has: that is the look of its block."""
    found = tuple(content)
    while len(found) == 1 and isinstance(found[0], Emphasis) and found[0].style in ("bold", "italic"):
        found = found[0].content
    return found


# --- from right to left ---


def _in_order(runs: list[Run]) -> list[Run]:
    """Runs in the order in which they are read: lines with what runs from right to left are drawn as they look."""
    if not any(bidi.needs_levels(run.text) and not run.said for run in runs):
        return runs
    lines: list[list[Run]] = []
    for run in runs:
        if lines and same_line(lines[-1][-1], run):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [run for line in lines for run in _read(line)]


def _read(line: list[Run]) -> list[Run]:
    """A line as it is read, where its runs stand from left to right, which says that it is drawn as it looks."""
    if any(run.said for run in line) or not bidi.needs_levels("".join([run.text for run in line])):
        return line
    if any(before.x > after.x + _SAME_LINE * after.size for before, after in pairwise(line)):
        return line
    characters: list[tuple[str, Run]] = []
    for number, run in enumerate(line):
        if number and needs_blank(line[number - 1], run):
            characters.append((" ", line[number - 1]))
        characters.extend((char, run) for char in (run.glyphs or run.text) if char)
    order = bidi.from_visual("".join([char[0] for char, _ in characters]))
    here = line[0].x
    return [
        replace(run, text="".join([characters[place][0] for place in places]), x=here, right=here)
        for run, places in groupby(order, lambda place: characters[place][1])
    ]


# --- blanks ---


def clean(text: str) -> str:
    """Text without what cannot be text (lone surrogates from broken tables) or is not seen (soft hyphens).

    Ligatures are their letters.
    """
    return text if text.isascii() else text.encode("utf-8", "ignore").decode().translate(_LETTERS)


def same_line(before: Run, after: Run) -> bool:
    """Whether two runs stand on one line."""
    return before.turn == after.turn and abs(before.y - after.y) < _SAME_LINE * max(before.size, after.size)


def needs_blank(before: Run, after: Run) -> bool:
    """Whether a blank that is not drawn stands between two runs."""
    last, first = before.text[-1:], after.text[:1]
    if not last or not first or last.isspace() or first.isspace() or last == _SOFT_HYPHEN:
        return False
    if not same_line(before, after):
        return not (_is_wide(last) and _is_wide(first))
    return after.x - before.right > _GAP * max(before.size, after.size)


def _is_wide(char: str) -> bool:
    """Whether a character is of a script that does without blanks."""
    return unicodedata.east_asian_width(char) in "WF"
