"""The styles of a document: a fixed sheet made once, and those that its marks need besides."""

from __future__ import annotations

import functools
import hashlib
import re
from typing import NamedTuple

from converters.formats.docx import kinds
from converters.formats.docx.marks import Chain, Mark, style_name
from converters.formats.docx.ooxml import HEADER, W, quoted
from converters.formats.docx.writing.looks import (
    CHARACTERS,
    GALLERY_MARKS,
    HEADING_RULES,
    NOTE_SIZE,
    PARAGRAPHS,
    PPR_ORDER,
    RPR_ORDER,
    SERIF,
    WITH_CHILDREN,
    Properties,
)

MAX_NAME = 200
"""The longest name of a style that is made; Word takes 253 characters."""
MAX_STYLES = 2000
"""How many styles a document may need besides the fixed ones; Word stops at 4079 in all."""
NOTE = Mark("Note")
"""Before the name of a style of the text where it stands in a note."""

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


def _paragraph_style(name: str) -> str:
    look = PARAGRAPHS[name]
    builtin = name in _BUILTIN
    return (
        f'<w:style w:type="paragraph"{"" if builtin else _CUSTOM} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{style_id(look.based)}"/>'
        + (f'<w:next w:val="{style_id(look.follows)}"/>' if look.follows else "")
        + (f'<w:uiPriority w:val="{9 if look.gallery else 99}"/>')
        + ("<w:qFormat/>" if look.gallery else "<w:unhideWhenUsed/>")
        + f"{ppr(look.ppr)}{rpr(look.rpr)}</w:style>"
    )


def _character_style(name: str) -> str:
    builtin = name in _BUILTIN
    gallery = name in GALLERY_MARKS
    return (
        f'<w:style w:type="character"{"" if builtin else _CUSTOM} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="{20 if gallery else 99}"/>'
        + ("<w:qFormat/>" if gallery else "<w:unhideWhenUsed/>")
        + f"{rpr(CHARACTERS.get(name, {}))}</w:style>"
    )


_CUSTOM = ' w:customStyle="1"'
_BUILTIN = frozenset(
    {"Title", "Subtitle", "caption", "header", "footer", "footnote text", "endnote text", "annotation text"}
    | {"Emphasis", "Hyperlink", "footnote reference", "endnote reference", "annotation reference"}
    | {f"heading {level}" for level in range(1, 10)}
)
_PLAIN_LABELS = tuple(
    dict.fromkeys(
        [
            *CHARACTERS,
            *(rule.label for rule in kinds.INLINE.values()),
            *(label for rule in kinds.INLINE.values() for label in rule.labels.values()),
            *(label for rule in kinds.SLOTS.values() for label in (rule.label, *rule.labels.values())),
        ]
    )
)
FIXED: dict[str, str] = {name: style_id(name) for name in (*PARAGRAPHS, *_PLAIN_LABELS)}
"""The ids of the fixed styles, by name."""

_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>'
    "<w:semiHidden/><w:unhideWhenUsed/></w:style>"
    '<w:style w:type="table" w:customStyle="1" w:styleId="MetadataTable"><w:name w:val="Metadata Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:tblPr><w:tblBorders>'
    '<w:top w:val="single" w:sz="8" w:space="0" w:color="2B3A55"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="2B3A55"/>'
    '<w:insideH w:val="single" w:sz="2" w:space="0" w:color="D0D0D0"/></w:tblBorders></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="RecordTable"><w:name w:val="Record Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="9A9A9A"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)


@functools.lru_cache(maxsize=64)
def fixed_sheet(lang: str | None) -> bytes:
    """The beginning of the part of styles, for a main language: all that every document has."""
    defaults = {
        "rFonts": f'w:ascii="{SERIF}" w:hAnsi="{SERIF}" w:eastAsia="{SERIF}" w:cs="Times New Roman"',
        "color": 'w:val="1A1A1A"',
        "sz": 'w:val="22"',
        "szCs": 'w:val="22"',
        **(language(lang) if lang else {}),
    }
    parts = [
        f'{HEADER}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault>{rpr(defaults)}</w:rPrDefault><w:pPrDefault>'
        '<w:pPr><w:spacing w:after="0" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>',
        _TABLES,
        *map(_paragraph_style, PARAGRAPHS),
        *map(_character_style, _PLAIN_LABELS),
    ]
    return "".join(parts).encode()


class Made(NamedTuple):
    """A style that stands for marks: its id, and whether it says all of them.

    One that is not fixed has a definition, and the fixed style that it is `based` on.
    """

    id: str
    whole: bool = True
    definition: str = ""
    based: str = ""


@functools.lru_cache(maxsize=8192)
def character(chain: Chain) -> Made:
    """The style of a run with these marks."""
    if len(chain) == 1 and not chain[0].params and chain[0].label in FIXED:
        return Made(FIXED[chain[0].label])
    based = next((FIXED[mark.label] for mark in reversed(chain) if mark.label in FIXED), "DefaultParagraphFont")
    look: dict[str, str] = {}
    for mark in chain:
        look.update(CHARACTERS.get(mark.label, {}))
        look.update(language(lang) if (lang := dict(mark.params).get("lang")) else {})
    return _made("character", style_name(chain), based, rpr(look))


@functools.lru_cache(maxsize=1024)
def _paragraph(mark: Mark, in_note: bool) -> Made:
    fixed = FIXED[mark.label]
    if not mark.params and not in_note:
        return Made(fixed)
    params = dict(mark.params)
    look: Properties = NOTE_SIZE if in_note else {}
    lang = params.get("lang")
    border = HEADING_RULES.get(params.get("style") or "", {})
    if is_rtl(lang):
        border = {**border, "bidi": ""}
    body = ppr(border) + rpr({**look, **language(lang)} if lang else look)
    return _made("paragraph", style_name((NOTE, mark) if in_note else (mark,)), fixed, body)


def _made(type: str, name: str, based: str, body: str) -> Made:
    if len(name) > MAX_NAME:
        return Made(based, whole=False)
    own = f"m{hashlib.blake2b(name.encode(), digest_size=5).hexdigest()}"
    return Made(
        own,
        definition=f'<w:style w:type="{type}" w:customStyle="1" w:styleId="{own}"><w:name w:val="{quoted(name)}"/>'
        f'<w:basedOn w:val="{based}"/><w:uiPriority w:val="99"/><w:semiHidden/>{body}</w:style>',
        based=based,
    )


class Styles:
    """The styles that one document needs besides the fixed ones, in the order in which they are met."""

    def __init__(self) -> None:
        self._made: dict[str, str] = {}

    def paragraph(self, mark: Mark, *, in_note: bool = False) -> tuple[str, bool]:
        """The id of the style of a paragraph, and whether it says all that the mark says."""
        made = _paragraph(mark, in_note)
        return (made.id, made.whole) if self.admit(made) else (made.based, False)

    def admit(self, style: Made) -> bool:
        """Whether the sheet has a style, or has room for it; it is put in."""
        if not style.definition:
            return True
        known = self._made.get(style.id)
        if known is None and len(self._made) < MAX_STYLES:
            known = self._made[style.id] = style.definition
        return known == style.definition

    def sheet_end(self) -> bytes:
        """The end of the part of styles, after the fixed sheet."""
        return ("".join(self._made.values()) + "</w:styles>").encode()
