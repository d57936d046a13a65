"""Each reader is fuzzed for a while, from the examples on: a document or one clear error, never anything else."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import IN_CI
from tests.corpora import ROOT, SEED
from tests.fuzz.clock import TooLong, timed
from tests.fuzz.mutations import packed, within_package

SECONDS, SECONDS_IN_SWEEP = 60, 600
RUNS = {"cable": 2000, "tei": 2000, "json": 25_000, "docx": 500, "edited": 500, "pdf": 300, "any": 2000}
"""Inputs for each reader: some 15 seconds. `make fuzz` and the sweep go on for ten minutes."""


@pytest.mark.validator
@pytest.mark.parametrize("target", RUNS)
def test_fuzzing_a_reader_finds_nothing(
    target: str, package: Callable[[str], None], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """CI judges a change, so it draws the same inputs each time; every run by hand draws new ones."""
    package("atheris")
    sweep = request.config.getoption("--sweep")
    seconds = SECONDS_IN_SWEEP if sweep else SECONDS
    seed = 1 if IN_CI else request.config.stash[SEED] % 2**31
    words = {"seconds": seconds, "runs": -1 if sweep else RUNS[target], "seed": seed, "folder": tmp_path}
    call = [sys.executable, "-m", "tests.fuzz", target, *(f"--{name}={value}" for name, value in words.items())]
    settled = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(call, cwd=ROOT, env=settled, capture_output=True, check=False, timeout=seconds + 300)
    assert done.returncode == 0, (done.stdout[-2000:] + done.stderr[-2000:]).decode("utf-8", "replace")
    assert b"number_of_executed_units" in done.stderr


@given(place=st.integers(0, 10_000), byte=st.integers(0, 255), seed=st.integers(0, 99))
def test_a_broken_package_is_changed_as_any_bytes_are(place: int, byte: int, seed: int) -> None:
    broken = bytearray(packed({"a.xml": b"<a><b/></a>", "c.bin": b"c" * 40}))
    broken[place % len(broken)] = byte
    assert isinstance(within_package(bytes(broken), 1000, seed, lambda data, most: data[:most]), bytes)


def test_an_input_that_takes_too_long_ends_by_the_clock_of_the_processor(tmp_path: Path) -> None:
    def slow(data: bytes) -> None:
        while data:
            time.process_time()

    with pytest.raises(TooLong):
        timed(slow, 0.05, tmp_path / "slowest")(b"for ever")
    timed(lambda data: time.sleep(0.2), 0.05, tmp_path / "slowest")(b"waiting costs the processor nothing")
