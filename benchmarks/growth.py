"""How time and memory grow with the size of a record, as a picture."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.records import FORMATS, ROOT

PICTURE = ROOT / "docs/pictures/growth.png"
SIZES = tuple(1024 * 4**step for step in range(8))
"""Bytes of text, from 1 KB to 16 MB."""
LARGEST = {"pdf": 4 * 1024 * 1024}
"""Where a format takes minutes: 4 MB of text are 1,300 pages."""


def plot() -> Path:
    """Measure each format at each size in a process of its own, and draw both axes in decades."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, (times, memory) = pyplot.subplots(1, 2, figsize=(10, 4.5))
    for format in FORMATS:
        sizes = [size for size in SIZES if size <= LARGEST.get(format, size)]
        measured = [_measured(format, size) for size in sizes]
        for axes, field in ((times, "seconds"), (memory, "megabytes")):
            axes.plot([size / 1024 for size in sizes], [one[field] for one in measured], marker="o", label=format)
    for axes, title in ((times, "seconds to write and read back"), (memory, "memory at the highest, MB")):
        axes.set(title=title, xlabel="KB of text", xscale="log", yscale="log")
        axes.grid(alpha=0.3)
        axes.legend()
    figure.tight_layout()
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(PICTURE, dpi=90, metadata={"Software": None})
    return PICTURE


def _measured(format: str, size: int) -> dict[str, float]:
    call = [sys.executable, "-m", "benchmarks.one_size", format, str(size)]
    result: dict[str, float] = json.loads(
        subprocess.run(call, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    )
    print(format, size, result)
    return result
