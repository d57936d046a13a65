"""Run the command tests that are kept as Markdown, one file a behaviour.

A file says in words what it shows, then holds fenced blocks: `input NAME` (a file put into an empty folder), `command`
(words after `$ dragoman`, with `< NAME` for standard input), `stdout`, `stderr`, `exit`, and `output NAME` (a file that
must be there afterwards). `EXAMPLES` in a command stands for the folder of examples. With `--update-golden` what the
command says takes the place of what was expected; in CI that is refused.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
EXAMPLES = Path(__file__).parents[2] / "examples"
BLOCK = re.compile(r"^```(?P<name>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SECONDS = 60
KEPT = ("PATH", "HOME", "LANG")
NOT_THERE = "(not there)\n"
NO_LINE_END = "(no line end)\n"


def run(words: list[str], folder: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command with these words, in a folder, under a fixed environment; what measures coverage goes on in it."""
    kept = {name: value for name, value in os.environ.items() if name in KEPT or name.startswith("COVERAGE_")}
    return subprocess.run(
        [sys.executable, "-m", "converters", *words],
        cwd=folder,
        input=stdin,
        capture_output=True,
        env={**kept, "COLUMNS": "120", "PYTHONUTF8": "1"},
        timeout=SECONDS,
        check=False,
    )


def observed(case: str, folder: Path) -> str:
    """The case with what the command really says in place of what is expected."""
    blocks = [(found["name"], found["file"], found["text"]) for found in BLOCK.finditer(case)]
    for name, file, text in blocks:
        if name == "input":
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, encoding="utf-8")
    line = next(text for name, _, text in blocks if name == "command").strip().removeprefix("$ dragoman")
    words, _, stdin = line.replace("EXAMPLES", str(EXAMPLES)).partition(" < ")
    done = run(shlex.split(words), folder, (folder / stdin.strip()).read_bytes() if stdin else b"")
    told = {
        "stdout": done.stdout.decode().replace(str(EXAMPLES), "EXAMPLES"),
        "stderr": done.stderr.decode().replace(str(EXAMPLES), "EXAMPLES"),
        "exit": f"{done.returncode}\n",
    }
    missing = [name for name in ("stdout", "stderr") if told[name] and f"\n```{name}\n" not in case]
    assert not missing, f"the case says nothing about {missing}: {told}"

    def renewed(found: re.Match[str]) -> str:
        name, file = found["name"], found["file"]
        if name == "output":
            place = folder / file
            return (
                f"```output {file}\n{_closed(place.read_text(encoding='utf-8')) if place.is_file() else NOT_THERE}```"
            )
        return f"```{name}\n{_closed(told[name])}```" if name in told else found[0]

    return BLOCK.sub(renewed, case)


def _closed(text: str) -> str:
    """Text that a fence can follow."""
    return text if not text or text.endswith("\n") else f"{text}\n{NO_LINE_END}"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_the_command_does_what_the_case_says(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    case = path.read_text(encoding="utf-8")
    seen = observed(case, tmp_path)
    if request.config.getoption("--update-golden"):
        assert os.environ.get("CI") != "true", "golden files are not written anew in CI"
        path.write_text(seen, encoding="utf-8")
    assert seen == case or request.config.getoption("--update-golden")


def test_every_case_has_a_command_and_an_exit_code() -> None:
    for path in CASES.glob("*.md"):
        names = [found["name"] for found in BLOCK.finditer(path.read_text(encoding="utf-8"))]
        assert names.count("command") == 1, path
        assert names.count("exit") == 1, path


def test_there_are_cases_for_every_command() -> None:
    commands = {path.stem.split("-")[0] for path in CASES.glob("*.md")}
    assert commands >= {"convert", "validate", "inspect", "diff", "source", "formats"}
