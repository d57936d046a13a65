"""How each style looks: the design of the page, in tables.

Measures are Word's own: spacing and indents in twips (1/20 point), sizes of type in half points, rules in 1/8 point.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from converters.formats.docx.kinds import HEADER_LABELS

Properties = dict[str, str]
"""Elements of w:pPr or w:rPr: local name and attributes as written."""

SERIF, MONO = "Cambria", "Consolas"
INK, SLATE, GREY, FAINT, ACCENT = "1A1A1A", "2B3A55", "6B6B6B", "9A9A9A", "7A2222"

_B: Properties = {"b": "", "bCs": ""}
_I: Properties = {"i": "", "iCs": ""}
_PLAIN: Properties = {"b": 'w:val="0"', "bCs": 'w:val="0"', "i": 'w:val="0"', "iCs": 'w:val="0"'}
_MONO: Properties = {"rFonts": f'w:ascii="{MONO}" w:hAnsi="{MONO}" w:cs="Courier New"', "noProof": ""}


def _size(half_points: int) -> Properties:
    return {"sz": f'w:val="{half_points}"', "szCs": f'w:val="{half_points}"'}


def _color(color: str) -> Properties:
    return {"color": f'w:val="{color}"'}


def _rule(edge: str, color: str, gap: int = 1, eighths: int = 4) -> str:
    return f'<w:{edge} w:val="single" w:sz="{eighths}" w:space="{gap}" w:color="{color}"/>'


class ParagraphLook(NamedTuple):
    """A paragraph style. `gallery`: Word offers it to an editor in its gallery of styles."""

    based: str = "Normal"
    ppr: Properties = {}
    rpr: Properties = {}
    follows: str | None = None
    gallery: bool = False


_TIGHT: Properties = {"spacing": 'w:before="0" w:after="0" w:line="240" w:lineRule="auto"'}
_BOX = {"pBdr": _rule("top", SLATE, 3, 6) + _rule("bottom", SLATE, 3, 6)}
_HEADER_EDGE = {"pBdr": _rule("left", "C9C9C9", 8, 12)}

HEADING_RULES: Mapping[str, Properties] = {
    "underline": {"pBdr": _rule("bottom", SLATE, 1, 6)},
    "overline": {"pBdr": _rule("top", SLATE, 1, 6)},
    "box": _BOX,
}
"""How a heading looks whose source sets it off by a rule."""


def _heading(level: int) -> ParagraphLook:
    size = {1: 30, 2: 25, 3: 23}.get(level, 22)
    before = {1: 360, 2: 280, 3: 220}.get(level, 200)
    return ParagraphLook(
        ppr={
            "keepNext": "",
            "keepLines": "",
            "spacing": f'w:before="{before}" w:after="100" w:line="252" w:lineRule="auto"',
            "outlineLvl": f'w:val="{level - 1}"',
        },
        rpr=_B | _color(SLATE) | _size(size) | (_I if level > 3 else {}),
        follows="Record Paragraph",
        gallery=level <= 3,
    )


_HEADINGS = {f"heading {level}": _heading(level) for level in range(1, 10)}
_SUBJECTS = {
    f"Subject Heading {level}": ParagraphLook(
        based=f"heading {level}",
        ppr={"spacing": 'w:before="240" w:after="160" w:line="252" w:lineRule="auto"'},
        rpr=_size(27),
        follows="Record Paragraph",
        gallery=level == 1,
    )
    for level in range(1, 10)
}
_MACHINE = {label: ParagraphLook(based="Machine Header") for label in sorted(HEADER_LABELS)}
_MARKING_LINE = ParagraphLook(
    based="Line", ppr={"spacing": 'w:before="40" w:after="40"'}, rpr=_B | {"spacing": 'w:val="20"'}
)
_LETTER_PART = ParagraphLook(ppr={"spacing": 'w:before="60" w:after="120"'})
_CAPTION = ParagraphLook(
    based="caption", ppr={"keepNext": "", "spacing": 'w:before="160" w:after="80"'}, follows="Record Paragraph"
)

PARAGRAPHS: Mapping[str, ParagraphLook] = {
    "Title": ParagraphLook(
        ppr={"keepNext": "", "spacing": 'w:before="0" w:after="160" w:line="252" w:lineRule="auto"'},
        rpr=_B | _color(SLATE) | _size(40),
        follows="Subtitle",
        gallery=True,
    ),
    "Subtitle": ParagraphLook(
        ppr={"keepNext": "", "spacing": 'w:before="0" w:after="160"'},
        rpr=_color(GREY) | _size(26),
        follows="Record Paragraph",
        gallery=True,
    ),
    "Short Title": ParagraphLook(based="Subtitle", rpr=_size(20)),
    "Other Title": ParagraphLook(based="Subtitle", rpr=_size(20)),
    "Metadata Label": ParagraphLook(
        ppr={"keepLines": "", "spacing": 'w:before="40" w:after="40" w:line="240" w:lineRule="auto"'},
        rpr=_color(GREY) | _size(18),
        follows="Metadata Value",
    ),
    "Metadata Value": ParagraphLook(
        ppr={"spacing": 'w:before="40" w:after="40" w:line="240" w:lineRule="auto"'}, rpr=_size(19)
    ),
    **_HEADINGS,
    **_SUBJECTS,
    "Record Paragraph": ParagraphLook(ppr={"spacing": 'w:before="0" w:after="140"'}, gallery=True),
    "Line": ParagraphLook(ppr={"spacing": 'w:before="0" w:after="40"'}, gallery=True),
    "Machine Header": ParagraphLook(
        ppr=_HEADER_EDGE
        | {"spacing": 'w:before="0" w:after="0" w:line="250" w:lineRule="auto"'}
        | {"ind": 'w:left="227"'},
        rpr=_MONO | _size(17) | _color("3C3C3C"),
    ),
    **_MACHINE,
    "Classification Line": _MARKING_LINE._replace(
        ppr={"keepNext": "", "spacing": 'w:before="280" w:after="60"'}, gallery=True
    ),
    "Handling Caption": _MARKING_LINE._replace(gallery=True),
    "Attention Line": ParagraphLook(based="Line"),
    "Declassification Line": ParagraphLook(based="Line"),
    "TAGS Line": ParagraphLook(based="Line"),
    "References Line": ParagraphLook(based="Line", gallery=True),
    "Classified By Line": ParagraphLook(based="Line", ppr={"spacing": 'w:before="80" w:after="160"'}, gallery=True),
    "End of Message": ParagraphLook(based="Line", rpr=_MONO | _size(18) | _color(GREY)),
    "Boilerplate": ParagraphLook(based="Line", rpr=_size(18) | _color(GREY)),
    "Dateline": _LETTER_PART._replace(ppr={"spacing": 'w:before="60" w:after="160"', "jc": 'w:val="right"'}),
    "Salute": _LETTER_PART,
    "Signed": _LETTER_PART._replace(ppr={"keepLines": "", "spacing": 'w:before="200" w:after="120"'}, gallery=True),
    "Verse Line": ParagraphLook(ppr={"spacing": 'w:before="0" w:after="0"', "ind": 'w:left="567"'}),
    "Preformatted": ParagraphLook(
        ppr={"keepLines": "", "spacing": 'w:before="60" w:after="140" w:line="240" w:lineRule="auto"'},
        rpr=_MONO | _size(17),
        gallery=True,
    ),
    "Page Break Line": ParagraphLook(ppr={"spacing": 'w:before="0" w:after="60"', "jc": 'w:val="right"'}),
    "Milestone Line": ParagraphLook(ppr={"spacing": 'w:before="0" w:after="60"', "jc": 'w:val="right"'}),
    "Furniture Line": ParagraphLook(ppr=_TIGHT, rpr=_MONO | _size(16) | _color(FAINT)),
    "Note Host": ParagraphLook(ppr=_TIGHT),
    "Element Text": ParagraphLook(based="Record Paragraph"),
    "caption": ParagraphLook(
        ppr={"spacing": 'w:before="80" w:after="160"'}, rpr=_size(19) | _color(SLATE), follows="Record Paragraph"
    ),
    "Table Caption": _CAPTION,
    "Figure Caption": ParagraphLook(based="caption", follows="Record Paragraph"),
    "List Heading": ParagraphLook(ppr={"keepNext": "", "spacing": 'w:before="100" w:after="60"'}, rpr=_B),
    "Figure": ParagraphLook(ppr={"keepNext": "", "spacing": 'w:before="160" w:after="60"'}),
    "Filler": ParagraphLook(ppr={"spacing": 'w:before="0" w:after="0" w:line="120" w:lineRule="exact"'}, rpr=_size(4)),
    "Filler Cell": ParagraphLook(based="Filler"),
    "Filler Row": ParagraphLook(based="Filler"),
    "footnote text": ParagraphLook(ppr={"spacing": 'w:before="0" w:after="40"'}, rpr=_size(18)),
    "endnote text": ParagraphLook(ppr={"spacing": 'w:before="0" w:after="60"'}, rpr=_size(19)),
    "annotation text": ParagraphLook(ppr=_TIGHT, rpr=_size(18)),
    "header": ParagraphLook(
        ppr={
            "pBdr": _rule("bottom", "BFBFBF", 4),
            "tabs": '<w:tab w:val="right" w:pos="9070"/>',
            "spacing": 'w:before="0" w:after="0"',
        },
        rpr=_size(17) | _color(GREY),
    ),
    "footer": ParagraphLook(
        ppr={"spacing": 'w:before="0" w:after="0"', "jc": 'w:val="center"'}, rpr=_size(17) | _color(GREY)
    ),
}
"""Paragraph styles by name."""

CONTENTS: Mapping[str, ParagraphLook] = {
    "TOC Heading": ParagraphLook(
        ppr={"keepNext": "", "spacing": 'w:before="240" w:after="100"'}, rpr=_B | _color(SLATE) | _size(25)
    ),
    **{
        f"toc {level}": ParagraphLook(
            ppr={
                "tabs": '<w:tab w:val="right" w:leader="dot" w:pos="9070"/>',
                "spacing": f'w:before="{80 if level == 1 else 0}" w:after="20"',
                "ind": f'w:left="{(level - 1) * 284}"',
            }
        )
        for level in (1, 2, 3)
    },
}
"""Paragraph styles of the table of contents, which only long documents have."""

NOTE_SIZE = _size(18)
"""What a style of the text has besides where it stands in a note."""

CHARACTERS: Mapping[str, Properties] = {
    "Emphasis": _I,
    "Italic": _I,
    "Bold": _B,
    "Underlined": {"u": 'w:val="single"'},
    "Small Capitals": {"smallCaps": ""},
    "Superscript": {"vertAlign": 'w:val="superscript"'},
    "Subscript": {"vertAlign": 'w:val="subscript"'},
    "Struck Through": {"strike": ""},
    "Letter Spaced": {"spacing": 'w:val="40"'},
    "Monospace": _MONO,
    "Hyperlink": _color("1F4E8C") | {"u": 'w:val="single"'},
    "Paragraph Number": {},
    "Item Label": {},
    "Portion Mark": _B | _color(ACCENT),
    "Marking": _B | _color(ACCENT),
    "Item Portion Mark": _B | _color(ACCENT),
    "Item Marking": _B | _color(ACCENT),
    "Portion Mark Inside": _B | _color(ACCENT),
    "Header Keyword": _B,
    "Begin Marker": _I | _color(GREY),
    "End Marker": _I | _color(GREY),
    "Source Protection": _B | _color(ACCENT),
    "Correction": _color("1F5C3A") | {"u": 'w:val="dotted" w:color="1F5C3A"'},
    "Regularisation": _color("1F5C3A"),
    "Expansion": {"u": 'w:val="dotted" w:color="9A9A9A"'},
    "Correction in Line": {},
    "proposed": _color("1F5C3A") | {"u": 'w:val="dotted" w:color="1F5C3A"'},
    "original": _color(GREY),
    "aside": _color(GREY) | _PLAIN,
    "Gap": _color(GREY),
    "Redaction": {"shd": 'w:val="clear" w:color="auto" w:fill="D9D9D9"'},
    "Unclear": {"u": 'w:val="dottedHeavy" w:color="9A9A9A"'},
    "Supplied": _I,
    "Surplus": _color(FAINT),
    "Addition": {"u": 'w:val="double"'},
    "Deletion": {"strike": ""},
    "Foreign Words": _I,
    "Formula": _MONO,
    "Picture": {},
    "Picture Link": _color(GREY),
    "Line Break": {},
    "Page Break": _PLAIN | _color(FAINT) | _size(16),
    "Milestone": _PLAIN | _color(FAINT) | _size(16),
    "Furniture": _MONO | _color(FAINT) | _size(16),
    "Page Debris": _MONO | _color(FAINT) | _size(16),
    "Page Head": _MONO | _color(FAINT) | _size(16),
    "Page Foot": _MONO | _color(FAINT) | _size(16),
    "Page Number": _MONO | _color(FAINT) | _size(16),
    "Note in Line": _color(GREY),
    "Note Mark": {"vertAlign": 'w:val="superscript"'},
    "footnote reference": {"vertAlign": 'w:val="superscript"'},
    "endnote reference": {"vertAlign": 'w:val="superscript"'},
    "annotation reference": _size(16),
    "edtf": _color(GREY),
}
"""Character styles by label; a label that is not here looks like the text around it."""

GALLERY_MARKS = frozenset({"Portion Mark", "Person Name", "Place Name", "Organisation Name", "Redaction"})
"""Character styles that Word offers to an editor."""

RPR_ORDER = (
    *("rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "noProof", "color", "spacing"),
    *("sz", "szCs", "u", "shd", "vertAlign", "rtl", "lang"),
)
"""The order of the elements of w:rPr (ECMA-376 Part 1, 17.3.2.28)."""
PPR_ORDER = ("keepNext", "keepLines", "pBdr", "tabs", "bidi", "spacing", "ind", "jc", "outlineLvl")
"""The order of the elements of w:pPr (ECMA-376 Part 1, 17.3.1.26)."""
WITH_CHILDREN = frozenset({"pBdr", "tabs"})
"""Properties whose value is elements, not attributes."""
HOUSE_LOOKS = frozenset({"color", "sz", "szCs"})
"""What a style leaves to the template of a house."""

TABLES: Mapping[str, tuple[int, str]] = {
    "Metadata Table": (
        99,
        _rule("top", SLATE, 0, 8) + _rule("bottom", SLATE, 0, 8) + _rule("insideH", "D0D0D0", 0, 2),
    ),
    "Record Table": (
        59,
        "".join(_rule(edge, FAINT, 0) for edge in ("top", "left", "bottom", "right", "insideH", "insideV")),
    ),
}
"""Table styles: the order in which Word offers them, and their rules."""
