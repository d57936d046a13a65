"""The lists of words that names and requests for protection are told by: `words.toml`."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import NamedTuple

from converters.collection.withholding.letters import plain


class Words(NamedTuple):
    """Words by their letters alone; what each list is for stands in the file."""

    bracketed: frozenset[str]
    bare: frozenset[str]
    others: frozenset[str]
    titles: frozenset[str]
    small: frozenset[str]
    particles: frozenset[str]


@functools.cache
def words() -> Words:
    """All lists."""
    table = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    return Words(**{name: frozenset(map(plain, table[name])) for name in Words._fields})
