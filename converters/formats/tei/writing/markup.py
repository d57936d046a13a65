"""XML as text: escaped as XML 1.0 asks (2.4, 3.3.3), elements with their attributes, children on lines of their own.

An edition is written as text from the leaves up: that costs a quarter of a tree that is built and then serialised.
`level` is how deep an element is indented; None where it must not be, because it stands in mixed text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

Attributes = dict[str, str]
"""Attributes by their names with prefixes, unescaped."""
Level = int | None
ID: Final = "xml:id"
LANG: Final = "xml:lang"
SPACE: Final = "xml:space"
_BREAKS: Final = tuple("\n" + "  " * level for level in range(256))
_DEEPEST: Final = len(_BREAKS) - 1
_odd = re.compile('[&<>"\t\n\r]').search
_REFERENCES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_IN_CONTENT: Final = tuple((char, _REFERENCES[char]) for char in "&<>\r")
_LONG: Final = 64
_KNOWN: Final = 4096
_QUOTED: Final = str.maketrans(_REFERENCES)


def escaped(text: str) -> str:
    """Text as content. To look for a character first costs a tenth of replacing it where it is not there."""
    for char, reference in _IN_CONTENT:
        if char in text:
            text = text.replace(char, reference)
    return text


def said(attributes: Attributes) -> str:
    """Attributes as they stand in a tag, each after a blank, with white space kept from being normalised."""
    found = ""
    for attribute in attributes.items():
        found += _SAID[attribute]
    return found


class _Said(dict[tuple[str, str], str]):
    """How attributes stand in a tag. Most are words that come again, in the same record and in the next.

    A dictionary that asks for what it lacks costs half of a cache that is called.
    """

    def __missing__(self, attribute: tuple[str, str]) -> str:
        name, value = attribute
        found = f' {name}="{value if _odd(value) is None else value.translate(_QUOTED)}"'
        if len(value) < _LONG:
            if len(self) >= _KNOWN:
                self.clear()
            self[attribute] = found
        return found


_SAID: Final = _Said()


def tagged(tag: str, inner: str, attributes: Attributes | None = None) -> str:
    """An element that stands for no node. `inner` is its content as XML."""
    start = tag + said(attributes) if attributes else tag
    return f"<{start}>{inner}</{tag}>" if inner else f"<{start}/>"


def below(level: Level) -> Level:
    """The level of the children."""
    return None if level is None else level + 1


def lines(children: Sequence[str], level: Level) -> str:
    """The children of an element at `level` that holds no text, each on a line of its own, as far as lines indent."""
    if level is None or level >= _DEEPEST or not children:
        return "".join(children)
    between = _BREAKS[level + 1]
    return f"{between}{between.join(children)}{_BREAKS[level]}"


def group(tag: str, children: Iterable[str], level: Level, attributes: Attributes | None = None) -> str:
    """An element that stands for no node and holds elements only, each on a line of its own."""
    if level is None or level >= _DEEPEST:
        return tagged(tag, "".join(children), attributes)
    between = _BREAKS[level + 1]
    inner = between.join(children)
    start = tag + said(attributes) if attributes else tag
    return f"<{start}>{between}{inner}{_BREAKS[level]}</{tag}>" if inner else f"<{start}/>"
