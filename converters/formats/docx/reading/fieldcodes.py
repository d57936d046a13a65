"""Fields: what their codes say, and which of their text is a result that a reader sees (ECMA-376 Part 1, 17.16)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from converters.formats.docx.marks import Mark, Params
from converters.formats.docx.ooxml import unquoted, w

HYPERLINK = "Hyperlink"
TARGET = "target"
"""The parameter, which only the reader knows, with the target of a link."""
INSTRUCTION = "docx:field"
"""The key of the attribute that keeps the code of a field that our tables do not know."""
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|\\(\S)|([^\s"\\]+)')
_WITH_ARGUMENT = frozenset("lotmnsbcdefkpuzrahx*#@")
_FLAGS: Mapping[str, frozenset[str]] = {
    "HYPERLINK": frozenset("nmh"),
    "REF": frozenset("fhnprtw"),
    "PAGEREF": frozenset("hp"),
    "NOTEREF": frozenset("fhp"),
    "SEQ": frozenset("chn"),
}
"""Switches without an argument, for the fields whose arguments are read."""


class Code(NamedTuple):
    """The code of a field: its name, its arguments, and its switches with what follows them."""

    name: str
    arguments: tuple[str, ...]
    switches: Mapping[str, str]
    text: str


def parse(text: str) -> Code:
    """The code that a text stands for; any text gives one."""
    words = list(_WORD.finditer(text.replace("\u201c", '"').replace("\u201d", '"')))
    name = words[0][3].upper() if words and words[0][3] else ""
    flags = _FLAGS.get(name, frozenset())
    arguments: list[str] = []
    switches: dict[str, str] = {}
    waiting: str | None = None
    for word in words[1:]:
        if word[2] is not None:
            waiting = word[2].lower()
            switches.setdefault(waiting, "")
            if waiting in flags or waiting not in _WITH_ARGUMENT:
                waiting = None
            continue
        value = word[3] if word[1] is None else re.sub(r"\\(.)", r"\1", word[1])
        if waiting is None:
            arguments.append(value)
        else:
            switches[waiting] = value
            waiting = None
    return Code(name, tuple(arguments), switches, " ".join(text.split()))


# --- what becomes of a field with a result ---


def mark_of(code: Code) -> Mark | None:
    """The mark of a field's result: a link, a cross reference, a code to keep; None where its text says it all."""
    if code.name in _MARKS:
        return _MARKS[code.name](code)
    return (
        None if code.name in _SAID_BY_RESULT else Mark("Segment", (("role", "field"), (f"@{INSTRUCTION}", code.text)))
    )


def _link(code: Code) -> Mark | None:
    place = code.arguments[0] if code.arguments else ""
    inside = code.switches.get("l", "")
    target = f"{place}#{inside}" if inside else place
    return Mark(HYPERLINK, ((TARGET, target),)) if target else None


def _reference(type: str | None) -> Callable[[Code], Mark | None]:
    said: Params = (("type", type),) if type is not None else ()

    def mark(code: Code) -> Mark | None:
        return Mark(HYPERLINK, ((TARGET, f"#{code.arguments[0]}"), *said)) if code.arguments else None

    return mark


_MARKS: Mapping[str, Callable[[Code], Mark | None]] = {
    "HYPERLINK": _link,
    "REF": _reference(None),
    "PAGEREF": _reference("page"),
    "NOTEREF": _reference("note"),
}
# fmt: off
_SAID_BY_RESULT = frozenset({
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "SEQ", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE",
    "QUOTE", "EDITTIME", "TOC", "INDEX", "TOA", "TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "LASTSAVEDBY",
    "FILENAME", "FILESIZE", "NUMWORDS", "NUMCHARS", "REVNUM", "TEMPLATE", "USERNAME", "USERINITIALS", "USERADDRESS",
    "STYLEREF", "FORMTEXT", "FORMDROPDOWN", "FORMCHECKBOX", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "SYMBOL",
    "EQ", "BIBLIOGRAPHY", "INCLUDEPICTURE", "EMBED", "SHAPE", "=", "",
})
# fmt: on
DERIVED: Mapping[str, str] = {"TOC": "contents", "INDEX": "index", "TOA": "authorities"}
"""Fields that a program makes out of the text, and what they are."""
FETCHING = frozenset({"INCLUDEPICTURE", "INCLUDETEXT", "DDE", "DDEAUTO", "IMPORT", "LINK", "DATABASE", "RD"})
"""Fields that would fetch something from elsewhere."""


