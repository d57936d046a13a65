"""What the index and the lists of a volume take from a record: people, posts, places, TAGS, abbreviations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from converters.collection.authorities import own_id, plain
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Agent, Metadata
from converters.model.walk import content_text, walk

Kind = Literal["people", "posts", "places", "tags"]
KINDS: Mapping[Kind, str] = {"people": "People", "places": "Places", "posts": "Posts and offices", "tags": "TAGS"}
"""The parts of the index, in their order, with their headings."""
_OF_AGENT: Mapping[str, Kind] = {
    "person": "people",
    "organisation": "posts",
    "post": "posts",
    "office": "posts",
    "collective": "posts",
    "place": "places",
}
_OF_NAME: Mapping[str, Kind] = {
    "person": "people",
    "place": "places",
    "organisation": "posts",
    "post": "posts",
    "office": "posts",
}
_NOT_OF_THE_RECORD = frozenset({"editor", "publisher"})


class Term(NamedTuple):
    """Something that the index has an entry for. What has the same key is the same thing."""

    kind: Kind
    key: str
    name: str


def of_metadata(known: Metadata, labels: Mapping[str, str]) -> list[Term]:
    """What the metadata of a record name. `labels` are the names of authority lists by their ids."""
    found: list[Term] = []
    for agent in agents_of(known):
        found.append(_of_agent(agent, labels))
        if agent.place:
            found.append(Term("places", plain(agent.place), agent.place))
    for subject in known.subjects:
        if subject.scheme == "tags":
            found.append(Term("tags", subject.term, subject.term))
        found += [Term("people", plain(name), _in_line(name)) for name in subject.persons]
    return list({(one.kind, one.key): one for one in reversed([one for one in found if one.key])}.values())[::-1]


def agents_of(known: Metadata) -> Iterator[Agent]:
    """Everybody who has to do with the record itself, but not with its edition."""
    for agent in known.agents:
        if not _NOT_OF_THE_RECORD.issuperset(agent.roles or ("",)):
            yield agent
    for delivery in known.deliveries:
        yield delivery.to
        yield from delivery.exempted
    if known.classification is not None and known.classification.authority is not None:
        yield known.classification.authority


def _of_agent(agent: Agent, labels: Mapping[str, str]) -> Term:
    own = own_id(agent.identifiers)
    name = labels.get(own or "") or _in_line(agent.name)
    return Term(_OF_AGENT[agent.type], f"#{own}" if own is not None else plain(name), name)


def named(known: Metadata, labels: Mapping[str, str]) -> Iterator[tuple[str, Term]]:
    """The names of those who have to do with a record, with what they are in the index."""
    for agent in agents_of(known):
        yield agent.name, _of_agent(agent, labels)


def of_name(node: nd.Name) -> Term | None:
    """What a name in the text is in the index."""
    name = _in_line(content_text(node.content))
    kind = _OF_NAME.get(node.type)
    return Term(kind, plain(name), name) if kind is not None and name else None


def offices_of(known: Metadata, labels: Mapping[str, str]) -> Iterator[tuple[Term, str]]:
    """The persons that the metadata name, each with the office that it had, as far as the record says."""
    for agent in agents_of(known):
        if agent.type == "person" and agent.name.strip():
            yield _of_agent(agent, labels), _in_line(agent.office or "")


def abbreviations_of(document: Document) -> Iterator[tuple[str, str]]:
    """The abbreviations that a record expands."""
    for node in walk(document):
        if isinstance(node, nd.Choice) and node.type == "abbr-expan":
            short, long = _in_line(content_text(node.original)), _in_line(content_text(node.proposed))
            if short and long:
                yield short, long


def _in_line(text: str) -> str:
    return " ".join(text.split())
