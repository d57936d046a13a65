"""`standOff`: who and what a record names, described once, its relations, and remarks of the program.

All of it is drawn from the metadata and the text, which point here; the reader takes nothing from it.
"""

from __future__ import annotations

from typing import Final

from converters.formats.tei.values import pointer, word
from converters.formats.tei.writing.draft import Draft
from converters.formats.tei.writing.entities import ORGANISATION, PERSON, PLACE, Entity, Sort
from converters.formats.tei.writing.markup import ID, Attributes, Level, below, group, tagged
from converters.model.document import Document

_TYPED: Final = frozenset({"post", "office", "collective"})


def write(draft: Draft, document: Document, level: Level) -> list[str]:
    """The element, where there is anything to say."""
    inner = below(level)
    parts = []
    for sort in (PERSON, ORGANISATION, PLACE):
        known = draft.entities.known.get(sort)
        if known:
            described = [_described(draft, sort, name, entity, below(inner)) for name, entity in known.items()]
            parts.append(group(sort.list, described, inner))
    related = _relations(document)
    if related:
        parts.append(group("listRelation", related, inner))
    if draft.remarks.found:
        remarks = [
            draft.leaf("note", one.words, {"type": "parse", "subtype": one.rule, **_target(one.target)})
            for one in draft.remarks.found
        ]
        parts.append(group("listAnnotation", remarks, inner))
    return [group("standOff", parts, level)] if parts else []


def _target(id: str | None) -> Attributes:
    return {} if id is None else {"target": f"#{id}"}


def _described(draft: Draft, sort: Sort, name: str, entity: Entity, level: Level) -> str:
    attributes = {ID: entity.id, **({"type": entity.type} if entity.type in _TYPED else {})}
    parts = [draft.leaf(sort.name, name)]
    for scheme, value in entity.identifiers:
        type = word(scheme)
        parts.append(draft.leaf("idno", value, {"type": type} if type is not None else {}))
    if sort is ORGANISATION and entity.place:
        described = draft.entities.pointer("place", entity.place)
        parts.append(draft.leaf("placeName", entity.place, {"ref": described} if described is not None else {}))
    return group(sort.entity, parts, level, attributes)


def _relations(document: Document) -> list[str]:
    """The records that this one refers to, where both can be pointed to."""
    if document.id is None:
        return []
    targets = [pointer(one.target) for one in document.metadata.references if one.target]
    return [
        tagged("relation", "", {"name": "reftel", "active": f"#{document.id}", "passive": target})
        for target in dict.fromkeys(targets)
        if target is not None
    ]
