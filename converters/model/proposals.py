"""What a document says as long as nobody has accepted what an editor only proposed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from converters.model.node import Node
from converters.model.nodes import Deletion, is_proposed
from converters.model.walk import NodeT, transform


def standing(node: NodeT, is_pending: Callable[[Node], bool] = is_proposed) -> NodeT:
    """A node without the additions, and with the words of the deletions, that are pending in it."""

    def settle(one: Node) -> Any:
        if not is_pending(one):
            return one
        return one.content if isinstance(one, Deletion) else None

    return transform(node, settle)
