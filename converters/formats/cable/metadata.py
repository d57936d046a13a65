"""The metadata of a telegram, put together from what its parts say."""

from __future__ import annotations

from converters.formats.cable import stations, transmission
from converters.formats.cable.closing import Ending
from converters.formats.cable.header import HeaderFacts
from converters.formats.cable.headmatter import HeadFacts
from converters.model.metadata import (
    Agent,
    Classification,
    Dating,
    Declassification,
    Identifier,
    Marking,
    Metadata,
    Transmission,
)

TYPE = "telegram"
LANGUAGE = "en"


def record_number(header: HeaderFacts, head: HeadFacts) -> Identifier | None:
    """The canonical message reference number (`07MARLOW918`); None where year, station or number is not known."""
    own = head.own
    if own.year is None or own.station is None or own.number is None:
        return None
    value = stations.message_number(own.year, own.station, str(own.number))
    return Identifier(scheme="mrn", value=value, span=head.classification_span)


def year_of(header: HeaderFacts) -> int | None:
    """The year of the record, from its date-time group, else from the number that an archive wrote before it."""
    if header.sent and header.sent.moment:
        return header.sent.moment.year
    return transmission.full_year(header.claimed.value[:2]) if header.claimed else None


def compose(header: HeaderFacts, head: HeadFacts, ending: Ending, *, truncated: bool) -> Metadata:
    """All that is known of the record."""
    return Metadata(
        titles=(head.title,) if head.title else (),
        identifiers=_identifiers(header, head),
        type=TYPE,
        agents=_agents(header, head, ending),
        deliveries=tuple(header.deliveries),
        dates=_dates(header),
        subjects=tuple(head.subjects),
        references=tuple(head.references),
        languages=(LANGUAGE,),
        transmission=_transmission(header),
        classification=_classification(head),
        declassification=_declassification(head, ending),
        completeness="extract" if header.extract else "truncated" if truncated else "complete",
    )


def _identifiers(header: HeaderFacts, head: HeadFacts) -> tuple[Identifier, ...]:
    found = [record_number(header, head), header.transmission_id]
    if header.station:
        said = header.station
        found.append(Identifier(scheme="station-serial", value=f"{said.indicator} #{said.serial}", span=said.named))
    if head.classification and head.classification.number:
        words = f"{head.classification.station} {head.classification.number}"
        found.append(Identifier(scheme="message-number", value=words, span=head.classification_span))
    return tuple(one for one in found if one)


def _agents(header: HeaderFacts, head: HeadFacts, ending: Ending) -> tuple[Agent, ...]:
    return tuple(one for one in (header.sender, *header.drafters, head.authority, ending.signer) if one)


def _dates(header: HeaderFacts) -> tuple[Dating, ...]:
    dates = [header.sent.dating] if header.sent else []
    if header.station:
        dates.append(transmission.filing(header.station, header.sent))
    return tuple(dates)


def _transmission(header: HeaderFacts) -> Transmission | None:
    said = header.station
    known = Transmission(
        transmission_id=header.transmission_id.value if header.transmission_id else None,
        precedence=header.prosign,
        routing=tuple(header.routing),
        station=said.indicator if said else None,
        serial=said.serial if said else None,
        section=said.section if said else None,
        security=header.security.letter if header.security else None,
        precedences=header.sent.precedences if header.sent else (),
        signals=tuple(header.signals),
        distribution=tuple(header.distribution),
    )
    return known if known != Transmission() else None


def _classification(head: HeadFacts) -> Classification | None:
    said = head.classification
    if said is None and not head.captions and head.authority is None:
        return None
    return Classification(
        level=said.level if said else None,
        text=head.classification_text,
        captions=tuple(Marking(text=text, count=count) for text, count in head.captions.items()),
        authority=head.authority,
        reasons=head.reasons,
        sections=said.sections if said else None,
        span=head.classification_span,
    )


def _declassification(head: HeadFacts, ending: Ending) -> Declassification | None:
    actions = (*head.actions, *ending.actions)
    if head.instruction is None and not actions:
        return None
    return Declassification(instruction=head.instruction, actions=actions)
