"""Slips of the keyboard and of the line: when two words can be the same."""

from __future__ import annotations


def one_slip_apart(word: str, other: str) -> bool:
    """Whether two words differ by one letter changed, missing or added, or by two neighbours in each other's place."""
    if abs(len(word) - len(other)) > 1:
        return False
    same = 0
    while same < min(len(word), len(other)) and word[same] == other[same]:
        same += 1
    if len(word) < len(other):
        return word[same:] == other[same + 1 :]
    if len(word) > len(other):
        return word[same + 1 :] == other[same:]
    swapped = word[same : same + 2] == other[same : same + 2][::-1] and word[same + 2 :] == other[same + 2 :]
    return swapped or word[same + 1 :] == other[same + 1 :]
