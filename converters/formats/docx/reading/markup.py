"""One form of Office Open XML to read: the strict namespaces as the usual ones, one of several alternatives."""

from __future__ import annotations

import re

from lxml import etree

from converters.formats.docx.ooxml import w

_STRICT = re.compile(r"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_USUAL = "http://schemas.openxmlformats.org/{}/2006/{}"
_HYPHENATED = {"extendedProperties": "extended-properties", "customProperties": "custom-properties"}
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_ALTERNATIVES, _CHOICE, _FALLBACK = (f"{{{_MC}}}{name}" for name in ("AlternateContent", "Choice", "Fallback"))


def is_strict(data: bytes) -> bool:
    """Whether a part may use the namespaces of the strict form (ISO/IEC 29500-1, Annex A)."""
    return b"purl.oclc.org/ooxml" in data


def as_usual(root: etree._Element, parser: etree.XMLParser) -> etree._Element:
    """The same part with the namespaces of the transitional form (ISO/IEC 29500-4)."""
    text = etree.tostring(root, encoding="unicode")
    usual = _STRICT.sub(lambda found: _USUAL.format(found[1], _HYPHENATED.get(found[2], found[2])), text)
    return etree.fromstring(usual.encode(), parser)


def has_alternatives(data: bytes) -> bool:
    """Whether a part may offer alternatives."""
    return b"AlternateContent" in data


def choose(root: etree._Element) -> None:
    """Leave one of each set of alternatives (ECMA-376 Part 3, 9.3): the one with more text, else the first one."""
    for offered in list(root.iter(_ALTERNATIVES)):
        parent = offered.getparent()
        if parent is None:
            continue
        branches = [*offered.iterchildren(_CHOICE), *offered.iterchildren(_FALLBACK)]
        chosen = max(branches, key=_worth, default=None)
        place = parent.index(offered)
        parent[place : place + 1] = list(chosen) if chosen is not None else []


def _worth(branch: etree._Element) -> tuple[bool, bool]:
    """Text first, then a picture: what this reader can read of a branch."""
    has_text = next(branch.iter(w("t")), None) is not None
    has_picture = any(
        element.tag.endswith(("}blip", "}imagedata")) for element in branch.iter() if isinstance(element.tag, str)
    )
    return has_text, has_picture
