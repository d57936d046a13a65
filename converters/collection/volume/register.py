"""What a volume remembers of its records while they are set: contents, index, persons, abbreviations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from converters.collection.authorities import plain
from converters.collection.volume import terms
from converters.collection.volume.terms import Kind, Term
from converters.model.document import Document


class ContentsLine(NamedTuple):
    """A record in the contents. `page` is that of a PDF, from 1."""

    number: int
    title: str
    date: str
    page: int = 0


class IndexEntry(NamedTuple):
    """An entry of the index: a name, and for each document the pages that have it."""

    name: str
    places: dict[int, list[int]]


class Register:
    """The register of one volume. `labels` are the names of authority lists by their ids."""

    def __init__(self, labels: Mapping[str, str], abbreviations: Mapping[str, str]) -> None:
        self.labels = labels
        self.contents: list[ContentsLine] = []
        self._index: dict[Kind, dict[str, IndexEntry]] = {kind: {} for kind in terms.KINDS}
        self._persons: dict[str, tuple[str, dict[str, None]]] = {}
        self._abbreviations: dict[str, dict[str, None]] = {short: {long: None} for short, long in abbreviations.items()}

    def note_document(self, document: Document) -> None:
        """Take persons and abbreviations from a record."""
        for term, office in terms.offices_of(document.metadata, self.labels):
            _, offices = self._persons.setdefault(term.key, (term.name, {}))
            if office:
                offices[office] = None
        for short, long in terms.abbreviations_of(document):
            self._abbreviations.setdefault(short, {})[long] = None

    def note_terms(self, number: int, found: Iterable[Term], page: int = 0) -> None:
        """Note that a document has something the index knows, on a page."""
        for term in found:
            entry = self._index[term.kind].setdefault(term.key, IndexEntry(term.name, {}))
            pages = entry.places.setdefault(number, [])
            if page and page not in pages:
                pages.append(page)

    def index(self) -> Iterator[tuple[str, list[IndexEntry]]]:
        """The parts of the index that have entries, in their order, the entries by name."""
        for kind, title in terms.KINDS.items():
            entries = sorted(self._index[kind].values(), key=lambda one: (plain(one.name), one.name))
            if entries:
                yield title, entries

    def persons(self) -> Iterator[str]:
        """The persons by name, each with the offices that the records give them."""
        for name, offices in sorted(self._persons.values(), key=lambda one: (plain(one[0]), one[0])):
            yield f"{name}, {'; '.join(offices)}" if offices else name

    def abbreviations(self) -> Iterator[tuple[str, str]]:
        """The abbreviations, each with what it stands for."""
        for short in sorted(self._abbreviations, key=lambda one: (plain(one), one)):
            yield short, "; ".join(self._abbreviations[short])
