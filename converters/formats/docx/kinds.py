"""Which style stands for which kind of node: tables that the writer reads one way and the reader the other.

A rule gives a kind of node its label, the name of a style in Word. Where one field decides how a thing is called (a
name of a person, of a place), its values have labels of their own. Fields that the text does not show become parameters
of the mark.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import NoneType
from typing import Any, Literal, NamedTuple, get_args, get_origin
from urllib.parse import quote, unquote

import msgspec

from converters.formats.docx.marks import Mark, Params
from converters.model import normal
from converters.model.metadata import Title
from converters.model.node import Node
from converters.model.nodes import (
    Addition,
    Choice,
    Content,
    Date,
    Dateline,
    Deletion,
    Emphasis,
    Foreign,
    Formula,
    Furniture,
    Gap,
    Heading,
    Image,
    Label,
    Line,
    LineBreak,
    Milestone,
    Name,
    PageBreak,
    Paragraph,
    Preformatted,
    Reference,
    Salute,
    Segment,
    Signed,
    Supplied,
    Surplus,
    Term,
    Unclear,
    VerseLine,
)
from converters.model.walk import content_text

NO_VALUE = "no-value"
"""The flag of a label or segment without a value where its text would give one."""


@dataclass(frozen=True, eq=False)
class Rule:
    """How a kind of node is called in Word.

    `by` names the field whose values have the `labels`; any other value of it is a parameter beside `label`. `derive`
    gives the value that the text of a node speaks for, so that only another one must be said.
    """

    kind: type[Node]
    label: str
    by: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    params: tuple[str, ...] = ()
    derive: Callable[[Any], str | None] | None = None

    @functools.cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields that decide about the mark."""
        return (*((self.by,) if self.by is not None else ()), *self.params)

    @functools.cached_property
    def values(self) -> Callable[[Node], tuple[str | bool | None, ...]]:
        """Gives the language of a node, and what it has in these fields."""
        return operator.attrgetter("lang", *(self.fields or ("lang",)))


def number_value(label: Label) -> str | None:
    """The value that a printed number speaks for: `5` for `5.` or `(5)`."""
    return _text_of(label.content).strip(" .,:;()[]\u00b6\u00a0\t") or None


def marking_value(segment: Segment) -> str | None:
    """The value that a portion mark speaks for: `C` for `( C )`; other segments have none."""
    if segment.role != "portion-mark":
        return None
    return _BESIDE.sub("", _text_of(segment.content)).upper() or None


_BESIDE = re.compile(r"[\s()\[\]]")


def _text_of(content: Content) -> str:
    """The text of a number or a marking, which is nearly always one word."""
    return content[0] if len(content) == 1 and isinstance(content[0], str) else content_text(content)


_EMPHASIS = {
    "italic": "Italic",
    "bold": "Bold",
    "underline": "Underlined",
    "small-caps": "Small Capitals",
    "superscript": "Superscript",
    "subscript": "Subscript",
    "strikethrough": "Struck Through",
    "letter-spaced": "Letter Spaced",
    "monospace": "Monospace",
}
_NAMES = {
    "person": "Person Name",
    "place": "Place Name",
    "organisation": "Organisation Name",
    "post": "Post Name",
    "office": "Office Name",
}
_SEGMENTS = {
    "keyword": "Header Keyword",
    "prosign": "Prosign",
    "routing-indicator": "Routing Indicator",
    "serial": "Station Serial",
    "filing-time": "Filing Time",
    "precedence": "Precedence",
    "message-continuity-number": "Message Continuity Number",
    "attention": "Attention Office",
    "security-warning": "Security Warning",
    "operating-signal": "Operating Signal",
    "transmission-id": "Transmission Identification",
    "portion-mark": "Portion Mark Inside",
    "begin-marker": "Begin Marker",
    "end-marker": "End Marker",
    "source-protection": "Source Protection",
}
_FURNITURE = {"debris": "Page Debris", "header": "Page Head", "footer": "Page Foot", "page-number": "Page Number"}
_HEADER_LINES = {
    "transmission-id": "Machine Header Transmission",
    "routing": "Machine Header Routing",
    "station": "Machine Header Station",
    "security": "Machine Header Security",
    "date-time-group": "Machine Header Date",
    "from": "Machine Header From",
    "to": "Machine Header To",
    "info": "Machine Header Info",
    "exempted": "Machine Header Exempted",
    "distribution": "Machine Header Distribution",
    "notice": "Machine Header Notice",
    "wrapper": "Machine Header Wrapper",
}
_LINES = _HEADER_LINES | {
    "classification": "Classification Line",
    "caption": "Handling Caption",
    "attention": "Attention Line",
    "declassification": "Declassification Line",
    "tags": "TAGS Line",
    "references": "References Line",
    "classification-authority": "Classified By Line",
    "end-of-message": "End of Message",
    "boilerplate": "Boilerplate",
}
HEADER_LABELS = frozenset(_HEADER_LINES.values())

