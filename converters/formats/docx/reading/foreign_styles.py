"""The styles of a file that we did not write: what they are called in any language, and how runs look beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from lxml import etree

from converters.formats.docx.kinds import INLINE_LABELS
from converters.formats.docx.marks import Chain, Mark
from converters.formats.docx.ooxml import w
from converters.formats.docx.reading.sheet import OFF, Look, Sheet, look_of, marks_of
from converters.formats.docx.reading.style_names import canonical, is_plain
from converters.model.normal import LANGUAGE

STYLE, CSS = "docx:style", "tei:style"
"""Keys of attributes: the name of a style of the author's own, and the look of a text as CSS."""
_SPREAD = 20
"""From how many twentieths of a point between letters on they are set apart (Sperrsatz)."""
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_MONOSPACE = frozenset(
    ("consolas", "courier", "courier new", "lucida console", "menlo", "monaco", "dejavu sans mono", "liberation mono")
)
_RESET = {"Bold": "font-weight: normal", "Italic": "font-style: normal", "Small Capitals": "font-variant: normal"}
"""How a run looks that its author set apart from the emphasis of the style around it."""
_SET_OFF = re.compile(r"heading \d|title|subtitle|caption|toc heading|toc \d|quote")
"""Paragraphs whose look is that of their kind, and no emphasis of their words."""


class ForeignSheet(Sheet):
    """The styles by id, each under the name that our tables know. `languages` are those of the file as a whole."""

    def __init__(self, root: etree._Element | None) -> None:
        super().__init__(root)
        defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}") if root is not None else None
        own = root.find(f"{w('style')}[@{w('styleId')}='{self.default}']/{w('rPr')}") if root is not None else None
        self.languages = {**languages_of(defaults), **languages_of(own)}
        self._known: dict[str | None, str | None] = {}
        self._looks: dict[str | None, Look] = {}

    def look(self, style: str | None) -> Look:
        """How the text of a style looks; each is found out once."""
        found = self._looks.get(style)
        if found is None:
            found = self._looks[style] = super().look(style)
        return found

    def language(self, languages: Mapping[str, str], text: str) -> Chain:
        """The mark of words in another language than that of the file."""
        if not languages:
            return ()
        slot = _script(text)
        tag = languages.get(slot)
        usual = self.languages.get(slot) if slot != RIGHT_TO_LEFT else None
        if tag is None or _primary(tag) == _primary(usual or "") or not any(sign.isalpha() for sign in text):
            return ()
        return (Mark(FOREIGN, (("lang", tag),)),)

    def chain(self, style: str) -> Chain:
        """The one mark of a paragraph style: what it is, by its own name or by those that it is based on."""
        found = self._chains.get(style)
        if found is None:
            found = self._chains[style] = (Mark(self.known_name(style) or self.name(style)),)
        return found

    def known_name(self, style: str | None) -> str | None:
        """The canonical name of a style, or of the next one that it is based on, up to one that says nothing."""
        if style not in self._known:
            self._known[style] = self._find_known_name(style)
        return self._known[style]

    def _find_known_name(self, style: str | None) -> str | None:
        for name in [one.name for one in self.lineage(style)] or ([style] if style else []):
            known = canonical(name)
            if known is not None or is_plain(name):
                return known
        return None

    def line_of(self, style: str | None) -> list[str]:
        """The ids of a style and of those that it is based on."""
        line: list[str] = []
        while style is not None and style in self._styles and style not in line:
            line.append(style)
            style = self._styles[style].based
        return line

    def own_numbering(self, style: str) -> tuple[str, int] | None:
        """The numbering that a style names itself."""
        return self._styles[style].numbering

    def own_name(self, style: str | None) -> str | None:
        """The name of a style that an author made, and that says more than our tables know."""
        found = self._styles.get(style) if style is not None else None
        if found is None or not found.custom or is_plain(found.name) or canonical(found.name) is not None:
            return None
        return found.name or None

    def marks(self, properties: etree._Element | None, paragraph_style: str | None) -> Chain:
        """The marks of a run: its character style, and its look where it differs from that of its paragraph."""
        style = properties.find(w("rStyle")) if properties is not None else None
        name = style.get(w("val")) if style is not None else None
        around = self.look(paragraph_style)
        beside = around if _SET_OFF.fullmatch(self.known_name(paragraph_style) or "") else {}
        look = _toggled(around, self._character_look(name)) | look_of(properties) | _more(properties)
        css = [rule for label, rule in _RESET.items() if beside.get(label) and not look.get(label)]
        css += _css(properties)
        own = marks_of({label: on for label, on in look.items() if on and not beside.get(label)})
        return (*self._named(name), *_styled(css), *own)

    def _character_look(self, style: str | None) -> Look:
        """How a character style looks; links and marks of notes look as they do because of what they are."""
        name = self.name(style).casefold()
        if name in _TYPEWRITER:
            return {"Monospace": True}
        return {} if is_plain(name) else self.look(style)

    def _named(self, style: str | None) -> Chain:
        """The mark of a character style that our tables know, or that the author made."""
        if style is None:
            return ()
        name = self.name(style)
        if name.casefold() in _PROPER:
            return (Mark(INLINE_LABELS[name.casefold()].rule.label),)
        own = self.own_name(style)
        return (Mark("Emphasis", ((f"@{STYLE}", own),)),) if own is not None else ()


