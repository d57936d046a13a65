"""An edition while it is read: its residue, its categories, and how an element becomes a node."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

import msgspec
from lxml import etree

from converters.errors import InputError
from converters.formats.tei import residue, vocabulary
from converters.formats.tei.kinds import Change
from converters.formats.tei.names import SPAN_PREFIX, TEI, XML_ID, XML_LANG, XML_SPACE
from converters.formats.tei.reading.elements import first, found, local, own_texts, plain, typed
from converters.formats.tei.residue import Entry
from converters.formats.tei.values import Attribute
from converters.model.node import Node, Placed, Span
from converters.report import Report

NodeT = TypeVar("NodeT", bound=Node)
Fields = dict[str, Any]
Read = Callable[["Edition", etree._Element], Any]
_SPAN: Final = re.compile(SPAN_PREFIX + r":(-?\d{1,4300}),(-?\d{1,4300})", re.ASCII)
"""A place in the source. JSON knows integers of any length; Python reads those of so many digits."""


class Edition:
    """What the parts of one edition share while it is read.

    `inlines` is the table of elements of running text, `anything` reads what a foreign element holds.
    """

    def __init__(
        self,
        root: etree._Element,
        report: Report,
        inlines: Mapping[Any, Read],
        anything: Callable[[Edition, etree._Element], tuple[Any, ...]],
    ) -> None:
        self.report = report
        self.inlines = inlines
        self._anything = anything
        header = first(root, "teiHeader")
        self.header = header if header is not None else etree.Element(f"{TEI}teiHeader")
        self.residue = self._residue()
        self.taxonomies: dict[str, str] = {}
        self.categories: dict[str, tuple[str, str]] = {}
        for taxonomy in found(self.header, "encodingDesc/classDecl/taxonomy"):
            name = plain(taxonomy.get("n"))
            self.taxonomies[f"#{taxonomy.get(XML_ID)}"] = name
            for category in found(taxonomy, "category"):
                self.categories[f"#{category.get(XML_ID)}"] = (name, plain(category.get("n")))
        self.changes = dict(self._changes())
        self.entities = frozenset(
            f"#{entity.get(XML_ID)}"
            for listed in ("listPerson/person", "listOrg/org", "listPlace/place")
            for entity in found(root, f"standOff/{listed}")
        )
        self.calendars = {
            f"#{one.get(XML_ID)}": plain("".join(map(str, one.itertext())).strip())
            if len(one) != 1
            else plain(one[0].text)
            for one in found(self.header, "profileDesc/calendarDesc/calendar")
        }

    def _residue(self) -> dict[str, Entry]:
        for element in typed(found(self.header, "xenoData"), residue.TYPE):
            try:
                return residue.decode(plain(element.text))
            except msgspec.DecodeError as error:
                raise InputError(
                    f"the residue is damaged: {error}",
                    place=f"line {element.sourceline}",
                    remedy="take that xenoData out to read the rest",
                ) from error
        return {}

    def _changes(self) -> Iterator[tuple[str, Change]]:
        for change in found(self.header, "profileDesc/creation/listChange/change"):
            name, date = first(change, "name"), first(change, "date")
            agent = plain(name.text) if name is not None else None
            yield (
                f"#{change.get(XML_ID)}",
                (agent, plain(date.text) if date is not None else None, change.get("status")),
            )

    def anything(self, element: etree._Element) -> tuple[Any, ...]:
        """What a foreign element holds: text, inline nodes and blocks."""
        return self._anything(self, element)

    def value(self, pointer: str | None) -> str | None:
        """The value of the category that a pointer names."""
        found = self.categories.get(pointer or "")
        return found[1] if found is not None else None

    def scheme(self, pointer: str | None) -> str | None:
        """The scheme of subjects whose taxonomy a pointer names."""
        name = self.taxonomies.get(pointer or "")
        return vocabulary.scheme_of(name) if name is not None else None

    def own_pointer(self, attributes: dict[str, str]) -> None:
        """Take away a pointer to a description in `standOff`, which says nothing that the name does not."""
        if attributes.get("ref") in self.entities:
            del attributes["ref"]

    def attribute(self, attributes: dict[str, str], form: Attribute, fields: Fields) -> None:
        """Take a field from its attribute; what the field cannot hold stays among the attributes."""
        raw = attributes.get(form.name)
        if raw is None:
            return
        value = form.decode(raw)
        if value is not None:
            fields[form.field] = value
            del attributes[form.name]

    def node(self, kind: type[NodeT], attributes: dict[str, str], fields: Fields) -> NodeT:
        """A node of what an element says: its id, language and place, its fields, its residue, what is left over."""
        if attributes:
            self._add_said(kind, attributes, fields)
        try:
            return kind(**fields)
        except TypeError as error:
            raise InputError(
                f"the element of a {kind.__name__.lower()} lacks what it needs: {error}",
                remedy="`dragoman validate` says where",
            ) from error

    def _add_said(self, kind: type[Node], attributes: dict[str, str], fields: Fields) -> None:
        """Add what attributes say of any node, and what the residue says of one with that id."""
        id = attributes.pop(XML_ID, None)
        lang = attributes.pop(XML_LANG, None)
        attributes.pop(XML_SPACE, None)
        entry = self.residue.get(id, {}) if id is not None else {}
        if id is not None and "id" not in entry:
            fields["id"] = id
        if lang is not None:
            fields["lang"] = lang
        source = attributes.get("source")
        span = _SPAN.fullmatch(source) if source is not None and issubclass(kind, Placed) else None
        if span is not None:
            fields["span"] = Span(int(span[1]), int(span[2]))
            del attributes["source"]
        if attributes:
            fields["attrs"] = {
                name if name.startswith("{") else f"tei:{name}": plain(value) for name, value in attributes.items()
            }
        if entry:
            self._add_residue(kind, entry, fields)

    def _add_residue(self, kind: type[Node], entry: Entry, fields: Fields) -> None:
        """Add what an entry says and the element does not."""
        try:
            known = residue.fields(kind, entry)
        except msgspec.ValidationError as error:
            raise InputError(f"the residue does not fit: {error}", remedy="take that entry out") from error
        if "attrs" in known:
            known["attrs"] = {**known["attrs"], **fields.pop("attrs", {})}
        for name, value in known.items():
            fields.setdefault(name, value)

    def layout(self, element: etree._Element, fields: Fields) -> None:
        """The white space between the children of a container that keeps its own."""
        if element.get(XML_SPACE) == "preserve":
            fields["layout"] = (element.text or "", *(child.tail or "" for child in element))

    def unread(self, element: etree._Element, where: str) -> None:
        """Tell that something in the file has no place in the model."""
        name = local(element) or "comment or instruction"
        self.report.warn("unread", f"{name} in {where} is not read", place=f"line {element.sourceline}")

    def only(self, element: etree._Element, *read: etree._Element | None) -> None:
        """Tell of what stands in an element beside the children that are read: others, and text of its own."""
        where = local(element)
        for child in element:
            if child not in read:
                self.unread(child, where)
        if not all(map(str.isspace, own_texts(element))):
            self.report.warn("unread", f"text in {where} is not read", place=f"line {element.sourceline}")

    def unread_attribute(self, element: etree._Element, name: str) -> None:
        """Tell that an attribute in the file has no place in the model."""
        self.report.warn("unread", f"@{name} of {local(element)} is not read", place=f"line {element.sourceline}")
