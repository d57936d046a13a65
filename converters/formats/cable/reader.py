"""Read a telegram: decode, cut into lines, read header, head matter and text, put the metadata together, check."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from converters.formats.cable import (
    body,
    checks,
    decoding,
    electronic,
    fields,
    header,
    headmatter,
    lines,
    metadata,
    webpage,
)
from converters.formats.cable.blocks import Workshop
from converters.formats.cable.checks import Said
from converters.formats.cable.electronic import Division
from converters.formats.cable.fields import Zones
from converters.formats.cable.header import HeaderFacts
from converters.formats.cable.ids import Ids
from converters.formats.cable.sections import span_of
from converters.formats.cable.webpage import Page
from converters.formats.format import ReadOptions
from converters.model.document import Document, Source
from converters.model.metadata import Identifier, Metadata
from converters.model.nodes import Block, Line, Section
from converters.report import Report


def read(data: bytes, options: ReadOptions, report: Report) -> Document:
    """The telegram in a plain text. Raises InputError where the file is empty or no text.

    Text without any sign of a telegram is read as plain paragraphs, and the ledger says so.
    """
    source = decoding.decode(data, report)
    page = webpage.read(source.text or "") if webpage.is_page(source.text or "") else None
    if page is not None:
        return _on_a_page(page, source, options, report)
    return _in_text(source.text or "", source, options, report)


def _on_a_page(page: Page, source: Source, options: ReadOptions, report: Report) -> Document:
    """The telegram that a web page shows, with what the page claims of it; the page itself is the original."""
    document = _in_text(page.text, source, options, report)
    known = document.metadata
    claimed = msgspec.structs.replace(known, extras=(*known.extras, *page.claims))
    shown = msgspec.structs.replace(source, media_type="text/html")
    return webpage.without_places(msgspec.structs.replace(document, metadata=claimed, source=shown))


def _in_text(text: str, source: Source, options: ReadOptions, report: Report) -> Document:
    found = lines.split(text)
    division = electronic.divide(found)
    if division is not None:
        return _electronic(division, source, options, report)
    zones = fields.divide(found)
    if not zones.recognised:
        return _plain(zones, source, options, report)
    return _telegram(zones, source, options, report)


def _electronic(division: Division, source: Source, options: ReadOptions, report: Report) -> Document:
    """A file of the electronic telegrams of 1973-79: the telegram, with the archive's attributes behind it."""
    attributes = electronic.read(division.attributes)
    if electronic.has_no_text(division.text):
        report.warn("unread", "the archive's system could not read the text of the message: attributes only")
    zones = fields.divide(division.text)
    claims = [attributes.number] if attributes.number else []
    telegram = (
        _telegram(zones, source, options, report, claims)
        if zones.recognised
        else _plain(zones, source, options, report)
    )
    known = telegram.metadata
    mark = tuple(Line(role="wrapper", content=(line.text,), span=line.span) for line in division.mark)
    return msgspec.structs.replace(
        telegram,
        front=(*mark, *telegram.front),
        back=(attributes.section,),
        metadata=msgspec.structs.replace(
            known,
            identifiers=(*known.identifiers, *claims),
            extras=(*known.extras, *attributes.extras),
        ),
    )


def _telegram(
    zones: Zones, source: Source, options: ReadOptions, report: Report, claims: Sequence[Identifier] = ()
) -> Document:
    """`claims` are numbers that an archive gave the record."""
    front, said = header.read(zones.header)
    ids = Ids(_record_id(zones, said, source))
    opening, head = headmatter.read(zones.fields, metadata.year_of(said), ids)
    headmatter.read_authority_in_text(zones.body, head)
    station = head.classification.station if head.classification else None
    text = body.read(zones.body, station, Workshop(options, report, ids))
    checks.check(Said(said, head, text.numbers, [*([said.claimed] if said.claimed else []), *claims]), report)
    blocks: list[Block] = [*opening, *text.blocks, *([text.ending.closer] if text.ending.closer else [])]
    number = metadata.record_number(said, head)
    telegram = Section(role="telegram", n=number.value if number else None, blocks=tuple(blocks), span=span_of(blocks))
    return Document(
        id=ids.record,
        lang=metadata.LANGUAGE,
        metadata=metadata.compose(said, head, text.ending, truncated=text.truncated),
        front=(front,) if front else (),
        body=(telegram,) if blocks else (),
        source=source,
    )


def _record_id(zones: Zones, said: HeaderFacts, source: Source) -> str:
    """`c` and the message reference number; without a year `c` and station and number; else from the bytes."""
    own = headmatter.own_number(zones.fields, metadata.year_of(said))
    if own.station is None or own.number is None:
        return f"c-{source.sha256[:12]}"
    year = f"{own.year % 100:02}" if own.year else ""
    return f"c{year}{own.station}{own.number}"


def _plain(zones: Zones, source: Source, options: ReadOptions, report: Report) -> Document:
    report.warn("guess", "nothing in the text looks like a telegram: read as plain paragraphs")
    ids = Ids(f"t-{source.sha256[:12]}")
    return Document(
        id=ids.record,
        metadata=Metadata(),
        body=tuple(body.plain(zones.body, Workshop(options, report, ids))),
        source=source,
    )
