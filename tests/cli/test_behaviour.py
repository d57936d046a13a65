"""What the command is like as a program: quick to start, quiet when nobody listens, stopped cleanly."""

from __future__ import annotations

import contextlib
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from converters.cli.main import COMMANDS, run
from tests.cli.test_cases import EXAMPLES

LETTER = EXAMPLES / "letter.json"
HEAVY = ("msgspec", "lxml", "reportlab", "docx", "pikepdf", "rich", "jsonschema", "fontTools", "multiprocessing")


def _imported(*words: str) -> set[str]:
    """The heavy packages that a call imports; what measures coverage has imported some before."""
    code = (
        "import sys; before = set(sys.modules); from converters.cli.main import run\n"
        f"code = run({list(words)!r})\n"
        f"sys.stderr.write('\\n' + ' '.join(name for name in {HEAVY!r} if name in sys.modules.keys() - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    return set(done.stderr.decode().rpartition("\n")[2].split())


def test_the_version_is_told_without_importing_the_model() -> None:
    assert _imported("--version") == set()


def test_a_conversion_imports_only_the_formats_it_uses() -> None:
    assert _imported("convert", str(LETTER), "-t", "json", "-o", os.devnull) == {"msgspec"}


def test_a_valid_file_is_checked_without_what_explains_mistakes() -> None:
    assert _imported("validate", str(LETTER)) == {"msgspec"}


@pytest.mark.parametrize(("name", "begins"), [("a.PDF", b"%PDF"), ("a.docx", b"PK"), ("a.tei.xml", b"<?xml")])
def test_the_ending_of_the_output_says_the_format(name: str, begins: bytes, tmp_path: Path) -> None:
    assert run(["convert", str(LETTER), "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        assert run([name, "--help"]) == 0
        assert f"Usage: dragoman {name}" in capsys.readouterr().out


def test_the_overview_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"\n  {name} " in told for name in COMMANDS)


def test_a_reader_that_goes_away_is_no_error_to_shout_about() -> None:
    words = [sys.executable, "-m", "converters", "convert", str(LETTER), "-t", "json"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(words, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.returncode == 1
    assert done.stderr == b""


def test_an_interruption_ends_with_130_and_one_line() -> None:
    words = [sys.executable, "-m", "converters", "convert", "-", "-t", "json"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, preexec_fn=_interruptible)
    # It waits for standard input once it is past its imports; there is no other sign of that than the system's own.
    _wait_until_reading(process.pid)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert (process.returncode, told.strip()) == (130, b"dragoman: interrupted")


def _interruptible() -> None:
    """Where the tests themselves were started in the background, the shell made all below them deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _wait_until_reading(pid: int) -> None:
    place = Path(f"/proc/{pid}/syscall")
    for _ in range(3000):
        try:
            call, first, *_ = place.read_text().split()
        except (OSError, ValueError):
            call, first = "", ""
        if (call, first) == ("0", "0x0"):
            return
        time.sleep(0.01)
    pytest.fail("the command never read standard input")


def test_binary_data_never_goes_to_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "converters", "convert", str(LETTER), "-t", "pdf"]
    done = subprocess.run(words, stdout=theirs, stderr=subprocess.PIPE, cwd=tmp_path, check=False)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert done.stderr == (
        b"dragoman: pdf is binary and standard output is a terminal; name a file with -o, or use a pipe\n"
    )


def test_a_folder_is_converted_on_a_terminal_with_a_bar_of_progress(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.json").write_bytes(LETTER.read_bytes())
    master, slave = pty.openpty()
    words: list[str | Path] = ["convert", tmp_path, "-t", "json", "-o", tmp_path / "out"]
    process = subprocess.Popen([sys.executable, "-m", "converters", *words], stderr=slave, stdout=subprocess.DEVNULL)
    os.close(slave)
    shown = b""
    with contextlib.suppress(OSError), os.fdopen(master, "rb") as terminal:
        for line in terminal:
            shown += line
    assert process.wait() == 0
    assert b"a second" in shown
    assert b"3 converted, 0 failed" in shown


def test_inspect_is_coloured_on_a_terminal_unless_that_is_unwanted() -> None:
    assert b"\x1b[" in _on_a_terminal({})
    assert b"\x1b[" not in _on_a_terminal({"NO_COLOR": "1"})


def _on_a_terminal(more: dict[str, str]) -> bytes:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "converters", "inspect", str(LETTER)]
    process = subprocess.Popen(words, stdout=theirs, env={**kept, "TERM": "xterm-256color", **more})
    os.close(theirs)
    told = b""
    try:
        while part := os.read(ours, 65536):
            told += part
    except OSError:
        pass  # the other end is closed
    os.close(ours)
    assert process.wait(timeout=30) == 0
    return told


def test_a_fault_of_the_program_is_one_line_and_can_be_traced(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("unforeseen")

    monkeypatch.setattr("converters.cli.streams.read", fail)
    assert run(["diff", str(LETTER), str(LETTER)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setenv("DRAGOMAN_TRACEBACK", "1")
    with pytest.raises(KeyError):
        run(["diff", str(LETTER), str(LETTER)])
