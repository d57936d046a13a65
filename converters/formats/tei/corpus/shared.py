"""What the editions of a corpus share: categories of taxonomies, persons, organisations, places. Each has one id.

The id is made of what it names, so that editions that are made apart from each other point to the same place: of the
entity's id in the authority list of the archive where it has one, of its name otherwise.
"""

from __future__ import annotations

from typing import NamedTuple

from converters.formats.tei.names import SHARED

SORTS = {"person": "listPerson", "org": "listOrg", "place": "listPlace"}
"""The elements of entities, and their lists."""
NAMES = {"person": "persName", "org": "orgName", "place": "placeName"}
AUTHORITY = "authority"
"""The type of the identifier that the authority list of an archive gave."""


class Category(NamedTuple):
    """A word of a taxonomy, and what it means."""

    taxonomy: str
    value: str
    meaning: str

    @property
    def id(self) -> str:
        """Its id in the corpus."""
        return f"{taxonomy_id(self.taxonomy)}-{as_name(self.value)}"


class Taxonomy(NamedTuple):
    """A taxonomy: its name and what it is."""

    name: str
    meaning: str


class Entity(NamedTuple):
    """Who or what an edition names, as it describes it; `place` is the name of the place of an organisation."""

    sort: str
    name: str
    type: str
    identifiers: tuple[tuple[str, str], ...]
    place: str | None

    @property
    def id(self) -> str:
        """Its id in the corpus."""
        own = next((value for scheme, value in self.identifiers if scheme == AUTHORITY), None)
        return f"{SHARED}{self.sort}.{f'id-{as_name(own)}' if own else as_name(self.name)}"


def taxonomy_id(name: str) -> str:
    """The id of a taxonomy in the corpus."""
    return f"{SHARED}{as_name(name)}"


def place_id(name: str) -> str:
    """The id of a place in the corpus that is known by its name alone."""
    return f"{SHARED}place.{as_name(name)}"


def as_name(text: str) -> str:
    """A text as a part of an id, another for each text: what a name cannot hold is written as its number."""
    return "".join(one if one.isascii() and one.isalnum() else f"_{ord(one):x}_" if one != " " else "_" for one in text)
