"""Take times in turn, keep them as figures, print them and save them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).resolve().parent / "results"
SECONDS_A_STEP = 0.7
Step = Callable[[], object]


class Figure(msgspec.Struct):
    """One row: milliseconds, those of what it is compared with in the same run, and the target."""

    group: str
    step: str
    median: float
    other: float | None = None
    target: float | None = None


def in_turn(steps: Sequence[Step], seconds: float = SECONDS_A_STEP, least: int = 3) -> list[float]:
    """The median in milliseconds of each step. They run one after the other, round after round, for `seconds` each.

    Where the speed of the machine drifts in between, it drifts for all of them, and their ratios hold.
    """
    taken: list[list[float]] = [[] for _ in steps]
    for step in steps:
        step()
    end = time.perf_counter() + seconds * len(steps)
    while time.perf_counter() < end or len(taken[0]) < least:
        for step, times in zip(steps, taken, strict=True):
            start = time.perf_counter()
            step()
            times.append((time.perf_counter() - start) * 1000)
    return [statistics.median(times) for times in taken]


def beside(group: str, name: str, step: Step, other: Step | None, target: float | None = None) -> Figure:
    """The figure of a step, beside what it is compared with."""
    medians = in_turn((step, other) if other is not None else (step,))
    return Figure(group, name, medians[0], medians[1] if other is not None else None, target)


def show(title: str, figures: Sequence[Figure], other: str = "floor") -> None:
    """The table, for a person."""
    table = Table(title=title, title_justify="left")
    for name in ("", "step", "ms (median)", other, "ratio", "target", ""):
        table.add_column(name, justify="left" if name in ("", "step") else "right")
    last = ""
    for figure in figures:
        table.add_row(
            figure.group if figure.group != last else "",
            figure.step,
            f"{figure.median:.3f}",
            f"{figure.other:.3f}" if figure.other else "",
            f"{figure.median / figure.other:.2f}" if figure.other else "",
            f"{figure.target:.2f}" if figure.target else "",
            "" if figure.target is None else "holds" if figure.median <= figure.target else "MISSED",
        )
        last = figure.group
    Console(width=110).print(table)


def save(figures: Sequence[Figure], name: str = "latest") -> Path:
    """Keep the figures of a run; those of the run before stay beside them as `previous`."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    if path.exists():
        path.replace(RESULTS / "previous.json")
    path.write_bytes(msgspec.json.format(msgspec.json.encode(figures), indent=2) + b"\n")
    return path


def load(path: Path) -> list[Figure]:
    """The figures of a run."""
    return msgspec.json.decode(path.read_bytes(), type=list[Figure])
