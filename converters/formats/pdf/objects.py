"""The simple objects of PDF as text (ISO 32000-1, 7.3): strings, numbers, references."""

from __future__ import annotations

import re
from typing import Final

_ESCAPES: Final = {"\\": "\\\\", "(": "\\(", ")": "\\)", "\r": "\\r", "\n": "\\n"}
_TO_ESCAPE: Final = re.compile(r"[\\()\r\n]")


def text_string(text: str) -> str:
    """A text string (ISO 32000-1, 7.9.2.2): plain where it is printable ASCII, else UTF-16 with its mark, in hex."""
    if text.isascii() and text.isprintable():
        return f"({text if _TO_ESCAPE.search(text) is None else _escaped(text)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def byte_string(data: bytes) -> str:
    """A byte string (7.9.2.4), such as an element's identifier, as ISO 8859-1."""
    return f"({_escaped(data.decode('latin-1'))})"


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)


def number(value: float) -> str:
    """A number with at most three decimals, as short as can be."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def reference(object_number: int) -> str:
    """How another object names it."""
    return f"{object_number} 0 R"


def corners(left: float, bottom: float, right: float, top: float) -> str:
    """A rectangle (7.9.5)."""
    return f"[{' '.join(map(number, (left, bottom, right, top)))}]"
