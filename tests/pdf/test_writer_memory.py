"""A long record takes little memory: what is done with is in the file, as whole as if all had been kept."""

from __future__ import annotations

import gc
import io
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.formats.format import WriteOptions
from converters.formats.pdf import themes
from converters.formats.pdf.tags import Element
from converters.formats.pdf.writer import set_pages, write
from converters.model.document import Document
from converters.model.nodes import (
    Cell,
    Heading,
    Item,
    Label,
    List,
    Note,
    Paragraph,
    Preformatted,
    Reference,
    Row,
    Section,
    Table,
    Verse,
    VerseLine,
)
from converters.model.nodes import Element as Foreign
from converters.model.walk import transform
from converters.report import Report
from tests.strategies import documents, with_ids

NOTE = "{http://www.tei-c.org/ns/1.0}note"
DIVISION = "{http://www.tei-c.org/ns/1.0}div"
WORDS = "The council of pilots met again on the morning of the third day and heard the harbour master about the tides. "


def paragraph(number: int, *more: Any) -> Paragraph:
    label = Label(content=(f"{number}.",), value=str(number))
    return Paragraph(id=f"p{number}", number=label, content=(WORDS * 3, *more))


def noted(number: int, place: Any = "foot") -> Note:
    return Note(id=f"n{number}", place=place, blocks=(paragraph(10_000 + number), paragraph(20_000 + number)))


def plain(count: int) -> Document:
    return Document(lang="en", body=tuple(map(paragraph, range(count))))


def with_headings(count: int) -> Document:
    blocks = [
        part
        for number in range(count)
        for part in ([Heading(content=(f"Sitting {number}",))] if number % 10 == 0 else []) + [paragraph(number)]
    ]
    return Document(lang="en", body=tuple(blocks))


def in_sections(count: int) -> Document:
    inner = Section(role="text", blocks=tuple(map(paragraph, range(count))))
    return Document(lang="en", body=(Section(role="telegram", blocks=(inner,)),))


def with_notes(count: int) -> Document:
    return Document(lang="en", body=tuple(paragraph(number, noted(number)) for number in range(0, count, 3)))


def with_endnotes(count: int) -> Document:
    return Document(lang="en", body=tuple(paragraph(number, noted(number, "end")) for number in range(0, count, 3)))


def in_a_list(count: int) -> Document:
    return Document(lang="en", body=(List(items=tuple(Item(blocks=(paragraph(one),)) for one in range(count))),))


def in_verse(count: int) -> Document:
    lines = tuple(VerseLine(content=(WORDS[:60],)) for _ in range(4 * count))
    return Document(lang="en", body=(Verse(lines=lines),))


def in_a_table(count: int) -> Document:
    cells = tuple(Cell(blocks=(Paragraph(content=(WORDS[:50],)),)) for _ in range(3))
    return Document(lang="en", body=(Table(rows=(Row(cells=cells, header=True), *[Row(cells=cells)] * count)),))


def in_one_paragraph(count: int) -> Document:
    return Document(lang="en", body=(Paragraph(content=(WORDS * 2 * count,)),))


def preformatted(count: int) -> Document:
    return Document(lang="en", body=(Preformatted(content=(f"{WORDS[:72]}\n" * 4 * count,)),))


class Taken(NamedTuple):
    """What writing took at the highest, beside the file itself, and how many pages there are."""

    bytes: int
    pages: int


def taken(document: Document) -> Taken:
    gc.collect()
    tracemalloc.start()
    try:
        data = write(document, WriteOptions(), Report())
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return Taken(most - len(data), len(pdf.pages))


@pytest.mark.parametrize(
    ("record", "most"),
    [
        (plain, 5),
        (with_headings, 8),
        (in_sections, 5),
        (with_notes, 8),
        (with_endnotes, 20),
        (in_a_list, 10),
        (in_verse, 5),
        (in_one_paragraph, 8),
        (preformatted, 14),
        (in_a_table, 15),
    ],
)
def test_of_a_page_that_is_written_little_stays(record: Callable[[int], Document], most: int) -> None:
    """Some kilobytes a page beside the file itself: what it carries, identifiers, contents, the grid of a table."""
    write(record(1200), WriteOptions(), Report())
    few, many = taken(record(300)), taken(record(1200))
    assert many.pages > few.pages + 40
    assert (many.bytes - few.bytes) / (many.pages - few.pages) < most * 1024


# --- what is written page by page is what would have been written at once ---


