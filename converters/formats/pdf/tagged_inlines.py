"""Mixed text from the inline-level structure types of a PDF that others tagged (ISO 32000-1, 14.8.4.4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from converters.formats.pdf.recover_info import language
from converters.formats.pdf.running_text import RunningText, merged, without_look
from converters.formats.pdf.structure_tree import Element, Link
from converters.formats.pdf.text_state import Marked
from converters.model import nodes
from converters.model.node import Node
from converters.model.walk import content_text, joined

MARK_TARGET = "#note-mark-"
_MARK = re.compile(r"\(?\[?(\d{1,3}|[a-z]{1,4}|[*\u2020\u2021\u00a7]{1,3})\]?\)?")


class Inlines:
    """Puts mixed text together. `note` reads a note, which holds blocks; `pictures` counts those passed over."""

    def __init__(self, note: Callable[[Element], Sequence[Node]]) -> None:
        self.pictures = 0
        self.marks: list[nodes.Reference] = []
        """Links within the file that look like marks of notes, until the notes are known."""
        self._note = note
        self._words = RunningText()

    def content(self, element: Element) -> tuple[Any, ...]:
        """The mixed text of a block, without blanks at its ends."""
        self._words = RunningText()
        return without_look(_trimmed(self._inline(element)))

    def _inline(self, element: Element) -> list[Any]:
        if element.actual is not None:
            return [element.actual]
        parts: list[Any] = []
        for kid in element.kids:
            if isinstance(kid, Marked):
                parts.extend(self._words.styled(kid.runs))
            elif isinstance(kid, Element) and kid.standard not in ("Caption",):
                parts.extend(HANDLERS.get(kid.standard, Inlines.span)(self, kid))
        return parts

    def plain(self, element: Element) -> str:
        """The text of an element alone."""
        self._words = RunningText()
        return content_text(self._inline(element))

    def span(self, element: Element) -> list[Any]:
        """Span: another language, an abbreviation with its expansion, or nothing but its content."""
        content = joined(self._inline(element))
        if element.expansion and content:
            return [nodes.Choice(original=content, proposed=(element.expansion,), type="abbr-expan")]
        tag = language(element.lang)
        return [nodes.Foreign(content=content, lang=tag)] if tag and content else list(content)

    def link(self, element: Element) -> list[Any]:
        """Link: to a URI; links within the file are their content."""
        content = joined(self._inline(element))
        uri = next((kid.uri for kid in element.kids if isinstance(kid, Link) and kid.uri), None)
        if uri is None and _MARK.fullmatch(content_text(content).strip()):
            self.marks.append(nodes.Reference(content=content, target=f"{MARK_TARGET}{len(self.marks)}"))
            return [self.marks[-1]]
        return [nodes.Reference(content=content, target=uri)] if uri and content else list(content)

    def inline_note(self, element: Element) -> list[Any]:
        """Note, within a line."""
        words = self._words
        found = list(self._note(element))
        self._words = words
        return found

    def formula(self, element: Element) -> list[Any]:
        """Formula: the words for it, or the signs themselves."""
        text = element.alt or content_text(self._inline(element))
        return [nodes.Formula(text=text)] if text else []

    def picture(self, element: Element) -> list[Any]:
        """Figure, within a line."""
        self.pictures += 1
        return [nodes.Image(target="", alt=element.alt or element.actual)]

    def code(self, element: Element) -> list[Any]:
        """Code."""
        content = joined(self._inline(element))
        return [nodes.Emphasis(content=content, style="monospace")] if content else []


def _trimmed(parts: Sequence[str | Node]) -> tuple[Any, ...]:
    """Mixed text in normal form without blanks at its ends."""
    content = list(merged(parts))
    if content and isinstance(content[0], str):
        content[0] = content[0].lstrip()
    if content and isinstance(content[-1], str):
        content[-1] = content[-1].rstrip()
    return joined(content)


HANDLERS: dict[str, Callable[[Inlines, Element], list[Any]]] = {
    **dict.fromkeys(("Span", "Quote", "Em", "Strong", "Reference", "Lbl", "Annot", "Ruby", "Warichu"), Inlines.span),
    "Link": Inlines.link,
    "Note": Inlines.inline_note,
    "Formula": Inlines.formula,
    "Figure": Inlines.picture,
    "Code": Inlines.code,
}
"""What each inline-level type stands for."""
