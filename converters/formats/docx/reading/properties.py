"""The properties of a file that we did not write, as metadata: the core ones, those of the program, an author's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from lxml import etree

from converters.formats.docx.ooxml import CORE, DC, unquoted
from converters.formats.docx.reading.package import Package
from converters.model import normal
from converters.model.metadata import Agent, Dating, Extra, Identifier, Metadata, Revision, Subject, Title

_TERMS = "http://purl.org/dc/terms/"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?")
Values = Mapping[str, str]
Add = Callable[[str, Any], None]


def with_properties(package: Package, metadata: Metadata) -> Metadata:
    """The metadata with what the properties of the file say, where its text does not."""
    found: dict[str, list[Any]] = {}

    def add(field: str, value: Any) -> None:
        found.setdefault(field, []).append(value)

    core = dict(_simple(_root(package, "core-properties")))
    if not metadata.titles and core.get(f"{{{DC}}}title"):
        add("titles", Title(text=core[f"{{{DC}}}title"]))
    for name, make in _CORE.items():
        if core.get(name):
            make(add, core[name], core)
    program = dict(_simple(_root(package, "extended-properties")))
    for name, label in _PROGRAM.items():
        text = program.get(f"{{{_EXTENDED}}}{name}")
        if text:
            add("extras", Extra(name=label, value=text))
    for name, text in _custom(_root(package, "custom-properties")):
        add("extras", Extra(name=name, value=text))
    return msgspec.structs.replace(metadata, **{field: tuple(values) for field, values in found.items()})


def _root(package: Package, type: str) -> etree._Element | None:
    name = package.related("", type)
    return package.xml_if_sound(name) if name is not None else None


def _simple(root: etree._Element | None) -> Iterator[tuple[str, str]]:
    for element in root if root is not None else ():
        if isinstance(element.tag, str) and element.text and element.text.strip():
            yield element.tag, unquoted(element.text.strip())


def _custom(root: etree._Element | None) -> Iterator[tuple[str, str]]:
    """Names and values of the properties that an author made (ECMA-376 Part 1, 22.3)."""
    for element in root if root is not None else ():
        name = element.get("name")
        text = " ".join(str(part).strip() for part in element.itertext() if str(part).strip())
        if name and text:
            yield unquoted(name), unquoted(text)


# --- what each core property says ---


def _author(add: Add, text: str, core: Values) -> None:
    add("agents", Agent(name=text, type="person", roles=("author",)))


def _identifier(add: Add, text: str, core: Values) -> None:
    add("identifiers", Identifier(scheme="other", value=text))


def _language(add: Add, text: str, core: Values) -> None:
    if normal.LANGUAGE.fullmatch(text):
        add("languages", text)


def _subject(add: Add, text: str, core: Values) -> None:
    add("subjects", Subject(term=text, scheme="subject"))


def _keywords(add: Add, text: str, core: Values) -> None:
    for word in filter(None, map(str.strip, re.split("[;,]", text))):
        add("subjects", Subject(term=word, scheme="keyword"))


def _created(add: Add, text: str, core: Values) -> None:
    if _DATE.fullmatch(text):
        add("dates", Dating(role="other", text=text, edtf=text, attrs={"docx:date": "created"}))


def _modified(add: Add, text: str, core: Values) -> None:
    if _DATE.fullmatch(text):
        who = core.get(f"{{{CORE}}}lastModifiedBy")
        add("revisions", Revision(text="last saved", date=text, agent=who))


def _extra(label: str) -> Callable[[Add, str, Values], None]:
    return lambda add, text, core: add("extras", Extra(name=label, value=text))


_CORE: Mapping[str, Callable[[Add, str, Values], None]] = {
    f"{{{DC}}}creator": _author,
    f"{{{DC}}}identifier": _identifier,
    f"{{{DC}}}language": _language,
    f"{{{DC}}}subject": _subject,
    f"{{{CORE}}}keywords": _keywords,
    f"{{{_TERMS}}}created": _created,
    f"{{{_TERMS}}}modified": _modified,
    f"{{{DC}}}description": _extra("description"),
    f"{{{CORE}}}category": _extra("category"),
    f"{{{CORE}}}contentStatus": _extra("content status"),
    f"{{{CORE}}}version": _extra("version"),
}
_PROGRAM = {"Application": "program", "Company": "company", "Manager": "manager", "Template": "template"}
"""What the program says beyond counts of words and pages, which anybody can count."""
