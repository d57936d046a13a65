"""How a file is changed so that it stays one of its kind: a part of a package, a value of JSON, an element, a line.

Each takes the bytes, how many the result may have, a number to draw by, and the fuzzer's own way to change bytes,
which it uses for what it cannot take apart, and now and then for the whole.
"""

from __future__ import annotations

import copy
import io
import json
import random
import zipfile
from collections.abc import Callable
from typing import Any

from lxml import etree

Mutate = Callable[[bytes, int], bytes]
"""Changes bytes to at most so many."""
Within = Callable[[bytes, int, int, Mutate], bytes]
_WHOLE = 0.1
"""How often the bytes are changed as they stand."""
_LARGEST = 16 * 1024 * 1024
"""The most bytes that a package may have in all, to be taken apart."""
_ODD: tuple[Any, ...] = (None, True, -1, 0, 2**63, 1e300, "", " ", "\x00", "\ud800", "\u202e", [], {}, "a" * 300)


def within_package(data: bytes, most: int, seed: int, mutate: Mutate) -> bytes:
    """Change one part of a zip package, an XML part most often in its elements, and pack it again."""
    draw = random.Random(seed)  # noqa: S311
    try:
        parts = unpacked(data)
    except Exception:  # whatever a broken package brings `zipfile` to
        return mutate(data, most)
    if not parts or draw.random() < _WHOLE:
        return mutate(data, most)
    name = draw.choice(sorted(parts))
    change = within_xml if name.endswith((".xml", ".rels")) else _as_bytes
    parts[name] = change(parts[name], len(parts[name]) + 1000, draw.randrange(2**32), mutate)
    return _at_most(packed(parts), most, data)


def within_words(data: bytes, most: int, seed: int, mutate: Mutate) -> bytes:
    """Do to a Word file what an editor does: type, take out and move words, paragraphs and rows, change styles."""
    draw = random.Random(seed)  # noqa: S311
    try:
        parts = unpacked(data)
        name = draw.choice([one for one in ("word/document.xml", "word/footnotes.xml") if one in parts])
        root = etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False, no_network=True))
    except Exception:  # whatever a broken package brings `zipfile` and the parser to
        return mutate(data, most)
    for _ in range(draw.choice((1, 1, 2, 5))):
        kind = draw.choice(_EDITED)
        alike = list(root.iter(_WORD + kind))
        if alike:
            draw.choice(_EDITS[kind])(draw.choice(alike), draw.choice(alike), draw)
    parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return _at_most(packed(parts), most, data)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a package by their names. Raises what `zipfile` does, and ValueError where they are too large."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(part.file_size for part in package.infolist()) > _LARGEST:
            raise ValueError("too large")
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """A package of these parts, nothing compressed."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return whole.getvalue()


def within_json(data: bytes, most: int, seed: int, mutate: Mutate) -> bytes:
    """Put another value in the place of one: an odd one, or one that stands elsewhere in the file."""
    draw = random.Random(seed)  # noqa: S311
    try:
        whole = json.loads(data)
    except ValueError:
        return mutate(data, most)
    places = _places(whole)
    if not places or draw.random() < _WHOLE:
        return mutate(data, most)
    holder, key = draw.choice(places)
    other, other_key = draw.choice(places)
    kind = draw.randrange(4)
    if kind == 0:
        del holder[key]
    elif kind == 1:
        holder[key] = draw.choice(_ODD)
    elif kind == 2 and isinstance(holder[key], str):
        holder[key] = mutate(holder[key].encode("utf-8", "replace"), 100).decode("utf-8", "replace")
    else:
        holder[key] = copy.deepcopy(other[other_key])
    return _at_most(json.dumps(whole).encode(), most, data)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place below a value that holds a value: what it is in, and its key there."""
    found, waiting = [], [value]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ()
        for key in keys:
            found.append((holder, key))
            waiting.append(holder[key])
    return found


def within_xml(data: bytes, most: int, seed: int, mutate: Mutate) -> bytes:
    """Take an element away, put it elsewhere, double it, call it by another's name, change an attribute or a text."""
    draw = random.Random(seed)  # noqa: S311
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return mutate(data, most)
    elements = [element for element in root.iterdescendants() if isinstance(element.tag, str)]
    if not elements or draw.random() < _WHOLE:
        return mutate(data, most)
    draw.choice(_CHANGES)(draw.choice(elements), draw.choice(elements), draw)
    return _at_most(etree.tostring(root, encoding="UTF-8", xml_declaration=True), most, data)


def _take_away(element: Any, other: Any, draw: random.Random) -> None:
    element.getparent().remove(element)


