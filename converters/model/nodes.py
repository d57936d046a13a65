"""The kinds of node that a text is made of: one page to read before any other of this package.

Mixed text is a tuple of `str` and inline nodes, in order, with every space where it stood. The unions at the end say
what may stand where.
"""

from __future__ import annotations

from typing import Literal

from converters.model.node import Container, Node, Placed

Certainty = Literal["high", "medium", "low"]

# --- inside a line of text ---


class Emphasis(Node, frozen=True, kw_only=True, gc=False, tag="emphasis"):
    """Words set off from their surroundings. `style` None: emphasised, the look is not said."""

    content: Content
    style: (
        Literal[
            "italic",
            "bold",
            "underline",
            "small-caps",
            "superscript",
            "subscript",
            "strikethrough",
            "letter-spaced",
            "monospace",
        ]
        | None
    ) = None


class Name(Node, frozen=True, kw_only=True, gc=False, tag="name"):
    """A name in the text. `ref` points to who or what is meant: `#` and the id of an agent, or a URI."""

    content: Content
    type: Literal["person", "place", "organisation", "post", "office", "other"] = "other"
    ref: str | None = None


class Date(Node, frozen=True, kw_only=True, gc=False, tag="date"):
    """A date in the text; `edtf` says it in EDTF level 1 (ISO 8601-2)."""

    content: Content
    edtf: str | None = None


class Term(Node, frozen=True, kw_only=True, gc=False, tag="term"):
    """A word of a controlled list or a technical term. `scheme` names the list (`tags`), `type` its part (`geo`)."""

    content: Content
    scheme: str | None = None
    type: str | None = None
    ref: str | None = None


class Reference(Node, frozen=True, kw_only=True, gc=False, tag="reference"):
    """A link to another place in this document (`#id`), another record (`mrn:07STATE15220`) or anywhere (URI)."""

    content: Content
    target: str
    type: str | None = None


class Segment(Node, frozen=True, kw_only=True, gc=False, tag="segment"):
    """A stretch of text with a part to play: `portion-mark`, `begin-marker`, `precedence`, `routing-indicator`.

    `value` is what the stretch means in normal form (`C` for `( C )`).
    """

    content: Content
    role: str
    value: str | None = None


class Choice(Placed, frozen=True, kw_only=True, gc=False, tag="choice"):
    """Two readings of one place: what stands there and what is proposed, why, how sure, and by whom.

    `sic-corr`: an error and its correction; `orig-reg`: a spelling and its normal form; `abbr-expan`: an abbreviation
    and what it stands for. `reason` is a short code such as `pilcrow-read-as-digit`.
    """

    original: Content
    proposed: Content
    type: Literal["sic-corr", "orig-reg", "abbr-expan"] = "sic-corr"
    reason: str | None = None
    certainty: Certainty | None = None
    agent: str | None = None


class Gap(Placed, frozen=True, kw_only=True, gc=False, tag="gap"):
    """Text that is not there. `content` is what stands in its place (`XXXXXXXXXXXX`), `agent` who took it out."""

    content: Content = ()
    reason: str | None = None
    agent: str | None = None
    extent: str | None = None


class Unclear(Node, frozen=True, kw_only=True, gc=False, tag="unclear"):
    """Text that cannot be read with certainty (line noise, a blot)."""

    content: Content
    reason: str | None = None
    certainty: Certainty | None = None


class Supplied(Node, frozen=True, kw_only=True, gc=False, tag="supplied"):
    """Text that the editor put in where the source has none."""

    content: Content
    reason: str | None = None
    certainty: Certainty | None = None
    agent: str | None = None


class Surplus(Placed, frozen=True, kw_only=True, gc=False, tag="surplus"):
    """Text in the source that does not belong there, such as a publisher's pilcrow before a year."""

    content: Content
    reason: str | None = None


STATUS, PROPOSED = "status", "proposed"
"""Key and value among the `attrs` of an addition or deletion that is no fact of the source: an editor proposes it, as a
tracked change in a word processor, and nobody has accepted or rejected it yet."""


class Addition(Node, frozen=True, kw_only=True, gc=False, tag="addition"):
    """Text that somebody added in the document, and when (EDTF)."""

    content: Content
    agent: str | None = None
    date: str | None = None
    place: str | None = None


