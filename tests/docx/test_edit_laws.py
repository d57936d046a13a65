"""Laws of editing: whatever is done to a page, its text is what comes back, and what was left alone is what it was."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, NamedTuple

from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.walk import content_text, joined, walk
from tests.docx.editing import without_bookmarks
from tests.docx.helpers import edited, read_back, written

WORDS = ("harbour", "envoy", "rain", "keys", "letter", "north", "of", "the", "quiet", "seven")
NEW = "ostrich"
"""A word that no record has."""


def _marked(words: tuple[str, ...], kind: int) -> tuple[Any, ...]:
    """A text with some of its words in a name, in a date, in emphasis or in a name in emphasis."""
    first, middle, last = words[:1], words[1:-1], words[-1:]
    inside: Any = (" ".join(middle),)
    wrapped: tuple[Any, ...] = (
        inside,
        (nd.Name(type="person", ref="#a1", content=inside),),
        (nd.Date(edtf="2007-03-22", content=inside),),
        (nd.Emphasis(style="italic", content=(nd.Name(type="place", content=inside),)),),
    )[kind]
    parts = [f"{first[0]} ", *wrapped, f" {last[0]}."]
    return joined(parts)


@st.composite
def records(draw: st.DrawFn) -> Document:
    """A record of some paragraphs, each with an id and a text of its own."""
    count = draw(st.integers(3, 7))
    blocks = []
    for number in range(count):
        words = (f"No{number}", *draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=5)), f"end{number}")
        blocks.append(nd.Paragraph(id=f"p{number}", content=_marked(words, draw(st.integers(0, 3)))))
    return Document(id="r", lang="en", body=(nd.Section(id="s", blocks=tuple(blocks)),))


class Page:
    """A page under the hands of an editor: the paragraphs in Word, and beside them what each should say.

    `origin` is the id of the paragraph that a line is, while nothing in it was touched.
    """

    def __init__(self, document: Any) -> None:
        self.elements = [one._p for one in document.paragraphs if one.text]
        self.lines: list[str] = ["".join(text.text for text in one.iter(qn("w:t"))) for one in self.elements]
        self.origins: list[str | None] = [f"p{number}" for number in range(len(self.lines))]

    def _texts(self, place: int) -> list[Any]:
        return [one for one in self.elements[place].iter(qn("w:t")) if one.text]

    def _reread(self, place: int) -> None:
        self.lines[place] = "".join(one.text for one in self._texts(place))
        self.origins[place] = None

    def put_in(self, place: int, at: int) -> None:
        """A word put in within a run."""
        texts = self._texts(place)
        one = texts[at % len(texts)]
        words = one.text.split(" ")
        words.insert(1, NEW)
        one.text = " ".join(words)
        self._reread(place)

    def take_out(self, place: int, at: int) -> None:
        """A word taken out, if it is not the last of its run."""
        texts = self._texts(place)
        one = texts[at % len(texts)]
        head, _, rest = one.text.partition(" ")
        if head and rest:
            one.text = rest
            self._reread(place)

    def type_over(self, place: int, at: int) -> None:
        """The words of a run typed anew."""
        texts = self._texts(place)
        one = texts[at % len(texts)]
        one.text = one.text[: len(one.text) - len(one.text.lstrip())] + NEW + (" " if one.text.endswith(" ") else "")
        self._reread(place)

    def split(self, place: int, at: int) -> None:
        """The return key between two runs."""
        runs = list(self.elements[place].iter(qn("w:r")))
        if len(runs) < 2:
            return
        first = self.elements[place]
        second = copy.deepcopy(first)
        for child in list(second):
            if child.tag != qn("w:pPr"):
                second.remove(child)
        for one in runs[1 + at % (len(runs) - 1) :]:
            second.append(one)
        first.addnext(second)
        self.elements.insert(place + 1, second)
        self.lines.insert(place + 1, "")
        self.origins.insert(place + 1, None)
        self._reread(place)
        self._reread(place + 1)

    def merge(self, place: int, at: int) -> None:
        """The delete key at the end of a paragraph."""
        if place + 1 >= len(self.elements):
            return
        second = self.elements.pop(place + 1)
        for child in list(second):
            if child.tag != qn("w:pPr"):
                self.elements[place].append(child)
        second.getparent().remove(second)
        self.lines.pop(place + 1)
        self.origins.pop(place + 1)
        self._reread(place)

    def move(self, place: int, at: int) -> None:
        """Cut and paste behind another paragraph."""
        other = self.elements[at % len(self.elements)]
        moved = self.elements.pop(place)
        line, origin = self.lines.pop(place), self.origins.pop(place)
        if other is not moved:
            other.addnext(moved)
            place = self.elements.index(other) + 1
        self.elements.insert(place, moved)
        self.lines.insert(place, line)
        self.origins.insert(place, origin)

    def delete(self, place: int, at: int) -> None:
        """A paragraph deleted, if it is not the only one."""
        if len(self.elements) == 1:
            return
        one = self.elements.pop(place)
        one.getparent().remove(one)
        self.lines.pop(place)
        self.origins.pop(place)

    def paste(self, place: int, at: int) -> None:
        """A paragraph of new words, without any bookmark."""
        new = without_bookmarks(copy.deepcopy(self.elements[place]))
        first, *others = new.iter(qn("w:r"))
        for one in others:
            one.getparent().remove(one)
        next(first.iter(qn("w:t"))).text = f"{NEW} {at}"
        self.elements[place].addnext(new)
        self.elements.insert(place + 1, new)
        self.lines.insert(place + 1, "")
        self.origins.insert(place + 1, None)
        self._reread(place + 1)


STEPS: tuple[Callable[[Page, int, int], None], ...] = (
    Page.put_in,
    Page.take_out,
    Page.type_over,
    Page.split,
    Page.merge,
    Page.move,
    Page.delete,
    Page.paste,
)
"""What an editor may do."""


class Outcome(NamedTuple):
    """What came back, and the page as it was left."""

    document: Document
    page: Page


def after(record: Document, steps: list[tuple[int, int, int]]) -> Outcome:
    """The record after some steps, each a number of what is done, of a paragraph, and of a place in it."""
    left: list[Page] = []

    def work(document: Any) -> None:
        page = Page(document)
        left.append(page)
        for step, place, at in steps:
            STEPS[step](page, place % len(page.elements), at)

    return Outcome(read_back(edited(written(record), work)), left[0])


def paragraphs(document: Document) -> list[nd.Paragraph]:
    return [node for node in walk(document) if isinstance(node, nd.Paragraph)]


ANY_STEPS = st.lists(st.tuples(st.integers(0, len(STEPS) - 1), st.integers(0, 9), st.integers(0, 9)), max_size=6)


@given(records(), ANY_STEPS)
def test_the_text_that_comes_back_is_the_text_of_the_page(record: Document, steps: list[tuple[int, int, int]]) -> None:
    document, page = after(record, steps)
    assert [content_text(one.content) for one in paragraphs(document)] == page.lines


@given(records(), ANY_STEPS)
def test_a_paragraph_that_nobody_touched_is_the_carried_one_wherever_it_stands_now(
    record: Document, steps: list[tuple[int, int, int]]
) -> None:
    document, page = after(record, steps)
    carried = {one.id: one for one in paragraphs(record)}
    for one, origin in zip(paragraphs(document), page.origins, strict=True):
        if origin is not None:
            assert one == carried[origin]


@given(records(), ANY_STEPS)
def test_no_id_stands_twice_and_none_is_new(record: Document, steps: list[tuple[int, int, int]]) -> None:
    document, _ = after(record, steps)
    ids = [node.id for node in walk(document) if node.id is not None]
    assert len(ids) == len(set(ids))
    assert set(ids) <= {node.id for node in walk(record)}


@given(records(), ANY_STEPS)
def test_what_came_back_from_an_edit_comes_back_again(record: Document, steps: list[tuple[int, int, int]]) -> None:
    document, _ = after(record, steps)
    assert read_back(written(document)) == document
