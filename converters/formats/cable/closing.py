"""The end of a telegram: signature, end-of-message mark, review stamps, trailers, the footers before the signature."""

from __future__ import annotations

import re

import msgspec

from converters.formats.cable import declassification, facts, markers, pages
from converters.formats.cable.fields import is_rule
from converters.formats.cable.flow import Flow
from converters.formats.cable.lines import SourceLine, span_of
from converters.formats.cable.numbering import NUMBER
from converters.formats.cable.turns import BodyLine, PageTurn
from converters.model.metadata import Agent, DeclassificationAction
from converters.model.node import Span
from converters.model.nodes import Closer, Furniture, Line, Name, OpenerPart, Signed

_END_OF_MESSAGE = re.compile(r"N{3,4}|End Cable Text|<< END OF DOCUMENT >>|NNNNMAFVVZCZ", re.I)
_MACHINE = re.compile(r"BT|#\d{3,5}")
"""The prosign that ends the text, and the serial number of the station behind it."""
_GROUP = re.compile(r"GP-[1-4]|EXEMPT|GDS|XGDS-[1-4]")
_STAMP = re.compile(r".{0,120}\bDeclassified/Released\b.{0,120}|Systematic Review \d{1,2} [A-Z]{3} \d{4}", re.I)
_TRAILER = re.compile(
    r"(?:19|20)\d{2}[A-Z]{2,12}\d{4,6} - (?:Classification: )?[A-Z /]{3,40}"
    r"|\d{4}-\d\d-\d\d|EPET @ .{2,20}|.{0,100}Este documento es propiedad de EL PA[IÍ]S\.?|ID:\s*\d{3,9}"
    r"|\*{3} Current Handling Restrictions \*{3}.{0,20}|\(?RETYPED COPY\)?"
    r"|NOTE(?: BY [A-Z/]{2,8})?: [A-Z ()'/,.-]{5,100}|[>|]"
)
_DATED = re.compile(r" \d{4}-\d\d-\d\d$")
_QUERY = re.compile(r"SELECT \* FROM .{1,100}")
"""What a publisher asked a database for."""
_CUT_OFF = re.compile(r"[^a-z\n]{3,60}\.\.\.")
"""A title in capitals that a publisher cut off and put behind the signature."""
_WEB = re.compile(r"https?://|www\.|website", re.I)
_ADDRESS = re.compile(r"https?://\S+(?: (?!(?:and|at|by|for|from|in|of|on|or|the|to|with)$)\S+)?$")
_LAST_WORD = re.compile(r" ([A-Z][A-Z'’-]{2,20})$")
_INVITES = re.compile(r"\b(?:visit|website|site at|forum)\b", re.I)
_SIGNATURE_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_ENDINGS = frozenset(".!?)]\"”:;'’*_-=")
_GOING_ON = frozenset(":,;")
_LONGEST_SIGNATURE = 32
_MOST_WORDS = 3
_GLUED = re.compile(
    r"(?<=[.!?)\"”\]])\s+((?:[A-Z]{2,3} )?(?:O'|Mc|Mac)?[A-Z][A-Z'’-]{2,20}(?: [A-Z][A-Za-z'’-]{2,20})?)$"
)
_CAPTIONS = frozenset({"SIPDIS", "NOFORN"})
_LONGEST_TRAILER = 250


class Ending(msgspec.Struct):
    """What stands after the text, and what it says."""

    closer: Closer | None
    signer: Agent | None
    actions: list[DeclassificationAction]


def split(lines: list[BodyLine]) -> tuple[list[BodyLine], Ending]:
    """The lines of the text, and its ending."""
    text = _date_apart(list(lines))
    parts: list[OpenerPart] = []
    actions: list[DeclassificationAction] = []
    while text and (taken := _trailer(text, actions)):
        parts.append(taken[1])
        del text[len(text) - taken[0] :]
    parts.reverse()
    signed, signer = _signature(text)
    if signed is not None:
        parts = [*_before_signature(text), signed, *parts]
    return text, Ending(_closer(parts), signer, actions)


def _date_apart(lines: list[BodyLine]) -> list[BodyLine]:
    """The same lines; a date behind the signature, on its line, is a line of its own: `… in May. KEYES 2008-12-31`."""
    last = lines[-1] if lines else None
    dated = (
        _DATED.search(last.text, max(len(last.text) - _LONGEST_SIGNATURE, 0)) if isinstance(last, SourceLine) else None
    )
    if isinstance(last, SourceLine) and dated and _signs(last.text[: dated.start()]):
        lines[-1:] = [last.part(0, dated.start()), last.part(dated.start())]
    return lines


