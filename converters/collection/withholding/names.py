"""The ways in which a name is said, and where a text says it."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from converters.collection.withholding import tables
from converters.collection.withholding.letters import Letters, plain

_LONG = 6
"""From so many letters on, a name is found inside of longer words too, as copies that lost a blank have them."""
_SHORTEST, _SHORTEST_PART = 2, 4
"""Letters that a name has at least, and a part of a double name by itself."""
_BETWEEN_WORDS = 3
"""Characters that may stand between two words of a name; white space counts as one."""
_SOFT = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Characters that nobody sees."""
_UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"))


class Variant(NamedTuple):
    """One way to say a name: its letters, after which of them a word ends.

    `alone`: no word may go on before or after it, since it is short or ends in an initial; `capitals`: only
    capitals with points between them count.
    """

    letters: str
    ends: frozenset[int]
    alone: bool = False
    capitals: bool = False

    @classmethod
    def of(cls, words: str, *, capitals: bool = False) -> Variant:
        """The variant that is written so."""
        lengths = [len(plain(word)) for word in re.split(r"[\s.,'’\-]+", words) if plain(word)]
        ends = frozenset(itertools.accumulate(lengths))
        return cls(plain(words), ends, capitals or 1 in lengths or sum(lengths) < _LONG, capitals)


def variants(
    names: Iterable[str], *, person: bool = True, surname: bool = True, initials: bool = True
) -> tuple[Variant, ...]:
    """The variants of a name that is written in these ways; of a person also the surname alone, and with initials."""
    found: dict[Variant, None] = {}
    for name in names:
        for written in _spellings(name):
            found[Variant.of(written)] = None
            if person:
                found.update(dict.fromkeys(_of_person(written, surname=surname, initials=initials)))
    return tuple(one for one in found if len(one.letters) >= _SHORTEST)


def _spellings(name: str) -> Iterator[str]:
    yield name
    german = name
    for umlaut, pair in _UMLAUTS:
        german = german.replace(umlaut, pair)
    if german != name:
        yield german


def _of_person(name: str, *, surname: bool, initials: bool) -> Iterator[Variant]:
    family, comma, given = name.partition(",")
    words = name.split()
    if not comma:
        start = next(
            (at for at in range(1, len(words)) if plain(words[at]) in tables.words().particles), len(words) - 1
        )
        family, given = " ".join(words[start:]), " ".join(words[:start])
    family, given = family.strip(), given.strip()
    if not family or not given:
        return
    yield Variant.of(f"{given} {family}")
    yield Variant.of(f"{family} {given}")
    yield Variant.of(f"{given.split()[0]} {family}")
    if surname:
        yield Variant.of(family)
        for part in (family.split()[-1], *family.split("-")):
            if part != family and len(plain(part)) >= _SHORTEST_PART:
                yield Variant.of(part)
                yield Variant.of(f"{given.split()[0]} {part}")
    if initials:
        first = [word[0] for word in re.split(r"[\s.\-]+", given) if word]
        for some in {"".join(first), first[0]}:
            yield Variant.of(f"{' '.join(some)} {family}")
            yield Variant.of(f"{family} {' '.join(some)}")
        yield Variant.of(" ".join((*first, family[0])), capitals=True)


class Match(NamedTuple):
    """A stretch of a text that says a name."""

    start: int
    end: int


def matches(variant: Variant, text: str, said: Letters) -> Iterator[Match]:
    """Where a text, whose letters are `said`, says a variant."""
    at = said.text.find(variant.letters)
    while at >= 0:
        places = said.places[at : at + len(variant.letters)]
        if _fits(variant, text, places):
            yield Match(places[0], _with_marks(text, places[-1] + 1))
        at = said.text.find(variant.letters, at + 1)


def _with_marks(text: str, end: int) -> int:
    """The end of a stretch, with the combining characters that belong to its last letter."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _fits(variant: Variant, text: str, places: list[int]) -> bool:
    if variant.capitals and not (
        all(text[place].isupper() for place in places) and "." in text[places[0] : places[-1]]
    ):
        return False
    if variant.alone and not _stands_alone(text, places[0], _with_marks(text, places[-1] + 1)):
        return False
    gaps = [text[places[step - 1] + 1 : places[step]] for step in range(1, len(places))]
    spaced = all(gaps)
    return all(
        _joins(gap, ends=step in variant.ends, easy=spaced or len(places) >= _LONG) for step, gap in enumerate(gaps, 1)
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no word goes on before or after a stretch; where small letters meet a capital, a blank was lost."""
    before, after = text[start - 1 : start], text[end : end + 1]
    first, last = text[start], text[end - 1]
    return (not plain(before) or (before.islower() and first.isupper())) and (
        not plain(after) or (last.islower() and after.isupper())
    )


def _joins(gap: str, *, ends: bool, easy: bool) -> bool:
    """Whether two letters of a name may stand so far from each other; `ends`: a word of it ends between them."""
    bare = _SOFT.sub("", gap)
    seen = " ".join(bare.split()) if bare.strip() else " " * bool(bare)
    if not bare or unicodedata.combining(bare[0]):
        return True
    if ends:
        return len(seen) <= _BETWEEN_WORDS
    return ("\n" in bare and len(seen) <= 1) or (easy and len(seen) <= 1)
