"""Headings on their way into sections, as deep as their levels say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from converters.model.nodes import Heading, Section


class Leveled(NamedTuple):
    """A heading on its way into its section."""

    level: int
    heading: Heading


def nested(found: Sequence[Any]) -> tuple[Any, ...]:
    """Blocks with a section for each heading, as deep as the headings' levels say."""
    top: list[Any] = []
    open_sections: list[tuple[int, list[Any]]] = []

    def close(level: int) -> None:
        while open_sections and open_sections[-1][0] >= level:
            _, blocks = open_sections.pop()
            (open_sections[-1][1] if open_sections else top).append(Section(blocks=tuple(blocks)))

    for block in found:
        if isinstance(block, Leveled):
            close(block.level)
            open_sections.append((block.level, [block.heading]))
        else:
            (open_sections[-1][1] if open_sections else top).append(block)
    close(0)
    return tuple(top)
