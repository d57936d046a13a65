"""Comments that stand for choices: what the source has, why something else is proposed, how sure, by whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, cast

from lxml import etree

from converters.formats.docx.apparatus import AGENT, CERTAINTY, REASON, SOURCE, TITLES
from converters.formats.docx.kinds import admits
from converters.formats.docx.ooxml import w
from converters.formats.docx.reading.pieces import Para, Piece, Point, Text
from converters.model.nodes import Choice, Content

_TYPES = {title: type for type, title in TITLES.items()}


class Reading(NamedTuple):
    """What a comment says of a choice."""

    original: Content
    fields: dict[str, Any]

    def choice(self, fields: dict[str, Any], proposed: Content) -> Choice:
        """The choice between the two readings."""
        return Choice(**{**self.fields, **fields, "original": self.original, "proposed": proposed})


def is_choice(comment: etree._Element) -> bool:
    """Whether a comment begins as ours do."""
    first = next(comment.iterchildren(w("p")), None)
    return first is not None and "".join(text.text or "" for text in first.iter(w("t"))) in _TYPES


def reading_of(paras: list[Para], content: Callable[[list[Piece]], Content]) -> Reading:
    """What the paragraphs of such a comment say."""
    fields: dict[str, Any] = {"type": _TYPES.get(_text(paras[0].pieces), "sic-corr")}
    original: Content = ()
    for para in paras[1:]:
        label, rest = _split(para.pieces)
        if label == SOURCE:
            original = content(rest)
        elif label in _FIELDS and admits(Choice, _FIELDS[label], _text(rest)):
            fields[_FIELDS[label]] = _text(rest)
    return Reading(original, fields)


_FIELDS = {REASON: "reason", CERTAINTY: "certainty", AGENT: "agent"}


def _text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, Text))


def _split(pieces: list[Piece]) -> tuple[str | None, list[Piece]]:
    """The label at the start of a paragraph, and the rest; other programs join the two runs."""
    start = next((place for place, piece in enumerate(pieces) if not isinstance(piece, Point)), None)
    first = pieces[start] if start is not None else None
    if start is None or not isinstance(first, Text):
        return None, pieces
    for label in (SOURCE, *_FIELDS):
        if first.text.startswith(label):
            rest = first.text[len(label) :]
            after = pieces[start + 1 :]
            return label, [cast(Piece, Text(rest, ())), *after] if rest else after
    return None, pieces
