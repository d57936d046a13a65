"""What stands in a text and is not of its own count: quoted documents, lists with numbers, a text that begins again.

A number that goes back to 1 is the sign. A document is quoted where the text before it says so (`The text follows:`,
`Begin text:`); the numbers are a list where they follow a colon; a list of contents where the same words come again as
the titles of the parts; a repetition where a whole paragraph stands twice, as where a publisher put it there twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from converters.formats.cable import facts
from converters.formats.cable.chunks import Chunk
from converters.formats.cable.flow import running_text
from converters.formats.cable.items import ItemLabel

Kind = Literal["own", "quotation", "repetition"]

_DOCUMENTS = (
    r"(?:text|letter|message|translation|non-?paper|statement|communiqu[eé]|article|op-ed|speech|declaration|demarche"
    r"|note verbale|diplomatic note|excerpts?|quote)"
)
_ANNOUNCED = re.compile(
    rf"(?i:\b{_DOCUMENTS}\b[^.:]{{0,200}}(?:\bfollows?|\breads?|\bis|\bbelow)\b[^.:]{{0,40}}:"
    rf"|\bbegin\s+(?:\w+\s+){{0,2}}{_DOCUMENTS}\s*[:.]?)$"
)
_BEGIN = re.compile(rf"(?i:[\[(]?begin\s+(?:\w+\s+){{0,2}}{_DOCUMENTS}\s*[:.]?[\])]?)")
_END = re.compile(rf"(?i:\bend\s+(?:of\s+)?(?:\w+\s+){{0,2}}{_DOCUMENTS}\s*\.?[\])]?)$")
_LONGEST_ANNOUNCEMENT = 400
_LONGEST_MARKER = 60
_LONGEST_TITLE = 100
_SHORTEST_REPEATED = 60
"""Shorter paragraphs may well say the same twice (`Comment.`)."""


class Part(msgspec.Struct):
    """Chunks that belong together, and whether they are of the text's own."""

    kind: Kind
    chunks: list[Chunk]


def apart(chunks: Sequence[Chunk]) -> list[Part]:
    """The parts of a text in order. Numbered chunks that are lists become items; the numbers after contents count."""
    _contents(chunks)
    kinds: list[Kind] = ["own"] * len(chunks)
    for start, end in _repetitions(chunks):
        kinds[start:end] = ["repetition"] * (end - start)
    for start, end in _quotations(chunks, kinds):
        kinds[start:end] = ["quotation"] * (end - start)
    _lists(chunks, kinds)
    parts: list[Part] = []
    for chunk, kind in zip(chunks, kinds, strict=True):
        if not parts or parts[-1].kind != kind:
            parts.append(Part(kind, []))
        parts[-1].chunks.append(chunk)
    return parts


# --- lists of contents ---


def _contents(chunks: Sequence[Chunk]) -> None:
    """`1. Lead stories 2. Iran` before the parts with these numbers and titles: a list, and the parts are counted."""
    numbered = [chunk for chunk in chunks if chunk.number]
    count = next((index for index, one in enumerate(numbered) if one.number and one.number.level), 0)
    listed, parts = numbered[:count], numbered[count:]
    if count < 2 or len(parts) < count or not all(_is_entry(chunk) for chunk in listed):
        return
    begin = next(index for index, chunk in enumerate(chunks) if chunk is listed[0])
    if any(one is not other for one, other in zip(listed, chunks[begin : begin + count], strict=True)):
        return
    same = sum(_title(one) == _title(other) for one, other in zip(listed, parts, strict=False))
    if same < 2 or same * 3 < count * 2:
        return
    for chunk in listed:
        _make_item(chunk, "contents")
    for chunk in parts:
        if chunk.number and chunk.number.level:
            chunk.number = msgspec.structs.replace(chunk.number, level=chunk.number.level - 1)


def _is_entry(chunk: Chunk) -> bool:
    return len(chunk.lines) == 1 and len(chunk.lines[0].text) < _LONGEST_TITLE


def _title(chunk: Chunk) -> str:
    start = chunk.number.candidate.end if chunk.number else 0
    return " ".join(chunk.lines[0].text[start:].upper().split())


# --- a text that begins again ---


