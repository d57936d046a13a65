"""Addressees of the machine header (format lines 6 to 9 of ACP 127): from, to, info, exempted.

A line is `[routing indicator/]name[ //office/office//][ precedence][ message continuity number]`; after a collective
`, XMT name, name` may follow.
"""

from __future__ import annotations

import functools
import re

import msgspec

from converters.formats.cable import facts
from converters.formats.cable.lines import SourceLine
from converters.model.metadata import Agent, Delivery, Identifier
from converters.model.node import Span
from converters.model.nodes import Content, Inline, Name, Segment
from converters.model.walk import joined

_EXEMPTED = re.compile(r"(?<![A-Z])XMT +")
_COMMA = re.compile(r"\s*,\s*")
_LONGEST = 500
"""No addressee is longer; a longer line is kept whole as a name."""
_SMALL_WORDS = frozenset({"Da", "De", "Do", "Es", "Of"})
_ROLES = {
    "indicator": "routing-indicator",
    "attention": "attention",
    "precedence": "precedence",
    "number": "message-continuity-number",
}


class Addressee(msgspec.Struct, kw_only=True):
    """The parts of an address, and the text of the line made of them."""

    name: str
    span: Span
    content: Content
    indicator: str | None = None
    attention: tuple[str, ...] = ()
    precedence: str | None = None
    number: str | None = None
    exempted: tuple[Agent, ...] = ()

    def agent(self, roles: tuple[str, ...] = ()) -> Agent:
        """Who is meant."""
        known = (Identifier(scheme="routing-indicator", value=self.indicator),) if self.indicator else ()
        return agent(self.name, self.span, roles=roles, identifiers=known)

    def delivery(self, *, action: bool) -> Delivery:
        """How the record went there."""
        return Delivery(
            to=self.agent(),
            type="action" if action else "info",
            precedence=self.precedence,
            number=self.number,
            attention=self.attention,
            exempted=self.exempted,
            span=self.span,
        )


@functools.cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(word.replace(" ", " +") for word in facts.precedence_words())
    return re.compile(
        r"(?:(?P<indicator>R[A-Z]{3,8})/)?(?P<name>\S.*?)(?:\s*(?P<attention>//.*?))?"
        rf"(?:\s+(?P<precedence>{words}))?(?:\s+(?P<number>\d{{3,5}}))?"
    )


def parse(line: SourceLine, start: int = 0) -> Addressee | None:
    """The addressee in a line from a position on, None where nothing stands there."""
    exempted = _EXEMPTED.search(line.text, start + 1) if "XMT" in line.text else None
    end = len(line.text[: exempted.start()].rstrip(" ,")) if exempted else len(line.text)
    found = _address(line, start, end)
    if found is None or exempted is None:
        return found
    content, left_out = exempted_names(line, exempted.end())
    between = line.text[end : exempted.start()]
    keyword = Segment(role="keyword", content=("XMT",))
    blanks = exempted[0][3:]
    return msgspec.structs.replace(
        found,
        span=Span(found.span.start, line.end),
        content=joined((*found.content, between, keyword, blanks, *content)),
        exempted=left_out,
    )


def _address(line: SourceLine, start: int, end: int) -> Addressee | None:
    text = line.text
    if start >= end:
        return None
    span = Span(line.start + start, line.start + end)
    match = _pattern().fullmatch(text, start, end) if end - start <= _LONGEST else None
    if match is None:
        return Addressee(name=text[start:end], span=span, content=(_name(text[start:end]),))
    parts: list[Inline | str] = []
    position = start
    for group in ("indicator", "name", "attention", "precedence", "number"):
        words = match[group]
        if not words:
            continue
        parts.append(text[position : match.start(group)])
        role = _ROLES.get(group)
        parts.append(Segment(role=role, content=(words,)) if role else _name(words))
        position = match.end(group)
    return Addressee(
        name=match["name"],
        span=span,
        content=joined(parts),
        indicator=match["indicator"],
        attention=tuple(part.strip() for part in (match["attention"] or "").split("/") if part.strip()),
        precedence=_precedence(match["precedence"]),
        number=match["number"],
    )


def _precedence(word: str | None) -> str | None:
    """The word of precedence that is meant."""
    if word is None:
        return None
    normal = " ".join(word.split())
    return facts.misspelled_precedences().get(normal, normal)


def exempted_names(line: SourceLine, start: int) -> tuple[Content, tuple[Agent, ...]]:
    """The posts that a collective leaves out, in a line from a position on: text and agents."""
    parts: list[Inline | str] = []
    agents: list[Agent] = []
    position = start
    for comma in (*_COMMA.finditer(line.text, start), None):
        end = comma.start() if comma else len(line.text)
        name = line.text[position:end]
        if name:
            parts.append(_name(name))
            agents.append(agent(name, Span(line.start + position, line.start + end)))
        if comma:
            parts.append(comma[0])
            position = comma.end()
    return joined(parts), tuple(agents)


def _name(text: str) -> Name:
    return Name(type="post" if is_post(text) else "organisation", content=(text,))


def agent(name: str, span: Span, *, roles: tuple[str, ...] = (), identifiers: tuple[Identifier, ...] = ()) -> Agent:
    """The post, organisation or collective of that name. The place of a post comes from the table of stations."""
    if any(word in name for word in facts.collective_words()):
        return Agent(name=name, type="collective", roles=roles, identifiers=identifiers, span=span)
    if not is_post(name):
        return Agent(name=name, type="organisation", roles=roles, identifiers=identifiers, span=span)
    return Agent(name=name, type="post", roles=roles, identifiers=identifiers, place=place_of(name), span=span)


def is_post(name: str) -> bool:
    """Whether a name in a header line is that of a diplomatic or consular post or of the Department."""
    return name.startswith(facts.post_words())


@functools.lru_cache(maxsize=4096)
def place_of(name: str) -> str | None:
    """The place of a post: from the table of stations; of other embassies and consulates the name in small letters."""
    kind, _, town = name.partition(" ")
    known = facts.places().get(name) or facts.places().get(town)
    if known or not town or kind not in ("AMEMBASSY", "AMCONSUL"):
        return known
    return " ".join(word.lower() if word in _SMALL_WORDS else word for word in town.title().split())
