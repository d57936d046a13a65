"""The structure tree of a file as plain values (ISO 32000-1, 14.7), with the text of its marked content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from converters.formats.pdf.opening import UNREADABLE
from converters.formats.pdf.structure import Value
from converters.formats.pdf.text_state import Contents, Key, Marked
from converters.report import Report

MAX_DEPTH = 150
"""How deep elements may stand in one another; what stands deeper is told and left out."""
MAX_ELEMENTS = 2_000_000
_MAX_ROLES = 20
_USER_PROPERTIES = "/UserProperties"


@dataclass(slots=True)
class Link:
    """A link annotation below an element: the URI that it leads to, where it leads out of the file."""

    uri: str | None


@dataclass(slots=True, eq=False)
class Element:
    """A structure element. `type` is as it stands there, `standard` what the role map makes of it.

    `properties` are its user properties, `attributes` its standard attributes by their names. `page` is the number of
    the first page that it is seen on.
    """

    type: str
    standard: str
    id: bytes | None = None
    lang: str | None = None
    alt: str | None = None
    actual: str | None = None
    expansion: str | None = None
    properties: dict[str, Value] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Element | Marked | Link] = field(default_factory=list)
    page: int | None = None

    def elements(self) -> Iterator[Element]:
        """The elements directly below."""
        return (kid for kid in self.kids if isinstance(kid, Element))


def read_tree(pdf: pikepdf.Pdf, contents: Contents, report: Report) -> tuple[Element, ...]:
    """The elements at the top of the structure tree; none where there is no tree."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return ()
    reader = _Reader(pdf, contents, report, _roles(root))
    top = Element("", "")
    reader.kids(root.get("/K"), top, _Surroundings(None, 0))
    return tuple(top.elements())


def _roles(root: pikepdf.Object) -> Mapping[str, str]:
    given = root.get("/RoleMap")
    if not isinstance(given, pikepdf.Dictionary):
        return {}
    return {name[1:]: str(role)[1:] for name, role in given.items() if isinstance(role, pikepdf.Name)}


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What an element takes from those above: the page, and how deep it stands."""

    page: Any
    depth: int


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf, contents: Contents, report: Report, roles: Mapping[str, str]) -> None:
        self._numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self._marked = contents.marked
        self._report = report
        self._roles = roles
        self._seen: set[tuple[int, int]] = set()
        self._told: set[str] = set()

    def kids(self, given: Any, element: Element, around: _Surroundings) -> None:
        """Put the children that `/K` names into an element."""
        for kid in given if isinstance(given, pikepdf.Array) else (given,):
            try:
                self._kid(kid, element, around)
            except UNREADABLE:
                self._tell("a part of the structure tree is damaged and was left out")
        if element.page is None:
            element.page = next((kid.page for kid in element.elements() if kid.page is not None), None)

    def _kid(self, kid: Any, element: Element, around: _Surroundings) -> None:
        if isinstance(kid, int):
            self._content((around.page.objgen, kid), element, around.page)
        elif not isinstance(kid, pikepdf.Dictionary):
            return
        elif kid.get("/Type") == "/MCR":
            page = kid.get("/Pg", around.page)
            holder = kid.get("/Stm", page)
            self._content((holder.objgen, int(kid.MCID)), element, page)
        elif kid.get("/Type") == "/OBJR":
            self._object(kid.Obj, element)
        elif "/S" in kid:
            self._element(kid, element, around)

    def _content(self, key: Key, element: Element, page: Any) -> None:
        found = self._marked.get(key)
        if found is not None:
            element.kids.append(found)
        if element.page is None and page is not None:
            element.page = self._numbers.get(page.objgen)

    def _object(self, found: pikepdf.Object, element: Element) -> None:
        action = found.get("/A")
        if found.get("/Subtype") == "/Link":
            uri = action.get("/URI") if isinstance(action, pikepdf.Dictionary) else None
            element.kids.append(Link(str(uri) if uri is not None else None))

    def _element(self, found: pikepdf.Object, parent: Element, around: _Surroundings) -> None:
        key = found.objgen
        if key in self._seen:
            self._tell("an element stands at two places of the structure tree: it is read once")
            return
        if around.depth >= MAX_DEPTH or len(self._seen) >= MAX_ELEMENTS:
            self._tell("the structure tree is too deep or too large: it was read in part")
            return
        if key != (0, 0):
            self._seen.add(key)
        child = self._described(found)
        parent.kids.append(child)
        page = found.get("/Pg", around.page)
        self.kids(found.get("/K"), child, _Surroundings(page, around.depth + 1))

    def _described(self, found: pikepdf.Object) -> Element:
        type = str(found.S)[1:]
        element = Element(type, self._standard(type))
        if "/ID" in found:
            element.id = bytes(found.ID)
        element.lang = _text(found.get("/Lang"))
        element.alt = _text(found.get("/Alt"))
        element.actual = _text(found.get("/ActualText"))
        element.expansion = _text(found.get("/E"))
        attributes = found.get("/A")
        for one in attributes if isinstance(attributes, pikepdf.Array) else (attributes,):
            if isinstance(one, pikepdf.Dictionary):
                self._attributes(one, element)
        return element

    def _attributes(self, found: pikepdf.Object, element: Element) -> None:
        if found.get("/O") != _USER_PROPERTIES:
            element.attributes.update({name[1:]: value for name, value in found.items() if name != "/O"})
            return
        for entry in found.get("/P", []):
            element.properties[str(entry.N)] = _value(entry.V)

    def _standard(self, type: str) -> str:
        """The standard type behind the role map, which may go over several steps."""
        for _ in range(_MAX_ROLES):
            if type not in self._roles:
                break
            type = self._roles[type]
        return type

    def _tell(self, problem: str) -> None:
        if problem not in self._told:
            self._told.add(problem)
            self._report.warn("unread", problem)


def _text(found: Any) -> str | None:
    return str(found) if isinstance(found, pikepdf.String) else None


def _value(found: Any) -> Value:
    """A user property in Python."""
    if isinstance(found, pikepdf.Array):
        return [_value(part) for part in found]
    if isinstance(found, bool | int):
        return found
    return str(found)
