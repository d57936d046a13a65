"""Characters of fonts that have their own signs in the places of letters: what they are in Unicode."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from converters.formats.docx.ooxml import w

_PRIVATE = 0xF000
"""Where Word puts the characters of such fonts."""
_SYMBOL = (
    " !∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u203eαβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
)
_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x23: "✁", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x41: "✌", 0x45: "☜",
    0x46: "☞", 0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x4E: "☠", 0x51: "✈", 0x52: "☼", 0x54: "❄",
    0x58: "✠", 0x59: "✡", 0x5A: "☪", 0x5B: "☯", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "◻", 0x71: "❑",
    0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "⌧", 0x7C: "✵", 0x9E: "·", 0x9F: "•",
    0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "◻", 0xAA: "✦", 0xAB: "★", 0xD8: "➢", 0xDC: "➲", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_TABLES: Mapping[str, Mapping[int, str]] = {
    "symbol": {
        **dict(enumerate(_SYMBOL[0], 0x20)),
        **dict(enumerate(_SYMBOL[1], 0xA0)),
    },
    "wingdings": _WINGDINGS,
}


def font_of(properties: etree._Element | None) -> str | None:
    """The font of a run, where it has signs in the places of letters."""
    fonts = properties.find(w("rFonts")) if properties is not None else None
    font = fonts.get(w("ascii")) if fonts is not None else None
    return font if font is not None and font.casefold() in _TABLES else None


def in_font(font: str | None, text: str) -> str:
    """What a text shows in a font."""
    return "".join(_in_unicode(font, ord(sign)) or sign for sign in text) if font is not None else text


def sign_of(element: etree._Element) -> str | None:
    """The character of a `w:sym` (ECMA-376 Part 1, 17.3.3.30), or None where it is not known."""
    try:
        return _in_unicode(element.get(w("font")), int(element.get(w("char"), ""), 16))
    except ValueError:
        return None


def _in_unicode(font: str | None, code: int) -> str | None:
    table = _TABLES.get(font.casefold()) if font is not None else None
    if table is not None:
        return table.get(code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else code)
    is_text = 0x20 <= code < 0xD800 or 0xF900 <= code < 0xFFFE
    return chr(code) if is_text else None
