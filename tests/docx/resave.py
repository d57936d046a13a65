"""LibreOffice as a second opinion: save files as another format."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path


def resaved(soffice: str, files: Mapping[str, bytes], format: str, folder: Path) -> dict[str, bytes]:
    """The files, by name, as LibreOffice saves them."""
    source, target = folder / "in", folder / "out"
    source.mkdir()
    target.mkdir()
    for name, data in files.items():
        (source / f"{name}.docx").write_bytes(data)
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            format,
            "--outdir",
            str(target),
            *(str(source / f"{name}.docx") for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {name: (target / f"{name}.{format}").read_bytes() for name in files}