INLINE: Mapping[type[Node], Rule] = {
    rule.kind: rule
    for rule in (
        Rule(Emphasis, "Emphasis", by="style", labels=_EMPHASIS),
        Rule(Name, "Name", by="type", labels=_NAMES, params=("ref",)),
        Rule(Date, "Calendar Date", params=("edtf",)),
        Rule(Term, "Term", by="scheme", labels={"tags": "TAG"}, params=("type", "ref")),
        Rule(Reference, "Hyperlink", params=("type",)),
        Rule(Segment, "Segment", by="role", labels=_SEGMENTS, params=("value",), derive=marking_value),
        Rule(Choice, "Correction", by="type", labels={"orig-reg": "Regularisation", "abbr-expan": "Expansion"}),
        Rule(Gap, "Gap", by="reason", labels={"redacted": "Redaction"}, params=("agent", "extent")),
        Rule(Unclear, "Unclear", params=("reason", "certainty")),
        Rule(Supplied, "Supplied", params=("reason", "certainty", "agent")),
        Rule(Surplus, "Surplus", params=("reason",)),
        Rule(Addition, "Addition", params=("agent", "date", "place")),
        Rule(Deletion, "Deletion", params=("agent", "date")),
        Rule(Foreign, "Foreign Words"),
        Rule(Formula, "Formula", params=("notation",)),
        Rule(Image, "Picture", params=("width", "height")),
        Rule(LineBreak, "Line Break", params=("n", "joins")),
        Rule(PageBreak, "Page Break", params=("edition", "facsimile", "joins")),
        Rule(Milestone, "Milestone", params=("edition",)),
        Rule(Furniture, "Furniture", by="role", labels=_FURNITURE),
    )
}
"""Marks of nodes inside a line of text: character styles."""

CHOICE_IN_LINE = Rule(Choice, "Correction in Line", by="type", params=("reason", "certainty", "agent"))
"""A choice where Word can hold no comment: both readings stand in the line."""
EMENDATION = Rule(Choice, "Emendation", by="type", params=("reason", "certainty", "agent"))
"""A choice without a comment: a tracked change, or the proposed reading alone."""
IN_SOURCE = "in the source"
"""The mark in it of what the source has."""
WAS = "was"
"""The parameter of it that says what the source has, so that it is known without that."""
PENDING: Mapping[type[Node], Rule] = {
    Addition: Rule(Addition, "Pending Addition", params=("agent", "date", "place")),
    Deletion: Rule(Deletion, "Pending Deletion", params=("agent", "date")),
}
"""Additions and deletions that are tracked changes, which say who and when: the styles say what those cannot."""
PENDING_LABELS: Mapping[str, str] = {rule.label: INLINE[kind].label for kind, rule in PENDING.items()}
"""The labels of those, and what they are called where they are no tracked change."""
PICTURE_LINK = Rule(Image, "Picture Link", params=("target", "width", "height"))
"""A picture that is not in the file: words and a link stand for it."""

NUMBER = Rule(Label, "Paragraph Number", params=("value",), derive=number_value)
MARKING = Rule(
    Segment, "Marking", by="role", labels={"portion-mark": "Portion Mark"}, params=("value",), derive=marking_value
)
ITEM_LABEL = replace(NUMBER, label="Item Label")
ITEM_MARKING = replace(MARKING, label="Item Marking", labels={"portion-mark": "Item Portion Mark"})
SLOTS: Mapping[str, Rule] = {
    "item-label": ITEM_LABEL,
    "item-marking": ITEM_MARKING,
    "number": NUMBER,
    "marking": MARKING,
}
"""What may stand before the text of a paragraph, in this order."""

HEADING = Rule(Heading, "heading", by="role", labels={"subject": "Subject Heading"}, params=("style",))
TABLE_CAPTION = Rule(Heading, "Table Caption", params=("role", "style"))
FIGURE_CAPTION = replace(TABLE_CAPTION, label="Figure Caption")
LIST_HEADING = replace(TABLE_CAPTION, label="List Heading")
LEAVES: Mapping[type[Node], Rule] = {
    rule.kind: rule
    for rule in (
        HEADING,
        Rule(Paragraph, "Record Paragraph"),
        Rule(Line, "Line", by="role", labels=_LINES),
        Rule(VerseLine, "Verse Line", params=("n",)),
        Rule(Preformatted, "Preformatted"),
        Rule(Dateline, "Dateline"),
        Rule(Salute, "Salute"),
        Rule(Signed, "Signed"),
        Rule(PageBreak, "Page Break Line", params=("edition", "facsimile", "joins")),
        Rule(Milestone, "Milestone Line", params=("edition",)),
        Rule(Furniture, "Furniture Line", params=("role",)),
        Rule(Title, "Other Title", by="type", labels={"main": "Title", "sub": "Subtitle", "short": "Short Title"}),
    )
}
"""Kinds that are a paragraph in Word each: paragraph styles."""
HEADINGS: Mapping[str, Rule] = {rule.label: rule for rule in (TABLE_CAPTION, FIGURE_CAPTION, LIST_HEADING)}
"""Headings of other things than sections, by their labels."""


