"""Read TEI P5: our own editions, and what others made, which is kept whole."""

from __future__ import annotations

import msgspec
from lxml import etree

from converters.errors import InputError
from converters.formats.format import ReadOptions
from converters.formats.tei.foreign import reading as foreign
from converters.formats.tei.names import PROGRAM, TEI, XML_ID, XML_LANG
from converters.formats.tei.reading.accounting import account
from converters.formats.tei.reading.blocks import INLINES, anything, blocks
from converters.formats.tei.reading.edition import Edition, Fields
from converters.formats.tei.reading.elements import first, plain
from converters.formats.tei.reading.filedesc import metadata, source
from converters.formats.tei.reading.parse import parse
from converters.model.codec import CodecError, decode
from converters.model.document import MODEL_VERSION, Document
from converters.model.normal import NotNormal
from converters.report import Report

_APPLICATION = f"{TEI}teiHeader/{TEI}encodingDesc/{TEI}appInfo/{TEI}application[@ident='{PROGRAM}']"


def read(data: bytes, options: ReadOptions, report: Report) -> Document:
    """The document.

    Raises InputError where the file is not well-formed (with line and column), declares entities, is nested too
    deeply, is not TEI, or says what the model cannot hold.
    """
    try:
        if PROGRAM.encode() in data or PROGRAM.encode("utf-16-le") in data:
            root = parse(data).getroot()
            if is_ours(root):
                document = decode(msgspec.json.encode(_edition(root, report)))
                account(root, data, document, report)
                return document
        return foreign.read(data)
    except (NotNormal, CodecError) as error:
        raise InputError(
            f"says what the document model cannot hold: {error}", remedy="`dragoman validate` says where"
        ) from error


def is_ours(root: etree._Element) -> bool:
    """Whether this program wrote the edition."""
    return root.tag == f"{TEI}TEI" and root.find(_APPLICATION) is not None


def _edition(root: etree._Element, report: Report) -> Fields:
    """The fields of the document, as JSON has them; what they may hold is checked once, when it is decoded."""
    edition = Edition(root, report, INLINES, anything)
    entry = edition.residue.get(root.get(XML_ID, ""), {})
    fields: Fields = {"kind": "document", "version": MODEL_VERSION}
    for part in ("front", "body", "back"):
        element = first(root, f"text/{part}")
        if element is not None:
            fields[part] = blocks(edition, element)
    type = root.get("type")
    return {
        **fields,
        "id": None if "id" in entry else root.get(XML_ID),
        "lang": root.get(XML_LANG),
        "attrs": entry.get("attrs", {}),
        "metadata": metadata(edition, plain(type) if type is not None else entry.get("type")),
        "source": source(edition),
    }
