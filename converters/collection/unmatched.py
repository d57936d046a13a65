"""The names that the authority lists of a collection do not know, or know several of, for people to look at."""

from __future__ import annotations

from converters.collection import sheet, storage
from converters.collection.enrichment import unmatched
from converters.collection.outcome import Outcome

NAME = "unmatched.csv"
_COLUMNS = ("kind", "name", "why", "candidates", "records", "first")


class Unmatched:
    """Counts names, record by record; what it keeps grows with their number, not with that of the records."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, tuple[str, ...]], tuple[int, str]] = {}

    def add(self, outcome: Outcome) -> None:
        """Count the names of one record."""
        for key in dict.fromkeys(unmatched(outcome.lookups)):
            count, first = self._found.get(key, (0, outcome.input))
            self._found[key] = count + 1, first

    def save(self, folder: str) -> None:
        """Write the names into `unmatched.csv`, most frequent first. Raises OutputError."""
        lines = [sheet.line(_COLUMNS)]
        ordered = sorted(self._found.items(), key=lambda found: (-found[1][0], found[0]))
        for (kind, name, candidates), (count, first) in ordered:
            why = "ambiguous" if candidates else "unknown"
            lines.append(sheet.line((kind, name, why, "|".join(candidates), count, first)))
        storage.save(f"{folder.rstrip('/')}/{NAME}", b"".join(lines))
