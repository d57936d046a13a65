"""Other words for a text with markup: the markup around the words that stay is kept."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from converters.model import nodes as nd
from converters.model.alignment import Aligned
from converters.model.walk import joined

_WORD = re.compile(r"\w+|\s+|.", re.DOTALL)


class _Piece(NamedTuple):
    """A word, or what of it stands in one string: the number of that, and how deep it is in elements."""

    text: str
    string: int
    depth: int


_Pieces = list[_Piece]
"""A word, a sign or blanks; markup may cut them."""


def reworded(element: nd.Element, wanted: str) -> nd.Element:
    """An element whose words are those that are wanted, which have one blank between them.

    Words that come in the place of others stand where the first of those stood, words put in between two where there is
    less markup. An element that loses all its words is gone.
    """
    strings = list(_strings(element, 0))
    words = list(_words(strings))
    shown = [place for place, pieces in enumerate(words) if _key(pieces) != " "]
    if not shown or not wanted:
        return msgspec.structs.replace(element, content=(wanted,) if wanted else ())
    new = [""] * len(strings)
    for piece in _placed(words, shown[0], shown[-1] + 1, _WORD.findall(wanted)):
        new[piece.string] += piece.text
    return _refilled(element, iter(new))


def _strings(element: nd.Element, depth: int) -> Iterator[tuple[str, int]]:
    for part in element.content:
        if isinstance(part, str):
            yield part, depth
        elif isinstance(part, nd.Element):
            yield from _strings(part, depth + 1)


def _words(strings: list[tuple[str, int]]) -> Iterator[_Pieces]:
    """The words of the whole, each in the pieces that it has in the strings."""
    ends = list(itertools.accumulate(len(string) for string, _ in strings))
    whole = "".join(string for string, _ in strings)
    number = 0
    for found in _WORD.finditer(whole):
        pieces, start = [], found.start()
        while start < found.end():
            while ends[number] <= start:
                number += 1
            end = min(found.end(), ends[number])
            pieces.append(_Piece(whole[start:end], number, strings[number][1]))
            start = end
        yield pieces


def _key(pieces: _Pieces) -> str:
    text = "".join(piece.text for piece in pieces)
    return " " if text.isspace() else text


def _placed(words: list[_Pieces], first: int, last: int, wanted: list[str]) -> Iterator[_Piece]:
    """The wanted words in pieces, in the order of the strings that they go into; the blanks at both ends stay."""
    yield from _all(words[:first])
    inner = words[first:last]
    for tag, i1, i2, j1, j2 in Aligned([_key(pieces) for pieces in inner], wanted).get_opcodes():
        if tag == "equal":
            yield from _all(inner[i1:i2])
        elif tag != "delete":
            place = inner[i1][0] if tag == "replace" else _between(inner, i1)
            yield place._replace(text="".join(wanted[j1:j2]))
    yield from _all(words[last:])


def _between(words: list[_Pieces], number: int) -> _Piece:
    """The piece before a word or the first one of it, whichever is in less markup."""
    before = [pieces[-1] for pieces in words[:number][-1:]]
    after = [pieces[0] for pieces in words[number : number + 1]]
    return min((*before, *after), key=lambda piece: piece.depth)


def _all(words: Iterable[_Pieces]) -> _Pieces:
    return list(itertools.chain.from_iterable(words))


def _refilled(element: nd.Element, strings: Iterator[str]) -> nd.Element:
    parts: list[Any] = []
    for part in element.content:
        if isinstance(part, str):
            parts.append(next(strings))
        elif isinstance(part, nd.Element):
            inner = _refilled(part, strings)
            lost = _has_words(part) and not _has_words(inner)
            parts += [blanks for blanks, _ in _strings(inner, 0)] if lost else [inner]
        else:
            parts.append(part)
    return msgspec.structs.replace(element, content=joined(parts))


def _has_words(element: nd.Element) -> bool:
    return any(string.strip() for string, _ in _strings(element, 0))
