"""The themes of the print edition: TOML files, those of the program beside this module, those of users anywhere.

A theme says no more than where it differs from its base. It is checked when it is read; what is wrong is told with the
name of the file and of the entry.
"""

from __future__ import annotations

import functools
import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from converters.errors import UsageError
from converters.formats.pdf.margin import lacks_room, with_room_for_numbers
from converters.formats.pdf.theme import Colour, Family, Setting, Sheet, Style, Theme
from converters.formats.pdf.wording import ENGLISH, Choice

BUILT_IN = ("edition", "telegram", "large-print")
FOR_VOLUMES = ("volume", "press")
"""Themes that are made for volumes: `dragoman publish -t volume.pdf`."""
ALL = BUILT_IN + FOR_VOLUMES
DEFAULT = "edition"
Paper = Literal["A4", "Letter", "6x9"]
PAPERS: Mapping[str, tuple[float, float]] = {"A4": (595.276, 841.89), "Letter": (612.0, 792.0), "6x9": (432.0, 648.0)}
"""Width and height in points."""
_LARGEST_FILE = 1_000_000
_DEEPEST = 8
_LEAST_MEASURE, _LEAST_DEPTH = 150.0, 200.0

Length = Annotated[float, msgspec.Meta(ge=0, le=1000)]
Size = Annotated[float, msgspec.Meta(ge=4, le=96)]
Hex = Annotated[str, msgspec.Meta(pattern="^#[0-9A-Fa-f]{6}$")]


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A table of a theme's file."""


class _Page(_Table, frozen=True, kw_only=True):
    paper: Paper
    left: Length
    right: Length
    top: Length
    bottom: Length
    head: Length
    foot: Length
    note_gap: Length
    binding: Length
    bleed: Annotated[float, msgspec.Meta(ge=0, le=72)] = 0.0


class _Text(_Table, frozen=True, kw_only=True):
    step: Length
    choices: Literal["edited", "stood"]
    lines: Literal["filled", "sent"]
    hyphens: bool
    line_numbers: Annotated[int, msgspec.Meta(ge=0, le=100)]
    contents_from: Annotated[int, msgspec.Meta(ge=0)]
    paragraph_numbers: Literal["head", "margin"] = "head"
    words: Choice = ENGLISH
    scale: Annotated[float, msgspec.Meta(ge=0.5, le=4)] = 1.0
    grey: Hex = "#6b6b6b"
    rules: Hex = "#6b6b6b"
    links: Hex = "#1a3873"


class _Setting(_Table, frozen=True, kw_only=True):
    size: Size
    leading: Annotated[float, msgspec.Meta(ge=0, le=150)]
    family: Family = "serif"
    bold: bool = False
    italic: bool = False
    small_caps: bool = False
    underline: bool = False
    colour: Hex = "#000000"
    spacing: Annotated[float, msgspec.Meta(ge=-2, le=20)] = 0.0
    before: Length = 0.0
    indent: Length = 0.0
    hang: Length = 0.0
    margin: Length = 0.0
    align: Literal["justify", "left", "right", "center"] = "left"
    preserve: bool = False
    keep: bool = False


class _File(_Table, frozen=True, kw_only=True):
    title: str
    page: _Page
    text: _Text
    settings: dict[str, Any]
    base: str = DEFAULT


# --- finding ---


def theme(name: str = DEFAULT, paper: str | None = None) -> Theme:
    """A theme of the program by its name, or a user's by the path of its file; on another paper than its own.

    Raises UsageError where there is none, or where its file is not right.
    """
    return _known(name, paper) if name in ALL else _made(name, paper)


@functools.cache
def _known(name: str, paper: str | None) -> Theme:
    return _made(name, paper)


def _made(name: str, paper: str | None) -> Theme:
    if paper is not None and paper not in PAPERS:
        raise UsageError(f"there is no paper {paper!r}", remedy=f"choose one of {', '.join(PAPERS)}")
    file = _checked(name)
    return _theme(name, file, paper or file.page.paper)


def title(name: str) -> str:
    """What a theme is, in a few words."""
    return _checked(name).title


def text(name: str) -> str:
    """The file of a theme of the program, to be copied. Raises UsageError where there is none of that name."""
    if name not in ALL:
        raise UsageError(f"there is no theme {name!r}", remedy=f"choose one of {', '.join(ALL)}")
    return (Path(__file__).parent / f"{name}.toml").read_text("utf-8")


# --- reading and checking ---


def _checked(name: str) -> _File:
    raw = _merged(name, 0)
    try:
        file = msgspec.convert(raw, _File)
    except msgspec.ValidationError as error:
        raise _wrong(name, *_explained(error)) from error
    known = _read(DEFAULT)["settings"]
    for setting, given in file.settings.items():
        if setting not in known:
            raise _wrong(name, f"settings.{setting}", f"there is no such setting; there are {', '.join(known)}")
        _setting(name, setting, given)
    return file


def _setting(name: str, setting: str, given: Any) -> _Setting:
    try:
        return msgspec.convert(given, _Setting)
    except msgspec.ValidationError as error:
        place, problem = _explained(error)
        raise _wrong(name, ".".join(filter(None, (f"settings.{setting}", place))), problem) from error


