"""`fileDesc`: titles, who is responsible, identifiers, rights, notes, and the record that the edition is made from."""

from __future__ import annotations

from lxml import etree

from converters.formats.tei import dates
from converters.formats.tei.names import PROGRAM, TEI
from converters.formats.tei.values import pointer, word
from converters.formats.tei.writing import agents, carried
from converters.formats.tei.writing.draft import Attributes, Draft
from converters.model.document import Document
from converters.model.metadata import (
    Agent,
    Declassification,
    DeclassificationAction,
    DeclassificationInstruction,
    HierarchyLevel,
    Holding,
    Identifier,
    Metadata,
    Rights,
    Statement,
    Transmission,
)

AUTHORITY = "classification-authority"
SOURCE_SCHEMES = frozenset({"transmission", "station-serial", "message-number", "sha256"})
"""Schemes of identifiers that belong to the record as transmitted, not to the edition."""
TRANSMISSION_PARTS = (
    ("precedence", "seg", "precedence"),
    ("routing", "idno", "routing-indicator"),
    ("station", "idno", "station"),
    ("serial", "idno", "serial"),
    ("section", "seg", "section"),
    ("security", "seg", "security"),
    ("precedences", "seg", "line-precedence"),
    ("distribution", "seg", "distribution"),
)
"""Fields of the transmission, their elements and types."""
INSTRUCTION_PARTS = ("order", "text", "deadline", "event", "exemption")
ACTION_PARTS = ("authority", "date", "review", "extent", "text")


def write(draft: Draft, header: etree._Element, document: Document) -> None:
    """The description of the file."""
    known = document.metadata
    description = etree.SubElement(header, f"{TEI}fileDesc")
    _title_statement(draft, etree.SubElement(description, f"{TEI}titleStmt"), document)
    if known.classification is not None and known.classification.sections is not None:
        extent = etree.SubElement(description, f"{TEI}extent")
        draft.leaf(extent, "measure", None, {"unit": "sections", "quantity": str(known.classification.sections)})
    own, of_source = divided(known.identifiers)
    _publication(draft, etree.SubElement(description, f"{TEI}publicationStmt"), known, own)
    if known.extras or known.declassification is not None:
        _notes(draft, etree.SubElement(description, f"{TEI}notesStmt"), known)
    source = etree.SubElement(description, f"{TEI}sourceDesc")
    _record(draft, source, known, of_source)
    if document.source is not None:
        carried.describe(draft, source, document.source)
    actions = known.declassification.actions if known.declassification is not None else ()
    if known.holding is not None or actions:
        _manuscript(draft, source, known.holding, actions)


def divided(identifiers: tuple[Identifier, ...]) -> tuple[tuple[Identifier, ...], tuple[Identifier, ...]]:
    """Those of the edition, and those of the record as transmitted, with the order kept."""
    first = next((at for at, one in enumerate(identifiers) if one.scheme in SOURCE_SCHEMES), len(identifiers))
    return identifiers[:first], identifiers[first:]


def senders(known: Metadata) -> int:
    """How many of the agents, from the first, stand in `correspDesc` as senders."""
    return next((at for at, one in enumerate(known.agents) if "sender" not in one.roles), len(known.agents))


def authority_by_rule(known: Metadata) -> Agent | None:
    """The agent that is taken for the classification authority where nothing else is said."""
    return known.agent(AUTHORITY) if known.classification is not None else None


def _title_statement(draft: Draft, statement: etree._Element, document: Document) -> None:
    known = document.metadata
    for title in known.titles:
        draft.valued(statement, "title", title, title.text, {"type": title.type})
    if not known.titles:
        draft.leaf(statement, "title", known.identifier("mrn") or document.id or "Untitled", {"type": "supplied"})
    tool = etree.SubElement(statement, f"{TEI}respStmt", {"n": "tool"})
    draft.leaf(tool, "resp", "encoding")
    draft.leaf(tool, "name", PROGRAM)
    by_rule = authority_by_rule(known)
    authority = known.classification.authority if known.classification is not None else None
    for agent in known.agents[senders(known) :]:
        agents.responsible(draft, statement, agent, "agent" if agent is by_rule and authority != agent else None)
    in_corresp = by_rule is not None and any(one is by_rule for one in known.agents[: senders(known)])
    if authority is not None and authority != by_rule:
        agents.responsible(draft, statement, authority, "classification")
    elif authority is None and in_corresp:
        draft.leaf(etree.SubElement(statement, f"{TEI}respStmt", {"n": "none"}), "resp", "classification authority")
        draft.leaf(statement[-1], "name", None)


def _publication(draft: Draft, statement: etree._Element, known: Metadata, identifiers: tuple[Identifier, ...]) -> None:
    publisher = known.agent("publisher")
    draft.leaf(statement, "publisher", publisher.name if publisher is not None else "Not published")
    for one in identifiers:
        agents.identifier(draft, statement, one)
    if known.rights is not None:
        _rights(draft, statement, known.rights)


