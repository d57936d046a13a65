"""`python -m benchmarks WHAT`: how fast each step is, beside the least that the same bytes can cost, and beside others.

All figures of a row are taken in turn in one run, so that their ratios hold where the machine drifts.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import ROOT, collection, growth, pages, peers, records, timing, volumes
from benchmarks.timing import Figure
from converters.model import normal

SEED = records.SHARED / "seed/cable.txt"
EXAMPLE = ROOT / "examples/telegram-two-sections.txt"
KIND = "of pure Python" if str(normal.__file__).endswith(".py") else "compiled"
TITLE = (
    f"dragoman, {KIND}: milliseconds, beside the least that the same bytes can cost, and beside others with the same "
    "words (in one process that stays, each from plain text; where it says so, as whole processes)"
)


def steps(file: Path) -> Iterator[Figure]:
    """Each step for one record, for whole processes, for the collections of the reference material, for a book."""
    with peers.staying() as others:
        yield from records.warm(records.one_record(file), others, records.TARGETS, records.FORMATS)
        yield from records.cold(file)
        groups = (*((records.telegrams, records.editions) if records.SHARED.is_dir() else ()), records.book)
        for group in groups:
            yield from records.warm(group(), others, {}, records.QUICKLY_CHECKED)


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("what", choices=tuple(_COMMANDS), nargs="?", default="steps")
    parser.add_argument("files", nargs="*", type=Path, help="files, or for `collection` and `volumes` how many records")
    given = parser.parse_args()
    _COMMANDS[given.what](given.files)


def _steps(files: Sequence[Path]) -> None:
    record = files[0] if files else SEED if SEED.exists() else EXAMPLE
    figures = list(steps(record))
    timing.show(TITLE, figures)
    print(timing.save(figures))


def _compare(files: Sequence[Path]) -> None:
    before, after = files or (timing.RESULTS / "previous.json", timing.RESULTS / "latest.json")
    timing.show_compared(timing.load(before), timing.load(after))


def _counts(words: Sequence[Path]) -> Iterator[int]:
    return (int(str(word)) for word in words[:1])


_COMMANDS: dict[str, Callable[[Sequence[Path]], object]] = {
    "steps": _steps,
    "compare": _compare,
    "growth": lambda _: print(growth.plot()),
    "pages": lambda _: pages.measure(),
    "collection": lambda words: collection.measure(*_counts(words)),
    "volumes": lambda words: volumes.measure(*_counts(words)),
}


main()
