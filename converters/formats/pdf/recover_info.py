"""What a PDF that others made says of itself: information dictionary and XMP packet (ISO 32000-1, 14.3)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from lxml import etree

from converters.formats.pdf.opening import UNREADABLE
from converters.formats.pdf.xmp import DC, RDF, packet
from converters.model.metadata import Agent, Extra, Metadata, Subject, Title
from converters.model.normal import LANGUAGE

_MAX_TEXT = 2000
_EXTRAS = ("Subject", "Creator", "Producer", "CreationDate", "ModDate")


def metadata_of(pdf: pikepdf.Pdf) -> Metadata:
    """Title, authors, key words and language; the other entries are kept under their own names."""
    found = packet(pdf)
    entries = dict(_entries(pdf))
    title = entries.get("Title") or next(_items(found, "title"), None)
    authors = tuple(_items(found, "creator")) or tuple(filter(None, (entries.get("Author"),)))
    words = tuple(_items(found, "subject")) or tuple(filter(None, (entries.get("Keywords"),)))
    return Metadata(
        titles=(Title(text=title),) if title else (),
        agents=tuple(Agent(name=name, type="person", roles=("author",)) for name in authors),
        languages=tuple(filter(None, (language_of(pdf),))),
        subjects=tuple(Subject(term=word, scheme="keywords") for word in words),
        extras=tuple(Extra(name=f"PDF {name}", value=entries[name]) for name in _EXTRAS if entries.get(name)),
    )


def language_of(pdf: pikepdf.Pdf) -> str | None:
    """The language of the file, where it is a BCP 47 tag."""
    return language(pdf.Root.get("/Lang"))


def language(found: object) -> str | None:
    """A language tag, or None where it is none."""
    text = str(found).strip() if found is not None else ""
    return text if LANGUAGE.fullmatch(text) else None


def _entries(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    try:
        for name, value in pdf.docinfo.items():
            if isinstance(value, pikepdf.String):
                yield name[1:], _line(str(value))
    except UNREADABLE:
        return


def _items(root: etree._Element | None, name: str) -> Iterator[str]:
    """The values of a Dublin Core property."""
    if root is None:
        return
    for found in root.iter(DC + name):
        for item in found.iter(f"{RDF}li"):
            text = _line(item.text or "")
            if text:
                yield text


def _line(text: str) -> str:
    return " ".join(text.encode("utf-8", "ignore").decode().split())[:_MAX_TEXT]
