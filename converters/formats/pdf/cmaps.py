"""Tables that lead from the codes of a font to what they mean: text, or its characters (Adobe Technote 5014)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
{head}
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_BLOCK = 100
"""So many entries stand in one section at most."""


def cmap(head: str, kind: Literal["bfchar", "cidchar"], entries: Sequence[str]) -> bytes:
    """A table of codes of two bytes; `head` is what it says of itself."""
    blocks = (entries[at : at + _BLOCK] for at in range(0, len(entries), _BLOCK))
    text = "\n".join(f"{len(block)} begin{kind}\n" + "\n".join(block) + f"\nend{kind}" for block in blocks)
    return _MAP.format(head=head, blocks=text).encode("ascii")
