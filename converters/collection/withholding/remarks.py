"""What a redacted document says of itself: that something is withheld, why, by whom, when; never what or how long."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import msgspec

from converters.collection.withholding.places import Place
from converters.model.document import Document
from converters.model.metadata import Extra, Metadata, Revision

NAME, CODE = "withheld", "exemption"
"""The names of the facts about what is withheld: how much of the record, and under which codes."""
Extent = Literal["in part", "in full"]


def remarked(document: Document, places: list[Place], extent: Extent) -> Document:
    """The document with its remarks; places of ids and file names are told with the others."""
    decisions = Counter((one.date, one.reviewer, one.code) for one in places)
    revisions = tuple(
        Revision(date=date, agent=reviewer, text=_said(code, count, extent))
        for (date, reviewer, code), count in sorted(decisions.items())
    )
    codes = tuple(Extra(name=CODE, value=code) for code in sorted({one.code for one in places}))
    known = document.metadata
    metadata = msgspec.structs.replace(
        known,
        revisions=(*known.revisions, *revisions),
        extras=(*known.extras, Extra(name=NAME, value=extent), *codes),
    )
    return msgspec.structs.replace(document, metadata=metadata)


def _said(code: str, count: int, extent: Extent) -> str:
    if extent == "in full":
        return f"Withheld in full under {code}. The original is not carried."
    places = "One place" if count == 1 else f"{count} places"
    return f"{places} withheld under {code}. For that reason the original is not carried."


def extent_of(known: Metadata) -> str | None:
    """Whether a record is withheld in part or in full; None where nothing is."""
    return next((one.value for one in known.extras if one.name == NAME), None)


def codes_of(known: Metadata) -> list[str]:
    """Under which codes something of a record is withheld."""
    return [one.value for one in known.extras if one.name == CODE]
