"""`python -m benchmarks WHAT`: how fast each step is, beside the least that the same bytes can cost, and beside others.

All figures of a table are medians taken in turn in one run, so that their ratios hold where the machine drifts.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import collection, growth, peers, records, timing, volumes
from benchmarks.timing import Figure

SEED = records.SHARED / "seed/cable.txt"
EXAMPLE = records.ROOT / "examples/telegram-two-sections.txt"


def steps(file: Path) -> None:
    """Each step for one record, for the collections of the reference material, and for a book."""
    figures: list[Figure] = []
    groups: Sequence[Callable[[], list[Figure]]] = (
        lambda: records.one_record(file),
        lambda: records.cold(file),
        *((records.telegrams, records.editions) if records.SHARED.is_dir() else ()),
        records.book,
    )
    for group in groups:
        figures += group()
    timing.show("dragoman, beside the least that the same bytes can cost", figures)
    print(timing.save(figures))


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument(
        "what", choices=("steps", "peers", "growth", "collection", "volumes", "compare"), nargs="?", default="steps"
    )
    parser.add_argument("files", nargs="*", type=Path, help="files, or for `collection` and `volumes` how many records")
    given = parser.parse_args()
    if given.what == "collection":
        collection.measure(*(int(str(count)) for count in given.files[:1]))
        return
    if given.what == "volumes":
        volumes.measure(*(int(str(count)) for count in given.files[:1]))
        return
    record = given.files[0] if given.files else SEED if SEED.exists() else EXAMPLE
    if given.what == "steps":
        steps(record)
    elif given.what == "peers":
        timing.show("whole processes, each from its own input of the same words", peers.beside_us(record), "dragoman")
    elif given.what == "growth":
        print(growth.plot())
    else:
        before, after = given.files or (timing.RESULTS / "previous.json", timing.RESULTS / "latest.json")
        timing.show("this run, beside the one before", compared(timing.load(before), timing.load(after)), "before")


def compared(before: Sequence[Figure], after: Sequence[Figure]) -> list[Figure]:
    """The figures of one run beside those of another."""
    known = {(figure.group, figure.step): figure.median for figure in before}
    return [
        Figure(figure.group, figure.step, figure.median, known.get((figure.group, figure.step))) for figure in after
    ]


main()
