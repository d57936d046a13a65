"""A record as a person wants to see it: facts, outline, repairs.

Imported only where something is shown, for `rich` takes long to import.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator

from rich.console import Console
from rich.text import Text

from converters.cli.streams import shown
from converters.model.metadata import Agent, Classification, Dating, Declassification, Delivery, Metadata, Subject
from converters.overview import Entry, Overview, Repair
from converters.report import Message

Facts = Iterator[tuple[str, str]]

_UNSHOWN = frozenset({"document", "section", "heading", "paragraph", "line"})
"""Kinds of node that are counted in no summary: the outline shows them, or every document has them."""
_SENDER = "sender"


def show(seen: Overview, messages: Iterable[Message]) -> None:
    """Print what was understood on standard output."""
    # rich keeps bold and dim under NO_COLOR; a person who asks for no colour wants plain text
    plain = bool(os.environ.get("NO_COLOR"))
    console = Console(highlight=False, soft_wrap=True, color_system=None if plain else "auto")
    facts = tuple(_facts(seen))
    width = max((len(name) for name, _ in facts), default=0)
    for name, value in facts:
        console.print(
            Text(shown(name).ljust(width + 2), style="bold cyan").append(shown(value), style="not bold default")
        )
    _part(console, "Outline", (_entry(entry) for entry in seen.outline))
    _part(console, "Repairs", (_repair(repair) for repair in seen.repairs))
    _part(console, "Told by the reader", (Text(f"  {shown(str(message))}") for message in messages))


def _part(console: Console, title: str, lines: Iterable[Text]) -> None:
    for number, line in enumerate(lines):
        if number == 0:
            console.print()
            console.print(Text(title, style="bold"))
        console.print(line)


def _facts(seen: Overview) -> Facts:
    known = seen.metadata
    if known.title:
        yield "Title", known.title
    yield from (("From", _agent(agent)) for agent in known.agents if _SENDER in agent.roles)
    yield from _deliveries(known.deliveries)
    yield from ((dating.role.capitalize(), _date(dating)) for dating in known.dates)
    if known.classification:
        yield from _classification(known.classification)
    if known.declassification:
        yield from _declassification(known.declassification)
    yield from ((", ".join(one.roles).capitalize() or "Agent", _agent(one)) for one in known.agents if not _sends(one))
    yield from ((identifier.scheme, identifier.value) for identifier in known.identifiers)
    yield from _subjects(known.subjects)
    yield from _references(known)
    yield from _archive(known)
    if counts := ", ".join(f"{kind} {count}" for kind, count in seen.contents.items() if kind not in _UNSHOWN):
        yield "Contents", counts


def _sends(agent: Agent) -> bool:
    return _SENDER in agent.roles


def _deliveries(deliveries: Iterable[Delivery]) -> Facts:
    for delivery in deliveries:
        offices = "".join(f"//{office}" for office in delivery.attention)
        words = (_agent(delivery.to) + offices, delivery.precedence, delivery.number)
        exempted = [f"except {agent.name}" for agent in delivery.exempted]
        yield "To" if delivery.type == "action" else "Info", " ".join((*filter(None, words), *exempted))


def _agent(agent: Agent) -> str:
    details = (agent.office, agent.place, *(f"{one.scheme} {one.value}" for one in agent.identifiers))
    known = "; ".join(filter(None, details))
    return f"{agent.name} ({known})" if known else agent.name


def _date(dating: Dating) -> str:
    understood = " ".join(filter(None, (dating.edtf, f"({dating.text})" if dating.text else None)))
    doubt = f"certainty {dating.certainty}" if dating.certainty else None
    return ", ".join(filter(None, (understood, dating.calendar, doubt)))


def _classification(known: Classification) -> Facts:
    if known.level or known.text:
        yield "Classification", known.level or known.text or ""
    if known.captions:
        yield "Captions", ", ".join(_times(caption.text, caption.count) for caption in known.captions)
    if known.authority:
        yield "Classified by", _agent(known.authority)
    if known.reasons:
        yield "Reasons", ", ".join(known.reasons)


def _times(text: str, count: int) -> str:
    return f"{text} (stands {count} times)" if count > 1 else text


def _declassification(known: Declassification) -> Facts:
    if known.instruction:
        one = known.instruction
        when = ", ".join(filter(None, (one.deadline, one.event, one.exemption))) or one.text or "no date"
        yield "To be declassified", f"{when} (E.O. {one.order})" if one.order else when
    for action in known.actions:
        words = (action.extent, f"by {action.authority}", action.date, action.review)
        yield "Declassified", ", ".join(filter(None, words))


def _subjects(subjects: tuple[Subject, ...]) -> Facts:
    for scheme in dict.fromkeys(subject.scheme for subject in subjects):
        yield scheme.upper(), ", ".join(_subject(subject) for subject in subjects if subject.scheme == scheme)


def _subject(subject: Subject) -> str:
    details = "; ".join(filter(None, (subject.type, *subject.persons)))
    return f"{subject.term} ({details})" if details else subject.term


def _references(known: Metadata) -> Facts:
    for one in known.references:
        label = f"{one.label}. " if one.label else ""
        yield "Reference", label + one.text + (f" = {one.target}" if one.target else "")


def _archive(known: Metadata) -> Facts:
    if known.holding:
        levels = (level.title or level.code or level.level for level in known.holding.levels)
        yield "Kept at", ", ".join((known.holding.repository, *levels))
    if known.rights:
        for name, statement in (
            ("Licence", known.rights.licence),
            ("Rights in the source", known.rights.source),
            ("Access", known.rights.access),
        ):
            if statement:
                yield name, statement.text
    if known.completeness and known.completeness != "complete":
        yield "Completeness", known.completeness
    if known.languages:
        yield "Languages", ", ".join(known.languages)


def _entry(entry: Entry) -> Text:
    line = Text("  " * (entry.depth + 1))
    if entry.number:
        line.append(f"{shown(entry.number)}. ", style="green")
    if entry.marking:
        line.append(f"({shown(entry.marking)}) ", style="magenta")
    text, style = _ENTRIES.get(entry.kind, _other)(entry)
    return line.append(text, style=style)


def _other(entry: Entry) -> tuple[str, str]:
    return f"[{entry.kind}] {shown(entry.text)}".rstrip(), "dim"


_ENTRIES: dict[str, Callable[[Entry], tuple[str, str]]] = {
    "heading": lambda entry: (shown(entry.text), "bold"),
    "paragraph": lambda entry: (shown(entry.text), ""),
    "section": lambda entry: (f"[{shown(entry.text) or 'section'}]", "cyan"),
}
"""The words and the style of an outline's entry, by its kind."""


def _repair(repair: Repair) -> Text:
    line = Text("  ").append(shown(repair.stood) or "nothing", style="red")
    line.append(" → ").append(shown(repair.proposed) or "nothing", style="green")
    place = f"char={repair.span.start},{repair.span.end}" if repair.span else None
    certainty = f"certainty {repair.certainty}" if repair.certainty else None
    why = ", ".join(filter(None, (repair.reason, certainty, repair.id, place)))
    return line.append(f"  ({shown(why)})" if why else "", style="dim")