class Known(NamedTuple):
    """What a label says: its rule, and the fields that it fixes."""

    rule: Rule
    fixed: Mapping[str, str]


def _by_label(rules: tuple[Rule, ...]) -> dict[str, Known]:
    known: dict[str, Known] = {}
    for rule in rules:
        known[rule.label.casefold()] = Known(rule, {})
        for value, label in rule.labels.items():
            known[label.casefold()] = Known(rule, {rule.by: value} if rule.by else {})
    return known


GAP_SIGN = "[…]"
"""What stands for a gap without words of its own."""
INLINE_LABELS = _by_label((*INLINE.values(), CHOICE_IN_LINE, EMENDATION, PICTURE_LINK))
SLOT_LABELS = _by_label(tuple(SLOTS.values()))
LEAF_LABELS = _by_label((*LEAVES.values(), *HEADINGS.values()))


def mark_of(rule: Rule, node: Node) -> Mark:
    """The mark of a node under a rule."""
    derived = rule.derive(node) if rule.derive is not None else None
    mark = _plain_mark(rule, rule.values(node), derived)
    return Mark(mark.label, (*mark.params, *attribute_params(node))) if node.attrs else mark


@functools.lru_cache(maxsize=8192)
def _plain_mark(rule: Rule, values: tuple[Any, ...], derived: str | None) -> Mark:
    label = rule.label
    params: list[tuple[str, str | None]] = []
    defaults = defaults_of(rule.kind)
    lang, *rest = values
    for name, value in zip(rule.fields, rest, strict=False):
        if name == rule.by and value in rule.labels:
            label = rule.labels[value]
        elif name == "value" and rule.derive is not None:
            params.extend(_value_param(value, derived))
        elif value != defaults[name]:
            params.append((name, None if value is True else value))
    if lang is not None:
        params.append(("lang", lang))
    return Mark(label, tuple(params))


def attribute_params(node: Node) -> Params:
    """The attributes of the source as parameters, told from fields by the sign before them."""
    return tuple((f"{_ATTRIBUTE}{quote(key, safe=':')}", node.attrs[key]) for key in sorted(node.attrs))


def attributes_of(mark: Mark) -> dict[str, str]:
    """The attributes of the source that a mark says."""
    return {
        unquote(key.removeprefix(_ATTRIBUTE), errors="replace"): value
        for key, value in mark.params
        if key.startswith(_ATTRIBUTE) and value is not None
    }


_ATTRIBUTE = "@"


def _value_param(value: str | None, derived: str | None) -> tuple[tuple[str, str | None], ...]:
    if value == derived:
        return ()
    return ((NO_VALUE, None),) if value is None else (("value", value),)


@functools.cache
def defaults_of(kind: type[Node]) -> Mapping[str, Any]:
    """The default of each field of a kind."""
    return {field.name: field.default for field in msgspec.structs.fields(kind)}


def fields_of(known: Known, mark: Mark) -> dict[str, Any]:
    """The fields that a label and the parameters beside it give; what the kind cannot hold is left out."""
    fields: dict[str, Any] = dict(known.fixed)
    for key, value in mark.params:
        if admits(known.rule.kind, key, value):
            fields[key] = True if value is None else value
    attributes = attributes_of(mark)
    return {**fields, "attrs": attributes} if attributes else fields


def admits(kind: type[Node], key: str, value: str | None) -> bool:
    """Whether a field of a kind can have this value; None stands for a flag that is set."""
    choices = _choices(kind).get(key)
    if choices is None:
        return False
    if choices is bool or value is None:
        return choices is bool and value is None
    return normal.field_problem(kind, key, value) is None


@functools.cache
def _choices(kind: type[Node]) -> dict[str, Any]:
    """For each simple field of a kind: the words it takes, `str` for any text, `bool` for a flag."""
    found = {field.name: _simple(field.type) for field in msgspec.structs.fields(kind)}
    return {name: choice for name, choice in found.items() if choice is not None and name != "id"}


def _simple(annotation: Any) -> Any:
    if annotation in (str, bool):
        return annotation
    if get_origin(annotation) is Literal:
        return frozenset(get_args(annotation))
    parts = [part for part in get_args(annotation) if part is not NoneType]
    return _simple(parts[0]) if len(parts) == 1 else None
