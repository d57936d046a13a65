"""The persons, organisations and places that a record names, each known once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from converters.model.metadata import Agent, Metadata


class Sort(NamedTuple):
    """A sort of entity: the element of its list, its own, and that of its name."""

    list: str
    entity: str
    name: str


PERSON: Final = Sort("listPerson", "person", "persName")
ORGANISATION: Final = Sort("listOrg", "org", "orgName")
PLACE: Final = Sort("listPlace", "place", "placeName")
SORTS: Final[dict[str, Sort]] = {
    "person": PERSON,
    "organisation": ORGANISATION,
    "post": ORGANISATION,
    "office": ORGANISATION,
    "collective": ORGANISATION,
    "place": PLACE,
}
"""The sort of each type of agent and name; others are not described."""


class Entity:
    """A person, organisation or place: what is known of it from all agents of that name."""

    __slots__ = ("id", "identifiers", "place", "type")

    def __init__(self, id: str, type: str) -> None:
        self.id = id
        self.type = type
        self.place: str | None = None
        self.identifiers: dict[tuple[str, str], None] = {}


class Entities:
    """The entities that a record names, in the order in which they were first named."""

    def __init__(self, make_id: Callable[[str], str]) -> None:
        self._make_id = make_id
        self.known: dict[Sort, dict[str, Entity]] = {}

    def pointer(self, type: str, name: str) -> str | None:
        """A pointer to the entity of a name; None for a type that is not described."""
        sort = SORTS.get(type)
        return f"#{self._entity(sort, type, name).id}" if sort is not None and name else None

    def _entity(self, sort: Sort, type: str, name: str) -> Entity:
        listed = self.known.setdefault(sort, {})
        found = listed.get(name)
        if found is None:
            found = listed[name] = Entity(self._make_id(f"{sort.entity}{len(listed) + 1}"), type)
        return found

    def add(self, known: Metadata) -> None:
        """Take what the agents of a record say of themselves."""
        for agent in _agents(known):
            sort = SORTS[agent.type]
            if not agent.name:
                continue
            entity = self._entity(sort, agent.type, agent.name)
            for one in agent.identifiers:
                entity.identifiers[one.scheme, one.value] = None
            if agent.place is not None and entity.place is None:
                entity.place = agent.place
                if agent.place:
                    self._entity(PLACE, "place", agent.place)


def _agents(known: Metadata) -> Iterator[Agent]:
    yield from known.agents
    for delivery in known.deliveries:
        yield delivery.to
        yield from delivery.exempted
    if known.classification is not None and known.classification.authority is not None:
        yield known.classification.authority