def _put_elsewhere(element: Any, other: Any, draw: random.Random) -> None:
    if element is not other and other not in list(element.iter()):
        other.insert(draw.randrange(len(other) + 1), element)


def _double(element: Any, other: Any, draw: random.Random) -> None:
    other.append(copy.deepcopy(element))


def _rename(element: Any, other: Any, draw: random.Random) -> None:
    element.tag = other.tag


def _change_attribute(element: Any, other: Any, draw: random.Random) -> None:
    for name, value in other.attrib.items():
        element.set(name, value if draw.random() < 0.5 else draw.choice(("", "-1", "99999999999", "#", "a b")))
    if not other.attrib:
        element.attrib.clear()


def _change_text(element: Any, other: Any, draw: random.Random) -> None:
    element.text, element.tail = draw.choice((None, "", " ", "\n", "_x0001_", other.text)), other.tail


_CHANGES = (_take_away, _put_elsewhere, _double, _rename, _change_attribute, _change_text)


def _move_behind(element: Any, other: Any, draw: random.Random) -> None:
    if element is not other and element not in list(other.iterancestors()):
        other.addnext(element)


def _double_behind(element: Any, other: Any, draw: random.Random) -> None:
    if element not in list(other.iterancestors()):
        other.addnext(copy.deepcopy(element))


def _as_other(element: Any, other: Any, draw: random.Random) -> None:
    for name, value in other.attrib.items():
        element.set(name, value)


def _another_level(element: Any, other: Any, draw: random.Random) -> None:
    element.set(f"{_WORD}val", str(draw.randrange(10)))


def _tracked(element: Any, other: Any, draw: random.Random) -> None:
    """A run that an editor put in or took out while changes were tracked."""
    kind = draw.choice(("ins", "del"))
    change = element.makeelement(f"{_WORD}{kind}", {f"{_WORD}id": "9", f"{_WORD}author": "E."})
    element.addprevious(change)
    change.append(element)
    if kind == "del":
        for text in element.iter(f"{_WORD}t"):
            text.tag = f"{_WORD}delText"


def _type(element: Any, other: Any, draw: random.Random) -> None:
    words = (element.text or "").split(" ")
    start = draw.randrange(len(words))
    end = start + draw.randrange(4)
    typed = (other.text or "").split(" ")[: draw.randrange(4)]
    words[start:end] = draw.choice((typed, [*typed, *words[start:end]], list(reversed(words[start:end])), ["\xa0new"]))
    element.text = " ".join(words)


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOVES = (_take_away, _move_behind, _double_behind)
_EDITS: dict[str, tuple[Callable[[Any, Any, random.Random], None], ...]] = {
    "t": (_type,),
    "r": (*_MOVES, _tracked),
    "p": _MOVES,
    "tr": _MOVES,
    "tc": _MOVES,
    "tbl": _MOVES,
    "pStyle": (_as_other, _take_away),
    "rPr": _MOVES,
    "ilvl": (_another_level,),
    "numPr": (*_MOVES, _as_other),
    "hyperlink": _MOVES,
    "bookmarkStart": _MOVES,
    "footnoteReference": (*_MOVES, _as_other),
}
"""What editors do to each kind of element, most often to words."""
_EDITED = ("t", "t", "t", "t", *_EDITS)


def within_lines(data: bytes, most: int, seed: int, mutate: Mutate) -> bytes:
    """Take lines away, double them, put them elsewhere, join them, or change the bytes of one."""
    draw = random.Random(seed)  # noqa: S311
    lines = data.split(b"\n")
    if len(lines) < 2 or draw.random() < _WHOLE:
        return mutate(data, most)
    start = draw.randrange(len(lines))
    end, to = start + draw.choice((1, 1, 2, 5)), draw.randrange(len(lines))
    kind = draw.randrange(5)
    if kind == 0:
        del lines[start:end]
    elif kind == 1:
        lines[to:to] = lines[start:end]
    elif kind == 2:
        taken, lines[start:end] = lines[start:end], []
        lines[to:to] = taken
    elif kind == 3:
        lines[start:end] = [b" ".join(lines[start:end])]
    else:
        lines[start] = mutate(lines[start], len(lines[start]) + 100)
    return _at_most(b"\n".join(lines), most, data)


def _as_bytes(data: bytes, most: int, seed: int, mutate: Mutate) -> bytes:
    return mutate(data, most)


def _at_most(changed: bytes, most: int, otherwise: bytes) -> bytes:
    return changed if len(changed) <= most else otherwise
