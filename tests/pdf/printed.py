"""PDFs that LibreOffice makes of other files."""

from __future__ import annotations

import subprocess
from pathlib import Path


def converted(soffice: str, file: Path, target: str) -> None:
    """Let LibreOffice convert a file, beside it."""
    home = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = [soffice, "--headless", home, "--convert-to", target, file.name]
    subprocess.run(command, cwd=file.parent, check=True, capture_output=True, timeout=120)


def printed(soffice: str, file: Path, *, tagged: bool) -> bytes:
    """A file as a PDF, with or without tags."""
    options = f'{{"UseTaggedPDF":{{"type":"boolean","value":"{str(tagged).lower()}"}}}}'
    converted(soffice, file, f"pdf:writer_pdf_Export:{options}")
    return file.with_suffix(".pdf").read_bytes()
