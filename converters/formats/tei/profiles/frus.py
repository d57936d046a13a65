"""The house style of the Office of the Historian: a numbered document with head, source note, dateline and text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from converters.formats.tei import dates
from converters.formats.tei.profiles import reading
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Agent, Metadata
from converters.model.node import Node
from converters.model.walk import content_text, joined, transform
from converters.report import Report

_HEADS = (nd.Opener, nd.Closer)
_HEAD_ROLES = frozenset({"subject", "references", "classification-authority"})
_KINDS = (
    (re.compile(r"(?:AM)?EMBASSY\b", re.IGNORECASE), "Embassy in {}"),
    (re.compile(r"(?:AM)?CONSULATE? GENERAL\b|AMCONGEN\b", re.IGNORECASE), "Consulate General in {}"),
    (re.compile(r"(?:AM)?CONSUL(?:ATE)?\b", re.IGNORECASE), "Consulate in {}"),
    (re.compile(r"USMISSION\b", re.IGNORECASE), "Mission in {}"),
    (re.compile(r"USINT\b", re.IGNORECASE), "Interests Section in {}"),
)
_DEPARTMENT = re.compile(r"(?:SEC|DEPT?\.? ?(?:OF )?)STATE\b|SECSTATE", re.IGNORECASE)
_SEVERAL = 2
"""With more addressees than this the head says "Certain Posts"."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def edit(document: Document, report: Report) -> Document:
    """The document as the volumes print one. Head, dateline and source note come from the metadata."""
    plain = reading.edit(document, report)
    known = document.metadata
    base = f"{document.id}-" if document.id else ""
    note = nd.Note(id=f"{base}d1fn1", n="1", type="source", blocks=(nd.Paragraph(content=(_source_note(known),)),))
    head = nd.Heading(content=("1. Telegram From the ", *_route(known), note))
    blocks: list[nd.Block] = [head]
    dateline = _dateline(known)
    if dateline is not None:
        blocks.append(nd.Opener(parts=(dateline,)))
    beginning = _beginning(known)
    if beginning is not None:
        blocks.append(beginning)
    blocks += _text(plain.body, report)
    blocks += _signature(plain.body)
    printed = nd.Section(id=f"{base}d1", role="document", n="1", blocks=tuple(_renumbered(blocks)))
    return msgspec.structs.replace(plain, front=(), body=(printed,), back=plain.back)


def _route(known: Metadata) -> tuple[Any, ...]:
    """From whom to whom, as the head has it."""
    sender = known.agent("sender")
    to = [one.to for one in known.deliveries if one.type == "action"]
    origin = _as_printed(sender) if sender is not None else "Sender"
    if not to:
        goal = "Department of State" if origin != "Department of State" else "Posts"
    else:
        goal = "Certain Posts" if len(to) > _SEVERAL else " and the ".join(map(_as_printed, to))
    article = "" if goal.startswith(("Certain", "Posts")) else "the "
    start = nd.Segment(role="document-from", content=(origin,))
    end = nd.Segment(role="document-to", content=(goal,))
    return (start, f" to {article}", end)


def _as_printed(agent: Agent) -> str:
    """A post as the volumes name it: `AMEMBASSY EXAMPLEVILLE` is the Embassy in Exampleville."""
    if _DEPARTMENT.match(agent.name):
        return "Department of State"
    for pattern, printed in _KINDS:
        match = pattern.match(agent.name)
        if match is not None:
            return printed.format(agent.place or agent.name[match.end() :].strip().title())
    return agent.name


def _dateline(known: Metadata) -> nd.Dateline | None:
    """Place, day and hour: `Exampleville, October 20, 2008, 1507Z.`"""
    sent, sender = known.date("sent"), known.agent("sender")
    place = sender.place if sender is not None else None
    parts: list[Any] = [nd.Name(type="place", content=(place,)), ", "] if place else []
    when = (dates.attributes(sent.edtf) or {}).get(dates.WHEN) if sent is not None and sent.edtf else None
    if when is not None and len(when) >= len("2008-10-20"):
        day = datetime.date.fromisoformat(when[:10])
        hour = f", {when[11:13]}{when[14:16]}Z" if when.endswith("Z") else ""
        words = f"{_MONTHS[day.month - 1]} {day.day}, {day.year}{hour}"
        parts += [nd.Date(edtf=sent.edtf if sent is not None else None, content=(words,)), "."]
    return nd.Dateline(content=tuple(parts)) if parts else None


