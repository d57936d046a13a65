"""How much is withheld, told so that its length does not give it away.

What is shorter than a line of sixty characters is "less than one line", a name of three letters as one of thirty; what
is longer is rounded up to 2, 5, 10, 20, 50 … lines.
"""

from __future__ import annotations

LINE = 60
SHORT = "less than one line"


def extent(characters: int) -> str:
    """The extent of so many characters."""
    if characters < LINE:
        return SHORT
    return f"up to {_rounded(-(-characters // LINE))} lines"


def block_extent(characters: int) -> str:
    """The extent of a whole paragraph, which is never told to be shorter than five lines."""
    return f"up to {max(5, _rounded(-(-characters // LINE)))} lines"


def _rounded(lines: int) -> int:
    step = 1
    while True:
        for most in (2 * step, 5 * step, 10 * step):
            if lines <= most:
                return most
        step *= 10
