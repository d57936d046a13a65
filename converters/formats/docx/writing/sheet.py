"""The sheet of styles: those that every document has, made once, and those that the marks of one need besides."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from converters.formats.docx.marks import Chain, Mark, style_name
from converters.formats.docx.ooxml import HEADER, W, quoted
from converters.formats.docx.wording import words_of
from converters.formats.docx.writing.looks import (
    CHARACTERS,
    CONTENTS,
    HEADING_RULES,
    NOTE_SIZE,
    PARAGRAPHS,
    SERIF,
    TABLES,
)
from converters.formats.docx.writing.looks import Properties as Look
from converters.formats.docx.writing.styles import (
    MARKS,
    PLAIN_RUN,
    ROOTS,
    Definitions,
    is_rtl,
    language,
    ppr,
    rpr,
    style_id,
)

MAX_NAME: Final = 200
"""The longest name of a style that is made; Word takes 253 characters."""
MAX_STYLES = 2000
"""How many styles a document may need besides the fixed ones; Word stops at 4079 in all."""
NOTE: Final = Mark("Note")
"""Before the name of a style of the text where it stands in a note."""
LABELS: Final = (*ROOTS, *TABLES, *PARAGRAPHS, *MARKS, *CONTENTS)
"""The styles that every document has, and those of contents, by their labels."""
END: Final = "</w:styles>"


@dataclass(frozen=True, eq=False)
class Sheet:
    """The styles that every document has: the id of each label, the names that are not the labels, and their XML.

    `beginning` is the part of styles as far as `END`. `bare`: looks are those of the template of a house.
    """

    ids: Mapping[str, str]
    names: Mapping[str, str]
    beginning: bytes
    bare: bool = False
    on_demand: Mapping[str, str] = field(default_factory=dict)
    """The definitions, by label, of styles that are put in only where a document needs them."""


@functools.lru_cache(maxsize=64)
def own_sheet(lang: str | None) -> Sheet:
    """Our own styles for a document in a language."""
    ids = {label: style_id(label) for label in LABELS}
    names = words_of(lang).styles
    define = Definitions(ids, names)
    defaults = {
        "rFonts": f'w:ascii="{SERIF}" w:hAnsi="{SERIF}" w:eastAsia="{SERIF}" w:cs="Times New Roman"',
        "color": 'w:val="1A1A1A"',
        "sz": 'w:val="22"',
        "szCs": 'w:val="22"',
        **(language(lang) if lang else {}),
    }
    parts = [
        f'{HEADER}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault>{rpr(defaults)}</w:rPrDefault><w:pPrDefault>'
        '<w:pPr><w:spacing w:after="0" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>',
        *ROOTS.values(),
        *map(define.table, TABLES),
        *map(define.paragraph, PARAGRAPHS),
        *map(define.character, MARKS),
    ]
    return Sheet(ids, names, "".join(parts).encode(), on_demand={label: define.paragraph(label) for label in CONTENTS})


class Made(NamedTuple):
    """A style that stands for marks: its id, and whether it says all of them.

    One that is not fixed has a definition, and the fixed style that it is `based` on.
    """

    id: str
    whole: bool = True
    definition: str = ""
    based: str = ""


@functools.lru_cache(maxsize=8192)
def character(sheet: Sheet, chain: Chain) -> Made:
    """The style of a run with these marks."""
    ids = sheet.ids
    if len(chain) == 1 and not chain[0].params and chain[0].label in ids:
        return Made(ids[chain[0].label])
    based = next((ids[mark.label] for mark in reversed(chain) if mark.label in ids), ids[PLAIN_RUN])
    look: Look = {}
    for mark in chain:
        look.update(CHARACTERS.get(mark.label, {}))
        look.update(language(lang) if (lang := dict(mark.params).get("lang")) else {})
    return _made("character", sheet, chain, based, rpr(look))


@functools.lru_cache(maxsize=1024)
def paragraph(sheet: Sheet, mark: Mark, in_note: bool) -> Made:
    """The style of a paragraph."""
    fixed = sheet.ids[mark.label]
    if not mark.params and not in_note:
        return Made(fixed)
    params = dict(mark.params)
    look: Look = NOTE_SIZE if in_note and not sheet.bare else {}
    lang = params.get("lang")
    border = HEADING_RULES.get(params.get("style") or "", {})
    if is_rtl(lang):
        border = {**border, "bidi": ""}
    body = ppr(border) + rpr({**look, **language(lang)} if lang else look)
    return _made("paragraph", sheet, (NOTE, mark) if in_note else (mark,), fixed, body)


def _made(type: str, sheet: Sheet, chain: Chain, based: str, body: str) -> Made:
    """A style of its own. Its id comes from the marks, so that it is the same in every document."""
    own = f"m{hashlib.blake2b(style_name(chain).encode(), digest_size=5).hexdigest()}"
    name = style_name(chain, sheet.names)
    if len(name) > MAX_NAME:
        return Made(based, whole=False)
    definition = (
        f'<w:style w:type="{type}" w:customStyle="1" w:styleId="{own}"><w:name w:val="{quoted(name)}"/>'
        f'<w:basedOn w:val="{based}"/><w:uiPriority w:val="99"/><w:semiHidden/>{body}</w:style>'
    )
    return Made(own, definition=definition, based=based)


class Styles:
    """The styles that one document needs besides those of its sheet, in the order in which they are met."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._made: dict[str, str] = {}

    def paragraph(self, mark: Mark, *, in_note: bool = False) -> tuple[str, bool]:
        """The id of the style of a paragraph, and whether it says all that the mark says."""
        made = paragraph(self.sheet, mark, in_note)
        return (made.id, made.whole) if self.admit(made) else (made.based, False)

    def needed(self, label: str) -> str:
        """The id of a style that only some documents need."""
        own = self.sheet.ids[label]
        self.admit(Made(own, definition=self.sheet.on_demand.get(label, "")))
        return own

    def admit(self, style: Made) -> bool:
        """Whether the sheet has a style, or has room for it; it is put in."""
        if not style.definition:
            return True
        known = self._made.get(style.id)
        if known is None and len(self._made) < MAX_STYLES:
            known = self._made[style.id] = style.definition
        return known == style.definition

    def sheet_end(self) -> bytes:
        """The end of the part of styles, after the sheet."""
        return ("".join(self._made.values()) + END).encode()
