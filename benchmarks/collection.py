"""A collection of many records: memory, what a second process gives, and how fast, beside pandoc on the same records.

`python -m benchmarks collection [COUNT]`. The records are the telegrams of the reference material (else the examples)
under distinct names, as many as asked for.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from benchmarks import ROOT, peers
from benchmarks.records import SHARED

FORMATS = ("tei", "json", "docx", "pdf")
ENDINGS = (".tei.xml", ".json", ".docx", ".pdf")
MANY, SOME = 20_000, 500
PANDOC_RECORDS = 60
EVERY = 0.5
"""Seconds between two looks at the memory."""


class Run(NamedTuple):
    """What one call cost: seconds, the most memory that its processes had together, files it made."""

    seconds: float
    peak: int
    files: int


def models() -> list[Path]:
    """The records that are repeated."""
    found = sorted((SHARED / "cables").glob("*.txt"))
    return found or sorted((ROOT / "examples").glob("*.txt"))


def fill(folder: Path, count: int) -> None:
    """So many records in folders of a thousand."""
    for number, model in enumerate(islice(cycle(models()), count)):
        below = folder / f"{number // 1000:03}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{number:06}-{model.name}").write_bytes(model.read_bytes())


def convert(records: Path, out: Path, jobs: int) -> Run:
    """Convert all of a folder into all formats."""
    words: list[str | Path] = ["convert", records, "-t", ",".join(FORMATS), "-o", out, "--jobs", str(jobs)]
    begun = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "converters", *words], stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        time.sleep(EVERY)
    seconds = time.monotonic() - begun
    assert process.returncode == 0, process.returncode
    return Run(seconds, peak, sum(1 for ending in ENDINGS for _ in out.rglob(f"*{ending}")))


def memory(process: int) -> int:
    """The bytes that a process and all below it have for themselves or share, as the system divides them (PSS)."""
    return sum(map(_share, family(process)))


def family(process: int) -> Iterator[int]:
    """A process and all below it."""
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def _share(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def pandoc_rate(records: Path) -> float:
    """Records a second that pandoc makes TEI, DOCX and its JSON of, two processes at once; it makes no PDF alone."""
    program = peers.pandoc()
    files = sorted(records.rglob("*.txt"))[:PANDOC_RECORDS]
    with tempfile.TemporaryDirectory() as work:
        begun = time.monotonic()
        for pair in zip(files[::2], files[1::2], strict=False):
            for format in ("tei", "docx", "json"):
                both = [
                    subprocess.Popen(
                        [
                            program,
                            "-f",
                            "markdown",
                            "-t",
                            format,
                            file,
                            "-o",
                            f"{work}/{file.stem}.{format}",
                        ]
                    )
                    for file in pair
                ]
                assert all(process.wait() == 0 for process in both)
        return len(files) / (time.monotonic() - begun)


def _without_disk() -> str | None:
    """A folder that lies in memory; None where there is none."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a private folder is made in it


def measure(many: int = MANY) -> None:
    """Print what the collection cost."""
    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory(dir=_without_disk()) as memory_only:
        folder = Path(work)
        fill(folder / "some", SOME)
        fill(folder / "many", many)
        one, two = (convert(folder / "some", Path(memory_only) / f"some{jobs}", jobs) for jobs in (1, 2))
        print(f"{SOME} records, 1 job:  {one.seconds:7.1f} s {SOME / one.seconds:6.1f}/s  peak {one.peak / 1e6:.0f} MB")
        print(f"{SOME} records, 2 jobs: {two.seconds:7.1f} s {SOME / two.seconds:6.1f}/s  peak {two.peak / 1e6:.0f} MB")
        print("(into memory, so that the disk is not what is compared)" if _without_disk() else "(onto the disk)")
        print(f"two jobs are {one.seconds / two.seconds:.2f} times one")
        rate = pandoc_rate(folder / "some")
        times = SOME / two.seconds / rate
        print(f"pandoc, two at once: {rate:.1f}/s in three formats; dragoman is {times:.1f} times that")
        all_of_them = convert(folder / "many", folder / "all", 2)
        print(
            f"{many} records, 2 jobs: {all_of_them.seconds:.1f} s {many / all_of_them.seconds:.1f}/s "
            f"peak {all_of_them.peak / 1e6:.0f} MB, {all_of_them.peak / two.peak:.2f} times that of {SOME}"
        )
        print(f"files: {all_of_them.files} of {many * len(FORMATS)}")
