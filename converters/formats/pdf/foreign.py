"""How elements of foreign documents look: those of TEI by their names, all others by what they hold.

Their structure stays what it is (an element by its name); only the page knows that a `p` is a paragraph.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from converters.formats.pdf.theme import Style
from converters.model import nodes
from converters.model.node import Node
from converters.model.walk import walk

_TEI = "{http://www.tei-c.org/ns/1.0}"
_SHORT = 240
"""An element of unknown name with no more characters, and no paragraphs, is one paragraph."""


class Look(NamedTuple):
    """How an element looks that stands by itself.

    `setting` is that of the text in it. `text`: its content is running text, whether it has words of its own or not.
    `deeper`: its headings stand one level lower. `inset`: further to the right.
    """

    setting: str | None = None
    text: bool = False
    deeper: bool = False
    inset: bool = False


_BLOCK = Look()
_TEXT = Look(text=True)
_LOOKS: dict[str, Look] = {
    **dict.fromkeys(("TEI", "text", "front", "body", "back", "group", "opener", "closer", "postscript"), _BLOCK),
    **dict.fromkeys(("list", "listBibl", "listPerson", "listPlace", "table", "row", "figure", "sp", "lg"), _BLOCK),
    **dict.fromkeys(("p", "ab", "bibl", "byline", "figDesc", "graphic", "cell", "trailer", "titlePart"), _TEXT),
    "teiHeader": Look(setting="foreign-head"),
    "div": Look(deeper=True),
    "head": Look(setting="heading", text=True),
    "item": Look(setting="foreign-item", text=True, inset=True),
    "l": Look(setting="verse-line", text=True, inset=True),
    "quote": Look(setting="quotation", inset=True),
    "floatingText": Look(setting="quotation", inset=True),
    "dateline": Look(setting="dateline", text=True),
    "salute": Look(setting="salute", text=True),
    "signed": Look(setting="signed", text=True),
    "fw": Look(setting="furniture", text=True),
}
_BLOCK_KINDS = (nodes.Section, nodes.Paragraph, nodes.List, nodes.Table, nodes.Figure, nodes.Quotation, nodes.Verse)
_RUN_KINDS = (
    nodes.PageBreak,
    nodes.Milestone,
    nodes.Furniture,
    nodes.Note,
    nodes.Comment,
    nodes.Instruction,
)


def tei_name(node: nodes.Element) -> str | None:
    """The name of an element of TEI, None for others."""
    return node.name.removeprefix(_TEI) if node.name.startswith(_TEI) else None


def look_of(node: nodes.Element) -> Look:
    """How an element looks where it stands between blocks."""
    known = _LOOKS.get(tei_name(node) or "")
    if known is not None:
        return known
    return _TEXT if _is_short(node) else _BLOCK


def runs(node: Node | str) -> bool:
    """Whether something that stands among words is one of them, and not a block that ends the paragraph."""
    if isinstance(node, nodes.Element):
        known = _LOOKS.get(tei_name(node) or "")
        return known is None and not any(isinstance(one, _BLOCK_KINDS) for one in node.content)
    return isinstance(node, (str, *_RUN_KINDS))


def _is_short(node: nodes.Element) -> bool:
    length = 0
    for part in walk(node):
        if isinstance(part, _BLOCK_KINDS) or (part is not node and isinstance(part, nodes.Element) and not runs(part)):
            return False
        if isinstance(part, nodes.Element):
            length += sum(len(one.strip()) for one in part.content if isinstance(one, str))
        if length > _SHORT:
            return False
    return True


# --- in a line ---

_Change = Callable[[Style], Style]


def _italic(style: Style) -> Style:
    return style._replace(italic=not style.italic)


def _bold(style: Style) -> Style:
    return style._replace(bold=True)


def _underlined(style: Style) -> Style:
    return style._replace(underline=True)


def _struck(style: Style) -> Style:
    return style._replace(strike=True)


def _raised(style: Style) -> Style:
    return style._replace(size=style.size * 0.7, rise=style.rise + style.size * 0.34)


def _lowered(style: Style) -> Style:
    return style._replace(size=style.size * 0.7, rise=style.rise - style.size * 0.16)


def _small_caps(style: Style) -> Style:
    return style._replace(small_caps=True)


def _spaced(style: Style) -> Style:
    return style._replace(spacing=style.size * 0.16)


_RENDITIONS: dict[str, _Change] = {
    **dict.fromkeys(("italic", "italics", "i", "aq"), _italic),
    **dict.fromkeys(("bold", "strong", "b"), _bold),
    **dict.fromkeys(("underline", "underlined", "u"), _underlined),
    **dict.fromkeys(("sup", "superscript"), _raised),
    **dict.fromkeys(("sub", "subscript"), _lowered),
    **dict.fromkeys(("spaced", "letterspaced"), _spaced),
    "smallcaps": _small_caps,
    "strikethrough": _struck,
}
_NAMED: dict[str, _Change] = {
    **dict.fromkeys(("title", "foreign", "emph"), _italic),
    "del": _struck,
    "add": _underlined,
}


def style_of(node: nodes.Element, style: Style) -> Style:
    """The style of the text in an element that stands in a line: what `@rend` says, or else its name."""
    name = tei_name(node)
    if name is None:
        return style
    renditions = node.attrs.get("rend", "").lower().replace("-", "").split()
    for word in renditions or (name,):
        change = (_RENDITIONS if renditions else _NAMED).get(word)
        if change is not None:
            return change(style)
    return style
