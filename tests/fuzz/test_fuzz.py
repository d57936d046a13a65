"""Each reader is fuzzed for a while, from the examples on: a document or one clear error, never anything else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpora import ROOT, SEED

SECONDS, SECONDS_IN_SWEEP = 15, 600
TARGETS = ("cable", "tei", "json", "docx", "pdf", "any")


@pytest.mark.validator
@pytest.mark.parametrize("target", TARGETS)
def test_fuzzing_a_reader_finds_nothing(
    target: str, package: Callable[[str], None], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    package("atheris")
    seconds = SECONDS_IN_SWEEP if request.config.getoption("--sweep") else SECONDS
    call = [sys.executable, "-m", "tests.fuzz", target, "--seconds", str(seconds), "--folder", str(tmp_path)]
    seed = str(request.config.stash[SEED] % 2**31)
    done = subprocess.run([*call, "--seed", seed], cwd=ROOT, capture_output=True, check=False, timeout=seconds + 300)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-4000:]
    assert b"number_of_executed_units" in done.stderr
