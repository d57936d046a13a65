"""`python -m benchmarks [FILE]`: one table of each step, its floor and its target.

All figures of a run are medians of many repetitions in one process after a warm-up, steps and floors taken in turn, so
that their ratio holds where the speed of the machine drifts. The result is also saved as JSON.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from benchmarks.floors import floors
from converters import pipeline
from converters.formats import registry

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT.parent / "shared/corpora/seed/cable.txt"
EXAMPLE = ROOT / "examples/telegram-two-sections.txt"
RESULTS = ROOT / "benchmarks/results"
TARGETS = {"read cable": 2.0, "write tei": 0.5, "write json": 0.1, "write docx": 2.0, "write pdf": 10.0}
"""Milliseconds for the record of the commission on a machine with two cores."""
COLD_TARGETS = {"dragoman --version": 80.0, "cold convert to tei": 200.0}
SECONDS_A_STEP = 0.7
Step = Callable[[], object]


class Figure(msgspec.Struct):
    """One row: milliseconds, those of the floor, and the target."""

    step: str
    median: float
    floor: float | None = None
    target: float | None = None


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("file", nargs="?", type=Path, default=SEED if SEED.exists() else EXAMPLE)
    file = parser.parse_args().file
    figures = [*warm(file), *cold(file)]
    show(file, figures)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.json").write_bytes(msgspec.json.format(msgspec.json.encode(figures), indent=2) + b"\n")


def warm(file: Path) -> list[Figure]:
    """Reading the record, and writing and reading back each format, in this process."""
    data = file.read_bytes()
    document = pipeline.read_bytes(data, name=str(file))
    written = {one.name: pipeline.write_bytes(document, one.name) for one in registry.formats() if one.writer_at}
    least = floors(document, written)
    steps: dict[str, Step] = {"read cable": lambda: pipeline.read_bytes(data, name=str(file))}
    for name, output in written.items():
        steps[f"write {name}"] = lambda name=name: pipeline.write_bytes(document, name)  # type: ignore[misc]
        steps[f"read {name}"] = lambda name=name, output=output: pipeline.read_bytes(output, format=name)  # type: ignore[misc]
    figures = []
    for step, work in steps.items():
        median, floor = in_turn(work, least.get(step))
        figures.append(Figure(step, median, floor, TARGETS.get(step)))
    return figures


def in_turn(work: Step, floor: Step | None) -> tuple[float, float | None]:
    """The medians in milliseconds of a step and its floor, run one after the other."""
    pair = (work, floor) if floor is not None else (work,)
    for _ in range(3):
        for one in pair:
            one()
    times: list[list[float]] = [[] for _ in pair]
    end = time.perf_counter() + SECONDS_A_STEP * len(pair)
    while time.perf_counter() < end:
        for one, taken in zip(pair, times, strict=True):
            start = time.perf_counter()
            one()
            taken.append((time.perf_counter() - start) * 1000)
    medians = [statistics.median(taken) for taken in times]
    return medians[0], medians[1] if floor is not None else None


def cold(file: Path) -> list[Figure]:
    """The command as whole processes, beside a Python that does nothing."""
    command = [sys.executable, "-m", "converters"]
    calls = {
        "dragoman --version": [*command, "--version"],
        "cold convert to tei": [*command, "convert", str(file), "-t", "tei"],
    }
    nothing = [sys.executable, "-c", "pass"]
    return [
        Figure(step, *in_turn(_process(call), _process(nothing)), COLD_TARGETS[step]) for step, call in calls.items()
    ]


def _process(call: list[str]) -> Step:
    return lambda: subprocess.run(call, check=True, capture_output=True, cwd=ROOT)


def show(file: Path, figures: list[Figure]) -> None:
    """The table, for a person."""
    table = Table(title=f"{file.name}: milliseconds (median)")
    for name in ("step", "median", "floor", "ratio", "target", ""):
        table.add_column(name, justify="left" if name == "step" else "right")
    for figure in figures:
        table.add_row(
            figure.step,
            f"{figure.median:.3f}",
            f"{figure.floor:.3f}" if figure.floor else "",
            f"{figure.median / figure.floor:.1f}" if figure.floor else "",
            f"{figure.target:.2f}" if figure.target else "",
            "" if figure.target is None else "holds" if figure.median <= figure.target else "MISSED",
        )
    Console().print(table)


main()
