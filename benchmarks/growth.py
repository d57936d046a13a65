"""How time and memory grow with the size of a record, as a picture."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import ROOT
from benchmarks.one_size import MEMORY, OVER_MEMORY
from benchmarks.records import FORMATS

PICTURE = ROOT / "docs/pictures/growth.png"
SIZES = (*(1024 * 4**step for step in range(8)), 50 * 1024**2)
"""Bytes of text, from 1 KB to 50 MB."""
PATIENCE = 900
"""Seconds for one record of one size."""
STOPS = {OVER_MEMORY: f"more than {MEMORY // 1024**3} GB", None: f"more than {PATIENCE // 60} minutes"}
"""Why a format goes no further, by the exit code of its process."""

_FIRST = 0.002
"""Seconds at the smallest size where the line of that slope begins."""


class Cost(NamedTuple):
    """What a record of a size costs; without figures, why it was not done."""

    size: int
    seconds: float
    megabytes: float
    stopped: str | None = None


def plot() -> Path:
    """Measure each format at each size in a process of its own, and draw both axes in decades.

    What grows as the text does is a line of one slope, which is drawn beside them. Where a format stops short
    of the last size, its line says why.
    """
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, (times, memory) = pyplot.subplots(1, 2, figsize=(10, 4.5))
    for format in FORMATS:
        costs = list(_measured(format))
        sizes = [one.size / 1024 for one in costs]
        times.plot(sizes, [one.seconds for one in costs], marker="o", label=_label(format, costs[-1]))
        memory.plot(sizes, [one.megabytes for one in costs], marker="o")
    low, high = SIZES[0] / 1024, SIZES[-1] / 1024
    times.plot([low, high], [_FIRST, _FIRST * high / low], linestyle=":", color="gray", label="as the text grows")
    times.set_title("seconds of the processor, to write and read back")
    memory.set_title("memory at the highest, MB")
    for axes in (times, memory):
        axes.set(xlabel="KB of text", xscale="log", yscale="log")
        axes.grid(alpha=0.3)
    times.legend()
    figure.tight_layout()
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(PICTURE, dpi=90, metadata={"Software": None})
    return PICTURE


def _label(format: str, last: Cost) -> str:
    return format if last.stopped is None else f"{format} (stops: {last.stopped})"


def _measured(format: str) -> Iterator[Cost]:
    """What each size costs, until one is too much."""
    for size in SIZES:
        cost = _one(format, size)
        print(format, cost, flush=True)
        yield cost
        if cost.stopped is not None:
            return


def _one(format: str, size: int) -> Cost:
    call = [sys.executable, "-m", "benchmarks.one_size", format, str(size)]
    code: int | None = None
    try:
        done = subprocess.run(call, check=False, capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE)
        code = done.returncode
    except subprocess.TimeoutExpired:
        pass
    if code == 0:
        return Cost(size, **json.loads(done.stdout))
    return Cost(size, float("nan"), float("nan"), STOPS.get(code, "failed"))
