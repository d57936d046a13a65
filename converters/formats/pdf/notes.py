"""Notes and the apparatus: the mark in the text, and the words at the foot of the page or at the end."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence

from converters.formats.pdf import structure
from converters.formats.pdf.job import Column, Job
from converters.formats.pdf.margin import room_for_notes
from converters.formats.pdf.paragraphs import set_text
from converters.formats.pdf.pieces import Foot, Link, Piece, Side, Text
from converters.formats.pdf.setter import Setter
from converters.formats.pdf.slabs import Slab
from converters.formats.pdf.tags import Element
from converters.formats.pdf.theme import BLACK, Style
from converters.formats.pdf.wording import Own, Said
from converters.model import nodes
from converters.model.node import Node
from converters.model.nodes import Choice, Content, Note
from converters.model.walk import plain_text

_APART = "\u00a0"
"""What parts a mark from its word, to the eye and to readers of text; no line ends there."""
_BETWEEN = 1.5
"""The room between two notes."""
_SMALLER = 0.9
MARGINS = frozenset({"margin", "left", "right", "mleft", "mright", "marginleft", "marginright", "outer", "inner"})
"""What editions call the margin in `@place`."""
_SIMPLE = frozenset({str, nodes.Paragraph, nodes.Line, nodes.Emphasis, nodes.Name, nodes.Date, nodes.LineBreak})
_LONGEST = 600
"""A note of more characters stands at the foot, not in the margin."""


def set_note(setter: Setter, node: Note, element: Element, style: Style, field: str | None) -> None:
    """Put the mark of a note into the text, and the note where it belongs."""
    job = setter.job
    if node.place == "inline":
        _run_in(setter, element.of(node, field=field), node.n, node.blocks, style)
        return
    if node.place == "margin" and fits_margin(job, node.blocks):
        mark_piece = _anchor(setter, element, structure.NOTE_MARK, node.n, style) if node.n else None
        child = element.of(node, field=field)
        if mark_piece is not None:
            mark_piece.place = child
        setter.flow.pieces.append(margin_note(job, node.blocks, child, node.n))
        return
    mark = node.n or job.marks.number()
    note = _anchor(setter, element, structure.NOTE_MARK, mark, style)
    child = element.of(node, field=field)
    note.place = child
    slabs = functools.partial(set_note_blocks, job, node, child, mark)
    _hang(setter, slabs, child, node.type, at_end=node.place == "end")


def set_foreign_note(setter: Setter, node: nodes.Element, element: Element, style: Style, field: str | None) -> None:
    """Set an element of a foreign document that is a note there as one here."""
    job = setter.job
    place = node.attrs.get("place")
    if place == "inline":
        _run_in(setter, element.of(node, field=field), node.attrs.get("n"), node.content, style)
        return
    if place in MARGINS and fits_margin(job, node.content):
        setter.flow.pieces.append(margin_note(job, node.content, element.of(node, field=field), node.attrs.get("n")))
        return
    mark = node.attrs.get("n") or job.marks.number()
    link = _anchor(setter, element, structure.NOTE_MARK, mark, style)
    link.place = child = element.of(node, field=field)
    slabs = functools.partial(_set_foreign, job, node, child, mark)
    _hang(setter, slabs, child, node.attrs.get("type"), at_end=place == "end")


def _set_foreign(job: Job, node: nodes.Element, element: Element, mark: str) -> list[Slab]:
    column = note_column(job)._replace(lead=_label(element, mark, job.setting("note").style), text=True)
    return _flattened(job.set_blocks(job, node.content, element, column))


_TEXTUAL = frozenset({"textual", "apparatus", "app", "variant", "reading", "critical", "source", "emendation"})
"""Types of notes on how a reading stands; all others are commentary."""


def _hang(setter: Setter, slabs: Callable[[], list[Slab]], element: Element, type: str | None, *, at_end: bool) -> None:
    """Put a note at the end, where it is set later, or at the foot among those of its series."""
    if at_end:
        setter.job.put_at_end(element, slabs)
    else:
        setter.flow.pieces.append(Foot(_of_series(slabs(), 0 if type in _TEXTUAL else 1)))


def _of_series(slabs: list[Slab], series: int) -> list[Slab]:
    for slab in slabs:
        slab.series = series
    return slabs


def set_note_blocks(job: Job, node: Note, element: Element, mark: str) -> list[Slab]:
    """The slabs of a note, with its mark before its first words; notes within it follow it."""
    element.id = element.id or job.tree.note_id()
    style = job.setting("note").style
    lead = _label(element, mark, style)
    column = note_column(job)._replace(lead=lead)
    return _flattened(job.set_blocks(job, node.blocks, element, column))


# --- in the line and in the margin ---


def _run_in(setter: Setter, element: Element, mark: str | None, content: Sequence[Node | str], style: Style) -> None:
    """A note that stands in the midst of the text: between brackets, smaller than the text around it."""
    small = style._replace(size=style.size * _SMALLER)
    element.id = element.id or setter.job.tree.note_id()
    setter.generated(f" [{mark} " if mark else " [", small, element)
    only = content[0] if len(content) == 1 else None
    if isinstance(only, nodes.Paragraph) and only.number is None and only.marking is None:
        setter.content(only.content, element.of(only), small)
    else:
        setter.content(content, element, small)
    setter.generated("]", small, element)


def fits_margin(job: Job, content: Sequence[Node | str]) -> bool:
    """Whether a note can stand in the margin: there is room, and the note is short and nothing but text."""
    if not room_for_notes(job.theme):
        return False
    kinds = {type(part) for part in content}
    return kinds <= _SIMPLE and sum(len(plain_text(part)) for part in content if isinstance(part, Node)) < _LONGEST


def margin_note(job: Job, content: Sequence[Node | str], element: Element, mark: str | None) -> Side:
    """A note for the margin, beside the line in which it stands."""
    element.id = element.id or job.tree.note_id()
    setting = job.setting("margin-note")
    lead = _label(element, mark, setting.style) if mark else ()
    name = "margin-note"
    column = Column(room_for_notes(job.theme), body=name, line=name, lead=lead, text=True)
    return Side(strip=_flattened(job.set_blocks(job, content, element, column)))


def note_column(job: Job) -> Column:
    """Where notes are set."""
    return Column(job.theme.sheet.measure, body="note", line="note")


def set_apparatus(
    setter: Setter, node: Choice, element: Element, style: Style, other_name: str, other: Content
) -> None:
    """Put a letter after the reading in the text, and at the foot what else there is, why, and how sure it is."""
    job = setter.job
    mark = job.marks.letter()
    link = _anchor(setter, element, structure.APPARATUS_MARK, mark, style._replace(italic=True))
    note = element.child(structure.APPARATUS)
    note.id = job.tree.note_id()
    link.place = note
    small = job.setting("note").style
    inner = Setter(job)
    inner.flow.pieces.extend(_label(note, mark, small._replace(italic=True)))
    before, after = _explanation(node, bool(other))
    inner.say(before, small._replace(colour=job.theme.grey), note)
    inner.content(other, note.child(other_name), small)
    inner.say(after, small._replace(colour=job.theme.grey), note)
    slabs = _flattened(set_text(job, inner.flow.pieces, job.setting("note"), note_column(job)))
    setter.flow.pieces.append(Foot(_of_series(slabs, 0)))


_BEFORE = {"sic-corr": ("source", ": "), "orig-reg": ("spelt", " "), "abbr-expan": ("for", " ")}
_MISSING = {"sic-corr": "not in the source", "orig-reg": "not spelt so", "abbr-expan": "not expanded"}


def _explanation(node: Choice, has_other: bool) -> tuple[Sequence[Said], Sequence[Said]]:
    """What is said before and after the other reading."""
    name, between = _BEFORE[node.type] if has_other else (_MISSING[node.type], "")
    said = [
        Own(node.reason.replace("-", " ")) if node.reason else None,
        Own(f"certainty {node.certainty}") if node.certainty else None,
        Own("by {}", (node.agent,)) if node.agent else None,
    ]
    reasons = [part for one in said if one is not None for part in (", ", one)]
    return (Own(name), between), (" (", *reasons[1:], ")") if reasons else ()


def _anchor(setter: Setter, element: Element, type: str, mark: str, style: Style) -> Link:
    """The mark in the text, as a link to its note."""
    reference = element.child(type)
    colour = BLACK if style.bar else style.colour
    size, rise = style.size * 0.68, style.rise + style.size * 0.36
    raised = Style(style.family, italic=style.italic, size=size, rise=rise, colour=colour)
    outer = setter.flow.link
    inner = reference.child("Link") if outer is None else reference
    link = Link(inner, words=setter.job.wording.said(Own("note {}", (mark,)))[0])
    setter.flow.link = outer or link
    text = Text(_APART + mark, raised, inner.generated(), setter.flow.link, is_mark=True)
    setter.flow.pieces.append(text)
    setter.flow.link = outer
    return link


def _label(element: Element, mark: str, style: Style) -> tuple[Piece, ...]:
    slot = element.child("NoteLabel").generated()
    return (Text(f"{mark}\u2002", style._replace(bold=not style.italic), slot),)


def _flattened(slabs: Iterable[Slab]) -> list[Slab]:
    """The slabs of a note and, after them, those of the notes within it."""
    own: list[Slab] = []
    inner: list[Slab] = []
    for slab in slabs:
        own.append(slab)
        for note in slab.notes:
            inner.extend(note)
        slab.notes = ()
    if own:
        own[0].height += _BETWEEN
    return own + inner
