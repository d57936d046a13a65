"""The machine header: each line a `Line` of the transmission section, and what the lines say.

Lines are told by their first word; what has none goes on with the line before it. Whatever stands between and is
neither, such as the wrapper of an archive, is kept as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from converters.formats.cable import addressees, distribution, pages, transmission
from converters.formats.cable.lines import SourceLine, span_of
from converters.formats.cable.transmission import DateTimeGroup, Security, Station
from converters.model.metadata import Agent, Delivery, Identifier, Signal
from converters.model.nodes import Block, Content, Inline, Line, Name, Section, Segment
from converters.model.walk import joined

_NOTICE = re.compile(r"This record is a partial extract\b", re.I)
_KEYWORD = re.compile(r"(FM|TO|INFO|XMT)(?: +|$)")
_DRAFTING = re.compile(r"(DRAFTED|APPROVED|CLEARED)(?: BY:?|:) +", re.I)
_PIECE = re.compile(r"([^:;]*)(:?)([^;]*)((?:; *)?)")
"""Office and name of one who drafted or cleared: `A/DCM:ATHORNBURY; `."""
_NEXT_ADDRESS = re.compile(r" (?=(?:(?:TO|INFO) )?R[UH](?!SSIA/)[A-Z]{3,6}/[A-Z0-9])")
_RUN_STARTS = ("TO ", "INFO ", "FM ", "R")
_SHORTEST_RUN = 60
"""A shorter line holds one addressee."""
_CLEARANCE = re.compile(r"[A-Z][A-Z/-]{0,11}: ?[A-Z][A-Z.' -]{1,30}")
_DRAFTERS = {"DRAFTED": "drafter", "APPROVED": "approver", "CLEARED": "clearance"}
_NUMBERED_BY_ARCHIVE = re.compile(r"(?:\d\d){1,2}[A-Z]{3,20}\d{1,6}")
_ADDRESS = frozenset({"to", "info"})
_INDICATED = re.compile(r"R[A-Z]{3,8}/\S")
"""An addressee with its routing indicator; posts that a collective leaves out have none."""
_WRAPPED = frozenset({"notice", "exempted"})
"""What goes on until a blank line, whatever stands there."""
_CONTINUED_ADDRESS = re.compile(r"R[A-Z]{3,8}/\S|\S.{0,60} (?:COLLECTIVE|IMMEDIATE|PRIORITY)\b")
ANCHORS = frozenset({"transmission-id", "station", "date-time-group"})
"""The lines that only a machine header has."""


class HeaderFacts(msgspec.Struct):
    """What the lines of a header say, filled in line by line."""

    transmission_id: Identifier | None = None
    prosign: str | None = None
    routing: list[str] = []
    station: Station | None = None
    security: Security | None = None
    sent: DateTimeGroup | None = None
    sender: Agent | None = None
    deliveries: list[Delivery] = []
    signals: list[Signal] = []
    distribution: list[str] = []
    extract: bool = False
    drafters: list[Agent] = []
    claimed: Identifier | None = None
    """The number that an archive wrote before the record."""


class _State(msgspec.Struct):
    facts: HeaderFacts
    last: str | None = None
    address: str = "to"
    """Whether addressees were for action or information when one was read last."""


_Parser = Callable[[SourceLine, _State], Content]


def role_of(line: SourceLine, last: str | None) -> str:
    """What a line of the header zone is, after a line with the role `last`."""
    text = line.text
    first = text[:1]
    if first in _TESTS:
        for role, test in _TESTS[first]:
            if test(text):
                return role
    if pages.debris(text):
        return "debris"
    return _continued(line, last) or "wrapper"


def _continued(line: SourceLine, last: str | None) -> str | None:
    """The role of a line without a keyword of its own."""
    text = line.text
    if last == "routing" and all(transmission.INDICATOR.fullmatch(word) for word in text.split()):
        return "routing"
    if distribution.is_counter(text) or (last == "distribution" and distribution.goes_on(text)):
        return "distribution"
    if last == "drafting" and line.blanks == 0 and _CLEARANCE.fullmatch(text):
        return "drafting"
    if last in _WRAPPED and line.blanks == 0:
        return last
    if last in _ADDRESS and (
        line.blanks == 0 or addressees.is_post(text) or _CONTINUED_ADDRESS.match(text[:120]) is not None
    ):
        return last
    return None


def _keyword(word: str) -> Callable[[str], bool]:
    return lambda text: text.startswith(word) and (match := _KEYWORD.match(text)) is not None and match[1] == word


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.match(text) is not None


_ROUTING = ("routing", _matches(transmission.ROUTING))
_DATE_TIME = ("date-time-group", _matches(transmission.DATE_TIME))
_DISTRIBUTION = ("distribution", distribution.begins)
_DRAFTED = ("drafting", _matches(_DRAFTING))
_TESTS: dict[str, tuple[tuple[str, Callable[[str], bool]], ...]] = {
    "V": (("transmission-id", _matches(transmission.START_OF_MESSAGE)),),
    "Z": (("security", _matches(transmission.SECURITY)), _ROUTING, _DATE_TIME),
    "Y": (_ROUTING, _DATE_TIME),
    "O": (_ROUTING, _DATE_TIME, _DISTRIBUTION),
    "P": (_ROUTING, _DATE_TIME),
    "R": (_ROUTING, _DATE_TIME),
    "C": (_DRAFTED,),
    "D": (("station", _matches(transmission.STATION)), _DRAFTED),
    "F": (("from", _keyword("FM")),),
    "T": (("notice", _matches(_NOTICE)), ("to", _keyword("TO"))),
    "I": (_DISTRIBUTION, ("info", _keyword("INFO"))),
    "X": (("exempted", _keyword("XMT")),),
    "A": (_DISTRIBUTION, _DRAFTED),
    **{str(digit): (_DATE_TIME,) for digit in range(10)},
}
"""The tests for lines with a keyword, by the first character of the line."""


def _transmission_id(line: SourceLine, state: _State) -> Content:
    match = transmission.START_OF_MESSAGE.match(line.text)
    value = match[0] if match else line.text
    state.facts.transmission_id = state.facts.transmission_id or Identifier(
        scheme="transmission", value=value, span=line.span
    )
    return joined((Segment(role="transmission-id", content=(value,)), line.text[len(value) :]))


def _routing(line: SourceLine, state: _State) -> Content:
    content, prosign, indicators = transmission.routing(line)
    state.facts.prosign = state.facts.prosign or prosign
    state.facts.routing.extend(indicators)
    return content


def _station(line: SourceLine, state: _State) -> Content:
    match = transmission.STATION.match(line.text)
    if match is None:
        return (line.text,)
    content, said = transmission.station(line, match)
    state.facts.station = state.facts.station or said
    return joined((*content, line.text[match.end() :]))


def _security(line: SourceLine, state: _State) -> Content:
    match = transmission.SECURITY.match(line.text)
    if match is None:
        return (line.text,)
    content, said = transmission.security(line, match)
    state.facts.security = state.facts.security or said
    return joined((*content, *_signals(line, match.end(), "security", state)))


def _date_time(line: SourceLine, state: _State) -> Content:
    match = transmission.DATE_TIME.match(line.text)
    if match is None:
        return (line.text,)
    content, said = transmission.date_time(line, match)
    state.facts.sent = state.facts.sent or said
    return joined((*content, *_signals(line, match.end(), "date-time-group", state)))


def _signals(line: SourceLine, position: int, role: str, state: _State) -> Content:
    content, found = transmission.signals_after(line, position)
    state.facts.signals.extend(msgspec.structs.replace(one, line=role) for one in found)
    return content


def _from(line: SourceLine, state: _State) -> Content:
    keyword, found = _keyword_and_addressee(line)
    if found is None:
        return keyword
    state.facts.sender = state.facts.sender or found.agent(roles=("sender",))
    return joined((*keyword, *found.content))


def _addressee(line: SourceLine, state: _State) -> Content:
    keyword, found = _keyword_and_addressee(line)
    if found is None:
        return keyword
    state.facts.deliveries.append(found.delivery(action=state.last == "to"))
    return joined((*keyword, *found.content))


def _keyword_and_addressee(line: SourceLine) -> tuple[Content, addressees.Addressee | None]:
    match = _KEYWORD.match(line.text)
    if match is None:
        return (), addressees.parse(line)
    keyword = joined((Segment(role="keyword", content=(match[1],)), match[0][len(match[1]) :]))
    return keyword, addressees.parse(line, match.end())


def _exempted(line: SourceLine, state: _State) -> Content:
    """Posts that the collective before this line leaves out (format line 9)."""
    match = _KEYWORD.match(line.text)
    start = match.end() if match else 0
    content, agents = addressees.exempted_names(line, start)
    if state.facts.deliveries:
        before = state.facts.deliveries[-1]
        known = {one.name for one in before.exempted}
        new = tuple(one for one in agents if one.name not in known)
        state.facts.deliveries[-1] = msgspec.structs.replace(before, exempted=(*before.exempted, *new))
    keyword = (Segment(role="keyword", content=("XMT",)), line.text[3:start]) if match else ()
    return joined((*keyword, *content))


def _distribution(line: SourceLine, state: _State) -> Content:
    content, offices = distribution.parse(line)
    state.facts.distribution.extend(offices)
    return content


def _notice(line: SourceLine, state: _State) -> Content:
    state.facts.extract = True
    return (line.text,)


def _drafting(line: SourceLine, state: _State) -> Content:
    """Who drafted, approved or cleared the message: `DRAFTED BY S/S-S:ATHORNBURY`, office and name."""
    match = _DRAFTING.match(line.text)
    role = _DRAFTERS[match[1].upper()] if match else "clearance"
    start = match.end() if match else 0
    parts: list[Inline | str] = [Segment(role="keyword", content=(match[0].rstrip(),)), " "] if match else []
    named = False
    for piece in _PIECE.finditer(line.text, start):
        office, colon, name = piece[1], piece[2], piece[3]
        if not name.strip():
            parts.append(piece[0])
            continue
        place = line.part(piece.start(3), piece.end(3))
        state.facts.drafters.append(
            Agent(name=place.text, type="person", roles=(role,), office=office.strip(), span=place.span)
        )
        blanks = name[: len(name) - len(name.lstrip())]
        parts += [Name(type="office", content=(office,)), colon + blanks]
        parts += [Name(type="person", content=(place.text,)), name[len(blanks) + len(place.text) :], piece[4]]
        named = True
    return joined(parts) if named else (line.text,)


def _wrapper(line: SourceLine, state: _State) -> Content:
    if state.facts.claimed is None and _NUMBERED_BY_ARCHIVE.fullmatch(line.text):
        state.facts.claimed = Identifier(scheme="archive-number", value=line.text, span=line.span)
    return (line.text,)


_PARSERS: dict[str, _Parser] = {
    "transmission-id": _transmission_id,
    "routing": _routing,
    "station": _station,
    "security": _security,
    "date-time-group": _date_time,
    "from": _from,
    "to": _addressee,
    "info": _addressee,
    "exempted": _exempted,
    "distribution": _distribution,
    "notice": _notice,
    "drafting": _drafting,
    "wrapper": _wrapper,
}


def read(lines: list[SourceLine]) -> tuple[Section | None, HeaderFacts]:
    """The transmission section made of the lines of the header zone, None where there are none; and what they say."""
    state = _State(facts=HeaderFacts())
    blocks: list[Block] = []
    for line in _addressees_apart(_keywords_apart(lines)):
        role = role_of(line, state.last)
        if role == "debris":
            blocks.extend(pages.turn([line]))
            continue
        if role == "exempted" and state.last == role and _INDICATED.match(line.text):
            role = state.address
        if role in _ADDRESS:
            state.address = role
        state.last = role
        blocks.append(Line(role=role, content=_PARSERS[role](line, state), span=line.span))
    if not blocks:
        return None, state.facts
    return Section(role="transmission", blocks=tuple(blocks), span=span_of(lines)), state.facts


def _keywords_apart(lines: list[SourceLine]) -> list[SourceLine]:
    """`TO PAGE 02  STATE  015113  182333Z`: debris that stands after a keyword becomes a line of its own."""
    apart: list[SourceLine] = []
    for line in lines:
        match = _KEYWORD.match(line.text)
        if match and pages.debris(line.text[match.end() :]):
            apart += [line.part(0, match.end()), line.part(match.end())]
        else:
            apart.append(line)
    return apart


def _addressees_apart(lines: list[SourceLine]) -> list[SourceLine]:
    """`TO RUEHC/SECSTATE WASHDC 0123 INFO RUEHXX/…`: addressees that a copy has run together are lines of their own."""
    apart: list[SourceLine] = []
    for line in lines:
        text = line.text
        cuts = _next_addresses(text) if len(text) > _SHORTEST_RUN and text.startswith(_RUN_STARTS) else []
        if not cuts:
            apart.append(line)
            continue
        apart += [line.part(start, end) for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    return apart


def _next_addresses(text: str) -> list[int]:
    """Where further addressees begin in a line; what stands between `//` and `//` is for the attention of offices."""
    found: list[int] = []
    inside, counted = False, 0
    first = _KEYWORD.match(text)
    for match in _NEXT_ADDRESS.finditer(text, first.end() if first else 0):
        inside ^= text.count("//", counted, match.start()) % 2 == 1
        counted = match.start()
        if not inside:
            found.append(match.end())
    return found
