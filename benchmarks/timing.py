"""Take times in turn, keep them as figures, print them and save them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).resolve().parent / "results"
SECONDS_A_STEP = 0.7
SECONDS_A_TURN = 0.005
"""So long a step is called again and again before the next has its turn; what takes longer is called once."""
WIDTH = 132
Step = Callable[[], object]


class Figure(msgspec.Struct, kw_only=True):
    """One row, in milliseconds: the median and the least of a step, the medians of its floor and of its peers, the
    target, and how many calls of the step were timed."""

    group: str
    step: str
    median: float
    least: float
    runs: int
    floor: float | None = None
    peers: dict[str, float] = {}
    target: float | None = None

    @property
    def times_floor(self) -> float | None:
        """How many times the floor the step takes."""
        return self.median / self.floor if self.floor else None


def in_turn(steps: Sequence[Step], seconds: float = SECONDS_A_STEP, least: int = 3) -> list[list[float]]:
    """The milliseconds of each call of each step. They take turns until `seconds` each are over.

    Where the speed of the machine drifts in between, it drifts for all of them, and their ratios hold. The first calls
    warm up, and the median does not see them.
    """
    taken: list[list[float]] = [[] for _ in steps]
    turns = 0
    end = time.perf_counter() + seconds * len(steps)
    while time.perf_counter() < end or turns < least:
        for step, times in zip(steps, taken, strict=True):
            times.extend(_turn(step))
        turns += 1
    return taken


def _turn(step: Step) -> list[float]:
    """The milliseconds of each call in one turn: the first finds the memory near the processor full of other work."""
    times: list[float] = []
    end = time.perf_counter() + SECONDS_A_TURN
    while not times or time.perf_counter() < end:
        start = time.perf_counter()
        step()
        times.append((time.perf_counter() - start) * 1000)
    return times


def measured(
    group: str,
    name: str,
    step: Step,
    *,
    floor: Step | None = None,
    peers: Mapping[str, Step] | None = None,
    target: float | None = None,
    per: int = 1,
) -> Figure:
    """The figure of a step, taken in turn with its floor and its peers; `per` is what all are divided by."""
    others = {**({} if floor is None else {"": floor}), **(peers or {})}
    ours, *theirs = in_turn((step, *others.values()))
    medians = {name: statistics.median(times) / per for name, times in zip(others, theirs, strict=True)}
    return Figure(
        group=group,
        step=name,
        median=statistics.median(ours) / per,
        least=min(ours) / per,
        runs=len(ours),
        floor=medians.pop("", None),
        peers=medians,
        target=target,
    )


def show(title: str, figures: Sequence[Figure]) -> None:
    """The table, for a person."""
    _print(
        title,
        ("", "step", "median", "least", "floor", "x floor", "peers: median, x ours", "target", "", "runs"),
        ((figure.group, figure.step, *_cells(figure)) for figure in figures),
    )


def _cells(figure: Figure) -> tuple[str, ...]:
    peers = [f"{name} {took:.1f} ms, {took / figure.median:.1f}x" for name, took in figure.peers.items()]
    held = "" if figure.target is None else "holds" if figure.median <= figure.target else "MISSED"
    return (
        f"{figure.median:.3f}",
        f"{figure.least:.3f}",
        _number(figure.floor, 3),
        _number(figure.times_floor, 1),
        "\n".join(peers),
        _number(figure.target, 2),
        held,
        str(figure.runs),
    )


def show_compared(before: Sequence[Figure], after: Sequence[Figure]) -> None:
    """Two runs side by side: milliseconds, and times the floor, which the speed of the machine does not change."""
    known = {(figure.group, figure.step): figure for figure in before}
    pairs = [(known.get((figure.group, figure.step)), figure) for figure in after]
    _print(
        "this run beside the one before, ms",
        ("", "step", "before", "now", "now / before", "x floor before", "x floor now"),
        ((now.group, now.step, *_compared(then, now)) for then, now in pairs),
    )


def _compared(then: Figure | None, now: Figure) -> tuple[str, ...]:
    return (
        _number(then.median if then is not None else None, 3),
        _number(now.median, 3),
        _number(now.median / then.median if then is not None and then.median else None, 2),
        _number(then.times_floor if then is not None else None, 1),
        _number(now.times_floor, 1),
    )


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def _print(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table whose first column says its word once for all rows that share it."""
    table = Table(title=title, title_justify="left")
    for number, name in enumerate(columns):
        table.add_column(name, justify="left" if number < 2 or name.startswith("peers") else "right")
    last = ""
    for group, *cells in rows:
        table.add_row(group if group != last else "", *cells)
        last = group
    Console(width=WIDTH).print(table)


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
