"""The hook that compiles modules into the wheel: see hatch_build.py."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.scripts import module_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    """The hook, as hatchling loads it: by its file."""
    return module_of(ROOT / "hatch_build.py")


@pytest.fixture
def compile_one(hook: ModuleType, tmp_path: Path) -> Callable[[str], tuple[str | None, Path]]:
    """Compile a module of one package; gives what went wrong, and the folder of what was made."""
    if shutil.which("cc") is None:
        pytest.skip("no C compiler is installed: apt install gcc libc6-dev python3-dev (or make validators)")

    def compiled(code: str) -> tuple[str | None, Path]:
        module = tmp_path / "project/package/module.py"
        module.parent.mkdir(parents=True)
        module.write_text(code)
        work = tmp_path / "work"
        work.mkdir()
        return hook.compile_modules([str(module)], tmp_path / "project", work), work / "built"

    return compiled


def test_a_wheel_without_compiled_modules_is_one_for_every_machine(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith((".so", ".pyd"))]


def test_the_modules_to_compile_are_all_there() -> None:
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    for pattern in tables["hooks"]["custom"]["modules"]:
        assert list(ROOT.glob(pattern)), pattern


@pytest.mark.validator
def test_a_compiled_module_does_what_its_source_says(
    compile_one: Callable[[str], tuple[str | None, Path]],
) -> None:
    problem, made = compile_one("def doubled(number: int) -> int:\n    return 2 * number\n")
    assert problem is None
    code = "from package import module; print(module.__file__.endswith('.py'), module.doubled(21))"
    done = subprocess.run([sys.executable, "-c", code], cwd=made, capture_output=True, text=True, check=True)
    assert done.stdout == "False 42\n"


@pytest.mark.validator
def test_what_cannot_be_compiled_is_told_by_file_and_line(
    compile_one: Callable[[str], tuple[str | None, Path]],
) -> None:
    problem, _ = compile_one("def doubled(number: int) -> int:\n    return 'twice'\n")
    assert problem is not None
    assert "module.py:2: error: Incompatible return value type" in problem


def test_the_surroundings_say_whether_to_compile(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for said, wanted in (("0", False), ("1", True)):
        monkeypatch.setenv("DRAGOMAN_COMPILE", said)
        assert hook.is_wanted() is wanted


def test_where_nothing_is_said_it_is_compiled_only_with_a_compiler(
    hook: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRAGOMAN_COMPILE", raising=False)
    monkeypatch.setenv("PATH", "")
    assert hook.is_wanted() is False
