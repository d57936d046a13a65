"""The original, carried in a `xenoData`, and a `bibl` that says what it is."""

from __future__ import annotations

import base64
from typing import Final

import msgspec

from converters.formats.tei.values import words
from converters.formats.tei.writing.draft import Draft
from converters.formats.tei.writing.markup import ID, Attributes, Level, escaped, group, tagged
from converters.model.document import Source
from converters.model.escape import escape, may_need_escape

TYPE: Final = "source"
LONGEST: Final = 4_000_000
"""Characters of one `xenoData`; parsers stop at 10 million."""


def source_id(draft: Draft) -> str:
    """The id of the element that holds the original."""
    return f"{draft.base}source"


def describe(draft: Draft, source: Source, level: Level) -> str:
    """Media type, checksum, encoding and line ends of the original."""
    attributes: Attributes = {"target": f"#{source_id(draft)}"}
    media_type = words(source.media_type)
    if media_type is not None:
        attributes["mimeType"] = media_type
    found = [tagged("ptr", "", attributes)]
    if media_type is None:
        found.append(draft.leaf("seg", source.media_type, {"type": "media-type"}))
    found.append(draft.leaf("idno", source.sha256, {"type": "sha256"}))
    for field in ("encoding", "newline"):
        value = getattr(source, field)
        if value is not None:
            found.append(draft.leaf("seg", value, {"type": field}))
    return group("bibl", found, level, {"type": TYPE})


def carry(draft: Draft, source: Source) -> list[str]:
    """The original itself: text as text, bytes in base64, in pieces that every parser takes."""
    pieces: list[tuple[str, str]] = []
    for subtype, whole in (("text", source.text), ("base64", _base64(source.data))):
        if whole is not None:
            pieces += [(subtype, whole[start : start + LONGEST]) for start in range(0, len(whole) or 1, LONGEST)]
    id: Attributes = {ID: source_id(draft)}
    return [
        tagged("xenoData", escaped(_held(draft, text)), {"type": TYPE, "subtype": subtype, **({} if number else id)})
        for number, (subtype, text) in enumerate(pieces or [("none", "")])
    ]


def _held(draft: Draft, text: str) -> str:
    """A piece of the original as XML can hold it."""
    if not may_need_escape(msgspec.json.encode(text), returns=True):
        return text
    draft.escapes = True
    return escape(text)


def _base64(data: bytes | None) -> str | None:
    return base64.b64encode(data).decode() if data is not None else None
