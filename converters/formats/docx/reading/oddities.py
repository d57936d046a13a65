"""What stands in a package beside the text and is not read: told by the names and types of its parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from converters.formats.docx.ooxml import CONTENT_TYPES as NAMESPACE
from converters.formats.docx.parts import CONTENT_TYPES
from converters.formats.docx.reading.package import Package
from converters.report import Report

_WORD = "wordprocessingml"
_TEMPLATE = "template"


class _Oddity(NamedTuple):
    """Parts that are not read: how to know one by its name, and what is said of it."""

    is_one: Callable[[str], bool]
    code: str
    text: str


_ODDITIES = (
    _Oddity(lambda name: name.endswith("vbaProject.bin"), "dropped", "macros are never run, and are left out"),
    _Oddity(lambda name: name.startswith("_xmlsignatures/"), "dropped", "a digital signature is of this file alone"),
    _Oddity(lambda name: "/activeX/" in name, "dropped", "controls that run in a program are left out"),
)


def tell(package: Package, report: Report) -> None:
    """Tell what a package holds beside its text, and what is wrong with it."""
    for oddity in _ODDITIES:
        found = sorted(filter(oddity.is_one, package.names))
        if found:
            report.warn(oddity.code, oddity.text, place=found[0])
    type = _type_of_main(package, report)
    if type is not None and _WORD not in type:
        report.warn(
            "unread", f"its text is said to be {type or 'of no type'}, and read as one of Word", place=package.main
        )
    elif type is not None and _TEMPLATE in type:
        report.info("understood", "a template: read as a document", place=package.main)
    for name, problem in sorted(package.problems.items()):
        report.warn("unread", f"{problem}; the text is read without it", place=name)


def _type_of_main(package: Package, report: Report) -> str | None:
    """The type of the main part (ECMA-376 Part 2, 10.1.2.2); None where the types cannot be read."""
    if CONTENT_TYPES not in package.names:
        report.warn("unread", "the part with the types of the others is missing", place=CONTENT_TYPES)
        return None
    root = package.xml_if_sound(CONTENT_TYPES)
    if root is None:
        return None
    return _override(root, package.main) or _default(root, package.main)


def _override(root: etree._Element, part: str) -> str | None:
    rows = root.iterchildren(f"{{{NAMESPACE}}}Override")
    return next((row.get("ContentType", "") for row in rows if row.get("PartName", "").lstrip("/") == part), None)


def _default(root: etree._Element, part: str) -> str:
    ending = part.rpartition(".")[2].casefold()
    rows = root.iterchildren(f"{{{NAMESPACE}}}Default")
    return next((row.get("ContentType", "") for row in rows if row.get("Extension", "").casefold() == ending), "")
