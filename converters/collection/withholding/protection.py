"""Where a record asks that a source be protected, and whom it means: the name that stands before those words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from converters.collection.withholding.letters import distance, plain
from converters.collection.withholding.tables import words

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{4,60})[)\]]")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’\-\u0300-\u036f])*\.?")
_LONGEST_NAME, _IN_CAPITALS = 5, 3
_LETTERS, _LONGEST_WORD = frozenset("protect"), 10
_REACH = 120
"""Characters before the words in which a name is looked for."""
_ENDS = re.compile(r"[.!?]['\"”’)\]]*\s|\n\s*\n|\n")
_WITHHELD = re.compile(r"[Xx]{4,}['’s]*")


class Asked(NamedTuple):
    """A place where a source is to be protected: the words that ask for it, and whom it means as a stretch.

    `name` is empty where there is none; then the stretch is the sentence.
    """

    start: int
    end: int
    name: str


def asked(text: str) -> Iterator[Asked]:
    """Every place of a text that asks for protection."""
    brackets = [match for match in _BRACKETS.finditer(text) if _is_request(match[1])]
    inside = [match.span() for match in brackets]
    loose = (start for start in _bare(text) if not any(first <= start < last for first, last in inside))
    for start in sorted({*(match.start() for match in brackets), *loose}):
        found = _meant(text, start)
        if found is not None:
            yield found


def _is_request(bracketed: str) -> bool:
    """Whether such words stand between brackets."""
    said = [plain(word) for word in _WORD.findall(bracketed)]
    return bool(said) and _asks(said, words().bracketed)


def _asks(said: list[str], phrases: frozenset[str]) -> bool:
    """Whether words begin or end with one of the phrases, or all of their letters are one, however they are parted."""
    known = words()
    if said[-1] in known.others:
        return False
    ends = {"".join(said)}
    for count in range(1, min(len(said), 4) + 1):
        for some in (said[:count], said[-count:]):
            if not known.others.intersection(some):
                ends.add("".join(some))
    whole = "".join(said)
    return any(
        distance(end, phrase, _slips(phrase)) <= _slips(phrase)
        for end in ends
        if end not in known.others and not (end == whole and known.others.intersection(said))
        for phrase in phrases
    )


def _slips(phrase: str) -> int:
    return max(1, len(phrase) // 7)


def _bare(text: str) -> Iterator[int]:
    """Where such words begin without brackets."""
    lowered = text.casefold()
    if "pro" not in lowered and "ect" not in lowered:
        return
    known = words()
    found = [(match.start(), plain(match[0])) for match in _WORD.finditer(text)]
    for at in range(len(found)):
        if not found[at][1].startswith(("p", "s")):
            continue
        for count in (2, 3):
            some = [word for _, word in found[at : at + count]]
            after = found[at + count][1] if at + count < len(found) else ""
            if len(some) < count or known.others.intersection((*some, after)) or not any(map(_may_protect, some)):
                continue
            if _is_near("".join(some), known.bare):
                yield found[at][0]
                break


def _may_protect(word: str) -> bool:
    """Whether a word has the letters of protect, or all but one."""
    return len(word) <= _LONGEST_WORD and len(_LETTERS.difference(word)) <= 1


def _is_near(said: str, phrases: frozenset[str]) -> bool:
    return any(distance(said, phrase, 1) <= 1 for phrase in phrases)


def _meant(text: str, start: int) -> Asked | None:
    """Whom words at a place mean; None where what stands before them is withheld already."""
    before = text[max(0, start - _REACH) : start].rstrip(" \n\t,;:-–—(")
    offset = max(0, start - _REACH)
    found = list(_NAME_WORD.finditer(before))
    if before.endswith("]"):
        return None
    if not found or found[-1].end() < len(before.rstrip("'’\"”“.")):
        return _sentence(text, start)
    if _WITHHELD.fullmatch(found[-1][0]):
        return None
    name = _run(found, before)
    if not name:
        return _sentence(text, start)
    first, last = name[0].start(), name[-1].end()
    return Asked(offset + first, offset + last, before[first:last])


def _run(found: list[re.Match[str]], before: str) -> list[re.Match[str]]:
    """The words of a name at the end of a text: capitals, with the particles between them, without titles."""
    known = words()
    capitals = before.upper() == before
    most = _IN_CAPITALS if capitals else _LONGEST_NAME
    run: list[re.Match[str]] = []
    for word in reversed(found):
        if len(run) == most or (run and not _touches(before[word.end() : run[0].start()])):
            break
        if capitals and plain(word[0]) in known.small:
            break
        if not word[0][0].isupper() and plain(word[0]) not in known.particles:
            break
        run.insert(0, word)
    while run and (plain(run[0][0]) in known.titles or not run[0][0][0].isupper()):
        del run[0]
    return run


def _touches(between: str) -> bool:
    return between.isspace() or between in ("", "-")


def _sentence(text: str, start: int) -> Asked | None:
    """The sentence in which words stand."""
    first = max((match.end() for match in _ENDS.finditer(text, 0, start)), default=0)
    end = _ENDS.search(text, start)
    said = text[first : end.start() if end else len(text)]
    begin = first + len(said) - len(said.lstrip())
    last = first + len(said.rstrip())
    return Asked(begin, last, "") if begin < last else None
