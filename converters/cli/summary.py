"""What a run did, counted as it goes: inputs by what became of them, files and bytes by format."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

from converters.collection.outcome import Outcome

_UNITS = ("bytes", "KB", "MB", "GB", "TB")


class Summary:
    """The counts of a run that begins now."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self.converted = self.warned = self.failed = self.unchanged = 0
        self.files: Counter[str] = Counter()
        self.sizes: Counter[str] = Counter()

    def add(self, outcome: Outcome) -> None:
        """Count what became of one input."""
        self.failed += bool(outcome.failures)
        self.unchanged += outcome.unchanged
        self.converted += not outcome.failures and not outcome.unchanged
        self.warned += outcome.lossy
        if not outcome.unchanged:
            self.files.update(one.format for one in outcome.outputs)
            for one in outcome.outputs:
                self.sizes[one.format] += one.size

    @property
    def done(self) -> int:
        """How many inputs have been seen to."""
        return self.converted + self.failed + self.unchanged

    @property
    def rate(self) -> float:
        """Inputs a second."""
        return self.done / max(time.monotonic() - self._begun, 1e-9)

    def count(self, skipped: int, refused: int) -> str:
        """All in one line."""
        parts = [f"{self.converted} converted", f"{self.failed} failed"]
        if self.unchanged:
            parts.append(f"{self.unchanged} unchanged")
        if refused:
            parts.append(f"{refused} not wanted")
        if skipped:
            parts.append(f"{skipped} skipped (no format has their ending)")
        return ", ".join(parts)

    def table(self) -> Iterator[str]:
        """A line for each format that was written, and how fast it went."""
        for format, files in self.files.items():
            yield f"{format:8} {files:8} files {_sized(self.sizes[format]):>10}"
        yield f"{self.warned} with a loss or doubt; {self.rate:.1f} a second"

    def as_json(self, skipped: int, refused: int) -> dict[str, object]:
        """The same for a program."""
        return {
            "summary": {
                "converted": self.converted,
                "failed": self.failed,
                "unchanged": self.unchanged,
                "warned": self.warned,
                "skipped": skipped,
                "not wanted": refused,
                "rate": round(self.rate, 2),
                "formats": {
                    format: {"files": files, "bytes": self.sizes[format]} for format, files in self.files.items()
                },
            }
        }


def _sized(count: float) -> str:
    unit = 0
    while count >= 1000 and unit + 1 < len(_UNITS):
        count, unit = count / 1000, unit + 1
    return f"{count:.0f} {_UNITS[unit]}" if not unit else f"{count:.1f} {_UNITS[unit]}"
