"""Tracked changes that stand for choices, or for additions and deletions: those that the writer made are no edits."""

from __future__ import annotations

from lxml import etree

from converters.formats.docx import kinds
from converters.formats.docx.form import EDITOR
from converters.formats.docx.marks import Chain, Mark
from converters.formats.docx.ooxml import w
from converters.formats.docx.reading.pieces import TRACKED, is_tracked
from converters.formats.docx.reading.sheet import Sheet
from converters.model.nodes import PROPOSED, STATUS


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
    if any(mark.label in kinds.PENDING_LABELS for mark in chain):
        return None
    mark = next((mark for mark in chain if mark.label == kinds.EMENDATION.label), None)
    return None if mark is None else dict(mark.params).get("agent") or EDITOR


def claimed(outer: Chain, own: Chain) -> tuple[Chain, Chain]:
    """The tracked changes around a run without those that stand for marks of its own, and its marks with who and when.

    A mark that no tracked change is there for any more is gone: what was added is accepted, or what was deleted stays.
    """
    if not any(mark.label in kinds.PENDING_LABELS for mark in own):
        return outer, own
    left, marks = list(outer), []
    for mark in own:
        label = kinds.PENDING_LABELS.get(mark.label)
        change = next((one for one in left if one.label == label and is_tracked(one)), None)
        if label is None:
            marks.append(mark)
        elif change is not None:
            left.remove(change)
            marks.append(_by(label, mark, change))
    return tuple(left), tuple(marks)


def gone_on(chain: Chain, before: Chain) -> Chain:
    """The marks of the sign of a note, for which some programs have one style only, with those of the words before it
    where it stands in the same change.
    """
    for place, mark in enumerate(before):
        change = next((one for one in chain if is_tracked(one) and _by(one.label, Mark(one.label), one) == mark), None)
        if change is not None:
            return (*before[: place + 1], *(one for one in chain if one is not change))
    return chain


def _by(label: str, mark: Mark, change: Mark) -> Mark:
    """The mark of an addition or deletion that a tracked change says who proposed, and when."""
    said = {**dict(change.params), **dict(mark.params), f"@{STATUS}": PROPOSED}
    return Mark(label, tuple((key, value) for key, value in said.items() if key != TRACKED))
