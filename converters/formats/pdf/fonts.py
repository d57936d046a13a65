"""The faces of the edition: where they come from, and which of them shows a character."""

from __future__ import annotations

import functools
import unicodedata
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from converters.formats.pdf.cjk import CjkFace, Tongue, faces_for
from converters.formats.pdf.once import once
from converters.formats.pdf.shaping import Face
from converters.formats.pdf.theme import Family, Style

_SERIF, _MONO = "fontpkg_noto_serif", "fontpkg_ibm_plex_mono"
_MONO_WEIGHTS = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
_WEIGHT = {False: 400.0, True: 700.0}
_WIDTH = {"wdth": 100.0}


class _Fallback(NamedTuple):
    """A face for one script, from a package that has a function for its path."""

    name: str
    package: str


_FALLBACKS = (
    _Fallback("NotoNaskhArabic", "pylopdf_fonts_ar"),
    _Fallback("NotoSerifHebrew", "pylopdf_fonts_he"),
    _Fallback("NotoSerifDevanagari", "pylopdf_fonts_hi"),
)


class FaceKey(NamedTuple):
    """What a style asks of a face."""

    family: Family
    bold: bool = False
    italic: bool = False


@once
def face(key: FaceKey) -> Face:
    """The face of a family, parsed once in a process."""
    if key.family == "mono":
        weight = _MONO_WEIGHTS[key.bold, key.italic]
        return Face(f"IBMPlexMono-{weight}", _files(_MONO) / f"IBMPlexMono-{weight}.ttf", {})
    slant, style = ("-Italic", "Italic") if key.italic else ("", "")
    name = ("Bold" if key.bold else "") + style or "Regular"
    path = _files(_SERIF) / f"NotoSerif{slant}[wdth,wght].ttf"
    return Face(f"NotoSerif-{name}", path, {"wght": _WEIGHT[key.bold], **_WIDTH})


@functools.lru_cache(maxsize=512)
def main_face(style: Style) -> Face:
    """The face that a style asks for."""
    return face(FaceKey(style.family, style.bold, style.italic))


@once
def _fallback(which: _Fallback, bold: bool) -> Face:
    path: Path = import_module(which.package).serif_path()
    axes = {"wght": _WEIGHT[bold]}
    found = Face(f"{which.name}-{'Bold' if bold else 'Regular'}", path, axes)
    variable = {axis.tag: axis.default_value for axis in found.hb_face.axis_infos}
    others = {tag: value for tag, value in variable.items() if tag not in axes}
    return Face(found.name, path, axes | others) if others else found


def _files(package: str) -> Path:
    return Path(import_module(package).ROOT) / "files"


@once
def _cjk_face(which: CjkFace) -> Face:
    """A face for Chinese, Japanese or Korean, which has one weight."""
    return Face(f"{which.name}-Regular", import_module(which.package).serif_path(), {})


@functools.cache
def face_for(char: str, key: FaceKey, tongue: Tongue | None = None) -> Face | None:
    """The face that shows a character in place of the one asked for, or None where no face has it."""
    code = ord(char)
    for candidate in _candidates(key):
        if code in candidate.codes:
            return candidate
    for found in _fallback_faces(key.bold):
        if code in found.codes:
            return found
    return next((found for one in faces_for(char, tongue) if code in (found := _cjk_face(one)).codes), None)


@functools.cache
def _candidates(key: FaceKey) -> tuple[Face, ...]:
    other: Family = "serif" if key.family == "mono" else "mono"
    keys = dict.fromkeys((key, key._replace(italic=False), key._replace(family=other), FaceKey("serif")))
    return tuple(face(one) for one in keys)


@functools.cache
def _fallback_faces(bold: bool) -> tuple[Face, ...]:
    return tuple(_fallback(which, bold) for which in _FALLBACKS)


def split_by_face(text: str, key: FaceKey, tongue: Tongue | None = None) -> list[tuple[Face | None, str]]:
    """A text in stretches that one face can show; None where no face has the characters.

    `tongue` is the language of ideographs. Marks and joiners stay with the character before them where its face has
    them.
    """
    stretches: list[tuple[Face | None, str]] = []
    for char in text:
        current = stretches[-1][0] if stretches else None
        clings = current is not None and ord(char) in current.codes and unicodedata.category(char) in _CLINGING
        found = current if clings else face_for(char, key, tongue)
        if stretches and found is current:
            stretches[-1] = (found, stretches[-1][1] + char)
        else:
            stretches.append((found, char))
    return stretches


_CLINGING = frozenset({"Mn", "Me", "Mc", "Cf"})
