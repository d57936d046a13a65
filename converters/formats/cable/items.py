"""What begins an item of a list: dashes, bullets, letters, small numbers."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

Style = Literal["dash", "bullet", "decimal", "lower-alpha", "upper-alpha", "lower-roman"]

_DASH = re.compile(
    r"(¶ ?)?(-{1,3}|[*•])\s+(?=\S)|(¶ ?)?(--|-(?=[A-Z][a-z]|[A-Z]{2}))(?=[A-Z(“\"])|(?P<three>---)(?=[A-Za-z(“\"])"
)
_LETTER = re.compile(
    r"(?P<pilcrow>¶ ?)?"
    r"(?P<printed>\((?P<inner>[a-z]|[ivx]{1,4}|\d{1,2}|[A-Z])\)|(?P<roman>[ivx]{2,4})[.)]|(?P<letter>[A-Za-z])[.)]|(?P<number>\d{1,2})\))"
    r"\s+(?=\S)"
)
_GLUED = re.compile(r"(?:--- *|-)(?=[A-Za-z(“\"])")
_DASHES = frozenset("¶-*•")
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
    match = _DASH.match(text) if text[0] in _DASHES else None
    if match:
        printed = match[2] or match[4] or match["three"]
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


def is_glued(text: str) -> bool:
    """Whether a text begins with a dash and no blank, or three: an item (`-Pilots;`), a broken word, an aside."""
    return text[0] == "-" and _GLUED.match(text) is not None


def _style(value: str, *, roman: bool) -> Style:
    if value.isdigit():
        return "decimal"
    if roman or len(value) > 1:
        return "lower-roman"
    return "lower-alpha" if value.islower() else "upper-alpha"


class Levels:
    """The lists that are open at a place of a text, the outermost first, each by its last label."""

    def __init__(self) -> None:
        self.labels: list[ItemLabel] = []

    def depth_of(self, label: ItemLabel) -> int | None:
        """How deep the list lies that a label goes on with or begins; None where it does neither."""
        for depth in range(len(self.labels) - 1, -1, -1):
            if _goes_on(label, self.labels[depth]):
                return depth
        if not (label.value is None or label.pilcrow or label.value in _FIRST):
            return None
        alike = [depth for depth, one in enumerate(self.labels) if _is_alike(label, one)]
        if alike:
            return alike[-1]
        return len(self.labels) if label.value is None or label.value in _FIRST else 0

    def take(self, label: ItemLabel, depth: int) -> ItemLabel:
        """The label with the style of its list, which is open at that depth from now on."""
        if depth < len(self.labels) and _goes_on(label, self.labels[depth]):
            label = msgspec.structs.replace(label, style=self.labels[depth].style)
        elif label.value == "i":
            label = msgspec.structs.replace(label, style="lower-roman")
        self.labels[depth:] = [label]
        return label


def begins_list(label: ItemLabel) -> bool:
    """Whether a label is the first of its kind: a list begins again there."""
    return label.value in _FIRST


def _goes_on(label: ItemLabel, before: ItemLabel) -> bool:
    if before.value is None or label.value is None:
        return before.printed == label.printed
    return label.value in (_next(before.value), _next_roman(before.value))


def _is_alike(label: ItemLabel, other: ItemLabel) -> bool:
    """Whether two labels can be of one list that begins again."""
    return label.style == other.style and label.printed.strip("1aAi") == other.printed.strip(other.value or "")


def _next(value: str) -> str:
    if value.isdigit():
        return str(int(value) + 1)
    return chr(ord(value) + 1) if len(value) == 1 else ""


def _next_roman(value: str) -> str:
    return _ROMAN[_ROMAN.index(value) + 1] if value in _ROMAN[:-1] else ""
