"""What begins an item of a list: dashes, bullets, letters, small numbers."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

Style = Literal["dash", "bullet", "decimal", "lower-alpha", "upper-alpha", "lower-roman"]

_DASH = re.compile(r"(¶ ?)?(--?|[*•])\s+(?=\S)|(¶ ?)?(--)(?=[A-Z(“\"])")
_LETTER = re.compile(
    r"(?P<pilcrow>¶ ?)?"
    r"(?P<printed>\((?P<inner>[a-z]|[ivx]{1,4}|\d{1,2}|[A-Z])\)|(?P<roman>[ivx]{2,4})[.)]|(?P<letter>[A-Za-z])[.)]|(?P<number>\d{1,2})\))"
    r"\s+(?=\S)"
)
_FIRST = frozenset({"a", "A", "i", "I", "1"})
_FIRST_CHARACTERS = frozenset("¶-*•(") | frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123456789")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


class ItemLabel(msgspec.Struct, frozen=True, kw_only=True):
    """How an item begins: the label as printed (after a publisher's pilcrow), its value, and where its text begins."""

    style: Style
    printed: str
    value: str | None
    pilcrow: int
    end: int


def label_of(text: str) -> ItemLabel | None:
    """The label at the beginning of a line, if there is one."""
    if text[0] not in _FIRST_CHARACTERS:
        return None
    match = _DASH.match(text)
    if match:
        printed = match[2] or match[4]
        style: Style = "dash" if printed[0] == "-" else "bullet"
        return ItemLabel(
            style=style, printed=printed, value=None, pilcrow=match.start(2) if match[2] else 0, end=match.end()
        )
    match = _LETTER.match(text)
    if match is None:
        return None
    value = match["inner"] or match["roman"] or match["letter"] or match["number"]
    return ItemLabel(
        style=_style(value, roman=match["roman"] is not None),
        printed=match["printed"],
        value=value,
        pilcrow=match.end("pilcrow") if match["pilcrow"] else 0,
        end=match.end(),
    )


def _style(value: str, *, roman: bool) -> Style:
    if value.isdigit():
        return "decimal"
    if roman or len(value) > 1:
        return "lower-roman"
    return "lower-alpha" if value.islower() else "upper-alpha"


def follows(label: ItemLabel, before: ItemLabel | None) -> bool:
    """Whether a label begins a list or goes on with the one before it; dashes always do."""
    if label.value is None or label.pilcrow:
        return True
    if label.value in _FIRST:
        return True
    if before is None or before.value is None:
        return False
    return label.value == _next(before.value) or label.value == _next_roman(before.value)


def _next(value: str) -> str:
    if value.isdigit():
        return str(int(value) + 1)
    return chr(ord(value) + 1) if len(value) == 1 else ""


def _next_roman(value: str) -> str:
    return _ROMAN[_ROMAN.index(value) + 1] if value in _ROMAN[:-1] else ""
