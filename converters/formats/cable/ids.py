"""Ids of the nodes of one record, all beginning with the record's own."""

from __future__ import annotations


class Ids:
    """Gives out ids; the same name twice gets a number behind it."""

    def __init__(self, record: str) -> None:
        self.record = record
        self._used: dict[str, int] = {}

    def once(self, name: str) -> str:
        """An id of that name: `c07MARLOW918-p5`, the second time `…-p5.2`."""
        count = self._used.get(name, 0) + 1
        self._used[name] = count
        return f"{self.record}-{name}" if count == 1 else f"{self.record}-{name}.{count}"

    def next(self, series: str) -> str:
        """The next id of a series: `…-s1`, `…-s2`."""
        count = self._used.get(series, 0) + 1
        self._used[series] = count
        return f"{self.record}-{series}{count}"
