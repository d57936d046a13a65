"""The text of a telegram cut into chunks: paragraphs, items, rules, tables, page turns, other text between blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from converters.formats.cable import items, markers, numbering, sentences
from converters.formats.cable.fields import is_rule
from converters.formats.cable.items import ItemLabel, Levels
from converters.formats.cable.lines import SourceLine
from converters.formats.cable.numbering import Candidate, Number
from converters.formats.cable.turns import BodyLine, PageTurn
from converters.model.node import Span
from converters.model.nodes import Inline

Kind = Literal["paragraph", "text", "item", "rule", "ruled", "spacer", "table", "columns", "turn", "heading"]
Style = Literal["underline", "overline", "box", "inline", "capitals", "plain"]

_LONGEST_RULED = 180
_LONGEST_IN_DASHES = 40
"""A heading may stand in dashes (`-TUGS-`); a longer line that ends with one ends within a word."""
_NEARLY_FULL = 50
"""A line of the original has 55 characters and more; a line that is not broken for its length ends before."""
_ITEM_STOPS = frozenset('.:;,!?)"”-')
_INLINE_MARKED = re.compile(r"(?<=[.!?\"”)]) +(?=¶?\d{1,2}\. ?\((?:C|S|U|SBU|S/NF|C/NF|S//NF|C//NF)\))")


_INLINE_NUMBER = re.compile(r"(?<=[.!?\"”)]) +(?=¶?(?P<number>\d{1,2})\. +[A-Z\"“])")
_REFLOWED = 100
"""Longer lines were not set by a telegraph: they may hold several paragraphs."""
_TRAILING_RULE = re.compile(r"(?<=[A-Za-z.!?\])\"”]) +(?=-{5,}[- ]*$)")
_TRAILING_HEADING = re.compile(r"(?<=[.!?\])\"”]) +(?=-{3,} [A-Z][^-\n]{2,60} -{3,}$)")


class Grid(msgspec.Struct, frozen=True):
    """The columns of a table, each from where to where from the left margin. `named`: by the first row."""

    columns: tuple[tuple[int, int], ...]
    named: bool


class Chunk(msgspec.Struct, kw_only=True):
    """Lines that belong together. `insets` are nodes that stand before a line of the chunk, by the line's number."""

    kind: Kind
    lines: list[SourceLine] = []
    blanks: int = 0
    number: Number | None = None
    label: ItemLabel | None = None
    depth: int = 0
    """In how many items of lists an item lies."""
    turn: PageTurn | None = None
    insets: dict[int, tuple[Inline, ...]] = {}
    style: Style | None = None
    role: str | None = None
    """What the list is that an item belongs to."""
    grid: Grid | None = None
    rules: list[SourceLine] = []
    """The rules that set off a heading; they stand in its place in the source, not in its text."""

    @property
    def span(self) -> Span:
        """The place from the first character to the last."""
        if self.turn is not None:
            return self.turn.span
        lines = [*self.lines, *self.rules]
        return Span(min(line.start for line in lines), max(line.end for line in lines))


