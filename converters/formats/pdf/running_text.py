"""Runs of text put together where blanks may not be drawn: by their places on the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from converters.formats.pdf.text_state import Run

_SAME_LINE = 0.5
"""The share of the size by which baselines of one line differ at most."""
_GAP = 0.15
"""The share of the size from which a gap stands for a blank."""
_SOFT_HYPHEN = "\u00ad"


class RunningText:
    """The text of one paragraph, as it is put together."""

    def __init__(self) -> None:
        self._last: Run | None = None

    def text(self, runs: Iterable[Run]) -> str:
        """The text of the next runs, with a blank wherever a gap or the end of a line stands for one."""
        parts: list[str] = []
        for run in runs:
            text = clean(run.text)
            if not text:
                continue
            if self._last is not None and needs_blank(self._last, run):
                parts.append(" ")
            parts.append(text)
            self._last = run
        return "".join(parts)


def clean(text: str) -> str:
    """Text without what cannot be text: lone surrogates from broken tables and soft hyphens' line ends stay out."""
    return text.encode("utf-8", "ignore").decode() if not text.isascii() else text


def same_line(before: Run, after: Run) -> bool:
    """Whether two runs stand on one line."""
    return abs(before.y - after.y) < _SAME_LINE * max(before.size, after.size)


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
