"""Number trees and name trees (ISO 32000-1, 7.9.6 and 7.9.7) whose leaves are written as they fill."""

from __future__ import annotations

from collections.abc import Iterable

from converters.formats.pdf.filing import Objects
from converters.formats.pdf.objects import byte_string, reference

_LEAF = 64


class NumberTree:
    """From keys that count up from 0 to values."""

    def __init__(self, file: Objects) -> None:
        self._file = file
        self._leaf: list[str] = []
        self._kids: list[int] = []
        self.next_key = 0

    def add(self, value: str) -> int:
        """A new value; its key is given back."""
        key = self.next_key
        self.next_key += 1
        self._leaf.append(f"{key} {value}")
        if len(self._leaf) >= _LEAF:
            self._end_leaf()
        return key

    def _end_leaf(self) -> None:
        first = self.next_key - len(self._leaf)
        numbers = "\n".join(self._leaf)
        self._kids.append(self._file.add(f"<< /Limits [{first} {self.next_key - 1}] /Nums [{numbers}] >>"))
        self._leaf = []

    def finish(self) -> int:
        """Write the root; its number is given back."""
        if self._leaf:
            self._end_leaf()
        kids = " ".join(map(reference, self._kids))
        return self._file.add(f"<< /Kids [{kids}] >>" if self._kids else "<< /Nums [] >>")


class NameTree:
    """From names, which come in their order, to values: numbers of objects, or what is to stand there."""

    def __init__(self, file: Objects) -> None:
        self._file = file
        self._leaf: list[tuple[bytes, int | str]] = []
        self._kids: list[int] = []

    def extend(self, entries: Iterable[tuple[bytes, int | str]]) -> None:
        """Add entries, whose names are all beyond the last."""
        for entry in entries:
            self._leaf.append(entry)
            if len(self._leaf) >= _LEAF:
                self._end_leaf()

    def _end_leaf(self) -> None:
        names = "\n".join(
            f"{byte_string(name)} {reference(value) if isinstance(value, int) else value}" for name, value in self._leaf
        )
        limits = f"{byte_string(self._leaf[0][0])} {byte_string(self._leaf[-1][0])}"
        self._kids.append(self._file.add(f"<< /Limits [{limits}] /Names [{names}] >>"))
        self._leaf = []

    def finish(self) -> int | None:
        """Write the root; its number is given back, None where there are no names."""
        if self._leaf:
            self._end_leaf()
        if not self._kids:
            return None
        return self._file.add(f"<< /Kids [{' '.join(map(reference, self._kids))}] >>")
