"""The files that a PDF carries: the document as data and its source (ISO 32000-2, 14.13; ISO 19005-3, 6.8)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from typing import NamedTuple

import pikepdf

from converters.formats.pdf import structure
from converters.formats.pdf.conformance import PAPER, THEME
from converters.formats.pdf.opening import UNREADABLE
from converters.model.codec import CodecError, decode
from converters.model.document import Document, Source
from converters.report import Report

MAX_ATTACHMENTS = 1000
"""How many associated files are looked at."""


class Attached(NamedTuple):
    """A file in the file. `made`: when it was last changed, in seconds since 1970; `checksum`: its MD5, it says."""

    name: str
    relationship: str
    data: bytes
    made: int | None
    checksum: bytes | None


class Carried(NamedTuple):
    """The document that a file carries, and how the file was set: its time, and what it says of theme and paper."""

    document: Document
    epoch: int | None
    theme: str | None = None
    paper: str | None = None


def carried_document(pdf: pikepdf.Pdf, report: Report, *, is_whole: bool) -> Carried | None:
    """The document that is attached as data, or None; one that cannot be read is told.

    `is_whole`: nothing of the file was changed since it was written, so its checksum need not be asked.
    """
    found = _find(pdf, structure.DOCUMENT_RELATIONSHIP, structure.DOCUMENT_FILE, report)
    if found is None:
        return None
    if not is_whole and found.checksum not in (None, hashlib.md5(found.data, usedforsecurity=False).digest()):
        report.warn("disagrees", "an attached file is not the one that its checksum was made of", place=found.name)
    try:
        return Carried(decode(found.data), found.made, _said(pdf, THEME), _said(pdf, PAPER))
    except (CodecError, RecursionError) as error:
        report.warn("unread", f"the document that the PDF carries cannot be read: {error}", place=found.name)
        return None


def _said(pdf: pikepdf.Pdf, name: str) -> str | None:
    """An entry of the information dictionary."""
    try:
        return str(pdf.docinfo[f"/{name}"])
    except UNREADABLE:
        return None


def carried_source(pdf: pikepdf.Pdf, facts: dict[str, str], report: Report) -> Source | None:
    """The original that is attached, as the structure tree says it is: media type, SHA-256, encoding, line ends.

    None where nothing is said of one, or it is not there, or is another file than is said; all but the first is told.
    """
    media_type, digest = facts.get("media_type"), facts.get("sha256")
    if media_type is None or digest is None:
        return None
    found = _find(pdf, structure.SOURCE_RELATIONSHIP, None, report)
    if found is None:
        report.warn("unread", "the source record that the PDF speaks of is not attached to it")
        return None
    if hashlib.sha256(found.data).hexdigest() != digest:
        report.warn("disagrees", "the attached source is not the one that the document was made from: it is left out")
        return None
    return _source(found, media_type, facts.get("encoding"), report)


def _source(found: Attached, media_type: str, encoding: str | None, report: Report) -> Source:
    if encoding is not None:
        try:
            return Source.of_text(found.data, encoding, media_type)
        except (UnicodeError, LookupError):
            report.warn("disagrees", f"the attached source is not text in {encoding!r}: it is kept as bytes")
    return Source.of_bytes(found.data, media_type)


def _find(pdf: pikepdf.Pdf, relationship: str, name: str | None, report: Report) -> Attached | None:
    """The first associated file with a relationship, and a name where one is asked for."""
    for specification in _specifications(pdf):
        try:
            if str(specification.get("/AFRelationship", "")) != f"/{relationship}":
                continue
            own = str(specification.get("/UF", specification.get("/F", "")))
            if name is None or own == name:
                return _attached(specification, own, relationship, report)
        except UNREADABLE as error:
            report.warn("unread", f"an attached file cannot be read: {error}", place=name)
    return None


def _specifications(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The associated files of the document, then all files embedded in it: some programs keep only those."""
    listed = pdf.Root.get("/AF")
    named = _embedded(pdf)
    seen: set[tuple[int, int]] = set()
    for found in islice(chain(listed if isinstance(listed, pikepdf.Array) else (), named), MAX_ATTACHMENTS):
        if isinstance(found, pikepdf.Dictionary) and found.objgen not in seen:
            seen.add(found.objgen)
            yield found


def _embedded(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    try:
        yield from pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles).values()
    except UNREADABLE:
        return  # there are none, or no more


def _attached(specification: pikepdf.Object, name: str, relationship: str, report: Report) -> Attached:
    stream = specification.EF.F
    data = stream.read_bytes()
    parameters = stream.get("/Params", pikepdf.Dictionary())
    size = parameters.get("/Size")
    if size is not None and size != len(data):
        report.warn("disagrees", f"an attached file says it has {size} bytes and has {len(data)}", place=name)
    made = parameters.get("/ModDate")
    checksum = parameters.get("/CheckSum")
    when = _seconds(str(made)) if made is not None else None
    return Attached(name, relationship, data, when, bytes(checksum) if checksum is not None else None)


def _seconds(date: str) -> int | None:
    """A date of PDF (ISO 32000-1, 7.9.4) in UTC, as seconds since 1970; None where it is none or of another zone."""
    try:
        moment = datetime.strptime(date, "D:%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return (moment - datetime.fromtimestamp(0, UTC)) // timedelta(seconds=1)
