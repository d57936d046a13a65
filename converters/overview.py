"""What was understood of a record, as data: who wrote to whom, when, under which markings, the outline, the repairs."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from converters.model.document import Document
from converters.model.metadata import Agent, Delivery, Metadata
from converters.model.node import Node, Span
from converters.model.nodes import Choice, Heading, Paragraph, Section
from converters.model.walk import children, content_text, plain_text

FIRST_WORDS = 60


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the outline: a section, heading or numbered paragraph, and how deep it lies."""

    depth: int
    kind: str
    text: str
    number: str | None = None
    marking: str | None = None
    id: str | None = None


class Repair(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One place where a reading is proposed for what stands in the source."""

    stood: str
    proposed: str
    reason: str | None = None
    certainty: str | None = None
    id: str | None = None
    span: Span | None = None


class Overview(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What `inspect` shows. `facts` are names and values in the order in which a person asks for them."""

    id: str | None
    facts: tuple[tuple[str, str], ...]
    outline: tuple[Entry, ...]
    repairs: tuple[Repair, ...]


def overview(document: Document) -> Overview:
    """What was understood of a document."""
    return Overview(
        id=document.id,
        facts=tuple(_facts(document.metadata)),
        outline=tuple(entry for block in document.body for entry in _outline(block, 0)),
        repairs=tuple(_repairs(document)),
    )


def _facts(metadata: Metadata) -> Iterator[tuple[str, str]]:
    if metadata.title:
        yield "Title", metadata.title
    for identifier in metadata.identifiers:
        yield "Number" if identifier.scheme == "mrn" else identifier.scheme, identifier.value
    for dating in metadata.dates:
        understood = (
            f"{dating.edtf} ({dating.text})" if dating.edtf and dating.text else dating.edtf or dating.text or ""
        )
        yield dating.role.capitalize(), understood
    for agent in metadata.agents:
        yield ", ".join(agent.roles).capitalize() or "Agent", _agent(agent)
    for delivery in metadata.deliveries:
        yield "To" if delivery.type == "action" else "Info", _delivery(delivery)
    yield from _markings(metadata)
    for scheme in dict.fromkeys(subject.scheme for subject in metadata.subjects):
        terms = (subject for subject in metadata.subjects if subject.scheme == scheme)
        yield scheme.upper(), ", ".join(f"{one.term} ({one.type})" if one.type else one.term for one in terms)
    for reference in metadata.references:
        target = f" = {reference.target}" if reference.target else ""
        yield "Reference", f"{reference.label + '. ' if reference.label else ''}{reference.text}{target}"
    if metadata.languages:
        yield "Languages", ", ".join(metadata.languages)


def _markings(metadata: Metadata) -> Iterator[tuple[str, str]]:
    known = metadata.classification
    if known is not None:
        if known.level:
            yield "Classification", known.level
        for caption in known.captions:
            yield "Caption", caption.text + (f" (stands {caption.count} times)" if caption.count > 1 else "")
        if known.authority is not None:
            yield "Classified by", _agent(known.authority)
        if known.reasons:
            yield "Reasons", ", ".join(known.reasons)
    instruction = metadata.declassification.instruction if metadata.declassification else None
    if instruction is not None:
        when = instruction.deadline or instruction.event or instruction.exemption or "no date"
        yield "To be declassified", f"{when} (E.O. {instruction.order})" if instruction.order else when


def _agent(agent: Agent) -> str:
    details = [part for part in (agent.office, agent.place) if part]
    known = [f"{one.scheme} {one.value}" for one in agent.identifiers]
    return agent.name + (f" ({'; '.join(details + known)})" if details or known else "")


def _delivery(delivery: Delivery) -> str:
    extras = [delivery.precedence, delivery.number, *(f"//{office}//" for office in delivery.attention)]
    exempted = [f"except {agent.name}" for agent in delivery.exempted]
    return " ".join([_agent(delivery.to), *(extra for extra in extras if extra), *exempted])


def _outline(node: Node, depth: int) -> Iterator[Entry]:
    if isinstance(node, Heading):
        yield Entry(depth=depth, kind="heading", text=_first(content_text(node.content)), id=node.id)
    elif isinstance(node, Paragraph):
        yield Entry(
            depth=depth,
            kind="paragraph",
            text=_first(content_text(node.content)),
            number=node.number.value if node.number else None,
            marking=plain_text(node.marking) if node.marking else None,
            id=node.id,
        )
    elif isinstance(node, Section):
        yield Entry(depth=depth, kind="section", text=node.role or node.n or "", id=node.id)
        for child in node.blocks:
            yield from _outline(child, depth + 1)


def _first(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"


def _repairs(document: Document) -> Iterator[Repair]:
    stack: list[Node] = [document]
    while stack:
        node = stack.pop()
        if isinstance(node, Choice):
            yield Repair(
                stood=content_text(node.original),
                proposed=content_text(node.proposed),
                reason=node.reason,
                certainty=node.certainty,
                id=node.id,
                span=node.span,
            )
        stack.extend(reversed(tuple(children(node))))
