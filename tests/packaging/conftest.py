"""Environments with nothing of the project in them but its wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = Path(__file__).resolve().parent / "plugin"


class Environment:
    """A virtual environment that sees the installed dependencies, and of dragoman only what is installed into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        venv.create(folder, with_pip=False, symlinks=True)
        self.site = next((folder / "lib").glob("python*")) / "site-packages"
        # The folder of the dependencies is only put on the path: its own .pth files, that of an editable install among
        # them, are not followed.
        (self.site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")

    def install(self, wheel: Path) -> None:
        """Install a wheel, without asking any index."""
        command = [sys.executable, "-m", "pip", "--python", str(self.folder / "bin/python"), "install", "--quiet"]
        subprocess.run([*command, "--no-deps", "--no-index", "--force-reinstall", str(wheel)], check=True)

    def run(self, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment."""
        command = [str(self.folder / "bin" / words[0]), *words[1:]]
        surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=surroundings)

    def dragoman(self, words: Sequence[str], cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run the installed command."""
        return self.run("dragoman", *words, cwd=cwd)


def built(project: Path, folder: Path, kind: str = "--wheel") -> Path:
    """What a project builds of pure Python, in a folder of its own."""
    command = [sys.executable, "-m", "build", kind, "--no-isolation", "--outdir", str(folder), str(project)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "DRAGOMAN_COMPILE": "0"})
    return next(folder.iterdir())


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the project."""
    return built(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def environment(wheel: Path, tmp_path: Path) -> Environment:
    """An environment with the wheel in it."""
    made = Environment(tmp_path / "environment")
    made.install(wheel)
    return made
