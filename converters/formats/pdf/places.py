"""Where on the pages the nodes of a recovered document stand."""

from __future__ import annotations

from converters.model.node import Node


class Places:
    """The page of each node, which is known by its identity: equal nodes may stand on different pages."""

    def __init__(self) -> None:
        self._pages: dict[int, tuple[Node, int]] = {}

    def note(self, node: Node, page: int | None) -> None:
        """Keep the page that a node begins on."""
        if page is not None:
            self._pages[id(node)] = node, page

    def page(self, node: object) -> int | None:
        """The page that a node begins on, where it is known."""
        found = self._pages.get(id(node))
        return found[1] if found is not None else None
