"""Page breaks of the transmission: the debris lines that a relay left where a page or section ended.

`MARLOW 00000918  002 OF 003` (section 2 of 3), `001.2 OF 003` (section 1, page 2), `PAGE 02  MARLOW  00097  01 OF 03
182017Z` between running classification lines.
"""

from __future__ import annotations

import re

from converters.formats.cable import classification
from converters.formats.cable.lines import SourceLine
from converters.model.node import Span
from converters.model.nodes import Furniture, PageBreak

EDITION = "transmission"
Turn = PageBreak | Furniture

_DEBRIS = re.compile(r"(?:[A-Z][A-Z .'’/-]{1,24}? +)?\d{8} {1,6}(\d{3})(?:\.(\d{1,2}))? OF (\d{3})( ?\\)?", re.I)
_BROKEN = re.compile(r"(?:[A-Z][A-Z .'’/-]{1,24}? +)?\d{8} {1,6}(\d{3}\.?)", re.I)
_BROKEN_OFF = re.compile(r"(\d{0,2}) ?OF \d{3}(?!\d)", re.I)
_PAGE = re.compile(r"PAGE (\d{2,3}) +\S.{3,80}", re.I)
_PAGE_DETAILS = re.compile(r"(?:\d{2} OF \d{2}|\d{6}Z|\d{5,6}|\d{3,5}$)")
_PAGE_STATION = re.compile(r" +R[A-Z]{4,7}\d{4}\b")
_CONTROL_NUMBER = re.compile(r" {2,}[A-Z]{3}\d{4}$")
"""A running head may have one: `UNCLASSIFIED     PTQ8341`."""
_NAME = re.compile(r"[A-Z][A-Z.'’/-]*(?: [A-Z][A-Z.'’/-]*){0,2} *")
_INSIDE = re.compile(r"\d{8} {1,6}\d{3}(?:\.\d{1,2})? [Oo][Ff] \d{3}(?!\d)(?: ?\\$)?")
_LONGEST = 120
_LONGEST_STATION = 40
_LONGEST_RUNNING = 60


def debris(text: str) -> str | None:
    """The page that a line of debris begins (`2`, `1.2`), None where the line is no debris."""
    if len(text) > _LONGEST:
        return None
    if text[-3:].isdigit() or text.endswith("\\"):
        match = _DEBRIS.fullmatch(text)
        if match:
            return f"{int(match[1])}.{match[2]}" if match[2] else str(int(match[1]))
    if text[:5].upper() == "PAGE ":
        match = _PAGE.fullmatch(text)
        if match and (_PAGE_DETAILS.search(text, match.end(1)) or _PAGE_STATION.match(text, match.end(1))):
            return str(int(match[1]))
    return None


def broken_debris(first: str, second: str) -> tuple[str, int] | None:
    """Debris that a line end has broken (`MARLOW 00000918 002.`, then `2 OF 003`): its page, its end in the second."""
    if len(first) > _LONGEST or first[-1] not in ".0123456789":
        return None
    begun, ended = _BROKEN.fullmatch(first), _BROKEN_OFF.match(second)
    if begun is None or ended is None or begun[1].endswith(".") != bool(ended[1]):
        return None
    page = str(int(begun[1].rstrip(".")))
    return (f"{page}.{ended[1]}" if ended[1] else page), ended.end()


def turn(lines: list[SourceLine]) -> tuple[Turn, ...]:
    """The nodes for a run of debris lines: running lines before it as footers, the break, then the rest."""
    numbers = [debris(line.text) for line in lines]
    first = next((index for index, number in enumerate(numbers) if number), len(lines))
    footers = min(first, max(first - 1, 1)) if first else 0
    nodes: list[Turn] = [Furniture(role="footer", content=(line.text,), span=line.span) for line in lines[:footers]]
    page = numbers[first] if first < len(lines) else None
    point = lines[footers].start if footers < len(lines) else lines[-1].end
    nodes.append(PageBreak(n=page, edition=EDITION, span=Span(point, point)))
    for line, number in zip(lines[footers:], numbers[footers:], strict=True):
        nodes.append(Furniture(role="debris" if number else "header", content=(line.text,), span=line.span))
    return tuple(nodes)


def is_running_line(text: str) -> bool:
    """Whether a line is the classification alone, as at the head and foot of pages."""
    if len(text) > _LONGEST_RUNNING or not text.isupper():
        return False
    found = classification.parse(_CONTROL_NUMBER.sub("", text))
    return found is not None and found.bare


def holds_debris(text: str) -> bool:
    """Whether there is debris in a line, alone or with other words."""
    return (" OF " in text or " of " in text) and _INSIDE.search(text) is not None


def split_glued(line: SourceLine, station: str | None) -> list[SourceLine]:
    """A line with debris glued into it as several lines: text, debris, text. `station` as the debris would name it."""
    if not holds_debris(line.text):
        return [line]
    pieces: list[SourceLine] = []
    position = 0
    for match in _INSIDE.finditer(line.text):
        if match.start() == 0 and match.end() == len(line.text):
            return [line]
        whole = match.end() == len(line.text) and position == 0
        start = _station_start(line.text, match.start(), station, whole=whole)
        pieces += [line.part(position, start), line.part(start, match.end())]
        position = match.end()
    pieces.append(line.part(position))
    return [piece for piece in pieces if piece.text]


def _station_start(text: str, end: int, station: str | None, *, whole: bool) -> int:
    """Where the name of the station begins that stands before the number of a debris line.

    The name may be cut at its end, and of several words the first may be missing: `DUBAI` for `RPO DUBAI`. Of another
    station it is all that stands before the number, where that is a name in capitals and the line has nothing else
    (`whole`).
    """
    before = text[max(end - _LONGEST_STATION, 0) : end].rstrip()
    words = (station or "").upper()[:_LONGEST_STATION].split()
    for first in range(len(words)):
        name = " ".join(words[first:])
        for length in range(len(name), 2, -1):
            cut = name[:length].rstrip()
            if before.upper().endswith(cut):
                return max(end - _LONGEST_STATION, 0) + len(before) - len(cut)
    return 0 if whole and _NAME.fullmatch(text, 0, end) else end
