"""`profileDesc` and `revisionDesc`: dates, languages, subjects and markings, correspondence, changes."""

from __future__ import annotations

import itertools

from lxml import etree

from converters.formats.tei import dates, vocabulary
from converters.formats.tei.names import TEI, XML_ID
from converters.formats.tei.values import language, one_word, pointer, uri, word
from converters.formats.tei.writing import agents
from converters.formats.tei.writing.draft import Attributes, Draft
from converters.formats.tei.writing.filedesc import senders
from converters.model.metadata import Classification, Dating, Delivery, Metadata, RelatedRecord, Subject

SIMPLE = 32
"""Terms shorter than this and of one word have a category of their own."""


def write(draft: Draft, header: etree._Element, known: Metadata) -> None:
    """The profile of the record."""
    profile = etree.SubElement(header, f"{TEI}profileDesc")
    created, filed = divided(known.dates)
    if created or draft.changes:
        _creation(
            draft,
            etree.SubElement(profile, f"{TEI}creation"),
            created,
            telegram=known.type == "telegram" or known.transmission is not None,
        )
    if known.languages:
        usage = etree.SubElement(profile, f"{TEI}langUsage")
        for one in known.languages:
            _language(draft, usage, one)
    if known.subjects or known.classification is not None:
        _text_class(draft, etree.SubElement(profile, f"{TEI}textClass"), known)
    _correspondence(draft, profile, known, filed)
    if draft.calendars:
        described = etree.SubElement(profile, f"{TEI}calendarDesc")
        for name, id in draft.calendars.items():
            draft.leaf(etree.SubElement(described, f"{TEI}calendar", {XML_ID: id}), "p", name)


def divided(known: tuple[Dating, ...]) -> tuple[tuple[Dating, ...], tuple[Dating, ...]]:
    """The dates of the record, and those at the end that say when it was filed; the order is kept."""
    end = len(known)
    while end and known[end - 1].role == "filed":
        end -= 1
    return known[:end], known[end:]


def _creation(draft: Draft, creation: etree._Element, known: tuple[Dating, ...], *, telegram: bool) -> None:
    for one in known:
        _date(draft, creation, one, "dtg" if one.role == "sent" and telegram else one.role)
    if draft.changes:
        listed = etree.SubElement(creation, f"{TEI}listChange")
        for (agent, date), id in draft.changes.items():
            _change(draft, listed, agent, date, id)


def _change(draft: Draft, parent: etree._Element, agent: str | None, date: str | None, id: str) -> None:
    """Who changed the text and when."""
    change = etree.SubElement(parent, f"{TEI}change", {XML_ID: id})
    if agent is not None:
        draft.leaf(change, "name", agent)
    if date is not None:
        draft.leaf(change, "date", date, dict(dates.attributes(date) or {}))


def _date(draft: Draft, parent: etree._Element, known: Dating, type: str) -> None:
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
    marked = bool(known.zone and known.text and known.zone in known.text)
    if known.text == "":
        draft.leave(known, attributes, "text", known.text)
    element = draft.element(parent, "date", known, attributes)
    if not marked:
        element.text = draft.text(known.text) if known.text else None
        if known.zone is not None:
            draft.leaf(element, "seg", None, {"type": "zone", "n": draft.text(known.zone)})
        return
    before, zone, after = (known.text or "").partition(known.zone or "")
    element.text = draft.text(before) or None
    draft.leaf(element, "seg", zone, {"type": "zone"}).tail = draft.text(after) or None


def _language(draft: Draft, usage: etree._Element, tag: str) -> None:
    ident = language(tag)
    attributes = {"ident": ident} if ident is not None else {"ident": "und", "n": draft.text(tag)}
    draft.leaf(usage, "language", vocabulary.LANGUAGES.get(tag.partition("-")[0]), attributes)


def _text_class(draft: Draft, parent: etree._Element, known: Metadata) -> None:
    if known.classification is not None:
        _classification(draft, parent, known.classification)
    for scheme, group in itertools.groupby(known.subjects, key=lambda one: one.scheme):
        taxonomy = vocabulary.taxonomy_of(scheme)
        keywords = etree.SubElement(parent, f"{TEI}keywords", {"scheme": draft.taxonomy(taxonomy)})
        for subject in group:
            _subject(draft, keywords, subject, taxonomy)


def _classification(draft: Draft, parent: etree._Element, known: Classification) -> None:
    attributes: Attributes = {"scheme": draft.taxonomy("classification")}
    if known.text == "":
        draft.leave(known, attributes, "text", known.text)
    keywords = draft.element(parent, "keywords", known, attributes)
    level = {"ref": draft.category("classification", known.level)} if known.level is not None else {}
    draft.leaf(keywords, "term", known.text, level)
    if known.captions:
        keywords = etree.SubElement(parent, f"{TEI}keywords", {"scheme": draft.taxonomy("captions")})
        for marking in known.captions:
            count = {"n": str(marking.count)} if marking.count != 1 else {}
            draft.valued(keywords, "term", marking, marking.text, count)
    if known.reasons:
        keywords = etree.SubElement(parent, f"{TEI}keywords", {"scheme": draft.taxonomy("reasons")})
        for reason in known.reasons:
            draft.leaf(keywords, "term", reason)


