"""What a reader tells of a file: each thing once, with the first place where it stands and how often it does."""

from __future__ import annotations

from typing import Literal

from converters.report import Report


class Told:
    """Collects what is to be told while a file is read. `flush` puts it into a report, in the order of the file."""

    def __init__(self) -> None:
        self._found: dict[tuple[Literal["info", "warning"], str, str], list[str]] = {}

    def warn(self, code: str, text: str, place: str) -> None:
        """A loss or a doubt."""
        self._found.setdefault(("warning", code, text), []).append(place)

    def info(self, code: str, text: str, place: str) -> None:
        """News without loss."""
        self._found.setdefault(("info", code, text), []).append(place)

    def flush(self, report: Report) -> None:
        """Tell all that was found."""
        for (level, code, text), places in self._found.items():
            times = f" ({len(places)} times)" if len(places) > 1 else ""
            tell = report.warn if level == "warning" else report.info
            tell(code, text + times, place=places[0])
        self._found.clear()
