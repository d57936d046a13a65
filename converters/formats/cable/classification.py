"""The classification line, in all its spellings, and captions.

`C O N F I D E N T I A L SECTION 01 OF 02 MARLOW 000918`, `UNCLAS KESTREL 000077`, `S e c r e t marlow 000031`; the
first letter may be doubled or lost (`SS E C R E T`, `E C R E T`).
"""

from __future__ import annotations

import functools
import re

import msgspec

from converters.formats.cable import facts
from converters.formats.cable.facts import LevelName

_FIRST_LETTERS = frozenset("CSUTLREONcsutlreon")
_LONGEST = 200
_CAVEAT = re.compile(r"[ /,-]{0,8}(EFTO|FOR OFFICIAL USE ONLY|FOUO|NOFORN|EXDIS|NODIS|LIMDIS|SENSITIVE)(?![A-Z])", re.I)
_SECTION = re.compile(r" {0,8}SECTION +(\d{1,2}) +OF +(\d{1,2})(?!\d)", re.I)
_NUMBER = re.compile(r"([A-Z][A-Z .'’-]{1,40}?) *(?:#|NO\. ?)?(\d{2,7})$", re.I)
_GLUED = re.compile(r"(?<=\d) +(?=[A-Z])", re.I)
_YEAR_BEFORE = re.compile(r"(\d\d) +(?=[A-Z])", re.I)


class ClassificationLine(msgspec.Struct, frozen=True, kw_only=True):
    """What a classification line says; `station` and `number` as written.

    `level_end`, `number_start`, `number_end` are positions in the line: the end of the level, the message number.
    """

    level: LevelName
    level_end: int
    number_start: int | None = None
    number_end: int | None = None
    section: int | None = None
    sections: int | None = None
    station: str | None = None
    number: str | None = None
    caveats: tuple[str, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether it says nothing but the level, as running heads do."""
        return self.station is None and self.section is None


@functools.cache
def _level_pattern() -> re.Pattern[str]:
    words = [(word, level.name) for level in facts.levels() for word in level.words]
    words.sort(key=lambda pair: -len(pair[0]))
    return re.compile("|".join(f"(?P<l{number}>{_spelled(word)})" for number, (word, _) in enumerate(words)), re.I)


@functools.cache
def _level_names() -> tuple[LevelName, ...]:
    words = [(word, level.name) for level in facts.levels() for word in level.words]
    words.sort(key=lambda pair: -len(pair[0]))
    return tuple(name for _, name in words)


def _spelled(word: str) -> str:
    """A pattern for a word with or without blanks between its letters, the first letter doubled or lost."""
    letters = [" +" if letter == " " else letter for letter in word]
    return f"{letters[0]}{{0,2}} ?" + " ?".join(letters[1:]) + "(?![A-Za-z])"


def parse(text: str) -> ClassificationLine | None:
    """What a line says if it is a classification line and nothing else."""
    if len(text) > _LONGEST or text[:1] not in _FIRST_LETTERS:
        return None
    match = _level_pattern().match(text)
    if match is None or match.lastgroup is None:
        return None
    level = _level_names()[int(match.lastgroup[1:])]
    rest, caveats = _caveats(text[match.end() :])
    section = _SECTION.match(rest)
    if section:
        rest, more = _caveats(rest[section.end() :])
        caveats += more
    found = ClassificationLine(
        level=level,
        level_end=match.end(),
        section=int(section[1]) if section else None,
        sections=(int(section[2]) or None) if section else None,
        caveats=caveats,
    )
    rest = rest.strip()
    if not rest:
        return found
    rest, glued = _captions_after(rest)
    number = _NUMBER.fullmatch(_without_year(rest))
    if number is None:
        return None
    end = len(text.rstrip()) if not glued else text.index(rest, match.end()) + len(rest)
    return msgspec.structs.replace(
        found,
        station=" ".join(number[1].upper().split()),
        number=number[2],
        number_start=end - len(number[0]),
        number_end=end,
        caveats=(*found.caveats, *glued),
    )


def _captions_after(rest: str) -> tuple[str, tuple[str, ...]]:
    """`MARLOW 000918 NOFORN SIPDIS`: captions that are glued to the number, and what stands before them."""
    glued = _GLUED.search(rest)
    known = facts.captions()
    words = rest[glued.end() :].upper().replace(",", " ").split() if glued else []
    if glued is None or not words or not all(word in known for word in words):
        return rest, ()
    return rest[: glued.start()], tuple(words)


def _without_year(rest: str) -> str:
    """`75 LIBREVILLE 1895`: some copies put the year before the station."""
    return _YEAR_BEFORE.sub("", rest, count=1) if rest[:1].isdigit() else rest


def _caveats(rest: str) -> tuple[str, tuple[str, ...]]:
    caveats: list[str] = []
    while match := _CAVEAT.match(rest):
        caveats.append(match[1].upper())
        rest = rest[match.end() :]
    return rest, tuple(caveats)


def captions(text: str) -> tuple[str, ...]:
    """The captions of a line that holds nothing else; none where it holds anything else."""
    if len(text) > _LONGEST:
        return ()
    parts = [part.strip() for part in re.split(r"//?|,", text.upper().rstrip("."))]
    known = facts.captions()
    if parts and parts[0] in _level_words():
        parts = parts[1:]
    return tuple(parts) if parts and all(part in known for part in parts) else ()


@functools.cache
def _level_words() -> frozenset[str]:
    return frozenset(word for level in facts.levels() for word in level.words)