_TYPE = one_word("type", "type")
_REF = uri("ref", "ref")


def _subject(draft: Draft, parent: etree._Element, known: Subject, taxonomy: str) -> None:
    attributes: Attributes = {}
    draft.attribute(known, attributes, _TYPE)
    draft.attribute(known, attributes, _REF)
    if known.ref is None and len(known.term) < SIMPLE and word(known.term):
        attributes["ref"] = draft.category(taxonomy, known.term)
    element = draft.valued(parent, "term", known, known.term, attributes)
    if known.persons:
        element.text = f"{element.text or ''} ("
        for person in known.persons:
            draft.leaf(element, "persName", person).tail = "; "
        element[-1].tail = ")"


def _correspondence(draft: Draft, profile: etree._Element, known: Metadata, filed: tuple[Dating, ...]) -> None:
    description = etree.Element(f"{TEI}correspDesc")
    _sent(draft, description, known)
    if filed:
        attributes = {"type": "transmitted", "subtype": "relay"}
        action = etree.SubElement(description, f"{TEI}correspAction", attributes)
        for one in filed:
            _date(draft, action, one, "filing")
    for (type, precedence), group in itertools.groupby(known.deliveries, key=lambda one: (one.type, one.precedence)):
        attributes = {"type": "received", "subtype": type}
        if precedence is not None:
            attributes["ana"] = draft.category("precedence", precedence)
        action = etree.SubElement(description, f"{TEI}correspAction", attributes)
        for delivery in group:
            _delivery(draft, action, delivery)
    if known.references:
        context = etree.SubElement(description, f"{TEI}correspContext")
        for reference in known.references:
            _reference(draft, context, reference)
    if len(description):
        profile.append(description)


def _sent(draft: Draft, description: etree._Element, known: Metadata) -> None:
    """The sender, and for indexes a copy of the date."""
    count = senders(known)
    if not count:
        return
    action = etree.SubElement(description, f"{TEI}correspAction", {"type": "sent"})
    for agent in known.agents[:count]:
        attributes: Attributes = {}
        if agent.roles != agents.SENDER:
            agents.roles(draft, agent, attributes)
        agents.name(draft, action, agent, attributes)
        agents.companions(draft, action, agent)
    sent = known.date("sent")
    said = dates.attributes(sent.edtf) if sent is not None and sent.edtf is not None else None
    if said:
        draft.leaf(action, "date", None, dict(said))


def _delivery(draft: Draft, action: etree._Element, known: Delivery) -> None:
    """An addressee. What the delivery has beyond its addressee and in the same fields goes into the residue."""
    agent = known.to
    attributes: Attributes = {"n": draft.text(known.number)} if known.number is not None else {}
    agents.roles(draft, agent, attributes)
    odd = {name: getattr(known, name) for name in ("id", "lang") if getattr(known, name) is not None}
    if known.attrs:
        odd["attrs"] = known.attrs
    if known.span != agent.span:
        odd["span"] = known.span
    if odd:
        draft.leave(agent, attributes, "delivery", odd)
    agents.name(draft, action, agent, attributes)
    agents.companions(draft, action, agent)
    for office in known.attention:
        draft.leaf(action, "note", office, {"type": "attention"})
    for exempted in known.exempted:
        note = etree.SubElement(action, f"{TEI}note", {"type": "exempted"})
        attributes = {}
        agents.roles(draft, exempted, attributes)
        agents.name(draft, note, exempted, attributes)
        agents.companions(draft, note, exempted)


def _reference(draft: Draft, context: etree._Element, known: RelatedRecord) -> None:
    attributes: Attributes = {"type": "reftel"}
    if known.label is not None:
        attributes["n"] = draft.text(known.label)
    draft.attribute(known, attributes, _TYPE._replace(name="subtype"))
    if known.target is not None:
        encoded = pointer(known.target)
        if encoded is None:
            draft.leave(known, attributes, "target", known.target)
        else:
            attributes["target"] = encoded
    element = draft.valued(context, "ref", known, known.text, attributes)
    if known.note is not None:
        draft.leaf(element, "note", known.note)


def revisions(draft: Draft, header: etree._Element, known: Metadata) -> None:
    """What was changed in the edition."""
    if not known.revisions:
        return
    description = etree.SubElement(header, f"{TEI}revisionDesc")
    for one in known.revisions:
        attributes: Attributes = {}
        said = dates.attributes(one.date) if one.date is not None else {}
        if said is None:
            draft.leave(one, attributes, "date", one.date)
        attributes.update(said or {})
        change = draft.element(description, "change", one, attributes)
        if one.agent is not None:
            draft.leaf(change, "name", one.agent).tail = draft.text(one.text) or None
        else:
            change.text = draft.text(one.text) or None
