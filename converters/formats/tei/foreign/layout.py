"""What stands between the blocks of a container in foreign TEI: white space, comments and instructions.

It is the `layout` of the container; where the kind of node has none, it stands in `attrs` under `tei:layout`, its
pieces divided by `|`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from converters.model import nodes as nd
from converters.model.node import Node

LAYOUT = "tei:layout"
BLANK = " \t\n\r"
_MARKUP = re.compile(r"<!--(.*?)-->|<\?([^\s?]+)(?:\s+(.*?))?\?>", re.DOTALL)


def with_layout(node: Any, blocks: Sequence[Any]) -> Iterable[tuple[str, Any]]:
    """Each block with what stands before it, and at last None with what stands after all.

    Where blocks were added or taken out, the layout of the others serves.
    """
    layout = _kept(node)
    if len(layout) != len(blocks) + 1:
        before = [layout[min(at, len(layout) - 2)] if len(layout) > 1 else "" for at in range(len(blocks))]
        layout = (*before, layout[-1] if layout else "")
    yield from zip(layout, (*blocks, None), strict=True)


def _kept(node: Any) -> tuple[str, ...]:
    layout = getattr(node, "layout", None)
    if layout is None:
        layout = node.attrs.get(LAYOUT, "").split("|") if LAYOUT in node.attrs else ()
    return tuple(layout)


def as_written(part: nd.Comment | nd.Instruction) -> str:
    """A comment or an instruction as XML."""
    if isinstance(part, nd.Comment):
        return f"<!--{part.text}-->"
    return f"<?{part.target} {part.text}?>" if part.text is not None else f"<?{part.target}?>"


def written(layout: str) -> list[str | Node]:
    """The parts of a piece of layout; what is no white space, comment or instruction is left out."""
    if not layout or not layout.strip(BLANK):
        return [layout] if layout else []
    found: list[str | Node] = []
    at = 0
    for match in _MARKUP.finditer(layout):
        found.append(_only_blanks(layout[at : match.start()]))
        comment, target, text = match.groups()
        found.append(nd.Comment(text=comment) if target is None else nd.Instruction(target=target, text=text or None))
        at = match.end()
    found.append(_only_blanks(layout[at:]))
    return [part for part in found if part != ""]


def is_layout(text: str) -> bool:
    """Whether a text is nothing but white space, comments and instructions."""
    return not text.strip(BLANK) or not _MARKUP.sub("", text).strip(BLANK)


def _only_blanks(text: str) -> str:
    return text if not text.strip(BLANK) else ""
