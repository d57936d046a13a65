"""What is known about a record, as words: each metadata value is an element with its text and what explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from converters.formats.pdf import structure
from converters.formats.pdf.addresses import address_of, web_address
from converters.formats.pdf.pieces import Link
from converters.formats.pdf.setter import Setter
from converters.formats.pdf.tags import Element, Slot
from converters.formats.pdf.theme import BLUE, Style, in_colour
from converters.formats.pdf.wording import Own, Said
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

    def say(self, *words: Said | None, before: str = " (", between: str = "; ", after: str = ")") -> None:
        """Words of the writer, where there are any."""
        said = [word for word in words if word]
        if said:
            parted = [part for word in said[1:] for part in (between, word)]
            self.setter.say((before, said[0], *parted, after), self._grey, self.element)

    def part(self, node: Node | None, field: str, *before: Said) -> None:
        """A value within this one, and what stands before it."""
        if node is not None:
            self.setter.say(before, self._grey, self.element)
            tell(self.setter, node, self.element, self.style, field)

    def parts(self, nodes: Iterable[Node], field: str, *before: Said) -> None:
        """Values within this one, and what stands before each."""
        for node in nodes:
            self.part(node, field, *before)


def tell(setter: Setter, node: Node, element: Element, style: Style, field: str | None = None) -> None:
    """Add a metadata value to a paragraph."""
    _TELLERS[type(node)](Telling(setter, element.of(node, field=field), style), node)


def _title(telling: Telling, node: metadata.Title) -> None:
    telling.own(node)


def _identifier(telling: Telling, node: metadata.Identifier) -> None:
    telling.own_at(node, address_of(node.scheme, node.value))


_EVIDENCE: Final = {
    "internal": Own("internal evidence"),
    "external": Own("external evidence"),
    "conjecture": Own("conjecture"),
}


def _dating(telling: Telling, node: metadata.Dating) -> None:
    telling.own(node)
    certain = Own(f"certainty {node.certainty}") if node.certainty else None
    evidence = _EVIDENCE[node.evidence] if node.evidence else None
    precision = Own(f"to the {node.precision}") if node.precision else None
    zone = Own("zone {}", (node.zone,)) if node.zone else None
    calendar = Own(node.calendar) if node.calendar else None
    said = (node.edtf, precision, zone, calendar, certain, evidence)
    if node.text:
        telling.say(*said)
    else:
        telling.say(*said, before="", after="")


def _agent(telling: Telling, node: metadata.Agent) -> None:
    telling.own(node)
    others = ", ".join(role.replace("-", " ") for role in node.roles if role not in _ROLES)
    telling.say(Own(others) if others else None, node.office, node.place)
    telling.parts(node.identifiers, "identifiers", " \u00b7 ")


def _delivery(telling: Telling, node: metadata.Delivery) -> None:
    telling.part(node.to, "to")
    telling.say(node.precedence, node.number, *node.attention, before=" \u00b7 ", between=" \u00b7 ", after="")
    telling.parts(node.exempted, "exempted", " \u00b7 ", Own("except"), " ")


def _subject(telling: Telling, node: metadata.Subject) -> None:
    telling.own(node)
    telling.say("; ".join(node.persons))


def _related(telling: Telling, node: metadata.RelatedRecord) -> None:
    telling.say(node.label, before="", after=". ")
    telling.own(node)
    is_link = web_address(node.target or "") is not None
    telling.say(node.note, Own(node.type) if node.type else None, None if is_link else node.target)
    telling.lead_to(node.target if is_link else None)


def _level(telling: Telling, node: metadata.HierarchyLevel) -> None:
    telling.say(Own(node.level) if node.level else None, before="", after=": ")
    telling.own(node)
    telling.say(node.code, node.dates)


def _holding(telling: Telling, node: metadata.Holding) -> None:
    telling.own(node)
    telling.parts(node.levels, "levels", "; ")
    telling.parts(node.identifiers, "identifiers", "; ")


def _statement(telling: Telling, node: metadata.Statement) -> None:
    telling.own(node)
    telling.lead_to(node.target)


def _rights(telling: Telling, node: metadata.Rights) -> None:
    between = ""
    for part, field, name in (
        (node.licence, "licence", "licence of this edition"),
        (node.source, "source", "rights in the source"),
        (node.access, "access", "access"),
    ):
        telling.part(part, field, between, Own(name), ": ")
        between = "; " if between or part is not None else ""


def _revision(telling: Telling, node: metadata.Revision) -> None:
    telling.own(node)
    telling.say(node.date, node.agent)


def _signal(telling: Telling, node: metadata.Signal) -> None:
    telling.own(node)
    telling.say(Own(node.line) if node.line else None)


def _transmission(telling: Telling, node: metadata.Transmission) -> None:
    station = " ".join(filter(None, (node.station, f"#{node.serial}" if node.serial else None)))
    telling.say(
        node.transmission_id,
        station,
        _named("section {}", node.section),
        _named("precedence {}", node.precedence, *node.precedences),
        _named("to {}", *node.routing),
        _named("security {}", node.security),
        _named("distribution {}", *node.distribution),
        before="",
        after="",
    )
    telling.parts(node.signals, "signals", "; ")


def _named(name: str, *values: str | None) -> Own | None:
    """Values with the edition's name for them, where there are any."""
    said = " ".join(filter(None, values))
    return Own(name, (said,)) if said else None