def _signs(text: str) -> bool:
    """Whether a line is a name, or ends with one behind a sentence."""
    match = _GLUED.search(text, max(len(text) - 2 * _LONGEST_SIGNATURE, 1))
    return is_signature(match[1] if match else text)


def _closer(parts: list[OpenerPart]) -> Closer | None:
    if not parts:
        return None
    spans = [part.span for part in parts if part.span]
    return Closer(parts=tuple(parts), span=Span(spans[0].start, spans[-1].end))


def _trailer(lines: list[BodyLine], actions: list[DeclassificationAction]) -> tuple[int, OpenerPart] | None:
    """What the last line is if it stands after the signature, and how many lines it takes."""
    line = lines[-1]
    if isinstance(line, PageTurn):
        only = line.nodes[0]
        return (1, only) if len(line.nodes) == 1 and isinstance(only, Furniture) else None
    if len(line.text) > _LONGEST_TRAILER:
        return None
    text = line.text
    if _END_OF_MESSAGE.fullmatch(text) or (_MACHINE.fullmatch(text) and _stands_apart(lines)):
        return 1, Line(role="end-of-message", content=(text,), span=line.span)
    if pages.is_running_line(text) or text in _CAPTIONS:
        return 1, Furniture(role="footer", content=(text,), span=line.span)
    if _STAMP.fullmatch(text):
        return _review_stamp(lines, actions)
    if _TRAILER.fullmatch(text) or _GROUP.fullmatch(text) or text == "...":
        role = "declassification" if _GROUP.fullmatch(text) else "boilerplate"
        return 1, Line(role=role, content=(text,), span=line.span)
    if is_rule(text):
        return 1, Furniture(role="other", content=(text,), span=line.span)
    published = _QUERY.fullmatch(text) or (line.blanks and _CUT_OFF.fullmatch(text))
    if published and len(lines) > 1 and _is_surname(lines[-2]):
        return 1, Line(role="boilerplate", content=(text,), span=line.span)
    return None


def _stands_apart(lines: list[BodyLine]) -> bool:
    """Whether the last line does not go on with the line before it, which has ended or is a name."""
    line, before = lines[-1], lines[-2] if len(lines) > 1 else None
    if not isinstance(line, SourceLine) or not isinstance(before, SourceLine):
        return True
    if before.text[-1] in _GOING_ON:
        return False
    return line.blanks > 0 or _ends(before) or is_signature(before.text)


def _is_surname(line: BodyLine) -> bool:
    """Whether a line is one name in capitals."""
    return isinstance(line, SourceLine) and line.text.isupper() and " " not in line.text and is_signature(line.text)


def _review_stamp(lines: list[BodyLine], actions: list[DeclassificationAction]) -> tuple[int, OpenerPart]:
    """A review stamp, which may have been broken into two lines."""
    stamp = [line for line in lines[-2:] if isinstance(line, SourceLine)]
    if len(stamp) == 2 and not (stamp[1].blanks == 0 and _STAMP.fullmatch(stamp[0].text[:_LONGEST_TRAILER])):
        stamp = stamp[1:]
    text = Flow(stamp).text
    actions.append(declassification.stamp(text, span_of(stamp)))
    return len(stamp), Line(role="stamp", content=(text,), span=span_of(stamp))


def _signature(lines: list[BodyLine]) -> tuple[Signed | None, Agent | None]:
    """The signature in the last line, or at its end; it is taken from the lines."""
    if not lines or not isinstance(line := lines[-1], SourceLine):
        return None, None
    before = lines[-2] if len(lines) > 1 else None
    if isinstance(before, SourceLine) and before.text == line.text and is_signature(line.text) and _begins(lines[:-1]):
        del lines[-2:]
        return _signed_twice(before, line)
    if is_signature(line.text) and _begins(lines):
        lines.pop()
        return _signed(line)
    match = _GLUED.search(line.text, max(len(line.text) - 2 * _LONGEST_SIGNATURE, 1)) or _after_address(line.text)
    if match is None or not is_signature(match[1]):
        return None, None
    if line.text.isupper() and (match.start(1) - match.start() < 2 or " " in match[1]):
        return None, None
    lines[-1] = line.part(0, match.start())
    return _signed(line.part(match.start(1)))


