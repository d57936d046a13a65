"""A volume of many records: seconds and memory, and how both grow.

`python -m benchmarks volumes [COUNT]`. The records are the telegrams of the reference material (else the examples)
under distinct names, as many as asked for, beside a tenth of them. The command works with one process beside its own,
which reads the records.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.collection import fill, memory

PRODUCTS = ("volume.pdf", "volume.docx")
MANY = 5_000
EVERY = 0.25
"""Seconds between two looks at the memory."""


class Made(NamedTuple):
    """What a volume cost: seconds, seconds of processors, the most memory that all processes had together, its size."""

    seconds: float
    busy: float
    peak: int
    size: int


def make(records: Path, out: Path, product: str) -> Made:
    """Make a volume of a folder of records."""
    words = ["publish", str(records), "-t", product, "-o", str(out), "--jobs", "1"]
    begun = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "converters", *words], stderr=subprocess.DEVNULL)
    peak, busy = 0, 0.0
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        busy = _busy(process.pid) or busy
        time.sleep(EVERY)
    assert process.returncode == 0, process.returncode
    return Made(time.monotonic() - begun, busy, peak, (out / product).stat().st_size)


def _busy(process: int) -> float:
    """The seconds of processors that a process has used (`proc(5)`, `stat`)."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(count: int = MANY) -> None:
    """Make both volumes of so many records and of a tenth of them, and tell what each cost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few = max(1, count // 10)
        for number in (few, count):
            fill(folder / f"records-{number}", number)
        for product in PRODUCTS:
            small = make(folder / f"records-{few}", folder / f"{product}-{few}", product)
            large = make(folder / f"records-{count}", folder / f"{product}-{count}", product)
            for number, one in ((few, small), (count, large)):
                print(
                    f"{product:12} {number:6} records {one.seconds:8.1f} s ({one.busy:.1f} s of setting)"
                    f" {one.peak / 1e6:7.0f} MB {one.size / 1e6:7.1f} MB on the disk"
                )
            times = large.busy / small.busy
            print(
                f"{product:12} {count // few} times the records: {times:.1f} times the time, "
                f"{large.peak / small.peak:.2f} times the memory"
            )
