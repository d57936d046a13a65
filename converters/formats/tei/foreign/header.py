"""What the header of foreign TEI says as metadata, each value with its place: a changed one is written there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from converters.formats.tei import dates
from converters.formats.tei.foreign.rewording import reworded
from converters.formats.tei.names import TEI
from converters.model import nodes as nd
from converters.model.metadata import Agent, Dating, Delivery, Identifier, Metadata, Rights, Statement, Title
from converters.model.normal import LANGUAGE
from converters.report import Report

Path = tuple[int, ...]
"""The way from the root to an element: in each element the number of its part."""
Value = Any
_BLANKS = re.compile(r"\s+")
_TITLE_TYPES = {None: "main", "main": "main", "short": "short", "sub": "sub"}
_NAMES = {"persName": "person", "orgName": "organisation", "name": "organisation"}
_CHANGEABLE = "titles, identifiers, names, dates, languages and the licence"


class Found(NamedTuple):
    """An element of the header and the way to it."""

    element: nd.Element
    path: Path


class Slot(NamedTuple):
    """Where a value of the metadata stands: the attribute, or None for the text of the element."""

    path: Path
    attribute: str | None
    of: tuple[str | int, ...]
    """The way to the value in the metadata: fields and numbers."""


def metadata(root: nd.Element) -> Metadata:
    """Titles, numbers, people, correspondence, dates, languages and licence, where the header says them simply."""
    return _read(root)[0]


def changed(root: nd.Element, wanted: Metadata, report: Report) -> nd.Element:
    """The root with the values in its header that were changed in the metadata.

    Each is told, since a header that was changed where the metadata were not cannot be told from it; so is what has no
    place there.
    """
    known, slots = _read(root)
    if known == wanted:
        return root
    for slot in slots:
        old, new = _at(known, slot.of), _at(wanted, slot.of)
        if old != new and isinstance(new, str):
            report.info("disagrees", f"“{old}” in the header is now “{new}”, as the metadata say")
            root = _with_value(root, slot, new)
    if metadata(root) != wanted:
        report.warn(
            "dropped", f"metadata were changed that foreign TEI does not take; it takes changes of {_CHANGEABLE}"
        )
    return root


def _read(root: nd.Element) -> tuple[Metadata, list[Slot]]:
    header = next(_children(Found(root, ()), "teiHeader"), None)
    if header is None:
        return Metadata(), []
    reading = _Reading(header)
    return reading.metadata(), reading.slots


class _Reading:
    """The metadata of a header, and where each value stands."""

    def __init__(self, header: Found) -> None:
        self._header = header
        self.slots: list[Slot] = []

    def metadata(self) -> Metadata:
        """All of it."""
        actions = list(_all(self._header, "profileDesc", "correspDesc", "correspAction"))
        licence = next(_all(self._header, "fileDesc", "publicationStmt", "availability", "licence"), None)
        return Metadata(
            titles=tuple(self._titles()),
            identifiers=tuple(self._identifiers()),
            agents=tuple(self._agents([one for one in actions if one.element.attrs.get("type") == "sent"])),
            deliveries=tuple(self._deliveries([one for one in actions if one.element.attrs.get("type") == "received"])),
            dates=tuple(self._dates([one for one in actions if one.element.attrs.get("type") == "sent"])),
            languages=tuple(self._languages()),
            rights=Rights(licence=self._licence(licence)) if licence is not None else None,
        )

    def _text(self, found: Found, *of: str | int) -> str:
        self.slots.append(Slot(found.path, None, of))
        return text_of(found.element)

    def _titles(self) -> Iterator[Title]:
        for at, one in enumerate(_all(self._header, "fileDesc", "titleStmt", "title")):
            type_ = _TITLE_TYPES.get(one.element.attrs.get("type"), "other")
            yield Title(text=self._text(one, "titles", at, "text"), type=type_)  # type: ignore[arg-type]

    def _identifiers(self) -> Iterator[Identifier]:
        for at, one in enumerate(_all(self._header, "fileDesc", "publicationStmt", "idno")):
            scheme = one.element.attrs.get("type", "")
            known = scheme if scheme and scheme.isprintable() and " " not in scheme else "other"
            yield Identifier(scheme=known, value=self._text(one, "identifiers", at, "value"))

    def _agents(self, sent: list[Found]) -> Iterator[Agent]:
        number = 0
        for action in sent:
            place = next(_children(action, "placeName"), None)
            for one, type_ in _names(action):
                name = self._text(one, "agents", number, "name")
                where = self._text(place, "agents", number, "place") if place is not None else None
                yield Agent(name=name, type=type_, roles=("sender",), place=where)  # type: ignore[arg-type]
                number += 1
        for tag in ("author", "editor"):
            for one in _all(self._header, "fileDesc", "titleStmt", tag):
                yield Agent(name=self._text(one, "agents", number, "name"), type="person", roles=(tag,))
                number += 1

    def _deliveries(self, received: list[Found]) -> Iterator[Delivery]:
        number = 0
        for action in received:
            place = next(_children(action, "placeName"), None)
            for one, type_ in _names(action):
                name = self._text(one, "deliveries", number, "to", "name")
                where = self._text(place, "deliveries", number, "to", "place") if place is not None else None
                yield Delivery(to=Agent(name=name, type=type_, place=where))  # type: ignore[arg-type]
                number += 1

    def _dates(self, sent: list[Found]) -> Iterator[Dating]:
        found = [("sent", one) for action in sent for one in _children(action, "date")]
        found += [("written", one) for one in _all(self._header, "profileDesc", "creation", "date")]
        for at, (role, one) in enumerate(found):
            when = one.element.attrs.get("when", "")
            edtf = dates.edtf({dates.WHEN: when}) if when and when.isprintable() and " " not in when else None
            if edtf:
                self.slots.append(Slot(one.path, "when", ("dates", at, "edtf")))
            words = text_of(one.element)
            if words:
                self.slots.append(Slot(one.path, None, ("dates", at, "text")))
            yield Dating(role=role, text=words or None, edtf=edtf or None)  # type: ignore[arg-type]

    def _languages(self) -> Iterator[str]:
        number = 0
        for one in _all(self._header, "profileDesc", "langUsage", "language"):
            ident = one.element.attrs.get("ident", "")
            if LANGUAGE.fullmatch(ident):
                self.slots.append(Slot(one.path, "ident", ("languages", number)))
                yield ident
                number += 1

    def _licence(self, found: Found) -> Statement:
        target = found.element.attrs.get("target")
        if target is not None:
            self.slots.append(Slot(found.path, "target", ("rights", "licence", "target")))
        return Statement(text=self._text(found, "rights", "licence", "text"), target=target)


def _children(parent: Found, name: str) -> Iterator[Found]:
    for at, part in enumerate(parent.element.content):
        if isinstance(part, nd.Element) and part.name == TEI + name:
            yield Found(part, (*parent.path, at))


def _all(parent: Found, *names: str) -> Iterator[Found]:
    if not names:
        yield parent
        return
    for child in _children(parent, names[0]):
        yield from _all(child, *names[1:])


def _names(action: Found) -> Iterator[tuple[Found, str]]:
    for at, part in enumerate(action.element.content):
        if isinstance(part, nd.Element) and part.name.removeprefix(TEI) in _NAMES:
            yield Found(part, (*action.path, at)), _NAMES[part.name.removeprefix(TEI)]


def text_of(element: nd.Element) -> str:
    """The words of an element, with one blank between them."""
    return _BLANKS.sub(" ", "".join(_strings(element))).strip()


def _strings(element: nd.Element) -> Iterator[str]:
    for part in element.content:
        if isinstance(part, str):
            yield part
        elif isinstance(part, nd.Element):
            yield from _strings(part)


def _at(value: Value, way: tuple[str | int, ...]) -> Value:
    """The value at a way through the metadata; None where there is none."""
    for step in way:
        if isinstance(step, int):
            value = value[step] if step < len(value) else None
        elif value is not None:
            value = getattr(value, step)
    return value


def _with_value(element: nd.Element, slot: Slot, value: str) -> nd.Element:
    if slot.path:
        at, *rest = slot.path
        inner = element.content[at]
        assert isinstance(inner, nd.Element)  # noqa: S101 - the path leads through elements
        replaced = _with_value(inner, slot._replace(path=tuple(rest)), value)
        content = (*element.content[:at], replaced, *element.content[at + 1 :])
        return msgspec.structs.replace(element, content=content)
    if slot.attribute is None:
        return reworded(element, value)
    written = value
    if slot.attribute == "when":
        written = (dates.attributes(value) or {}).get(dates.WHEN, value)
    return msgspec.structs.replace(element, attrs={**element.attrs, slot.attribute: written})
