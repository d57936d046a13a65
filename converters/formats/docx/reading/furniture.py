"""Running heads and feet of the sections of a file, once each, in the section that they begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from lxml import etree

from converters.formats.docx.ooxml import r, w
from converters.formats.docx.reading.leaves import Leaf
from converters.formats.docx.reading.package import Package
from converters.formats.docx.reading.page_setup import Setup, attributes
from converters.formats.docx.reading.told import Told
from converters.model.nodes import Content, Furniture
from converters.model.walk import content_text

_ROLES: Mapping[str, Literal["header", "footer"]] = {w("headerReference"): "header", w("footerReference"): "footer"}
_OFF = ("0", "false", "off")
ReadPart = Callable[[str], list[Leaf]]
"""Gives the leaves of a part by its name."""


def setups(body: etree._Element, package: Package, read: ReadPart, told: Told) -> list[Setup]:
    """How each section of a text is set, and what stands on its pages beside the text."""
    settings = package.related(package.main, "settings")
    both_sides = settings is not None and _has(package.xml_if_sound(settings), "evenAndOddHeaders")
    relations = package.relationships(package.main)
    seen: set[str] = set()
    found: list[Setup] = []
    for section in body.iter(w("sectPr")):
        if next(section.iterancestors(w("sectPrChange")), None) is not None:
            continue
        furniture: list[Furniture] = []
        shown = {"default"} | ({"first"} if _has(section, "titlePg") else set()) | ({"even"} if both_sides else set())
        for reference in section:
            role = _ROLES.get(str(reference.tag))
            relation = relations.get(reference.get(r("id"), ""))
            if role is None or relation is None or relation.target in seen or relation.target not in package.names:
                continue
            seen.add(relation.target)
            pages = reference.get(w("type"), "default")
            if pages in shown:
                furniture += _pieces(read(relation.target), role, pages)
            else:
                told.info("understood", "a running head or foot that no page shows is left out", relation.target)
        if furniture:
            told.info("understood", "running heads and feet are kept once, as furniture", package.main)
        found.append(Setup(attributes(section), tuple(furniture)))
    return found


def _pieces(leaves: list[Leaf], role: Literal["header", "footer"], pages: str) -> Iterator[Furniture]:
    said = {} if pages == "default" else {"docx:pages": pages}
    for leaf in leaves:
        content: Content = leaf.images if leaf.images is not None else getattr(leaf.block, "content", ())
        if leaf.block is not None and not hasattr(leaf.block, "content"):
            content = (leaf.block,)
        if content:
            is_number = content_text(content).strip().isdigit()
            yield Furniture(content=content, role="page-number" if is_number else role, attrs=said)


def _has(element: etree._Element | None, name: str) -> bool:
    found = element.find(w(name)) if element is not None else None
    return found is not None and found.get(w("val"), "1") not in _OFF
