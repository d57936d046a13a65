"""The one escape for characters that XML 1.0 cannot hold, used in every format that is made of XML.

As in ECMA-376 Part 1, 22.9.2.19 (ST_Xstring), but only where needed: a character outside XML's Char production
(XML 1.0, production 2) is written `_xHHHH_`, and an underscore that would begin such a sequence is written `_x005F_`.
All other text stays as it is, so `unescape(escape(text)) == text` for every text without lone surrogates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converters.model.node import Node
from converters.model.walk import walk

_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"
_CODE = "x(?:00(?:0[0-8BCEF]|1[0-9A-F])|FFF[EF])"
_TO_ESCAPE = re.compile(f"[{_FORBIDDEN}]|_(?=(?:{_CODE}|x005F)(?:_|[{_FORBIDDEN}]))")
_LOOKALIKE = re.compile(b"_(?=x)")
_CONTROL, _CONTROL_OR_RETURN = re.compile(rb"\\(?:u00|b|f)"), re.compile(rb"\\(?:u00|b|f|r)")
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_FEW = 4
_ESCAPED = re.compile(f"_({_CODE}|x005F(?=_(?:{_CODE}|x005F)_))_")


def escape(text: str) -> str:
    """Text that XML can hold."""
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescape(text: str) -> str:
    """The text that was escaped."""
    return _ESCAPED.sub(lambda found: chr(int(found[1][1:], 16)), text)


def holders(node: Node) -> Iterator[Node]:
    """The nodes, from this one down, that themselves hold a text with characters that must be escaped."""
    return (one for one in walk(node) if any(map(forbidden, _texts(one))))


def _texts(node: Node) -> Iterator[str]:
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from (part for part in value if isinstance(part, str))
        elif isinstance(value, dict):
            yield from value.values()


def forbidden(text: str) -> bool:
    """Whether a text holds characters that must be escaped."""
    return _TO_ESCAPE.search(text) is not None


def may_need_escape(encoded: bytes, *, returns: bool = False) -> bool:
    """Whether the JSON of a text shows signs of characters that must be escaped; with `returns`, of a CR too.

    One look at the whole costs less than a look at each string: most records have nothing to escape.
    """
    return (
        _finds(_LOOKALIKE, b"_", encoded)
        or _finds(_CONTROL_OR_RETURN if returns else _CONTROL, b"\\", encoded)
        or (b"\xef" in encoded and any(mark in encoded for mark in _NONCHARACTERS))
    )


def _finds(pattern: re.Pattern[bytes], first: bytes, encoded: bytes) -> bool:
    """Whether a pattern is found that begins with a byte; most often that is rare, and `find` is quick to say so."""
    at = -1
    for _ in range(_FEW):
        at = encoded.find(first, at + 1)
        if at < 0 or pattern.match(encoded, at):
            return at >= 0
    return pattern.search(encoded, at) is not None
