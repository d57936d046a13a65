"""How the pages of a section are set: their size and columns as attributes, their running heads as furniture."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from converters.formats.docx.ooxml import w
from converters.model.nodes import Furniture

_TWIPS_TO_MM = 56.6929
"""Twentieths of a point in a millimetre."""
_POINTS_TO_MM = 2.83465


class Setup(NamedTuple):
    """How a section is set, and the furniture of its pages."""

    attributes: dict[str, str]
    furniture: tuple[Furniture, ...]


def attributes(section: etree._Element) -> dict[str, str]:
    """The size of the page, how it lies, its columns, its direction, as attributes (ECMA-376 Part 1, 17.6)."""
    found: dict[str, str] = {}
    size, columns = section.find(w("pgSz")), section.find(w("cols"))
    if size is not None:
        for name, key in (("w", "docx:page-width"), ("h", "docx:page-height")):
            length = _millimetres(size.get(w(name), ""))
            if length is not None:
                found[key] = length
        if size.get(w("orient")) == "landscape":
            found["docx:orientation"] = "landscape"
    if columns is not None and columns.get(w("num"), "1") not in ("", "0", "1"):
        found["docx:columns"] = columns.get(w("num"), "")
    kind = section.find(w("type"))
    if kind is not None and kind.get(w("val")):
        found["docx:section"] = kind.get(w("val"), "")
    bidi = section.find(w("bidi"))
    if bidi is not None and bidi.get(w("val"), "1") not in ("0", "false", "off"):
        found["docx:direction"] = "rtl"
    return found


def _millimetres(length: str) -> str | None:
    """A length in twips, or with a unit as the strict form has it, in millimetres."""
    factor = _POINTS_TO_MM if length.endswith("pt") else _TWIPS_TO_MM
    try:
        number = float(length.removesuffix("pt"))
    except ValueError:
        return None
    return f"{round(number / factor, 1):g}mm" if 0 < number < 1e6 else None
