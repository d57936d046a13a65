"""Authority lists: who and what the names of a collection are, by exact variant and date; never a guess.

A list is a CSV with a line for each entity, or a TEI document with `person`, `org`, `place` and `category` elements.
Columns: `id`, `kind` (post, office, organisation, collective, place, person, tag), `label`, `variants` (with `|`
between them), `from` and `to` (ISO 8601, as far as known), and any of `wikidata`, `gnd`, `viaf`, `geonames`, `lcnaf`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from converters import pipeline
from converters.collection import sheet
from converters.errors import InputError
from converters.model.metadata import Identifier

SCHEMES = {
    "wikidata": "http://www.wikidata.org/entity/{}",
    "gnd": "https://d-nb.info/gnd/{}",
    "viaf": "https://viaf.org/viaf/{}",
    "geonames": "https://sws.geonames.org/{}/",
    "lcnaf": "http://id.loc.gov/authorities/names/{}",
}
"""The schemes that a list may have a column for, and the address of an identifier in each."""
OWN = "authority"
"""The scheme of the list's own ids."""
KINDS = ("post", "office", "organisation", "collective", "place", "person", "tag")
_ALIKE = {"collective": "organisation"}
"""Kinds that a record does not tell apart. A post is not a place."""
_COLUMNS = {"id", "kind", "label", "variants", "from", "to", *SCHEMES}
_NEEDED = ("id", "kind", "label")
_TEI = "{http://www.tei-c.org/ns/1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_TEI_KINDS = {"person": "person", "org": "organisation", "place": "place", "category": "tag"}
_TEI_NAMES = ("persName", "orgName", "placeName", "catDesc", "name")


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One entity of a list. `start` and `end`: when its names hold, inclusive; None where that has no end."""

    id: str
    kind: str
    names: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...] = ()
    start: str | None = None
    end: str | None = None

    def holds_at(self, date: str | None) -> bool:
        """Whether its names held at a date; where the date is not known, only if they always did."""
        if date is None:
            return self.start is None and self.end is None
        return (self.start is None or date[: len(self.start)] >= self.start) and (
            self.end is None or date[: len(self.end)] <= self.end
        )


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the lists say of a name: the identifiers of the one entity that has it, or the ids of several."""

    identifiers: tuple[tuple[str, str], ...] = ()
    candidates: tuple[str, ...] = ()

    @property
    def ref(self) -> str | None:
        """The address of the entity in the first scheme that has addresses."""
        return next((SCHEMES[scheme].format(value) for scheme, value in self.identifiers if scheme in SCHEMES), None)


def own_id(identifiers: Iterable[Identifier]) -> str | None:
    """The id that an authority list gave, among the identifiers of an agent."""
    return next((one.value for one in identifiers if one.scheme == OWN), None)


class Authorities:
    """The entities of all lists, by kind and name."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._named: dict[tuple[str, str], list[Entity]] = {}
        self.labels: dict[str, str] = {}
        """The first name of each entity, by its id."""
        self.names: dict[str, tuple[str, ...]] = {}
        """All names of each entity, by its id."""
        for entity in entities:
            self.labels.setdefault(entity.id, entity.names[0])
            self.names[entity.id] = tuple(dict.fromkeys((*self.names.get(entity.id, ()), *entity.names)))
            for name in dict.fromkeys(map(plain, entity.names)):
                self._named.setdefault((_kind(entity.kind), name), []).append(entity)

    def answer(self, kind: str, name: str, date: str | None) -> Answer:
        """Who has a name of a kind at a date (ISO 8601, as far as known)."""
        named = [one for one in self._named.get((_kind(kind), plain(name)), ()) if one.holds_at(date)]
        if len(named) == 1:
            return Answer(identifiers=((OWN, named[0].id), *named[0].identifiers))
        return Answer(candidates=tuple(one.id for one in named))


def read_lists(paths: Iterable[str]) -> Authorities:
    """The entities in files of CSV or TEI. Raises InputError where one is not right, with the line."""
    return Authorities([entity for path in paths for entity in _entities(path)])


def _entities(path: str) -> Iterator[Entity]:
    seen: set[str] = set()
    for entity, place in _from_tei(path) if Path(path).suffix.lower() == ".xml" else _from_csv(path):
        if entity.id in seen:
            raise InputError(f"has the id {entity.id!r} twice", place=place, remedy="give each its own", file=path)
        seen.add(entity.id)
        yield entity


def _from_csv(path: str) -> Iterator[tuple[Entity, str]]:
    columns, rows = sheet.table(path)
    _check_columns(columns, path)
    for place, row in rows:
        yield _entity(row, place, path), place


def _check_columns(columns: tuple[str, ...], path: str) -> None:
    missing = [name for name in _NEEDED if name not in columns]
    unknown = [name for name in columns if name not in _COLUMNS]
    if missing or unknown:
        wrong = f"has no column {missing[0]!r}" if missing else f"has the unknown column {unknown[0]!r}"
        raise InputError(wrong, place="line 1", remedy=f"use {', '.join(sorted(_COLUMNS))}", file=path)


def _entity(row: dict[str, str], place: str, path: str) -> Entity:
    if not row["id"] or not row["label"]:
        raise InputError("has no id or no label", place=place, remedy="give it both", file=path)
    if row["kind"] not in KINDS:
        remedy = f"use one of: {', '.join(KINDS)}"
        raise InputError(f"there is no kind {row['kind']!r}", place=place, remedy=remedy, file=path)
    variants = (name.strip() for name in row.get("variants", "").split("|"))
    return Entity(
        id=row["id"],
        kind=row["kind"],
        names=(row["label"], *filter(None, variants)),
        identifiers=tuple((scheme, row[scheme]) for scheme in SCHEMES if row.get(scheme)),
        start=row.get("from") or None,
        end=row.get("to") or None,
    )


def _from_tei(path: str) -> Iterator[tuple[Entity, str]]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(pipeline.load(path), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"is not XML: {error.msg}", remedy="check it with an XML editor", file=path) from error
    for element in root.iter(*(_TEI + name for name in _TEI_KINDS)):
        names = tuple(filter(None, (_text(name) for tag in _TEI_NAMES for name in element.iterchildren(_TEI + tag))))
        id = element.get(_XML_ID)
        if id is None or not names:
            continue
        kind = _TEI_KINDS[element.tag.removeprefix(_TEI)]
        typed = element.get("type", "")
        numbers = ((one.get("type", "").lower(), _text(one)) for one in element.iterchildren(_TEI + "idno"))
        yield (
            Entity(
                id=id,
                kind=typed if typed in KINDS else kind,
                names=names,
                identifiers=tuple((scheme, value) for scheme, value in numbers if scheme in SCHEMES and value),
                start=element.get("from") or element.get("notBefore"),
                end=element.get("to") or element.get("notAfter"),
            ),
            f"line {element.sourceline}",
        )


def _text(element: object) -> str:
    return " ".join("".join(element.itertext()).split())  # type: ignore[attr-defined]


def _kind(kind: str) -> str:
    return _ALIKE.get(kind, kind)


def plain(name: str) -> str:
    """A name as it is compared: case and the width of blanks make no difference, anything else does."""
    return " ".join(name.casefold().split())
