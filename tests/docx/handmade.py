"""Word files written by hand, in raw XML: the smallest package around a body, with whatever else a test needs."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from converters.formats.docx.ooxml import W
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import walk
from converters.report import Report
from tests.docx.helpers import packed, read_back
from tests.samples import PIXEL

NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PICTURE = base64.b64decode(PIXEL.partition(",")[2])


def root(name: str, inside: str) -> bytes:
    """A part: an element of WordprocessingML with all prefixes declared."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{name} {_DECLARED}>{inside}</w:{name}>'.encode()


def relationships(rows: Iterable[tuple[str, str, str]]) -> bytes:
    """The relationships of a part: ids, types (their last word) and targets; one that names a scheme is outside."""
    inside = "".join(
        f'<Relationship Id="{id}" Type="{_OFFICE}/{type}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for id, type, target in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'.encode()


def docx(
    body: str,
    *,
    parts: Mapping[str, str] | None = None,
    relations: Iterable[tuple[str, str, str]] = (),
    others: Mapping[str, bytes] | None = None,
    properties: Iterable[tuple[str, str, str]] = (),
) -> bytes:
    """A file with a body. `parts`: the insides of styles, numbering, footnotes and the like, by their names."""
    named = dict(parts or {})
    rows = [(f"p-{name}", name, f"{name}.xml") for name in named]
    return packed(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{_PACKAGE}/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
            ).encode(),
            "_rels/.rels": relationships([("main", "officeDocument", "word/document.xml"), *properties]),
            "word/document.xml": root("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relationships([*rows, *relations]),
            **{f"word/{name}.xml": root(name, inside) for name, inside in named.items()},
            **(others or {}),
        }
    )


def opened(data: bytes, report: Report | None = None) -> Document:
    return read_back(data, report)


def blocks(body: str, report: Report | None = None, **more: Any) -> tuple[nd.Block, ...]:
    """What a body is read as."""
    return opened(docx(body, **more), report).body


def content(body: str, **more: Any) -> tuple[Any, ...]:
    """The mixed text of the one paragraph of a body."""
    (block,) = blocks(body, **more)
    assert isinstance(block, nd.Paragraph)
    return block.content


def told(body: str, **more: Any) -> list[str]:
    """What is told of a body, warnings first."""
    report = Report("docx")
    blocks(body, report, **more)
    return [message.text for level in ("warning", "info") for message in report.at(level)]


# --- pieces of WordprocessingML ---


def p(*runs: str, style: str | None = None, properties: str = "") -> str:
    """A paragraph; a word that is no markup is a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style is not None else ""
    said = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{said}{''.join(one if one.startswith('<') else r(one) for one in runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{said}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, *result: str) -> str:
    """A complex field; without a result it has none."""
    shown = "".join(one if one.startswith("<") else r(one) for one in result)
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' if result else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{separate}{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def tc(*inside: str, properties: str = "") -> str:
    """A cell; a word that is no markup is a paragraph."""
    said = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return f"<w:tc>{said}{''.join(one if one.startswith('<') else p(one) for one in inside) or p()}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; a word that is no markup is a cell."""
    said = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{said}{''.join(one if one.startswith('<') else tc(one) for one in cells)}</w:tr>"


def tbl(*rows: str, properties: str = "") -> str:
    """A table."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def style(id: str, name: str, *, type: str = "paragraph", based: str | None = None, inside: str = "") -> str:
    """A style that an author made."""
    on = f'<w:basedOn w:val="{based}"/>' if based is not None else ""
    return f'<w:style w:type="{type}" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>{on}{inside}</w:style>'


def levels(*formats: tuple[str, str], number: str = "1", more: str = "") -> str:
    """A list definition: a format and a text for each level, and the number 1 that uses it."""
    inside = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (format, text) in enumerate(formats)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{number}0">{inside}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}0"/></w:num>{more}'
    )


def item(text: str, level: int = 0, number: str = "1") -> str:
    """A numbered paragraph."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def drawing(relation: str, alt: str = "", *, link: bool = False, kind: str = "inline") -> str:
    """A picture of DrawingML, 36 by 18 mm."""
    said = f' descr="{alt}"' if alt else ""
    return (
        f'<w:r><w:drawing><wp:{kind}><wp:extent cx="1296000" cy="648000"/><wp:docPr id="1" name="P"{said}/>'
        '<a:graphic><a:graphicData uri="u"><pic:pic><pic:blipFill>'
        f'<a:blip r:{"link" if link else "embed"}="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        f"</wp:{kind}></w:drawing></w:r>"
    )


def box(*inside: str) -> str:
    """A text box of DrawingML with its twin in VML, as Word writes both."""
    text = "".join(one if one.startswith("<") else p(one) for one in inside)
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="B"/>'
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{text}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


# --- is the text all there, and in order? ---


def shown_text(document: Document) -> str:
    """All words of a document in order, those of notes, furniture, formulas and titles among them."""
    titles = [title.text for title in document.metadata.titles]
    return "".join((*titles, *_words(document)))


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, nd.Label) or (isinstance(node, nd.Segment) and node.role == "number"):
        return
    if isinstance(node, nd.Formula):
        yield node.text
    if isinstance(node, nd.Choice):
        yield from _all(node.proposed)
        return
    for name in (
        "front",
        "caption",
        "heading",
        "label",
        "content",
        "parts",
        "blocks",
        "items",
        "lines",
        "rows",
        "cells",
    ):
        value = getattr(node, name, None)
        yield from _all(value if isinstance(value, tuple) else (value,))
    if isinstance(node, Document):
        yield from _all(node.body)


def _all(parts: Iterable[Any]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif part is not None:
            yield from _words(part)


def kinds(document: Document) -> list[str]:
    """The names of the kinds of all nodes, in order."""
    return [type(node).__name__ for node in walk(document)]


def letters(text: str) -> str:
    """A text without its blanks: files differ in how they write them."""
    return "".join(text.split())


def visible_letters(data: bytes, name: str = "word/document.xml") -> str:
    """The letters of all `w:t` of a part, in the order of the file."""
    from tests.docx.helpers import part

    found = etree.fromstring(part(data, name).encode())
    return letters("".join(text.text or "" for text in found.iter(f"{{{W}}}t")))
