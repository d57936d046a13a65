"""Pieces of a paragraph become mixed text: runs with the same mark are one node, marks within marks nest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import msgspec

from converters.formats.docx import kinds
from converters.formats.docx.anchors import Anchor
from converters.formats.docx.anchors import parse as parse_anchor
from converters.formats.docx.formulas import formula
from converters.formats.docx.kinds import INLINE_LABELS, NO_VALUE, Known
from converters.formats.docx.marks import Mark
from converters.formats.docx.reading.asides import ASIDE
from converters.formats.docx.reading.comments import Reading
from converters.formats.docx.reading.fieldcodes import TARGET
from converters.formats.docx.reading.pieces import (
    Box,
    Break,
    CommentMark,
    NoteMark,
    Picture,
    Piece,
    Point,
    Text,
)
from converters.formats.docx.reading.pieces import Formula as OfficeFormula
from converters.formats.docx.reading.runs import COMMENT
from converters.model.node import Node
from converters.model.nodes import (
    Choice,
    Content,
    Formula,
    Gap,
    Image,
    LineBreak,
    Milestone,
    Note,
    PageBreak,
    Paragraph,
    Reference,
    Segment,
)
from converters.model.walk import joined

Notes = Callable[["NoteMark | CommentMark | Box"], "Note | None"]


class InlineReader:
    """Builds mixed text. `ids` are the ids of anchors by name, `notes` gives the note that a mark stands for.

    `line_ends`: a break in the line is a line end of the text, not a node.
    """

    def __init__(self, ids: Mapping[str, str], choices: Mapping[str, Reading], notes: Notes) -> None:
        self._ids = ids
        self._choices = choices
        self._notes = notes
        self.bookmarks: Mapping[str, str] = {}
        """The ids of the bookmarks of others, by name."""
        self.anchors: dict[int, Anchor] = {}
        """The anchors of nodes that were built, by the identity of the node."""
        self._used: set[str] = set()
        self._kept: list[object] = []
        """All nodes with anchors, so that no other takes their identity."""

    def content(self, pieces: Sequence[Piece], *, line_ends: bool = False) -> Content:
        """The mixed text of pieces."""
        return cast(Content, joined(self._build(list(pieces), 0, line_ends)))

    def slot(self, pieces: Sequence[Piece], known: Known) -> Node:
        """The node of a number or marking: pieces that have one mark first."""
        return cast(Node, self._node(known, _mark_at(pieces, 0), list(pieces), 0, [], False)[0])

    def _build(self, pieces: list[Piece], depth: int, line_ends: bool) -> list[str | Node]:
        result: list[str | Node] = []
        waiting: list[Point] = []
        position = 0
        while position < len(pieces):
            piece = pieces[position]
            if isinstance(piece, Point):
                waiting.append(piece)
                position += 1
                continue
            if len(piece.chain) <= depth:
                result.extend(self._leaf(piece, waiting, line_ends))
                waiting = []
                position += 1
                continue
            end = _group_end(pieces, position, depth)
            result.extend(self._group(pieces[position:end], depth, waiting, line_ends))
            waiting = []
            position = end
        return result

    def _leaf(self, piece: Piece, waiting: list[Point], line_ends: bool) -> list[str | Node]:
        if isinstance(piece, Text):
            return [piece.text]
        if isinstance(piece, Break):
            return ["\n"] if line_ends else [LineBreak()]
        if isinstance(piece, Picture):
            return [Image(target=piece.target, alt=piece.alt, width=piece.width, height=piece.height)]
        if isinstance(piece, OfficeFormula):
            own = _take(waiting, Formula)
            made = formula(piece.element)
            return [self.identified(made, own.anchor) if own is not None else made]
        if isinstance(piece, NoteMark | Box):
            note = self._notes(piece)
            return [note] if note is not None else []
        if isinstance(piece, CommentMark):
            if piece.number in self._choices:
                return [self._choices[piece.number].choice({}, ())]
            remark = self._notes(piece)
            return [remark] if remark is not None else []
        return []

    def _group(self, pieces: list[Piece], depth: int, waiting: list[Point], line_ends: bool) -> list[str | Node]:
        """The nodes of pieces that have the same mark at a depth."""
        mark = _mark_at(pieces, depth)
        special = _SPECIAL.get(mark.label.casefold())
        if special is not None:
            return special(self, mark, pieces, depth, line_ends)
        known = INLINE_LABELS.get(mark.label.casefold())
        if known is None:
            return self._build(pieces, depth + 1, line_ends)
        if _only_for_the_eye(pieces):
            return []
        own = _take(waiting, known.rule.kind)
        inner: list[Piece] = [*waiting, *pieces]
        nodes = self._node(known, mark, inner, depth, [own] if own else [], line_ends)
        return list(nodes)

    def _node(
        self, known: Known, mark: Mark, pieces: list[Piece], depth: int, own: list[Point], line_ends: bool
    ) -> list[Any]:
        fields = kinds.fields_of(known, mark)
        maker = _MAKERS.get(known.rule.kind, _with_content)
        nodes = maker(self, known, mark, fields, pieces, depth, line_ends)
        place = next((number for number, node in enumerate(nodes) if isinstance(node, Node)), None)
        if own and place is not None:
            nodes[place] = self.identified(nodes[place], own[0].anchor)
        return nodes

    def target(self, target: str) -> str:
        """The target of a link: an id where it is a bookmark of ours."""
        anchor = parse_anchor(target[1:]) if target.startswith("#") else None
        known = self._ids.get(anchor.name) if anchor is not None else self.bookmarks.get(target[1:])
        return f"#{known}" if known is not None else target

    def identified(self, node: Any, anchor: Anchor) -> Any:
        """The node with the id of its anchor."""
        known = self._ids.get(anchor.name)
        node = msgspec.structs.replace(node, id=known if anchor.name not in self._used else None)
        self._used.add(anchor.name)
        self.anchors[id(node)] = anchor
        self._kept.append(node)
        return node


Maker = Callable[[InlineReader, Known, Mark, dict[str, Any], list[Piece], int, bool], list[Any]]


def _with_content(
    self: InlineReader, known: Known, mark: Mark, fields: dict[str, Any], pieces: list[Piece], depth: int, ends: bool
) -> list[Any]:
    content = joined(self._build(pieces, depth + 1, ends))
    if known.rule.kind is Segment:
        fields.setdefault("role", "other")
    node = cast(Any, known.rule.kind)(**{**fields, "content": content})
    if known.rule.derive is not None and "value" not in fields and (NO_VALUE, None) not in mark.params:
        node = msgspec.structs.replace(node, value=known.rule.derive(node))
    return [node]


def _gap(
    self: InlineReader, known: Known, mark: Mark, fields: dict[str, Any], pieces: list[Piece], depth: int, ends: bool
) -> list[Any]:
    if ("sign", None) not in mark.params:
        return [Gap(**fields, content=joined(self._build(pieces, depth + 1, ends)))]
    first, *others = _plain(pieces).split(kinds.GAP_SIGN)
    behind = [part for words in others for part in (Gap(**fields, content=()), words)]
    return [first, *behind] if others else [Gap(**fields, content=()), first]


def _reference(
    self: InlineReader, known: Known, mark: Mark, fields: dict[str, Any], pieces: list[Piece], depth: int, ends: bool
) -> list[Any]:
    target = dict(mark.params).get(TARGET)
    inner = joined(self._build(pieces, depth + 1, ends))
    if target is None:
        return list(inner)
    return [Reference(**{**fields, "target": self.target(target), "content": inner})]


def _choice(
    self: InlineReader, known: Known, mark: Mark, fields: dict[str, Any], pieces: list[Piece], depth: int, ends: bool
) -> list[Any]:
    if mark.label == kinds.CHOICE_IN_LINE.label:
        readings = {"proposed": (), "original": ()}
        for label in readings:
            own = [piece for piece in pieces if _mark_label(piece, depth + 1) in (label, None)]
            own = [piece for piece in own if not isinstance(piece, Text) or len(piece.chain) > depth + 1]
            readings[label] = joined(self._build(own, depth + 2, ends))
        return [Choice(**{**fields, **readings})]
    if mark.label == kinds.EMENDATION.label:
        return _emendation(self, mark, fields, pieces, depth, ends)
    proposed = joined(self._build(pieces, depth + 1, ends))
    number = dict(mark.params).get(COMMENT)
    reading = self._choices.get(number) if number is not None else None
    if reading is None:
        return list(proposed)
    return [reading.choice(fields, proposed)]


def _emendation(
    self: InlineReader, mark: Mark, fields: dict[str, Any], pieces: list[Piece], depth: int, ends: bool
) -> list[Any]:
    """A choice without a comment. Of a tracked one that an editor refused, what the source has is left."""
    in_source = [_mark_label(piece, depth + 1) == kinds.IN_SOURCE for piece in pieces]
    source = [piece for piece, of_source in zip(pieces, in_source, strict=True) if of_source]
    original = joined(self._build(source, depth + 2, ends))
    rest = [piece for piece, of_source in zip(pieces, in_source, strict=True) if not of_source]
    proposed = joined(self._build(rest, depth + 1, ends))
    if source and all(isinstance(piece, Point) for piece in rest):
        return list(original)
    was = dict(mark.params).get(kinds.WAS)
    if not source and was is None:
        return list(proposed)
    if not source:
        original = (was,) if was else ()
    return [Choice(**{**fields, "original": original, "proposed": proposed})]


def _formula(
    self: InlineReader, known: Known, mark: Mark, fields: dict[str, Any], pieces: list[Piece], depth: int, ends: bool
) -> list[Any]:
    return [Formula(**{**fields, "text": _plain(pieces)})]


def _line_breaks(
    self: InlineReader, known: Known, mark: Mark, fields: dict[str, Any], pieces: list[Piece], depth: int, ends: bool
) -> list[Any]:
    return [
        LineBreak(**fields) if isinstance(piece, Break) else cast(Any, piece).text
        for piece in pieces
        if isinstance(piece, Break) or (isinstance(piece, Text) and piece.text)
    ]


_PAGE_SIGN = re.compile(r"\[p\. [^\]]*\]|\[page\]")
"""The sign of a page; words that were typed beside it are words of the text."""


def page_break_number(text: str) -> str | None:
    """The number in the sign of a page."""
    if text.startswith("[p. ") and text.endswith("]"):
        return text[4:-1]
    return None if text == "[page]" else text.strip("[]") or None


def milestone_fields(text: str) -> dict[str, Any]:
    """Unit and number in the sign of a milestone."""
    inside = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    unit, blank, number = inside.partition(" ")
    return {"unit": unit or "other", "n": number if blank else None}


def _page_break(
    self: InlineReader, known: Known, mark: Mark, fields: dict[str, Any], pieces: list[Piece], depth: int, ends: bool
) -> list[Any]:
    text = _plain(pieces)
    sign = None if _PAGE_SIGN.match(text) and text.endswith("]") else _PAGE_SIGN.search(text)
    if sign is None:
        return [PageBreak(**fields, n=page_break_number(text))]
    return [text[: sign.start()], PageBreak(**fields, n=page_break_number(sign[0])), text[sign.end() :]]


def _milestone(
    self: InlineReader, known: Known, mark: Mark, fields: dict[str, Any], pieces: list[Piece], depth: int, ends: bool
) -> list[Any]:
    return [Milestone(**{**fields, **milestone_fields(_plain(pieces))})]


def _image(
    self: InlineReader, known: Known, mark: Mark, fields: dict[str, Any], pieces: list[Piece], depth: int, ends: bool
) -> list[Any]:
    if mark.label == kinds.PICTURE_LINK.label:
        text = _plain(pieces)
        alt = text[len("[picture: ") : -1] if text.startswith("[picture: ") else None
        return [Image(**{"target": "", **fields, "alt": alt})]
    return [
        Image(**{**fields, "target": piece.target, "alt": piece.alt})
        if isinstance(piece, Picture)
        else cast(Any, piece).text
        for piece in pieces
        if isinstance(piece, Picture) or (isinstance(piece, Text) and piece.text)
    ]


_MAKERS: Mapping[type[Node], Maker] = {
    Gap: _gap,
    Reference: _reference,
    Choice: _choice,
    Formula: _formula,
    LineBreak: _line_breaks,
    PageBreak: _page_break,
    Milestone: _milestone,
    Image: _image,
}

Special = Callable[[InlineReader, Mark, list[Piece], int, bool], list["str | Node"]]


def _nothing(self: InlineReader, mark: Mark, pieces: list[Piece], depth: int, ends: bool) -> list[str | Node]:
    return []


def _note_in_line(self: InlineReader, mark: Mark, pieces: list[Piece], depth: int, ends: bool) -> list[str | Node]:
    content = joined(self._build(pieces, depth + 1, ends))
    fields = {key: value for key, value in mark.params if kinds.admits(Note, key, value)}
    return [Note(blocks=(Paragraph(content=content),), **cast(Any, fields))]


_SPECIAL: Mapping[str, Special] = {"aside": _nothing, "note mark": _nothing, "note in line": _note_in_line}


def _group_end(pieces: list[Piece], start: int, depth: int) -> int:
    """Where the pieces end that have the same mark at a depth; bookmarks and comments between them belong to them."""
    mark = pieces[start].chain[depth]
    end = position = start + 1
    while position < len(pieces):
        piece = pieces[position]
        if not isinstance(piece, Point | CommentMark) or len(piece.chain) > depth:
            if len(piece.chain) <= depth or piece.chain[depth] != mark:
                break
            end = position + 1
        position += 1
    return end


def _only_for_the_eye(pieces: Sequence[Piece]) -> bool:
    """Whether only that is left of something which stood beside it for the eye."""
    return all(ASIDE in piece.chain for piece in pieces if not isinstance(piece, Point))


def _mark_at(pieces: Sequence[Piece], depth: int) -> Mark:
    return next(piece.chain[depth] for piece in pieces if len(piece.chain) > depth)


def _mark_label(piece: Piece, depth: int) -> str | None:
    return piece.chain[depth].label if len(piece.chain) > depth else None


def _take(waiting: list[Point], kind: type[Node]) -> Point | None:
    """The first anchor of a kind among those that wait, taken out."""
    tag = str(kind.__struct_config__.tag)
    for point in sorted(waiting, key=lambda one: one.anchor.serial):
        if point.anchor.kind == tag:
            waiting.remove(point)
            return point
    return None


def _plain(pieces: Sequence[Piece]) -> str:
    """The text of pieces, without what is there for the eye only."""
    return "".join(piece.text for piece in pieces if isinstance(piece, Text) and ASIDE not in piece.chain)
