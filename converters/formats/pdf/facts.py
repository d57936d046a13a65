"""What is known about a record, as words: each metadata value is an element with its text and what explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from converters.formats.pdf import structure
from converters.formats.pdf.addresses import address_of, web_address
from converters.formats.pdf.pieces import Link
from converters.formats.pdf.setter import Setter
from converters.formats.pdf.tags import Element, Slot
from converters.formats.pdf.theme import BLUE, Style, in_colour
from converters.model import metadata
from converters.model.node import Node

Teller = Callable[["Telling", Any], None]


class Telling:
    """One value being told: its element, and the paragraph that its words go to."""

    def __init__(self, setter: Setter, element: Element, style: Style) -> None:
        self.setter = setter
        self.element = element
        self.style = style
        self._grey = in_colour(style, setter.job.theme.grey)

    def own(self, node: Node) -> None:
        """The field that is the element's own text."""
        value = getattr(node, structure.TEXT_FIELD[type(node)])
        if value:
            self.setter.flow.text(value, self.style, self.element.text())

    def own_at(self, node: Node, address: str | None) -> None:
        """The element's own text, as a link where it has an address."""
        value = getattr(node, structure.TEXT_FIELD[type(node)])
        if address is None or not value:
            self.own(node)
            return
        element = self.element.child("Link")
        self._linked(value, element, element.text(), self.style, address)

    def lead_to(self, target: str | None) -> None:
        """An address between brackets, as a link where a viewer can follow it."""
        address = web_address(target or "")
        if target is None or address is None:
            self.say(target)
            return
        self.setter.generated(" (", self._grey, self.element)
        element = self.element.child("Link")
        self._linked(target, element, element.generated(), self._grey, address)
        self.setter.generated(")", self._grey, self.element)

    def _linked(self, text: str, element: Element, slot: Slot, style: Style, address: str) -> None:
        flow = self.setter.flow
        flow.link = Link(element, uri=address, words=text)
        flow.text(text, in_colour(style, BLUE), slot)
        flow.link = None

    def say(self, *words: str | None, before: str = " (", between: str = "; ", after: str = ")") -> None:
        """Words of the writer, where there are any."""
        said = between.join(word for word in words if word)
        if said:
            self.setter.generated(before + said + after, self._grey, self.element)

    def part(self, node: Node | None, field: str, before: str = " ") -> None:
        """A value within this one."""
        if node is not None:
            self.setter.generated(before, self._grey, self.element)
            tell(self.setter, node, self.element, self.style, field)

    def parts(self, nodes: Iterable[Node], field: str, before: str = "; ") -> None:
        """Values within this one."""
        for node in nodes:
            self.part(node, field, before)


def tell(setter: Setter, node: Node, element: Element, style: Style, field: str | None = None) -> None:
    """Add a metadata value to a paragraph."""
    _TELLERS[type(node)](Telling(setter, element.of(node, field=field), style), node)


def _title(telling: Telling, node: metadata.Title) -> None:
    telling.own(node)


def _identifier(telling: Telling, node: metadata.Identifier) -> None:
    telling.own_at(node, address_of(node.scheme, node.value))


def _dating(telling: Telling, node: metadata.Dating) -> None:
    telling.own(node)
    certain = f"certainty {node.certainty}" if node.certainty else None
    evidence = f"{node.evidence} evidence" if node.evidence else None
    precision = f"to the {node.precision}" if node.precision else None
    zone = f"zone {node.zone}" if node.zone else None
    said = (node.edtf, precision, zone, node.calendar, certain, evidence)
    if node.text:
        telling.say(*said)
    else:
        telling.say(*said, before="", after="")


def _agent(telling: Telling, node: metadata.Agent) -> None:
    telling.own(node)
    others = (role.replace("-", " ") for role in node.roles if role not in _ROLES)
    telling.say(", ".join(others), node.office, node.place)
    telling.parts(node.identifiers, "identifiers", before=" \u00b7 ")


def _delivery(telling: Telling, node: metadata.Delivery) -> None:
    telling.part(node.to, "to", before="")
    telling.say(node.precedence, node.number, *node.attention, before=" \u00b7 ", between=" \u00b7 ", after="")
    telling.parts(node.exempted, "exempted", before=" \u00b7 except ")


