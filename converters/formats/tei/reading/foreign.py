"""TEI that others made, kept whole: every element, attribute, name space, comment and blank as it stands."""

from __future__ import annotations

import re

from lxml import etree

from converters.formats.tei.names import TEI, XML_ID, XML_LANG
from converters.model import nodes as nd
from converters.model.document import Document, Source
from converters.model.metadata import Metadata, Title
from converters.model.normal import LANGUAGE, is_name
from converters.model.walk import joined

MEDIA_TYPE = "application/tei+xml"
_BLANKS = re.compile(r"\s+")
_TITLE_TYPES = {None: "main", "main": "main", "short": "short", "sub": "sub"}


def read(tree: etree._ElementTree, data: bytes) -> Document:
    """The document whose body is the root, with the comments and instructions before and after it."""
    root = tree.getroot()
    before = [_markup(part) for part in reversed(list(root.itersiblings(preceding=True)))]
    after = [_markup(part) for part in root.itersiblings()]
    ids: set[str] = set()
    return Document(
        metadata=metadata(root),
        body=(*before, element(root, {}, ids), *after),
        source=_source(tree, data),
    )


def metadata(root: etree._Element) -> Metadata:
    """Titles and languages of the header, where it says them simply."""
    titles = root.iterfind(f"{TEI}teiHeader/{TEI}fileDesc/{TEI}titleStmt/{TEI}title")
    languages = root.iterfind(f"{TEI}teiHeader/{TEI}profileDesc/{TEI}langUsage/{TEI}language")
    return Metadata(
        titles=tuple(
            Title(text=_plain(title), type=_TITLE_TYPES.get(title.get("type"), "other"))  # type: ignore[arg-type]
            for title in titles
        ),
        languages=tuple(ident for one in languages if (ident := one.get("ident"))),
    )


def element(found: etree._Element, inherited: dict[str | None, str], ids: set[str]) -> nd.Element:
    """An element with all that it holds. `inherited`: the prefixes that its parents declared."""
    nsmap: dict[str | None, str] = found.nsmap
    attributes = {str(name): str(value) for name, value in found.attrib.items()}
    id, lang = attributes.get(XML_ID), attributes.get(XML_LANG)
    if id is not None and is_name(id) and id not in ids:
        ids.add(id)
        del attributes[XML_ID]
    else:
        id = None
    if lang is not None and LANGUAGE.fullmatch(lang):
        del attributes[XML_LANG]
    else:
        lang = None
    parts: list[str | nd.Inline] = [found.text or ""]
    for child in found:
        parts.append(_markup(child) if callable(child.tag) else element(child, nsmap, ids))
        parts.append(child.tail or "")
    return nd.Element(
        id=id,
        lang=lang,
        attrs=attributes,
        name=str(found.tag),
        content=joined(parts),
        namespaces={prefix or "": uri for prefix, uri in nsmap.items() if inherited.get(prefix) != uri},
    )


def _markup(found: etree._Element) -> nd.Comment | nd.Instruction:
    if isinstance(found, etree._ProcessingInstruction):
        return nd.Instruction(target=str(found.target), text=found.text or None)
    return nd.Comment(text=found.text or "")


def _plain(title: etree._Element) -> str:
    return _BLANKS.sub(" ", "".join(map(str, title.itertext()))).strip()


def _source(tree: etree._ElementTree, data: bytes) -> Source:
    """The file, as text where its encoding says so exactly."""
    encoding = tree.docinfo.encoding or "UTF-8"
    try:
        source = Source.of_text(data, encoding, MEDIA_TYPE)
    except (LookupError, UnicodeDecodeError):
        return Source.of_bytes(data, MEDIA_TYPE)
    return source if source.original() == data else Source.of_bytes(data, MEDIA_TYPE)
