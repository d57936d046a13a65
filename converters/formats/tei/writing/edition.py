"""The whole edition: header and text of one TEI document."""

from __future__ import annotations

from typing import Final

from converters.formats.format import tell_escaped
from converters.formats.tei import residue
from converters.formats.tei.names import TEI_NS, TEI_VERSION
from converters.formats.tei.stamp import stamped
from converters.formats.tei.values import word
from converters.formats.tei.writing import carried, encoding, filedesc, profile, standoff
from converters.formats.tei.writing.containers import INLINES, division, divisions
from converters.formats.tei.writing.draft import Draft
from converters.formats.tei.writing.markup import ID, LANG, Attributes, group, said, tagged
from converters.model.document import Document
from converters.report import Report

_BREAK: Final = "\n  "
"""Before each part of the whole."""
_INNER_BREAK: Final = "\n    "
"""Before each part of the header."""


def compose(document: Document, report: Report, profile: str | None = None) -> bytes:
    """The edition of a document in UTF-8, from its root element on; `profile` is named there."""
    draft = Draft(document, INLINES)
    draft.entities.add(document.metadata)
    attributes = _root_attributes(draft, document)
    if profile is not None:
        attributes["subtype"] = profile
    text = _text(draft, document)
    before = [*_header(draft, document), _BREAK, *(f"{part}{_BREAK}" for part in standoff.write(draft, document, 1))]
    if draft.escapes:
        tell_escaped(document, report)
    stamped_before = stamped(b"".join([part.encode() for part in before]))
    return b"".join((f"<TEI{said(attributes)}>{_BREAK}".encode(), stamped_before, text.encode(), b"\n</TEI>"))


def _root_attributes(draft: Draft, document: Document) -> Attributes:
    attributes: Attributes = {"xmlns": TEI_NS, "version": TEI_VERSION}
    if document.id is not None:
        attributes[ID] = document.id
    if document.lang is not None:
        attributes[LANG] = document.lang
    if document.metadata.type is not None:
        type = word(document.metadata.type)
        if type is None:
            draft.leave(document, attributes, "type", document.metadata.type)
        else:
            attributes["type"] = type
    if document.attrs:
        draft.leave(document, attributes, "attrs", document.attrs)
    return attributes


def _text(draft: Draft, document: Document) -> str:
    parts = []
    if document.front:
        parts.append(group("front", divisions(draft, document.front, 2), 2))
    draft.remarks.counting = True
    parts.append(group("body", division(draft, document.body, 2, needs_text=True), 2))
    draft.remarks.counting = False
    if document.back:
        parts.append(group("back", divisions(draft, document.back, 2), 2))
    draft.remarks.filing_day()
    return group("text", parts, 1)


def _header(draft: Draft, document: Document) -> list[str]:
    """The header, made when all that it describes has been written; the residue last of what is not TEI.

    It comes in pieces: text of nothing but ASCII is encoded at once, and most pieces are.
    """
    known = document.metadata
    file = filedesc.write(draft, document, 2)
    described = profile.write(draft, known, 2)
    original = [] if document.source is None else carried.carry(draft, document.source)
    changes = profile.revisions(draft, known, 2)
    parts = [file, encoding.write(draft, 2), described, *original, *_residue(draft), *changes]
    return ["<teiHeader>", *(f"{_INNER_BREAK}{part}" for part in parts), f"{_BREAK}</teiHeader>"]


def _residue(draft: Draft) -> list[str]:
    if not draft.residue:
        return []
    attributes = {"type": residue.TYPE, "subtype": residue.SUBTYPE}
    return [tagged("xenoData", draft.text(residue.encode(draft.residue)), attributes)]
