"""What floats or stands in a line and is no text: pictures, text boxes, charts, diagrams, embedded objects."""

from __future__ import annotations

import base64
import posixpath
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from converters.formats.docx.marks import Chain, Mark
from converters.formats.docx.ooxml import WP, A, r, unquoted, w
from converters.formats.docx.reading.package import Package, Relationship
from converters.formats.docx.reading.pieces import Box, Break, Picture, Piece, Text

V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741 - the prefix that everybody gives it
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_TYPES = {
    ".png": "image/png",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".jfif": "image/jpeg",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
    ".tiff": "image/tiff",
    ".tif": "image/tiff",
    ".emf": "image/emf",
    ".wmf": "image/wmf",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_EMU_TO_MM = 36000
"""English Metric Units in a millimetre (ECMA-376 Part 1, 20.1.2.1)."""
Tell = Callable[[str, str], None]
"""Takes a level (`info` or `warning`) and a sentence."""


class Objects:
    """Reads the objects of one part. `sizes`: say how large a picture is shown."""

    def __init__(self, package: Package, relations: Mapping[str, Relationship], *, sizes: bool) -> None:
        self._package = package
        self._relations = relations
        self._sizes = sizes

    def read(self, element: etree._Element, chain: Chain, tell: Tell) -> list[Piece]:
        """The pieces that a drawing, a picture of the old kind or an object stands for, in their order."""
        pieces: list[Piece] = []
        missing: list[str] = []
        for one in _parts_of(element):
            tag = str(one.tag)
            lines = self._diagram(one) if tag == _DIAGRAM else []
            if lines:
                pieces += _lines(lines, (*chain, _OF_DIAGRAM))
                tell("info", "the words of a diagram are kept as a note of the type diagram, its drawing is not")
            elif tag == w("txbxContent"):
                pieces.append(Box(one, chain))
                tell("info", "a text box is kept as a note of the type text-box, where it is anchored")
            elif tag in _PICTURES:
                pieces += self._picture(one, element, chain, tell)
            elif tag in _UNREAD:
                missing.append(_UNREAD[tag])
            elif tag == f"{{{V}}}textpath" and one.get("string"):
                pieces.append(Text(unquoted(one.get("string", "")), chain))
        for name in missing:
            shown = any(isinstance(piece, Picture) for piece in pieces)
            said = "the picture of it is kept" if shown else "a gap stands for it"
            tell("warning", f"a file's {name} is not read: {said}")
            if not shown:
                pieces.append(_gap(name, _words_for(element), chain))
        if not pieces:
            tell("info", "a drawn shape without words is left out")
            words = _words_for(element)
            return [_gap("drawing", words, chain)] if words else []
        return pieces

    def _diagram(self, one: etree._Element) -> list[str]:
        """The words of a diagram (SmartArt), from the part that holds its data: one line for each of its points."""
        relation = self._relations.get(one.get(r("dm"), ""))
        if relation is None or relation.external or relation.target not in self._package.names:
            return []
        root = self._package.xml_if_sound(relation.target)
        points = root.iter(f"{{{DIAGRAM}}}pt") if root is not None else ()
        lines = ("".join(unquoted(text.text or "") for text in point.iter(f"{{{A}}}t")) for point in points)
        return [line for line in lines if line.strip()]

    def _picture(self, one: etree._Element, around: etree._Element, chain: Chain, tell: Tell) -> list[Piece]:
        relation = self._relations.get(_relation_of(one))
        alt = _words_for(one, around)
        target = self._target(relation, tell)
        if target is None:
            tell("warning", "a picture is not in the file, or of no kind that is known: a gap stands for it")
            return [_gap("picture", alt, chain)]
        width, height = _size(one) if self._sizes else (None, None)
        return [Picture(target, alt, chain, width, height)]

    def _target(self, relation: Relationship | None, tell: Tell) -> str | None:
        if relation is None:
            return None
        if relation.external:
            tell("warning", "a picture is outside the file: it is named, and never fetched")
            return relation.target
        type = _TYPES.get(posixpath.splitext(relation.target)[1].lower())
        if type is None or relation.target not in self._package.names:
            return None
        return f"data:{type};base64,{base64.b64encode(self._package.read(relation.target)).decode()}"


_PICTURES = frozenset({f"{{{A}}}blip", f"{{{V}}}imagedata"})
_DIAGRAM = f"{{{DIAGRAM}}}relIds"
_OF_DIAGRAM = Mark("Note in Line", (("place", "inline"), ("type", "diagram")))
_UNREAD = {
    f"{{{CHART}}}chart": "chart",
    _DIAGRAM: "diagram",
    f"{{{O}}}OLEObject": "embedded object",
    w("control"): "control",
    w("contentPart"): "ink",
}


def _parts_of(element: etree._Element) -> Iterator[etree._Element]:
    """The elements below one, in order; what is in a text box belongs to the box."""
    for one in element.iterchildren("*"):
        yield one
        if one.tag != w("txbxContent"):
            yield from _parts_of(one)


def _lines(lines: list[str], chain: Chain) -> list[Piece]:
    """Lines of text, one below the other."""
    pieces: list[Piece] = []
    for line in lines:
        pieces += [*([Break(chain)] if pieces else []), Text(line, chain)]
    return pieces


def _relation_of(picture: etree._Element) -> str:
    names = (r("embed"), r("link"), r("id"), f"{{{O}}}relid", r("pict"))
    return next((known for name in names if (known := picture.get(name)) is not None), "")


def _words_for(one: etree._Element, around: etree._Element | None = None) -> str | None:
    """The alternative text of an object: its own, or that of the drawing around it."""
    for place in (one, *one.iterancestors()):
        if place.tag == f"{{{V}}}shape" and place.get("alt") is not None:
            return unquoted(place.get("alt", ""))
        if place is around:
            break
    described = next((around if around is not None else one).iter(f"{{{WP}}}docPr"), None)
    words = described.get("descr") if described is not None else None
    return unquoted(words) if words is not None else None


def _size(picture: etree._Element) -> tuple[str | None, str | None]:
    extent = next(
        (
            found
            for place in picture.iterancestors(f"{{{WP}}}inline", f"{{{WP}}}anchor")
            if (found := place.find(f"{{{WP}}}extent")) is not None
        ),
        None,
    )
    if extent is None:
        return None, None
    return _millimetres(extent.get("cx", "")), _millimetres(extent.get("cy", ""))


def _millimetres(emu: str) -> str | None:
    length = int(emu) if emu.isascii() and emu.isdigit() and len(emu) < 12 else 0
    return f"{round(length / _EMU_TO_MM, 1):g}mm" if length else None


def _gap(name: str, words: str | None, chain: Chain) -> Text:
    said = ((f"@{ALT}", words),) if words else ()
    return Text("", (*chain, Mark("Gap", (("reason", name.replace(" ", "-")), ("sign", None), *said))))


ALT = "docx:alt"
"""The key of the attribute that keeps the words for what is not there."""
