"""Pictures: those that the document holds go into the package, for others words and a link stand."""

from __future__ import annotations

import base64
import binascii
import functools
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from converters.formats.docx import kinds
from converters.formats.docx.marks import Chain, Mark
from converters.formats.docx.ooxml import PIC, A, quoted
from converters.formats.docx.writing import links
from converters.formats.docx.writing.picture_types import TYPES
from converters.formats.docx.writing.runs import Style, element_run, text_run
from converters.formats.docx.writing.static import TEXT_WIDTH
from converters.model.nodes import Image

if TYPE_CHECKING:
    from converters.formats.docx.writing.inlines import Inlines

_EMU = {"mm": 36000, "cm": 360000, "in": 914400, "pt": 12700, "px": 9525, "": 9525}
"""English Metric Units (ECMA-376 Part 1, 20.1.2.1) to one of each unit."""
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d{1,6})?)\s*(mm|cm|in|pt|px|)\s*")
_DATA = re.compile(r"data:(image/[a-z0-9.+-]+);base64,([A-Za-z0-9+/]+={0,2})")
MAX_WIDTH = 160 * _EMU["mm"]
MAX_HEIGHT = 220 * _EMU["mm"]


class _Picture(NamedTuple):
    ending: str
    data: bytes
    width: int
    height: int


def write(self: Inlines, node: Image, style: Style, before: Chain) -> Chain:
    """A picture in the line, with its alternative text; a link where the document does not hold it."""
    picture = _held(node.target)
    if picture is None:
        return _linked(self, node, style, before)
    _, inner = self.marked(node, kinds.mark_of(kinds.INLINE[Image], node), style, ())
    name = _store(self, picture)
    relation = self.story.relations.add("image", name, external=False)
    self.story.out.append(element_run(_drawing(self, node, picture, relation), inner))
    return ()


def _linked(self: Inlines, node: Image, style: Style, before: Chain) -> Chain:
    mark = kinds.mark_of(kinds.PICTURE_LINK, node)
    if node.target.startswith("data:"):
        self.build.approximate(node, "the data are no picture that Word can hold: words stand for them")
        mark = Mark(mark.label, tuple(param for param in mark.params if param[0] != "target"))
    mark, inner = self.marked(node, mark, style, before)
    linked = links.can_link(node.target) and not any(outer.label == "Hyperlink" for outer in style.marks)
    if linked:
        links.begin(self.build, self.story, node.target)
    self.story.out.append(text_run("[picture]" if node.alt is None else f"[picture: {node.alt}]", inner))
    if linked:
        links.end(self.build, self.story)
    return (mark,)


def _held(target: str) -> _Picture | None:
    """The picture in a `data:` URI, or None where it is elsewhere or of a kind that Word cannot hold."""
    if not target.startswith("data:"):
        return None
    found = _DATA.fullmatch(target)
    ending = TYPES.get(found[1]) if found else None
    if found is None or ending is None:
        return None
    try:
        data = base64.b64decode(found[2], validate=True)
    except binascii.Error:
        return None
    if base64.b64encode(data).decode() != found[2]:
        return None
    size = _size(data)
    return _Picture(ending, data, *size) if size else None


@functools.lru_cache(maxsize=32)
def _size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a picture as it says itself, in EMU."""
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image as Header

    try:
        header = Header.from_file(io.BytesIO(data))
        width, height = int(header.width), int(header.height)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        return None
    except (ValueError, KeyError, IndexError, ZeroDivisionError, OverflowError):
        return None
    return (width, height) if width > 0 and height > 0 else None


def _store(self: Inlines, picture: _Picture) -> str:
    """The name of the part that holds the picture, relative to the document; the same picture is stored once."""
    key = (picture.ending, picture.data)
    name = self.build.pictures.setdefault(
        key, f"{self.build.template.pictures}{len(self.build.media) + 1}.{picture.ending}"
    )
    self.build.media[name] = picture.data
    return name


def _drawing(self: Inlines, node: Image, picture: _Picture, relation: str) -> str:
    number = self.build.next_picture()
    width, height = _shown_size(node, picture, MAX_WIDTH * self.build.template.text_width // TEXT_WIDTH)
    alt = f' descr="{quoted(node.alt)}"' if node.alt is not None else ""
    extent = f'cx="{width}" cy="{height}"'
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{number}" name="Picture {number}"{alt}/><wp:cNvGraphicFramePr>'
        f'<a:graphicFrameLocks xmlns:a="{A}" noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic xmlns:a="{A}">'
        f'<a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _shown_size(node: Image, picture: _Picture, most: float) -> tuple[int, int]:
    """The size on the page: as the node says, else as the picture says, and never larger than the page."""
    width, height = _length(node.width), _length(node.height)
    ratio = picture.height / picture.width
    if width is None:
        width = picture.width if height is None else height / ratio
    if height is None:
        height = width * ratio
    scale = min(1.0, most / width, MAX_HEIGHT / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _length(text: str | None) -> float | None:
    found = _LENGTH.fullmatch(text) if text is not None else None
    length = float(found[1]) * _EMU[found[2]] if found else 0.0
    return length or None
