"""An invented telegram with a bit of everything, for the tests of Word files."""

from __future__ import annotations

from converters.model import metadata as md
from converters.model import nodes as nd
from converters.model.document import Document, Source
from converters.model.metadata import Metadata
from tests.samples import PIXEL

NUMBER = "07EXAMPLEVILLE12"
ID = f"c{NUMBER}"


def paragraph(n: int, text: str, *more: str | nd.Inline) -> nd.Paragraph:
    return nd.Paragraph(
        id=f"{ID}-p{n}",
        number=nd.Label(value=str(n), content=(f"{n}.",)),
        marking=nd.Segment(role="portion-mark", value="C", content=("(C)",)),
        content=(text, *more),
    )


def cell(text: str) -> nd.Cell:
    return nd.Cell(blocks=(nd.Line(content=(text,)),))


HEADER = nd.Section(
    id=f"{ID}-header",
    role="transmission",
    blocks=(
        nd.Line(role="routing", content=("OO RUEHEX",)),
        nd.Line(
            role="from",
            content=(nd.Segment(role="keyword", content=("FM",)), " ", nd.Name(type="post", content=("AMEMBASSY EX",))),
        ),
    ),
)
OPENER = nd.Opener(
    parts=(
        nd.Line(role="classification", content=("C O N F I D E N T I A L EXAMPLEVILLE 000012",)),
        nd.Line(role="caption", content=("SIPDIS",)),
        nd.Line(role="tags", content=(nd.Term(scheme="tags", type="subject", content=("PREL",)),)),
    )
)
REPAIRED = nd.Paragraph(
    id=f"{ID}-p3",
    number=nd.Label(
        value="3",
        content=(nd.Choice(original=("13.",), proposed=("3.",), reason="pilcrow-read-as-digit", certainty="high"),),
    ),
    marking=nd.Segment(role="portion-mark", value="C", content=("(C)",)),
    content=("The repaired paragraph.",),
)
TABLE = nd.Table(
    id=f"{ID}-t1",
    caption=nd.Heading(content=("Posts and counts",)),
    rows=(nd.Row(header=True, cells=(cell("Post"), cell("Count"))), nd.Row(cells=(cell("Exampleville"), cell("3")))),
)
LIST = nd.List(
    style="dash", items=(nd.Item(blocks=(nd.Line(content=("one",)),)), nd.Item(blocks=(nd.Line(content=("two",)),)))
)
NOTE = nd.Note(id=f"{ID}-n1", n="1", blocks=(nd.Paragraph(id=f"{ID}-n1p", content=("Of the harbour.",)),))
BODY = nd.Section(
    id=f"{ID}-text",
    role="telegram",
    n=NUMBER,
    blocks=(
        OPENER,
        nd.Heading(id=f"{ID}-subject", role="subject", content=("SUBJECT: THE HARBOUR",)),
        nd.Section(
            role="summary",
            blocks=(
                nd.Heading(style="underline", content=("Summary",)),
                paragraph(
                    1,
                    "The Minister, ",
                    nd.Name(type="person", ref="#a1", content=("Ilse Maren",)),
                    ", spoke on ",
                    nd.Date(edtf="2007-03-22", content=("March 22",)),
                    ".",
                    NOTE,
                ),
            ),
        ),
        paragraph(2, "A pause", nd.PageBreak(n="2", edition="transmission"), " in the talks."),
        REPAIRED,
        TABLE,
        LIST,
        nd.Figure(images=(nd.Image(target=PIXEL, alt="A dot"),), caption=nd.Heading(content=("The dot",))),
        nd.Closer(parts=(nd.Signed(content=("MAREN",)), nd.Line(role="end-of-message", content=("NNNN",)))),
    ),
)
TELEGRAM = Document(
    id=ID,
    lang="en",
    metadata=Metadata(
        titles=(md.Title(text="THE HARBOUR"),),
        identifiers=(md.Identifier(scheme="mrn", value=NUMBER),),
        agents=(md.Agent(name="AMEMBASSY EXAMPLEVILLE", type="post", roles=("sender",)),),
        deliveries=(
            md.Delivery(to=md.Agent(name="SECSTATE WASHDC", type="organisation"), precedence="IMMEDIATE", number="12"),
        ),
        subjects=(md.Subject(term="PREL", scheme="tags", type="subject"),),
        languages=("en",),
    ),
    front=(HEADER,),
    body=(BODY,),
    source=Source.of_text(b"OO RUEHEX\nFM AMEMBASSY EX\n", "utf-8", "text/plain"),
)
