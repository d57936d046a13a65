"""Properties of the document and its running head, from what is known of the record; never from the clock."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from converters.formats.docx.ooxml import CORE, DC, HEADER, R, W, quoted
from converters.model.document import Document
from converters.model.metadata import Metadata

_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SHORT = 48
"""The longest title, in characters, for the running head."""


def core_properties(document: Document, epoch: int | None) -> bytes:
    """docProps/core.xml (ECMA-376 Part 2, 11): title, creator, subjects, number, language and, if asked, a time."""
    metadata = document.metadata
    values = (
        ("dc:title", metadata.title),
        ("dc:subject", metadata.type),
        ("dc:creator", _creator(metadata)),
        ("cp:keywords", ", ".join(subject.term for subject in metadata.subjects) or None),
        ("dc:identifier", _number(metadata)),
        ("dc:language", main_language(document)),
    )
    return _core(values, epoch)


def book_properties(title: str, creators: Sequence[str], lang: str, epoch: int | None) -> bytes:
    """The same for a book of many records."""
    return _core((("dc:title", title), ("dc:creator", "; ".join(creators)), ("dc:language", lang)), epoch)


def _core(values: Iterable[tuple[str, str | None]], epoch: int | None) -> bytes:
    inside = "".join(f"<{name}>{quoted(value)}</{name}>" for name, value in values if value)
    if epoch is not None:
        time = datetime.datetime.fromtimestamp(epoch, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        inside += "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{time}</dcterms:{name}>' for name in ("created", "modified")
        )
    return (
        f'{HEADER}<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="{DC}" xmlns:dcterms="{_TERMS}" xmlns:xsi="{_XSI}">'
        f"{inside}</cp:coreProperties>"
    ).encode()


def _creator(metadata: Metadata) -> str | None:
    agent = metadata.agent("author") or metadata.agent("sender")
    return agent.name if agent is not None else None


def _number(metadata: Metadata) -> str | None:
    own = metadata.identifier("mrn")
    return own if own is not None else next((known.value for known in metadata.identifiers), None)


def main_language(document: Document) -> str | None:
    """The language of the document: its own, or the first that its metadata name."""
    return document.lang or next(iter(document.metadata.languages), None)


def running_head(metadata: Metadata) -> bytes:
    """The running head: the short title at the left, the number at the right."""
    short = next((title.text for title in metadata.titles if title.type == "short"), None) or metadata.title or ""
    if len(short) > _SHORT:
        short = short[:_SHORT].rsplit(" ", 1)[0] + "…"
    number = _number(metadata) or ""
    text = f'<w:r><w:t xml:space="preserve">{quoted(short)}</w:t></w:r><w:r><w:tab/></w:r>'
    return (
        f'{HEADER}<w:hdr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{text}'
        f'<w:r><w:t xml:space="preserve">{quoted(number)}</w:t></w:r></w:p></w:hdr>'
    ).encode()
