"""The gathering of a paragraph's pieces from mixed text, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable

from converters.formats.pdf.job import Job
from converters.formats.pdf.pieces import Flow
from converters.formats.pdf.tags import Element
from converters.formats.pdf.theme import Style
from converters.model.node import Node


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

    def generated(self, text: str, style: Style, element: Element) -> None:
        """Words of the writer."""
        self.flow.text(text, style, element.generated())
