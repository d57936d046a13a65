"""Where the head matter of a telegram begins and ends, and which lines of it belong together.

The head matter runs from the classification line to the first paragraph or heading: captions, attention lines, and the
fields E.O., TAGS, SUBJECT, REF, Classified By in any order.
"""

from __future__ import annotations

import re

import msgspec

from converters.formats.cable import classification, header, pages, sentences, stations
from converters.formats.cable.lines import SourceLine

_FIELD = re.compile(
    r"(?P<declassification>E\. ?[O0]\. ?:?\s*\d{5}|E[O0] ?:?\s*\d{5}|DECLASSIFY ON\b)"
    r"|(?P<tags>(?:TAGE?S?|TABS|TGS|TAS|AGS)(?:[:,]|\s+(?=\S))|TAGS:?$)"
    r"|(?P<subject>SUBJ(?:ECT)?S?\s*:|SUBJECT\s+(?=\S)|SUBJECT:?$)"
    r"|(?P<references>REF(?:S|\(S\)|TELS?)?\s*:|REF\.\s+(?=[A-Z]{3})|REFS?\s+(?=[(\[]?[A-Z0-9]{1,14}[.):\s]))"
    r"|(?P<authority>(?:\((?:U|SBU)\)\s*)?(?:CLASS?IFIED\s+BY\b|CLASSIFIED\s*:|DERIVED FROM\b))",
    re.I,
)
_FIELD_LETTERS = frozenset("ETASRCD(etasrcd")
_INSIDE = re.compile(
    r"(?<=\s)(?:E\.O\. ?\d{5}(?![\s,]+1\.[45])"
    r"|TAGS?:|Tags:|SUBJECT:|Subject:|REFS?:|CLASSIFIED BY:|Classified By:|¶1\.|1\. \((?=[CSU])"
    r"|\((?:U|SBU)\) (?=THIS (?:CABLE|MESSAGE|TELEGRAM) (?:IS|CONTAINS)\b"
    r"|This (?:cable|message|telegram) (?:is|contains)\b))"
)
_REFERENCES_INSIDE = re.compile(
    r"(?<=\s)(?:REFS?|R(?:EF|ef)\([Ss]\)|Refs?):|(?<=[A-Z])REF:(?= (?:[A-Z]\.|\(?[A-Z]\)|[A-Z]{3,15} \d))"
)
"""References on the line of another field, the keyword glued to the word before it too."""
_PARAGRAPH = re.compile(r"¶?\s?\d{1,2}[.)](?!\d)\s*(?:\(|\S|$)")
_FIRST_PARAGRAPH = re.compile(r"¶?\s?\d{1,2}\.\s*(?:\(|[A-Z])")
_LIST_LETTER = re.compile(r"(?:-\s+)?¶?\s?\(?[A-Z][.):]{1,2}\s*\S")
_MARK_OR_LETTER = ("(C) ", "(S) ", "(U) ")
_HANDLING = re.compile(
    r"(?:THIS (?:CABLE|MESSAGE|TELEGRAM) IS )?SENSITIVE,? BUT UNCLASSIFIED(?:[.,;:]| AND NOT| ?-| \()", re.I
)
"""`Sensitive but unclassified; not for Internet distribution.`: of the text, whatever field stands before."""
_MARKED_HANDLING = re.compile(r"\((?:U|SBU)\) THIS (?:CABLE|MESSAGE|TELEGRAM) (?:IS|CONTAINS)\b", re.I)
_TELEGRAM = re.compile(r"(?:\d\d(?:\d\d)? )?([A-Z][A-Z .'-]{1,30}?) \d{2,7}(?: \([A-Z\d ]{2,12}\))?[,;.]?")
_NUMBER = re.compile(r"\d{2,7}[,;.]?")
_LONGEST_TELEGRAM = 60
_LONGEST_SUBJECT = 100
_FULL = 45
"""A line of the original, of at most 55 characters, is full from here on: what it says goes on in the next."""
_BODY_WORD = re.compile(r"(?:SUMMARY|INTRODUCTION|BEGIN SUMMARY|\((?:U|C|S|SBU)\) SUMMARY)\b", re.I)
_STAMP = re.compile(r"(?:\S+ \S{1,3} \S+ )?DECLASSIFIED/RELEASED\b|SYSTEMATIC REVIEW \d", re.I)
_CORRECTION = re.compile(r"C ?O ?R ?R ?E ?C ?T ?E ?D +C ?[O0]", re.I)
_ADDRESSED = re.compile(r"\b(?:FOR|PASS|FROM|TO)\b|\bPLS\b", re.I)
_TAG_WORDS = re.compile(r"[A-Z0-9()\[\]#,;/& -]{1,80}")
_LONGEST_HEAD_LINE = 2000
_LONGEST_ATTENTION = 300
_HEAD_LINES = 80
"""No head matter is longer; a field further down belongs to the text."""
_HEADER_LINES = 40
_GLUED_LEVEL = re.compile(
    r"(?:(?<=[A-Za-z0-9.])|(?<=//))"
    r"(?=(?:UNCLAS|C O N F I D E N T I A L|S E C R E T|CONFIDENTIAL|SECRET)(?:SIFIED)?[ /])"
)
_ANCHOR_LETTERS = frozenset("VDZYOPR0123456789")


