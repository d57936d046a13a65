"""Files of the electronic telegrams of 1973-79, as the National Archives give them out (guide, section 14).

The text of the message stands between the marks `Message Text` and `Message Attributes`; after it come lines
`Key: value`, whose values may wrap. What the attributes say is the archive's claim about the record, not the record.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from converters.formats.cable.lines import SourceLine, span_of
from converters.model.metadata import Extra, Identifier
from converters.model.node import Span
from converters.model.nodes import Line, Section, Segment
from converters.model.walk import joined

_TEXT, _ATTRIBUTES = "MESSAGE TEXT", "MESSAGE ATTRIBUTES"
_KEY = re.compile(r"[A-Z][A-Za-z ()/.-]{1,40}:(?=\s|$)")
_NULL = frozenset({"", "n/a"})
_NO_TEXT = re.compile(r"ERROR READING TEXT INDEX|EXPAND ERROR ENCOUNTERED", re.I)
SCHEME = "archive-document-number"


class Division(NamedTuple):
    """The lines of a file: the mark before the text, the text, the attributes with their mark."""

    mark: list[SourceLine]
    text: list[SourceLine]
    attributes: list[SourceLine]


class Attributes(NamedTuple):
    """The attributes as a section, what they say, and the archive's number of the record."""

    section: Section
    extras: tuple[Extra, ...]
    number: Identifier | None


def divide(lines: list[SourceLine]) -> Division | None:
    """The parts of such a file; None for any other."""
    end = next((at for at, line in enumerate(lines) if line.text.upper() == _ATTRIBUTES), None)
    if end is None or end + 1 == len(lines) or _KEY.match(lines[end + 1].text) is None:
        return None
    start = next((at + 1 for at, line in enumerate(lines[:end]) if line.text.upper() == _TEXT), 0)
    return Division(lines[:start], lines[start:end], lines[end:])


def has_no_text(lines: list[SourceLine]) -> bool:
    """Whether the archive's system could not read the text of a message."""
    return len(lines) <= 2 and any(_NO_TEXT.search(line.text) for line in lines)


def read(lines: list[SourceLine]) -> Attributes:
    """The attributes; `lines` begin with their mark."""
    blocks = [Line(role="heading", content=(lines[0].text,), span=lines[0].span)]
    extras: list[Extra] = []
    number: Identifier | None = None
    for key, value in _pairs(lines[1:]):
        words = " ".join(line.text for line in value).strip()
        span = Span(key.start, value[-1].end if value else key.end)
        content = joined((Segment(role="keyword", content=(key.text,)), f" {words}" if words else ""))
        blocks.append(Line(role="attribute", content=content, span=span))
        if words not in _NULL:
            extras.append(Extra(name=key.text.rstrip(":"), value=words, span=span))
        if key.text == "Document Number:" and words not in _NULL:
            number = Identifier(scheme=SCHEME, value=words, span=span)
    return Attributes(Section(role="attributes", blocks=tuple(blocks), span=span_of(lines)), tuple(extras), number)


def _pairs(lines: list[SourceLine]) -> list[tuple[SourceLine, list[SourceLine]]]:
    """Each key with the lines of its value."""
    pairs: list[tuple[SourceLine, list[SourceLine]]] = []
    for line in lines:
        match = _KEY.match(line.text) if line.indent == 0 or not pairs else None
        if match is not None:
            value = line.part(match.end())
            pairs.append((line.part(0, match.end()), [value] if value.text else []))
        elif pairs:
            pairs[-1][1].append(line)
        else:
            pairs.append((line, []))
    return pairs
