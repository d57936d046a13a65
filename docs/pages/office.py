"""A Word file as an office program shows it."""

from __future__ import annotations

import os
import subprocess
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]

from converters.formats.docx.writing.looks import MONO, SERIF

VARIABLE, FIXED = "fontpkg_noto_serif", "fontpkg_ibm_plex_mono"
OTHER_SCRIPTS = ("pylopdf_fonts_ar", "pylopdf_fonts_he", "pylopdf_fonts_hi")
"""The packages whose faces stand in for those that Word brings along."""
INSTEAD = ((SERIF, "Noto Serif"), (MONO, "IBM Plex Mono"))
EXPORT = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"false"}}'
"""Without comments, which LibreOffice would lay over the words as signs."""


def in_office(word: Path, folder: Path) -> Path:
    """A PDF of a Word file as LibreOffice shows it, made in a folder of its own."""
    configuration = folder / "fonts.conf"
    configuration.write_text(_configuration(_faces(folder / "faces"), folder / "cache"), "utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", EXPORT, "--outdir", str(folder), str(word)],
        check=True,
        env={**os.environ, "FONTCONFIG_FILE": str(configuration)},
    )
    return folder / f"{word.stem}.pdf"


def _faces(folder: Path) -> list[Path]:
    """The folders with the faces. LibreOffice draws variable faces in one weight, so each weight becomes a file."""
    folder.mkdir()
    for variable in Path(str(files(VARIABLE))).rglob("*.ttf"):
        for weight in (400, 700):
            axes = {"wght": weight, "wdth": 100}
            face = instantiateVariableFont(TTFont(variable), axes, updateFontNames=True)
            face.save(folder / f"{variable.stem}-{weight}.ttf")
    return [folder, *(Path(str(files(package))) for package in (FIXED, *OTHER_SCRIPTS))]


def _configuration(folders: list[Path], cache: Path) -> str:
    """A configuration of fontconfig that knows these faces and no others."""
    known = "".join(f"<dir>{escape(str(folder))}</dir>" for folder in folders)
    aliases = "".join(
        f'<alias binding="same"><family>{asked}</family><prefer><family>{given}</family></prefer></alias>'
        for asked, given in INSTEAD
    )
    return f"<fontconfig>{known}<cachedir>{escape(str(cache))}</cachedir>{aliases}</fontconfig>"
