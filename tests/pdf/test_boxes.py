"""The test of layout can fail: what overlaps or leaves its frame is found, whatever part of the page it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from converters.formats.pdf import themes
from converters.formats.pdf.page import Box
from converters.formats.pdf.theme import Theme
from converters.model.document import Document
from converters.model.nodes import Note, PageBreak, Paragraph
from tests.pdf.boxes import drawn, faults, overlapping
from tests.pdf.placed import placed
from tests.pdf.records import long_table, oddities, telegram, words

EDITION = themes.theme()
ASIDE = Note(place="margin", blocks=(Paragraph(content=("A note in the margin that has some words.",)),))
TEXT = Document(body=tuple(Paragraph(content=(words(3), PageBreak(n=str(number)), ASIDE)) for number in range(12)))
NOTED = Document(body=(Paragraph(content=(words(2), Note(blocks=(Paragraph(content=(words(4),)),)))),) * 6)


def with_sheet(**changes: float) -> Theme:
    return EDITION._replace(sheet=EDITION.sheet._replace(**changes))  # type: ignore[arg-type]


def with_setting(name: str, **changes: float) -> Theme:
    setting = EDITION.settings[name]._replace(**changes)  # type: ignore[arg-type]
    return EDITION._replace(settings={**EDITION.settings, name: setting})


def larger(name: str, size: float) -> Theme:
    setting = EDITION.settings[name]
    return EDITION._replace(
        settings={**EDITION.settings, name: setting._replace(style=setting.style._replace(size=size))}
    )


@pytest.mark.parametrize(
    ("document", "theme", "fault"),
    [
        (TEXT, with_setting("paragraph", leading=6.0), "overlap"),
        (NOTED, with_setting("note", leading=4.0), "overlap"),
        (long_table(60), with_setting("cell", leading=5.0), "overlap"),
        (TEXT, with_setting("margin-note", leading=3.0), "overlap"),
        (NOTED, with_sheet(foot=95.0), "overlap"),
        (NOTED, with_sheet(head=105.0), "overlap"),
        (TEXT, with_sheet(head=-2.0), "above or below"),
        (TEXT, with_sheet(foot=2.0), "above or below"),
        (telegram(), larger("fact-name", 30.0), "overlap"),
        (TEXT, with_sheet(left=20.0)._replace(line_numbers=1), "at its side"),
    ],
    ids=["text", "notes", "tables", "margin", "foot", "head", "head off", "foot off", "facts", "line numbers"],
)
def test_a_theme_that_is_too_tight_is_found_out(document: Document, theme: Theme, fault: str) -> None:
    assert faults(document, EDITION) == []
    assert any(fault in one for one in faults(document, theme))


@pytest.mark.parametrize(
    ("move", "is_fault"),
    [
        (lambda box: box, True),
        (lambda box: Box(box.left, box.bottom + 5, box.right, box.top + 5, "line"), True),
        (lambda box: Box(box.left, box.top, box.right, box.top + 10, "line"), False),
        (lambda box: Box(box.right, box.bottom, box.right + 10, box.top, "line"), False),
        (lambda box: Box(box.right - 2, box.bottom, box.right + 10, box.top, "picture"), True),
    ],
)
def test_boxes_that_share_more_than_a_rounding_overlap(move: Callable[[Box], Box], is_fault: bool) -> None:
    box = Box(100.0, 100.0, 200.0, 110.0, "line")
    assert bool(list(overlapping([box, move(box)]))) == is_fault


@pytest.mark.parametrize("document", [TEXT, NOTED, telegram(), oddities(), long_table(40)])
@pytest.mark.parametrize("theme", themes.BUILT_IN)
def test_all_that_is_drawn_is_in_the_record(document: Document, theme: str) -> None:
    pages = drawn(document, themes.theme(theme))
    for one in [one for one in placed(document, theme) if one.text.strip()]:
        middle = (one.x + one.right) / 2
        assert any(
            box.left - 1 <= middle <= box.right + 1 and box.bottom - 1 <= one.y <= box.top + 1
            for box in pages[one.page].boxes
        ), one
