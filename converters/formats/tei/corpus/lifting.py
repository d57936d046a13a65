"""Make an edition fit for a corpus: what it shares with others goes to the head, and its ids are its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import msgspec
from lxml import etree

from converters.formats.tei.corpus.pointers import ids_of, point, rename
from converters.formats.tei.corpus.shared import SORTS, Category, Entity, Taxonomy, as_name, taxonomy_id
from converters.formats.tei.names import RECORD_PREFIX, SHARED, TEI, XML_ID
from converters.formats.tei.reader import is_ours
from converters.formats.tei.reading.parse import parse

TARGET = "dragoman-record"
"""The instruction before each edition of a corpus: the path of the record, and what its ids begin with there."""
HERE = "#c$1"
"""Where the pointer to another record leads in a corpus."""
_HEADER = f"{TEI}teiHeader"
_CLASSES = f"{_HEADER}/{TEI}encodingDesc/{TEI}classDecl"
_RECORDS = f"{_HEADER}/{TEI}encodingDesc/{TEI}listPrefixDef/{TEI}prefixDef[@ident='{RECORD_PREFIX}']"
_SIMPLE = re.compile(r"[A-Za-z][A-Za-z0-9]*")


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """An edition in a corpus: the record's path, its XML, and what goes to the head.

    `base` is what all of its ids begin with, where that is the id of the record: another record may have the same one.
    """

    path: str
    base: str | None
    data: bytes
    taxonomies: tuple[Taxonomy, ...] = ()
    categories: tuple[Category, ...] = ()
    entities: tuple[Entity, ...] = ()


def lifted(data: bytes, path: str) -> Member:
    """The edition in the bytes of a TEI file as a member of a corpus."""
    root = parse(data).getroot()
    base = _base(root)
    taxonomies, categories = _taxonomies(root) if is_ours(root) else ((), ())
    entities = _entities(root) if is_ours(root) else ()
    for prefix in root.iterfind(_RECORDS):
        prefix.set("replacementPattern", HERE)
    if base is None:
        return msgspec.structs.replace(
            with_prefix(Member(path=path, base=None, data=_written(root))),
            taxonomies=taxonomies,
            categories=categories,
            entities=entities,
        )
    return Member(
        path=path,
        base=base,
        data=_instruction(path, "") + _written(root),
        taxonomies=taxonomies,
        categories=categories,
        entities=entities,
    )


def with_prefix(member: Member) -> Member:
    """The member with ids that no other has: they begin with the path of the record."""
    root = parse(member.data).getroot()
    prefix = f"_{as_name(member.path)}."
    rename(root, lambda id: id if id.startswith(SHARED) else prefix + id)
    return msgspec.structs.replace(member, base=None, data=_instruction(member.path, prefix) + _written(root))


def _instruction(path: str, prefix: str) -> bytes:
    said = f"path={quote(path)}" + (f" prefix={prefix}" if prefix else "")
    text = etree.tostring(etree.ProcessingInstruction(TARGET, said))
    return bytes(text) + b"\n"


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, encoding="utf-8", with_tail=False)) + b"\n"


def _base(root: etree._Element) -> str | None:
    """The id of a record, where all ids of its edition are it, or begin with it and a hyphen or point."""
    id = root.get(XML_ID)
    if id is None or not _SIMPLE.fullmatch(id) or f"{id}." == SHARED:
        return None
    begins = (f"{id}-", f"{id}.")
    return id if all(one == id or one.startswith(begins) for one in ids_of(root)) else None


def _taxonomies(root: etree._Element) -> tuple[tuple[Taxonomy, ...], tuple[Category, ...]]:
    """Take the taxonomies out of an edition, and let it point to those of the corpus."""
    taxonomies: list[Taxonomy] = []
    categories: list[Category] = []
    new: dict[str, str] = {}
    for declared in root.findall(_CLASSES):
        for one in declared.iterfind(f"{TEI}taxonomy"):
            name = one.get("n", "")
            taxonomies.append(Taxonomy(name, one.findtext(f"{TEI}desc") or ""))
            new[one.get(XML_ID, "")] = taxonomy_id(name)
            for part in one.iterfind(f"{TEI}category"):
                category = Category(name, part.get("n", ""), part.findtext(f"{TEI}catDesc") or "")
                categories.append(category)
                new[part.get(XML_ID, "")] = category.id
        _remove(declared)
    point(root, new)
    return tuple(taxonomies), tuple(categories)


def _entities(root: etree._Element) -> tuple[Entity, ...]:
    """Take the lists of entities out of an edition, and let it point to those of the corpus."""
    found: list[Entity] = []
    new: dict[str, str] = {}
    for stand_off in root.findall(f"{TEI}standOff"):
        for sort, name in SORTS.items():
            for listed in stand_off.findall(f"{TEI}{name}"):
                for element in listed:
                    entity = _entity(sort, element)
                    found.append(entity)
                    new[element.get(XML_ID, "")] = entity.id
                _remove(listed)
        if len(stand_off) == 0:
            _remove(stand_off)
    point(root, new)
    return tuple(found)


def _entity(sort: str, element: etree._Element) -> Entity:
    place = element.find(f"{TEI}placeName") if sort == "org" else None
    return Entity(
        sort=sort,
        name=element[0].text or "",
        type=element.get("type", ""),
        identifiers=tuple(_identifiers(element)),
        place=None if place is None else place.text or "",
    )


def _identifiers(element: etree._Element) -> Iterator[tuple[str, str]]:
    for one in element.iterfind(f"{TEI}idno"):
        yield one.get("type", ""), one.text or ""


def _remove(element: etree._Element) -> None:
    """Take an element out; the white space after it goes before the next one."""
    parent = element.getparent()
    assert parent is not None  # noqa: S101 - the root is never taken out
    tail = element.tail
    before = element.getprevious()
    parent.remove(element)
    if before is not None:
        before.tail = tail