# --- what a field without a result shows ---


def shown(code: Code, form: etree._Element | None) -> str:
    """The text of a field that has no result."""
    if code.name == "FORMCHECKBOX":
        return "\u2612" if _is_checked(form) else "\u2610"
    if code.name == "SYMBOL" and code.arguments:
        return _character(code.arguments[0])
    if code.name in ("MACROBUTTON", "GOTOBUTTON"):
        return " ".join(code.arguments[1:])
    return ""


def _is_checked(form: etree._Element | None) -> bool:
    box = form.find(w("checkBox")) if form is not None else None
    for name in ("checked", "default"):
        found = box.find(w(name)) if box is not None else None
        if found is not None:
            return found.get(w("val"), "1") not in ("0", "false", "off")
    return False


def _character(text: str) -> str:
    try:
        number = int(text, 0)
    except ValueError:
        return text[:1]
    return chr(number) if 0x20 <= number < 0xD800 else ""


# --- fields that are open at a place ---


@dataclass(slots=True, eq=False)
class Field:
    """A field that is open: the words of its code so far, and the code once its result has begun."""

    words: list[str] = field(default_factory=list)
    form: etree._Element | None = None
    code: Code | None = None
    mark: Mark | None = None


class Fields:
    """The fields of one story that are open while it is read. Signs without their like are passed over."""

    def __init__(self, story: etree._Element) -> None:
        self._open: list[Field] = []
        self._matched = _matched(story)

    def knows(self, sign: etree._Element) -> bool:
        """Whether a sign belongs to a field that has a beginning and an end."""
        return sign in self._matched

    def sign(self, element: etree._Element) -> Field | None:
        """Take a sign; gives the field whose result begins, or that ends."""
        type = element.get(w("fldCharType"))
        if type == "begin":
            self._open.append(Field(form=element.find(w("ffData"))))
            return None
        if not self._open:
            return None
        if type == "separate":
            return self.result(self._open[-1])
        return self._open.pop()

    def simple(self, code: str) -> Field:
        """Open a simple field, which has a result at once."""
        self._open.append(Field([code]))
        return self.result(self._open[-1])

    def close(self) -> None:
        """End the field that was opened last."""
        self._open.pop()

    @staticmethod
    def result(one: Field) -> Field:
        """The result of a field begins."""
        one.code = parse("".join(one.words))
        one.mark = mark_of(one.code)
        return one

    def instruct(self, text: str) -> None:
        """Words of the code of the innermost field."""
        if self._open and self._open[-1].code is None:
            self._open[-1].words.append(unquoted(text))

    @property
    def hidden(self) -> bool:
        """Whether text here is part of a code, which nobody sees."""
        return any(one.code is None for one in self._open)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of the fields around, outermost first."""
        return tuple(one.mark for one in self._open if one.mark is not None)

    @property
    def derived(self) -> str | None:
        """What was made out of the text here, if anything."""
        return next((DERIVED[one.code.name] for one in self._open if one.code and one.code.name in DERIVED), None)


def _matched(story: etree._Element) -> set[etree._Element]:
    """The signs of a story, those of text boxes in it apart, that belong to whole fields."""
    stacks: dict[etree._Element, list[list[etree._Element]]] = {}
    whole: set[etree._Element] = set()
    for sign in story.iter(w("fldChar")):
        stack = stacks.setdefault(_story_of(sign, story), [])
        type = sign.get(w("fldCharType"))
        if type == "begin":
            stack.append([sign])
        elif type == "separate" and stack and len(stack[-1]) == 1:
            stack[-1].append(sign)
        elif type == "end" and stack:
            whole.update((*stack.pop(), sign))
    return whole


def _story_of(sign: etree._Element, story: etree._Element) -> etree._Element:
    return next((one for one in sign.iterancestors(w("txbxContent")) if one is not story), story)
