"""Read the runs of a paragraph into pieces: text with its marks, breaks, pictures, notes, links."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from converters.formats.docx.kinds import CHOICE_IN_LINE, IN_SOURCE, INLINE, INLINE_LABELS, PENDING_LABELS, SLOT_LABELS
from converters.formats.docx.marks import Chain, Mark
from converters.formats.docx.ooxml import M, r, unquoted, w
from converters.formats.docx.reading import fieldcodes, symbols
from converters.formats.docx.reading.asides import with_typed_words
from converters.formats.docx.reading.fieldcodes import HYPERLINK, TARGET, Field, Fields
from converters.formats.docx.reading.foreign_styles import ForeignSheet, is_hidden, languages_of
from converters.formats.docx.reading.objects import Objects
from converters.formats.docx.reading.package import Package, Relationship
from converters.formats.docx.reading.pieces import (
    TRACKED,
    Break,
    CommentMark,
    Formula,
    NoteMark,
    Para,
    Text,
    is_tracked,
)
from converters.formats.docx.reading.repairs import claimed, gone_on
from converters.formats.docx.reading.sheet import Sheet, look_of, marks_of
from converters.formats.docx.reading.told import Told
from converters.formats.docx.reading.tracking import change_of
from converters.model.nodes import Choice, Image, LineBreak, Milestone, PageBreak
from converters.model.nodes import Formula as FormulaNode
from converters.report import Report

Bookmarks = Mapping[str, Callable[[etree._Element, Para], None]]

COMMENT = "comment"
"""The parameter, which only the reader knows, with the number of a comment."""
_OWN_MARKS = frozenset(
    {"footnote reference", "endnote reference", "annotation reference", "note mark", "note in line"}
    | {"aside", "original", "proposed", IN_SOURCE}
)
_REFERENCE_STYLES = frozenset(
    {"footnote reference", "endnote reference", "annotation reference", "footnote anchor", "endnote anchor"}
    | {"footnote characters", "endnote characters"}
)
_TRANSPARENT = frozenset(map(w, ("smartTag", "sdtContent", "customXml", "dir", "bdo")))
_TRACKED = {w("ins"): "Addition", w("del"): "Deletion"}
_CHARACTERS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("softHyphen"): "\u00ad",
    w("noBreakHyphen"): "\u2011",
    w("cr"): "\n",
}
_SILENT = (
    frozenset(map(w, ("rPr", "pPr", "proofErr", "lastRenderedPageBreak", "annotationRef", "separator")))
    | frozenset(
        map(
            w,
            (
                "continuationSeparator",
                "permStart",
                "permEnd",
                "sdtPr",
                "sdtEndPr",
            ),
        )
    )
    | frozenset(map(w, ("bookmarkStart", "bookmarkEnd")))
)
_COMMENTED = (INLINE[Choice], CHOICE_IN_LINE)
_CHOICES = frozenset(label for label, known in INLINE_LABELS.items() if known.rule in _COMMENTED)


class Runs:
    """Reads runs of one part. `choices` are the numbers of the comments that stand for choices."""

    def __init__(
        self, package: Package, part: str, sheet: Sheet, choices: frozenset[str], report: Report, told: Told
    ) -> None:
        self._part = part
        self._relations: dict[str, Relationship] = package.relationships(part)
        self._objects = Objects(package, self._relations, sizes=isinstance(sheet, ForeignSheet))
        self._sheet = sheet
        self._foreign = sheet if isinstance(sheet, ForeignSheet) else None
        self._languages: Mapping[str, str] = {}
        self._choices = choices
        self._report = report
        self._open_comments: list[str] = []
        self._shown_comments: set[str] = set()
        self._told = told
        self._fields = Fields(etree.Element("none"))
        self._place = part

    def enter(self, story: etree._Element) -> None:
        """Begin to read a story: the fields in it have nothing to do with those of others."""
        self._fields = Fields(story)

    def overlooked(self, element: etree._Element, position: int) -> None:
        """Tell of an element between paragraphs that is not understood."""
        self._place = f"{self._part}, paragraph {position + 1}"
        tag = str(element.tag)
        if tag in _ELSEWHERE:
            relation = self._relations.get(element.get(r("id"), ""))
            name = relation.target if relation is not None else "a part that is not there"
            self._warn(f"{_ELSEWHERE[tag]} ({name}) is not read")
        else:
            self._unread(tag)

    def read(self, element: etree._Element, para: Para, bookmarks: Bookmarks) -> None:
        """The pieces of a paragraph, put into `para`."""
        self._place = f"{self._part}, paragraph {para.position + 1}"
        self._children(element, para, (), bookmarks)

    def _children(self, parent: etree._Element, para: Para, outer: Chain, bookmarks: Bookmarks) -> None:
        for element in parent:
            tag = element.tag
            if tag == w("r"):
                self._run(element, para, outer)
            elif tag in bookmarks:
                bookmarks[tag](element, para)
            elif tag == w("hyperlink"):
                self._children(element, para, (*outer, Mark(HYPERLINK, ((TARGET, self._target(element)),))), bookmarks)
            elif tag in _TRACKED:
                self._children(element, para, (*outer, _tracked(element, _TRACKED[tag])), bookmarks)
            elif tag in _TRANSPARENT:
                self._children(element, para, outer, bookmarks)
            elif tag == w("fldSimple"):
                self._result_begins(self._fields.simple(unquoted(element.get(w("instr"), ""))), para)
                self._children(element, para, outer, bookmarks)
                self._fields.close()
            elif tag == w("sdt"):
                self._control(element, para, outer, bookmarks)
            elif tag == w("commentRangeStart"):
                self._open_comments.append(element.get(w("id"), ""))
            elif tag == w("commentRangeEnd"):
                self._end_comment(element.get(w("id"), ""))
            elif tag in (f"{{{M}}}oMath", f"{{{M}}}oMathPara"):
                para.pieces.append(Formula(element, (*outer, *self._fields.marks)))
            elif tag in _ELSEWHERE:
                self.overlooked(element, para.position)
            elif tag not in _SILENT and isinstance(tag, str):
                self._unread(tag)
                self._children(element, para, outer, bookmarks)

    def _end_comment(self, number: str) -> None:
        if number in self._open_comments:
            self._open_comments.remove(number)

    def _control(self, element: etree._Element, para: Para, outer: Chain, bookmarks: Bookmarks) -> None:
        """A content control in the line: its tag and title are kept where it has any."""
        properties = element.find(w("sdtPr"))
        said = tuple(
            (f"@docx:{name}", unquoted(found.get(w("val"), "")))
            for name in ("tag", "alias")
            if properties is not None and (found := properties.find(w(name))) is not None and found.get(w("val"))
        )
        mark = (Mark("Segment", (("role", "content-control"), *said)),) if said and self._foreign else ()
        self._children(element, para, (*outer, *mark), bookmarks)

    def _run(self, run: etree._Element, para: Para, outer: Chain) -> None:
        properties = run.find(w("rPr"))
        chain = self._chain(properties, (*outer, *self._fields.marks), para.style_id)
        font = symbols.font_of(properties)
        self._languages = languages_of(properties)
        if self._foreign is not None and is_hidden(properties):
            self._tell("warning", "hidden text is read as text, with `display: none` as its look")
        text: list[str] = []
        for element in run:
            tag = str(element.tag)
            if tag in (w("t"), w("delText")):
                if not self._fields.hidden:
                    text.append(symbols.in_font(font, unquoted(element.text or "")))
            elif tag in _CHARACTERS:
                text.append(_CHARACTERS[tag])
            elif tag == w("fldChar"):
                if self._fields.knows(element):
                    self._end(text, para, chain)
                    self._sign(element, para, chain)
                    chain = self._chain(properties, (*outer, *self._fields.marks), para.style_id)
                else:
                    self._warn("a sign of a field without its like")
            elif tag in (w("instrText"), w("delInstrText")):
                self._fields.instruct(element.text or "")
            elif tag in (w("footnoteReference"), w("endnoteReference")):
                self._end(text, para, chain)
                self._note(element, run, para, (*outer, *self._fields.marks) if self._foreign else chain)
                return
            elif tag in (w("footnoteRef"), w("endnoteRef")):
                para.known.begins_note = True
            elif tag == w("ruby"):
                self._end(text, para, chain)
                self._ruby(element, para, chain)
            elif tag not in _SILENT:
                self._end(text, para, chain)
                self._object(element, tag, para, chain)
        self._end(text, para, chain, empty=any(run.find(tag) is not None for tag in (w("t"), w("delText"))))

    def _end(self, text: list[str], para: Para, chain: Chain, *, empty: bool = False) -> None:
        """A piece of the text so far. An empty one counts where its marks say that there is something."""
        joined = "".join(text)
        if joined:
            para.known.derived = para.known.derived or self._fields.derived
        if joined and self._foreign is not None:
            chain = (*self._foreign.language(self._languages, joined), *chain)
        if joined or (empty and chain and self._foreign is None):
            para.pieces += (
                with_typed_words(joined, chain) if joined and self._foreign is None else (Text(joined, chain),)
            )
        text.clear()

    def _ruby(self, element: etree._Element, para: Para, chain: Chain) -> None:
        """Words with their reading beside them: the words, then the reading as a note in the line."""
        reading = Mark("Note in Line", (("place", "inline"), ("type", "ruby")))
        for name, outer in (("rubyBase", chain), ("rt", (*chain, reading))):
            for part in element.iterchildren(w(name)):
                self._children(part, para, outer, {})

    def _object(self, element: etree._Element, tag: str, para: Para, chain: Chain) -> None:
        if tag == w("br"):
            self._break(element.get(w("type"), "textWrapping"), para, chain)
        elif tag in (w("drawing"), w("pict"), w("object")):
            para.pieces += self._objects.read(element, chain, self._tell)
        elif tag == w("commentReference"):
            self._comment(element.get(w("id"), ""), para, chain)
        elif tag == w("sym"):
            para.pieces.append(Text(self._symbol(element), chain))
        else:
            self._unread(tag)

    def _break(self, type: str, para: Para, chain: Chain) -> None:
        """A line, page or column ends. What begins is said where the file is not ours."""
        if type == "textWrapping":
            para.pieces.append(Break(chain))
        elif self._foreign is not None:
            sign = ("Page Break", "[page]") if type == "page" else ("Milestone", "[column]")
            para.pieces.append(Text(sign[1], (*chain, Mark(sign[0]))))

    def _symbol(self, element: etree._Element) -> str:
        found = symbols.sign_of(element)
        if found is None:
            font, code = element.get(w("font"), "?"), element.get(w("char"), "?")
            self._warn(f"the sign {code} of the font {font} has no known character")
        return found or "\ufffd"

    def _chain(self, properties: etree._Element | None, outer: Chain, paragraph_style: str | None) -> Chain:
        """The marks of a run: those of its style's name but what it clears, and its emphasis beyond its styles."""
        if self._foreign is not None:
            return self._bound(_within(outer, self._foreign.marks(properties, paragraph_style)))
        own: Chain = ()
        style = properties.find(w("rStyle")) if properties is not None else None
        name = style.get(w("val")) if style is not None else None
        if name is not None:
            own = self._sheet.chain(name)
            if not all(mark.label.casefold() in _KNOWN for mark in own if not mark.label.startswith("Metadata ")):
                own = own if own[0].label.startswith("Metadata ") else marks_of(self._sheet.look(name))
        direct = look_of(properties)
        if direct:
            styled = self._sheet.look(paragraph_style) | self._sheet.look(name)
            added = {label: on for label, on in direct.items() if not styled.get(label)}
            kept = tuple(mark for mark in own if direct.get(mark.label, True))
            own = (*kept, *(mark for mark in marks_of(added) if mark not in own))
        return self._bound(_within(outer, own))

    def _bound(self, chain: Chain) -> Chain:
        """The chain with each choice bound to the comment that says what the source has."""
        waiting = [number for number in self._open_comments if number in self._choices]
        if not waiting:
            return chain
        bound: list[Mark] = []
        for mark in chain:
            if waiting and mark.label.casefold() in _CHOICES:
                number = waiting.pop(0)
                self._shown_comments.add(number)
                mark = Mark(mark.label, (*mark.params, (COMMENT, number)))
            bound.append(mark)
        return tuple(bound)

    def _comment(self, number: str, para: Para, chain: Chain) -> None:
        self._end_comment(number)
        if number not in self._shown_comments:
            own = (mark for mark in _without_references(chain) if not is_tracked(mark))
            para.pieces.append(CommentMark(number, tuple(own)))

    def _note(self, element: etree._Element, run: etree._Element, para: Para, chain: Chain) -> None:
        series = "footnote" if element.tag == w("footnoteReference") else "endnote"
        custom = element.get(w("customMarkFollows"), "0") in ("1", "true", "on")
        mark = "".join(unquoted(text.text or "") for text in run.iterchildren(w("t"))) if custom else None
        own = _without_references(chain)
        if self._foreign is None and own and para.pieces:
            own = gone_on(own, para.pieces[-1].chain)
        para.pieces.append(NoteMark(series, element.get(w("id"), ""), mark, own))

    def _target(self, element: etree._Element) -> str:
        anchor = element.get(w("anchor"))
        relation = self._relations.get(element.get(r("id"), ""))
        if relation is None:
            return f"#{unquoted(anchor or '')}"
        return f"{relation.target}#{anchor}" if anchor else relation.target

    def _sign(self, element: etree._Element, para: Para, chain: Chain) -> None:
        """A field begins, its result begins, or it ends."""
        found = self._fields.sign(element)
        if found is None:
            return
        if element.get(w("fldCharType")) == "separate":
            self._result_begins(found, para)
        elif found.code is None:
            self._without_result(self._fields.result(found), para, chain)

    def _result_begins(self, field: Field, para: Para) -> None:
        code = field.code
        if code is None:
            return
        if code.name == "SEQ" and code.arguments:
            para.known.sequence = code.arguments[0]
        if code.name in fieldcodes.FETCHING:
            self._warn(f"a field ({code.name}) would fetch something from elsewhere: its last result is read instead")
        elif field.mark is None or field.mark.label != HYPERLINK:
            self._told.info(
                "field", f"a field ({code.name or 'no name'}): its last result is read as text", self._place
            )

    def _without_result(self, field: Field, para: Para, chain: Chain) -> None:
        code = field.code
        if code is None:
            return
        text = fieldcodes.shown(code, field.form)
        if text:
            para.pieces.append(Text(text, chain))
        elif code.name == "EQ":
            para.pieces.append(Text(code.text, (*chain, Mark("Formula"))))
        else:
            self._told.info("field", f"a field ({code.name or 'no name'}) shows nothing and is left out", self._place)

    def covered_words(self) -> None:
        """Tell that cells which only go on with the one above hold words of their own."""
        self._warn("words that a cell above covers, which Word does not show, are read as part of that cell")

    def _unread(self, tag: str) -> None:
        """Tell what is not understood."""
        self._warn(f"{tag.rpartition('}')[2]}: not understood; its text, if any, is read")

    def _warn(self, text: str) -> None:
        self._told.warn("unread", text, self._place)

    def _tell(self, level: str, text: str) -> None:
        tell = self._told.warn if level == "warning" else self._told.info
        tell("unread" if level == "warning" else "understood", text, self._place)


