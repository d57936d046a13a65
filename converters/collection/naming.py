"""Put what authority lists say of names into a document."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from converters.collection.authorities import OWN, Answer
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Agent, Classification, Delivery, Identifier, Metadata, Subject
from converters.model.node import Node
from converters.model.walk import content_text, transform

Ask = Callable[[str, str, str | None], Answer]
"""What the lists say of a kind, a name and a date."""


def named(document: Document, ask: Ask) -> Document:
    """The document with identifiers for the names that the lists know: of agents, subjects, and names in the text."""
    sent = document.metadata.date("sent")
    date = sent.edtf[:10].rstrip("T") if sent is not None and sent.edtf else None
    naming = _Naming(ask, date)
    changed = transform(document, naming.inline)
    return msgspec.structs.replace(changed, metadata=naming.metadata(changed.metadata))


class _Naming:
    def __init__(self, ask: Ask, date: str | None) -> None:
        self._ask = ask
        self._date = date

    def inline(self, node: Node) -> Node:
        """A name in the text with the address of what it names, where it has none yet."""
        if not isinstance(node, nd.Name) or node.ref is not None or node.type == "other":
            return node
        ref = self._ask(node.type, content_text(node.content), self._date).ref
        return node if ref is None else msgspec.structs.replace(node, ref=ref)

    def metadata(self, known: Metadata) -> Metadata:
        """What is known of a record, with identifiers."""
        return msgspec.structs.replace(
            known,
            agents=tuple(map(self._agent, known.agents)),
            deliveries=tuple(map(self._delivery, known.deliveries)),
            subjects=tuple(map(self._subject, known.subjects)),
            classification=self._classification(known.classification),
        )

    def _agent(self, agent: Agent) -> Agent:
        answer = self._ask(agent.type, agent.name, self._date)
        if not answer.identifiers:
            return agent
        schemes = {scheme for scheme, _ in answer.identifiers}
        others = tuple(one for one in agent.identifiers if one.scheme not in schemes)
        found = tuple(Identifier(scheme=scheme, value=value) for scheme, value in answer.identifiers)
        return msgspec.structs.replace(agent, identifiers=(*others, *found))

    def _delivery(self, delivery: Delivery) -> Delivery:
        exempted = tuple(map(self._agent, delivery.exempted))
        return msgspec.structs.replace(delivery, to=self._agent(delivery.to), exempted=exempted)

    def _subject(self, subject: Subject) -> Subject:
        if subject.scheme != "tags" or subject.ref is not None:
            return subject
        answer = self._ask("tag", subject.term, self._date)
        own = next((f"{OWN}:{value}" for scheme, value in answer.identifiers if scheme == OWN), None)
        return subject if own is None else msgspec.structs.replace(subject, ref=answer.ref or own)

    def _classification(self, known: Classification | None) -> Classification | None:
        if known is None or known.authority is None:
            return known
        return msgspec.structs.replace(known, authority=self._agent(known.authority))
