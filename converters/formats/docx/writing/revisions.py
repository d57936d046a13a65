"""Additions and deletions that an editor may still accept or reject: tracked changes (ECMA-376 Part 1, 17.13.5).

Word keeps who and when in the change. A style on its words says what else there is to say, and that they were a change:
words that have the style and stand in none any more were accepted, if added, or left in, if deleted.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, Final

import msgspec

from converters.formats.docx import kinds
from converters.formats.docx.marks import Mark
from converters.formats.docx.ooxml import quoted
from converters.formats.docx.writing.build import Build, Story, Tracked
from converters.formats.docx.writing.runs import Style, deleted
from converters.model.node import Node
from converters.model.nodes import STATUS, Addition, Line, Paragraph, Row, is_proposed
from converters.model.walk import walk

_INSTANT: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_LONGEST: Final = 255
"""How many characters Word takes for the name of an author."""


def begin(build: Build, story: Story, node: Any, style: Style) -> Mark | None:
    """Open a tracked change for the content of an addition or deletion; gives the mark that its words have.

    None where it is a fact of the source, or Word can hold no tracked change for it: words are put in once,
    and taken out once by somebody else.
    """
    change = _change(node, style) if story.tracked else None
    if change is None or any(outer.tag == change.tag or outer.author == change.author for outer in story.changes):
        return None
    _reopened(build, story, (*story.changes, change))
    return _mark(node)


def end(build: Build, story: Story, start: int) -> None:
    """Close the innermost tracked change, whose runs begin at a place of the story."""
    if story.changes[-1].tag == "del":
        story.out[start:] = map(deleted, story.out[start:])
    _reopened(build, story, story.changes[:-1])


def close(story: Story) -> None:
    """Close the tracked changes that are open, before what none can hold; one that holds nothing is gone."""
    for change in reversed(_ordered(story.changes)):
        if story.out[-1].startswith(f"<w:{change.tag} "):
            story.out.pop()
        else:
            story.out.append(f"</w:{change.tag}>")


def reopen(build: Build, story: Story) -> None:
    """Open them again behind it."""
    story.out.extend(f"{_element(build, change)[:-2]}>" for change in _ordered(story.changes))


def of_paragraph(build: Build, story: Story, content: tuple[Any, ...], style: Style) -> str:
    """The properties of the end of a paragraph that is put in or taken out whole; nothing for any other.

    The end of a cell or a note cannot be taken out.
    """
    change = _of_all(content, style) if story.tracked and story.notes and not story.cells else None
    return f"<w:rPr>{_element(build, change)}</w:rPr>" if change is not None else ""


def blank(build: Build, story: Story, content: tuple[Any, ...], run: str, style: Style) -> str:
    """The run of the blank after a number or marking, which is put in or taken out with that."""
    change = _of_all(content, style) if story.tracked else None
    if change is None:
        return run
    return f"{_element(build, change)[:-2]}>{deleted(run) if change.tag == 'del' else run}</w:{change.tag}>"


def of_row(build: Build, story: Story, row: Row, style: Style) -> str:
    """The properties of a row that one person puts in or takes out whole, at one time; nothing for any other.

    The schema asks for one more, which says what is so by itself.
    """
    blocks = [block for cell in row.cells for block in cell.blocks]
    content = [part for block in blocks for part in getattr(block, "content", ())]
    if not (story.tracked and content and _is_proposed_alone(content[0]) and all(map(_is_text_alone, blocks))):
        return ""
    if any(cell.rows > 1 or not cell.blocks for cell in row.cells) or not all(map(_is_proposed_alone, content)):
        return ""
    changes = {_change(part, style) for part in content}
    change = changes.pop()
    return f'<w:cantSplit w:val="off"/>{_element(build, change)}' if change is not None and not changes else ""


def _is_proposed_alone(part: Any) -> bool:
    """Whether a part of a text is proposed, and nothing else is proposed in it."""
    if isinstance(part, str) or not is_proposed(part):
        return False
    return not any(is_proposed(inner) for one in part.content if isinstance(one, Node) for inner in walk(one))


def _is_text_alone(block: Any) -> bool:
    if isinstance(block, Paragraph):
        return block.number is None and block.marking is None and bool(block.content)
    return isinstance(block, Line) and bool(block.content)


def _of_all(content: tuple[Any, ...], style: Style) -> Tracked | None:
    """The last of changes that are all additions or all deletions; None where there is anything else."""
    changes = [None if isinstance(part, str) else _change(part, style) for part in content]
    last = changes[-1]
    return last if last is not None and all(one is not None and one.tag == last.tag for one in changes) else None


def _change(node: Any, style: Style) -> Tracked | None:
    """The tracked change for a node, where there is one that can be told from others when the file is read."""
    if not is_proposed(node) or not node.content or len(node.agent or "") > _LONGEST:
        return None
    if not style.child(_mark(node)).whole:
        return None
    date = _time(node.date)
    return Tracked("ins" if isinstance(node, Addition) else "del", node.agent or "", date)


def _mark(node: Any) -> Mark:
    """The mark of its words: what the tracked change does not say of it, or not as it stands here."""
    said = {"agent": node.agent or None, "date": node.date if _is_plain(node.date) else None}
    left = {name: None for name, value in said.items() if value is not None}
    rest = {key: value for key, value in node.attrs.items() if key != STATUS}
    return kinds.mark_of(kinds.PENDING[type(node)], msgspec.structs.replace(node, **left, attrs=rest))


def _is_plain(date: str | None) -> bool:
    """Whether Word itself writes such a time: to the minute, and in the zone Z. All others it may change."""
    return date is not None and _time(date) is not None and len(date) == len("2001-02-03T04:05Z") and date[-1] == "Z"


def _time(date: str | None) -> str | None:
    """A time as a tracked change has it (xsd:dateTime); None where the date is none to the minute."""
    found = _INSTANT.fullmatch(date) if date is not None else None
    if found is None:
        return None
    try:
        when = datetime.datetime.fromisoformat(found[0])
        if when.utcoffset():
            when = when.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None
    return when.strftime("%Y-%m-%dT%H:%M:%S").zfill(19) + ("Z" if found[3] else "")


def _reopened(build: Build, story: Story, changes: tuple[Tracked, ...]) -> None:
    """Let other tracked changes be open than are."""
    close(story)
    story.changes = changes
    reopen(build, story)


def _ordered(changes: tuple[Tracked, ...]) -> list[Tracked]:
    """What is taken out of what was put in stands within it, as Word has it; the styles say how the nodes nest."""
    return sorted(changes, key=lambda change: change.tag, reverse=True)


def _element(build: Build, change: Tracked) -> str:
    date = f' w:date="{change.date}"' if change.date is not None else ""
    return f'<w:{change.tag} w:id="{build.next_serial()}" w:author="{quoted(change.author)}"{date}/>'