_ELSEWHERE = {
    w("altChunk"): "a text in another format",
    w("subDoc"): "a part of the text in another file",
    w("contentPart"): "ink",
}
"""What stands for text that is somewhere else (ECMA-376 Part 1, 17.17.2)."""
_PENDING = frozenset(map(str.casefold, PENDING_LABELS))
_KNOWN = frozenset(INLINE_LABELS) | frozenset(SLOT_LABELS) | _OWN_MARKS | _REFERENCE_STYLES | _PENDING


def _within(outer: Chain, own: Chain) -> Chain:
    """The marks of a run within those of a link: the link's target goes to the mark that stands for it."""
    outer, own = claimed(outer, own)
    for mark in outer:
        if is_tracked(mark):
            within = next((n for n, one in enumerate(own) if _is_one_thing(one)), len(own))
            own = (*own[:within], mark, *own[within:])
            continue
        place = next((n for n, one in enumerate(own) if one.label == mark.label and mark.label == HYPERLINK), None)
        if place is not None:
            own = (*own[:place], Mark(HYPERLINK, (*own[place].params, *mark.params)), *own[place + 1 :])
        elif mark.label == HYPERLINK and any(one.label == "Picture Link" for one in own):
            continue
        else:
            own = (mark, *own)
    return own


def _is_one_thing(mark: Mark) -> bool:
    """Whether what has a mark is put in or taken out as a whole."""
    known = INLINE_LABELS.get(mark.label.casefold())
    return known is not None and (known.rule.kind in _ONE_THING or _SIGN in mark.params)


_ONE_THING = frozenset({FormulaNode, Image, LineBreak, Milestone, PageBreak})
_SIGN = ("sign", None)


def _tracked(element: etree._Element, label: str) -> Mark:
    author, date = change_of(element)
    said = (("agent", author), ("date", date), (TRACKED, label))
    return Mark(label, tuple((key, value) for key, value in said if value))


def _without_references(chain: Chain) -> Chain:
    return tuple(mark for mark in chain if mark.label.casefold() not in _REFERENCE_STYLES)
