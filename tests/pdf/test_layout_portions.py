"""Text over many pages is set in portions, and nobody can see where one ends and the next begins."""

from __future__ import annotations

import random
from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters import pipeline
from converters.formats.pdf import themes
from converters.formats.pdf.blocks import set_blocks
from converters.formats.pdf.inlines import set_inline
from converters.formats.pdf.job import Column, Job
from converters.formats.pdf.lines import Line
from converters.formats.pdf.paragraphs import flow_text, set_in_portions, set_text
from converters.formats.pdf.pieces import Break, Foot, Piece, Side, Text
from converters.formats.pdf.portions import SIZE, kept_together, portions
from converters.formats.pdf.slabs import LineSlab, Slab
from converters.model.compare import differences
from converters.model.document import Document
from converters.model.nodes import Block, Emphasis, LineBreak, Note, PageBreak, Paragraph, Preformatted
from converters.report import Report
from tests.pdf.records import words
from tests.pdf.tagged import rebuilt

WORDS = words(3).split()
COLUMN = Column(width=300.0)


def job() -> Job:
    return Job(themes.theme(), Report(), set_blocks, set_inline, ids=frozenset(), language="en")


def pieces_of(job: Job, texts: Iterable[str], setting: str = "paragraph") -> list[Piece]:
    element = job.tree.root.child("Paragraph")
    return [Text(text, job.setting(setting).style, element.text()) for text in texts]


def many_words(count: int, seed: int = 1) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=count))  # noqa: S311


def said(slabs: Iterable[LineSlab]) -> list[str]:
    """What each line says; what stands for a word that is divided is the whole of it at its first part."""
    tokens = [slab.line.tokens for slab in slabs if slab.line is not None]
    return [
        "".join(
            one.actual if one.actual is not None else one.glyphs.text if one.glyphs is not None else "" for one in line
        )
        for line in tokens
    ]


def look(slab: LineSlab) -> tuple[float, float, bool, float, float]:
    assert slab.line is not None
    return slab.height, slab.before, slab.keep, slab.line.width, slab.line.extra


PARTS = ("a", "b", "word", "international", " ", " ", " ", "  ", "\n", "-", "\u05d0", "\u6f22")
TEXTS = st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=60).map("".join), min_size=1, max_size=5)


@given(TEXTS, st.integers(1, 80))
def test_portions_are_the_whole_of_a_text_and_its_pieces_keep_their_order(texts: list[str], size: int) -> None:
    own = pieces_of(job(), texts)
    found = list(portions(own, preserve=False, size=size))
    assert [portion.is_last for portion in found] == [False] * (len(found) - 1) + [True]
    parts = [piece for portion in found for piece in portion.pieces if isinstance(piece, Text)]
    by_slot = {piece.slot: "" for piece in own if isinstance(piece, Text)}
    for part in parts:
        by_slot[part.slot] += part.text
    assert list(by_slot.values()) == texts


@given(TEXTS, st.integers(1, 80))
def test_preformatted_lines_are_the_same_in_portions_of_any_size(texts: list[str], size: int) -> None:
    one, other = job(), job()
    setting = one.setting("preformatted")
    whole = set_text(one, pieces_of(one, texts, "preformatted"), setting, COLUMN)
    parts = list(kept_together(set_in_portions(other, pieces_of(other, texts, "preformatted"), setting, COLUMN, size)))
    assert said(parts) == said(whole)
    assert list(map(look, parts)) == list(map(look, whole))


@given(TEXTS, st.integers(1, 80))
def test_no_word_and_no_blank_is_lost_between_portions_of_any_size(texts: list[str], size: int) -> None:
    one, other = job(), job()
    setting = one.setting("paragraph")
    whole = set_text(one, pieces_of(one, texts), setting, COLUMN)
    parts = list(set_in_portions(other, pieces_of(other, texts), setting, COLUMN, size))
    assert "".join(said(parts)) == "".join(said(whole))
    assert all(slab.breadth <= COLUMN.width + 0.01 for slab in parts)