def oddly_linked() -> Document:
    """Notes at the foot and at the end, some over several pages, links ahead and back, a list, headings, nothing."""

    def linked(number: int) -> Paragraph:
        place = ("foot", "end", "foot")[number % 3]
        goals = (f"p{120 - number}", f"n{119 - number}", "nowhere", "empty")
        links = [Reference(target=f"#{goal}", content=(f" to {goal},",)) for goal in goals]
        return paragraph(number, *links, noted(number, place))

    long = Note(id="long", blocks=tuple(map(paragraph, range(500, 540))))
    items = tuple(Item(id=f"i{number}", blocks=(linked(100 + number),)) for number in range(20))
    sections = tuple(
        Section(
            id=f"s{number}",
            blocks=(Heading(content=(f"Chapter {number}",)), *map(linked, range(number * 5, number * 5 + 5))),
        )
        for number in range(20)
    )
    list_ = List(id="list", items=items)
    last = paragraph(300, long, Reference(target="#s0", content=("the beginning",)))
    return Document(id="odd", lang="en", body=(*sections, Paragraph(id="empty", content=()), list_, last, linked(301)))


class Odd(NamedTuple):
    """A document in its file, and its structure tree as it is when nothing of it is let go."""

    pdf: pikepdf.Pdf
    elements: list[Element]


@pytest.fixture(scope="module")
def odd() -> Iterator[Odd]:
    elements = set_pages(oddly_linked(), Report()).job.tree.elements()
    with pikepdf.open(io.BytesIO(write(oddly_linked(), WriteOptions(), Report()))) as pdf:
        yield Odd(pdf, elements)


