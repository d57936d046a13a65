"""Hidden bookmarks: where each node stands in the Word file, and which id it has.

The name of a bookmark that begins with an underscore is hidden in Word. Ours say the kind of the node, a number that
grows in document order, and, for a thing that has no text of its own, what it is:

    _paragraph_17
    _sec_3_r-summary
    _list_9_s-dash

A name holds at most 40 characters and is unique without regard to case (ECMA-376 Part 1, 17.13.6.2, and Word's own
limits). The ids of the nodes stand in a small part beside, in a table from names to ids.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from lxml import etree

from converters.formats.docx.form import Form
from converters.formats.docx.kinds import admits, defaults_of
from converters.formats.docx.ooxml import HEADER, quoted, unquoted
from converters.model.document import Document
from converters.model.node import Node
from converters.model.nodes import (
    Cell,
    Closer,
    Element,
    Figure,
    Item,
    List,
    Note,
    Opener,
    Quotation,
    Row,
    Section,
    Table,
    Verse,
)

MAX_NAME = 40
NAMESPACE = "urn:dragoman:anchors:1.0"
_COPIED = re.compile(r"_Copy_\d+$")
"""What LibreOffice puts after the name of a bookmark that it copies while it reads."""
_NAME = re.compile(r"_([a-z]+(?:-[a-z]+)*)_(\d{1,9})((?:_[a-z]-[A-Za-z0-9-]*)*)")
_LETTERS: Mapping[type[Node], Mapping[str, str]] = {
    Section: {"r": "role", "n": "n"},
    List: {"s": "style", "r": "role"},
    Quotation: {"w": "whole"},
    Note: {"p": "place", "t": "type", "n": "n"},
    Cell: {"h": "header", "a": "align"},
}
_ORDINARY = re.compile(r"[A-Za-z0-9-]*")
_CONTAINERS = (Document, Section, List, Item, Quotation, Verse, Figure, Opener, Closer, Note, Element, Table, Row, Cell)
FRONT, BODY, BACK = "front", "body", "back"
PARTS = (FRONT, BODY, BACK)


@functools.cache
def _tag(kind: type[Node]) -> str:
    return "sec" if kind is Section else str(kind.__struct_config__.tag)


ELEMENT = _tag(Element)
CONTAINERS: Mapping[str, type[Node]] = {_tag(kind): kind for kind in _CONTAINERS}
"""The kinds that have no text of their own, by their names."""


class Anchor(NamedTuple):
    """A bookmark of ours: its name, kind of node, number in document order, and the fields that it says."""

    name: str
    kind: str
    serial: int
    fields: Mapping[str, Any] = {}


def name_for(kind: type[Node], serial: int, fields: Sequence[tuple[str, str]] = ()) -> str:
    """The name of a bookmark; fields are pairs of a letter and a value."""
    plain = f"_{_tag(kind)}_{serial}"
    return plain + "".join(f"_{letter}-{value}" for letter, value in fields) if fields else plain


def shown_fields(node: Node, serial: int, without: Container[str] = ()) -> tuple[str, tuple[str, ...]]:
    """The name for a container with all the fields that fit, and the names of the fields that do not.

    Fields in `without` are shown elsewhere.
    """
    letters = _letters(type(node))
    shown: list[tuple[str, str]] = []
    left: list[str] = []
    defaults = defaults_of(type(node))
    for letter, field in letters.items():
        value = getattr(node, field)
        if value == defaults[field] or field in without:
            continue
        text = "" if value is True else value
        fits = _ORDINARY.fullmatch(text) and len(name_for(type(node), serial, [*shown, (letter, text)])) <= MAX_NAME
        if fits:
            shown.append((letter, text))
        else:
            left.append(field)
    return name_for(type(node), serial, shown), tuple(left)


@functools.cache
def _letters(kind: type[Node]) -> Mapping[str, str]:
    return {**_LETTERS.get(kind, {}), "l": "lang"}


def parse(name: str) -> Anchor | None:
    """The anchor of that name, or None where the bookmark is not one of ours."""
    found = _NAME.fullmatch(_COPIED.sub("", name))
    if found is None:
        return None
    tag = found[1]
    kind = CONTAINERS.get(tag)
    letters = _letters(kind) if kind is not None else {}
    fields: dict[str, Any] = {}
    for part in found[3].split("_")[1:]:
        letter, _, text = part.partition("-")
        field = letters.get(letter)
        value = None if field in ("whole", "header") else text
        if kind is not None and field is not None and admits(kind, field, value):
            fields[field] = True if value is None else value
    return Anchor(f"_{tag}_{found[2]}", tag, int(found[2]), fields)


def table_xml(ids: Iterable[tuple[str, str]], form: Form, house: Mapping[str, str]) -> str:
    """The part that says which id each bookmark stands for (pairs of a name and an id), and what form the file has.

    `house` are the names that styles have in the template of a house, by label.
    """
    rows = "".join(f'<anchor name="{name}" id="{quoted(known)}"/>' for name, known in ids)
    rows += "".join(f'<style label="{quoted(label)}" name="{quoted(name)}"/>' for label, name in house.items())
    return f'{HEADER}<anchors xmlns="{NAMESPACE}"{form.attributes()}>{rows}</anchors>'


def read_house(root: etree._Element) -> dict[str, str]:
    """From the names that styles have in the template of a house, in small letters, to their labels."""
    rows = root.iterchildren(f"{{{NAMESPACE}}}style")
    return {unquoted(row.get("name", "")).casefold(): unquoted(row.get("label", "")) for row in rows}


def read_table(root: etree._Element) -> dict[str, str]:
    """From the names of bookmarks (the plain ones, without fields) to ids."""
    return {
        row.get("name", ""): unquoted(row.get("id", ""))
        for row in root.iterchildren(f"{{{NAMESPACE}}}anchor")
        if row.get("name") and row.get("id")
    }
