"""A record as a volume prints it: head, line of origin, references and text, with two series of notes.

The machine header, the lines that head, line of origin and source note say (addresses, captions, TAGS, subject, who
classified it), the debris of pages and the marks of the transmission's pages are left out. Readings that were corrected
stand in the text, with a textual note (a, b, c); notes of the record and of its editors are the commentary (1, 2, 3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from converters.collection.authorities import plain
from converters.collection.volume import terms, words
from converters.collection.volume.terms import Term
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Metadata, RelatedRecord
from converters.model.node import Node
from converters.model.numerals import in_letters
from converters.model.walk import joined, transform, walk

SOURCE_MARK = "*"
"""The mark of the source note, which belongs to neither series."""
_LEFT_OUT = (nd.Furniture, nd.PageBreak, nd.Milestone, nd.Surplus, nd.Comment, nd.Instruction)
_SAID_ELSEWHERE = frozenset(
    (
        *("classification", "caption", "attention", "declassification", "tags", "references"),
        *("classification-authority", "end-of-message", "boilerplate", "wrapper", "stamp", "heading", "attribute"),
    )
)
"""Roles of lines that are not of the text."""
_LEFT_OUT_BLOCKS = frozenset({"transmission", "attributes", "subject"})
"""Roles of sections and headings that are said elsewhere or by machines."""
_TEXTUAL = "textual"
_MEANT = {"sic-corr": "source: ", "orig-reg": "spelt "}
_MISSING = {"sic-corr": "not in the source", "orig-reg": "not spelt so"}


def anchor(number: int) -> str:
    """What links call the document of a number."""
    return f"Document_{number}"


class Printed(NamedTuple):
    """A record ready to be set: what it is called, and its blocks below one section.

    `terms` are what its metadata name, `names` what names in its text are, by their ids.
    """

    number: int
    title: str
    date: str
    section: nd.Section
    terms: tuple[Term, ...]
    names: Mapping[str, Term]


def printed(number: int, document: Document, numbers: Mapping[str, int], labels: Mapping[str, str]) -> Printed:
    """The record of a document number. `numbers` are those of all records, by the targets of references to them."""
    known = document.metadata
    found = tuple(terms.of_metadata(known, labels))
    edited = _Editing(number, numbers, {plain(name): term for name, term in terms.named(known, labels)})
    title = words.title_of(known)
    head = nd.Heading(content=(f"{number}. {title}", _source_note(number, known)))
    has_dateline = any(isinstance(node, nd.Dateline) for node in walk(document))
    blocks: list[Any] = [head, *_origin(known, dated=has_dateline), *_references(known, number, numbers)]
    for part in (document.front, document.body, document.back):
        blocks += edited.blocks(part)
    section = nd.Section(role="document", n=str(number), blocks=tuple(blocks), lang=document.lang)
    left = {node.id for node in walk(section) if isinstance(node, nd.Name)}
    return Printed(
        number,
        title,
        words.day_words(words.printed_date(known)),
        section,
        found,
        {name: term for name, term in edited.names.items() if name in left},
    )


def _source_note(number: int, known: Metadata) -> nd.Note:
    """The first note, which begins with the document number: notes of several documents may share a page."""
    content = (nd.Emphasis(style="bold", content=(str(number),)), f"\u2002{words.source_note(known)}")
    return nd.Note(n=SOURCE_MARK, type="source", blocks=(nd.Paragraph(content=content),))


def _origin(known: Metadata, *, dated: bool) -> Iterator[Node]:
    """The line of origin, and place and date, where the text does not have its own."""
    line = words.byline(known)
    if line:
        yield nd.Line(role="byline", content=(line,))
    said = ", ".join(filter(None, (words.place_of(known), words.date_words(words.printed_date(known)))))
    if said and not dated:
        yield nd.Opener(parts=(nd.Dateline(content=(said,)),))


def _references(known: Metadata, number: int, numbers: Mapping[str, int]) -> Iterator[Node]:
    """The records that this one refers to, and its copies; those of the volume by their document numbers."""
    copies = [one for one in known.references if one.type == "copy"]
    others = [one for one in known.references if one.type != "copy"]
    for name, found in (("References", others), ("Copies", copies)):
        if found:
            parts: list[Any] = [f"{name}: "]
            for at, one in enumerate(found):
                parts += ["; " if at else "", *_related(one, number, numbers)]
            yield nd.Line(role="related", content=joined([*parts, "."]))


def _related(one: RelatedRecord, own: int, numbers: Mapping[str, int]) -> Iterator[str | Node]:
    said = " ".join(filter(None, (f"({one.label})" if one.label else "", " ".join(one.text.split())))) or "a record"
    goal = numbers.get(one.target or "")
    if goal is None or goal == own:
        yield said
    else:
        yield f"{said} ("
        yield nd.Reference(target=f"#{anchor(goal)}", content=(f"Document {goal}",))
        yield ")"


class _Editing:
    """The editing of one record's text."""

    def __init__(self, number: int, numbers: Mapping[str, int], known: Mapping[str, Term]) -> None:
        """`known` is what names are in the index that the metadata have too, by their plain forms."""
        self._number = number
        self._known = known
        self._numbers = numbers
        self._letters = 0
        self.names: dict[str, Term] = {}

    def blocks(self, blocks: nd.Blocks) -> Iterator[Node]:
        """The blocks of the text; sections that only hold the whole telegram are opened."""
        for block in blocks:
            role = getattr(block, "role", None)
            if isinstance(block, nd.Section) and role == "telegram":
                yield from self.blocks(block.blocks)
            elif role not in _LEFT_OUT_BLOCKS:
                yield from self._edited(block)

    def _edited(self, block: Node) -> Iterator[Node]:
        holder = nd.Section(blocks=(block,))  # type: ignore[arg-type]
        yield from (one for one in transform(holder, self._change).blocks if not _is_empty(one))

    def _change(self, node: Node) -> Node | tuple[Node | str, ...] | None:
        if isinstance(node, _LEFT_OUT) or (isinstance(node, nd.Line) and node.role in _SAID_ELSEWHERE):
            return None
        if _is_empty(node):
            return None
        if isinstance(node, nd.Choice):
            return self._choice(node)
        if isinstance(node, nd.Reference):
            return self._reference(node)
        if isinstance(node, nd.Note):
            return self._note(node)
        return self._named(node)

    def _choice(self, node: nd.Choice) -> tuple[Node | str, ...]:
        """The reading that stands in the text, and a textual note on the other; abbreviations are in their list."""
        if node.type == "abbr-expan":
            return node.original
        why = [(node.reason or "").replace("-", " "), f"certainty {node.certainty}" if node.certainty else ""]
        said = ", ".join(filter(None, [*why, f"by {node.agent}" if node.agent else ""]))
        before = _MEANT[node.type] if node.original else _MISSING[node.type]
        content = joined([before, *node.original, f" ({said})" if said else ""])
        note = nd.Note(n=self._letter(), type=_TEXTUAL, blocks=(nd.Paragraph(content=content),))
        return (*node.proposed, note)

    def _letter(self) -> str:
        self._letters += 1
        return in_letters(self._letters)

    def _note(self, node: nd.Note) -> nd.Note:
        """A note at the foot, which the two series count anew in each record."""
        n = self._letter() if node.type == _TEXTUAL else None
        return nd.Note(blocks=node.blocks, n=n, type=node.type, lang=node.lang)

    def _reference(self, node: nd.Reference) -> Node | tuple[Node | str, ...]:
        """A reference to a record of the volume names its document; one that no reader could follow is text."""
        goal = self._numbers.get(node.target)
        if goal is not None and goal != self._number:
            link = nd.Reference(target=f"#{anchor(goal)}", content=(f"Document {goal}",))
            return (*node.content, " (", link, ")")
        if node.target.startswith(("#", "mrn:")):
            return node.content
        return msgspec.structs.replace(node, id=None)

    def _named(self, node: Node) -> Node:
        """A node without its id, which another record may have too; names that the index has get one of their own."""
        term = terms.of_name(node) if isinstance(node, nd.Name) else None
        if term is not None:
            term = self._known.get(term.key, term)
            name = f"name-{len(self.names) + 1}"
            self.names[name] = term
            return msgspec.structs.replace(node, id=name)
        changes: dict[str, Any] = {"id": None} if node.id is not None else {}
        if getattr(node, "layout", None) is not None:
            changes["layout"] = None
        return msgspec.structs.replace(node, **changes) if changes else node


_HOLDERS: Mapping[type[Node], str] = {
    nd.Opener: "parts",
    nd.Closer: "parts",
    nd.Section: "blocks",
    nd.Quotation: "blocks",
    nd.Paragraph: "content",
    nd.Line: "content",
    nd.Heading: "content",
    nd.List: "items",
}


def _is_empty(node: Node) -> bool:
    """Whether nothing is left of a block."""
    field = _HOLDERS.get(type(node))
    return field is not None and not getattr(node, field)
