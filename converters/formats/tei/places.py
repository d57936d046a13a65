"""Where in a TEI file something is: the line, and a path that a person can follow."""

from __future__ import annotations

from lxml import etree

from converters.formats.tei.names import TEI, XML_NS

_XML = f"{{{XML_NS}}}"


def place_of(element: etree._Element) -> str:
    """The line and the path of an element, for a message."""
    return f"line {element.sourceline}, {path_of(element)}"


def path_of(element: etree._Element) -> str:
    """The way to an element from the root: `/TEI/text/body/div[2]/p`, counted where a name stands more than once."""
    steps = [_step(one) for one in (element, *element.iterancestors())]
    return "/" + "/".join(reversed(steps))


def _step(element: etree._Element) -> str:
    name = name_of(element.tag)
    before = sum(1 for _ in element.itersiblings(str(element.tag), preceding=True))
    alone = before == 0 and next(element.itersiblings(str(element.tag)), None) is None
    return name if alone else f"{name}[{before + 1}]"


def name_of(tag: object) -> str:
    """The name of an element or attribute as one writes it, without the name space of TEI."""
    if not isinstance(tag, str):
        return "comment()"
    return tag.removeprefix(TEI).replace(_XML, "xml:")
