"""Build the wheel with the modules that do most of the work compiled to C, by mypyc.

They stay Python: where there is no C compiler, or `DRAGOMAN_COMPILE` is 0, the wheel is one of pure Python, which does
the same more slowly. Where it is 1, a build that cannot compile is an error. An editable install is never compiled,
since its sources change. Nothing is written into the sources.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SWITCH = "DRAGOMAN_COMPILE"
NEEDED = ["msgspec>=0.20", "mypy>=2.1", "setuptools>=75"]
"""What compiling needs: mypyc, and the library whose types it must know: the model is made of them."""
SETUP = """
import sys
from mypyc.build import mypycify
from setuptools import setup

configuration, *modules = sys.argv[1:]
extensions = mypycify(
    ["--config-file", configuration, *modules], opt_level="2", debug_level="0", group_name="dragoman", target_dir="c"
)
setup(name="dragoman", packages=[], ext_modules=extensions, script_args=["build_ext", "-b", "built", "-t", "objects"])
"""
CONFIGURATION = """[mypy]
mypy_path = {root}
explicit_package_bases = True
ignore_missing_imports = True

[mypy-lxml.*,reportlab.*]
follow_imports = skip
follow_imports_for_stubs = True
"""
"""Compiled code casts to what stubs say. Those of lxml call every tag a string; where it is a comment, it is none."""


class CompiledModules(BuildHookInterface[Any]):
    """Adds compiled modules to a wheel; `modules` of its table in pyproject.toml are those to compile."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What a build needs beside hatchling."""
        return NEEDED if is_wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and put what comes of it into the wheel beside the sources."""
        if version == "editable" or not is_wanted():
            return
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        problem = compile_modules(self._modules(), Path(self.root), folder)
        if problem is not None:
            if os.environ.get(SWITCH) == "1":
                raise RuntimeError(f"{SWITCH} is 1, but the modules could not be compiled:\n{problem}")
            self.app.display_warning(f"not compiled, which does the same but slower: {problem.splitlines()[-1]}")
            return
        built = folder / "built"
        made = {str(file): str(file.relative_to(built)) for file in sorted(built.rglob("*")) if file.is_file()}
        build_data["force_include"].update(made)
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was only needed to build."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()

    def _modules(self) -> list[str]:
        """The files to compile, in order."""
        root = Path(self.root)
        return [str(file) for pattern in self.config["modules"] for file in sorted(root.glob(pattern))]


def is_wanted() -> bool:
    """Whether to compile: as `DRAGOMAN_COMPILE` says, else where a C compiler and the headers of Python are."""
    said = os.environ.get(SWITCH)
    if said in ("0", "1"):
        return said == "1"
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    return shutil.which(compiler) is not None and Path(sysconfig.get_path("include"), "Python.h").exists()


def compile_modules(modules: list[str], root: Path, folder: Path) -> str | None:
    """Compile modules into the folder `built` of a folder; what went wrong, or None."""
    configuration = folder / "mypy.ini"
    configuration.write_text(CONFIGURATION.format(root=root))
    (folder / "c").mkdir()
    command = [sys.executable, "-c", SETUP, str(configuration), *modules]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else (done.stdout + done.stderr).strip() or f"exit code {done.returncode}"
