"""Check a Word file: its package, its parts, its ids, and, where openxml-audit is installed, its schema."""

from __future__ import annotations

import importlib
import importlib.util
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from converters.errors import InputError
from converters.formats.docx import parts
from converters.formats.docx.ooxml import CONTENT_TYPES, RELATIONSHIPS, w
from converters.formats.docx.reading.package import Package
from converters.report import Report

_AUDITOR = "openxml_audit"


def validate(data: bytes, report: Report) -> None:
    """Tell each finding as an error with the part it is in, and say what could not be checked."""
    try:
        package = Package(data)
    except InputError as error:
        report.error("package", error.problem, place=error.place)
        return
    roots = _roots(package, report)
    _check_content_types(package, report)
    _check_relationships(package, roots, report)
    _check_ids(roots, report)
    _check_notes(roots, report)
    _audit(data, report)


def _roots(package: Package, report: Report) -> dict[str, etree._Element]:
    """The parts that are XML, parsed; one that is not well-formed is told."""
    roots: dict[str, etree._Element] = {}
    for name in sorted(package.names):
        if name.endswith((".xml", ".rels")):
            try:
                roots[name] = package.xml(name)
            except InputError as error:
                report.error("not-xml", error.problem, place=name)
    return roots


def _check_content_types(package: Package, report: Report) -> None:
    """Every part has a content type (ECMA-376 Part 2, 10.1.2.2), and no type is for a part that is not there."""
    if parts.CONTENT_TYPES not in package.names:
        report.error("content-type", "the part of content types is missing", place=parts.CONTENT_TYPES)
        return
    try:
        root = package.xml(parts.CONTENT_TYPES)
    except InputError:
        return
    endings = {element.get("Extension", "").lower() for element in root.iterchildren(f"{{{CONTENT_TYPES}}}Default")}
    named = {element.get("PartName", "").lstrip("/") for element in root.iterchildren(f"{{{CONTENT_TYPES}}}Override")}
    for name in sorted(package.names - {parts.CONTENT_TYPES}):
        ending = name.rpartition(".")[2].lower()
        if not name.endswith("/") and name not in named and ending not in endings:
            report.error("content-type", "the part has no content type", place=name)
    for name in sorted(named - package.names):
        report.error("content-type", "a content type for a part that is missing", place=name)


def _check_relationships(package: Package, roots: dict[str, etree._Element], report: Report) -> None:
    """Every relationship leads to a part, and every id of one that a part uses is there."""
    for name, root in roots.items():
        if name.endswith(".rels"):
            own = [element.get("Id", "") for element in root.iterchildren(f"{{{RELATIONSHIPS}}}Relationship")]
            for known in _doubled(own):
                report.error("relationship", f"two relationships have the id {known!r}", place=name)
            continue
        relations = package.relationships(name)
        for known, relation in sorted(relations.items()):
            if not relation.external and relation.target not in package.names:
                report.error("relationship", f"{known} leads to {relation.target}, which is missing", place=name)
        for used in sorted(set(_used_relationships(root)) - set(relations)):
            report.error("relationship", f"{used} is used and is not there", place=name)


def _used_relationships(root: etree._Element) -> Iterator[str]:
    prefix = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    for element in root.iter(etree.Element):
        for attribute, value in element.attrib.items():
            if str(attribute).startswith(prefix):
                yield str(value)


def _check_ids(roots: dict[str, etree._Element], report: Report) -> None:
    """Bookmarks, notes and comments have ids of their own; names of bookmarks differ, whatever their case."""
    for name, root in roots.items():
        bookmarks = list(root.iter(w("bookmarkStart")))
        names = [element.get(w("name"), "") for element in bookmarks]
        for known in _doubled([one.casefold() for one in names]):
            report.error("bookmark", f"two bookmarks are named {known!r}", place=name)
        for known in (one for one in names if len(one) > 40):
            report.error("bookmark", f"the name {known!r} is longer than 40 characters", place=name)
        for tag in ("bookmarkStart", "footnote", "endnote", "comment"):
            ids = [element.get(w("id"), "") for element in root.iter(w(tag))]
            for known in _doubled(ids):
                report.error(tag, f"two have the id {known!r}", place=name)


def _check_notes(roots: dict[str, etree._Element], report: Report) -> None:
    """Each mark of a note or comment has what it stands for."""
    for part, tag, mark in (
        (parts.FOOTNOTES, "footnote", "footnoteReference"),
        (parts.ENDNOTES, "endnote", "endnoteReference"),
        (parts.COMMENTS, "comment", "commentReference"),
    ):
        document = roots.get(parts.DOCUMENT)
        if document is None:
            return
        root = roots.get(part)
        known = {element.get(w("id")) for element in root.iter(w(tag))} if root is not None else set()
        for element in document.iter(w(mark)):
            if element.get(w("id")) not in known:
                report.error(tag, f"a mark stands for {tag} {element.get(w('id'))}, which is missing", place=part)


def _doubled(values: list[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if count > 1)


def _audit(data: bytes, report: Report) -> None:
    """What openxml-audit finds."""
    if importlib.util.find_spec(_AUDITOR) is None:
        report.info("not-checked", "openxml-audit is not installed: pip install dragoman[validators]")
        return
    auditor = importlib.import_module(_AUDITOR).OpenXmlValidator()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "document.docx"
        file.write_bytes(data)
        result = auditor.validate(str(file))
    for found in result.errors:
        report.error("openxml", str(found.description), place=str(found.part_uri or "") or None)
