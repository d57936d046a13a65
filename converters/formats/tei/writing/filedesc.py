"""`fileDesc`: titles, who is responsible, identifiers, rights, notes, and the record that the edition is made from."""

from __future__ import annotations

from typing import Final

from converters.formats.tei import dates
from converters.formats.tei.names import PROGRAM
from converters.formats.tei.values import pointer, word
from converters.formats.tei.writing import agents, carried
from converters.formats.tei.writing.draft import Draft
from converters.formats.tei.writing.markup import Attributes, Level, below, group, lines, tagged
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

AUTHORITY: Final = "classification-authority"
SOURCE_SCHEMES: Final = frozenset({"transmission", "station-serial", "message-number", "sha256"})
"""Schemes of identifiers that belong to the record as transmitted, not to the edition."""
TRANSMISSION_PARTS: Final = (
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
INSTRUCTION_PARTS: Final = ("order", "text", "deadline", "event", "exemption")
ACTION_PARTS: Final = ("authority", "date", "review", "extent", "text")


def write(draft: Draft, document: Document, level: Level) -> str:
    """The description of the file."""
    known = document.metadata
    inner = below(level)
    own, of_source = divided(known.identifiers)
    parts = [group("titleStmt", _titles(draft, document, below(inner)), inner)]
    if known.classification is not None and known.classification.sections is not None:
        measure = {"unit": "sections", "quantity": str(known.classification.sections)}
        parts.append(group("extent", (tagged("measure", "", measure),), inner))
    parts.append(group("publicationStmt", _publication(draft, known, own, below(inner)), inner))
    if known.extras or known.declassification is not None:
        parts.append(group("notesStmt", _notes(draft, known), inner))
    parts.append(group("sourceDesc", _sources(draft, document, of_source, below(inner)), inner))
    return group("fileDesc", parts, level)


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


def _titles(draft: Draft, document: Document, level: Level) -> list[str]:
    """Titles, and who is responsible for what."""
    known = document.metadata
    found = [draft.valued("title", title, title.text, {"type": title.type}) for title in known.titles]
    if not known.titles:
        found.append(draft.leaf("title", known.identifier("mrn") or document.id or "Untitled", {"type": "supplied"}))
    found.append(group("respStmt", (tagged("resp", "encoding"), tagged("name", PROGRAM)), level, {"n": "tool"}))
    by_rule = authority_by_rule(known)
    authority = known.classification.authority if known.classification is not None else None
    for agent in known.agents[senders(known) :]:
        use = "agent" if agent is by_rule and authority != agent else None
        found.append(agents.responsible(draft, agent, level, use))
    in_corresp = by_rule is not None and any(one is by_rule for one in known.agents[: senders(known)])
    if authority is not None and authority != by_rule:
        found.append(agents.responsible(draft, authority, level, "classification"))
    elif authority is None and in_corresp:
        nobody = (tagged("resp", "classification authority"), tagged("name", ""))
        found.append(group("respStmt", nobody, level, {"n": "none"}))
    return found


def _publication(draft: Draft, known: Metadata, identifiers: tuple[Identifier, ...], level: Level) -> list[str]:
    publisher = known.agent("publisher")
    found = [draft.leaf("publisher", publisher.name if publisher is not None else "Not published")]
    found += [agents.identifier(draft, one) for one in identifiers]
    if known.rights is not None:
        found.append(_rights(draft, known.rights, level))
    return found


def _rights(draft: Draft, rights: Rights, level: Level) -> str:
    """Licence of the edition, rights in the source, access: three things."""
    found = []
    if rights.licence is not None:
        attributes = _target(draft, rights.licence, {}, "target")
        found.append(draft.valued("licence", rights.licence, rights.licence.text, attributes))
    for type, statement in (("source", rights.source), ("access", rights.access)):
        if statement is not None:
            attributes = _target(draft, statement, {"type": type}, "corresp")
            found.append(draft.valued("ab", statement, statement.text, attributes))
    return draft.element("availability", rights, {}, lines(found or [tagged("p", "")], level))


def _target(draft: Draft, statement: Statement, attributes: Attributes, name: str) -> Attributes:
    """The same attributes with the target of a statement."""
    encoded = pointer(statement.target) if statement.target is not None else None
    if encoded is not None:
        attributes[name] = encoded
    elif statement.target is not None:
        draft.leave(statement, attributes, "target", statement.target)
    return attributes


def _notes(draft: Draft, known: Metadata) -> list[str]:
    found = [] if known.declassification is None else [_declassification(draft, known.declassification)]
    for extra in known.extras:
        found.append(draft.valued("note", extra, extra.value, {"type": "extra", "n": draft.held(extra.name)}))
    return found


def _declassification(draft: Draft, known: Declassification) -> str:
    """The instruction as transmitted; what was done is in the history of the record."""
    inner = ""
    if known.instruction is not None:
        parts = _parts(draft, known.instruction, INSTRUCTION_PARTS)
        inner = draft.element("note", known.instruction, {"type": "instruction"}, parts)
    return draft.element("note", known, {"type": "declassification"}, inner)


def _parts(draft: Draft, node: DeclassificationInstruction | DeclassificationAction, fields: tuple[str, ...]) -> str:
    """Each field that is known as an element of its own, dates with what they mean."""
    found = []
    for field in fields:
        value = getattr(node, field)
        if value is not None and field in ("deadline", "date"):
            found.append(draft.leaf("date", value, {"type": field, **(dates.attributes(value) or {})}))
        elif value is not None:
            found.append(draft.leaf("seg", value, {"type": field}))
    return " ".join(found)


def _sources(draft: Draft, document: Document, identifiers: tuple[Identifier, ...], level: Level) -> list[str]:
    """The record, the original as it is carried, the holding."""
    known = document.metadata
    found = [_record(draft, known, identifiers, level)]
    if document.source is not None:
        found.append(carried.describe(draft, document.source, level))
    actions = known.declassification.actions if known.declassification is not None else ()
    if known.holding is not None or actions:
        found.append(_manuscript(draft, known.holding, actions, level))
    return found


def _record(draft: Draft, known: Metadata, identifiers: tuple[Identifier, ...], level: Level) -> str:
    found = [agents.identifier(draft, one) for one in identifiers]
    if known.transmission is not None:
        found.append(_transmission(draft, known.transmission, known.identifier("transmission"), below(level)))
    if known.completeness is not None:
        found.append(draft.leaf("note", known.completeness, {"type": "completeness"}))
    return group("bibl", found, level, {"type": "record"})


def _transmission(draft: Draft, known: Transmission, by_rule: str | None, level: Level) -> str:
    """The parts of the machine header. The transmission's id is that of the record where nothing else is said."""
    attributes: Attributes = {"type": "transmission"}
    if known.transmission_id is None and by_rule is not None:
        attributes["n"] = "none"
    found = []
    if known.transmission_id is not None and known.transmission_id != by_rule:
        found.append(draft.leaf("idno", known.transmission_id, {"type": "transmission-id"}))
    for field, tag, type in TRANSMISSION_PARTS:
        value = getattr(known, field)
        for text in value if isinstance(value, tuple) else () if value is None else (value,):
            found.append(draft.leaf(tag, text, {"type": type}))
    for signal in known.signals:
        at = {"n": draft.held(signal.line)} if signal.line is not None else {}
        found.append(draft.valued("note", signal, signal.text, {"type": "operating-signal", **at}))
    return draft.element("bibl", known, attributes, lines(found, level))


def _manuscript(
    draft: Draft, holding: Holding | None, actions: tuple[DeclassificationAction, ...], level: Level
) -> str:
    inner = below(level)
    parts = [group("msIdentifier", _held_by(draft, holding), inner)]
    if actions:
        done = [
            draft.element("ab", action, {"type": "declassification-action"}, _parts(draft, action, ACTION_PARTS))
            for action in actions
        ]
        history = group("recordHist", done, below(below(inner)))
        parts.append(group("additional", (group("adminInfo", (history,), below(inner)),), inner))
    content = lines(parts, level)
    return draft.element("msDesc", holding, {}, content) if holding is not None else tagged("msDesc", content)


def _held_by(draft: Draft, holding: Holding | None) -> list[str]:
    if holding is None:
        return [tagged("institution", "Not stated")]
    found = [draft.leaf("repository", holding.repository)]
    found += [_level(draft, level) for level in holding.levels]
    found += [agents.identifier(draft, one) for one in holding.identifiers]
    return found


def _level(draft: Draft, level: HierarchyLevel) -> str:
    attributes: Attributes = {}
    type = word(level.level)
    if type is None:
        draft.leave(level, attributes, "level", level.level)
    else:
        attributes["type"] = type
    parts = (("title", level.title), ("idno", level.code), ("date", level.dates))
    inner = " ".join(draft.leaf(tag, value) for tag, value in parts if value is not None)
    return draft.element("collection", level, attributes, inner)
