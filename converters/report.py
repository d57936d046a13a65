"""The loss ledger: what happened to a document on its way, in typed messages with a level and a place.

Nothing that is approximated, dropped, repaired or guessed goes untold. A WARNING is a loss or a doubt, INFO is news
without loss, an ERROR is a finding of a validator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from converters.model.node import Node, Placed, Span

Level = Literal["info", "warning", "error"]
Support = Literal["full", "approximate", "dropped"]
SupportMatrix = Mapping[type[Node], Support]
"""What a writer shows of each kind of node, for a reader of the output who has nothing but what is visible."""


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry of the ledger.

    `code` is a short stable word (`approximated`, `dropped`, `carried`, `recovered`, `disagrees`, `repaired`); `kind`
    and `node` are the kind and the id of the node, `span` its place in the source; `place` says it otherwise (line,
    part, page).
    """

    code: str
    level: Level
    text: str
    format: str | None = None
    kind: str | None = None
    node: str | None = None
    span: Span | None = None
    place: str | None = None

    def __str__(self) -> str:
        where = self.place or self.node or (f"char={self.span.start},{self.span.end}" if self.span else None)
        return f"{self.level}: {self.code}: {self.text}" + (f" [{where}]" if where else "")


class Report:
    """A ledger that readers and writers add to, in order."""

    def __init__(self, format: str | None = None) -> None:
        self.format = format
        self.messages: list[Message] = []

    def info(self, code: str, text: str, node: Node | None = None, *, place: str | None = None) -> None:
        """Tell news without loss."""
        self._add("info", code, text, node, place)

    def warn(self, code: str, text: str, node: Node | None = None, *, place: str | None = None) -> None:
        """Tell a loss or a doubt."""
        self._add("warning", code, text, node, place)

    def error(self, code: str, text: str, node: Node | None = None, *, place: str | None = None) -> None:
        """Tell a finding of a validator."""
        self._add("error", code, text, node, place)

    def _add(self, level: Level, code: str, text: str, node: Node | None, place: str | None) -> None:
        self.messages.append(
            Message(
                code=code,
                level=level,
                text=text,
                format=self.format,
                kind=kind_name(type(node)) if node is not None else None,
                node=node.id if node is not None else None,
                span=node.span if isinstance(node, Placed) else None,
                place=place,
            )
        )

    def extend(self, other: Report) -> None:
        """Add all messages of another ledger."""
        self.messages.extend(other.messages)

    def at(self, level: Level) -> Iterator[Message]:
        """The messages of one level."""
        return (message for message in self.messages if message.level == level)

    @property
    def lossy(self) -> bool:
        """Whether anything was lost or doubtful."""
        return any(message.level != "info" for message in self.messages)

    def counts(self) -> dict[str, int]:
        """How many messages there are of each code."""
        return dict(sorted(Counter(message.code for message in self.messages).items()))

    def to_json(self) -> bytes:
        """The ledger as JSON: a list of messages."""
        return msgspec.json.format(msgspec.json.encode(self.messages), indent=2)


def kind_name(kind: type[Node]) -> str:
    """The name of a kind of node, as JSON has it (`page-break`)."""
    return str(kind.__struct_config__.tag)
