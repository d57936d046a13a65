"""The metadata of an edition, read from the elements of its header that show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from converters.formats.tei import residue, vocabulary
from converters.formats.tei.names import TEI, XML_ID
from converters.formats.tei.reading.edition import Edition, Fields
from converters.formats.tei.reading.elements import all_words, attributes_of, first, found, plain, text_of, typed
from converters.formats.tei.reading.inlines import edtf_of
from converters.formats.tei.values import one_word, to_int, uri
from converters.model.metadata import (
    Agent,
    Classification,
    Dating,
    Delivery,
    Identifier,
    Marking,
    RelatedRecord,
    Revision,
    Subject,
)

_TYPE: Final = one_word("type", "type")
_REF: Final = uri("ref", "ref")
_TARGET: Final = uri("target", "target")
_DATE_ROLES: Final = {"dtg": "sent", "filing": "filed"}
_AGENTS: Final = frozenset(f"{TEI}{tag}" for tag, _ in vocabulary.AGENT_TYPES)
_COMPANIONS: Final = frozenset({f"{TEI}idno", f"{TEI}placeName", f"{TEI}roleName"})


def profile(edition: Edition) -> Fields:
    """Dates, deliveries, subjects, references, languages and revisions."""
    description = first(edition.header, "profileDesc")
    actions = found(description, "correspDesc/correspAction")
    _check_date(edition, description, typed(actions, "sent"))
    created = found(description, "creation/date")
    filed = [date for action in typed(actions, "transmitted") for date in found(action, "date")]
    return {
        "dates": tuple(dating(edition, date) for date in (*created, *filed)),
        "deliveries": tuple(
            delivery for action in typed(actions, "received") for delivery in _deliveries(edition, action)
        ),
        "subjects": tuple(_subjects(edition, description)),
        "references": tuple(_reference(edition, ref) for ref in found(description, "correspDesc/correspContext/ref")),
        "languages": tuple(one.get("ident", "") for one in found(description, "langUsage/language")),
        "revisions": tuple(_revision(edition, change) for change in found(edition.header, "revisionDesc/change")),
    }


def _check_date(edition: Edition, description: etree._Element | None, sent: list[etree._Element]) -> None:
    """Tell where the date in `correspDesc`, which is a copy, does not say what `creation` says."""
    date = first(description, "creation/date")
    for action in sent:
        copy = first(action, "date")
        if copy is None or date is None:
            continue
        if any(copy.get(name) != date.get(name) for name in ("when", "from", "to", "when-custom")):
            edition.report.warn(
                "disagrees",
                "the date of sending is not that of creation, which is believed",
                place=f"line {copy.sourceline}",
            )


def dating(edition: Edition, element: etree._Element) -> Dating:
    """A date of the record."""
    attributes = attributes_of(element)
    type = attributes.pop("type", "other")
    fields: Fields = {"role": _DATE_ROLES.get(type, type)}
    edtf_of(attributes, fields)
    for name, field in (("unit", "precision"), ("cert", "certainty"), ("evidence", "evidence")):
        if name in attributes:
            fields[field] = attributes.pop(name)
    calendar = edition.calendars.get(attributes.get("calendar", ""))
    if calendar is not None:
        fields["calendar"] = calendar
        del attributes["calendar"]
    text = all_words(element)
    if text:
        fields["text"] = text
    zone = next(iter(typed(found(element, "seg"), "zone")), None)
    if zone is not None:
        fields["zone"] = plain(zone.get("n", zone.text))
    return edition.node(Dating, attributes, fields)


def agents(
    edition: Edition, children: Iterable[etree._Element], roles: tuple[str, ...] = ()
) -> Iterator[tuple[etree._Element, Agent, list[etree._Element]]]:
    """The agents among some elements: the name, the agent, and the elements that follow and are not part of it."""
    groups: list[tuple[etree._Element, list[etree._Element]]] = []
    for child in children:
        if child.tag in _AGENTS:
            groups.append((child, []))
        elif groups:
            groups[-1][1].append(child)
    for name, beside in groups:
        yield (
            name,
            agent(edition, name, [one for one in beside if one.tag in _COMPANIONS], roles),
            [one for one in beside if one.tag not in _COMPANIONS],
        )


def agent(edition: Edition, name: etree._Element, beside: list[etree._Element], roles: tuple[str, ...] = ()) -> Agent:
    """An agent: its name, and identifiers, place and office beside it."""
    attributes = attributes_of(name)
    tag = str(name.tag).removeprefix(TEI)
    type = vocabulary.AGENT_TYPES.get((tag, attributes.get("type")))
    if type is not None:
        attributes.pop("type", None)
    said = attributes.pop("role", None)
    attributes.pop("n", None)
    edition.own_pointer(attributes)
    entry = edition.residue.get(attributes.get(XML_ID, ""), {})
    fields: Fields = {
        "name": plain(name.text),
        "type": type or vocabulary.AGENT_TYPES.get((tag, None), "organisation"),
        "identifiers": tuple(identifier(edition, one) for one in beside if one.tag == f"{TEI}idno"),
    }
    if said is not None:
        fields["roles"] = tuple(plain(role) for role in said.split())
    elif roles and "roles" not in entry:
        fields["roles"] = roles
    for tag, field in (("placeName", "place"), ("roleName", "office")):
        value = text_of(one for one in beside if one.tag == TEI + tag)
        if value is not None:
            fields[field] = value
    return edition.node(Agent, attributes, fields)


def identifier(edition: Edition, element: etree._Element) -> Identifier:
    """A name or number in a scheme."""
    attributes = attributes_of(element)
    fields: Fields = {"value": plain(element.text)}
    if "type" in attributes:
        fields["scheme"] = plain(attributes.pop("type"))
    elif "scheme" not in edition.residue.get(attributes.get(XML_ID, ""), {}):
        fields["scheme"] = "other"
    return edition.node(Identifier, attributes, fields)


def _deliveries(edition: Edition, action: etree._Element) -> Iterator[Delivery]:
    precedence = edition.value(action.get("ana"))
    for name, to, notes in agents(edition, action):
        number = name.get("n")
        odd = edition.residue.get(name.get(XML_ID, ""), {}).get("delivery", {})
        fields: Fields = {
            "to": to,
            "type": "info" if action.get("subtype") == "info" else "action",
            "precedence": precedence,
            "number": plain(number) if number is not None else None,
            "attention": tuple(plain(note.text) for note in typed(notes, "attention")),
            "exempted": tuple(one for note in typed(notes, "exempted") for _, one, _ in agents(edition, note)),
            "span": to.span,
        }
        yield Delivery(**{**fields, **residue.fields(Delivery, odd)})


def _subjects(edition: Edition, description: etree._Element | None) -> Iterator[Subject]:
    for keywords in found(description, "textClass/keywords"):
        taxonomy = edition.taxonomies.get(keywords.get("scheme", ""), "other")
        if taxonomy in _OWN_KEYWORDS:
            continue
        for term in found(keywords, "term"):
            yield _subject(edition, term, vocabulary.scheme_of(taxonomy))


_OWN_KEYWORDS: Final = frozenset({"classification", "captions", "reasons"})


def _subject(edition: Edition, term: etree._Element, scheme: str) -> Subject:
    attributes = attributes_of(term)
    persons = found(term, "persName")
    text = plain(term.text)
    fields: Fields = {
        "term": text.removesuffix(" (") if persons else text,
        "scheme": scheme,
        "persons": tuple(plain(person.text) for person in persons),
    }
    if attributes.get("ref") in edition.categories:
        del attributes["ref"]
    edition.attribute(attributes, _TYPE, fields)
    edition.attribute(attributes, _REF, fields)
    return edition.node(Subject, attributes, fields)


def _reference(edition: Edition, ref: etree._Element) -> RelatedRecord:
    attributes = attributes_of(ref)
    attributes.pop("type", None)
    fields: Fields = {"text": plain(ref.text)}
    if "n" in attributes:
        fields["label"] = plain(attributes.pop("n"))
    edition.attribute(attributes, _TYPE._replace(name="subtype"), fields)
    edition.attribute(attributes, _TARGET, fields)
    note = text_of(found(ref, "note"))
    if note is not None:
        fields["note"] = note
    return edition.node(RelatedRecord, attributes, fields)


def _revision(edition: Edition, change: etree._Element) -> Revision:
    attributes = attributes_of(change)
    fields: Fields = {}
    edtf_of(attributes, fields, "date")
    name = first(change, "name")
    if name is not None:
        fields["agent"] = plain(name.text)
    fields["text"] = plain(change.text if name is None else name.tail)
    return edition.node(Revision, attributes, fields)


def classification(
    edition: Edition, known: tuple[Agent, ...], own: Agent | None, *, by_rule: bool
) -> Classification | None:
    """The classification; `own` is an authority that is no agent of the record, `by_rule` whether an agent is one."""
    keywords = {
        edition.taxonomies.get(one.get("scheme", "")): one
        for one in found(first(edition.header, "profileDesc"), "textClass/keywords")
    }
    element = keywords.get("classification")
    if element is None:
        return None
    attributes = attributes_of(element)
    del attributes["scheme"]
    term = first(element, "term")
    fields: Fields = {
        "captions": tuple(_marking(edition, one) for one in found(keywords.get("captions"), "term")),
        "reasons": tuple(plain(one.text) for one in found(keywords.get("reasons"), "term")),
    }
    if term is not None:
        level = edition.value(term.get("ref"))
        if level is not None:
            fields["level"] = level
        if term.text:
            fields["text"] = plain(term.text)
    by_role = next((one for one in known if "classification-authority" in one.roles), None)
    authority = own or (by_role if by_rule else None)
    if authority is not None:
        fields["authority"] = authority
    for measure in found(edition.header, "fileDesc/extent/measure"):
        quantity = measure.get("quantity", "")
        if measure.get("unit") == "sections":
            sign, digits = (-1, quantity[1:]) if quantity.startswith("-") else (1, quantity)
            count = to_int(digits)
            fields["sections"] = sign * count if count is not None else None
    return edition.node(Classification, attributes, fields)


def _marking(edition: Edition, term: etree._Element) -> Marking:
    attributes = attributes_of(term)
    fields: Fields = {"text": plain(term.text)}
    count = to_int(attributes.get("n", ""))
    if count is not None:
        fields["count"] = count
        del attributes["n"]
    return edition.node(Marking, attributes, fields)
