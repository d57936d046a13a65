"""The house styles of a volume: the names that an editor or a printer finds in Word, what each is for, how it looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from converters.formats.docx.writing.looks import ParagraphLook, Properties
from converters.formats.docx.writing.styles import ppr, rpr, style_id

_BUILTIN = frozenset({"toc 1", "index 1", "index 2"})
_BUILTIN_IDS = {"toc 1": "TOC1", "index 1": "Index1", "index 2": "Index2"}
_BOLD: Properties = {"b": "", "bCs": ""}
_ITALIC: Properties = {"i": "", "iCs": ""}


class HouseStyle(NamedTuple):
    """A style with what it is for."""

    use: str
    look: ParagraphLook


def _size(points: float) -> Properties:
    half = round(points * 2)
    return {"sz": f'w:val="{half}"', "szCs": f'w:val="{half}"'}


def _spacing(before: int, after: int) -> Properties:
    """Room above and below, in twips."""
    return {"spacing": f'w:before="{before}" w:after="{after}"'}


_CENTRED: Properties = {"jc": 'w:val="center"'}
_STAYS: Properties = {"keepNext": ""}
_LEVEL_ONE: Properties = {"outlineLvl": 'w:val="0"'}

HOUSE: Mapping[str, HouseStyle] = {
    "Volume Half Title": HouseStyle(
        "the short title, alone on the first page",
        ParagraphLook(ppr=_spacing(2600, 0) | _CENTRED, rpr=_size(13)),
    ),
    "Volume Title": HouseStyle("the title", ParagraphLook(ppr=_spacing(2000, 240) | _CENTRED, rpr=_size(22))),
    "Volume Subtitle": HouseStyle(
        "sub-title and editors on the title page", ParagraphLook(ppr=_spacing(0, 160) | _CENTRED, rpr=_size(12))
    ),
    "Volume Publisher": HouseStyle(
        "publisher, place and year on the title page",
        ParagraphLook(ppr=_spacing(3600, 0) | _CENTRED, rpr=_size(12)),
    ),
    "Volume Imprint": HouseStyle("lines of the copyright page", ParagraphLook(ppr=_spacing(0, 100), rpr=_size(8.5))),
    "Front Heading": HouseStyle(
        "heading of a section of the front matter, and of the index",
        ParagraphLook(ppr=_STAYS | _spacing(0, 160) | _LEVEL_ONE, rpr=_BOLD | _size(13), follows="Front Text"),
    ),
    "Front Text": HouseStyle(
        "paragraphs of the front matter", ParagraphLook(ppr=_spacing(0, 120) | {"jc": 'w:val="both"'}, rpr=_size(10))
    ),
    "Volume Entry": HouseStyle(
        "an entry of the lists of persons and abbreviations",
        ParagraphLook(ppr=_spacing(0, 40) | {"ind": 'w:left="284" w:hanging="284"'}, rpr=_size(9.5)),
    ),
    "Document Heading": HouseStyle(
        "number and title of a document; the running heads repeat it",
        ParagraphLook(
            ppr=_STAYS | {"keepLines": ""} | _spacing(480, 60) | _LEVEL_ONE,
            rpr=_BOLD | _size(11),
            follows="Record Paragraph",
        ),
    ),
    "Document Byline": HouseStyle(
        "what the document is, from whom and to whom", ParagraphLook(ppr=_STAYS | _spacing(0, 60), rpr=_ITALIC)
    ),
    "Document References": HouseStyle(
        "the records that a document refers to", ParagraphLook(ppr=_spacing(0, 120), rpr=_size(9.5))
    ),
    "toc 1": HouseStyle(
        "lines of the contents",
        ParagraphLook(
            ppr={"tabs": '<w:tab w:val="right" w:leader="dot" w:pos="{measure}"/>'}
            | _spacing(0, 40)
            | {"ind": 'w:left="397" w:right="567" w:hanging="397"'},
            rpr=_size(9.5),
        ),
    ),
    "index 1": HouseStyle(
        "headings of the parts of the index", ParagraphLook(ppr=_STAYS | _spacing(200, 60), rpr=_BOLD | _size(10))
    ),
    "index 2": HouseStyle(
        "entries of the index",
        ParagraphLook(ppr=_spacing(0, 0) | {"ind": 'w:left="227" w:hanging="227"'}, rpr=_size(8.5)),
    ),
}
"""Paragraph styles by name, in the order of the book. The text itself has those of the writer of single records."""


def house_id(name: str) -> str:
    """The id of a house style."""
    return _BUILTIN_IDS.get(name) or style_id(name)


def house_sheet(measure: int) -> str:
    """The definitions of the house styles, for a text as wide as that, in twips."""
    return "".join(_definition(name, style.look, measure) for name, style in HOUSE.items())


def _definition(name: str, look: ParagraphLook, measure: int) -> str:
    custom = "" if name in _BUILTIN else ' w:customStyle="1"'
    follows = f'<w:next w:val="{house_id(look.follows)}"/>' if look.follows else ""
    properties = ppr(look.ppr).replace("{measure}", str(measure))
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{house_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/>{follows}<w:uiPriority w:val="8"/><w:qFormat/>'
        f"{properties}{rpr(look.rpr)}</w:style>"
    )
