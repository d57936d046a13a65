"""Where in a TEI file something is: the line, and a path that a person can follow."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from converters.formats.tei.names import TEI, XML_NS

_XML = f"{{{XML_NS}}}"


class Places:
    """The places of the elements of one tree, which stays as it is; siblings are counted once for all of them."""

    def __init__(self) -> None:
        self._steps: dict[etree._Element, str] = {}

    def of(self, element: etree._Element) -> str:
        """The line and the path of an element, for a message: `line 7, /TEI/text/body/div[2]/p`.

        A name is counted where it stands more than once.
        """
        steps = [self._step(one) for one in (element, *element.iterancestors())]
        return f"line {element.sourceline}, /{'/'.join(reversed(steps))}"

    def _step(self, element: etree._Element) -> str:
        if element not in self._steps:
            parent = element.getparent()
            self._count([element] if parent is None else list(parent))
        return self._steps[element]

    def _count(self, siblings: list[etree._Element]) -> None:
        all = Counter(one.tag for one in siblings)
        before: Counter[object] = Counter()
        for one in siblings:
            before[one.tag] += 1
            name = name_of(one.tag)
            self._steps[one] = name if all[one.tag] == 1 else f"{name}[{before[one.tag]}]"


def name_of(tag: object) -> str:
    """The name of an element or attribute as one writes it, without the name space of TEI."""
    if not isinstance(tag, str):
        return "processing-instruction()" if tag is etree.PI else "comment()"
    return tag.removeprefix(TEI).replace(_XML, "xml:")