_TYPEWRITER = frozenset({"verbatim char", "source text", "html code", "html typewriter", "html keyboard"})
_PROPER = frozenset({"emphasis", "term"})
"""Character styles whose names mean to others what they mean to us."""


FOREIGN = "Foreign Words"
LATIN, EASTERN, RIGHT_TO_LEFT = "val", "eastAsia", "bidi"
"""The three languages that a run has, for the three groups of scripts (ECMA-376 Part 1, 17.3.2.20)."""


def languages_of(properties: etree._Element | None) -> dict[str, str]:
    """The languages that properties of a run name, by the group of scripts."""
    found = properties.find(w("lang")) if properties is not None else None
    if found is None:
        return {}
    named = {slot: found.get(w(slot), "") for slot in (LATIN, EASTERN, RIGHT_TO_LEFT)}
    return {slot: tag for slot, tag in named.items() if LANGUAGE.fullmatch(tag) and tag not in ("x-none", "none")}


def _script(text: str) -> str:
    """The group of scripts of the first letter."""
    letter = next((sign for sign in text if sign.isalpha()), "")
    if unicodedata.bidirectional(letter or " ") in ("R", "AL"):
        return RIGHT_TO_LEFT
    return EASTERN if "\u2e80" <= letter <= "\uffef" else LATIN


def _primary(tag: str) -> str:
    return tag.partition("-")[0].casefold()


def _toggled(paragraph: Look, character: Look) -> Look:
    """Emphasis by a paragraph's and a character's style: what both switch on is off (ECMA-376 Part 1, 17.7.3)."""
    if not paragraph or not character:
        return paragraph or character
    labels = paragraph.keys() | character.keys()
    return {
        label: paragraph.get(label, False) != character.get(label, False)
        if label in _TOGGLED
        else character.get(label, paragraph.get(label, False))
        for label in labels
    }


_TOGGLED = frozenset({"Bold", "Italic", "Small Capitals", "Struck Through"})


def _more(properties: etree._Element | None) -> Look:
    """Emphasis that only others say by direct formatting: spread letters, a typewriter's face, two lines through."""
    look: Look = {}
    for element in properties if properties is not None else ():
        value = element.get(w("val"), "1")
        if element.tag == w("spacing") and value.isdigit() and int(value) >= _SPREAD:
            look["Letter Spaced"] = True
        elif element.tag == w("dstrike"):
            look["Struck Through"] = value not in OFF
        elif element.tag == w("rFonts") and element.get(w("ascii"), "").casefold() in _MONOSPACE:
            look["Monospace"] = True
    return look


def is_hidden(properties: etree._Element | None) -> bool:
    """Whether a run is not to be seen."""
    found = properties.find(w("vanish")) if properties is not None else None
    return found is not None and found.get(w("val"), "1") not in OFF


def _css(properties: etree._Element | None) -> list[str]:
    """What direct formatting says beyond emphasis: colours, capitals, hidden text."""
    rules: list[str] = []
    for element in properties if properties is not None else ():
        rule = _RULES.get(str(element.tag))
        value = element.get(w("val"), "1")
        if rule is not None and value not in OFF:
            rules.append(rule)
        elif element.tag == w("color") and _COLOUR.fullmatch(value) and int(value, 16):
            rules.append(f"color: #{value.lower()}")
        elif element.tag == w("highlight") and value.isalpha() and value != "none":
            rules.append(f"background-color: {_HIGHLIGHTS.get(value, value.lower())}")
        elif element.tag == w("shd") and _COLOUR.fullmatch(element.get(w("fill"), "")):
            rules.append(f"background-color: #{element.get(w('fill'), '').lower()}")
    return rules


_RULES: Mapping[str, str] = {w("caps"): "text-transform: uppercase", w("vanish"): "display: none"}
_HIGHLIGHTS = {"darkYellow": "olive", "lightGray": "lightgray", "darkGray": "darkgray", "darkBlue": "navy"}
"""The colours of Word's marker whose names CSS does not have."""


def _styled(css: list[str]) -> Chain:
    return (Mark("Emphasis", ((f"@{CSS}", "; ".join(css)),)),) if css else ()