class Field(msgspec.Struct):
    """Lines of the head matter that belong together, and what they are."""

    role: str
    lines: list[SourceLine]


class Zones(msgspec.Struct):
    """The three zones of a telegram; `fields` are the head matter."""

    header: list[SourceLine]
    fields: list[Field]
    body: list[SourceLine]
    recognised: bool
    """Whether there is any sign that the text is a telegram."""


def divide(lines: list[SourceLine]) -> Zones:
    """The zones of a text."""
    lines = _classification_apart(lines)
    first_paragraph = _first_paragraph(lines)
    start, anchored = _head_start(lines, first_paragraph)
    if start is None:
        return Zones([], [], lines, False)
    end = max(start, min(first_paragraph, start + _HEAD_LINES))
    head = [piece for line in _debris_apart(lines[start:end]) for piece in _fields_apart(line)]
    fields, used = group(head)
    rest = [*head[used:], *lines[end:]]
    known = {field.role for field in fields}
    telegram = anchored or not known.isdisjoint({"declassification", "tags"}) or _has_number(fields)
    if not telegram:
        return Zones([], [], lines, False)
    return Zones(lines[:start], fields, rest, True)


def _classification_apart(lines: list[SourceLine]) -> list[SourceLine]:
    """The same lines; where the classification line is glued to the line before it, the two are apart.

    `SECDEF WASHINGTON DCUNCLAS SECTION 01 OF 02 MARLOW 000918`.
    """
    for index, line in enumerate(lines[:_HEAD_LINES]):
        text = line.text
        if not ("UNCLAS" in text or "SECRET" in text or "S E C R E T" in text or "F I D" in text or "FIDENT" in text):
            continue
        if classification.parse(text) is not None:
            break
        for match in _GLUED_LEVEL.finditer(line.text, 0, _LONGEST_HEAD_LINE):
            rest = line.part(match.start())
            said = classification.parse(rest.text)
            if said is not None and not said.bare:
                return [*lines[:index], line.part(0, match.start()), rest, *lines[index + 1 :]]
    return lines


def _debris_apart(lines: list[SourceLine]) -> list[SourceLine]:
    """The same lines; debris that stands on a line with other words is a line of its own."""
    apart: list[SourceLine] = []
    for line in lines:
        apart += pages.split_glued(line, _station(lines)) if pages.holds_debris(line.text) else (line,)
    return apart


def _station(lines: list[SourceLine]) -> str | None:
    """The station that the first classification line with a number names."""
    found = (classification.parse(line.text) for line in lines)
    return next((one.station for one in found if one is not None and one.station), None)


def _has_number(fields: list[Field]) -> bool:
    found = [classification.parse(field.lines[0].text) for field in fields if field.role == "classification"]
    return any(one is not None and not one.bare for one in found)


def _first_paragraph(lines: list[SourceLine]) -> int:
    for index, line in enumerate(lines):
        if line.text[0] in "¶0123456789" and _FIRST_PARAGRAPH.match(line.text):
            return index
    return len(lines)


