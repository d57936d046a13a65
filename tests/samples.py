"""One small natural document for each kind of node: what the support matrices are tried on."""

from __future__ import annotations

from collections.abc import Mapping

from converters.model import metadata as md
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Metadata
from converters.model.node import Node

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
WORDS = ("Some words",)


def _paragraph(*content: str | nd.Inline) -> nd.Paragraph:
    return nd.Paragraph(content=content)


def _line(inline: nd.Inline) -> Document:
    """A paragraph in which the node stands between words."""
    return _text(_paragraph("Before ", inline, " after."))


def _text(*blocks: nd.Block) -> Document:
    return Document(id="c07EXAMPLE1", lang="en", body=blocks)


def _known(known: Metadata) -> Document:
    return Document(id="c07EXAMPLE1", lang="en", metadata=known, body=(_paragraph("The text."),))


def _cell(text: str) -> nd.Cell:
    return nd.Cell(blocks=(nd.Line(content=(text,)),))


_ROWS = (nd.Row(header=True, cells=(_cell("Post"), _cell("Count"))), nd.Row(cells=(_cell("Exampleville"), _cell("3"))))
_POST = md.Agent(name="AMEMBASSY EXAMPLEVILLE", type="post", roles=("sender",))
_DESK = md.Agent(name="SECSTATE WASHDC", type="organisation")