def _rights(draft: Draft, parent: etree._Element, rights: Rights) -> None:
    """Licence of the edition, rights in the source, access: three things."""
    element = draft.element(parent, "availability", rights, {})
    if rights.licence is not None:
        attributes: Attributes = {}
        _target(draft, rights.licence, attributes)
        draft.valued(element, "licence", rights.licence, rights.licence.text, attributes)
    for type, statement in (("source", rights.source), ("access", rights.access)):
        if statement is not None:
            attributes = {"type": type}
            _target(draft, statement, attributes, "corresp")
            draft.valued(element, "ab", statement, statement.text, attributes)
    if not len(element):
        draft.leaf(element, "p", None)


def _target(draft: Draft, statement: Statement, attributes: Attributes, name: str = "target") -> None:
    if statement.target is None:
        return
    encoded = pointer(statement.target)
    if encoded is None:
        draft.leave(statement, attributes, "target", statement.target)
    else:
        attributes[name] = encoded


def _notes(draft: Draft, statement: etree._Element, known: Metadata) -> None:
    if known.declassification is not None:
        _declassification(draft, statement, known.declassification)
    for extra in known.extras:
        draft.valued(statement, "note", extra, extra.value, {"type": "extra", "n": draft.text(extra.name)})


def _declassification(draft: Draft, parent: etree._Element, known: Declassification) -> None:
    """The instruction as transmitted; what was done is in the history of the record."""
    element = draft.element(parent, "note", known, {"type": "declassification"})
    if known.instruction is not None:
        inner = draft.element(element, "note", known.instruction, {"type": "instruction"})
        _parts(draft, inner, known.instruction, INSTRUCTION_PARTS)


def _parts(
    draft: Draft,
    parent: etree._Element,
    node: DeclassificationInstruction | DeclassificationAction,
    fields: tuple[str, ...],
) -> None:
    """Each field that is known as an element of its own, dates with what they mean."""
    for field in fields:
        value = getattr(node, field)
        if value is None:
            continue
        said = dates.attributes(value) if field in ("deadline", "date") else None
        tag = "date" if field in ("deadline", "date") else "seg"
        draft.leaf(parent, tag, value, {"type": field, **(said or {})}).tail = " "
    if len(parent):
        parent[-1].tail = None


def _record(draft: Draft, source: etree._Element, known: Metadata, identifiers: tuple[Identifier, ...]) -> None:
    element = etree.SubElement(source, f"{TEI}bibl", {"type": "record"})
    for one in identifiers:
        agents.identifier(draft, element, one)
    if known.transmission is not None:
        _transmission(draft, element, known.transmission, known.identifier("transmission"))
    if known.completeness is not None:
        draft.leaf(element, "note", known.completeness, {"type": "completeness"})


def _transmission(draft: Draft, parent: etree._Element, known: Transmission, by_rule: str | None) -> None:
    """The parts of the machine header. The transmission's id is that of the record where nothing else is said."""
    attributes: Attributes = {"type": "transmission"}
    if known.transmission_id is None and by_rule is not None:
        attributes["n"] = "none"
    element = draft.element(parent, "bibl", known, attributes)
    if known.transmission_id is not None and known.transmission_id != by_rule:
        draft.leaf(element, "idno", known.transmission_id, {"type": "transmission-id"})
    for field, tag, type in TRANSMISSION_PARTS:
        value = getattr(known, field)
        for text in value if isinstance(value, tuple) else () if value is None else (value,):
            draft.leaf(element, tag, text, {"type": type})
    for signal in known.signals:
        at = {"n": draft.text(signal.line)} if signal.line is not None else {}
        draft.valued(element, "note", signal, signal.text, {"type": "operating-signal", **at})


def _manuscript(
    draft: Draft, source: etree._Element, holding: Holding | None, actions: tuple[DeclassificationAction, ...]
) -> None:
    element = draft.element(source, "msDesc", holding, {}) if holding else etree.SubElement(source, f"{TEI}msDesc")
    identifier = etree.SubElement(element, f"{TEI}msIdentifier")
    if holding is not None:
        draft.leaf(identifier, "repository", holding.repository)
        for level in holding.levels:
            _level(draft, identifier, level)
        for one in holding.identifiers:
            agents.identifier(draft, identifier, one)
    else:
        draft.leaf(identifier, "institution", "Not stated")
    if actions:
        info = etree.SubElement(etree.SubElement(element, f"{TEI}additional"), f"{TEI}adminInfo")
        history = etree.SubElement(info, f"{TEI}recordHist")
        for action in actions:
            inner = draft.element(history, "ab", action, {"type": "declassification-action"})
            _parts(draft, inner, action, ACTION_PARTS)


def _level(draft: Draft, parent: etree._Element, level: HierarchyLevel) -> None:
    attributes: Attributes = {}
    type = word(level.level)
    if type is None:
        draft.leave(level, attributes, "level", level.level)
    else:
        attributes["type"] = type
    element = draft.element(parent, "collection", level, attributes)
    for tag, value in (("title", level.title), ("idno", level.code), ("date", level.dates)):
        if value is not None:
            draft.leaf(element, tag, value).tail = " "
    if len(element):
        element[-1].tail = None