def paragraphs_apart(lines: Sequence[BodyLine]) -> list[BodyLine]:
    """Lines that hold several parts, cut: `… said. 4. (C) Comment`, `… said. ------- Comment -------`."""
    apart: list[BodyLine] = []
    for line in lines:
        cuts = _cuts(line.text) if isinstance(line, SourceLine) else []
        if isinstance(line, SourceLine) and cuts:
            apart += [line.part(start, end) for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
        else:
            apart.append(line)
    return apart


def _cuts(text: str) -> list[int]:
    """Where a line is cut: before marked numbers in a long one; before a rule at its end or a heading in rules."""
    cuts = [match.end() for match in _INLINE_MARKED.finditer(text)] if len(text) > _REFLOWED else []
    if text[-1] != "-":
        return cuts
    trailing = _TRAILING_HEADING.search(text) or _rule_after_text(text)
    return [*cuts, trailing.end()] if trailing else cuts


def _rule_after_text(text: str) -> re.Match[str] | None:
    """The blanks before a rule at the end of a line that is no heading: a paragraph, or `END NOTE. -----`."""
    rule = _TRAILING_RULE.search(text, max(len(text) - _LONGEST_RULED, 0))
    return rule if rule and (rule.start() > _LONGEST_RULED or markers.ends_with_end(text[: rule.start()])) else None


def left_out_apart(lines: Sequence[BodyLine], numbers: dict[int, Number]) -> list[BodyLine]:
    """Lines cut before the one number that the count leaves out, where it stands in them: `… said. 10. In May …`."""
    apart = list(lines)
    outer = [number for number in numbers.values() if number.level == 0]
    for before, after in reversed(list(pairwise(outer))):
        if after.value != before.value + 2:
            continue
        found = [
            (index, match.end())
            for index in range(before.candidate.line, after.candidate.line)
            if isinstance(line := lines[index], SourceLine) and len(line.text) > _REFLOWED
            for match in _INLINE_NUMBER.finditer(line.text)
            if int(match["number"]) == before.value + 1
        ]
        if len(found) == 1:
            index, cut = found[0]
            line = lines[index]
            if isinstance(line, SourceLine):
                apart[index : index + 1] = [line.part(0, cut), line.part(cut)]
    return apart


def candidates(lines: Sequence[BodyLine]) -> list[Candidate]:
    """The numbers at the beginnings of lines."""
    found: list[Candidate] = []
    before: SourceLine | None = None
    fresh = True
    for index, line in enumerate(lines):
        if isinstance(line, PageTurn):
            fresh = True
            continue
        one = numbering.candidate(line, index, before, fresh=fresh)
        if one is not None:
            found.append(one)
        before = line
        fresh = _kind(line) in ("rule", "spacer")
    return found


def cut(lines: Sequence[BodyLine], numbers: dict[int, Number]) -> list[Chunk]:
    """The chunks of a text; `numbers` says which lines begin a numbered paragraph."""
    chunks: list[Chunk] = []
    levels = items.Levels()
    glued = sum(isinstance(line, SourceLine) and items.is_glued(line.text) for line in lines) > 1
    for index, line in enumerate(lines):
        if isinstance(line, PageTurn):
            chunks.append(Chunk(kind="turn", turn=line))
            continue
        number = numbers.get(index)
        kind = _kind(line)
        found = None if number or kind != "text" else _item(line, chunks, levels, glued=glued)
        if number:
            chunks.append(Chunk(kind="paragraph", lines=[line], blanks=line.blanks, number=number))
            levels = items.Levels()
        elif kind != "text":
            chunks.append(Chunk(kind=kind, lines=[line], blanks=line.blanks))
        elif found:
            label, depth = found
            chunks.append(Chunk(kind="item", lines=[line], blanks=line.blanks, label=label, depth=depth))
        elif line.blanks or not chunks or chunks[-1].kind not in ("paragraph", "text", "item"):
            chunks.append(Chunk(kind="text", lines=[line], blanks=line.blanks))
        else:
            chunks[-1].lines.append(line)
    return chunks


def _kind(line: SourceLine) -> Kind:
    text = line.text
    if is_rule(text):
        return "rule"
    if text.endswith(("---", "--- -", "===", "***")) and len(text) < _LONGEST_RULED:
        return "ruled"
    return "spacer" if text in ("-", "--", "*", ".") else "text"


def _item(line: SourceLine, chunks: list[Chunk], levels: Levels, *, glued: bool) -> tuple[ItemLabel, int] | None:
    """The label of an item that begins at a line, and how deep it lies; None where the line only looks so.

    `glued`: several lines of the text begin with a dash without a blank.
    """
    label = items.label_of(line.text)
    depth = levels.depth_of(label) if label else None
    last = chunks[-1] if chunks else None
    if label is None or depth is None or not _is_free(line, label, last):
        return None
    if items.is_glued(line.text) and not _is_glued_item(line, last, several=glued):
        return None
    return levels.take(label, depth), depth


def _is_free(line: SourceLine, label: ItemLabel, last: Chunk | None) -> bool:
    """Whether the text before a line has ended, so that an item can begin."""
    if line.blanks or last is None or last.kind not in ("paragraph", "text", "item"):
        return True
    if _continues_dash(label, line, last):
        return False
    if last.lines[-1].text[-1] in _ITEM_STOPS or _is_short(last.lines[-1], line):
        return True
    if last.label is None or last.label.style != label.style:
        return False
    return label.value is not None or (last.label.printed == label.printed and line.text[label.end].isupper())


def _is_glued_item(line: SourceLine, last: Chunk | None, *, several: bool) -> bool:
    """Whether a dash without a blank begins an item, and is not of a broken word, an aside, or before an author."""
    if line.text.endswith("-") and len(line.text) <= _LONGEST_IN_DASHES:
        return False
    if last is None or last.kind not in ("paragraph", "text", "item"):
        return several
    before = last.lines[-1].text
    if last.kind == "item":
        return line.blanks > 0 or not sentences.ends_in_abbreviation(before)
    return several and (line.blanks > 0 or before[-1] in ":;")


def _is_short(before: SourceLine, line: SourceLine) -> bool:
    """Whether a line was ended before it was full: the label and the first word of the next had room in it."""
    words = line.text.split(None, 2)[:2]
    return before.indent + len(before.text) + sum(map(len, words)) + len(words) < _NEARLY_FULL


def _continues_dash(label: ItemLabel, line: SourceLine, last: Chunk) -> bool:
    """`-  organizations;` under `-- political and other`: a dash at each line of one item."""
    return last.label is not None and last.label.printed == "--" and label.printed == "-" and line.text[1:3] == "  "
