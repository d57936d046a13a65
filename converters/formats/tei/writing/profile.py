"""`profileDesc` and `revisionDesc`: dates, languages, subjects and markings, correspondence, changes."""

from __future__ import annotations

import itertools
from typing import Final

from converters.formats.tei import dates, vocabulary
from converters.formats.tei.kinds import Change
from converters.formats.tei.values import one_word, pointer, uri, word
from converters.formats.tei.writing import agents
from converters.formats.tei.writing.draft import Draft
from converters.formats.tei.writing.filedesc import senders
from converters.formats.tei.writing.markup import ID, Attributes, Level, below, group, lines, tagged
from converters.model.metadata import Classification, Dating, Delivery, Metadata, RelatedRecord, Subject

SIMPLE: Final = 32
"""Terms shorter than this and of one word have a category of their own."""


def write(draft: Draft, known: Metadata, level: Level) -> str:
    """The profile of the record."""
    inner = below(level)
    created, filed = divided(known.dates)
    parts = []
    if created or draft.changes:
        telegram = known.type == "telegram" or known.transmission is not None
        parts.append(group("creation", _creation(draft, created, below(inner), telegram=telegram), inner))
    if known.languages:
        parts.append(group("langUsage", [_language(draft, one) for one in known.languages], inner))
    if known.subjects or known.classification is not None:
        parts.append(group("textClass", _text_class(draft, known, below(inner)), inner))
    correspondence = _correspondence(draft, known, filed, below(inner))
    if correspondence:
        parts.append(group("correspDesc", correspondence, inner))
    if draft.calendars:
        described = [
            group("calendar", (draft.leaf("p", name),), below(inner), {ID: id}) for name, id in draft.calendars.items()
        ]
        parts.append(group("calendarDesc", described, inner))
    return group("profileDesc", parts, level)


def divided(known: tuple[Dating, ...]) -> tuple[tuple[Dating, ...], tuple[Dating, ...]]:
    """The dates of the record, and those at the end that say when it was filed; the order is kept."""
    end = len(known)
    while end and known[end - 1].role == "filed":
        end -= 1
    return known[:end], known[end:]


def _creation(draft: Draft, known: tuple[Dating, ...], level: Level, *, telegram: bool) -> list[str]:
    found = [_date(draft, one, "dtg" if one.role == "sent" and telegram else one.role) for one in known]
    if draft.changes:
        changes = [_change(draft, change, id) for change, id in draft.changes.items()]
        found.append(group("listChange", changes, level))
    return found


def _change(draft: Draft, change: Change, id: str) -> str:
    """Who changed the text and when, or proposes to."""
    agent, date, status = change
    inner = "" if agent is None else draft.leaf("name", agent)
    if date is not None:
        inner += draft.leaf("date", date, dict(dates.attributes(date) or {}))
    return tagged("change", inner, {ID: id} if status is None else {ID: id, "status": status})


def _date(draft: Draft, known: Dating, type: str) -> str:
    """A date: as written, as understood, how exact and how sure. The zone is marked where it stands, or added."""
    attributes: Attributes = {"type": type}
    said = dates.attributes(known.edtf) if known.edtf is not None else {}
    if said is None:
        draft.leave(known, attributes, "edtf", known.edtf)
    attributes.update(said or {})
    for name, value in (("unit", known.precision), ("cert", known.certainty), ("evidence", known.evidence)):
        if value is not None:
            attributes[name] = value
    if known.calendar is not None:
        attributes["calendar"] = draft.calendar(known.calendar)
    if known.text == "":
        draft.leave(known, attributes, "text", known.text)
    return draft.element("date", known, attributes, _zoned(draft, known.text or "", known.zone))


def _zoned(draft: Draft, text: str, zone: str | None) -> str:
    if zone is None:
        return draft.text(text)
    if not zone or zone not in text:
        return draft.text(text) + tagged("seg", "", {"type": "zone", "n": draft.held(zone)})
    before, _, after = text.partition(zone)
    return draft.text(before) + draft.leaf("seg", zone, {"type": "zone"}) + draft.text(after)


def _language(draft: Draft, tag: str) -> str:
    return draft.leaf("language", vocabulary.LANGUAGES.get(tag.partition("-")[0]), {"ident": tag})


def _text_class(draft: Draft, known: Metadata, level: Level) -> list[str]:
    found = [] if known.classification is None else _classification(draft, known.classification, level)
    for scheme, subjects in itertools.groupby(known.subjects, key=lambda one: one.scheme):
        taxonomy = vocabulary.taxonomy_of(scheme)
        list_of_words = {"scheme": draft.taxonomy(taxonomy)}
        found.append(group("keywords", [_subject(draft, one, taxonomy) for one in subjects], level, list_of_words))
    return found