def _explained(error: msgspec.ValidationError) -> tuple[str, str]:
    """Where in the file, and what is wrong there."""
    problem, _, path = str(error).partition(" - at ")
    place = path.strip("`").removeprefix("$").removeprefix(".")
    return place, problem[:1].lower() + problem[1:]


def _wrong(name: str, place: str, problem: str) -> UsageError:
    return UsageError(
        problem, file=name, place=place or None, remedy="`dragoman themes edition` shows all that a theme can say"
    )


def _merged(name: str, depth: int) -> dict[str, Any]:
    """The tables of a theme, with those of its base below them."""
    own = _read(name)
    if name == DEFAULT:
        return own
    base = own.get("base", DEFAULT)
    if not isinstance(base, str) or depth > _DEEPEST:
        raise _wrong(name, "base", "a base is the name of a theme, and no theme is its own base")
    near = Path(name).parent / base
    return _over(_merged(base if base in ALL else str(near), depth + 1), own)


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """One tree of tables laid over another."""
    merged = dict(below)
    for key, value in above.items():
        known = merged.get(key)
        merged[key] = _over(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return merged


def _text_of(name: str) -> str:
    if name in ALL:
        return text(name)
    path = Path(name)
    if path.suffix != ".toml":
        remedy = f"choose one of {', '.join(ALL)}, or name a file that ends in .toml"
        raise UsageError(f"there is no theme {name!r}", remedy=remedy)
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
        if len(data) > _LARGEST_FILE:
            raise UsageError("the file is too large for a theme", file=name)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"the theme is not UTF-8 (byte {error.start})", file=name) from error
    except OSError as error:
        raise UsageError(f"the theme cannot be read: {error.strerror or error}", file=name) from error


def _read(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(_text_of(name))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"the theme is no TOML: {error}", file=name) from error


# --- making ---


def _theme(name: str, file: _File, paper: str) -> Theme:
    scale = file.text.scale
    sheet = _sheet(file.page, paper)._replace(rules=_colour(file.text.rules))
    if sheet.measure < _LEAST_MEASURE or sheet.depth < _LEAST_DEPTH:
        room = f"{sheet.measure:.0f} by {sheet.depth:.0f}"
        raise _wrong(name, "page", f"the margins leave {room} points of {paper} for the text, too little to set it")
    theme = Theme(
        name=name,
        paper=paper,
        sheet=sheet,
        settings={
            setting: _of(name, setting, _setting(name, setting, given), scale, sheet.width / PAPERS["A4"][0])
            for setting, given in file.settings.items()
        },
        step=file.text.step * scale,
        scale=scale,
        grey=_colour(file.text.grey),
        choices=file.text.choices,
        lines=file.text.lines,
        hyphens=file.text.hyphens,
        line_numbers=file.text.line_numbers,
        contents_from=file.text.contents_from,
        numbers=file.text.paragraph_numbers,
        words=file.text.words,
        links=_colour(file.text.links),
    )
    return _with_numbers(name, theme) if theme.numbers == "margin" and sheet.binding else theme


def _with_numbers(name: str, theme: Theme) -> Theme:
    """A theme of bound pages, whose outer margin has numbers of paragraphs and marks of pages beside each other."""
    short = lacks_room(theme)
    if short:
        needed = f"{math.ceil(short)} points too narrow on {theme.paper}"
        problem = f"the outer margin is {needed} for numbers of paragraphs and marks of pages beside each other"
        raise _wrong(name, "page.right", problem)
    return with_room_for_numbers(theme)


def _sheet(page: _Page, paper: str) -> Sheet:
    """The page on a paper: margins shrink or grow as it does."""
    width, height = PAPERS[paper]
    across, down = width / PAPERS["A4"][0], height / PAPERS["A4"][1]
    return Sheet(
        width=width,
        height=height,
        left=page.left * across,
        right=page.right * across,
        top=page.top * down,
        bottom=page.bottom * down,
        head=page.head * down,
        foot=page.foot * down,
        note_gap=page.note_gap,
        binding=page.binding,
        bleed=page.bleed,
    )


def _of(name: str, setting: str, given: _Setting, scale: float, across: float) -> Setting:
    if given.leading and given.leading < given.size * 0.9:
        problem = f"lines {given.leading} points apart overlap where letters have {given.size}"
        raise _wrong(name, f"settings.{setting}.leading", problem)
    style = Style(
        family=given.family,
        bold=given.bold,
        italic=given.italic,
        size=given.size * scale,
        colour=_colour(given.colour),
        spacing=given.spacing * scale,
        small_caps=given.small_caps,
        underline=given.underline,
    )
    return Setting(
        style,
        given.leading * scale,
        before=given.before * scale,
        indent=given.indent * scale * across,
        hang=given.hang * scale,
        margin=given.margin * scale,
        align=given.align,
        preserve=given.preserve,
        keep=given.keep,
    )


def _colour(text: str) -> Colour:
    red, green, blue = (round(int(text[at : at + 2], 16) / 255, 2) for at in (1, 3, 5))
    return red, green, blue


assert set(PAPERS) == set(get_args(Paper))  # noqa: S101 - the two say the same
