"""Runs over a collection: nothing is done twice, nothing is half done, one bad file stops nothing."""

from __future__ import annotations

import fcntl
import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.collection.runs import collection, contents, run, words

KILLS = 20
MANIFEST = "manifest.jsonl"


def entries(out: Path) -> dict[str, dict[str, object]]:
    lines = (out / MANIFEST).read_text("utf-8").splitlines()
    return {entry["input"]: entry for entry in map(json.loads, lines)}


def test_two_processes_write_what_one_writes(tmp_path: Path) -> None:
    collection(tmp_path / "in", 20)
    for jobs in ("1", "2"):
        done = run("convert", "in", "-t", "tei,json", "-o", f"out{jobs}", "--jobs", jobs, folder=tmp_path)
        assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "out1") == contents(tmp_path / "out2")


def test_the_manifest_says_what_was_made_of_what(tmp_path: Path) -> None:
    collection(tmp_path / "in", 2)
    run("convert", "in", "-t", "tei,json", "-o", "out", folder=tmp_path)
    entry = entries(tmp_path / "out")["in/000/00001.txt"]
    assert entry["sha256"]
    assert entry["fingerprint"]
    assert [one["path"] for one in entry["outputs"]] == ["000/00001.tei.xml", "000/00001.json"]  # type: ignore[attr-defined]


