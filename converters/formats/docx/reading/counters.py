"""The numbers that Word counts and writes nowhere: of lists, of headings (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from lxml import etree

from converters.formats.docx.ooxml import unquoted, w
from converters.model.numerals import roman

_DEEPEST = 9
"""How many levels a list has."""
_PLACE = re.compile(r"%([1-9])")
_MOST = 10_000_000
"""The largest number that is counted from; greater ones are nonsense."""


class Level(NamedTuple):
    """How the items of a level begin: the format of their number, the text around it, and from where it counts.

    `restarts`: after which level (from 1) it begins anew; 0 for never. `legal`: all numbers in figures. `style`: the
    paragraph style that stands for the level.
    """

    format: str
    text: str
    start: int = 1
    restarts: int | None = None
    legal: bool = False
    style: str = ""


class Definition(NamedTuple):
    """A list: what it counts with others that have the same number, its levels, and where it begins anew."""

    counts_with: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


Definitions = Mapping[str, Definition]


def read_definitions(root: etree._Element | None) -> Definitions:
    """The lists of a file by their numbers. A list that only names a style has the levels of that style's list."""
    if root is None:
        return {}
    abstract = {one.get(w("abstractNumId"), ""): one for one in root.iterchildren(w("abstractNum"))}
    named = {
        _value(one.find(w("styleLink"))): number
        for number, one in abstract.items()
        if one.find(w("styleLink")) is not None
    }
    found: dict[str, Definition] = {}
    for number in root.iterchildren(w("num")):
        base = _value(number.find(w("abstractNumId")))
        link = abstract[base].find(w("numStyleLink")) if base in abstract else None
        if link is not None:
            base = named.get(_value(link), base)
        if base in abstract:
            found[number.get(w("numId"), "")] = _definition(base, abstract[base], number)
    return found


def _definition(base: str, abstract: etree._Element, number: etree._Element) -> Definition:
    levels = {_count(one.get(w("ilvl")), 0): _level(one) for one in abstract.iterchildren(w("lvl"))}
    starts: dict[int, int] = {}
    for override in number.iterchildren(w("lvlOverride")):
        place = _count(override.get(w("ilvl")), 0)
        own, start = override.find(w("lvl")), override.find(w("startOverride"))
        if own is not None:
            levels[place] = _level(own)
        if start is not None:
            starts[place] = _count(_value(start), 1)
    return Definition(base, levels, starts)


def _level(element: etree._Element) -> Level:
    restart = element.find(w("lvlRestart"))
    return Level(
        format=_value(element.find(w("numFmt"))) or "decimal",
        text=unquoted(_value(element.find(w("lvlText")))),
        start=_count(_value(element.find(w("start"))), 1 if element.find(w("start")) is None else 0),
        restarts=_count(_value(restart), 0) if restart is not None else None,
        legal=element.find(w("isLgl")) is not None,
        style=_value(element.find(w("pStyle"))),
    )


def _value(element: etree._Element | None) -> str:
    return element.get(w("val"), "") if element is not None else ""


def _count(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 and int(text) < _MOST else default


class Numbered(NamedTuple):
    """The number of a paragraph: as Word shows it, and as a count on its level."""

    level: Level
    label: str
    value: int


class Counters:
    """Counts the numbered paragraphs of a file in their order."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, number: str, place: int) -> Numbered | None:
        """The number of the next paragraph of a list; None where there is no such list or level."""
        definition = self._definitions.get(number)
        level = definition.levels.get(place) if definition is not None else None
        if definition is None or level is None:
            return None
        counts = self._counts.setdefault(definition.counts_with, {})
        if place in definition.starts and (number, place) not in self._begun:
            counts[place] = definition.starts[place]
        else:
            counts[place] = counts[place] + 1 if place in counts else level.start
        self._begun.add((number, place))
        for deeper in range(place + 1, _DEEPEST):
            restarts = definition.levels[deeper].restarts if deeper in definition.levels else None
            if restarts is None or restarts > place:
                counts.pop(deeper, None)
        return Numbered(level, self._label(definition, counts, level), counts[place])

    def _label(self, definition: Definition, counts: Mapping[int, int], level: Level) -> str:
        if level.format == "bullet":
            return level.text

        def shown(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            other = definition.levels.get(place)
            if other is None:
                return ""
            count = counts.get(place, other.start)
            return in_format("decimal" if level.legal else other.format, count)

        return _PLACE.sub(shown, level.text)


# --- numbers in letters and numerals ---


def in_format(format: str, count: int) -> str:
    """A count in a format (17.18.59); in figures where the format is none that this program writes."""
    write = _FORMATS.get(format)
    return write(count) if write is not None else str(count)


def _letters(count: int) -> str:
    """a, b … z, aa, bb …: as Word counts in letters."""
    if not 0 < count <= 780:
        return str(count)
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    return roman(count) if 0 < count < 4000 else str(count)


def _ordinal(count: int) -> str:
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def _of_script(letters: str) -> Callable[[int], str]:
    return lambda count: letters[count - 1] if 0 < count <= len(letters) else str(count)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "ordinal": _ordinal,
    "none": lambda count: "",
    "russianLower": _of_script("абвгдежзиклмнопрстуфхцчшщэюя"),
    "russianUpper": _of_script("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"),
    "hebrew1": _of_script("אבגדהוזחטי"),
    "hebrew2": _of_script("אבגדהוזחטיכלמנסעפצקרשת"),
    "arabicAlpha": _of_script("أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    "arabicAbjad": _of_script("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
    "decimalEnclosedCircle": _of_script("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "ideographDigital": _of_script("一二三四五六七八九"),
    "japaneseCounting": _of_script("一二三四五六七八九十"),
    "chineseCounting": _of_script("一二三四五六七八九十"),
    "aiueo": _of_script("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"),
    "iroha": _of_script(
        "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
    ),
}
