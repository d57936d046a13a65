"""Our rules across an edition, in Schematron: run, each finding with the element that it is about."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree, isoschematron  # type: ignore[attr-defined]

from converters.formats.tei.schema_files import RULES, schema

_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_BLANKS = re.compile(r"\s+")


class Finding(NamedTuple):
    """A rule that does not hold: its name, what is wrong, and where."""

    rule: str
    problem: str
    element: etree._Element


@functools.cache
def _rules() -> isoschematron.Schematron:
    return isoschematron.Schematron(etree.fromstring(schema(RULES)), store_report=True)


def findings(root: etree._Element) -> Iterator[Finding]:
    """Every rule that does not hold in an edition."""
    rules = _rules()
    if rules.validate(root):
        return
    pattern = ""
    for said in rules.validation_report.getroot():
        if said.tag == f"{_SVRL}active-pattern":
            pattern = str(said.get("id"))
        elif said.tag == f"{_SVRL}failed-assert":
            words = _BLANKS.sub(" ", "".join(map(str, said.itertext()))).strip()
            yield Finding(pattern, words, _element(root, str(said.get("location"))))


def _element(root: etree._Element, location: str) -> etree._Element:
    found = root.getroottree().xpath(location)
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else root
