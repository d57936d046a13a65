"""The head of a corpus: its header, with the taxonomies, and who and what its editions name, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from converters import __version__
from converters.formats.tei.corpus.lifting import Member
from converters.formats.tei.corpus.shared import NAMES, SORTS, Category, Entity, place_id, taxonomy_id
from converters.formats.tei.names import PROGRAM, TEI_NS, TEI_VERSION
from converters.formats.tei.values import word
from converters.formats.tei.writing.markup import ID, Attributes, escaped, group, said, tagged
from converters.model.escape import escape

END = b"</teiCorpus>\n"
_TYPED = frozenset({"post", "office", "collective"})
_PROJECT = "Editions of archival records; what they share stands once, in this header and the standOff after it."


class About(NamedTuple):
    """What a corpus says of itself; what is empty is not known."""

    title: str
    publisher: str = ""
    editors: tuple[str, ...] = ()
    licence: str = ""
    licence_url: str = ""
    url: str = ""
    date: str = ""


class Shared:
    """What the editions of a corpus share, put together one by one; it grows with names, not with editions."""

    def __init__(self) -> None:
        self._taxonomies: dict[str, str] = {}
        self._categories: dict[str, Category] = {}
        self._entities: dict[str, Entity] = {}

    def add(self, member: Member) -> None:
        """Take what an edition gives to the head. Of several names of an entity the first one stays."""
        for taxonomy in member.taxonomies:
            self._taxonomies.setdefault(*taxonomy)
        for category in member.categories:
            self._categories.setdefault(category.id, category)
        for entity in member.entities:
            known = self._entities.get(entity.id)
            self._entities[entity.id] = entity if known is None else _merged(known, entity)

    def head(self, about: About) -> bytes:
        """The beginning of the corpus, up to its first edition."""
        attributes = {"xmlns": TEI_NS, "version": TEI_VERSION}
        parts = [_header(about, self._classes()), *self._stand_off()]
        lines = "".join(f"  {part}\n" for part in parts)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus{said(attributes)}>\n{lines}'.encode()

    def _classes(self) -> list[str]:
        found = []
        for name in sorted(self._taxonomies):
            ordered = sorted((one for one in self._categories.values() if one.taxonomy == name), key=lambda one: one.id)
            parts = [tagged("desc", escaped(self._taxonomies[name])), *map(_category, ordered)]
            found.append(group("taxonomy", parts, 4, {ID: taxonomy_id(name), "n": name}))
        return [group("classDecl", found, 3)] if found else []

    def _stand_off(self) -> Iterator[str]:
        lists = []
        for sort, name in SORTS.items():
            ordered = sorted((one for one in self._entities.values() if one.sort == sort), key=lambda one: one.id)
            if ordered:
                lists.append(group(name, [self._described(one) for one in ordered], 2))
        if lists:
            yield group("standOff", lists, 1)

    def _described(self, entity: Entity) -> str:
        attributes: Attributes = {ID: entity.id}
        if entity.type in _TYPED:
            attributes["type"] = entity.type
        parts = [tagged(NAMES[entity.sort], escaped(entity.name))]
        for scheme, value in entity.identifiers:
            parts.append(tagged("idno", escaped(value), {"type": scheme} if word(scheme) else {}))
        if entity.place is not None:
            target = place_id(entity.place)
            parts.append(
                tagged("placeName", escaped(entity.place), {"ref": f"#{target}"} if target in self._entities else {})
            )
        return group(entity.sort, parts, 3, attributes)


def _merged(known: Entity, other: Entity) -> Entity:
    identifiers = tuple(dict.fromkeys((*known.identifiers, *other.identifiers)))
    place = known.place if known.place is not None else other.place
    return known._replace(type=known.type or other.type, identifiers=identifiers, place=place)


def _category(one: Category) -> str:
    return group("category", [tagged("catDesc", escaped(one.meaning))], 5, {ID: one.id, "n": one.value})


def _header(about: About, classes: list[str]) -> str:
    titles = [tagged("title", _said(about.title), {"type": "main"})]
    titles += [tagged("editor", _said(name)) for name in about.editors]
    titles.append(group("respStmt", [tagged("resp", "encoding"), tagged("name", PROGRAM)], 4, {"n": "tool"}))
    file = [
        group("titleStmt", titles, 3),
        group("publicationStmt", list(_publication(about)), 3),
        group("sourceDesc", [tagged("p", "Each edition says what it was made of.")], 3),
    ]
    program = group("application", [tagged("label", PROGRAM)], 4, {"ident": PROGRAM, "version": __version__})
    encoding = [
        group("projectDesc", [tagged("p", _PROJECT)], 3),
        *classes,
        group("appInfo", [program], 3),
    ]
    return group("teiHeader", [group("fileDesc", file, 2), group("encodingDesc", encoding, 2)], 1)


def _publication(about: About) -> Iterable[str]:
    yield tagged("publisher", _said(about.publisher or "Not published"))
    if about.date:
        yield tagged("date", _said(about.date))
    if about.url:
        yield tagged("idno", _said(about.url), {"type": "url"})
    if about.licence:
        target: Attributes = {"target": about.licence_url} if about.licence_url else {}
        yield group("availability", [tagged("licence", _said(about.licence), target)], 4)


def _said(text: str) -> str:
    """A text of ours; what editions say is escaped already."""
    return escaped(escape(text))
