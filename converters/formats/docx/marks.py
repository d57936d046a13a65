"""The names of styles, which say in Word what a stretch of text is.

A run of text in Word has one character style, and the model nests its nodes. So the name of a style is the chain of
marks from the outermost to the innermost one:

    Person Name
    Italic / Person Name [ref=#p-vega]
    Calendar Date [edtf=1997-03-22]

What stands in brackets is what the page does not show. Names, unlike the tags of content controls, survive when another
program saves the file. A comma or a semicolon would end a name in Word, so values are percent-encoded.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote, unquote

Params = tuple[tuple[str, str | None], ...]
_BETWEEN = " / "
_SAFE = "#:/@!$&'()*+?~"
_MARK = re.compile(r"(?P<label>[^\[\]]+?)(?: \[(?P<params>[^\[\]]+)\])?")


class Mark(NamedTuple):
    """What one node says of a stretch of text: a label from the table of kinds, and parameters.

    A parameter without a value is a flag.
    """

    label: str
    params: Params = ()

    def with_flag(self, flag: str) -> Mark:
        """The same mark with one flag more."""
        return Mark(self.label, (*self.params, (flag, None)))

    def told_apart(self, others: Chain) -> Mark:
        """The same mark with the first number that makes it none of these."""
        numbered = (self.with_flag(str(number)) for number in itertools.count(int(AGAIN)))
        return next(mark for mark in numbered if mark not in others)


Chain = tuple[Mark, ...]

AGAIN = "2"
"""The flag that tells a node from an equal one directly before it; behind several, each has a number more."""


def style_name(chain: Chain, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """The name of the style for a chain of marks; `names` are those of labels that are called otherwise."""
    return _BETWEEN.join(_mark_name(mark, names) for mark in chain)


def parse(name: str) -> Chain:
    """The chain that a name of a style stands for; any name gives one, known labels or not."""
    return tuple(_parse_mark(part) for part in name.split(_BETWEEN))


def _mark_name(mark: Mark, names: Mapping[str, str]) -> str:
    label = names.get(mark.label, mark.label)
    if not mark.params:
        return label
    shown = " ".join(key if value is None else f"{key}={quote(value, safe=_SAFE)}" for key, value in mark.params)
    return f"{label} [{shown}]"


def _parse_mark(part: str) -> Mark:
    found = _MARK.fullmatch(part)
    if found is None:
        return Mark(part)
    return Mark(found["label"], tuple(map(_parse_param, (found["params"] or "").split())))


def _parse_param(text: str) -> tuple[str, str | None]:
    key, equals, value = text.partition("=")
    return key, unquote(value, errors="replace") if equals else None
