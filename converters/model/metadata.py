"""What is known about a record: typed values, each with the place in the source that says it.

Some values come from the record (`span` is set), some from the archive or the editor (`span` is None). What a telegram
has beyond other records is in `Transmission`, `Classification` and the two sides of declassification: an *instruction*
as transmitted, and an *action* that an authority took. Neither is derived from the other.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from converters.model.node import Placed
from converters.model.nodes import Certainty

AgentType = Literal["person", "organisation", "post", "office", "place", "collective"]
DateRole = Literal["sent", "filed", "received", "written", "published", "printed", "other"]


class Title(Placed, frozen=True, kw_only=True, gc=False, tag="title"):
    """A title of the record; `type` tells a short or a sub-title from the main one."""

    text: str
    type: Literal["main", "short", "sub", "other"] = "main"


class Identifier(Placed, frozen=True, kw_only=True, gc=False, tag="identifier"):
    """A name or number in a scheme: `mrn`, `transmission`, `routing-indicator`, `doi`, `wikidata`, `sha256`."""

    scheme: str
    value: str


class Dating(Placed, frozen=True, kw_only=True, gc=False, tag="dating"):
    """A date of the record: as written, and as understood.

    `edtf` is EDTF level 1 (ISO 8601-2), in UTC with `Z` where the source gives a zone; a day is a day and no midnight
    is invented. `evidence` is what the date rests on, `zone` the letter or offset as written.
    """

    role: DateRole
    text: str | None = None
    edtf: str | None = None
    precision: Literal["second", "minute", "hour", "day", "month", "year", "decade", "century"] | None = None
    certainty: Certainty | None = None
    calendar: str | None = None
    evidence: Literal["internal", "external", "conjecture"] | None = None
    zone: str | None = None


class Agent(Placed, frozen=True, kw_only=True, gc=False, tag="agent"):
    """A person, organisation, post, office or place, as named, with what it did for the record.

    `roles`: `sender`, `signer`, `drafter`, `clearer`, `approver`, `classification-authority`, `editor`, `publisher`. A
    post is not a place: the place of a post is `place`.
    """

    name: str
    type: AgentType
    roles: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    place: str | None = None
    office: str | None = None


class Delivery(Placed, frozen=True, kw_only=True, gc=False, tag="delivery"):
    """One addressee and how the record went there.

    `precedence` as written; None means that the line's own holds. `number` is the message continuity number, kept as
    text (`0000`). `attention` are the office blocks (`J-3`, `J-5`), `exempted` the posts that a collective leaves out.
    """

    to: Agent
    type: Literal["action", "info"] = "action"
    precedence: str | None = None
    number: str | None = None
    attention: tuple[str, ...] = ()
    exempted: tuple[Agent, ...] = ()


class Subject(Placed, frozen=True, kw_only=True, gc=False, tag="subject"):
    """A subject in its scheme: a TAG (`scheme="tags"`), a heading of the archive. `persons` qualify it (OVIP)."""

    term: str
    scheme: str
    type: str | None = None
    persons: tuple[str, ...] = ()
    ref: str | None = None


class RelatedRecord(Placed, frozen=True, kw_only=True, gc=False, tag="related-record"):
    """A record that this one refers to: letter in the list, words as written, what it is, and where (`mrn:…`)."""

    text: str
    label: str | None = None
    type: str | None = None
    target: str | None = None
    note: str | None = None


class HierarchyLevel(Placed, frozen=True, kw_only=True, gc=False, tag="hierarchy-level"):
    """One level of an archive's arrangement (ISAD(G) 3.1): fonds, series, file, with its reference code and title."""

    level: str
    title: str | None = None
    code: str | None = None
    dates: str | None = None


