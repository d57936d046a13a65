"""The metadata as a table that people read: which row shows which value, and how a value is written out.

A row's label says what its values are (`To`: deliveries for action). In a value, each field stands in a style of its
name; the marks of words between them are only for the eye. What no row and no field shows is a parameter of the style.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from converters.model.metadata import (
    Agent,
    Classification,
    Dating,
    Declassification,
    DeclassificationAction,
    DeclassificationInstruction,
    Delivery,
    Extra,
    HierarchyLevel,
    Holding,
    Identifier,
    Marking,
    RelatedRecord,
    Revision,
    Rights,
    Signal,
    Statement,
    Subject,
    Transmission,
)
from converters.model.node import Node


@dataclass(frozen=True, eq=False)
class Row:
    """A kind of row: its label, where its values are in the metadata, and what the label says of them.

    `kind` is None where the values are plain words. `fixed` are fields that a value must have to stand here, `usual`
    those that it has unless its style says otherwise. `between` stands between values on one line; None gives each a
    line of its own.
    """

    label: str
    path: str
    kind: type[Node] | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)
    usual: Mapping[str, Any] = field(default_factory=dict)
    between: str | None = None


def _agents() -> tuple[Row, ...]:
    rows = (
        ("From", "sender", "post"),
        ("Signed by", "signer", "person"),
        ("Drafted by", "drafter", "person"),
        ("Cleared by", "clearer", "person"),
        ("Approved by", "approver", "person"),
        ("Author", "author", "person"),
        ("Classification authority", "classification-authority", "person"),
        ("Edited by", "editor", "person"),
        ("Published by", "publisher", "organisation"),
    )
    named = tuple(Row(label, "agents", Agent, {"roles": (role,)}, {"type": type}) for label, role, type in rows)
    return (*named, Row("Agent", "agents", Agent, {}, {"type": "person"}))


def _dates() -> tuple[Row, ...]:
    rows = {
        "Date": "sent",
        "Filed": "filed",
        "Received": "received",
        "Written": "written",
        "Published": "published",
        "Printed": "printed",
        "Other date": "other",
    }
    return tuple(Row(label, "dates", Dating, {"role": role}) for label, role in rows.items())


ROWS: tuple[Row, ...] = (
    Row("Number", "identifiers", Identifier, {"scheme": "mrn"}),
    Row("Identifier", "identifiers", Identifier),
    Row("Type", "type"),
    *_dates(),
    *_agents(),
    Row("To", "deliveries", Delivery, {"type": "action"}),
    Row("Info", "deliveries", Delivery, {"type": "info"}),
    Row("Classification", "classification", Classification),
    Row("Captions", "classification.captions", Marking, between=", "),
    Row("Classified by", "classification.authority", Agent, {}, {"type": "person"}),
    Row("Reasons", "classification.reasons", between=", "),
    Row("Declassification", "declassification", Declassification),
    Row("Declassify on", "declassification.instruction", DeclassificationInstruction),
    Row("Declassified", "declassification.actions", DeclassificationAction),
    Row("TAGS", "subjects", Subject, {"scheme": "tags"}, between=", "),
    Row("Subject", "subjects", Subject, between="; "),
    Row("References", "references", RelatedRecord),
    Row("Language", "languages", between=", "),
    Row("Completeness", "completeness"),
    Row("Transmission", "transmission", Transmission),
    Row("Held by", "holding", Holding),
    Row("Rights", "rights", Rights),
    Row("Licence", "rights.licence", Statement),
    Row("Rights in the source", "rights.source", Statement),
    Row("Access", "rights.access", Statement),
    Row("Revision", "revisions", Revision),
    Row("Other", "extras", Extra),
)
"""All rows, in their order on the page. Of several for one path, the first that fits a value shows it."""

PATHS: tuple[str, ...] = tuple(dict.fromkeys(row.path for row in ROWS))
ROWS_OF: Mapping[str, tuple[Row, ...]] = {path: tuple(row for row in ROWS if row.path == path) for path in PATHS}
BY_LABEL: Mapping[str, Row] = {row.label.casefold(): row for row in ROWS}
HOLDERS = frozenset({"classification", "declassification", "rights"})
"""Single values whose parts have rows of their own."""


@dataclass(frozen=True, eq=False)
class Field:
    """How one field of a value is written.

    `glue` stands before it where another field is shown before, `open` and `close` around it, `between` between several
    values. Of the values in it, `usual` fields go without saying, and `hides` are told by the style alone.
    """

    name: str
    glue: str = ""
    open: str = ""
    close: str = ""
    between: str = " "
    usual: Mapping[str, Any] = field(default_factory=dict)
    hides: tuple[str, ...] = ()


_IDENTIFIERS = Field("identifiers", " ", "[", "]", ", ", hides=("scheme",))

SHOWN: Mapping[type[Node], tuple[Field, ...]] = {
    Identifier: (Field("scheme", close=": "), Field("value")),
    Dating: (Field("text"), Field("edtf", " ", "(", ")")),
    Agent: (
        Field("name"),
        Field("office", ", "),
        Field("place", ", "),
        _IDENTIFIERS,
    ),
    Delivery: (
        Field("to", usual={"type": "post"}),
        Field("attention", " ", "//", "//", "/"),
        Field("precedence", " "),
        Field("number", " "),
        Field("exempted", " ", "(except ", ")", ", ", usual={"type": "post"}),
    ),
    Subject: (Field("term"), Field("persons", " ", "(", ")", "; ")),
    RelatedRecord: (Field("label", close=". "), Field("text"), Field("note", " ", "(", ")")),
    HierarchyLevel: (
        Field("level"),
        Field("code", " "),
        Field("title", " – "),
        Field("dates", " ", "(", ")"),
    ),
    Holding: (Field("repository"), Field("levels", ": ", between="; "), _IDENTIFIERS),
    Statement: (Field("text"), Field("target", " ", "<", ">")),
    Revision: (Field("date", close=": "), Field("text"), Field("agent", " ", "(", ")")),
    Signal: (Field("text"),),
    Transmission: (
        Field("transmission_id"),
        Field("precedence", " "),
        Field("routing", " "),
        Field("station", " ", "DE "),
        Field("serial", " ", "#"),
        Field("section", "", "/"),
        Field("security", " ", "ZNY "),
        Field("precedences", " ", "[", "]"),
        Field("signals", " "),
        Field("distribution", " ", "(", ")"),
    ),
    Marking: (Field("text"), Field("count", " ", "×")),
    Classification: (Field("level"), Field("text", " ", "(", ")"), Field("sections", ", ", "in ", " sections")),
    Declassification: (),
    DeclassificationInstruction: (
        Field("text"),
        Field("deadline", " ", "(", ")"),
        Field("event", " ", "(at: ", ")"),
        Field("exemption", " ", "(exempt: ", ")"),
        Field("order", "; ", "order "),
    ),
    DeclassificationAction: (
        Field("authority"),
        Field("date", ", "),
        Field("review", ", "),
        Field("extent", ", "),
        Field("text", ": "),
    ),
    Rights: (),
    Extra: (Field("name", close=": "), Field("value")),
}
"""The fields that a value of each kind shows, in order."""

MAIN: Mapping[type[Node], str] = {
    Identifier: "value",
    Dating: "text",
    Agent: "name",
    Delivery: "to",
    Subject: "term",
    RelatedRecord: "text",
    HierarchyLevel: "title",
    Holding: "repository",
    Statement: "text",
    Revision: "text",
    Signal: "text",
    Transmission: "transmission_id",
    Marking: "text",
    Classification: "text",
    DeclassificationInstruction: "text",
    DeclassificationAction: "authority",
    Extra: "value",
}
"""The field that words without a style of ours are taken for, as an editor types them."""

PREFIX = "Metadata "
"""Before the name of a kind in the mark of a value."""
VALUE = "Metadata value"
"""The mark of a plain word."""


def values_of(metadata: object, path: str) -> tuple[Any, ...]:
    """The values at a path: a tuple of them, of one, or of none."""
    value: Any = metadata
    for step in _steps(path):
        value = step(value) if value is not None else None
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


@functools.cache
def _steps(path: str) -> tuple[Callable[[Any], Any], ...]:
    return tuple(map(operator.attrgetter, path.split(".")))


def row_for(path: str, value: object) -> Row:
    """The row that shows a value."""
    by, rows, other = _CHOICE[path]
    found = rows.get(getattr(value, by), other) if by else other
    if found is None:
        raise LookupError(path)
    return found


def _choice(rows: tuple[Row, ...]) -> tuple[str, Mapping[Any, Row], Row | None]:
    """The field that decides between rows, the row for each of its values, and the row for all others."""
    by = next((name for row in rows for name in row.fixed), "")
    return by, {row.fixed[by]: row for row in rows if row.fixed}, next((row for row in rows if not row.fixed), None)


_CHOICE = {path: _choice(rows) for path, rows in ROWS_OF.items()}
