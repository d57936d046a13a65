"""The kinds of node that are one TEI element each: the tag, and the fields that stand in its attributes.

Both directions read this one table. Content, and kinds that need more than a table can say, are in `writing` and
`reading`.
"""

from __future__ import annotations

from typing import NamedTuple

from converters.formats.tei.values import Attribute, number, one_of, one_word, role, same, some_words, text, uri
from converters.model import nodes as nd
from converters.model.node import Node

CERTAINTY = same("certainty", "cert", "high", "medium", "low")
ALIGNMENTS = same("align", "rend", "left", "right", "center", "justify")
JOINS = one_of("joins", "break", {True: "no"}, False)
HEADER = one_of("header", "role", {True: "label"}, False)
STYLES = same("style", "rend", "underline", "overline", "box", "inline", "capitals", "plain")
EMPHASES = same(
    "style",
    "rend",
    "italic",
    "bold",
    "underline",
    "small-caps",
    "superscript",
    "subscript",
    "strikethrough",
    "letter-spaced",
    "monospace",
)
LIST_STYLES = same(
    "style",
    "rend",
    "dash",
    "bullet",
    "decimal",
    "lower-alpha",
    "upper-alpha",
    "lower-roman",
    "upper-roman",
    default="plain",
)


class Form(NamedTuple):
    """The element of a kind of node and its attributes."""

    tag: str
    attributes: tuple[Attribute, ...] = ()


FORMS: dict[type[Node], Form] = {
    nd.Emphasis: Form("hi", (EMPHASES,)),
    nd.Reference: Form("ref", (uri("target", "target"), one_word("type", "type"))),
    nd.Gap: Form("gap", (one_word("reason", "reason"), one_word("agent", "agent"), text("extent", "extent"))),
    nd.Unclear: Form("unclear", (one_word("reason", "reason"), CERTAINTY)),
    nd.Supplied: Form("supplied", (one_word("reason", "reason"), CERTAINTY, uri("agent", "resp"))),
    nd.Surplus: Form("surplus", (one_word("reason", "reason"),)),
    nd.Addition: Form("add", (some_words("place", "place"),)),
    nd.Deletion: Form("del"),
    nd.Foreign: Form("foreign"),
    nd.LineBreak: Form("lb", (text("n", "n"), JOINS)),
    nd.PageBreak: Form("pb", (text("n", "n"), some_words("edition", "ed"), uri("facsimile", "facs"), JOINS)),
    nd.Milestone: Form("milestone", (one_word("unit", "unit"), text("n", "n"), some_words("edition", "ed"))),
    nd.VerseLine: Form("l", (text("n", "n"),)),
    nd.Dateline: Form("dateline"),
    nd.Salute: Form("salute"),
    nd.Signed: Form("signed"),
    nd.Heading: Form("head", (one_word("role", "type"), STYLES)),
    nd.List: Form("list", (one_word("role", "type"), LIST_STYLES)),
    nd.Row: Form("row", (HEADER,)),
    nd.Cell: Form("cell", (HEADER, number("columns", "cols"), number("rows", "rows"), ALIGNMENTS)),
    nd.Section: Form("div", (role("role", "type"), text("n", "n"))),
    nd.Note: Form(
        "note", (same("place", "place", "foot", "end", "margin", "inline"), text("n", "n"), one_word("type", "type"))
    ),
}
"""Kinds whose element and attributes a table can say."""

BY, DATE = "by", "date"
"""Keys of the `attrs` of an editor's note: who wrote it, and when; in TEI it points to that change."""

Change = tuple[str | None, str | None, str | None]
"""A change in the text: who, when, and its status, which is None where the change is made and not proposed."""

FOREIGN_ATTRIBUTES = {
    "tei:style": text("", "style"),
    "tei:facs": uri("", "facs"),
    "tei:corresp": uri("", "corresp"),
}
"""Keys of `attrs` that came from TEI and may stand on any element, as far as it has no such attribute already."""