def _source_note(known: Metadata) -> str:
    """Where the record lies, how it was classified and sent: what the volumes say in their first note."""
    holding = known.holding
    if holding is not None:
        steps = [holding.repository, *(step.title or step.code or "" for step in holding.levels)]
        where = ", ".join(filter(None, [*steps, *(one.value for one in holding.identifiers)]))
    else:
        number = known.identifier("message-number") or known.identifier("mrn")
        where = f"telegram {number}, as transmitted" if number else "the telegram as transmitted"
    said = [f"Source: {where}."]
    marks = list(_markings(known))
    if marks:
        classified = known.classification is not None and known.classification.level not in (None, "UNCLASSIFIED")
        said.append(f"{'Originally ' if classified else ''}{'; '.join(marks)}.")
    informed = [_as_printed(one.to) for one in known.deliveries if one.type == "info"]
    if informed:
        said.append(f"Sent for information to {_enumerated(informed)}.")
    signers = [one.name.title() for one in known.agents if "signer" in one.roles]
    drafters = [one.name.title() for one in known.agents if "drafter" in one.roles]
    if drafters:
        said.append(f"Drafted by {_enumerated(drafters)}.")
    if signers:
        said.append(f"Signed {_enumerated(signers)}.")
    return " ".join(said)


def _markings(known: Metadata) -> Iterator[str]:
    if known.classification is not None and known.classification.level is not None:
        yield known.classification.level.title()
    precedences = [one.precedence for one in known.deliveries if one.type == "action" and one.precedence]
    if precedences:
        yield precedences[0].title()
    if known.classification is not None:
        yield from (caption.text.title() for caption in known.classification.captions)


def _enumerated(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])}, and {words[-1]}"


def _beginning(known: Metadata) -> nd.Paragraph | None:
    """Number, subject and references run into one paragraph, as the volumes have them."""
    number = (known.identifier("message-number") or "").rpartition(" ")[2].lstrip("0")
    parts: list[Any] = [f"{number}. "] if number else []
    if known.title:
        parts.append(f"Subject: {known.title.rstrip('.')}.")
    if known.references:
        parts.append(" Ref: " if parts else "Ref: ")
        for at, one in enumerate(known.references):
            label = f"{one.label}. " if one.label else ""
            parts.append(("; " if at else "") + label)
            shown = (one.text,) if one.text else ()
            parts.append(nd.Reference(target=one.target, content=shown) if one.target else one.text)
        parts.append(".")
    return nd.Paragraph(content=joined(parts)) if parts else None


def _text(blocks: nd.Blocks, report: Report) -> list[nd.Block]:
    """The text of a telegram without what head, dateline and source note say."""
    found: list[nd.Block] = []
    for block in blocks:
        if isinstance(block, nd.Section) and block.role == "telegram":
            found += _text(block.blocks, report)
        elif isinstance(block, _HEADS) or getattr(block, "role", None) in _HEAD_ROLES:
            report.warn("profile", "the house style says this in head, dateline and source note", block)
        else:
            found.append(block)
    return found


def _signature(blocks: nd.Blocks) -> list[nd.Block]:
    signed: list[Any] = []

    def collect(node: Node) -> Node:
        if isinstance(node, nd.Signed):
            words = content_text(node.content).strip()
            name = nd.Name(type="person", content=(words.title() if words.isupper() else words,)) if words else None
            if name is not None:
                signed.append(nd.Signed(content=(name,)))
        return node

    for block in blocks:
        transform(block, collect)
    return [nd.Closer(parts=tuple(signed))] if signed else []


def _renumbered(blocks: list[nd.Block]) -> list[nd.Block]:
    """The notes counted from one, which is the source note."""
    count = 0

    def change(node: Node) -> Node:
        nonlocal count
        if not isinstance(node, nd.Note):
            return node
        count += 1
        return msgspec.structs.replace(node, n=str(count))

    return [transform(block, change) for block in blocks]