_INLINES: tuple[nd.Inline, ...] = (
    nd.Emphasis(content=WORDS, style="italic"),
    nd.Name(content=("Exampleville",), type="place"),
    nd.Date(content=("March 22",), edtf="2007-03-22"),
    nd.Term(content=("PREL",), scheme="tags", type="subject"),
    nd.Reference(content=("ref A",), target="mrn:07EXAMPLE2"),
    nd.Segment(content=("End summary.",), role="end-marker"),
    nd.Choice(original=("15.",), proposed=("5.",), reason="pilcrow-read-as-digit", certainty="high"),
    nd.Gap(content=("XXXXXXXX",), reason="redacted", agent="publisher"),
    nd.Unclear(content=("mo~97",), reason="transmission"),
    nd.Supplied(content=("the",), reason="omitted"),
    nd.Surplus(content=("¶",), reason="publisher"),
    nd.Addition(content=WORDS, agent="A. Editor", date="2020-01-02"),
    nd.Deletion(content=WORDS, agent="A. Editor", date="2020-01-02"),
    nd.Foreign(content=("raison d'être",), lang="fr"),
    nd.Formula(text="a^2 + b^2", notation="tex"),
    nd.Image(target=PIXEL, alt="A grey dot"),
    nd.LineBreak(),
    nd.PageBreak(n="2", edition="transmission"),
    nd.Milestone(unit="section", n="02"),
    nd.Furniture(content=("EXAMPLEVILLE 00000001  002 OF 003",), role="debris"),
    nd.Note(blocks=(_paragraph("Of a note."),), n="1"),
    nd.Comment(text=" a comment "),
    nd.Instruction(target="example", text='mode="x"'),
    nd.Element(name="{urn:example}thing", content=("Inside",)),
)
_BLOCKS: tuple[tuple[type[Node], nd.Block], ...] = (
    (nd.Section, nd.Section(role="section", blocks=(nd.Heading(content=("Heading",)), _paragraph("Text.")))),
    (nd.Heading, nd.Section(blocks=(nd.Heading(content=("A boxed heading",), style="box"), _paragraph("Text.")))),
    (nd.Label, nd.Paragraph(number=nd.Label(content=("5.",), value="5"), content=("Numbered.",))),
    (
        nd.Paragraph,
        nd.Paragraph(
            content=("Marked and numbered.",),
            number=nd.Label(content=("5.",), value="5"),
            marking=nd.Segment(role="portion-mark", value="C", content=("(C)",)),
        ),
    ),
    (nd.Line, nd.Line(role="routing", content=("OO RUEHEX",))),
    (nd.Item, nd.List(style="dash", items=(nd.Item(blocks=(_paragraph("An item."),)),))),
    (
        nd.List,
        nd.List(
            style="lower-alpha", items=(nd.Item(blocks=(_paragraph("One."),)), nd.Item(blocks=(_paragraph("Two."),)))
        ),
    ),
    (nd.Cell, nd.Table(rows=(nd.Row(cells=(nd.Cell(blocks=(_paragraph("Wide."),), columns=2),)), _ROWS[1]))),
    (nd.Row, nd.Table(rows=_ROWS)),
    (nd.Table, nd.Table(rows=_ROWS, caption=nd.Heading(content=("Posts and counts",)))),
    (nd.Figure, nd.Figure(images=(nd.Image(target=PIXEL, alt="A dot"),), caption=nd.Heading(content=("A figure",)))),
    (nd.Quotation, nd.Quotation(blocks=(_paragraph("Quoted text."),))),
    (nd.VerseLine, nd.Verse(lines=(nd.VerseLine(content=("A line of verse",)),))),
    (nd.Verse, nd.Verse(lines=(nd.Verse(lines=(nd.VerseLine(content=("One",)), nd.VerseLine(content=("Two",)))),))),
    (nd.Preformatted, nd.Preformatted(content=("A     1\nB     2",))),
    (nd.Dateline, nd.Opener(parts=(nd.Dateline(content=("Exampleville, March 22",)),))),
    (nd.Salute, nd.Opener(parts=(nd.Salute(content=("Dear Sir,",)),))),
    (nd.Signed, nd.Closer(parts=(nd.Signed(content=("SURNAME",)),))),
    (nd.Opener, nd.Opener(parts=(nd.Line(role="caption", content=("SIPDIS",)), nd.Salute(content=("Dear Sir,",))))),
    (nd.Closer, nd.Closer(parts=(nd.Signed(content=("SURNAME",)), nd.Line(role="end-of-message", content=("NNNN",))))),
)
_INSTRUCTION = md.DeclassificationInstruction(order="12958", deadline="2017-03-22", text="E.O. 12958: DECL: 03/22/2017")
_ACTION = md.DeclassificationAction(authority="An authority", date="2020-01-02", extent="full")
_LEVEL = md.HierarchyLevel(level="fonds", title="Records of a department", code="RG 0")
_MARKING = md.Marking(text="SIPDIS", count=2)
_SIGNAL = md.Signal(text="ZDK", line="security")
_METADATA: tuple[tuple[type[Node], Metadata], ...] = (
    (md.Title, Metadata(titles=(md.Title(text="AN INVENTED SUBJECT"),))),
    (md.Identifier, Metadata(identifiers=(md.Identifier(scheme="mrn", value="07EXAMPLE1"),))),
    (md.Dating, Metadata(dates=(md.Dating(role="sent", text="220816Z MAR 07", edtf="2007-03-22T08:16Z"),))),
    (md.Agent, Metadata(agents=(_POST,))),
    (md.Delivery, Metadata(deliveries=(md.Delivery(to=_DESK, precedence="IMMEDIATE", number="6090"),))),
    (md.Subject, Metadata(subjects=(md.Subject(term="PREL", scheme="tags", type="subject"),))),
    (
        md.RelatedRecord,
        Metadata(references=(md.RelatedRecord(label="A", text="STATE 15220", target="mrn:07STATE15220"),)),
    ),
    (md.HierarchyLevel, Metadata(holding=md.Holding(repository="An archive", levels=(_LEVEL,)))),
    (md.Holding, Metadata(holding=md.Holding(repository="An archive"))),
    (md.Statement, Metadata(rights=md.Rights(licence=md.Statement(text="Free to use", target="http://example.org/l")))),
    (md.Rights, Metadata(rights=md.Rights(access=md.Statement(text="Open to all")))),
    (md.Revision, Metadata(revisions=(md.Revision(text="Corrected a name", date="2020-01-02", agent="A. Editor"),))),
    (md.Signal, Metadata(transmission=md.Transmission(security="C", signals=(_SIGNAL,)))),
    (md.Transmission, Metadata(transmission=md.Transmission(transmission_id="VZCZCXRO1111", routing=("RUEHEX",)))),
    (md.Marking, Metadata(classification=md.Classification(level="CONFIDENTIAL", captions=(_MARKING,)))),
    (md.Classification, Metadata(classification=md.Classification(level="CONFIDENTIAL", reasons=("1.4(b)",)))),
    (md.DeclassificationInstruction, Metadata(declassification=md.Declassification(instruction=_INSTRUCTION))),
    (md.DeclassificationAction, Metadata(declassification=md.Declassification(actions=(_ACTION,)))),
    (md.Declassification, Metadata(declassification=md.Declassification(instruction=_INSTRUCTION, actions=(_ACTION,)))),
    (md.Extra, Metadata(extras=(md.Extra(name="Film Number", value="D770000-0000"),))),
)
SAMPLES: Mapping[type[Node], Document] = {
    **{type(inline): _line(inline) for inline in _INLINES},
    **{kind: _text(block) for kind, block in _BLOCKS},
    **{kind: _known(known) for kind, known in _METADATA},
}
