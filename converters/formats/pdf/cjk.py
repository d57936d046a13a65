"""Chinese, Japanese and Korean: which characters are theirs, where their lines may end, which faces show them.

The faces come with the extra `cjk`. One character looks otherwise in each of these languages, so the language of the
text decides which face is asked first; where nothing says it, the text around does.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Literal, NamedTuple

from converters.formats.pdf.tags import Slot, language_at

EXTRA = "cjk"
Tongue = Literal["ja", "ko", "zh", "zh-hant"]

_WIDE = (
    "\u1100-\u11ff\u2e80-\u2fdf\u2ff0-\u2fff\u3001-\u303f\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uffe6\U0001f200-\U0001f2ff\U00020000-\U0003ffff"
)
"""Ideographs, kana, Hangul and their punctuation, but for the ideographic blank."""
_JOINING = "\u00a0\u200d\u202f\u2060\"'"
"""Neither before nor after these a line ends."""
_CLOSING = (
    "!%),.:;?\\]}\u00a2\u00b0\u2019\u201d\u00bb\u203a\u2026\u2025\u2030\u2032\u2033\u2103"
    "\u3001-\u3003\u3005\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u301b\u301c\u301e\u301f\u303b"
    "\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u3095\u3096\u3099-\u309e"
    "\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6\u30fb-\u30fe\u31f0-\u31ff"
    "\uff01\uff05\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\uff60\uff61\uff63-\uff65\uff67-\uff70\uff9e\uff9f"
    "\uffe0\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
"""No line begins with these: closing brackets, stops, small kana, marks of repetition and length (UAX #14: CL, CP, EX,
NS, CJ as strict, IS, PO, CM)."""
_OPENING = (
    "(\\[{$\u00a3\u00a5\u2018\u201c\u00ab\u2039\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\u301d"
    "\uff04\uff08\uff3b\uff5b\uff5f\uff62\uffe1\uffe5"
)
"""No line ends with these: opening brackets and signs of currencies (OP, PR)."""
_BREAKS = (
    f"(?<=[{_WIDE}])(?<![{_OPENING}{_JOINING}])(?=[^{_CLOSING}{_JOINING}])"
    f"|(?<=[^{_OPENING}{_JOINING}])(?=[{_WIDE}])(?![{_CLOSING}])"
)
_APART = f"[{_WIDE}][\u1160-\u11ff\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*|[^{_WIDE}]+"
_LEAST = "\u1100"
"""The first of the characters of these languages: text that has none so high needs no closer look."""


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, made when it is first asked for: such large classes take some milliseconds."""
    return re.compile(pattern)


def count_wide(text: str) -> int:
    """How many ideographs, kana, Hangul and marks of theirs are in a text."""
    if text.isascii() or max(text) < _LEAST:
        return 0
    return len(_compiled(f"[{_WIDE}]").findall(text))


def is_wide(text: str) -> bool:
    """Whether there are any in it."""
    return not text.isascii() and max(text) >= _LEAST and _compiled(f"[{_WIDE}]").search(text) is not None


def stretches(word: str) -> list[str]:
    """A word in parts between which a line may end, beside ideographs and their like (UAX #14, LB30b and LB31)."""
    return [part for part in _compiled(_BREAKS).split(word) if part]


def apart(text: str) -> list[str]:
    """Ideographs one by one, with the marks upon them, and stretches of other scripts: what may be set apart."""
    return _compiled(_APART).findall(text)


_KANA = "[\u3041-\u30ff\uff66-\uff9d]"
_HANGUL = "[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]"
_BOPOMOFO = "[\u3105-\u312f]"
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
_ANGLES = frozenset("\u3008\u3009")
"""Angle brackets that editions in other languages use too, where they are no wider than letters."""


class CjkFace(NamedTuple):
    """A face, and the package that has it."""

    name: str
    package: str


_JAPANESE = CjkFace("NotoSerifJP", "pylopdf_fonts_jp")
_KOREAN = CjkFace("NotoSerifKR", "pylopdf_fonts_ko")
_SIMPLIFIED = CjkFace("NotoSerifSC", "pylopdf_fonts_zh_cn")
_TRADITIONAL_FACE = CjkFace("NotoSerifTC", "pylopdf_fonts_zh_tw")
_FACES: Mapping[Tongue | None, Sequence[CjkFace]] = {
    None: (_SIMPLIFIED, _TRADITIONAL_FACE, _JAPANESE, _KOREAN),
    "zh": (_SIMPLIFIED, _TRADITIONAL_FACE, _JAPANESE, _KOREAN),
    "zh-hant": (_TRADITIONAL_FACE, _SIMPLIFIED, _JAPANESE, _KOREAN),
    "ja": (_JAPANESE, _TRADITIONAL_FACE, _SIMPLIFIED, _KOREAN),
    "ko": (_KOREAN, _JAPANESE, _TRADITIONAL_FACE, _SIMPLIFIED),
}


def faces_for(char: str, tongue: Tongue | None) -> Sequence[CjkFace]:
    """The faces that may show a character, of those that are installed; none for characters of other scripts."""
    if not is_wide(char) or (tongue is None and char in _ANGLES):
        return ()
    return _installed(tongue)


@functools.cache
def _installed(tongue: Tongue | None) -> Sequence[CjkFace]:
    return tuple(one for one in _FACES[tongue] if find_spec(one.package) is not None)


def is_without_face(char: str) -> bool:
    """Whether a character would have a face if the extra were installed."""
    return is_wide(char) and not _installed(None)


def tongue_of(text: str, slot: Slot | None) -> Tongue | None:
    """In which of these languages a text is: as the nearest language above says, otherwise as its letters show."""
    said = _said(language_at(slot.element if slot is not None else None) or "")
    if said is not None:
        return said
    if re.search(_KANA, text):
        return "ja"
    if re.search(_HANGUL, text):
        return "ko"
    return "zh-hant" if re.search(_BOPOMOFO, text) else None


@functools.cache
def _said(language: str) -> Tongue | None:
    first, *rest = language.lower().split("-")
    if first == "ja" or first == "ko":
        return first  # type: ignore[return-value]
    if first not in ("zh", "yue", "wuu", "nan", "hak", "lzh", "cmn"):
        return None
    is_simplified = "hans" in rest
    return "zh-hant" if not is_simplified and not _TRADITIONAL.isdisjoint(rest) else "zh"
