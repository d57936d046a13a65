"""LibreOffice as a second opinion: save files as another format."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

_AT_ONCE = 100
"""How many files one process saves: of many more, it may stop in the middle without a word."""


def resaved(soffice: str, files: Mapping[str, bytes], format: str, folder: Path) -> dict[str, bytes]:
    """The files, by name, as LibreOffice saves them."""
    source, target = folder / "in", folder / "out"
    source.mkdir()
    target.mkdir()
    for name, data in files.items():
        (source / f"{name}.docx").write_bytes(data)
    paths = [str(source / f"{name}.docx") for name in files]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for start in range(0, len(paths), _AT_ONCE):
        some = paths[start : start + _AT_ONCE]
        command = [soffice, profile, "--headless", "--convert-to", format, "--outdir", str(target), *some]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: (target / f"{name}.{format}").read_bytes() for name in files}
