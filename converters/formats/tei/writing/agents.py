"""Agents in the header: a name, and beside it what identifies it."""

from __future__ import annotations

from lxml import etree

from converters.formats.tei import vocabulary
from converters.formats.tei.names import TEI
from converters.formats.tei.values import word
from converters.formats.tei.writing.draft import Attributes, Draft
from converters.model.metadata import Agent, Identifier

SENDER = ("sender",)


def name(draft: Draft, parent: etree._Element, agent: Agent, attributes: Attributes) -> etree._Element:
    """The name of an agent."""
    tag, type = vocabulary.AGENT_ELEMENTS[agent.type]
    if type is not None:
        attributes["type"] = type
    return draft.valued(parent, tag, agent, agent.name, attributes)


def roles(draft: Draft, agent: Agent, attributes: Attributes) -> None:
    """What an agent did, as `@role`."""
    if not agent.roles:
        return
    encoded = [word(role) for role in agent.roles]
    if None in encoded:
        draft.leave(agent, attributes, "roles", agent.roles)
    else:
        attributes["role"] = " ".join(role for role in encoded if role)


def companions(draft: Draft, parent: etree._Element, agent: Agent) -> None:
    """Identifiers, place and office of an agent, after its name."""
    for known in agent.identifiers:
        identifier(draft, parent, known)
    if agent.place is not None:
        draft.leaf(parent, "placeName", agent.place)
    if agent.office is not None:
        draft.leaf(parent, "roleName", agent.office)


def identifier(draft: Draft, parent: etree._Element, known: Identifier) -> None:
    """A name or number in a scheme."""
    attributes: Attributes = {}
    type = word(known.scheme)
    if type is None:
        draft.leave(known, attributes, "scheme", known.scheme)
    else:
        attributes["type"] = type
    draft.valued(parent, "idno", known, known.value, attributes)


def responsible(draft: Draft, parent: etree._Element, agent: Agent, use: str | None = None) -> None:
    """An agent in a `respStmt`; `use` says where it belongs if that is not plain."""
    statement = etree.SubElement(parent, f"{TEI}respStmt", {"n": use} if use else {})
    for role in agent.roles or ("",):
        draft.leaf(statement, "resp", role.replace("-", " "))
    name(draft, statement, agent, {})
    if agent.identifiers or agent.place is not None or agent.office is not None:
        companions(draft, etree.SubElement(statement, f"{TEI}note", {"type": "agent"}), agent)
