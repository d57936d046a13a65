"""Notes: two series, at the foot of the page and at the end of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from converters.formats.docx.marks import Chain, Mark
from converters.formats.docx.ooxml import HEADER, R, W
from converters.formats.docx.writing.build import Build, Scope, Story
from converters.formats.docx.writing.runs import Style, element_run, text_elements, text_run
from converters.model.nodes import Note
from converters.model.numerals import roman
from converters.model.walk import plain_text

if TYPE_CHECKING:
    from converters.formats.docx.writing.inlines import Inlines

FIRST = 1
"""The number of the first note; the two before it are the separators."""
_IN_LINE = "Note in Line"
_MARK = Mark("Note Mark")
_ASIDE = Mark("aside")


def reference(build: Build, story: Story, node: Note, style: Style) -> None:
    """The mark of a note in the text; its blocks go to the part of notes."""
    series = "endnote" if node.place == "end" else "footnote"
    number = FIRST + len(build.notes[series])
    body = Story(build, build.note_relations[series], notes=False, comments=False)
    build.notes[series].append(body.out)
    own_mark = None if node.n == automatic_mark(series, number) else node.n or None
    if node.n == "":
        build.approximate(node, "an empty mark of a note is shown as a number")
    custom = ' w:customMarkFollows="1"' if own_mark else ""
    inner = style.child(Mark(f"{series} reference"))
    shown = text_elements(own_mark) if own_mark else ""
    story.out.append(element_run(f'<w:{series}Reference{custom} w:id="{number}"/>{shown}', inner))
    _body(build, body, node, series, number, own_mark)


def _body(build: Build, story: Story, node: Note, series: str, number: int, own_mark: str | None) -> None:
    plain = build.root(None)
    start, end = build.stretch(node, () if own_mark is None and node.n else ("n",))
    mark = plain.child(_MARK)
    if own_mark is None:
        story.lead = element_run(f"<w:{series}Ref/>", plain.child(Mark(f"{series} reference"))) + text_run(" ", mark)
    else:
        story.lead = text_run(f"{own_mark} ", mark)
    story.pending.append(start)
    story.out.append(f'<w:{series} w:id="{number}">')
    build.write_blocks(build, story, node.blocks, Scope(note=series, lang=node.lang))
    if story.lead:
        story.filler()
    story.before_last_end(end)
    story.out.append(f"</w:{series}>")


def automatic_mark(series: str, number: int) -> str:
    """The mark that Word gives a note by itself: figures at the foot, small Roman numerals at the end."""
    return str(number) if series == "footnote" else roman(number)


def in_line(self: Inlines, node: Note, style: Style, before: Chain) -> Chain:
    """A note within a note: Word has no place for it but the line."""
    self.build.approximate(node, "a note within a note or comment: its text is shown in the line")
    params = tuple((key, value) for key, value in (("place", node.place), ("n", node.n), ("type", node.type)) if value)
    mark, inner = self.marked(node, Mark(_IN_LINE, params), style, before)
    self.story.out.append(text_run(" [note: ", inner.child(_ASIDE)))
    texts = [text for text in map(plain_text, node.blocks) if text]
    self.story.out.append(text_run(" | ".join(texts), inner))
    self.story.out.append(text_run("]", inner.child(_ASIDE)))
    return (mark,)


def part(build: Build, series: str) -> bytes:
    """The part that holds one series of notes, its two separators first."""
    inside = "".join("".join(body) for body in build.notes[series])
    return (f'{HEADER}<w:{series}s xmlns:w="{W}" xmlns:r="{R}">{separators(series)}{inside}</w:{series}s>').encode()


def separators(series: str) -> str:
    """The two separators that stand before the notes of a series."""
    return (
        f'<w:{series} w:type="separator" w:id="-1">{_PLAIN}<w:separator/></w:r></w:p></w:{series}>'
        f'<w:{series} w:type="continuationSeparator" w:id="0">{_PLAIN}<w:continuationSeparator/></w:r></w:p>'
        f"</w:{series}>"
    )


_PLAIN = '<w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r>'