class Deletion(Node, frozen=True, kw_only=True, gc=False, tag="deletion"):
    """Text that somebody struck out in the document, and when (EDTF)."""

    content: Content
    agent: str | None = None
    date: str | None = None


def is_proposed(node: Node) -> bool:
    """Whether a node is an addition or deletion that may still be accepted or rejected."""
    return node.attrs.get(STATUS) == PROPOSED and isinstance(node, Addition | Deletion)


class Foreign(Node, frozen=True, kw_only=True, gc=False, tag="foreign"):
    """Words in another language than their surroundings; `lang` says which."""

    content: Content


class Formula(Node, frozen=True, kw_only=True, gc=False, tag="formula"):
    """A formula as its source writes it, in the notation named."""

    text: str
    notation: Literal["tex", "mathml", "omml", "text"] = "text"


class Image(Node, frozen=True, kw_only=True, gc=False, tag="image"):
    """A picture: a `data:` URI that holds it or a URI that names it, and words for those who cannot see it."""

    target: str
    alt: str | None = None
    width: str | None = None
    height: str | None = None


class LineBreak(Placed, frozen=True, kw_only=True, gc=False, tag="line-break"):
    """A line ends here. `joins`: it ends inside a word."""

    n: str | None = None
    joins: bool = False


# --- inside a line of text and between blocks ---


class PageBreak(Placed, frozen=True, kw_only=True, gc=False, tag="page-break"):
    """A page of the source begins here. `edition` says of which source, `facsimile` where its picture is."""

    n: str | None = None
    edition: str | None = None
    facsimile: str | None = None
    joins: bool = False


class Milestone(Placed, frozen=True, kw_only=True, gc=False, tag="milestone"):
    """A part of the source begins here that is neither page nor line: `unit` `section`, `column`, `reel`."""

    unit: str
    n: str | None = None
    edition: str | None = None


class Furniture(Placed, frozen=True, kw_only=True, gc=False, tag="furniture"):
    """What belongs to the page and not to the text: a running head, a page number, the debris of a page break."""

    content: Content
    role: Literal["header", "footer", "page-number", "catchword", "signature-mark", "debris", "other"] = "other"


class Note(Placed, frozen=True, kw_only=True, gc=False, tag="note"):
    """A note, standing where its mark stands. `n` is the mark as printed; `type` tells series of notes apart."""

    blocks: Blocks
    place: Literal["foot", "end", "margin", "inline"] = "foot"
    n: str | None = None
    type: str | None = None


class Comment(Node, frozen=True, kw_only=True, gc=False, tag="comment"):
    """A comment in the markup of the source: not part of the text, kept where it stood."""

    text: str


class Instruction(Node, frozen=True, kw_only=True, gc=False, tag="instruction"):
    """A processing instruction in the markup of the source, kept where it stood."""

    target: str
    text: str | None = None


class Element(Placed, frozen=True, kw_only=True, gc=False, tag="element"):
    """Whatever a foreign document has beyond the kinds of this model, kept by its name.

    `name` and the keys of `attrs` are in Clark notation (`{namespace}local`); `namespaces` are the prefixes that the
    source declared on this element. White space in `content` stands as it stood.
    """

    name: str
    content: tuple[str | Inline | Block, ...] = ()
    namespaces: dict[str, str] = {}


# --- what a text is built of ---


class Section(Container, frozen=True, kw_only=True, gc=False, tag="section"):
    """A division of the text. Its headings stand among its blocks, where the source has them."""

    blocks: Blocks
    role: str | None = None
    n: str | None = None


class Heading(Placed, frozen=True, kw_only=True, gc=False, tag="heading"):
    """The heading of the section, table or figure it stands in.

    `role` tells a telegram's `subject` from other headings; `style` is how the source sets it off: `underline` (a rule
    below), `box` (above and below), `inline` (a rule on the same line), `capitals`.
    """

    content: Content
    role: str | None = None
    style: Literal["underline", "overline", "box", "inline", "capitals", "plain"] | None = None
    marking: Segment | None = None


class Label(Placed, frozen=True, kw_only=True, gc=False, tag="label"):
    """The number or letter before a paragraph or item: as printed, and its value in normal form (`5` for `¶5.`)."""

    content: Content
    value: str | None = None


class Paragraph(Placed, frozen=True, kw_only=True, gc=False, tag="paragraph"):
    """A paragraph, with its number and its portion marking where it has them.

    `content` begins after the number and the marking and the blanks that follow them.
    """

    content: Content
    number: Label | None = None
    marking: Segment | None = None