def _head_start(lines: list[SourceLine], end: int) -> tuple[int | None, bool]:
    """Where the head matter begins, None where there is none; and whether a machine header stands before it."""
    anchor = _last_anchor(lines, end)
    for index in range(anchor + 1, end):
        if field_role(lines[index].text):
            return index, anchor >= 0
        if anchor < 0 and index > _HEADER_LINES:
            break
    return (None, False) if anchor < 0 else (_header_end(lines, anchor, end), True)


def _last_anchor(lines: list[SourceLine], end: int) -> int:
    """The last line before the text that only a machine header has; headers of later sections do not count."""
    anchor = -1
    for index in range(end):
        text = lines[index].text
        if text[0] in _ANCHOR_LETTERS and header.role_of(lines[index], None) in header.ANCHORS:
            anchor = index
        elif anchor >= 0 and (found := classification.parse(text)) is not None and not found.bare:
            break
    return anchor


def _header_end(lines: list[SourceLine], anchor: int, end: int) -> int:
    """Where a machine header ends that no head matter follows: at the first line that belongs to nothing in it."""
    last: str | None = None
    for index in range(anchor, end):
        role = header.role_of(lines[index], last)
        if role == "wrapper":
            return index
        last = role
    return end


_FIELDS = frozenset({"declassification", "tags", "subject", "references", "authority"})


def field_role(text: str) -> str | None:
    """What a line begins, if it begins anything that only head matter has."""
    if text[0] in _FIELD_LETTERS:
        match = _FIELD.match(text)
        if match:
            return match.lastgroup
    if classification.parse(text):
        return "classification"
    if classification.captions(text):
        return "caption"
    return None


def _other_role(text: str) -> str:
    if _STAMP.match(text):
        return "stamp"
    if _CORRECTION.match(text):
        return "notice"
    return "attention"


def _fields_apart(line: SourceLine) -> list[SourceLine]:
    """`E.O. 12958: N/A TAGS: ASEC SNAR`: fields that share a line become lines of their own."""
    text = line.text
    found = set(_REFERENCES_INSIDE.finditer(text, 0, _LONGEST_HEAD_LINE))
    if field_role(text) in _FIELDS or ("E.O." in text and len(text) < _LONGEST_ATTENTION):
        found |= set(_INSIDE.finditer(text, 0, _LONGEST_HEAD_LINE))
    cuts = sorted({match.start() for match in found})
    return [line.part(start, end) for start, end in zip([0, *cuts], [*cuts, None], strict=True)] if cuts else [line]


def starts_body(text: str) -> bool:
    """Whether a line can only be the beginning of the text."""
    first = text[0]
    if first in "¶0123456789(":
        return _PARAGRAPH.match(text) is not None or text.startswith(("(SBU) ", "(C) ", "(U) ", "(S) "))
    return _BODY_WORD.match(text) is not None or is_rule(text)


def is_rule(text: str) -> bool:
    """Whether a line is a rule: three or more of `-`, `=`, `*`, `_` with or without blanks between."""
    first = text[0]
    if first not in "-=*_~‐–—":
        return False
    marks = text.replace(" ", "")
    return len(marks) > 2 and marks.count(first) == len(marks)


def group(lines: list[SourceLine]) -> tuple[list[Field], int]:
    """The fields of the head matter, and how many lines they take."""
    last = _last_field(lines)
    fields: list[Field] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        role = field_role(line.text)
        if role is None and fields and _belongs_to(fields[-1], line, before_a_field=index < last):
            fields[-1].lines.append(line)
        elif role is None and _references_go_on(fields, line):
            fields.append(Field("references", [line]))
        elif index <= last or role == "caption" or _debris_in_references(fields, lines[index : index + 2]):
            fields.append(Field("debris" if pages.debris(line.text) else role or _other_role(line.text), [line]))
        else:
            break
        index += 1
    return fields, index


def _debris_in_references(fields: list[Field], lines: list[SourceLine]) -> bool:
    """Whether the first of two lines is debris that stands in a list of references."""
    return (
        bool(fields)
        and fields[-1].role == "references"
        and pages.debris(lines[0].text) is not None
        and _references_go_on([*fields, Field("debris", lines[:1])], lines[-1])
    )


