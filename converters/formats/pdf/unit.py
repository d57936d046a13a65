"""A text of a book: its job, the group of the structure tree that it stands in, and where it came to stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from converters.formats.pdf.job import Job
from converters.formats.pdf.page import Page
from converters.formats.pdf.running import RunningLine
from converters.formats.pdf.tags import Element, Mark, Slot


class Placed(NamedTuple):
    """Where a unit came to stand: the first page of it, and that of each element with an id, from 0 in its run."""

    page: int
    pages: dict[str, int]


@dataclass(eq=False)
class Unit:
    """A text of the book. `name` is what links from elsewhere call it; `number` and `title` are for the running heads.

    `settled` is told, once the unit is wholly on its pages, where it stands.
    """

    job: Job
    group: Group
    name: str | None = None
    number: int | None = None
    title: str = ""
    settled: Callable[[Placed], None] | None = None
    first: int = 0
    last: int = 0
    is_settled: bool = False
    elements: list[Element] = field(default_factory=list)
    places: dict[str, Element] = field(default_factory=dict)

    @property
    def root(self) -> Element:
        """The element of the unit itself."""
        return self.job.tree.root

    def marks(self) -> Iterator[Mark]:
        """All that is drawn of it."""
        for element in self.elements:
            for kid in element.kids:
                if isinstance(kid, Slot):
                    yield from kid.marks


@dataclass(eq=False)
class Group:
    """An element of the structure tree that holds units, such as all records; `kids` are the numbers of their roots."""

    type: str
    number: int
    kids: list[int] = field(default_factory=list)


RunningHeads = Callable[[Page, Sequence[Unit]], Iterable[RunningLine]]
"""The running lines of a page, and the units that stand on it."""
