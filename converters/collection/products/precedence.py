"""The precedence that holds for a delivery: its own, or that of the date-time line (for action, then for info)."""

from __future__ import annotations

from converters.model.metadata import Delivery, Metadata

_PROSIGNS = {"Z": "FLASH", "O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}
"""The prosigns of ACP 127 and the words that stand in addresses."""


def effective(delivery: Delivery, known: Metadata) -> str | None:
    """The precedence of a delivery in words; None where the record says none."""
    if delivery.precedence is not None:
        return delivery.precedence
    line = known.transmission.precedences if known.transmission is not None else ()
    if not line:
        return None
    said = line[0] if delivery.type == "action" else line[-1]
    return _PROSIGNS.get(said, said)
