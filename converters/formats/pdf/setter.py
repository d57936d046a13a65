"""The gathering of a paragraph's pieces from mixed text, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from converters.formats.pdf.job import Job
from converters.formats.pdf.pieces import Flow
from converters.formats.pdf.tags import Element
from converters.formats.pdf.theme import Style
from converters.formats.pdf.wording import Said, spelt
from converters.model.node import Node

_MARKS: Final = " ,;:()[]\u00a0\u00b7\u2014"
"""What parts words and is of no language."""


class Setter:
    """Gathers the pieces of one paragraph from mixed text."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.flow = Flow()

    def content(self, content: Iterable[str | Node], element: Element, style: Style) -> None:
        """Mixed text, in order: strings for the element itself, nodes as its children."""
        for part in content:
            if isinstance(part, str):
                self.flow.text(part, style, element.text())
            else:
                self.node(part, element, style)

    def node(self, node: Node, element: Element, style: Style, field: str | None = None) -> None:
        """An inline node; a block that stands within a line is run in."""
        self.job.set_inline(self, node, element, style, field)

    def say(self, said: Iterable[Said], style: Style, element: Element) -> None:
        """Words of the writer: those of the edition, in their language, and what stands between them."""
        if self.job.speaks_alike:
            self.generated("".join([part if isinstance(part, str) else spelt(part) for part in said]), style, element)
            return
        runs: list[tuple[str | None, str]] = []
        for text, language in [self._spoken(part, element) for part in said]:
            before, words = runs[-1] if runs else (None, "")
            if words and (language == before or not text.strip(_MARKS) or not words.strip(_MARKS)):
                runs[-1] = (language if text.strip(_MARKS) else before, words + text)
            elif text:
                runs.append((language, text))
        for language, text in runs:
            self.flow.text(text, style, self.job.place_of(language, element))

    def _spoken(self, part: Said, element: Element) -> tuple[str, str | None]:
        """The words of a part, and their language where it is not that of the place."""
        if isinstance(part, str):
            return part, None
        text, language = self.job.wording.said(part)
        return text, language if language != self.job.spoken_at(element) else None

    def generated(self, text: str, style: Style, element: Element) -> None:
        """Words of the writer."""
        self.flow.text(text, style, element.generated())
