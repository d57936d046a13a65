"""Agents in the header: a name, and beside it what identifies it."""

from __future__ import annotations

from typing import Final

from converters.formats.tei import vocabulary
from converters.formats.tei.values import word
from converters.formats.tei.writing.draft import Draft
from converters.formats.tei.writing.markup import Attributes, Level, group, tagged
from converters.model.metadata import Agent, Identifier

SENDER: Final = ("sender",)


def name(draft: Draft, agent: Agent, attributes: Attributes) -> str:
    """The name of an agent."""
    tag, type = vocabulary.AGENT_ELEMENTS[agent.type]
    if type is not None:
        attributes["type"] = type
    described = draft.entities.pointer(agent.type, agent.name)
    if described is not None:
        attributes["ref"] = described
    return draft.valued(tag, agent, agent.name, attributes)


def roles(draft: Draft, agent: Agent, attributes: Attributes) -> None:
    """What an agent did, as `@role`."""
    if not agent.roles:
        return
    encoded = [word(role) for role in agent.roles]
    if None in encoded:
        draft.leave(agent, attributes, "roles", agent.roles)
    else:
        attributes["role"] = " ".join(role for role in encoded if role)


def named(draft: Draft, agent: Agent, attributes: Attributes) -> list[str]:
    """The name of an agent with its roles, and its companions."""
    roles(draft, agent, attributes)
    return [name(draft, agent, attributes), *companions(draft, agent)]


def companions(draft: Draft, agent: Agent) -> list[str]:
    """Identifiers, place and office of an agent, after its name."""
    found = [identifier(draft, known) for known in agent.identifiers]
    if agent.place is not None:
        found.append(draft.leaf("placeName", agent.place))
    if agent.office is not None:
        found.append(draft.leaf("roleName", agent.office))
    return found


def identifier(draft: Draft, known: Identifier) -> str:
    """A name or number in a scheme."""
    attributes: Attributes = {}
    type = word(known.scheme)
    if type is None:
        draft.leave(known, attributes, "scheme", known.scheme)
    else:
        attributes["type"] = type
    return draft.valued("idno", known, known.value, attributes)


def responsible(draft: Draft, agent: Agent, level: Level, use: str | None = None) -> str:
    """An agent in a `respStmt`; `use` says where it belongs if that is not plain."""
    found = [draft.leaf("resp", role.replace("-", " ")) for role in agent.roles or ("",)]
    found.append(name(draft, agent, {}))
    beside = companions(draft, agent)
    if beside:
        found.append(tagged("note", "".join(beside), {"type": "agent"}))
    return group("respStmt", found, level, {"n": use} if use else None)
