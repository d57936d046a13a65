"""The head matter: what stands between the classification line and the text, as nodes, and what it says."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import msgspec

from converters.formats.cable import (
    authority,
    classification,
    declassification,
    pages,
    references,
    stations,
    tags,
)
from converters.formats.cable.classification import ClassificationLine
from converters.formats.cable.fields import Field
from converters.formats.cable.flow import Flow
from converters.formats.cable.ids import Ids
from converters.formats.cable.lines import SourceLine, span_of
from converters.formats.cable.portions import portion_mark
from converters.formats.cable.references import Own
from converters.model.metadata import (
    Agent,
    DeclassificationAction,
    DeclassificationInstruction,
    RelatedRecord,
    Subject,
    Title,
)
from converters.model.node import Span
from converters.model.nodes import Block, Furniture, Heading, Inline, Line, Opener, OpenerPart, PageBreak, Segment
from converters.model.walk import joined

_SUBJECT_KEYWORD = re.compile(r"SUBJ(?:ECT)?S?\s*:?\s*", re.I)
_OPENER_ENDS = frozenset({"subject", "references", "authority"})


class HeadFacts(msgspec.Struct):
    """What the head matter says, filled in field by field."""

    year: int | None = None
    classification: ClassificationLine | None = None
    classification_text: str | None = None
    classification_span: Span | None = None
    captions: dict[str, int] = {}
    instruction: DeclassificationInstruction | None = None
    actions: list[DeclassificationAction] = []
    subjects: list[Subject] = []
    title: Title | None = None
    references: list[RelatedRecord] = []
    authority: Agent | None = None
    reasons: tuple[str, ...] = ()

    @property
    def own(self) -> Own:
        """The record's own year, station and number."""
        return _own(self.classification, self.year)


def own_number(fields: list[Field], year: int | None) -> Own:
    """The record's own year, station and number, as the first classification line that names them has them."""
    for field in fields:
        said = classification.parse(field.lines[0].text) if field.role == "classification" else None
        if said is not None and said.station is not None:
            return _own(said, year)
    return Own(year=year)


def _own(said: ClassificationLine | None, year: int | None) -> Own:
    if said is None or said.station is None or said.number is None:
        return Own(year=year)
    return Own(year=year, station=stations.canonical(said.station), number=int(said.number))


_Parser = Callable[[Field, HeadFacts, Ids], "Line | Heading"]


def _classification(field: Field, facts: HeadFacts, ids: Ids) -> Line:
    line = field.lines[0]
    said = classification.parse(line.text)
    if said is None:
        return Line(role="classification", content=(line.text,), span=line.span)
    if facts.classification is None or facts.classification.bare:
        facts.classification = said
        facts.classification_text = line.text
        facts.classification_span = line.span
        for caveat in said.caveats:
            facts.captions[caveat] = facts.captions.get(caveat, 0) + 1
    parts: list[Inline | str] = [
        Segment(role="classification", value=said.level, content=(line.text[: said.level_end],))
    ]
    number = said.number_start
    parts.append(line.text[said.level_end : number])
    if number is not None:
        parts += [
            Segment(role="message-number", content=(line.text[number : said.number_end],)),
            line.text[said.number_end :],
        ]
    return Line(role="classification", content=joined(parts), span=line.span)


def _caption(field: Field, facts: HeadFacts, ids: Ids) -> Line:
    line = field.lines[0]
    for caption in classification.captions(line.text):
        facts.captions[caption] = facts.captions.get(caption, 0) + 1
    return Line(role="caption", content=(line.text,), span=line.span)


def _plain(field: Field, facts: HeadFacts, ids: Ids) -> Line:
    return Line(role=field.role, content=(Flow(field.lines).text,), span=span_of(field.lines))


def _stamp(field: Field, facts: HeadFacts, ids: Ids) -> Line:
    line = _plain(field, facts, ids)
    facts.actions.append(declassification.stamp(Flow(field.lines).text, span_of(field.lines)))
    return line


def _declassification(field: Field, facts: HeadFacts, ids: Ids) -> Line:
    content, said = declassification.parse(Flow(field.lines))
    facts.instruction = facts.instruction or said
    return Line(role="declassification", content=content, span=span_of(field.lines))