def _subject(telling: Telling, node: metadata.Subject) -> None:
    telling.own(node)
    telling.say("; ".join(node.persons))


def _related(telling: Telling, node: metadata.RelatedRecord) -> None:
    telling.say(node.label, before="", after=". ")
    telling.own(node)
    is_link = web_address(node.target or "") is not None
    telling.say(node.note, node.type, None if is_link else node.target)
    telling.lead_to(node.target if is_link else None)


def _level(telling: Telling, node: metadata.HierarchyLevel) -> None:
    telling.say(node.level, before="", after=": ")
    telling.own(node)
    telling.say(node.code, node.dates)


def _holding(telling: Telling, node: metadata.Holding) -> None:
    telling.own(node)
    telling.parts(node.levels, "levels")
    telling.parts(node.identifiers, "identifiers")


def _statement(telling: Telling, node: metadata.Statement) -> None:
    telling.own(node)
    telling.lead_to(node.target)


def _rights(telling: Telling, node: metadata.Rights) -> None:
    telling.part(node.licence, "licence", before="licence of this edition: ")
    telling.part(node.source, "source", before="; rights in the source: " if node.licence else "rights in the source: ")
    others = node.licence or node.source
    telling.part(node.access, "access", before="; access: " if others else "access: ")


def _revision(telling: Telling, node: metadata.Revision) -> None:
    telling.own(node)
    telling.say(node.date, node.agent)


def _signal(telling: Telling, node: metadata.Signal) -> None:
    telling.own(node)
    telling.say(node.line)


def _transmission(telling: Telling, node: metadata.Transmission) -> None:
    station = " ".join(filter(None, (node.station, f"#{node.serial}" if node.serial else None)))
    telling.say(
        node.transmission_id,
        station,
        f"section {node.section}" if node.section else None,
        f"precedence {' '.join((*filter(None, (node.precedence,)), *node.precedences))}"
        if node.precedence or node.precedences
        else None,
        f"to {' '.join(node.routing)}" if node.routing else None,
        f"security {node.security}" if node.security else None,
        f"distribution {' '.join(node.distribution)}" if node.distribution else None,
        before="",
        after="",
    )
    telling.parts(node.signals, "signals")


def _marking(telling: Telling, node: metadata.Marking) -> None:
    telling.own(node)
    telling.say(f"{node.count} times" if node.count != 1 else None)


def _classification(telling: Telling, node: metadata.Classification) -> None:
    telling.own(node)
    if node.text is None:
        telling.say(node.level, before="", after="")
    elif node.level is not None and node.level != node.text:
        telling.say(node.level)
    telling.parts(node.captions, "captions", before=" \u00b7 ")
    telling.part(node.authority, "authority", before="; by ")
    telling.say("reasons " + ", ".join(node.reasons) if node.reasons else None, before="; ", after="")
    telling.say(f"{node.sections} sections" if node.sections is not None else None, before="; ", after="")


def _declassification(telling: Telling, node: metadata.Declassification) -> None:
    telling.part(node.instruction, "instruction", before="instruction: ")
    for action in node.actions:
        before = "; " if node.instruction is not None or action is not node.actions[0] else ""
        telling.part(action, "actions", before=before)


def _instruction(telling: Telling, node: metadata.DeclassificationInstruction) -> None:
    telling.own(node)
    telling.say(node.order, node.deadline, node.event, node.exemption)


def _action(telling: Telling, node: metadata.DeclassificationAction) -> None:
    done = _DONE.get(node.extent, "reviewed") if node.date else "review, undated,"
    telling.say(f"{done} by {node.authority}", node.date, node.review, before="", between=", ", after="")
    if node.text:
        telling.say(": ", before="", after="")
        telling.own(node)


_DONE: dict[str | None, str] = {
    "full": "declassified in full",
    "part": "declassified in part",
    "denied": "kept classified",
}
"""What is said of an action; that something was declassified only where authority, date and extent are known."""


def _extra(telling: Telling, node: metadata.Extra) -> None:
    telling.own(node)


