"""Invented records that the tests of the PDF set: a telegram with all its parts, and a page of oddities."""

from __future__ import annotations

from converters.model import metadata as md
from converters.model.document import Document, Source
from converters.model.metadata import Metadata
from converters.model.nodes import (
    Cell,
    Choice,
    Closer,
    Figure,
    Furniture,
    Gap,
    Heading,
    Image,
    Item,
    Label,
    Line,
    List,
    Note,
    Opener,
    PageBreak,
    Paragraph,
    Preformatted,
    Quotation,
    Reference,
    Row,
    Section,
    Segment,
    Signed,
    Surplus,
    Table,
)
from tests.samples import PIXEL

SENTENCE = (
    "The deputy director for example affairs told the political officer that positions concerning the invented matter "
    "had hardened, both between the parties and among some members of the council."
)


def words(count: int) -> str:
    """So many sentences."""
    return " ".join([SENTENCE] * count)


def numbered(number: int, text: str) -> Paragraph:
    """A paragraph of a telegram, with its number and its portion marking."""
    return Paragraph(
        id=f"c07EXAMPLE1960-p{number}",
        number=Label(value=str(number), content=(Surplus(reason="publisher", content=("¶",)), f"{number}.")),
        marking=Segment(role="portion-mark", value="C", content=("(C)",)),
        content=(text,),
    )


def telegram(paragraphs: int = 3) -> Document:
    """A telegram: machine header, head matter, a summary, damaged readings, a signature."""
    damaged = Choice(original=("15.",), proposed=("5.",), reason="pilcrow-read-as-digit", certainty="high")
    across = (
        "A sentence runs ",
        PageBreak(n="2", edition="transmission"),
        Furniture(role="debris", content=("EXAMPLEVILLE 00001960  002 OF 003",)),
        " across a page, and a source ",
        Gap(reason="redacted", agent="publisher", content=("XXXXXXXXXXXX",)),
        " said so.",
        Note(n="1", blocks=(Paragraph(content=("A note of the editor.",)),)),
        " See ",
        Reference(target="#c07EXAMPLE1960-p1", content=("paragraph 1",)),
        " and ",
        Reference(target="https://example.org/finding-aid", content=("the finding aid",)),
        ".",
    )
    header = ("VZCZCXRO2111", "OO RUEHXX RUEHYY", "DE RUEHBB #1960 0810816", "O 220816Z MAR 07", "FM AMEMBASSY EXAMPLE")
    section = Section(
        role="section",
        blocks=(
            Heading(style="inline", content=("Positions",)),
            *(numbered(number, words(2)) for number in range(2, paragraphs + 2)),
            Paragraph(content=across),
            Paragraph(number=Label(value="5", content=(damaged,)), content=(words(1),)),
        ),
    )
    body = Section(
        role="telegram",
        blocks=(
            Opener(parts=(Line(role="classification", content=("C O N F I D E N T I A L EXAMPLE 001960",)),)),
            Heading(role="subject", content=("INVENTED MATTER: POSITIONS HARDEN",)),
            Section(role="summary", blocks=(Heading(content=("Summary",)), numbered(1, words(1)))),
            section,
            Closer(parts=(Signed(content=("PERSON",)),)),
        ),
    )
    return Document(
        id="c07EXAMPLE1960",
        lang="en",
        metadata=_known(),
        front=(Section(role="transmission", blocks=tuple(Line(content=(line,)) for line in header)),),
        body=(body,),
        source=Source.of_text("\n".join(header).encode(), "utf-8", "text/plain"),
    )


def _known() -> Metadata:
    return Metadata(
        titles=(md.Title(text="Invented matter: positions harden"),),
        identifiers=(md.Identifier(scheme="mrn", value="07EXAMPLE1960"),),
        type="telegram",
        agents=(md.Agent(name="AMEMBASSY EXAMPLEVILLE", type="post", roles=("sender",)),),
        deliveries=(md.Delivery(to=md.Agent(name="SECSTATE WASHDC", type="post"), precedence="IMMEDIATE"),),
        dates=(md.Dating(role="sent", text="220816Z MAR 07", edtf="2007-03-22T08:16Z", precision="minute"),),
        subjects=(md.Subject(term="PREL", scheme="tags"),),
        languages=("en",),
    )


def cell(text: str, columns: int = 1, rows: int = 1) -> Cell:
    """A cell with one line."""
    return Cell(blocks=(Line(content=(text,)),), columns=columns, rows=rows)


def oddities() -> Document:
    """Tables with spans and missing cells, lists in lists, a picture, other scripts, words without a blank."""
    table = Table(
        caption=Heading(content=("A table",)),
        rows=(
            Row(header=True, cells=(cell("One"), cell("Two", columns=2))),
            Row(cells=(cell("Tall", rows=2), cell("a"), cell("b"))),
            Row(cells=(cell("short"),)),
            Row(cells=(cell("wide", columns=9, rows=9),)),
        ),
    )
    nested = List(
        style="decimal",
        items=(
            Item(
                blocks=(
                    Paragraph(content=(words(1),)),
                    List(style="dash", items=(Item(blocks=(Line(content=("x",)),)),)),
                )
            ),
            Item(label=Label(content=("(ii)",)), blocks=(Paragraph(content=("Labelled.",)),)),
            Item(blocks=()),
        ),
    )
    return Document(
        lang="en",
        metadata=Metadata(titles=(md.Title(text="Oddities"),)),
        body=(
            Paragraph(content=("Hebrew שלום עולם, Arabic السلام عليكم ورحمة الله, Hindi नमस्ते दुनिया, Greek λόγος.",)),
            Paragraph(content=("x" * 400,)),
            Paragraph(content=(" two  blanks,\ta tab, a line\nend, e\u0301, no\u00a0break, \u200b and office. ",)),
            table,
            nested,
            Quotation(blocks=(Paragraph(content=(words(2),)),)),
            Preformatted(content=("a    b\tc\n\n  d",)),
            Figure(images=(Image(target=PIXEL, alt="A grey dot"),), caption=Heading(content=("A dot",))),
        ),
    )


def long_table(rows: int) -> Document:
    """A table that goes on over several pages."""
    body = tuple(
        Row(cells=(cell(str(number)), cell(f"AMEMBASSY EXAMPLE {number}"), cell(SENTENCE))) for number in range(rows)
    )
    head = Row(header=True, cells=(cell("Number"), cell("Post"), cell("Remark")))
    return Document(lang="en", body=(Table(rows=(head, *body)),))
