"""What the files of documents have in common: styles, lists, page, running head and foot. Ours, or that of a house."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

from converters.formats.docx import parts
from converters.formats.docx.writing import static
from converters.formats.docx.writing.numbering import OWN_LISTS, Lists
from converters.formats.docx.writing.package import Beginning, Part, begin
from converters.formats.docx.writing.sheet import Sheet, own_sheet


@dataclass(frozen=True, eq=False)
class Template:
    """What a document is put into.

    `fixed` are whole parts by name, `relations` are those of the main part, `section` is the page with its heads and
    feet. `text_width` is in twips. `running_head`: the document makes one itself, from its title and number.
    """

    sheet: Sheet
    lists: Lists
    fixed: Mapping[str, Part]
    relations: str = static.DOCUMENT_RELATIONS
    section: str = static.SECTION
    text_width: int = static.TEXT_WIDTH
    running_head: bool = True
    pictures: str = "media/image"
    """What the names of the document's pictures begin with."""
    first_drawing: int = 1
    """The number of the first drawing: those of a head or foot have numbers too."""
    house_names: Mapping[str, str] = field(default_factory=dict)
    """The names of the house's styles that stand for ours, by our labels."""

    @functools.cached_property
    def beginnings(self) -> Mapping[str, bytes]:
        """The parts that go on in each document, as far as they are the same in all."""
        return {parts.STYLES: self.sheet.beginning, parts.NUMBERING: self.lists.beginning}

    @functools.cached_property
    def deflated(self) -> Mapping[str, Beginning]:
        """The same, deflated."""
        return {name: begin(data) for name, data in self.beginnings.items()}


@functools.lru_cache(maxsize=64)
def own_template(lang: str | None) -> Template:
    """Ours, for a document in a language."""
    return Template(own_sheet(lang), OWN_LISTS, static.fixed_parts(lang))