_TELLERS: dict[type[Node], Teller] = {
    metadata.Title: _title,
    metadata.Identifier: _identifier,
    metadata.Dating: _dating,
    metadata.Agent: _agent,
    metadata.Delivery: _delivery,
    metadata.Subject: _subject,
    metadata.RelatedRecord: _related,
    metadata.HierarchyLevel: _level,
    metadata.Holding: _holding,
    metadata.Statement: _statement,
    metadata.Rights: _rights,
    metadata.Revision: _revision,
    metadata.Signal: _signal,
    metadata.Transmission: _transmission,
    metadata.Marking: _marking,
    metadata.Classification: _classification,
    metadata.DeclassificationInstruction: _instruction,
    metadata.DeclassificationAction: _action,
    metadata.Declassification: _declassification,
    metadata.Extra: _extra,
}

# --- the rows of the table ---

_SCHEMES = {
    "mrn": "Number",
    "transmission": "Transmission no.",
    "sha256": "SHA-256",
    "doi": "DOI",
    "url": "Address",
    "uri": "Address",
    "urn": "URN",
    "ark": "ARK",
    "isbn": "ISBN",
    "orcid": "ORCID",
}
_DATES = {"sent": "Sent", "filed": "Filed", "received": "Received", "written": "Written", "published": "Published"}
_ROLES = {
    "sender": "From",
    "signer": "Signed",
    "drafter": "Drafted by",
    "clearer": "Cleared by",
    "approver": "Approved by",
    "classification-authority": "Classified by",
    "editor": "Editor",
    "publisher": "Publisher",
}
_SUBJECTS = {"tags": "TAGS"}


def _capital(code: str) -> str:
    return code[:1].upper() + code[1:].replace("-", " ")


def _name_of_agent(node: metadata.Agent) -> str:
    role = node.roles[0] if node.roles else node.type
    return _ROLES.get(role, _capital(role))


_NAMES: dict[type[Node], Callable[[Any], str]] = {
    metadata.Identifier: lambda node: _SCHEMES.get(node.scheme, _capital(node.scheme)),
    metadata.Dating: lambda node: _DATES.get(node.role, "Date"),
    metadata.Agent: _name_of_agent,
    metadata.Delivery: lambda node: "To" if node.type == "action" else "Info",
    metadata.Subject: lambda node: _SUBJECTS.get(node.scheme, _capital(node.scheme)),
    metadata.RelatedRecord: lambda node: "References",
    metadata.Transmission: lambda node: "Routing",
    metadata.Classification: lambda node: "Originally",
    metadata.Declassification: lambda node: "Declassification",
    metadata.Holding: lambda node: "Held by",
    metadata.Rights: lambda node: "Rights",
    metadata.Revision: lambda node: "Revisions",
    metadata.Extra: lambda node: node.name,
}
_RUN_TOGETHER = frozenset({metadata.Subject})
"""Short values that share a line."""


def rows(known: metadata.Metadata) -> Iterator[tuple[str, list[list[Node]]]]:
    """The rows of the table: the name of each, and its lines with the values of each line."""
    name: str | None = None
    lines: list[list[Node]] = []
    for node in _values(known):
        own = _NAMES[type(node)](node)
        if own != name:
            if name is not None:
                yield name, lines
            name, lines = own, []
        if lines and type(node) in _RUN_TOGETHER:
            lines[-1].append(node)
        else:
            lines.append([node])
    if name is not None:
        yield name, lines


def _values(known: metadata.Metadata) -> Iterator[Node]:
    """All values but the titles, in the order of the table; those of one kind stay in their order."""
    yield from known.identifiers
    yield from known.dates
    yield from known.agents
    yield from known.deliveries
    for one in (known.classification, known.declassification):
        if one is not None:
            yield one
    yield from known.subjects
    yield from known.references
    for other in (known.transmission, known.holding, known.rights):
        if other is not None:
            yield other
    yield from known.revisions
    yield from known.extras


def plain_rows(known: metadata.Metadata) -> Iterator[tuple[str, str]]:
    """The facts that are plain words: they are properties, and shown as such."""
    if known.languages:
        yield "Languages", ", ".join(known.languages)
    if known.completeness is not None:
        yield "Completeness", known.completeness
