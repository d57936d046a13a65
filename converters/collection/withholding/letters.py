r"""The letters of a text, as names are compared: no case, no accents, no blanks, no punctuation, no line ends.

`Núria Quintero-\nWEISS` and `nuria quintero weiss` have the same letters. Each letter knows its place in the text.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import NamedTuple

_ALONE = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
    }
)
"""Letters that Unicode does not take apart, as damaged copies write them."""


class Letters(NamedTuple):
    """Letters and figures of a text, and for each the position of the character that it comes from."""

    text: str
    places: list[int]


@functools.lru_cache(maxsize=2048)
def _of(character: str) -> str:
    folded = unicodedata.normalize("NFKD", character).casefold().translate(_ALONE)
    return "".join(one for one in unicodedata.normalize("NFKD", folded) if one.isalnum())


def letters(text: str) -> Letters:
    """The letters of a text with their places."""
    found: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for one in _of(character):
            found.append(one)
            places.append(place)
    return Letters("".join(found), places)


def plain(text: str) -> str:
    """The letters of a text alone."""
    return "".join(map(_of, text))


def distance(left: str, right: str, most: int) -> int:
    """How many letters are missing, added, wrong or swapped between two words; more than `most` is `most + 1`."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, one in enumerate(left, 1):
        above, before, row = before, row, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one != other))
            if i > 1 and j > 1 and one == right[j - 2] and left[i - 2] == other:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return min(row[-1], most + 1)