def written(pdf: pikepdf.Pdf) -> list[Any]:
    """The elements of a file, parents first, in document order."""
    found = []
    stack = list(pdf.Root.StructTreeRoot.K)[::-1]
    while stack:
        one = stack.pop()
        found.append(one)
        stack += [kid for kid in kids_of(one)[::-1] if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return found


def kids_of(element: Any) -> list[Any]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def described(pdf: pikepdf.Pdf) -> list[tuple[str, str | None]]:
    """Type and id of each element of a file."""
    return [(str(one.S)[1:], bytes(one.ID).decode() if "/ID" in one else None) for one in written(pdf)]


def repeated(document: Document) -> Document:
    """A document with its blocks many times over, without ids."""
    bare = transform(document, lambda node: msgspec.structs.replace(node, id=None))
    return msgspec.structs.replace(bare, body=bare.body * 15, back=bare.back * 5)


def numbers_of(pdf: pikepdf.Pdf) -> dict[Any, int]:
    """The pages of a file, counted from 0."""
    return {page.objgen: number for number, page in enumerate(pdf.pages)}


def test_the_tree_in_the_file_is_the_tree_that_was_set(odd: Odd) -> None:
    assert described(odd.pdf) == [(one.type, one.id) for one in odd.elements]


@given(documents(), st.integers(1, 4))
def test_the_tree_of_any_long_record_is_the_one_that_was_set(document: Document, every: int) -> None:
    long = with_ids(repeated(document), every, "id-")
    options = WriteOptions(theme="large-print", paper="6x9")
    set_ = set_pages(long, Report(), themes.theme(options.theme or "", options.paper)).job.tree.elements()
    with pikepdf.open(io.BytesIO(write(long, options, Report()))) as pdf:
        assert described(pdf) == [(one.type, one.id) for one in set_]
        assert pdf.check_pdf_syntax() == []


def test_each_element_in_the_file_says_below_which_it_stands(odd: Odd) -> None:
    for element in written(odd.pdf):
        for kid in kids_of(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen


def test_each_marked_content_has_its_element_in_the_parent_tree(odd: Odd) -> None:
    parents = pikepdf.NumberTree(odd.pdf.Root.StructTreeRoot.ParentTree)
    drawn = {one.objgen: parents[int(one.StructParents)] for one in odd.pdf.pages}
    seen = 0
    for element in written(odd.pdf):
        for kid in kids_of(element):
            if isinstance(kid, int):
                assert drawn[element.Pg.objgen][kid].objgen == element.objgen
                seen += 1
            elif kid.get("/Type") == "/MCR":
                assert drawn[kid.Pg.objgen][int(kid.MCID)].objgen == element.objgen
                seen += 1
            elif kid.get("/Type") == "/OBJR":
                assert parents[int(kid.Obj.StructParent)].objgen == element.objgen
    assert seen == sum(len(one) for one in drawn.values())


def test_each_identifier_leads_to_its_element(odd: Odd) -> None:
    names = pikepdf.NameTree(odd.pdf.Root.StructTreeRoot.IDTree)
    identified = {bytes(one.ID).decode(): one.objgen for one in written(odd.pdf) if "/ID" in one}
    assert {name: one.objgen for name, one in names.items()} == identified


def test_links_ahead_and_back_lead_where_their_goals_begin(odd: Odd) -> None:
    marks = {one.id: one.first_mark() for one in odd.elements if one.id is not None}
    numbers = numbers_of(odd.pdf)
    links = [link for page in odd.pdf.pages for link in page.get("/Annots", [])]
    seen = set()
    for link in links:
        name = str(link.Contents).removeprefix("to ").rstrip(",")
        if name in marks:
            mark = marks[name]
            assert mark is not None
            assert numbers[link.Dest[0].objgen] == mark.page
            assert float(link.Dest[3]) == pytest.approx(mark.top + 4, abs=0.01)
            seen.add(name)
    assert len(seen) > 150
    assert {"p119", "p1", "n100", "n1", "n3"} <= seen


def test_a_link_that_leads_nowhere_is_none(odd: Odd) -> None:
    links = [link for page in odd.pdf.pages for link in page.get("/Annots", [])]
    assert not [link for link in links if str(link.Contents) in ("to nowhere,", "to empty,")]


def of_notes_alone(count: int) -> Document:
    """Sections of which nothing is drawn but notes at the end, with links to them from far before and far behind."""
    goals = ("alone", "outer", "inner", "chapter", "empty", "n1", "n4")
    links = [Reference(target=f"#{goal}", content=(f"to {goal}",)) for goal in goals]
    notes = [noted(number, "end") for number in range(1, 5)]
    bare = [Foreign(name=NOTE, attrs={"place": "end"}, content=(WORDS,)) for _ in range(3)]
    sections = (
        Section(id="alone", blocks=(notes[0], notes[1])),
        Section(id="outer", blocks=(Section(id="inner", blocks=(notes[2],)),)),
        Section(id="empty", blocks=()),
        Foreign(id="chapter", name=DIVISION, content=(notes[3],)),
    )
    before, after = (tuple(map(paragraph, range(begin, begin + count))) for begin in (100, 200))
    return Document(lang="en", body=(paragraph(1, *links, *bare), *before, *sections, *after, paragraph(2, *links)))


@pytest.mark.parametrize("count", [1, 60], ids=["a few pages", "many pages"])
def test_a_link_to_what_is_nothing_but_notes_at_the_end_leads_to_those_notes(count: int) -> None:
    document = of_notes_alone(count)
    marks = {one.id: one.first_mark() for one in set_pages(document, Report()).job.tree.elements()}
    with pikepdf.open(io.BytesIO(write(document, WriteOptions(), Report()))) as pdf:
        numbers = numbers_of(pdf)
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        found = [(str(link.Contents), [numbers[link.Dest[0].objgen], float(link.Dest[3])]) for link in links]
    wanted = [name for name in ("alone", "outer", "inner", "chapter", "n1", "n4") for _ in range(2)]
    assert sorted(name for name, _ in found if name.startswith("to ")) == sorted(f"to {name}" for name in wanted)
    for name, goal in found:
        mark = marks.get(name.removeprefix("to "))
        assert mark is None or goal == pytest.approx([mark.page, mark.top + 4], abs=0.01)


def test_the_mark_of_a_note_without_an_identifier_leads_to_the_end_of_a_long_record() -> None:
    with pikepdf.open(io.BytesIO(write(of_notes_alone(60), WriteOptions(), Report()))) as pdf:
        numbers = numbers_of(pdf)
        links = [link for link in pdf.pages[0].Annots if str(link.Contents).startswith("note ")]
        assert [numbers[link.Dest[0].objgen] for link in links] == [len(pdf.pages) - 1] * 3


def test_the_outline_and_the_contents_lead_to_the_headings(odd: Odd) -> None:
    headings = {one.id: one for one in odd.elements if one.id is not None and one.id.startswith("s")}
    numbers = numbers_of(odd.pdf)
    wanted = [mark.page for one in headings.values() if (mark := one.first_mark()) is not None]
    with odd.pdf.open_outline() as outline:
        goals: list[Any] = [one.destination for one in outline.root[0].children]
        found = [numbers[goal[0].objgen] for goal in goals]
    assert found == wanted
    links = [link for page in odd.pdf.pages for link in page.get("/Annots", [])]
    contents = [link for link in links if str(link.Contents).startswith("Chapter")]
    assert [numbers[link.Dest[0].objgen] for link in contents] == wanted
