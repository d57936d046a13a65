"""The front matter of a volume as words: title page, imprint, preface, what the reader must know, the lists.

All of it comes from the profile or from the records; what nobody said is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from converters.collection.products.product import Collection
from converters.collection.volume import order
from converters.collection.volume.register import Register
from converters.collection.volume.settings import VolumeSettings
from converters.collection.volume.spool import Spool
from converters.collection.volume.words import enumerated, short
from converters.model import nodes as nd

ENTRY = "entry"
"""The role of a line that is an entry of a list."""
_LONGEST_SHORT = 48
_MARKINGS = (
    "Markings of classification are told in the source note of each document as those that it had when it was sent; "
    "letters in brackets before headings and paragraphs, and other markings within the text, are part of the text as "
    "it was sent. Nothing in this volume is marked by its publication."
)
_EDITING = (
    "Machine headers, lists of addressees and the debris of pages are left out of the text; addressees, precedence and "
    "numbers stand in the source note, which has an asterisk. Readings that were corrected have notes with letters, "
    "which tell what stands in the source; notes with figures are commentary. Both begin anew in each document."
)


class FrontSection(NamedTuple):
    """A section of the front matter: its heading and its blocks."""

    title: str
    blocks: list[nd.Block]


class Front:
    """The words of the front matter of one volume."""

    def __init__(self, about: Collection, settings: VolumeSettings) -> None:
        self.about = about
        self.settings = settings

    @property
    def short_title(self) -> str:
        """What half-title and running heads say."""
        return self.settings.short_title or short(self.about.title, _LONGEST_SHORT)

    def editors(self) -> str:
        """Who edited the volume."""
        return f"Edited by {enumerated(self.about.editors)}" if self.about.editors else ""

    def publisher(self) -> str:
        """Who publishes it, where and when."""
        known = self.about
        year = known.date[:4] if known.date else ""
        where = ": ".join(filter(None, (self.settings.place, known.publisher)))
        return ", ".join(filter(None, (where, year)))

    def imprint(self) -> list[str]:
        """The lines of the copyright page."""
        known = self.about
        lines = [
            known.title + (f": {self.settings.subtitle}" if self.settings.subtitle else ""),
            self.editors(),
            f"Published by {self.publisher()}" if self.publisher() else "",
            f"Date of this edition: {known.date}" if known.date else "",
            _statement("Licence of this edition", known.licence, known.licence_url),
            _statement("Rights in the records", known.rights, ""),
            _statement("Access to the records", known.access, ""),
            f"ISBN {self.settings.isbn}" if self.settings.isbn else "",
            f"The records are kept by {known.holding}" if known.holding else "",
            known.url,
        ]
        return [line if line.endswith((".", known.url or ".")) else f"{line}." for line in lines if line]

    def sections(self, spool: Spool, register: Register) -> Iterator[FrontSection]:
        """The sections before the records."""
        if self.settings.preface:
            yield FrontSection("Preface", [_paragraph(one) for one in _paragraphs(self.settings.preface)])
        about = [order.said(self.settings, spool.count, spool.without_key), _EDITING, _MARKINGS]
        yield FrontSection("About this volume", [_paragraph(one) for one in about])
        persons = [_entry((one,)) for one in register.persons()]
        if persons:
            yield FrontSection("Persons", persons)
        abbreviations = [
            _entry((nd.Emphasis(content=(short,), style="bold"), f"  {long}"))
            for short, long in register.abbreviations()
        ]
        if abbreviations:
            yield FrontSection("Abbreviations", abbreviations)


INDEX_TITLE = "Index"
INDEX_NOTE = "Figures in bold type are the numbers of documents, those in brackets pages."


def _statement(name: str, text: str, target: str) -> str:
    said = ", ".join(filter(None, (text, target)))
    return f"{name}: {said}" if said else ""


def _paragraphs(text: str) -> Iterator[str]:
    for part in text.split("\n\n"):
        words = " ".join(part.split())
        if words:
            yield words


def _paragraph(text: str) -> nd.Block:
    return nd.Paragraph(content=(text,))


def _entry(content: nd.Content) -> nd.Block:
    return nd.Line(role=ENTRY, content=content)
