"""The customisation as it is documented: `schemas/dragoman.odd`, of which the Schematron file is made.

The validator explains its findings by it.

`python -m converters.formats.tei.odd FOLDER` writes `dragoman.sch` beside the ODD in a folder.
"""

from __future__ import annotations

import copy
import functools
import re
import sys
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from converters.formats.tei.names import TEI, TEI_NS
from converters.formats.tei.schema_files import ODD, RULES, schema

SCHEMATRON_NS = "http://purl.oclc.org/dsdl/schematron"
SCHEMATRON = f"{{{SCHEMATRON_NS}}}"
_HEAD = f"""<sch:schema xmlns:sch="{SCHEMATRON_NS}" queryBinding="xslt">
  <sch:title>Rules across an edition of dragoman; made of {ODD}</sch:title>
  <sch:ns prefix="tei" uri="{TEI_NS}"/>
</sch:schema>
"""


_BLANKS = re.compile(r"\s+")


class Declared(NamedTuple):
    """What the ODD says of an element: its attributes, each with its closed list of values (empty: no list)."""

    attributes: dict[str, tuple[str, ...]]
    examples: tuple[etree._Element, ...]


@functools.cache
def declared() -> dict[str, Declared]:
    """The elements of our own customisation, with the attributes that every element may have."""
    odd = etree.fromstring(schema(ODD))
    common = {str(one.get("ident")): () for one in odd.iterfind(f".//{TEI}classSpec//{TEI}attDef")}
    return {name: one._replace(attributes={**common, **one.attributes}) for name, one in elements(odd).items()}


def elements(odd: etree._Element) -> dict[str, Declared]:
    """The elements of the customisation, by name."""
    return {str(spec.get("ident")): _declared(spec) for spec in odd.iter(f"{TEI}elementSpec")}


def _declared(spec: etree._Element) -> Declared:
    examples = spec.iter("{http://www.tei-c.org/ns/Examples}egXML")
    return Declared(
        attributes={
            str(one.get("ident")): tuple(str(item.get("ident")) for item in one.iter(f"{TEI}valItem"))
            for one in spec.iter(f"{TEI}attDef")
        },
        examples=tuple(child for example in examples for child in example if isinstance(child.tag, str)),
    )


def schematron(odd: etree._Element) -> bytes:
    """The rules of an ODD as one Schematron schema: a pattern for each constraint, in the order of the ODD."""
    schema = etree.fromstring(_HEAD)
    schema[-1].tail = "\n\n"
    for constraint in odd.iter(f"{TEI}constraintSpec"):
        pattern = etree.SubElement(schema, f"{SCHEMATRON}pattern", {"id": str(constraint.get("ident"))})
        pattern.tail = "\n\n"
        title = constraint.find(f"{TEI}desc")
        if title is not None:
            words = " ".join("".join(map(str, title.itertext())).split())
            etree.SubElement(pattern, f"{SCHEMATRON}title").text = words
        pattern.extend(_tidy(copy.deepcopy(rule)) for rule in constraint.iter(f"{SCHEMATRON}rule"))
        etree.indent(pattern, "  ")
    etree.cleanup_namespaces(schema, top_nsmap={"sch": SCHEMATRON_NS})
    return etree.tostring(schema, encoding="UTF-8", xml_declaration=True) + b"\n"


def _tidy(rule: etree._Element) -> etree._Element:
    """A rule without the line ends that only keep the ODD narrow."""
    for element in rule.iter():
        for name, value in element.attrib.items():
            element.set(name, " ".join(str(value).split()))
        if element.tag == f"{SCHEMATRON}assert":
            element.text = _BLANKS.sub(" ", element.text or "")
            for child in element:
                child.tail = _BLANKS.sub(" ", child.tail or "")
    return rule


def main(folder: str) -> None:
    """Write the Schematron file beside the ODD."""
    place = Path(folder)
    (place / RULES).write_bytes(schematron(etree.parse(place / ODD).getroot()))


if __name__ == "__main__":
    main(*sys.argv[1:])
