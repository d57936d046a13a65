"""Fuzz a reader: `python -m tests.fuzz docx --seconds 60`, or all of them in turn with `make fuzz`.

What goes wrong is printed, and the bytes that did it are kept in the folder of artifacts. A run that finds nothing
ends with 0. The corpus grows in a folder that the next run begins with.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

import atheris

PROGRAM = "__main__"
SLOWEST, HANGS, LARGEST = 10, 600, 3000
"""Seconds of the processor for one input, seconds until a library hangs, megabytes for the process."""


def main() -> None:
    """Parse the command and fuzz until the time is over or something is found."""
    with atheris.instrument_imports(include=["converters"]):
        import converters

        for module in pkgutil.walk_packages(converters.__path__, "converters."):
            if not module.name.endswith(PROGRAM):
                importlib.import_module(module.name)
        from tests.fuzz.clock import timed
        from tests.fuzz.targets import TARGETS, check

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--runs", type=int, default=-1, help="end after so many inputs (-1: when the time is over)")
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time")
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"), help="for the corpus and what is found")
    given = parser.parse_args()
    target = TARGETS[given.target]
    corpus, found = given.folder / given.target, given.folder / "found"
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(target.corpus()):
        (corpus / f"example-{number}").write_bytes(data)
    longest = 2 * max(file.stat().st_size for file in corpus.iterdir())
    words = [
        sys.argv[0],
        f"-max_total_time={given.seconds}",
        f"-seed={given.seed}",
        f"-runs={given.runs}",
        f"-timeout={HANGS}",
        f"-report_slow_units={HANGS}",
        f"-rss_limit_mb={LARGEST}",
        f"-max_len={longest}",
        f"-artifact_prefix={found}/{given.target}-",
        "-print_final_stats=1",
        str(corpus),
    ]
    within = target.within

    def custom(data: bytes, most: int, seed: int) -> bytes:
        assert within is not None
        return within(data, most, seed, atheris.Mutate)

    one = timed(lambda data: check(target.format, data), SLOWEST, found / f"{given.target}-slowest")
    atheris.Setup(words, one, **({"custom_mutator": custom} if within else {}))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