class Holding(Placed, frozen=True, kw_only=True, gc=False, tag="holding"):
    """Where the source is kept: repository and the levels from the top down."""

    repository: str
    levels: tuple[HierarchyLevel, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


class Statement(Placed, frozen=True, kw_only=True, gc=False, tag="statement"):
    """A sentence about rights or access, with the URI of its full text."""

    text: str
    target: str | None = None


class Rights(Placed, frozen=True, kw_only=True, gc=False, tag="rights"):
    """Three different things: the licence of this edition, the rights in the source, and who may see it."""

    licence: Statement | None = None
    source: Statement | None = None
    access: Statement | None = None


class Revision(Placed, frozen=True, kw_only=True, gc=False, tag="revision"):
    """A change made to the edition: when (EDTF), by whom, what."""

    text: str
    date: str | None = None
    agent: str | None = None


class Signal(Placed, frozen=True, kw_only=True, gc=False, tag="signal"):
    """An operating signal of the relay (`ZDK`, `ZFF4`) or other words at the end of a header line."""

    text: str
    line: str | None = None


class Transmission(Placed, frozen=True, kw_only=True, gc=False, tag="transmission"):
    """The machine header of a telegram (ACP 127).

    `precedence` is the prosign of the routing line, `routing` its indicators; `station`, `serial` and `section` come
    from the DE line; `precedences` from the date-time line (first for action, second for information); `security` is
    the letter of the security warning (`C` of `CCCCC`).
    """

    transmission_id: str | None = None
    precedence: str | None = None
    routing: tuple[str, ...] = ()
    station: str | None = None
    serial: str | None = None
    section: str | None = None
    security: str | None = None
    precedences: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()
    distribution: tuple[str, ...] = ()


class Marking(Placed, frozen=True, kw_only=True, gc=False, tag="marking"):
    """A caption or handling marking: `SIPDIS`, `NOFORN`. `count` is how often it stands there (a relay doubles it)."""

    text: str
    count: int = 1


class Classification(Placed, frozen=True, kw_only=True, gc=False, tag="classification"):
    """The level as transmitted, who set it and why. `text` as written, `level` one of the five words of the orders."""

    level: (
        Literal["UNCLASSIFIED", "RESTRICTED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET", "TOP SECRET"] | None
    ) = None
    text: str | None = None
    captions: tuple[Marking, ...] = ()
    authority: Agent | None = None
    reasons: tuple[str, ...] = ()
    sections: int | None = None


class DeclassificationInstruction(Placed, frozen=True, kw_only=True, gc=False, tag="declassification-instruction"):
    """What the E.O. line orders: the order, and a date, an event or an exemption. What was done is another thing."""

    order: str | None = None
    text: str | None = None
    deadline: str | None = None
    event: str | None = None
    exemption: str | None = None


class DeclassificationAction(Placed, frozen=True, kw_only=True, gc=False, tag="declassification-action"):
    """What an authority did, from a stamp in the record or from the archivist."""

    authority: str
    date: str | None = None
    review: str | None = None
    extent: Literal["full", "part", "denied"] | None = None
    text: str | None = None


class Declassification(Placed, frozen=True, kw_only=True, gc=False, tag="declassification"):
    """Instruction and actions, side by side."""

    instruction: DeclassificationInstruction | None = None
    actions: tuple[DeclassificationAction, ...] = ()


class Extra(Placed, frozen=True, kw_only=True, gc=False, tag="extra"):
    """A fact that a source gave under a name of its own and the model has no field for, kept under that name."""

    name: str
    value: str


class Metadata(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """All that is known about a record. Empty means not known."""

    titles: tuple[Title, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    type: str | None = None
    agents: tuple[Agent, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    dates: tuple[Dating, ...] = ()
    subjects: tuple[Subject, ...] = ()
    references: tuple[RelatedRecord, ...] = ()
    languages: tuple[str, ...] = ()
    transmission: Transmission | None = None
    classification: Classification | None = None
    declassification: Declassification | None = None
    completeness: Literal["complete", "extract", "truncated"] | None = None
    holding: Holding | None = None
    rights: Rights | None = None
    revisions: tuple[Revision, ...] = ()
    extras: tuple[Extra, ...] = ()

    @property
    def title(self) -> str | None:
        """The main title, or the first one there is."""
        main = next((title.text for title in self.titles if title.type == "main"), None)
        return main if main is not None or not self.titles else self.titles[0].text

    def identifier(self, scheme: str) -> str | None:
        """The record's first identifier in a scheme, such as `mrn`."""
        return next((known.value for known in self.identifiers if known.scheme == scheme), None)

    def date(self, role: DateRole) -> Dating | None:
        """The record's first date in a role, such as `sent`."""
        return next((known for known in self.dates if known.role == role), None)

    def agent(self, role: str) -> Agent | None:
        """The first agent with a role, such as `sender`."""
        return next((known for known in self.agents if role in known.roles), None)