class Line(Placed, frozen=True, kw_only=True, gc=False, tag="line"):
    """Text that is no paragraph: a line of the machine header, a caption, the text of an item or a cell.

    `role` says what the line is (`routing`, `date-time-group`, `tags`); None where its place says enough.
    """

    content: Content
    role: str | None = None


class Item(Container, frozen=True, kw_only=True, gc=False, tag="item"):
    """One entry of a list."""

    blocks: Blocks
    label: Label | None = None
    marking: Segment | None = None


class List(Container, frozen=True, kw_only=True, gc=False, tag="list"):
    """A list. `style` says how its items begin; items with labels of their own keep them in `Item.label`."""

    items: tuple[Item, ...]
    style: Literal["plain", "dash", "bullet", "decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"] = (
        "plain"
    )
    role: str | None = None
    heading: Heading | None = None


class Cell(Container, frozen=True, kw_only=True, gc=False, tag="cell"):
    """A cell of a table; `columns` and `rows` count what it spans."""

    blocks: Blocks
    header: bool = False
    columns: int = 1
    rows: int = 1
    align: Literal["left", "right", "center", "justify"] | None = None


class Row(Container, frozen=True, kw_only=True, gc=False, tag="row"):
    """A row of a table; `header` where it names the columns."""

    cells: tuple[Cell, ...]
    header: bool = False


class Table(Container, frozen=True, kw_only=True, gc=False, tag="table"):
    """A table with its caption."""

    rows: tuple[Row, ...]
    caption: Heading | None = None


class Figure(Container, frozen=True, kw_only=True, gc=False, tag="figure"):
    """A picture, or several, that stand by themselves, with a caption."""

    images: tuple[Image, ...]
    caption: Heading | None = None


class Quotation(Container, frozen=True, kw_only=True, gc=False, tag="quotation"):
    """Text quoted from elsewhere. `whole`: a document within the document, with numbering of its own."""

    blocks: Blocks
    whole: bool = False


class VerseLine(Placed, frozen=True, kw_only=True, gc=False, tag="verse-line"):
    """A line of verse."""

    content: Content
    n: str | None = None


class Verse(Container, frozen=True, kw_only=True, gc=False, tag="verse"):
    """Verse: lines, or stanzas that hold lines."""

    lines: tuple[VerseLine | Verse, ...]


class Preformatted(Placed, frozen=True, kw_only=True, gc=False, tag="preformatted"):
    """Text whose blanks and line ends mean something, such as columns that blanks align."""

    content: Content


class Dateline(Placed, frozen=True, kw_only=True, gc=False, tag="dateline"):
    """Where and when a letter was written, as it says."""

    content: Content


class Salute(Placed, frozen=True, kw_only=True, gc=False, tag="salute"):
    """A letter's greeting or its parting words."""

    content: Content


class Signed(Placed, frozen=True, kw_only=True, gc=False, tag="signed"):
    """The signature."""

    content: Content


class Opener(Container, frozen=True, kw_only=True, gc=False, tag="opener"):
    """What stands before the text of a letter or telegram: dateline, greeting, markings, head matter."""

    parts: tuple[OpenerPart, ...]


class Closer(Container, frozen=True, kw_only=True, gc=False, tag="closer"):
    """What stands after the text: parting words, signature, end-of-message mark."""

    parts: tuple[OpenerPart, ...]


Inline = (
    Emphasis
    | Name
    | Date
    | Term
    | Reference
    | Segment
    | Choice
    | Gap
    | Unclear
    | Supplied
    | Surplus
    | Addition
    | Deletion
    | Foreign
    | Formula
    | Image
    | LineBreak
    | PageBreak
    | Milestone
    | Furniture
    | Note
    | Comment
    | Instruction
    | Element
)
Content = tuple[str | Inline, ...]

OpenerPart = Dateline | Salute | Signed | Line | Note | Furniture | PageBreak | Milestone
Block = (
    Section
    | Heading
    | Paragraph
    | Line
    | List
    | Table
    | Figure
    | Quotation
    | Verse
    | Preformatted
    | Opener
    | Closer
    | PageBreak
    | Milestone
    | Furniture
    | Note
    | Comment
    | Instruction
    | Element
)
Blocks = tuple[Block, ...]
