"""What rules find in a record: places, each with what stands there, what stands around it, and a key that lasts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from converters.collection.withholding.flows import Flow, Path
from converters.collection.withholding.letters import plain
from converters.collection.withholding.rules import Rule

Kind = Literal["stretch", "block", "ids", "file name", "document"]
AROUND = 60
"""Characters of context on either side."""
_NEAR = 24
"""Letters on either side that belong to the key of a place."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One place. `where` says it for a person, `stretches` in the strings of the document, `path` for a whole node.

    `rule`, `code`, `reviewer` and `date` say who withholds it and why; `name` is the name that it is a mention of,
    `field` the kind of value that it stands in, empty for running text.
    """

    kind: Kind
    rule: str
    code: str
    reviewer: str
    date: str
    where: str
    text: str
    before: str = ""
    after: str = ""
    name: str = ""
    field: str = ""
    key: str = ""
    path: Path = ()
    stretches: tuple[tuple[Path, int, int], ...] = ()

    @property
    def context(self) -> str:
        """The place among its surroundings, in one line."""
        return " ".join(f"{self.before[-AROUND:]}⟦{self.text}⟧{self.after[:AROUND]}".split())


def place(rule: Any, kind: Kind, where: str, text: str, **more: Any) -> Place:
    """A place that a rule finds."""
    known: Rule = rule
    told = {"rule": rule.key, "code": known.code, "reviewer": known.reviewer, "date": known.date}
    return Place(kind=kind, where=where, text=text, **told, **more)


def in_flow(rule: Any, flow: Flow, start: int, end: int, name: str = "") -> Place:
    """A place that is a stretch of a flow."""
    text = flow.text
    kind = flow.owner.partition(" ")[0]
    field = "" if flow.kind == "text" else f"{kind}: {flow.kind}"
    return place(
        rule,
        "stretch",
        field or flow.owner,
        " ".join(text[start:end].split()),
        before=text[max(0, start - 2 * AROUND) : start],
        after=text[end : end + 2 * AROUND],
        name=name,
        field=field,
        stretches=flow.stretches(start, end),
    )


def keyed(places: Iterable[Place], record: tuple[str, ...]) -> list[Place]:
    """The places of a record with their keys: of the record, the rule, the words and their surroundings.

    Ids and positions are no part of a key, so that a better reader leaves the decisions as they are. Places that
    nothing tells apart are counted.
    """
    found: list[Place] = []
    counts: dict[str, int] = {}
    for one in places:
        said = (
            *record,
            one.kind,
            one.rule,
            plain(one.text),
            plain(one.before)[-_NEAR:],
            plain(one.after)[:_NEAR],
            one.field,
        )
        digest = hashlib.sha256("\x1f".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        counts[digest] = counts.get(digest, 0) + 1
        number = counts[digest]
        found.append(msgspec.structs.replace(one, key=digest if number == 1 else f"{digest}-{number}"))
    return found
