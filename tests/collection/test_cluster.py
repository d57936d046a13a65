"""The same work on a Dask cluster, and records at addresses instead of paths."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from converters.collection.conversion import Conversion, Wishes
from converters.collection.discovery import discover
from converters.collection.engines import Cluster, Local
from converters.collection.outcome import Outcome
from converters.collection.planning import Plan, plan, writable
from converters.collection.running import run as run_here
from converters.collection.verification import verify
from tests.collection.runs import collection, contents, run

fsspec = pytest.importorskip("fsspec")
pytest.importorskip("distributed")


def start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *words], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, bufsize=1
    )


def address_of(scheduler: subprocess.Popen[str]) -> str:
    assert scheduler.stderr is not None
    for line in scheduler.stderr:
        if "tcp://" in line:
            return line[line.index("tcp://") :].split()[0]
    raise AssertionError("the scheduler did not start")


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """The address of a scheduler, and its two workers, each a process of its own."""
    scheduler = start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    address = address_of(scheduler)
    workers = [
        start("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in "12"
    ]
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.communicate()


def planned(inputs: Path | str, out: Path | str, formats: str) -> Plan:
    return plan(discover([str(inputs)]).inputs, writable(formats), str(out), several=True)


@pytest.mark.shared
def test_a_cluster_that_loses_a_worker_writes_what_one_machine_writes(
    tmp_path: Path, shared: Path, cluster: tuple[str, list[subprocess.Popen[str]]]
) -> None:
    address, workers = cluster
    records = shared / "corpora/cables"
    conversion = Conversion(Wishes())
    here = list(run_here(planned(records, tmp_path / "here", "tei,json,docx,pdf"), conversion, Local(jobs=2)))
    there: list[Outcome] = []
    for outcome in run_here(
        planned(records, tmp_path / "there", "tei,json,docx,pdf"), conversion, Cluster(scheduler=address)
    ):
        there.append(outcome)
        if len(there) == len(here) // 2:
            workers[0].kill()
    assert not any(outcome.failures for outcome in there)
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    collection(tmp_path / "in", 1)
    words = ("convert", "in", "-t", "json", "-o", "out", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    done = run(*words, folder=tmp_path)
    assert done.returncode == 2
    assert "there is no Dask cluster at tcp://127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr


def test_records_at_addresses_are_read_and_written(tmp_path: Path) -> None:
    collection(tmp_path / "in", 3)
    store = fsspec.filesystem("memory")
    for file in sorted((tmp_path / "in").rglob("*.txt")):
        store.pipe_file(f"/archive/{file.name}", file.read_bytes())
    conversion = Conversion(Wishes())
    outcomes = list(run_here(planned("memory://archive", "memory://edition", "tei,pdf"), conversion, Local()))
    assert [len(outcome.outputs) for outcome in outcomes] == [2, 2, 2]
    again = list(run_here(planned("memory://archive", "memory://edition", "tei,pdf"), conversion, Local()))
    assert all(outcome.unchanged for outcome in again)
    assert {finding.state for finding in verify("memory://edition")} == {"intact"}
    list(run_here(planned(tmp_path / "in/000", tmp_path / "here", "tei,pdf"), conversion, Local()))
    edition = {name: data for name, data in contents(tmp_path / "here").items() if name != "manifest.jsonl"}
    assert edition == {name: store.cat_file(f"/edition/{name}") for name in edition}


def test_a_file_address_is_a_path(tmp_path: Path) -> None:
    collection(tmp_path / "in", 2)
    done = run("convert", f"file://{tmp_path}/in", "-t", "json", "-o", f"file://{tmp_path}/out", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(contents(tmp_path / "out")) == 3


def test_an_address_of_no_known_kind_is_told(tmp_path: Path) -> None:
    done = run("convert", "nowhere://archive/a.txt", "-t", "json", "-o", "out/", folder=tmp_path)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert "nowhere" in done.stderr