def _references_go_on(fields: list[Field], line: SourceLine) -> bool:
    """Whether a list of references goes on at a line, after debris of a page end that stands in it."""
    if len(fields) < 2 or fields[-1].role != "debris" or fields[-2].role != "references":
        return False
    return _is_listed(fields[-2], line.text) or _is_telegram(line.text)


def _last_field(lines: list[SourceLine]) -> int:
    """The last line that begins a field, before the text begins."""
    last = -1
    for index, line in enumerate(lines):
        role = field_role(line.text)
        if role in _FIELDS or (role == "classification" and (last < 0 or not pages.is_running_line(line.text))):
            last = index
        elif role is None and last >= 0 and starts_body(line.text) and not _is_among_fields(lines, index):
            break
    return last


def _is_among_fields(lines: list[SourceLine], index: int) -> bool:
    """Whether a line that looks like the beginning of the text stands between fields."""
    if _boxed_note(lines, index):
        return True
    follows = lines[index + 1 : index + 2]
    return _MARKED_HANDLING.match(lines[index].text) is not None and any(
        field_role(line.text) in _FIELDS for line in follows
    )


def _boxed_note(lines: list[SourceLine], index: int) -> bool:
    """Whether a line belongs to a note in the head matter: before the E.O. line nothing else begins the text."""
    return not any(field_role(line.text) in _FIELDS for line in lines[:index]) and is_rule(lines[index].text)


def _belongs_to(field: Field, line: SourceLine, *, before_a_field: bool) -> bool:
    """Whether a line without a role of its own belongs to the field before it."""
    return _goes_on(field, line) or (before_a_field and _goes_on_apart(field, line))


def _goes_on(field: Field, line: SourceLine) -> bool:
    """Whether a line without a role of its own goes on with the field before it."""
    text = line.text
    if pages.debris(text) or field.role in ("caption", "classification", "debris"):
        return False
    if field.role == "references" and (_is_listed(field, text) or _is_telegram(text) or _is_cut_off(field, text)):
        return True
    if line.blanks or starts_body(text) or _HANDLING.match(text):
        return False
    before = field.lines[-1].text
    if field.role == "subject":
        return len(text) < 100 and not (before.isupper() and text.upper() != text and not _mostly_upper(text))
    if field.role == "tags":
        return before.endswith(",") or _TAG_WORDS.fullmatch(text) is not None
    if field.role == "attention":
        return before.endswith((",", ";", "/", " AND")) or not _ADDRESSED.search(text[:_LONGEST_ATTENTION])
    return True


def _goes_on_apart(field: Field, line: SourceLine) -> bool:
    """Whether a subject in capitals that breaks off goes on after a blank line: another field follows, so no text."""
    if field.role != "subject" or line.blanks > 1 or len(line.text) > _LONGEST_SUBJECT:
        return False
    before = field.lines[-1].text
    if not line.text.isupper() or not before.isupper() or len(before) < _FULL or not sentences.breaks_off(before):
        return False
    return not (starts_body(line.text) or pages.debris(line.text) or _ADDRESSED.search(line.text)) and (
        _CORRECTION.match(line.text) is None and _HANDLING.match(line.text) is None
    )


def _is_listed(field: Field, text: str) -> bool:
    """Whether a line begins with the letter of a reference; `(C)` is a portion mark where no `(B)` is before it."""
    if _LIST_LETTER.match(text) is None:
        return False
    if not text.startswith(_MARK_OR_LETTER):
        return True
    before = chr(ord(text[1]) - 1)
    return any(f"({before})" in line.text for line in field.lines)


def _is_telegram(text: str) -> bool:
    """Whether a line names a telegram of a known station and nothing else."""
    match = _TELEGRAM.fullmatch(text, 0, _LONGEST_TELEGRAM)
    return match is not None and stations.known(match[1]) is not None


def _is_cut_off(field: Field, text: str) -> bool:
    """Whether a line is the number of a telegram whose station ends the line before."""
    return _NUMBER.fullmatch(text) is not None and field.lines[-1].text[-1:].isalpha()


def _mostly_upper(text: str) -> bool:
    upper = sum(character.isupper() for character in text)
    lower = sum(character.islower() for character in text)
    return upper > lower
