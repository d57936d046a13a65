"""The tables of a collection: which columns they have, and the rows that a record gives.

The version of the schema changes with its columns. Several values of one column have `|` between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from converters.collection.authorities import OWN, own_id
from converters.collection.products.days import span
from converters.collection.products.precedence import effective
from converters.collection.products.product import Record
from converters.collection.products.reading import paragraphs_of, said, words_of
from converters.collection.withholding import remarks
from converters.model import nodes as nd
from converters.model.metadata import Agent, Dating, Declassification, DeclassificationAction
from converters.model.walk import content_text, plain_text, walk

VERSION = "1.1"
Row = msgspec.Struct
Id = Annotated[str, Meta(description="The path of the record under the folder of the inputs, without its ending.")]
Mrn = Annotated[str | None, Meta(description="The message number of the record.")]


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """One row for each record."""

    record: Id
    id: Annotated[str | None, Meta(description="The id of the document.")] = None
    mrn: Mrn = None
    title: Annotated[str | None, Meta(description="The title, for a telegram its subject.")] = None
    type: Annotated[str | None, Meta(description="What kind of record it is.")] = None
    sender: Annotated[str | None, Meta(description="Who sent it, as written.")] = None
    sent: Annotated[str | None, Meta(description="When it was sent, as written.")] = None
    sent_edtf: Annotated[str | None, Meta(description="The same in EDTF.")] = None
    sent_start: Annotated[str | None, Meta(description="The first day that this covers (ISO 8601).")] = None
    sent_end: Annotated[str | None, Meta(description="The last day that this covers (ISO 8601).")] = None
    sent_precision: Annotated[str | None, Meta(description="How exact the date is.")] = None
    classification: Annotated[str | None, Meta(description="The classification as transmitted; not one in force.")] = (
        None
    )
    captions: Annotated[str | None, Meta(description="Captions and handling markings.")] = None
    declassified_by: Annotated[str | None, Meta(description="Who declassified it, where somebody did.")] = None
    declassified_on: Annotated[str | None, Meta(description="When that was done, in EDTF.")] = None
    declassified_extent: Annotated[str | None, Meta(description="full or part, where the authority says it.")] = None
    languages: Annotated[str | None, Meta(description="Languages (BCP 47).")] = None
    paragraphs: Annotated[int, Meta(description="How many paragraphs there are.")] = 0
    words: Annotated[int, Meta(description="How many words its reading text has, as `text` writes it.")] = 0
    withheld: Annotated[str | None, Meta(description="Whether it is withheld in part or in full.")] = None
    exemptions: Annotated[str | None, Meta(description="Under which exemption codes.")] = None
    source_sha256: Annotated[str | None, Meta(description="SHA-256 of the original.")] = None


class Correspondents(msgspec.Struct, frozen=True, kw_only=True):
    """One row for each person, post, office or place with a part in a record."""

    record: Id
    role: Annotated[str, Meta(description="sender, signer, drafter …, or action, info, exempted for addressees.")]
    name: Annotated[str, Meta(description="The name as written.")]
    type: Annotated[str, Meta(description="post, office, organisation, collective, place, person.")]
    place: Annotated[str | None, Meta(description="The place of a post.")] = None
    authority: Annotated[str | None, Meta(description="Its id in the authority list.")] = None
    identifiers: Annotated[str | None, Meta(description="Other identifiers, as scheme:value.")] = None


class Deliveries(msgspec.Struct, frozen=True, kw_only=True):
    """One row for each addressee of a record."""

    record: Id
    position: Annotated[int, Meta(description="Its place among the addressees, from 1.")]
    type: Annotated[str, Meta(description="action or info.")]
    name: Annotated[str, Meta(description="The addressee as written.")]
    precedence: Annotated[str | None, Meta(description="The precedence of this delivery, where it has its own.")] = None
    effective: Annotated[
        str | None, Meta(description="The precedence that holds: its own, or that of the date-time line.")
    ] = None
    number: Annotated[str | None, Meta(description="The message continuity number, as text.")] = None
    attention: Annotated[str | None, Meta(description="Office blocks.")] = None
    exempted: Annotated[str | None, Meta(description="Posts that a collective leaves out.")] = None


class Paragraphs(msgspec.Struct, frozen=True, kw_only=True):
    """One row for each paragraph of a record, with its reading text."""

    record: Id
    position: Annotated[int, Meta(description="Its place in the record, from 1.")]
    node: Annotated[str | None, Meta(description="The id of the paragraph.")] = None
    number: Annotated[str | None, Meta(description="The number it has.")] = None
    marking: Annotated[str | None, Meta(description="Its portion marking.")] = None
    part: Annotated[str | None, Meta(description="The role of the section: summary, comment …")] = None
    heading: Annotated[str | None, Meta(description="The heading of the section.")] = None
    text: Annotated[str, Meta(description="The text: proposed readings, without marks, notes and debris.")] = ""


class References(msgspec.Struct, frozen=True, kw_only=True):
    """One row for each record that a record refers to."""

    record: Id
    label: Annotated[str | None, Meta(description="Its letter in the list.")] = None
    text: Annotated[str, Meta(description="The reference as written.")] = ""
    type: Annotated[
        str | None, Meta(description="telegram, email, letter …, copy for another copy of this record.")
    ] = None
    target: Annotated[str | None, Meta(description="What it refers to (mrn:… or an address).")] = None
    note: Annotated[str | None, Meta(description="What is said of it (NOTAL).")] = None


class Subjects(msgspec.Struct, frozen=True, kw_only=True):
    """One row for each subject of a record."""

    record: Id
    scheme: Annotated[str, Meta(description="tags, or the scheme of the archive.")]
    term: Annotated[str, Meta(description="The subject.")]
    type: Annotated[str | None, Meta(description="Its kind: geo, subject, program, organisation.")] = None
    persons: Annotated[str | None, Meta(description="The persons that qualify it.")] = None
    ref: Annotated[str | None, Meta(description="Its address in an authority list.")] = None


class Repairs(msgspec.Struct, frozen=True, kw_only=True):
    """One row for each place with two readings."""

    record: Id
    node: Annotated[str | None, Meta(description="The id of the choice.")] = None
    original: Annotated[str, Meta(description="What stands there.")] = ""
    proposed: Annotated[str, Meta(description="What is proposed.")] = ""
    reason: Annotated[str | None, Meta(description="Why.")] = None
    certainty: Annotated[str | None, Meta(description="How sure that is.")] = None
    agent: Annotated[str | None, Meta(description="Who proposed it; empty for the program.")] = None
    start: Annotated[int | None, Meta(description="Where it begins in the original, in characters.")] = None
    end: Annotated[int | None, Meta(description="Where it ends.")] = None


TABLES: dict[str, type[Row]] = {
    "records": Records,
    "correspondents": Correspondents,
    "deliveries": Deliveries,
    "paragraphs": Paragraphs,
    "references": References,
    "subjects": Subjects,
    "repairs": Repairs,
}
"""All tables, by the names of their files."""


def rows(record: Record) -> Iterator[tuple[str, Row]]:
    """The rows that a record gives, each with the name of its table."""
    yield "records", _record(record)
    for table, found in (
        ("correspondents", _correspondents(record)),
        ("deliveries", _deliveries(record)),
        ("paragraphs", _paragraphs(record)),
        ("references", _references(record)),
        ("subjects", _subjects(record)),
        ("repairs", _repairs(record)),
    ):
        for row in found:
            yield table, row


def _record(record: Record) -> Records:
    document = record.document
    known = document.metadata
    sent = known.date("sent") or known.date("written") or Dating(role="sent")
    start, end = span(sent.edtf)
    sender = known.agent("sender")
    action = _release(known.declassification)
    classification = known.classification
    return Records(
        record=record.stem,
        id=document.id,
        mrn=known.identifier("mrn"),
        title=known.title,
        type=known.type,
        sender=None if sender is None else sender.name,
        sent=sent.text,
        sent_edtf=sent.edtf,
        sent_start=start,
        sent_end=end,
        sent_precision=sent.precision,
        classification=None if classification is None else classification.level or classification.text,
        captions=_joined(one.text for one in classification.captions) if classification is not None else None,
        declassified_by=None if action is None else action.authority,
        declassified_on=None if action is None else action.date,
        declassified_extent=None if action is None else action.extent,
        languages=_joined(known.languages),
        paragraphs=sum(1 for _ in paragraphs_of(document)),
        words=len(words_of(document)),
        withheld=remarks.extent_of(known),
        exemptions=_joined(remarks.codes_of(known)),
        source_sha256=None if document.source is None else document.source.sha256,
    )


def _release(known: Declassification | None) -> DeclassificationAction | None:
    """The first action that says by whom and when a record was released; a denial is none, an instruction neither."""
    actions = () if known is None else known.actions
    return next((one for one in actions if one.authority and one.date and one.extent != "denied"), None)


def _correspondents(record: Record) -> Iterator[Correspondents]:
    known = record.document.metadata
    for agent in known.agents:
        for role in agent.roles or ("",):
            yield _correspondent(record, role, agent)
    for delivery in known.deliveries:
        yield _correspondent(record, delivery.type, delivery.to)
        for agent in delivery.exempted:
            yield _correspondent(record, "exempted", agent)


def _correspondent(record: Record, role: str, agent: Agent) -> Correspondents:
    own = own_id(agent.identifiers)
    others = _joined(f"{one.scheme}:{one.value}" for one in agent.identifiers if one.scheme != OWN)
    return Correspondents(
        record=record.stem,
        role=role,
        name=agent.name,
        type=agent.type,
        place=agent.place,
        authority=own,
        identifiers=others,
    )


def _deliveries(record: Record) -> Iterator[Deliveries]:
    for position, one in enumerate(record.document.metadata.deliveries, 1):
        yield Deliveries(
            record=record.stem,
            position=position,
            type=one.type,
            name=one.to.name,
            precedence=one.precedence,
            effective=effective(one, record.document.metadata),
            number=one.number,
            attention=_joined(one.attention),
            exempted=_joined(agent.name for agent in one.exempted),
        )


def _paragraphs(record: Record) -> Iterator[Paragraphs]:
    for position, (one, section) in enumerate(paragraphs_of(record.document), 1):
        heading = next((block for block in section.blocks if isinstance(block, nd.Heading)), None) if section else None
        yield Paragraphs(
            record=record.stem,
            position=position,
            node=one.id,
            number=None if one.number is None else one.number.value,
            marking=None if one.marking is None else one.marking.value or plain_text(one.marking),
            part=None if section is None else section.role,
            heading=None if heading is None else content_text(heading.content),
            text=said(one.content),
        )


def _references(record: Record) -> Iterator[References]:
    for one in record.document.metadata.references:
        yield References(
            record=record.stem, label=one.label, text=one.text, type=one.type, target=one.target, note=one.note
        )


def _subjects(record: Record) -> Iterator[Subjects]:
    for one in record.document.metadata.subjects:
        persons = _joined(one.persons)
        yield Subjects(
            record=record.stem, scheme=one.scheme, term=one.term, type=one.type, persons=persons, ref=one.ref
        )


def _repairs(record: Record) -> Iterator[Repairs]:
    for node in walk(record.document):
        if isinstance(node, nd.Choice):
            yield Repairs(
                record=record.stem,
                node=node.id,
                original=content_text(node.original),
                proposed=content_text(node.proposed),
                reason=node.reason,
                certainty=node.certainty,
                agent=node.agent,
                start=None if node.span is None else node.span.start,
                end=None if node.span is None else node.span.end,
            )


def _joined(values: object) -> str | None:
    return "|".join(values) or None  # type: ignore[arg-type]
