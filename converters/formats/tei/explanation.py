"""Findings of our RELAX NG schema in plain words: what stands where it cannot, and what could.

A schema processor says that somewhere inside something is wrong. Here the innermost element is looked for that is not
valid though all its children are; then each of its children, its text and its attributes is left out in turn, until the
rest is valid.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from converters.formats.tei.names import TEI
from converters.formats.tei.odd import declared
from converters.formats.tei.places import Places, name_of
from converters.formats.tei.schema_files import CUSTOMISATION, schema

_RNG = "{http://relaxng.org/ns/structure/1.0}"


class Problem(NamedTuple):
    """What is wrong, and where."""

    words: str
    place: str


def explain(root: etree._Element, places: Places) -> Iterator[Problem]:
    """The problems of an edition that is not valid against the schema."""
    cleared = copy.deepcopy(root)
    twins = list(zip(root.iter("*"), cleared.iter("*"), strict=True))
    original = {twin: element for element, twin in twins}
    for element, twin in twins:
        yield from _of_element(element, twin, places)
    for twin in _innermost(cleared):
        yield Problem(_reason(twin), places.of(original[twin]))


@functools.cache
def _pattern(name: str) -> etree.RelaxNG:
    """A schema of the elements of one name, wherever they may stand."""
    grammar = etree.fromstring(schema(CUSTOMISATION))
    named = [copy.deepcopy(one) for one in grammar.iter(f"{_RNG}element") if one.get("name") == name]
    start = grammar.find(f"{_RNG}start")
    assert start is not None  # noqa: S101 - it is our own schema
    start[:] = []
    etree.SubElement(start, f"{_RNG}choice").extend(named)
    return etree.RelaxNG(grammar)


def _is_valid(element: etree._Element) -> bool:
    return bool(_pattern(str(element.tag).removeprefix(TEI)).validate(element))


def _innermost(element: etree._Element) -> Iterator[etree._Element]:
    """The elements that are not valid though all that they hold is."""
    if _is_valid(element):
        return
    inside = [found for child in element.iterchildren("*") for found in _innermost(child)]
    yield from inside or [element]


def _reason(element: etree._Element) -> str:
    """Why an element is not valid, though its children are."""
    name = name_of(element.tag)
    for raw in element.attrib:
        trial = copy.deepcopy(element)
        del trial.attrib[raw]
        if _is_valid(trial):
            return f"{name} cannot have @{name_of(raw)} with the value {element.get(raw)!r} here"
    trial = copy.deepcopy(element)
    trial.text = None
    for child in trial:
        child.tail = None
    if _is_valid(trial):
        return f"{name} cannot hold text"
    for at, child in enumerate(element):
        trial = copy.deepcopy(element)
        trial.remove(trial[at])
        if _is_valid(trial):
            return f"{name_of(child.tag)} cannot stand in {name}, or not in this place among the others"
    held = [name_of(child.tag) for child in element.iterchildren("*")]
    return f"{name} is not complete, or more than one thing in it is wrong; it holds {_listed(held) or 'nothing'}"


def _of_element(element: etree._Element, twin: etree._Element, places: Places) -> Iterator[Problem]:
    """Problems that can be seen on an element alone; its twin is cleared of them, so that the schema sees the rest."""
    known = declared().get(str(element.tag).removeprefix(TEI))
    name = name_of(element.tag)
    if known is None:
        parent = element.getparent()
        inside = f", and cannot stand in {name_of(parent.tag)}" if parent is not None else ""
        yield Problem(f"{name} is not an element of our editions{inside}", places.of(element))
        _take_out(twin)
        return
    for raw, value in element.attrib.items():
        attribute = name_of(raw)
        words = known.attributes.get(attribute)
        if words is None:
            may = _listed(sorted(known.attributes))
            yield Problem(f"{name} cannot have @{attribute}; it may have {may}", places.of(element))
            del twin.attrib[raw]
        elif words and value not in words:
            yield Problem(
                f"@{attribute} of {name} says {str(value)!r}; it can say {_listed(words)}", places.of(element)
            )
            twin.set(raw, words[0])


def _take_out(twin: etree._Element) -> None:
    """Take an unknown element out; what stands after it stays."""
    parent, before = twin.getparent(), twin.getprevious()
    if parent is None:
        return
    if before is None:
        parent.text = (parent.text or "") + (twin.tail or "")
    else:
        before.tail = (before.tail or "") + (twin.tail or "")
    twin.tail = None
    parent.remove(twin)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