def _begins(lines: list[BodyLine]) -> bool:
    """Whether something new begins at the last line: a blank line stands before it, or the line before has ended."""
    line = lines[-1]
    return bool(isinstance(line, SourceLine) and line.blanks) or _ends(lines[-2] if len(lines) > 1 else None)


def _after_address(text: str) -> re.Match[str] | None:
    """A name in capitals behind the address of a website to visit: `Visit http://www.marlow.gov/port al KEYES`."""
    match = _LAST_WORD.search(text, max(len(text) - _LONGEST_SIGNATURE, 1))
    start = max(len(text) - _LONGEST_TRAILER, 0)
    address = _ADDRESS.search(text, start, match.start()) if match else None
    return match if address and _INVITES.search(text, start, address.start()) else None


def _signed(line: SourceLine) -> tuple[Signed, Agent]:
    words = line.text.split()
    name = words[0] if len(words) == 2 and words[0].upper() == words[1].upper() else line.text
    content = (Name(type="person", content=(name,)),)
    rest = line.text[len(name) :]
    signed = Signed(content=(*content, rest) if rest else content, span=line.span)
    span = Span(line.start, line.start + len(name))
    return signed, Agent(name=name, type="person", roles=("signer",), span=span)


def _signed_twice(first: SourceLine, second: SourceLine) -> tuple[Signed, Agent]:
    """The signature where a publisher put the name on two lines."""
    signed, signer = _signed(first)
    content = (*signed.content, f" {second.text}")
    return Signed(content=content, span=Span(first.start, second.end)), signer


def _ends(before: BodyLine | None) -> bool:
    """Whether a signature may follow without a blank line."""
    if not isinstance(before, SourceLine):
        return True
    return (
        before.text[-1] in _ENDINGS
        or markers.ends_with_end(before.text)
        or _WEB.search(before.text[-200:]) is not None
        or len(before.text) < 12
    )


def is_signature(text: str) -> bool:
    """Whether a line can be a signature: one to three words of letters, the first a name, and no word of a heading."""
    if len(text) > _LONGEST_SIGNATURE:
        return False
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or text[-1] in ".:;!?,":
        return False
    if not all(_SIGNATURE_WORD.fullmatch(word) for word in words):
        return False
    if any(word.upper() in facts.not_signatures() for word in words) or set(text.upper()) <= set("X "):
        return False
    if len(words) == 1:
        return len(text) > 1
    particle = words[0].upper().rstrip(".") in facts.name_particles()
    return particle or all(word[0].isupper() for word in words)


def _before_signature(lines: list[BodyLine]) -> list[OpenerPart]:
    """What stands between the text and the signature, taken from the lines: footers, a group of declassification."""
    parts: list[OpenerPart] = []
    while lines and (taken := _group(lines) or _invitation(lines) or _rule_of_footer(lines, parts)):
        parts += taken
    parts.reverse()
    return parts


def _group(lines: list[BodyLine]) -> list[OpenerPart]:
    """`GP-3`, `EXEMPT`: how the record was to be declassified, said at its end."""
    line = lines[-1]
    if not isinstance(line, SourceLine) or not _GROUP.fullmatch(line.text) or not _stands_apart(lines):
        return []
    lines.pop()
    return [Line(role="declassification", content=(line.text,), span=line.span)]


def _rule_of_footer(lines: list[BodyLine], parts: list[OpenerPart]) -> list[OpenerPart]:
    """A rule below or above the footers; below only where a footer stands above it."""
    line = lines[-1]
    if not isinstance(line, SourceLine) or not is_rule(line.text):
        return []
    above = lines[-2] if len(lines) > 1 else None
    if not parts and not (isinstance(above, SourceLine) and _WEB.search(above.text[-_LONGEST_TRAILER:])):
        return []
    lines.pop()
    return [Furniture(role="other", content=(line.text,), span=line.span)]


def _invitation(lines: list[BodyLine]) -> list[OpenerPart]:
    """The footer before a signature that asks to visit a website; it is taken from the lines."""
    taken: list[SourceLine] = []
    for line in reversed(lines[-4:]):
        if not isinstance(line, SourceLine) or len(line.text) > _LONGEST_TRAILER or NUMBER.match(line.text):
            break
        if is_rule(line.text):
            break
        taken.insert(0, line)
        if _INVITES.search(line.text) and any(_WEB.search(one.text) for one in taken):
            del lines[len(lines) - len(taken) :]
            return [Line(role="boilerplate", content=(Flow(taken).text,), span=span_of(taken))]
        if line.blanks:
            break
    return []
