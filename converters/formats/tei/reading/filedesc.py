"""The description of the file: titles, agents, identifiers, rights, the record, where it is kept, the original."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Final

from lxml import etree

from converters.errors import InputError
from converters.formats.tei.names import TEI, XML_ID
from converters.formats.tei.reading.edition import Edition, Fields
from converters.formats.tei.reading.elements import all_words, attributes_of, first, found, plain, typed
from converters.formats.tei.reading.elements import text_of as text
from converters.formats.tei.reading.header import agent, agents, classification, identifier, profile
from converters.formats.tei.values import Attribute, to_text, uri, word
from converters.formats.tei.writing.filedesc import ACTION_PARTS, INSTRUCTION_PARTS, TRANSMISSION_PARTS
from converters.model.metadata import (
    Agent,
    Declassification,
    DeclassificationAction,
    DeclassificationInstruction,
    Extra,
    HierarchyLevel,
    Holding,
    Metadata,
    Rights,
    Signal,
    Statement,
    Title,
    Transmission,
)

_SEVERAL: Final = frozenset({"routing", "precedences", "distribution"})
_LEVEL: Final = Attribute("level", "type", word, to_text)


def metadata(edition: Edition, type: str | None) -> Metadata:
    """All that the header says; `type` is that of the record."""
    description = first(edition.header, "fileDesc")
    record = next(iter(typed(found(description, "sourceDesc/bibl"), "record")), None)
    own = [identifier(edition, one) for one in found(description, "publicationStmt/idno")]
    of_source = [identifier(edition, one) for one in found(record, "idno")]
    known, authority, by_rule = _agents(edition, description)
    transmission_id = next((one.value for one in (*own, *of_source) if one.scheme == "transmission"), None)
    return Metadata(
        titles=tuple(
            _title(edition, one) for one in found(description, "titleStmt/title") if one.get("type") != "supplied"
        ),
        identifiers=(*own, *of_source),
        type=type,
        agents=known,
        classification=classification(edition, known, authority, by_rule=by_rule),
        transmission=_transmission(edition, record, transmission_id),
        declassification=_declassification(edition, description),
        completeness=text(typed(found(record, "note"), "completeness")),  # type: ignore[arg-type]
        holding=_holding(edition, first(description, "sourceDesc/msDesc")),
        rights=_rights(edition, first(description, "publicationStmt/availability")),
        extras=tuple(_extra(edition, one) for one in typed(found(description, "notesStmt/note"), "extra")),
        **profile(edition),
    )


def _title(edition: Edition, element: etree._Element) -> Title:
    attributes = attributes_of(element)
    fields: Fields = {"text": all_words(element)}
    if "type" in attributes:
        fields["type"] = attributes.pop("type")
    return edition.node(Title, attributes, fields)


def _agents(edition: Edition, description: etree._Element | None) -> tuple[tuple[Agent, ...], Agent | None, bool]:
    """The agents, the classification authority that is none of them, and whether one of them is it by its role."""
    known: list[Agent] = []
    for action in typed(found(edition.header, "profileDesc/correspDesc/correspAction"), "sent"):
        known.extend(one for _, one, _ in agents(edition, action, ("sender",)))
    authority: Agent | None = None
    by_rule = True
    for statement in found(description, "titleStmt/respStmt"):
        use = statement.get("n")
        if use in ("agent", "none"):
            by_rule = False
        if use in ("tool", "none"):
            continue
        responsible = _responsible(edition, statement)
        if responsible is not None and use == "classification":
            authority = responsible
        elif responsible is not None:
            known.append(responsible)
    return tuple(known), authority, by_rule


def _responsible(edition: Edition, statement: etree._Element) -> Agent | None:
    roles = tuple(plain(one.text).replace(" ", "-") for one in found(statement, "resp") if one.text)
    name = next((one for one in statement if one.tag in (f"{TEI}persName", f"{TEI}orgName", f"{TEI}name")), None)
    if name is None:
        return None
    notes = typed(found(statement, "note"), "agent")
    return agent(edition, name, list(notes[0]) if notes else [], roles)


def _transmission(edition: Edition, record: etree._Element | None, by_rule: str | None) -> Transmission | None:
    element = next(iter(typed(found(record, "bibl"), "transmission")), None)
    if element is None:
        return None
    attributes = attributes_of(element)
    del attributes["type"]
    own = text(typed(found(element, "idno"), "transmission-id"))
    fields: Fields = {"transmission_id": own if own is not None else by_rule}
    if attributes.get("n") == "none":
        del attributes["n"]
        fields["transmission_id"] = None
    for field, tag, type in TRANSMISSION_PARTS:
        values = tuple(plain(one.text) for one in typed(found(element, tag), type))
        if field in _SEVERAL:
            fields[field] = values
        elif values:
            fields[field] = values[0]
    fields["signals"] = tuple(_signal(edition, one) for one in typed(found(element, "note"), "operating-signal"))
    return edition.node(Transmission, attributes, fields)


def _signal(edition: Edition, element: etree._Element) -> Signal:
    attributes = attributes_of(element)
    del attributes["type"]
    fields: Fields = {"text": plain(element.text)}
    if "n" in attributes:
        fields["line"] = plain(attributes.pop("n"))
    return edition.node(Signal, attributes, fields)


def _declassification(edition: Edition, description: etree._Element | None) -> Declassification | None:
    element = next(iter(typed(found(description, "notesStmt/note"), "declassification")), None)
    if element is None:
        return None
    attributes = attributes_of(element)
    del attributes["type"]
    history = found(description, "sourceDesc/msDesc/additional/adminInfo/recordHist/ab")
    actions = typed(history, "declassification-action")
    fields: Fields = {"actions": tuple(_parts(edition, one, DeclassificationAction, ACTION_PARTS) for one in actions)}
    instruction = next(iter(typed(found(element, "note"), "instruction")), None)
    if instruction is not None:
        fields["instruction"] = _parts(edition, instruction, DeclassificationInstruction, INSTRUCTION_PARTS)
    return edition.node(Declassification, attributes, fields)


def _parts(edition: Edition, element: etree._Element, kind: Any, names: tuple[str, ...]) -> Any:
    attributes = attributes_of(element)
    del attributes["type"]
    fields: Fields = {}
    for child in element:
        if child.get("type") in names:
            fields[str(child.get("type"))] = plain(child.text)
    return edition.node(kind, attributes, fields)


def _holding(edition: Edition, element: etree._Element | None) -> Holding | None:
    repository = first(element, "msIdentifier/repository")
    if element is None or repository is None:
        return None
    fields: Fields = {
        "repository": plain(repository.text),
        "levels": tuple(_level(edition, one) for one in found(element, "msIdentifier/collection")),
        "identifiers": tuple(identifier(edition, one) for one in found(element, "msIdentifier/idno")),
    }
    return edition.node(Holding, attributes_of(element), fields)


def _level(edition: Edition, element: etree._Element) -> HierarchyLevel:
    attributes = attributes_of(element)
    fields: Fields = {}
    edition.attribute(attributes, _LEVEL, fields)
    if "level" not in fields and "level" not in edition.residue.get(attributes.get(XML_ID, ""), {}):
        fields["level"] = ""
    for tag, field in (("title", "title"), ("idno", "code"), ("date", "dates")):
        value = text(found(element, tag))
        if value is not None:
            fields[field] = value
    return edition.node(HierarchyLevel, attributes, fields)


def _rights(edition: Edition, element: etree._Element | None) -> Rights | None:
    if element is None:
        return None
    fields: Fields = {}
    licence = first(element, "licence")
    if licence is not None:
        fields["licence"] = _statement(edition, licence, "target")
    for field in ("source", "access"):
        for statement in typed(found(element, "ab"), field):
            fields[field] = _statement(edition, statement, "corresp")
    return edition.node(Rights, attributes_of(element), fields)


def _statement(edition: Edition, element: etree._Element, name: str) -> Statement:
    attributes = attributes_of(element)
    attributes.pop("type", None)
    fields: Fields = {"text": plain(element.text)}
    edition.attribute(attributes, uri("target", name), fields)
    return edition.node(Statement, attributes, fields)


def _extra(edition: Edition, element: etree._Element) -> Extra:
    attributes = attributes_of(element)
    del attributes["type"]
    fields: Fields = {"name": plain(attributes.pop("n", "")), "value": plain(element.text)}
    return edition.node(Extra, attributes, fields)


def source(edition: Edition) -> Fields | None:
    """The fields of the original that the edition carries. Raises InputError where it is damaged."""
    description = next(iter(typed(found(edition.header, "fileDesc/sourceDesc/bibl"), "source")), None)
    if description is None:
        return None
    held: dict[str | None, list[etree._Element]] = {}
    for one in typed(found(edition.header, "xenoData"), "source"):
        held.setdefault(one.get("subtype"), []).append(one)
    pointer = first(description, "ptr")
    media_type = text(typed(found(description, "seg"), "media-type"))
    if media_type is None:
        media_type = plain(pointer.get("mimeType")) if pointer is not None else ""
    data = _bytes(held["base64"]) if "base64" in held else None
    return {
        "media_type": media_type,
        "sha256": text(typed(found(description, "idno"), "sha256")) or "",
        "text": "".join(plain(one.text) for one in held["text"]) if "text" in held else None,
        "encoding": text(typed(found(description, "seg"), "encoding")),
        "newline": text(typed(found(description, "seg"), "newline")),
        "data": data,
    }


def _bytes(elements: list[etree._Element]) -> bytes:
    try:
        return base64.b64decode("".join(plain(one.text) for one in elements), validate=True)
    except binascii.Error as error:
        raise InputError(
            "the original that the edition carries is damaged: not base64",
            place=f"line {elements[0].sourceline}",
            remedy="take that xenoData out to read the rest",
        ) from error