@pytest.mark.parametrize("seed", range(4))
def test_lines_are_as_full_where_portions_meet_as_they_are_elsewhere(seed: int) -> None:
    one, other = job(), job()
    setting, column, text = one.setting("paragraph"), one.text_column, many_words(4000, seed)
    whole = lines_of(set_text(one, pieces_of(one, [text]), setting, column))
    parts = lines_of(set_in_portions(other, pieces_of(other, [text]), setting, column, 3000))
    assert len(parts) == pytest.approx(len(whole), rel=0.02)
    assert all(line.width == pytest.approx(column.width, abs=0.01) for line in parts[:-1])
    assert max(line.extra for line in parts) < max(line.extra for line in whole) * 1.5


def lines_of(slabs: Iterable[LineSlab]) -> list[Line]:
    return [slab.line for slab in slabs if slab.line is not None]


def test_a_text_that_needs_no_portions_is_set_as_a_whole() -> None:
    one = job()
    setting = one.setting("paragraph")
    assert isinstance(flow_text(one, pieces_of(one, ["a" * SIZE]), setting, COLUMN), list)
    assert not isinstance(flow_text(one, pieces_of(one, ["a" * SIZE, "b"]), setting, COLUMN), list)


def test_words_that_no_line_has_room_for_are_no_hindrance() -> None:
    one = job()
    text = " ".join(["ab" * 400] * 40)
    parts = list(set_in_portions(one, pieces_of(one, [text]), one.setting("paragraph"), COLUMN, 500))
    assert "".join(said(parts)) == text


def test_notes_breaks_and_marks_in_the_margin_stay_in_their_places() -> None:
    one = job()
    setting = one.setting("paragraph")
    pieces: list[Piece] = []
    for number in range(60):
        pieces += pieces_of(one, [f"{many_words(40, number)} n{number}"])
        pieces.append((Foot([Slab(height=float(number))]), Side(f"p. {number}"), Break(setting.style))[number % 3])
        pieces += pieces_of(one, [" "])
    slabs = list(set_in_portions(one, pieces, setting, COLUMN, 600))
    lines = said(slabs)
    noted = [(line, note[0].height) for line, slab in zip(lines, slabs, strict=True) for note in slab.notes]
    assert [height for _, height in noted] == list(range(0, 60, 3))
    assert [(line, height) for line, height in noted if f"n{height:.0f}" not in line.split()] == []
    assert sum(len(slab.margin) for slab in slabs) == 20
    assert all(any(line.rstrip().endswith(f"n{number}") for line in lines) for number in range(2, 60, 3))


@pytest.mark.parametrize(
    "block",
    [
        Preformatted(content=("\n".join(f"{number:6} {words(1)[:60]}\t|" for number in range(2000)),)),
        Paragraph(content=(many_words(9000), Emphasis(content=(many_words(6000, 2),)), " and " + many_words(5000, 3))),
        Paragraph(
            content=tuple(
                part
                for number in range(60)
                for part in (
                    many_words(150, number),
                    Note(blocks=(Paragraph(content=(f"note {number}",)),)),
                    "  \n " + many_words(60, number),
                    LineBreak() if number % 2 else PageBreak(n=str(number)),
                    "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd and on ",
                    Emphasis(content=(f"{number}. ",)),
                )
            )
        ),
    ],
    ids=["preformatted", "words", "all kinds"],
)
@pytest.mark.parametrize("theme", themes.BUILT_IN)
def test_the_pages_of_a_block_of_many_portions_tell_the_same_document(block: Block, theme: str) -> None:
    document = Document(lang="en", body=(block, Paragraph(content=("The end.",))))
    after = rebuilt(pipeline.write_bytes(document, "pdf", options=pipeline.write_options(theme=theme)))
    before = msgspec.structs.replace(document, source=None)
    assert after == before, "\n".join(map(str, differences(before, after)))
