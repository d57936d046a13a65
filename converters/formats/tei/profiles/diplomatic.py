"""The record line by line: an `lb` wherever a line of the original ends inside a paragraph."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.node import Node
from converters.model.walk import transform
from converters.report import Report

_RULE = re.compile(r"[\s=_*-]*[=_*-]{3,}[\s=_*-]*")
_WITH_LINES = (nd.Paragraph, nd.Line, nd.Heading, nd.Dateline, nd.Salute, nd.Signed)


def edit(document: Document, report: Report) -> Document:
    """The document with the ends of its lines. Nothing is left out; where a line cannot be found, that is told."""
    source = document.source.text if document.source is not None else None
    if source is None:
        report.warn("profile", "the record does not carry its text, so that nobody knows where its lines end")
        return document

    def change(node: Node) -> Node:
        if isinstance(node, _WITH_LINES) and node.span is not None and node.content:
            return _with_lines(node, source, report)
        return node

    return transform(document, change)


def _with_lines(node: Any, source: str, report: Report) -> Node:
    lines = source[node.span.start : node.span.end].splitlines()
    before = [part for part in (getattr(node, "number", None), getattr(node, "marking", None)) if part is not None]
    held = _solid("".join(_original(part) for part in (*before, *node.content)))
    for kept in (lines, [line for line in lines if not _RULE.fullmatch(line)]):
        if _solid("".join(kept)) == held:
            ends = _ends(kept)
            cutter = _Cutter(ends, len(_solid("".join(map(_original, before)))))
            found: Node = msgspec.structs.replace(node, content=cutter.cut(node.content)) if ends else node
            return found
    report.warn("profile", "the lines of the original are not found in the words of this block", node)
    unchanged: Node = node
    return unchanged


def _ends(lines: list[str]) -> list[int]:
    """After how many characters that are no blanks each line ends, but the last."""
    ends: list[int] = []
    count = 0
    for line in lines[:-1]:
        count += len(_solid(line))
        if count and (not ends or ends[-1] != count):
            ends.append(count)
    return ends


def _solid(text: str) -> str:
    return "".join(text.split())


def _original(part: Node | str) -> str:
    """The words of the original in a part: of a choice what stands there, of notes nothing."""
    if isinstance(part, str):
        return part
    if isinstance(part, nd.Note | nd.Comment | nd.Instruction | nd.Supplied):
        return ""
    content = part.original if isinstance(part, nd.Choice) else getattr(part, "content", ())
    return "".join(map(_original, content))


class _Cutter:
    """Puts ends of lines into mixed text. `count`: characters so far that are no blanks."""

    def __init__(self, ends: list[int], count: int) -> None:
        self._waiting = list(reversed(ends))
        self._count = count
        while self._waiting and self._waiting[-1] < count:
            self._waiting.pop()

    def cut(self, content: tuple[Any, ...]) -> tuple[Any, ...]:
        """The content with the ends of lines that fall into it."""
        found: list[Any] = []
        for part in content:
            if isinstance(part, str):
                found += self._cut_text(part)
            elif isinstance(part, nd.Choice):
                found.append(msgspec.structs.replace(part, original=self.cut(part.original)))
            elif _original(part) and isinstance(getattr(part, "content", None), tuple):
                found.append(msgspec.structs.replace(part, content=self.cut(part.content)))
            else:
                found.append(part)
        return tuple(part for part in found if part != "")

    def _cut_text(self, text: str) -> list[Any]:
        found: list[Any] = []
        start = 0
        for at, char in enumerate(text):
            if char.isspace():
                continue
            if self._waiting and self._count == self._waiting[-1]:
                self._waiting.pop()
                if self._count:
                    piece = text[start:at]
                    found += [piece.rstrip(), nd.LineBreak(joins=piece == piece.rstrip() and at > 0)]
                start = at
            self._count += 1
        return [*found, text[start:]]
