"""Mixed text into pieces: what each kind of inline node looks like, and its element in the structure tree."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from converters.formats.pdf import structure
from converters.formats.pdf.addresses import web_address
from converters.formats.pdf.foreign import style_of, tei_name
from converters.formats.pdf.images import NotAPicture, is_data, pixels_of
from converters.formats.pdf.notes import set_apparatus, set_foreign_note, set_note
from converters.formats.pdf.pieces import Break, Inset, Link, Side, Text
from converters.formats.pdf.runin import run_in
from converters.formats.pdf.setter import Setter
from converters.formats.pdf.tags import Element
from converters.formats.pdf.theme import WHITE, Style, in_colour
from converters.formats.pdf.wording import Own
from converters.model import nodes
from converters.model.node import Node
from converters.model.walk import content_text

_INSET_HEIGHT: Final = 90.0
_BLOCKS: Final = re.compile("[\u2580-\u259f\u25a0\u25ac\u25ae\\s]+")
"""Characters that are black bars by themselves."""


Handler = Callable[[Setter, Any, Element, Style, "str | None"], None]


def set_inline(setter: Setter, node: Node, element: Element, style: Style, field: str | None) -> None:
    """Add the pieces of an inline node and its element; a block that stands within a line is run in."""
    _HANDLERS.get(type(node), run_in)(setter, node, element, style, field)


# --- kinds that only change the look of their content ---

_EMPHASIS: Final[dict[str | None, Callable[[Style], Style]]] = {
    None: lambda style: style._replace(italic=not style.italic),
    "italic": lambda style: style._replace(italic=not style.italic),
    "bold": lambda style: style._replace(bold=True),
    "underline": lambda style: style._replace(underline=True),
    "small-caps": lambda style: style._replace(small_caps=True),
    "superscript": lambda style: style._replace(size=style.size * 0.7, rise=style.rise + style.size * 0.34),
    "subscript": lambda style: style._replace(size=style.size * 0.7, rise=style.rise - style.size * 0.16),
    "strikethrough": lambda style: style._replace(strike=True),
    "letter-spaced": lambda style: style._replace(spacing=style.size * 0.16),
    "monospace": lambda style: style._replace(family="mono", size=style.size * 0.9),
}


def _emphasis(setter: Setter, node: nodes.Emphasis, element: Element, style: Style, field: str | None) -> None:
    setter.content(node.content, element.of(node, field=field), _EMPHASIS[node.style](style))


def _looking(look: Callable[[Style], Style]) -> Handler:
    def handle(setter: Setter, node: Any, element: Element, style: Style, field: str | None) -> None:
        setter.content(node.content, element.of(node, field=field), look(style))

    return handle


def _grey(setter: Setter, style: Style) -> Style:
    return in_colour(style, setter.job.theme.grey)


def _surplus(setter: Setter, node: nodes.Surplus, element: Element, style: Style, field: str | None) -> None:
    setter.content(node.content, element.of(node, field=field), _grey(setter, style))


def _furniture(setter: Setter, node: nodes.Furniture, element: Element, style: Style, field: str | None) -> None:
    """Small and grey, and apart from the words around it, with which it has nothing to do."""
    small = style._replace(colour=setter.job.theme.grey, size=style.size * 0.86)
    child = element.of(node, field=field)
    setter.generated(" ", small, child)
    setter.content(node.content, child, small)
    setter.generated(" ", small, child)


_PLAIN: Final = _looking(lambda style: style)


def _element(setter: Setter, node: nodes.Element, element: Element, style: Style, field: str | None) -> None:
    """An element of a foreign document, looking as its name asks."""
    name = tei_name(node)
    if name == "note" and node.content:
        set_foreign_note(setter, node, element, style, field)
        return
    child = element.of(node, field=field)
    if name == "lb":
        setter.flow.pieces.append(Break(style, None if node.attrs.get("break") == "no" else child.generated()))
    elif name == "pb":
        blank = None if node.attrs.get("break") == "no" else Text(" ", style, child.generated())
        mark = Own("p. {}", (node.attrs.get("n", ""),))
        setter.flow.pieces.append(Side(*setter.job.say(mark, child), rule=True, blank=blank))
    setter.content(node.content, child, style_of(node, style))


# --- editorial kinds ---


def _between(before: str, after: str) -> Handler:
    """Content between brackets of the edition."""

    def handle(setter: Setter, node: Any, element: Element, style: Style, field: str | None) -> None:
        child = element.of(node, field=field)
        text, blank = _without_end(node.content)
        setter.generated(before, style, child)
        setter.content(text, child, style)
        setter.generated(after, style, child)
        setter.content(blank, child, style)

    return handle


def _without_end(content: nodes.Content) -> tuple[nodes.Content, nodes.Content]:
    """Mixed text without the blanks at its end, and those: they stand after what closes it."""
    last = content[-1] if content else None
    if not isinstance(last, str) or not last.strip() or not last[-1].isspace():
        return content, ()
    text = last.rstrip()
    return (*content[:-1], text), (last[len(text) :],)


def _gap(setter: Setter, node: nodes.Gap, element: Element, style: Style, field: str | None) -> None:
    child = element.of(node, field=field)
    is_withheld = node.reason == "redacted"
    look = style._replace(bar=True, colour=WHITE) if is_withheld else _grey(setter, style)
    if is_withheld and _BLOCKS.fullmatch(content_text(node.content)):
        look = style
    extent = node.extent if node.extent != "unknown" else None
    if node.content:
        setter.content(node.content, child, look)
        setter.say((" [", Own(extent), "]") if extent else (), _grey(setter, style), child)
        return
    before, after = ("\u00a0", "\u00a0") if is_withheld else ("[", "]")
    more = (", ", Own(extent)) if extent else ()
    setter.say((before, Own(words(node.reason or "gap")), *more, after), look, child)


def _choice(setter: Setter, node: nodes.Choice, element: Element, style: Style, field: str | None) -> None:
    """One reading in the text, the other at the foot. An abbreviation stays in the text, with its expansion below."""
    child = element.of(node, field=field)
    sides = (structure.PROPOSED, node.proposed), (structure.ORIGINAL, node.original)
    if node.type == "abbr-expan" or setter.job.theme.choices == "stood":
        sides = sides[1], sides[0]
    if node.type == "abbr-expan":
        child.expansion = content_text(node.proposed) or None
    (shown_name, shown), (other_name, other) = sides
    setter.content(shown, child.child(shown_name), style)
    set_apparatus(setter, node, child, style, other_name, other)


def words(code: str) -> str:
    """A code of the vocabulary as words."""
    return code.replace("-", " ")


# --- references, formulas, pictures ---


def _reference(setter: Setter, node: nodes.Reference, element: Element, style: Style, field: str | None) -> None:
    child = element.of(node, field=field)
    link = _link(setter, node)
    if link is None:
        setter.content(node.content, child, style)
        return
    link.element = child.child("Link")
    setter.flow.link = link
    setter.content(node.content, link.element, style._replace(colour=setter.job.theme.links))
    setter.flow.link = None


def _link(setter: Setter, node: nodes.Reference) -> Link | None:
    """The link that a reference can be: into this document or to a URI; never one within another."""
    said = content_text(node.content)
    if setter.flow.link is not None or not said.strip():
        return None
    target = node.target
    placeholder = setter.job.tree.root
    if target[:1] == "#" and (target[1:] in setter.job.ids or target[1:] in setter.job.elsewhere):
        return Link(placeholder, target=target[1:], words=said)
    address = web_address(target)
    return Link(placeholder, uri=address, words=said) if address is not None else None


def _formula(setter: Setter, node: nodes.Formula, element: Element, style: Style, field: str | None) -> None:
    child = element.of(node, field=field)
    child.alt = node.text or "empty formula"
    setter.flow.text(node.text, style._replace(italic=True), child.text())


def _image(setter: Setter, node: nodes.Image, element: Element, style: Style, field: str | None) -> None:
    child = element.of(node, field=field)
    child.alt = node.alt or "picture without a description"
    if is_data(node.target):
        try:
            pixels = pixels_of(node.target)
        except NotAPicture as error:
            setter.job.report.warn("approximated", f"a picture is not shown: it {error}", node)
        else:
            column = setter.job.page_column
            picture = setter.job.pictures.fit(pixels, column.width, _INSET_HEIGHT)
            setter.flow.pieces.append(Inset(picture, child.generated(), style))
            return
    setter.say(("[", Own("picture"), _words_of(node), "]"), _grey(setter, style), child)


def _words_of(node: nodes.Image) -> str:
    """What is said in place of a picture that this document does not hold."""
    place = "" if is_data(node.target) else node.target
    return "".join(f": {said}" for said in (node.alt, place[:200]) if said)


# --- breaks and marks ---


def _line_break(setter: Setter, node: nodes.LineBreak, element: Element, style: Style, field: str | None) -> None:
    child = element.of(node, field=field)
    setter.flow.pieces.append(Break(style, None if node.joins else child.generated()))


def _page_break(setter: Setter, node: nodes.PageBreak, element: Element, style: Style, field: str | None) -> None:
    child = element.of(node, field=field)
    blank = None if node.joins else Text(" ", style, child.generated())
    setter.flow.pieces.append(Side(*setter.job.say(page_words(node), child), rule=True, blank=blank))


def _milestone(setter: Setter, node: nodes.Milestone, element: Element, style: Style, field: str | None) -> None:
    child = element.of(node, field=field)
    setter.flow.pieces.append(Side(*setter.job.say(milestone_words(node), child), rule=True))


def page_words(node: nodes.PageBreak) -> Own:
    """How a page break is marked."""
    return Own("p. {}", (node.n,)) if node.n else Own("new page")


def milestone_words(node: nodes.Milestone) -> Own:
    """How a milestone is marked: the name of its unit, and its number."""
    unit = words(node.unit)
    return Own(f"{unit} {{}}", (node.n,)) if node.n and "{" not in unit and "}" not in unit else Own(unit)


def _unseen(setter: Setter, node: Node, element: Element, style: Style, field: str | None) -> None:
    """Comments and instructions of the markup stand in the tree, not on the page."""
    element.of(node, field=field)


_HANDLERS: Final[dict[type[Node], Handler]] = {
    nodes.Emphasis: _emphasis,
    nodes.Name: _PLAIN,
    nodes.Date: _PLAIN,
    nodes.Term: _PLAIN,
    nodes.Segment: _PLAIN,
    nodes.Label: _PLAIN,
    nodes.Element: _element,
    nodes.Foreign: _looking(lambda style: style._replace(italic=not style.italic)),
    nodes.Reference: _reference,
    nodes.Choice: _choice,
    nodes.Gap: _gap,
    nodes.Unclear: _between("", "[?]"),
    nodes.Supplied: _between("[", "]"),
    nodes.Surplus: _surplus,
    nodes.Addition: _looking(lambda style: style._replace(underline=True)),
    nodes.Deletion: _looking(lambda style: style._replace(strike=True)),
    nodes.Formula: _formula,
    nodes.Image: _image,
    nodes.LineBreak: _line_break,
    nodes.PageBreak: _page_break,
    nodes.Milestone: _milestone,
    nodes.Furniture: _furniture,
    nodes.Note: set_note,
    nodes.Comment: _unseen,
    nodes.Instruction: _unseen,
}