def _marking(telling: Telling, node: metadata.Marking) -> None:
    telling.own(node)
    telling.say(Own("{} times", (str(node.count),)) if node.count != 1 else None)


def _classification(telling: Telling, node: metadata.Classification) -> None:
    telling.own(node)
    if node.text is None:
        telling.say(node.level, before="", after="")
    elif node.level is not None and node.level != node.text:
        telling.say(node.level)
    telling.parts(node.captions, "captions", " \u00b7 ")
    telling.part(node.authority, "authority", "; ", Own("by"), " ")
    telling.say(_named("reasons {}", ", ".join(node.reasons)), before="; ", after="")
    sections = str(node.sections) if node.sections is not None else None
    telling.say(_named("{} sections", sections), before="; ", after="")


def _declassification(telling: Telling, node: metadata.Declassification) -> None:
    telling.part(node.instruction, "instruction", Own("instruction"), ": ")
    for action in node.actions:
        telling.part(action, "actions", "; " if node.instruction is not None or action is not node.actions[0] else "")


def _instruction(telling: Telling, node: metadata.DeclassificationInstruction) -> None:
    telling.own(node)
    telling.say(node.order, node.deadline, node.event, node.exemption)


def _action(telling: Telling, node: metadata.DeclassificationAction) -> None:
    done = _DONE.get(node.extent, "reviewed by {}") if node.date else "review, undated, by {}"
    telling.say(Own(done, (node.authority,)), node.date, node.review, before="", between=", ", after="")
    if node.text:
        telling.say(": ", before="", after="")
        telling.own(node)


_DONE: Final[dict[str | None, str]] = {
    "full": "declassified in full by {}",
    "part": "declassified in part by {}",
    "denied": "kept classified by {}",
}
"""What is said of an action; that something was declassified only where authority, date and extent are known."""


def _extra(telling: Telling, node: metadata.Extra) -> None:
    telling.own(node)


_TELLERS: Final[dict[type[Node], Teller]] = {
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

_SCHEMES: Final = {
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
_DATES: Final = {
    "sent": "Sent",
    "filed": "Filed",
    "received": "Received",
    "written": "Written",
    "published": "Published",
}
_ROLES: Final = {
    "sender": "From",
    "signer": "Signed",
    "drafter": "Drafted by",
    "clearer": "Cleared by",
    "approver": "Approved by",
    "classification-authority": "Classified by",
    "editor": "Editor",
    "publisher": "Publisher",
}
_SUBJECTS: Final = {"tags": "TAGS"}


def _capital(code: str) -> str:
    return code[:1].upper() + code[1:].replace("-", " ")


def _name_of_agent(node: metadata.Agent) -> str:
    role = node.roles[0] if node.roles else node.type
    return _ROLES.get(role, _capital(role))


_NAMES: Final[dict[type[Node], Callable[[Any], str]]] = {
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
_RUN_TOGETHER: Final = frozenset({metadata.Subject})
"""Short values that share a line."""


def rows(known: metadata.Metadata) -> Iterator[tuple[str, list[list[Node]]]]:
    """The rows of the table: the name of each in English, and its lines with the values of each line."""
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


def plain_rows(known: metadata.Metadata) -> Iterator[tuple[str, Said]]:
    """The facts that are plain words: they are properties, and shown as such."""
    if known.languages:
        yield "Languages", ", ".join(known.languages)
    if known.completeness is not None:
        yield "Completeness", Own(known.completeness)