def _classification(draft: Draft, known: Classification, level: Level) -> list[str]:
    attributes: Attributes = {"scheme": draft.taxonomy("classification")}
    if known.text == "":
        draft.leave(known, attributes, "text", known.text)
    said = {"ref": draft.category("classification", known.level)} if known.level is not None else {}
    found = [draft.element("keywords", known, attributes, lines([draft.leaf("term", known.text, said)], level))]
    if known.captions:
        captions = [
            draft.valued("term", one, one.text, {"n": str(one.count)} if one.count != 1 else {})
            for one in known.captions
        ]
        found.append(group("keywords", captions, level, {"scheme": draft.taxonomy("captions")}))
    if known.reasons:
        reasons = [draft.leaf("term", reason) for reason in known.reasons]
        found.append(group("keywords", reasons, level, {"scheme": draft.taxonomy("reasons")}))
    return found


_TYPE: Final = one_word("type", "type")
_REF: Final = uri("ref", "ref")


def _subject(draft: Draft, known: Subject, taxonomy: str) -> str:
    attributes: Attributes = {}
    draft.attribute(known, attributes, _TYPE)
    draft.attribute(known, attributes, _REF)
    if known.ref is None and len(known.term) < SIMPLE and word(known.term):
        attributes["ref"] = draft.category(taxonomy, known.term)
    inner = draft.text(known.term)
    if known.persons:
        inner += f" ({'; '.join([draft.leaf('persName', person) for person in known.persons])})"
    return draft.element("term", known, attributes, inner)


def _correspondence(draft: Draft, known: Metadata, filed: tuple[Dating, ...], level: Level) -> list[str]:
    found = _sent(draft, known, level)
    if filed:
        relayed = [_date(draft, one, "filing") for one in filed]
        found.append(group("correspAction", relayed, level, {"type": "transmitted", "subtype": "relay"}))
    for (type, precedence), deliveries in itertools.groupby(
        known.deliveries, key=lambda one: (one.type, one.precedence)
    ):
        attributes: Attributes = {"type": "received", "subtype": type}
        if precedence is not None:
            attributes["ana"] = draft.category("precedence", precedence)
        received = itertools.chain.from_iterable(_delivery(draft, one) for one in deliveries)
        found.append(group("correspAction", received, level, attributes))
    if known.references:
        found.append(group("correspContext", [_reference(draft, one) for one in known.references], level))
    return found


def _sent(draft: Draft, known: Metadata, level: Level) -> list[str]:
    """The sender, and for indexes a copy of the date."""
    count = senders(known)
    if not count:
        return []
    found: list[str] = []
    for agent in known.agents[:count]:
        if agent.roles == agents.SENDER:
            found += [agents.name(draft, agent, {}), *agents.companions(draft, agent)]
        else:
            found += agents.named(draft, agent, {})
    sent = known.date("sent")
    said = dates.attributes(sent.edtf) if sent is not None and sent.edtf is not None else None
    if said:
        found.append(tagged("date", "", dict(said)))
    return [group("correspAction", found, level, {"type": "sent"})]


def _delivery(draft: Draft, known: Delivery) -> list[str]:
    """An addressee. What the delivery has beyond its addressee and in the same fields goes into the residue."""
    agent = known.to
    attributes: Attributes = {"n": draft.held(known.number)} if known.number is not None else {}
    odd = {name: getattr(known, name) for name in ("id", "lang") if getattr(known, name) is not None}
    if known.attrs:
        odd["attrs"] = known.attrs
    if known.span != agent.span:
        odd["span"] = known.span
    if odd:
        draft.leave(agent, attributes, "delivery", odd)
    found = agents.named(draft, agent, attributes)
    found += [draft.leaf("note", office, {"type": "attention"}) for office in known.attention]
    for exempted in known.exempted:
        found.append(tagged("note", "".join(agents.named(draft, exempted, {})), {"type": "exempted"}))
    return found


def _reference(draft: Draft, known: RelatedRecord) -> str:
    attributes: Attributes = {"type": "reftel"}
    if known.label is not None:
        attributes["n"] = draft.held(known.label)
    draft.attribute(known, attributes, _TYPE._replace(name="subtype"))
    if known.target is not None:
        encoded = pointer(known.target)
        if encoded is None:
            draft.leave(known, attributes, "target", known.target)
        else:
            attributes["target"] = encoded
    note = "" if known.note is None else draft.leaf("note", known.note)
    return draft.element("ref", known, attributes, draft.text(known.text) + note)


def revisions(draft: Draft, known: Metadata, level: Level) -> list[str]:
    """What was changed in the edition."""
    if not known.revisions:
        return []
    found = []
    for one in known.revisions:
        attributes: Attributes = {}
        said = dates.attributes(one.date) if one.date is not None else {}
        if said is None:
            draft.leave(one, attributes, "date", one.date)
        attributes.update(said or {})
        name = "" if one.agent is None else draft.leaf("name", one.agent)
        found.append(draft.element("change", one, attributes, name + draft.text(one.text)))
    return [group("revisionDesc", found, level)]
