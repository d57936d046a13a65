"""Styles as they are defined: their properties, and the definition of each that every document has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from converters.formats.docx import kinds
from converters.formats.docx.ooxml import quoted
from converters.formats.docx.writing.looks import (
    CHARACTERS,
    CONTENTS,
    GALLERY_MARKS,
    HOUSE_LOOKS,
    PARAGRAPHS,
    PPR_ORDER,
    RPR_ORDER,
    TABLES,
    WITH_CHILDREN,
    Properties,
)

_RTL = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "ps", "sam", "sd", "syc", "syr", "ug", "ur", "yi")
)


def is_rtl(lang: str | None) -> bool:
    """Whether a language is written from right to left, by its tag."""
    return lang is not None and (lang.lower().split("-")[0] in _RTL or "-arab" in lang.lower())


def style_id(name: str) -> str:
    """The id of a fixed style: its name in one word."""
    words = re.split(r"[^A-Za-z0-9]+", name)
    return "".join(word[:1].upper() + word[1:] for word in words)


def _properties(values: Properties, order: tuple[str, ...]) -> str:
    return "".join(
        f"<w:{name}>{values[name]}</w:{name}>" if name in WITH_CHILDREN else f"<w:{name} {values[name]}/>"
        for name in order
        if name in values
    ).replace(" />", "/>")


def run_elements(values: Properties) -> str:
    """What stands in w:rPr."""
    return _properties(values, RPR_ORDER)


def rpr(values: Properties) -> str:
    """w:rPr of a style, or nothing."""
    return f"<w:rPr>{run_elements(values)}</w:rPr>" if values else ""


def ppr(values: Properties) -> str:
    """w:pPr of a style, or nothing."""
    return f"<w:pPr>{_properties(values, PPR_ORDER)}</w:pPr>" if values else ""


def language(lang: str) -> Properties:
    """The language of a style, for each of the three scripts that Word tells apart."""
    tag = quoted(lang)
    return {"lang": f'w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag}"'}


class Definitions:
    """Defines styles. `ids` gives the id of each label, `names` the names that are not the labels themselves.

    `bare`: without typefaces, sizes and colours, which come from the styles that these are based on.
    """

    def __init__(self, ids: Mapping[str, str], names: Mapping[str, str], *, bare: bool = False) -> None:
        self._ids = ids
        self._names = names
        self._left_out = HOUSE_LOOKS if bare else frozenset()

    def paragraph(self, label: str) -> str:
        """A paragraph style."""
        look = PARAGRAPHS.get(label) or CONTENTS[label]
        follows = f'<w:next w:val="{self._ids[look.follows]}"/>' if look.follows else ""
        priority = f'<w:uiPriority w:val="{9 if look.gallery else 99}"/>'
        shown = "<w:qFormat/>" if look.gallery else "<w:unhideWhenUsed/>"
        return (
            f'{self._start("paragraph", label)}<w:basedOn w:val="{self._ids[look.based]}"/>{follows}{priority}{shown}'
            f"{ppr(look.ppr)}{rpr(self._own(look.rpr))}</w:style>"
        )

    def character(self, label: str) -> str:
        """A character style."""
        gallery = label in GALLERY_MARKS
        priority = f'<w:uiPriority w:val="{20 if gallery else 99}"/>'
        shown = "<w:qFormat/>" if gallery else "<w:unhideWhenUsed/>"
        return (
            f'{self._start("character", label)}<w:basedOn w:val="{self._ids[PLAIN_RUN]}"/>{priority}{shown}'
            f"{rpr(self._own(CHARACTERS.get(label, {})))}</w:style>"
        )

    def table(self, label: str) -> str:
        """A table style."""
        priority, borders = TABLES[label]
        return (
            f'{self._start("table", label)}<w:basedOn w:val="{self._ids[PLAIN_TABLE]}"/>'
            f'<w:uiPriority w:val="{priority}"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>'
        )

    def _start(self, type: str, label: str) -> str:
        custom = "" if label in BUILT_IN else ' w:customStyle="1"'
        name = quoted(self._names.get(label, label))
        return f'<w:style w:type="{type}"{custom} w:styleId="{self._ids[label]}"><w:name w:val="{name}"/>'

    def _own(self, look: Properties) -> Properties:
        return {name: value for name, value in look.items() if name not in self._left_out}


PLAIN_PARAGRAPH, PLAIN_RUN, PLAIN_TABLE, NO_LIST = "Normal", "Default Paragraph Font", "Normal Table", "No List"
"""The styles that all others are based on."""
BUILT_IN = frozenset(
    {PLAIN_PARAGRAPH, PLAIN_RUN, PLAIN_TABLE, NO_LIST}
    | {"Title", "Subtitle", "caption", "header", "footer", "footnote text", "endnote text", "annotation text"}
    | {"Emphasis", "Hyperlink", "footnote reference", "endnote reference", "annotation reference"}
    | {f"heading {level}" for level in range(1, 10)}
    | {"TOC Heading", "toc 1", "toc 2", "toc 3"}
)
"""Styles of Word itself: it shows their names in the language of its menus, whatever a file calls them."""
MARKS = tuple(
    dict.fromkeys(
        [
            *CHARACTERS,
            *(rule.label for rule in kinds.INLINE.values()),
            *(label for rule in kinds.INLINE.values() for label in rule.labels.values()),
            *(label for rule in kinds.SLOTS.values() for label in (rule.label, *rule.labels.values())),
        ]
    )
)
"""The labels of the character styles that every document has."""
ROOTS = {
    PLAIN_PARAGRAPH: '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
    PLAIN_RUN: '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>',
    PLAIN_TABLE: '<w:style w:type="table" w:default="1" w:styleId="NormalTable"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    NO_LIST: '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>',
}
"""The definitions of those that all others are based on."""
