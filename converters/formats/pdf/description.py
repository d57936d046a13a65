"""What a file says of its record, in Dublin Core: who, when, under which numbers, from where, under which rights."""

from __future__ import annotations

import re
from collections.abc import Iterator

from converters.formats.pdf.conformance import Facts
from converters.formats.pdf.summary import title_of
from converters.model.document import Document
from converters.model.metadata import DateRole, Holding, Metadata
from converters.model.normal import LANGUAGE

_FALLBACK_LANGUAGE = "en"
_DATES: tuple[DateRole, ...] = ("written", "sent", "published", "received", "filed")
"""Whose date is that of the record, the first that there is."""
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?)?)?", re.ASCII)
"""Dates that XMP knows (ISO 16684-1, 8.2.1.2), among those of EDTF."""


def facts_of(document: Document) -> Facts:
    """The facts about a record that are the file's own as well."""
    known = document.metadata
    rights = known.rights
    licence = rights.licence or rights.source if rights is not None else None
    return Facts(
        title=title_of(document),
        language=language_of(document) or _FALLBACK_LANGUAGE,
        authors=_named(known, "sender", "author"),
        subjects=tuple(subject.term for subject in known.subjects if subject.term),
        identifiers=tuple(f"{one.scheme}:{one.value}" for one in known.identifiers),
        date=_date(known),
        publishers=_named(known, "publisher"),
        relations=tuple(one.target for one in known.references if one.target),
        rights=" ".join(filter(None, (licence.text, licence.target))) if licence is not None else None,
        source=", ".join(filter(None, _places(known.holding))) if known.holding is not None else None,
        type=known.type,
    )


def language_of(document: Document) -> str | None:
    """The language of a document, where it says one."""
    return document.lang or next(filter(LANGUAGE.fullmatch, document.metadata.languages), None)


def _named(known: Metadata, *roles: str) -> tuple[str, ...]:
    return tuple(agent.name for agent in known.agents if agent.name and not set(roles).isdisjoint(agent.roles))


def _date(known: Metadata) -> str | None:
    """The date of the record, where it is one that XMP knows."""
    dating = next(filter(None, map(known.date, _DATES)), None)
    text = (dating.edtf if dating is not None else None) or ""
    return text if _DATE.fullmatch(text) else None


def _places(holding: Holding) -> Iterator[str]:
    """Where a record is kept, from the repository down to its shelfmark."""
    yield holding.repository
    for level in holding.levels:
        yield " ".join(filter(None, (level.code, level.title)))
    yield from (one.value for one in holding.identifiers)
