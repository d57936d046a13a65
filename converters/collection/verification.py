"""Whether the outputs of a run are what its manifest says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from converters.collection import storage
from converters.collection.conversion import is_intact
from converters.collection.manifest import entries
from converters.collection.outcome import Written

State = Literal["intact", "missing", "changed", "failed"]


class Finding(NamedTuple):
    """What is to be said of one output, or of an input that failed: its path, what it is made of, its state."""

    path: str
    input: str
    state: State


def verify(folder: str) -> Iterator[Finding]:
    """A finding for each output in the manifest of a folder, and for each input that failed. Raises InputError."""
    for outcome in entries(storage.local(folder)):
        for written in outcome.outputs:
            yield Finding(written.path, outcome.input, _state(written))
        if outcome.failures:
            yield Finding(outcome.input, outcome.input, "failed")


def _state(written: Written) -> State:
    if storage.size(written.path) is None:
        return "missing"
    return "intact" if is_intact(written) else "changed"
