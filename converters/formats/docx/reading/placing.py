"""Where a block goes that an editor put in or moved: what stands around it on the page says so."""

from __future__ import annotations

from collections.abc import Mapping

from converters.formats.docx.element_lines import ElementLine
from converters.formats.docx.reading.align import Arrival, Pair
from converters.formats.docx.reading.rebuild import Changes
from converters.formats.docx.reading.units import Unit
from converters.model.node import Node
from converters.model.nodes import Element, Item


def node_of(unit: Unit | None, nodes: Mapping[str, Node]) -> Node | None:
    """The carried node of a unit, by the name of its anchor."""
    return nodes.get(unit.anchor) if unit is not None and unit.anchor is not None else None


class Places:
    """Puts arrivals beside the carried nodes.

    `nodes` are these by the names of their anchors, `items` those that blocks begin, by the identity of the block.
    """

    def __init__(self, nodes: Mapping[str, Node], items: Mapping[int, Item], changes: Changes) -> None:
        self._nodes = nodes
        self._items = items
        self._changes = changes

    def put(self, block: Node, arrival: Arrival) -> None:
        """Put the block of an arrival behind the one before it, or ahead of the one after it."""
        within_item = not isinstance(block, Item)
        before, after = (self._beside(pair, within_item) for pair in (arrival.before, arrival.after))
        if after is not None and self._goes_ahead(arrival, before, after):
            self._changes.ahead.setdefault(id(after), []).append(block)
            return
        if _is_in_another_container(arrival):
            before = self._element_between(arrival) or before
        row = self._changes.first if before is None else self._changes.behind.setdefault(id(before), [])
        row.append(block)

    def _goes_ahead(self, arrival: Arrival, before: Node | None, after: Node) -> bool:
        """Whether an arrival belongs to what stands after it: by the container that it is in, or that it was in."""
        begins_list = isinstance(after, Item) and not isinstance(before, Item)
        ends_list = isinstance(before, Item) and not isinstance(after, Item)
        if begins_list or self._is_under_head(arrival):
            return True
        return not ends_list and not _is_with(arrival, arrival.before) and _is_or_was_with(arrival, arrival.after)

    def _is_under_head(self, arrival: Arrival) -> bool:
        """Whether an arrival comes between the head of an edition, as its root has one, and the text that follows."""
        before, own = arrival.before, arrival.unit.container
        root = self._nodes.get(own) if own is not None else None
        if before is None or own not in before[1].around[-2:-1] or not isinstance(root, Element):
            return False
        depth = before[1].around.index(own)
        last = self._nodes.get(before[1].around[depth - 1]) if depth else node_of(before[0], self._nodes)
        return last is next((part for part in root.content if isinstance(part, Element | ElementLine)), None)

    def _element_between(self, arrival: Arrival) -> Element | None:
        """The foreign element that ends before an arrival, in the container that goes on behind it."""
        own, before, after = arrival.unit.container, arrival.before, arrival.after
        if own is None or before is None or after is None or own not in before[1].around or own not in after[1].around:
            return None
        within = before[1].around.index(own)
        element = self._nodes.get(before[1].around[within - 1]) if within else None
        return element if isinstance(element, Element) else None

    def _beside(self, pair: Pair | None, within_item: bool) -> Node | None:
        """The carried node of a neighbour; for an item that arrives, the item that the neighbour is in."""
        carried = node_of(pair[0], self._nodes) if pair is not None else None
        return carried if within_item or carried is None else self._items.get(id(carried), carried)


def _is_with(arrival: Arrival, pair: Pair | None) -> bool:
    """Whether an arrival is in the container of a neighbour."""
    return pair is not None and pair[1].container == arrival.unit.container


def _is_or_was_with(arrival: Arrival, pair: Pair | None) -> bool:
    """Whether it is in that container, or comes from the one that the neighbour stands in as carried."""
    home = arrival.moved.container if arrival.moved is not None else None
    return _is_with(arrival, pair) or (pair is not None and home is not None and pair[0].container == home)


def _is_in_another_container(arrival: Arrival) -> bool:
    """Whether an arrival was moved to where neither neighbour is in the container that it is in or was in."""
    if arrival.moved is None or arrival.moved.container is None:
        return False
    return not any(_is_or_was_with(arrival, pair) for pair in (arrival.before, arrival.after))
