"""Words typed into the table of contents: Word makes it of the headings again, so they are told and not kept."""

from __future__ import annotations

from collections.abc import Iterator

from converters.formats.docx.reading.leaves import Leaf, is_contents
from converters.formats.docx.reading.pieces import Text
from converters.formats.docx.reading.recover import Recovered
from converters.model.metadata import Title
from converters.model.nodes import Heading
from converters.report import Report

_SHOWN = 80
"""How many characters of a line a message quotes."""


def tell_typed_contents(before: Recovered, after: Recovered, report: Report) -> None:
    """Tell each line that neither stood in the table as it was written nor is one that Word makes of a heading."""
    known = {_letters(_text(leaf)) for leaf in before.leaves if is_contents(leaf)}
    known.update(_letters(text) for leaf in after.leaves if _is_listed(leaf) for text in _texts(leaf))
    for leaf in after.leaves:
        text = " ".join(_text(leaf).split())
        if is_contents(leaf) and text and not any(_letters(line) in known for line in _readings(_text(leaf))):
            report.warn(
                "unread",
                f"“{text[:_SHOWN]}” was typed into the table of contents, which Word makes of the headings",
                place="table of contents",
            )


def _is_listed(leaf: Leaf) -> bool:
    """Whether Word puts a paragraph into the table: a heading, or what has a level in the outline."""
    return isinstance(leaf.block, Heading | Title) or leaf.para.outline is not None


def _text(leaf: Leaf) -> str:
    return "".join(piece.text for piece in leaf.para.pieces if isinstance(piece, Text))


def _texts(leaf: Leaf) -> Iterator[str]:
    """A heading as it shows with its tracked changes, and as it is once they are all accepted, or all rejected."""
    yield _text(leaf)
    for label in ("Deletion", "Addition"):
        yield "".join(
            piece.text
            for piece in leaf.para.pieces
            if isinstance(piece, Text) and not any(mark.label == label for mark in piece.chain)
        )


def _readings(line: str) -> Iterator[str]:
    """A line of the table without the number that Word counted before a heading, and without that of the page."""
    parts = line.split("\t")
    yield from ("\t".join(parts[first:last]) for first in (0, 1) for last in (len(parts), len(parts) - 1))


def _letters(text: str) -> str:
    """What counts of a line: Word sets a line end of a heading as a blank, or leaves it out."""
    return "".join(filter(str.isalnum, text))
