"""Names and escapes of Office Open XML (ECMA-376, transitional) that the writer and the reader share."""

from __future__ import annotations

import re

from converters.model import escape as model_escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
R_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""What types of relationships begin with."""
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"

HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_LINE_END = re.compile(r"[ \t]*\n[ \t\n]*")
_MARKUP = re.compile(r'[&<>"\r\n\t]')
_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\r": "&#13;",
    "\n": "&#10;",
    "\t": "&#9;",
}


def w(name: str) -> str:
    """A name of WordprocessingML in Clark notation."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    """A name of the relationships' namespace in Clark notation."""
    return f"{{{R}}}{name}"


def quoted(value: str) -> str:
    """Text as it stands in XML, in an attribute or an element; line ends and tabs survive every parser."""
    value = model_escape.escape(value)
    return _MARKUP.sub(lambda found: _ENTITIES[found[0]], value) if _MARKUP.search(value) else value


def text_of(value: str) -> str:
    """The same for the text of an element, where quotation marks, line ends but one, and tabs stand as they are."""
    value = model_escape.escape(value)
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def unquoted(value: str) -> str:
    """The text that was escaped for XML, once a parser has resolved its entities."""
    return model_escape.unescape(value) if "_x" in value else value


def on_one_line(text: str) -> str:
    """Text with one blank for each line end and the blanks around it: as a page shows what XML has on several lines."""
    return _LINE_END.sub(" ", text)
