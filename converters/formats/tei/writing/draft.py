"""An edition while it is written: ids that it makes, categories that it uses, the residue."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from converters.formats.tei.kinds import FOREIGN_ATTRIBUTES, FORMS, Change
from converters.formats.tei.names import SPAN_PREFIX
from converters.formats.tei.residue import Entry
from converters.formats.tei.values import Attribute
from converters.formats.tei.writing.entities import Entities
from converters.formats.tei.writing.markup import ID, Attributes, escaped, said
from converters.formats.tei.writing.remarks import Remark, Remarks
from converters.model.document import Document
from converters.model.escape import escape, may_need_escape
from converters.model.node import Node, Placed

_NOT_NAME: Final = re.compile("[^A-Za-z0-9._-]")
_SOURCE: Final = f' source="{SPAN_PREFIX}:'
Inlines = Mapping[type, Callable[["Draft", Any], str]]
"""How each kind of inline node is written."""


class Draft:
    """What the parts of one edition share while it is written. `inlines` is the table of inline kinds."""

    def __init__(self, document: Document, inlines: Inlines) -> None:
        self.inlines = inlines
        source = document.source
        about = None if source is None else (source.media_type, source.sha256, source.encoding, source.newline)
        encoded = msgspec.json.encode(
            (document.id, document.attrs, document.metadata, document.front, document.body, document.back, about)
        )
        self.escapes = may_need_escape(encoded, returns=True)
        """Whether anything holds what XML cannot: the document, and once it is carried, the original."""
        self.held, self.text = _escapes(encoded, escapes=self.escapes)
        """Text as XML can hold it, for attributes, comments and instructions; and the same as content."""
        self.base = _unused(f"{document.id or 'record'}.", encoded)
        self.residue: dict[str, Entry] = {}
        self.entities = Entities(self.make_id)
        self.remarks = Remarks(document.metadata)
        self.categories: dict[str, dict[str, str]] = {}
        self.changes: dict[Change, str] = {}
        self.calendars: dict[str, str] = {}
        self.uses_spans = b'"span":' in encoded
        self.uses_records = encoded.rfind(b'"mrn:') >= 0
        self._taxonomies: dict[str, str] = {}
        self._ids: set[str] = set()
        self._made = 0

    def element(self, tag: str, node: Node, attributes: Attributes, inner: str = "") -> str:
        """An element that stands for a node, with its id, language, place and leftovers; `inner` is its content."""
        if node.attrs:
            self._leftovers(node, attributes)
        start = tag + said(attributes) if attributes else tag
        if node.id is not None:
            start += f' xml:id="{node.id}"'
        if node.lang is not None:
            start += f' xml:lang="{node.lang}"'
        if isinstance(node, Placed) and (span := node.span) is not None:
            start += f'{_SOURCE}{span.start},{span.end}"'
        return f"<{start}>{inner}</{tag}>" if inner else f"<{start}/>"

    def leaf(self, tag: str, text: str | None, attributes: Attributes | None = None) -> str:
        """An element that holds text and stands for no node."""
        start = tag + said(attributes) if attributes else tag
        return f"<{start}>{self.text(text)}</{tag}>" if text else f"<{start}/>"

    def valued(self, tag: str, node: Node, text: str | None, attributes: Attributes | None = None) -> str:
        """An element that stands for a node and holds its text."""
        return self.element(tag, node, {} if attributes is None else attributes, self.text(text) if text else "")

    def _leftovers(self, node: Node, attributes: Attributes) -> None:
        """`attrs`: those that came from TEI as attributes, as far as they can stand here, the others as residue."""
        rest = {}
        for key, value in node.attrs.items():
            form = FOREIGN_ATTRIBUTES.get(key)
            encoded = form.encode(value) if form is not None and form.name not in attributes else None
            if form is None or encoded is None or not self._free(node, form.name):
                rest[key] = value
            else:
                attributes[form.name] = encoded
        if rest:
            self.leave(node, attributes, "attrs", rest)

    @staticmethod
    def _free(node: Node, name: str) -> bool:
        """Whether the element of a node is one that a table says, with no field in an attribute of that name."""
        form = FORMS.get(type(node))
        return form is not None and all(known.name != name for known in form.attributes)

    def leave(self, node: Node, attributes: Attributes, field: str, value: Any) -> None:
        """Put a field of a node into the residue; `attributes` are those of its element."""
        made = ID not in attributes and node.id is None
        if made:
            self._made += 1
            attributes[ID] = f"{self.base}x{self._made}"
        entry = self.residue.setdefault(node.id or attributes[ID], {})
        if made:
            entry["id"] = None
        entry[field] = msgspec.to_builtins(value)

    def remark(self, rule: str, words: str | None, node: Node, attributes: Attributes) -> None:
        """Remark something about a node; `attributes` are those of its element, which gets an id where it has none."""
        if words is None:
            return
        if node.id is None and ID not in attributes:
            self._made += 1
            attributes[ID] = f"{self.base}x{self._made}"
            self.residue[attributes[ID]] = {"id": None}
        self.remarks.found.append(Remark(rule, node.id or attributes[ID], words))

    def attribute(self, node: Node, attributes: Attributes, *forms: Attribute) -> None:
        """Put fields of a node into their attributes, or into the residue where an attribute cannot hold its field."""
        for field, name, encode, _, default in forms:
            value = getattr(node, field)
            if value is None or value == default:
                continue
            encoded = encode(value)
            if encoded is None:
                self.leave(node, attributes, field, value)
            else:
                attributes[name] = encoded

    def category(self, taxonomy: str, value: str) -> str:
        """A pointer to the category of a value, which is made when it is first used."""
        known = self.categories.setdefault(taxonomy, {})
        found = known.get(value)
        if found is None:
            found = known[value] = self.make_id(f"{taxonomy}-{value}")
        return f"#{found}"

    def taxonomy(self, name: str) -> str:
        """A pointer to a taxonomy."""
        self.categories.setdefault(name, {})
        return f"#{self.taxonomy_id(name)}"

    def taxonomy_id(self, name: str) -> str:
        """The id of a taxonomy: the same for the same name."""
        if name not in self._taxonomies:
            self._taxonomies[name] = self.make_id(name)
        return self._taxonomies[name]

    def make_id(self, name: str) -> str:
        """An id that no node has, made of a name."""
        wanted = self.base + _as_name(name)
        found, number = wanted, 1
        while found in self._ids:
            number += 1
            found = f"{wanted}.{number}"
        self._ids.add(found)
        return found

    def change(self, agent: str | None, date: str | None, status: str | None = None) -> str:
        """A pointer to the change in the genesis of the text that an agent made, or proposes, at a date."""
        key = (agent, date, status)
        if key not in self.changes:
            self.changes[key] = self.make_id(f"change{len(self.changes) + 1}")
        return f"#{self.changes[key]}"

    def calendar(self, name: str) -> str:
        """A pointer to a calendar."""
        if name not in self.calendars:
            self.calendars[name] = self.make_id(f"calendar{len(self.calendars) + 1}")
        return f"#{self.calendars[name]}"


Escape = Callable[[str], str]


def _escapes(encoded: bytes, *, escapes: bool) -> tuple[Escape, Escape]:
    """How text becomes what XML can hold, and how it becomes content, in a document whose JSON this is."""
    if escapes:
        return escape, lambda text: escaped(escape(text))
    return str, escaped if b"&" in encoded or b"<" in encoded or b">" in encoded else str


def _unused(base: str, encoded: bytes) -> str:
    """`base`, made longer until no id and no pointer in the JSON of a document begins with it."""
    while encoded.rfind(base.encode()) >= 0 and (f'"{base}'.encode() in encoded or f'"#{base}'.encode() in encoded):
        base += "_."
    return base


@functools.lru_cache(maxsize=1024)
def _as_name(text: str) -> str:
    """A text with an underscore for each character that a name may not have."""
    return _NOT_NAME.sub("_", text)
