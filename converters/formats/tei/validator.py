"""Check TEI: well-formed, our editions against our schema and rules, ids once only, pointers that lead somewhere."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from lxml import etree

from converters.errors import InputError
from converters.formats.tei.corpus.records import is_corpus, members
from converters.formats.tei.explanation import explain
from converters.formats.tei.names import ROOTS, XML_ID
from converters.formats.tei.places import Places
from converters.formats.tei.reader import is_ours
from converters.formats.tei.reading.parse import parse
from converters.formats.tei.schema_files import CUSTOMISATION, schema
from converters.formats.tei.schematron import findings
from converters.report import Report

POINTERS = (
    *("ana", "calendar", "change", "copyOf", "corresp", "decls", "exclude", "facs", "from", "next", "prev", "ref"),
    *("rendition", "resp", "sameAs", "scheme", "select", "source", "spanTo", "synch", "target", "to", "url", "who"),
)
"""Attributes whose words are pointers (teidata.pointer)."""


def validate(data: bytes, report: Report) -> None:
    """Tell every finding, each with its line and path.

    Our schema and rules are for the editions that we compose; the rules are checked for each record of a corpus.
    Foreign TEI has a schema of its own; it is not fetched.
    """
    try:
        root = parse(data).getroot()
    except InputError as error:
        report.error("not-well-formed", error.problem, place=error.place)
        return
    if root.tag not in ROOTS:
        report.error("not-tei", f"the root is {root.tag}, not TEI", place=f"line {root.sourceline}")
        return
    places = Places()
    if is_ours(root):
        _check_schema(root, report, places)
        for finding in findings(root):
            report.error(f"rule {finding.rule}", finding.problem, place=places.of(finding.element))
    elif is_corpus(root):
        _check_schema(root, report, places)
        for member in members(root):
            for finding in findings(member):
                place = f"record {member.get(XML_ID)}, {places.of(finding.element)}"
                report.error(f"rule {finding.rule}", finding.problem, place=place)
    else:
        report.info("schema", f"not composed by this program: {CUSTOMISATION} was not applied")
    _check_ids(root, report, places)
    _check_pointers(root, report, places)


@functools.cache
def _schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.fromstring(schema()))


def _check_schema(root: etree._Element, report: Report, places: Places) -> None:
    checker = _schema()
    if checker.validate(root):
        return
    problems = tuple(explain(root, places))
    for problem in problems:
        report.error("schema", problem.words, place=problem.place)
    if not problems:
        report.error("schema", str(checker.error_log[0].message), place=f"line {checker.error_log[0].line}")


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    return (element for element in root.iter() if isinstance(element.tag, str))


def _check_ids(root: etree._Element, report: Report, places: Places) -> None:
    seen: dict[str, object] = {}
    for element in _elements(root):
        id = element.get(XML_ID)
        if id is not None and id in seen:
            report.error("id", f"the id {id} stands on line {seen[id]} already", place=places.of(element))
        elif id is not None:
            seen[id] = element.sourceline


def _check_pointers(root: etree._Element, report: Report, places: Places) -> None:
    ids = {element.get(XML_ID) for element in _elements(root)}
    for element in _elements(root):
        for name in POINTERS:
            for word in (element.get(name) or "").split():
                if word.startswith("#") and word[1:] not in ids and "(" not in word:
                    report.error("pointer", f"@{name} points to {word}, which is not there", place=places.of(element))
