"""What the reader knows beforehand, from the small files in `tables/`: read when first asked for, then kept."""

from __future__ import annotations

import csv
import functools
import tomllib
from importlib import resources
from typing import Any, Literal, NamedTuple

import msgspec

LevelName = Literal["UNCLASSIFIED", "RESTRICTED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET", "TOP SECRET"]


class Level(msgspec.Struct, frozen=True):
    """A level of classification: its name, how the classification line spells it, its letter in portion marks."""

    name: LevelName
    words: tuple[str, ...]
    mark: str


class Precedence(msgspec.Struct, frozen=True):
    """One degree of precedence: prosign of the routing line, letter of the date-time line, word after an addressee."""

    routing: str
    letter: str
    word: str


class Station(msgspec.Struct, frozen=True):
    """A station that numbers telegrams: the form in message numbers, its name in header lines, its place."""

    station: str
    name: str
    place: str


@functools.cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(f"{name}.toml"))


def _text(name: str) -> str:
    return (resources.files(__package__) / "tables" / name).read_text(encoding="utf-8")


def _rows(name: str) -> list[dict[str, str]]:
    lines = (line for line in _text(name).splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines))


@functools.cache
def levels() -> tuple[Level, ...]:
    """The levels of classification, from the highest down."""
    return msgspec.convert(tuple(_toml("markings")["level"]), tuple[Level, ...])


@functools.cache
def precedences() -> tuple[Precedence, ...]:
    """The degrees of precedence, from the highest down."""
    return msgspec.convert(tuple(_toml("transmission")["precedence"]), tuple[Precedence, ...])


@functools.cache
def precedence_words() -> tuple[str, ...]:
    """What may stand after an addressee, the longer first; misspellings too."""
    words = _toml("transmission")["words"]
    return (*words["precedence"], *words["misspelled"])


@functools.cache
def misspelled_precedences() -> dict[str, str]:
    """What misspelled words of precedence mean."""
    return dict(_toml("transmission")["words"]["misspelled"])


@functools.cache
def security_levels() -> dict[str, str]:
    """The level that each letter of the security warning goes with."""
    return dict(_toml("transmission")["security"])


@functools.cache
def post_words() -> tuple[str, ...]:
    """The first words of names of posts."""
    return tuple(_toml("transmission")["addressee"]["posts"])


@functools.cache
def collective_words() -> tuple[str, ...]:
    """The words that tell a collective."""
    return tuple(_toml("transmission")["addressee"]["collectives"])


@functools.cache
def months() -> dict[str, int]:
    """The number of each month by its three letters."""
    return dict(_toml("transmission")["months"])


@functools.cache
def captions() -> frozenset[str]:
    """All captions."""
    return frozenset(_toml("markings")["captions"]["words"])


@functools.cache
def portion_levels() -> frozenset[str]:
    """The levels of a portion mark."""
    return frozenset(_toml("markings")["portion"]["levels"])


@functools.cache
def portion_words() -> dict[str, str]:
    """The letters of the levels that a portion mark may spell out: `(secret//rel germany)`."""
    return {level.name: level.mark for level in levels() if level.name != "RESTRICTED"}


@functools.cache
def portion_caveats() -> frozenset[str]:
    """What may follow a stroke in a portion mark."""
    return frozenset(_toml("markings")["portion"]["caveats"])


@functools.cache
def fused_portions() -> dict[str, str]:
    """Portion marks that are written without their stroke, and their normal form."""
    return dict(_toml("markings")["portion"]["fused"])


@functools.cache
def exemptions() -> frozenset[str]:
    """The words of an E.O. line that are neither a date nor an event."""
    return frozenset(_toml("markings")["declassification"]["exemptions"])


@functools.cache
def order_spellings() -> dict[str, str]:
    """The executive orders by their number as written, right or wrong."""
    table = _toml("markings")["declassification"]
    return {number: number for number in table["orders"]} | dict(table["misspelled"])


@functools.cache
def organisation_tags() -> frozenset[str]:
    """The TAGS that are organisations."""
    return frozenset(_toml("tags")["organisations"])


class TagLists(NamedTuple):
    """What is known of TAGS besides organisations."""

    subjects: frozenset[str]
    phrases: tuple[str, ...]
    """The longest first."""
    given_names: frozenset[str]
    captions: frozenset[str]
    slips: dict[str, tuple[str, ...]]


@functools.cache
def tag_lists() -> TagLists:
    """The lists that tell TAGS apart."""
    known = _toml("tags")
    slips = {slip: tuple(meant) for slip, meant in known["slips"].items()}
    phrases = sorted((*known["phrases"], *(slip for slip in slips if " " in slip)), key=len, reverse=True)
    return TagLists(
        frozenset(known["subjects"]),
        tuple(phrases),
        frozenset(known["given_names"]),
        frozenset(known["captions"]),
        slips,
    )


@functools.cache
def heading_roles() -> dict[str, str]:
    """The part that a heading opens, by its first word."""
    return dict(_toml("words")["headings"]["roles"])


@functools.cache
def marker_parts() -> tuple[str, ...]:
    """What begin and end markers name, the longer first."""
    return tuple(sorted(_toml("words")["markers"]["parts"], key=lambda part: (-len(part), part)))


@functools.cache
def not_signatures() -> frozenset[str]:
    """Last words of a telegram that are no signature."""
    return frozenset(_toml("words")["closing"]["not_signatures"])


@functools.cache
def name_particles() -> frozenset[str]:
    """Parts of surnames that stand alone."""
    return frozenset(_toml("words")["closing"]["particles"])


@functools.cache
def office_words() -> frozenset[str]:
    """Words of titles and offices, letters only."""
    known = _toml("words")["offices"]
    return frozenset("".join(filter(str.isalpha, word)) for word in (*known["words"], *known["short"]))


@functools.cache
def titles() -> tuple[str, ...]:
    """Titles that are known in spite of one slip of the keyboard."""
    return tuple(_toml("words")["offices"]["titles"])


@functools.cache
def not_stations() -> frozenset[str]:
    """Words before a number that name no station."""
    return frozenset(_toml("words")["references"]["not_stations"])


@functools.cache
def stations() -> dict[str, Station]:
    """The stations by their form in message numbers."""
    return {one["station"]: Station(**one) for one in _rows("stations.csv")}


@functools.cache
def station_spellings() -> dict[str, str]:
    """Other spellings of stations, without blanks, and the form in message numbers."""
    return {one["spelling"]: one["station"] for one in _rows("station-spellings.csv")}


@functools.cache
def places() -> dict[str, str]:
    """The place of each station by its name in header lines."""
    return {one.name: one.place for one in stations().values()}