def test_the_same_run_again_does_nothing(tmp_path: Path) -> None:
    collection(tmp_path / "in", 3)
    call = ("convert", "in", "-t", "tei,json", "-o", "out")
    run(*call, folder=tmp_path)
    times = {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*.json*")}
    done = run(*call, folder=tmp_path)
    assert "0 converted, 0 failed, 3 unchanged" in done.stderr
    assert times == {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*.json*")}


def test_force_does_all_of_it_again(tmp_path: Path) -> None:
    collection(tmp_path / "in", 3)
    run("convert", "in", "-t", "json", "-o", "out", folder=tmp_path)
    assert "3 converted" in run("convert", "in", "-t", "json", "-o", "out", "--force", folder=tmp_path).stderr


def change_input(folder: Path) -> None:
    (folder / "in/000/00001.txt").write_bytes((folder / "in/000/00000.txt").read_bytes())


def remove_output(folder: Path) -> None:
    (folder / "out/000/00001.json").unlink()


def change_output(folder: Path) -> None:
    (folder / "out/000/00001.json").write_text("{}")


@pytest.mark.parametrize("damage", [change_input, remove_output, change_output])
def test_only_what_changed_is_done_again(damage: Callable[[Path], None], tmp_path: Path) -> None:
    collection(tmp_path / "in", 3)
    run("convert", "in", "-t", "tei,json", "-o", "out", folder=tmp_path)
    damage(tmp_path)
    done = run("convert", "in", "-t", "tei,json", "-o", "out", folder=tmp_path)
    assert "1 converted, 0 failed, 2 unchanged" in done.stderr


def test_other_options_make_all_of_it_anew(tmp_path: Path) -> None:
    collection(tmp_path / "in", 2)
    run("convert", "in", "-t", "tei", "-o", "out", folder=tmp_path)
    assert "2 converted" in run("convert", "in", "-t", "tei", "-o", "out", "--no-repair", folder=tmp_path).stderr


def test_another_format_joins_the_first_in_the_manifest(tmp_path: Path) -> None:
    collection(tmp_path / "in", 1)
    run("convert", "in", "-t", "tei", "-o", "out", folder=tmp_path)
    run("convert", "in", "-t", "json", "-o", "out", folder=tmp_path)
    made = entries(tmp_path / "out")["in/000/00000.txt"]["outputs"]
    assert [one["format"] for one in made] == ["json", "tei"]  # type: ignore[attr-defined]


def test_one_bad_file_stops_nothing_and_is_in_the_manifest(tmp_path: Path) -> None:
    collection(tmp_path / "in", 3)
    (tmp_path / "in/000/00001.txt").write_bytes(b"\0\1\2")
    done = run("convert", "in", "-t", "json", "-o", "out", "--jobs", "2", folder=tmp_path)
    assert done.returncode == 1
    assert "2 converted, 1 failed" in done.stderr
    assert entries(tmp_path / "out")["in/000/00001.txt"]["failures"]


def test_a_failed_input_is_tried_again(tmp_path: Path) -> None:
    collection(tmp_path / "in", 2)
    good = (tmp_path / "in/000/00001.txt").read_bytes()
    (tmp_path / "in/000/00001.txt").write_bytes(b"\0\1\2")
    run("convert", "in", "-t", "json", "-o", "out", folder=tmp_path)
    (tmp_path / "in/000/00001.txt").write_bytes(good)
    assert (
        "1 converted, 0 failed, 1 unchanged" in run("convert", "in", "-t", "json", "-o", "out", folder=tmp_path).stderr
    )


def lengthen(model: Path, into: Path) -> None:
    """One record of 12 MB."""
    words = model.read_bytes().replace(b"NNNN", b"")
    into.write_bytes(words + b"\n\n" + b"THE MINISTER SAID THAT THE TALKS WENT WELL.\n\n" * 270_000)


def test_a_record_that_takes_too_long_costs_only_itself(tmp_path: Path) -> None:
    collection(tmp_path / "in", 2)
    lengthen(tmp_path / "in/000/00000.txt", tmp_path / "in/long.txt")
    done = run("convert", "in", "-t", "tei,pdf", "-o", "out", "--jobs", "1", "--timeout", "1", folder=tmp_path)
    assert "in/long.txt: took more than 1 seconds; raise --timeout" in done.stderr
    assert "2 converted, 1 failed" in done.stderr


def test_a_record_that_needs_too_much_memory_costs_only_itself(tmp_path: Path) -> None:
    collection(tmp_path / "in", 2)
    lengthen(tmp_path / "in/000/00000.txt", tmp_path / "in/long.txt")
    done = run("convert", "in", "-t", "json", "-o", "out", "--jobs", "1", "--memory", "40M", folder=tmp_path)
    assert "in/long.txt: " in done.stderr
    assert "raise --memory" in done.stderr
    assert "2 converted, 1 failed" in done.stderr


def test_json_lines_say_what_became_of_each_input(tmp_path: Path) -> None:
    collection(tmp_path / "in", 2)
    done = run("convert", "in", "-t", "json", "-o", "out", "--json", folder=tmp_path)
    *each, summary = map(json.loads, done.stdout.splitlines())
    assert [one["input"] for one in each] == ["in/000/00000.txt", "in/000/00001.txt"]
    assert summary["summary"]["formats"]["json"]["files"] == 2


def test_verify_finds_every_output_as_it_was_written(tmp_path: Path) -> None:
    collection(tmp_path / "in", 3)
    run("convert", "in", "-t", "tei,json", "-o", "out", folder=tmp_path)
    (tmp_path / "out").rename(tmp_path / "moved")
    done = run("verify", "moved", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "dragoman: 6 intact\n")


def test_verify_tells_what_is_missing_and_what_changed(tmp_path: Path) -> None:
    collection(tmp_path / "in", 2)
    run("convert", "in", "-t", "json", "-o", "out", folder=tmp_path)
    (tmp_path / "out/000/00000.json").unlink()
    (tmp_path / "out/000/00001.json").write_text("{}")
    done = run("verify", "out", folder=tmp_path)
    assert done.returncode == 1
    assert "out/000/00000.json: is missing" in done.stderr
    assert "out/000/00001.json: is not what was written" in done.stderr


def test_a_manifest_never_leads_out_of_its_folder(tmp_path: Path) -> None:
    collection(tmp_path / "in", 1)
    run("convert", "in", "-t", "json", "-o", "out", folder=tmp_path)
    manifest = tmp_path / "out" / MANIFEST
    manifest.write_text(manifest.read_text("utf-8").replace("000/00000.json", "../secret.json"))
    done = run("verify", "out", folder=tmp_path)
    assert done.returncode == 1
    assert "which is not below it" in done.stderr


def test_a_run_that_is_killed_at_any_moment_goes_on_where_it_stopped(tmp_path: Path) -> None:
    collection(tmp_path / "in", 60)
    call = ("convert", "in", "-t", "tei,json", "-j", "2")
    whole = run(*call, "-o", "whole", folder=tmp_path)
    assert whole.returncode == 0
    moments = random.Random(7)  # noqa: S311 - moments, no secrets
    for number in range(KILLS):
        killed = subprocess.Popen(
            words(*call, "-o", "out"), cwd=tmp_path, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(moments.uniform(0.05, 0.8))
        (os.killpg if number % 2 else os.kill)(killed.pid, signal.SIGKILL)  # with its workers, or alone
        killed.wait()
        _no_half_file(tmp_path / "out", tmp_path / "whole")
    assert run(*call, "-o", "out", folder=tmp_path).returncode == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def _no_half_file(out: Path, whole: Path) -> None:
    for name, data in contents(out).items() if out.is_dir() else ():
        if name != MANIFEST and not name.endswith(".part"):
            assert data == (whole / name).read_bytes()


def test_two_runs_into_one_folder_at_once_are_refused(tmp_path: Path) -> None:
    collection(tmp_path / "in", 1)
    (tmp_path / "out").mkdir()
    handle = os.open(tmp_path / "out", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    done = run("convert", "in", "-t", "json", "-o", "out", folder=tmp_path)
    os.close(handle)
    assert done.returncode == 1
    assert "another run is at work in it" in done.stderr


def test_an_input_that_vanishes_midway_is_told(tmp_path: Path) -> None:
    from converters.collection.conversion import Conversion, Wishes
    from converters.collection.discovery import discover
    from converters.collection.engines import Local
    from converters.collection.planning import plan, writable
    from converters.collection.running import run as run_here

    collection(tmp_path / "in", 3)
    found = discover([str(tmp_path / "in")])
    planned = plan(found.inputs, writable("json"), str(tmp_path / "out"), several=True)
    (tmp_path / "in/000/00001.txt").unlink()
    outcomes = list(run_here(planned, Conversion(Wishes()), Local()))
    assert [one.failures[0].problem if one.failures else None for one in outcomes] == [None, "no such file", None]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_space(tmp_path: Path, small_disk: Path) -> None:
    collection(tmp_path / "in", 30)
    call = ("convert", "in", "-t", "tei,json")
    full = run(*call, "-o", "disk/out", folder=tmp_path)
    assert full.returncode == 1
    assert "No space left on device" in full.stderr
    assert "Traceback" not in full.stderr
    subprocess.run(["mount", "-o", "remount,size=20m", small_disk], check=True)
    resumed = run(*call, "-o", "disk/out", folder=tmp_path)
    assert resumed.returncode == 0, resumed.stderr
    run(*call, "-o", "whole", folder=tmp_path)
    assert contents(small_disk / "out") == contents(tmp_path / "whole")


def test_links_are_followed_only_when_asked(tmp_path: Path) -> None:
    collection(tmp_path / "elsewhere", 1)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/link").symlink_to(tmp_path / "elsewhere/000")
    (tmp_path / "in/again").symlink_to(tmp_path / "in")
    assert "0 converted" in run("convert", "in", "-t", "json", "-o", "out", folder=tmp_path).stderr
    assert "1 converted" in run("convert", "in", "-t", "json", "-o", "out", "--follow-links", folder=tmp_path).stderr


def test_an_output_never_leaves_the_folder_by_a_link(tmp_path: Path) -> None:
    collection(tmp_path / "in", 1)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out/000").symlink_to(tmp_path / "elsewhere")
    done = run("convert", "in", "-t", "json", "-o", "out", folder=tmp_path)
    assert done.returncode == 2
    assert "leads out of out by a link" in done.stderr
    assert not contents(tmp_path / "elsewhere")


@pytest.mark.parametrize("inputs", [".", "**/*.*"])
def test_outputs_below_the_inputs_are_no_inputs_of_the_next_run(inputs: str, tmp_path: Path) -> None:
    collection(tmp_path, 2)
    call = ("convert", inputs, "-t", "tei,json", "-o", "out")
    assert "2 converted" in run(*call, folder=tmp_path).stderr
    assert "0 converted, 0 failed, 2 unchanged" in run(*call, folder=tmp_path).stderr


def test_a_pattern_is_understood_where_the_shell_leaves_it(tmp_path: Path) -> None:
    collection(tmp_path / "in", 12)
    done = run("convert", "in/**/*1.txt", "-t", "json", "-o", "out", folder=tmp_path)
    assert "2 converted" in done.stderr
    assert sorted(contents(tmp_path / "out")) == ["000/00001.json", "001/00011.json", MANIFEST]


def test_records_of_one_file_are_worked_on_side_by_side(tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("a.txt", "b.txt"))
    collection(tmp_path / "in", 2)
    texts = [file.read_bytes() for file in sorted((tmp_path / "in").rglob("*.txt"))]
    first.write_bytes(b"NNNN\n\n".join(text if text.endswith(b"\n") else text + b"\n" for text in texts))
    done = run("convert", first.name, "-t", "json", "-o", "out/", "--jobs", "2", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not second.exists()
    assert MANIFEST in contents(tmp_path / "out")
