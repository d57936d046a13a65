"""Values of fields as values of attributes: what the TEI data types can hold, both ways.

Each encoder gives the text of the attribute, or None where the data type cannot hold the value: it then goes into the
residue. The tests are narrower than the data types (teidata.word, teidata.pointer and others in the TEI Guidelines,
appendix E), so that every processor takes them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from converters.formats.tei.names import RESERVED_DIVISIONS
from converters.model.escape import escape, unescape

Encode = Callable[[Any], "str | None"]
Decode = Callable[[str], Any]

_WORD = re.compile("[!-~\u00a1-\u00ac\u00ae-\u024f]+")
_CHARACTER = r"(?:[A-Za-z0-9/?&=._~+,;@!$'()*:-]|%[0-9A-Fa-f]{2})"
_POINTER = re.compile(
    rf"#[A-Za-z_][A-Za-z0-9._-]*"
    rf"|[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9]{_CHARACTER}*(?:#{_CHARACTER}*)?"
    rf"|https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/{_CHARACTER}*)?(?:#{_CHARACTER}*)?"
    rf"|[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*(?:#[A-Za-z0-9_.-]+)?"
)
_MEASURE = re.compile(r"[-+]?\d+(\.\d+)?(%|cm|mm|in|pt|pc|px|em|ex|ch|rem|vw|vh|vmin|vmax)", re.ASCII)


class Attribute(NamedTuple):
    """How one field stands in one attribute, which is not written for the default value.

    `decode` gives None for what the field cannot hold.
    """

    field: str
    name: str
    encode: Encode
    decode: Decode
    default: Any = None


def any_text(value: str) -> str | None:
    """Any text, with the characters escaped that XML cannot hold (teidata.text)."""
    return escape(value)


@functools.lru_cache(maxsize=4096)
def word(value: str) -> str | None:
    """One word (teidata.word, teidata.enumerated)."""
    text = escape(value)
    return text if _WORD.fullmatch(text) else None


def words(value: str) -> str | None:
    """Words with one blank between them."""
    text = escape(value)
    return text if text and all(_WORD.fullmatch(part) for part in text.split(" ")) else None


@functools.lru_cache(maxsize=1024)
def pointer(value: str) -> str | None:
    """A URI reference (teidata.pointer)."""
    text = escape(value)
    return text if _POINTER.fullmatch(text) else None


def measure(value: str) -> str | None:
    """A number with a unit of print or screen (teidata.outputMeasurement)."""
    return value if _MEASURE.fullmatch(value) else None


def count(value: int) -> str | None:
    """A number that is not negative (teidata.count)."""
    return str(value) if value >= 0 else None


def to_int(value: str) -> int | None:
    """The number in an attribute; None where it is none."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def to_text(value: str) -> str | None:
    """The text in an attribute."""
    return unescape(value)


def text(field: str, name: str) -> Attribute:
    """A field of any text."""
    return Attribute(field, name, any_text, to_text)


def one_word(field: str, name: str) -> Attribute:
    """A field of one word."""
    return Attribute(field, name, word, to_text)


def some_words(field: str, name: str) -> Attribute:
    """A field of words."""
    return Attribute(field, name, words, to_text)


def uri(field: str, name: str) -> Attribute:
    """A field that points somewhere."""
    return Attribute(field, name, pointer, to_text)


def number(field: str, name: str) -> Attribute:
    """A field that counts, from 1."""
    return Attribute(field, name, count, to_int, 1)


def role(field: str, name: str) -> Attribute:
    """The role of a division: one word, those excepted that have a meaning of their own here."""
    return Attribute(field, name, lambda value: None if value in RESERVED_DIVISIONS else word(value), to_text)


def one_of(field: str, name: str, table: Mapping[Any, str], default: Any = None) -> Attribute:
    """A field whose values have each one word in TEI."""
    return Attribute(field, name, table.get, {said: value for value, said in table.items()}.get, default)


def same(field: str, name: str, *known: str, default: str | None = None) -> Attribute:
    """A field whose values are the same words in TEI."""
    return one_of(field, name, {value: value for value in known}, default)