def _repetitions(chunks: Sequence[Chunk]) -> Iterator[tuple[int, int]]:
    """The runs of paragraphs that stood before with the same number and the same words."""
    first: dict[int, Chunk] = {}
    begin: int | None = None
    for index, chunk in enumerate(chunks):
        if chunk.number is None:
            repeated = False
        else:
            earlier = first.setdefault(chunk.number.value, chunk)
            repeated = earlier is not chunk and _same_words(earlier, chunk)
        if repeated and begin is None:
            begin = index
        elif not repeated and begin is not None:
            yield begin, index
            begin = None
    if begin is not None:
        yield begin, len(chunks)


def _same_words(one: Chunk, other: Chunk) -> bool:
    words = _words(one)
    return len(words) >= _SHORTEST_REPEATED and words == _words(other)


def _words(chunk: Chunk) -> str:
    start = chunk.number.candidate.end if chunk.number else 0
    return " ".join(running_text(chunk.lines)[start:].split())


# --- quoted documents ---


def _quotations(chunks: Sequence[Chunk], kinds: Sequence[Kind]) -> Iterator[tuple[int, int]]:
    """The documents within the text: where it announces one, to its end mark, or as far as the numbers say."""
    index = 0
    while index < len(chunks):
        if kinds[index] == "own" and _announces(chunks[index]):
            end = _quoted_to(chunks, kinds, index + 1)
            if end > index + 1:
                yield index + 1, end
            index = max(end, index + 1)
        else:
            index += 1


def _announces(chunk: Chunk) -> bool:
    if chunk.kind not in ("paragraph", "text"):
        return False
    last = chunk.lines[-1].text
    if last[-1] != ":" and "begin" not in last[-_LONGEST_MARKER:].lower():
        return False
    tail = running_text(chunk.lines[-6:])[-_LONGEST_ANNOUNCEMENT:]
    return _ANNOUNCED.search(tail) is not None


def _quoted_to(chunks: Sequence[Chunk], kinds: Sequence[Kind], begin: int) -> int:
    """Where the document ends that begins at a chunk; there where no sign says that it is one.

    Signs are an end mark after a begin mark, or numbers of its own. It ends at the mark, where the own count goes on,
    or where a summary or comment begins.
    """
    marked = _BEGIN.fullmatch(running_text(chunks[begin - 1].lines)[:_LONGEST_MARKER]) is not None
    numbered = False
    for index in range(begin, len(chunks)):
        chunk = chunks[index]
        if kinds[index] != "own" or _is_own(chunk) or _opens_part(chunk):
            return _without_turns(chunks, begin, index) if numbered else begin
        ended = _END.search(chunk.lines[-1].text[-_LONGEST_MARKER:]) if chunk.lines else None
        numbered = numbered or chunk.number is not None
        if ended and (numbered or marked):
            alone = len(running_text(chunk.lines)) < _LONGEST_MARKER
            return index if alone else index + 1
    return _without_turns(chunks, begin, len(chunks)) if numbered else begin


def _is_own(chunk: Chunk) -> bool:
    return chunk.number is not None and chunk.number.level == 0


def _opens_part(chunk: Chunk) -> bool:
    if chunk.kind != "heading":
        return False
    return any(word.strip(":.").upper() in facts.heading_roles() for word in chunk.lines[0].text.split())


def _without_turns(chunks: Sequence[Chunk], begin: int, end: int) -> int:
    """The same end, without page turns and headings before it: they belong to what follows."""
    while end > begin and chunks[end - 1].kind in ("turn", "heading", "rule"):
        end -= 1
    return end


# --- lists whose items have numbers ---


def _lists(chunks: Sequence[Chunk], kinds: Sequence[Kind]) -> None:
    """Inner numbers after a colon are the items of a list."""
    listed = False
    for before, chunk, kind in zip([None, *chunks], chunks, kinds, strict=False):
        if chunk.number is None or chunk.number.level == 0 or kind != "own":
            listed = False
            continue
        if chunk.number.value == 1:
            listed = before is not None and bool(before.lines) and before.lines[-1].text.endswith(":")
        if listed:
            _make_item(chunk, None)


def _make_item(chunk: Chunk, role: str | None) -> None:
    """A numbered chunk as an item of a list."""
    if chunk.number is None:
        return
    one = chunk.number.candidate
    pilcrow = chunk.lines[0].text.index(one.digits)
    chunk.label = ItemLabel(
        style="decimal", printed=one.digits + one.stop, value=str(chunk.number.value), pilcrow=pilcrow, end=one.end
    )
    chunk.kind, chunk.number, chunk.role = "item", None, role
