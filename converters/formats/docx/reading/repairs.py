"""Tracked changes that stand for choices: those that nobody but the writer made are no edits."""

from __future__ import annotations

from lxml import etree

from converters.formats.docx import kinds
from converters.formats.docx.form import EDITOR
from converters.formats.docx.ooxml import w
from converters.formats.docx.reading.sheet import Sheet


def open_repairs(root: etree._Element, sheet: Sheet) -> None:
    """Take the choices below an element out of their tracked changes: the styles of the runs say all that these say.

    After that, a choice whose change was accepted in Word has one reading, and one whose change was refused the other.
    """
    for change in list(root.iter(w("ins"), w("del"))):
        if _is_repair(change, sheet):
            for text in change.iter(w("delText")):
                text.tag = w("t")
            parent = change.getparent()
            if parent is not None:
                place = parent.index(change)
                parent[place : place + 1] = list(change)


def _is_repair(change: etree._Element, sheet: Sheet) -> bool:
    """Whether a tracked change holds runs of choices and is by whom the choice names."""
    runs, author = list(change.iter(w("r"))), change.get(w("author"))
    return author is not None and bool(runs) and all(_author(run, sheet) == author for run in runs)


def _author(run: etree._Element, sheet: Sheet) -> str | None:
    """Whose the choice is that a run is part of."""
    style = run.find(f"{w('rPr')}/{w('rStyle')}")
    chain = sheet.chain(style.get(w("val"), "")) if style is not None else ()
    mark = next((mark for mark in chain if mark.label == kinds.EMENDATION.label), None)
    return None if mark is None else dict(mark.params).get("agent") or EDITOR