def _tags(field: Field, facts: HeadFacts, ids: Ids) -> Line:
    content, found = tags.parse(Flow(field.lines))
    known = {subject.term for subject in facts.subjects}
    facts.subjects.extend(subject for subject in found if subject.term not in known)
    return Line(role="tags", content=content, span=span_of(field.lines))


def _subject(field: Field, facts: HeadFacts, ids: Ids) -> Heading:
    flow = Flow(field.lines)
    keyword = _SUBJECT_KEYWORD.match(flow.text)
    start = keyword.end() if keyword else 0
    parts: list[Inline | str] = []
    if keyword:
        label = keyword[0].rstrip()
        parts += [Segment(role="keyword", content=(label,)), flow.text[len(label) : start]]
    mark = portion_mark(flow.text, start)
    if mark:
        begin, end, value = mark
        parts.append(Segment(role="portion-mark", value=value, content=(flow.text[begin:end],)))
        start = end
    last = None if mark else _mark_at_end(flow.text, start)
    end = last[0] if last else len(flow.text)
    parts.append(flow.text[start:end])
    if last:
        parts.append(Segment(role="portion-mark", value=last[2], content=(flow.text[end : last[1]],)))
    title = flow.text[start:end].strip()
    if title and facts.title is None:
        begin = start + flow.text[start:end].index(title)
        facts.title = Title(text=html.unescape(title), span=flow.span(begin, begin + len(title)))
    heading_id = ids.once("subject")
    return Heading(id=heading_id, role="subject", content=joined(parts), span=span_of(field.lines))


def _mark_at_end(text: str, start: int) -> tuple[int, int, str] | None:
    """The portion mark that a subject ends with: begin, end, normal form. None where it ends with words."""
    begin = text.rfind(" (", start) + 1
    mark = portion_mark(text, begin) if begin and text.endswith(")") else None
    return mark if mark and mark[1] == len(text) and text[start:begin].strip() else None


def _references(field: Field, facts: HeadFacts, ids: Ids) -> Line:
    content, found = references.parse(Flow(field.lines), facts.own)
    facts.references.extend(found)
    return Line(role="references", content=content, span=span_of(field.lines))


def _authority(field: Field, facts: HeadFacts, ids: Ids) -> Line:
    content, found, reasons = authority.parse(Flow(field.lines))
    facts.authority = facts.authority or found
    facts.reasons = facts.reasons or reasons
    return Line(role="classification-authority", content=content, span=span_of(field.lines))


_PARSERS: dict[str, _Parser] = {
    "classification": _classification,
    "caption": _caption,
    "attention": _plain,
    "notice": _plain,
    "stamp": _stamp,
    "declassification": _declassification,
    "tags": _tags,
    "subject": _subject,
    "references": _references,
    "authority": _authority,
}


def read(fields: list[Field], year: int | None, ids: Ids) -> tuple[list[Block], HeadFacts]:
    """The blocks of the head matter in their order, an opener first; and what they say.

    The opener holds what stands before the subject; `year` is that of the record, if it is known.
    """
    facts = HeadFacts(year=year)
    opener: list[OpenerPart] = []
    blocks: list[Block] = []
    for field in fields:
        if field.role == "debris":
            (blocks if blocks else opener).extend(pages.turn(field.lines))
            continue
        node = _PARSERS[field.role](field, facts, ids)
        if blocks or field.role in _OPENER_ENDS or isinstance(node, Heading):
            blocks.append(node)
        else:
            opener.append(node)
    if opener:
        blocks.insert(0, Opener(parts=tuple(opener), span=_span(opener)))
    return blocks, facts


def read_authority_in_text(lines: list[SourceLine], facts: HeadFacts) -> None:
    """Who classified the record, where the first paragraph says so and the head matter does not."""
    flow = authority.in_text(lines) if facts.authority is None else None
    if flow is not None:
        _, facts.authority, reasons = authority.parse(flow)
        facts.reasons = facts.reasons or reasons


def _span(parts: list[OpenerPart]) -> Span | None:
    spans = [part.span for part in parts if isinstance(part, Line | Furniture | PageBreak) and part.span]
    return Span(spans[0].start, spans[-1].end) if spans else None
