"""Headings among the chunks of a text: boxed, underlined, overlined, with dashes on their line, in capitals, plain."""

from __future__ import annotations

import re
import string

from converters.formats.cable import facts, markers, sentences
from converters.formats.cable.chunks import Chunk, Style
from converters.formats.cable.lines import SourceLine

_INLINE_RULE = re.compile(r"(?P<before>[-=*]{3,}[-=* ]* )?(?P<words>\S.{0,150}?) (?P<after>[-=*]{3,}[-=* ]*)")
_UPPER, _LOWER = string.ascii_uppercase.encode(), string.ascii_lowercase.encode()
_MOST_LINES = 4
_MOST_UNRULED = 3
_LONGEST_LINE = 90
_LONGEST_HEADING = 80
_ENDINGS = frozenset(".,;:")
_ANNOUNCING = frozenset(":;,")
_QUOTED = frozenset(')"”]')
"""What a name may stand below that says whose words they are."""
_SENTENCE_ENDS = frozenset('.!?:;)"”]')
_IN_BRACKETS = re.compile(r"\([^()]{3,}\)|\[[^\[\]]{3,}\]")
"""A remark: `(Note: He left. End note.)`."""
_REDACTED = re.compile(r"[Xx ]+")
_HANDLING = re.compile(
    r"(?:SENSITIVE|UNCLASSIFIED|CONFIDENTIAL|SECRET)\b.*\b(?:(?:HANDLE|PROTECT|TREAT) ACCORDINGLY|ENTIRE TEXT)\b"
    r"|(?:\((?:U|SBU)\) )?THIS (?:CABLE|MESSAGE|TELEGRAM) (?:IS|CONTAINS)\b",
    re.I,
)
"""How the record is to be handled: `SENSITIVE BUT UNCLASSIFIED -- HANDLE ACCORDINGLY`."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)* [A-Z](?:\S* ){2,}\S")
"""A heading may begin with a figure: `2.5 Million Crossings in May`. Fewer words are a date, a sum, an address."""
_CONTACT = re.compile(r"(?<!\d)\d{3}-\d{3,4}(?!\d)|\d{6}|\S@\S|https?:|www\.", re.I)
"""A telephone, an account, an address."""
_SMALL_WORD = re.compile(r"\b[a-z]\w{4,}")
"""What sentences have, and titles write with a capital."""
_SHORTEST_RULED = 24
"""A heading line that is shorter has room for the next word: what stands below its rule is another heading."""
_FULL = 45
"""The same for headings without rules."""
_REFLOWED = 100
"""Longer lines were not set by a telegraph: a paragraph is one line there, and a short line after it is another."""


def find(chunks: list[Chunk]) -> list[Chunk]:
    """The same chunks with headings told apart; rules that set off a heading are taken into it."""
    found: list[Chunk] = []
    capitals = _all_capitals(chunks)
    numbered = sum(chunk.kind == "paragraph" for chunk in chunks) > 1
    index = 0
    while index < len(chunks):
        heading, used = _ruled(chunks, index)
        if heading is not None:
            if not _is_second_line(found, heading):
                found += heading
            index += used
            continue
        chunk = chunks[index]
        style = _unruled(chunks, index, capitals=capitals, numbered=numbered)
        if style:
            chunk.kind, chunk.style = "heading", style
        found.append(chunk)
        if not style and (trailing := _trailing(chunks, index, capitals=capitals)):
            found.append(trailing)
        index += 1
    return found


def _is_second_line(found: list[Chunk], heading: list[Chunk]) -> bool:
    """Whether a heading is the next line of the one before, each with its rule; it is then taken into that."""
    before, one = found[-1] if found else None, heading[0]
    if before is None or len(heading) > 1 or one.blanks or before.style != one.style or one.style != "underline":
        return False
    if len(before.lines) > 1:
        return False
    last, first = before.lines[-1].text, one.lines[0].text
    if len(last) < _SHORTEST_RULED or last.isupper() != first.isupper():
        return False
    before.lines = [*before.lines, *one.lines]
    before.rules = [*before.rules, *one.rules]
    return True


def _ruled(chunks: list[Chunk], index: int) -> tuple[list[Chunk] | None, int]:
    """The heading that begins at a chunk and is set off by rules, and how many chunks it takes."""
    chunk = chunks[index]
    if chunk.kind == "rule":
        rules = [chunk.lines[0]]
        title = chunks[index + 1] if index + 1 < len(chunks) else None
        if title is None or not _is_title(title):
            return None, 0
        if index + 2 < len(chunks) and chunks[index + 2].kind == "rule":
            rules.append(chunks[index + 2].lines[0])
            return [_heading(title, "box", rules)], 3
        if len(title.lines) == 1 and title.blanks == 0 and _looks_like_heading(title.lines[0].text):
            return [_heading(title, "overline", rules)], 2
        return None, 0
    if chunk.kind == "ruled":
        inline = _inline(chunk)
        if inline is not None:
            return [inline], 1
        chunk.kind = "text"
    if chunk.kind not in ("text", "item", "paragraph"):
        return None, 0
    if index + 1 < len(chunks) and chunks[index + 1].kind == "rule":
        return _underlined(chunks, index)
    return None, 0


def _underlined(chunks: list[Chunk], index: int) -> tuple[list[Chunk] | None, int]:
    """A heading above a rule: a chunk of its own, or the last line of a chunk that ends a sentence before it."""
    chunk, rule = chunks[index], chunks[index + 1]
    if rule.blanks and _begins_box(chunks, index + 1):
        return None, 0
    last = chunk.lines[-1]
    after_sentence = (
        len(chunk.lines) > 1
        and not rule.blanks
        and _has_ended(chunk.lines[-2].text)
        and _is_short(last)
        and not markers.is_end(last.text)
    )
    if chunk.kind == "item" and after_sentence:
        return [chunk, _heading(_last_line(chunk), "underline", [rule.lines[0]])], 2
    if chunk.kind != "paragraph" and _is_title(chunk) and not (rule.blanks and _is_text(chunk)):
        return [_heading(chunk, "underline", [rule.lines[0]])], 2
    if after_sentence:
        return [chunk, _heading(_last_line(chunk), "underline", [rule.lines[0]])], 2
    return None, 0


def _is_text(chunk: Chunk) -> bool:
    """Whether the lines above a rule that stands apart are no title: sentences have small words, or a stop."""
    if len(chunk.lines) == 1:
        return False
    return (
        chunk.kind != "text"
        or chunk.lines[-1].text[-1] in _SENTENCE_ENDS
        or any(_SMALL_WORD.search(line.text) for line in chunk.lines)
    )


def _has_ended(text: str) -> bool:
    """Whether a line ends a sentence, a part of the text, or is withheld."""
    return text[-1] in _SENTENCE_ENDS or markers.ends_with_end(text) or _REDACTED.fullmatch(text) is not None


def _last_line(chunk: Chunk) -> Chunk:
    """The last line of a chunk as a chunk of its own; it is taken from the chunk."""
    return Chunk(kind="text", lines=[chunk.lines.pop()])


def _trailing(chunks: list[Chunk], index: int, *, capitals: bool) -> Chunk | None:
    """The heading that follows on a paragraph without a blank line; it is taken from the paragraph.

    After it stands a numbered paragraph. The line before is a whole paragraph, or the heading in capitals is not.
    """
    chunk = chunks[index]
    if chunk.kind not in ("paragraph", "text", "item") or len(chunk.lines) < 2:
        return None
    last = chunk.lines[-1].text
    if not _begins_at_last(chunk.lines[-2].text, last, capitals=capitals) or not _looks_like_heading(last):
        return None
    follower = _follower(chunks, index)
    if follower is None or follower.kind != "paragraph":
        return None
    return _heading(_last_line(chunk), "capitals" if last.isupper() else "plain", [])


def _begins_at_last(before: str, last: str, *, capitals: bool) -> bool:
    """Whether a last line has no part in the text before it, which has ended for sure and does not announce it."""
    if len(last) > _LONGEST_HEADING or _CONTACT.search(last):
        return False
    in_capitals = last.isupper() and not capitals
    if not in_capitals and (len(before) <= _REFLOWED or before[-1] in _QUOTED or _SMALL_WORD.search(last)):
        return False
    if not _has_ended(before) or before[-1] in _ANNOUNCING:
        return False
    doubtful = sentences.ends_in_abbreviation(before) or _REDACTED.fullmatch(before) is not None
    return not doubtful or (in_capitals and " " in last)


def _tells_of_next(chunk: Chunk) -> bool:
    """Whether a chunk breaks off before what it tells of: `The ships are:`."""
    return chunk.kind in ("paragraph", "text", "item") and chunk.lines[-1].text[-1] in _ANNOUNCING


def _follower(chunks: list[Chunk], index: int) -> Chunk | None:
    """The next chunk after one; a page turn may stand between, and behind it the rule that set off the one."""
    following = index + 1
    while following < len(chunks) and (
        chunks[following].kind == "turn" or (chunks[following].kind == "rule" and following > index + 1)
    ):
        following += 1
    return chunks[following] if following < len(chunks) else None


def _begins_box(chunks: list[Chunk], index: int) -> bool:
    return index + 2 < len(chunks) and _is_title(chunks[index + 1]) and chunks[index + 2].kind == "rule"


def _is_title(chunk: Chunk) -> bool:
    """Whether a chunk is short enough for a heading between rules."""
    if chunk.kind not in ("text", "item") or len(chunk.lines) > _MOST_LINES:
        return False
    if len(chunk.lines) == 1 and markers.is_end(chunk.lines[0].text):
        return False
    return all(_is_short(line) for line in chunk.lines)


def _is_short(line: SourceLine) -> bool:
    return len(line.text) <= _LONGEST_LINE and not _REDACTED.fullmatch(line.text)


def _heading(title: Chunk, style: Style, rules: list[SourceLine]) -> Chunk:
    return Chunk(kind="heading", lines=title.lines, blanks=title.blanks, style=style, rules=rules)


def _inline(chunk: Chunk) -> Chunk | None:
    """`Summary -----`, `------- COMMENT -------`: the rule stands on the line of the heading."""
    line = chunk.lines[0]
    match = _INLINE_RULE.fullmatch(line.text)
    if match is None:
        return None
    words = line.part(match.start("words"), match.end("words"))
    rules = [line.part(match.start("after"))]
    if match["before"]:
        rules.append(line.part(0, match.end("before")))
    return Chunk(kind="heading", lines=[words], blanks=line.blanks, style="inline", rules=rules)


def _unruled(chunks: list[Chunk], index: int, *, capitals: bool, numbered: bool) -> Style | None:
    """How a heading without a rule is set off, None where the chunk is no heading."""
    chunk = chunks[index]
    if chunk.kind != "text" or not _is_set_off(chunk, capitals=capitals):
        return None
    follower = _follower(chunks, index)
    if follower is None or not (chunk.blanks or index == 0 or _after_end(chunks[index - 1])):
        return None
    if index and _tells_of_next(chunks[index - 1]):
        return None
    text = chunk.lines[0].text
    if follower.kind == "paragraph":
        return "capitals" if text.isupper() else "plain"
    if chunks[index + 1].kind == "turn" or len(chunk.lines) > 1:
        return None
    if not capitals and text.isupper() and follower.blanks and follower.kind in ("text", "item"):
        return "capitals"
    first = text.split()[0].strip(":.").upper()
    if not numbered and first in facts.heading_roles() and follower.blanks:
        return "capitals" if text.isupper() else "plain"
    return None


def _is_set_off(chunk: Chunk, *, capitals: bool) -> bool:
    """Whether the lines of a chunk can be a heading: one that looks so, or two or three in capitals."""
    if len(chunk.lines) == 1:
        return _looks_like_heading(chunk.lines[0].text)
    if capitals or len(chunk.lines) > _MOST_UNRULED:
        return False
    if any(len(line.text) < _FULL for line in chunk.lines[:-1]):
        return False
    return all(line.text.isupper() and len(line.text) <= _LONGEST_HEADING for line in chunk.lines) and (
        _looks_like_heading(chunk.lines[0].text) and chunk.lines[-1].text[-1] not in _ENDINGS
    )


def _after_end(before: Chunk) -> bool:
    return before.kind in ("turn", "rule", "heading", "spacer")


def _looks_like_heading(text: str) -> bool:
    """Short, begins with a capital, a quotation mark or a figure, does not end like a sentence, says what follows."""
    if len(text) > _LONGEST_HEADING or _REDACTED.fullmatch(text) or _IN_BRACKETS.fullmatch(text):
        return False
    if markers.is_marker(text) or markers.ends_with_end(text) or _HANDLING.match(text):
        return False
    words = text.rstrip(":")
    if words.upper() in facts.heading_roles():
        return True
    return text[-1] not in _ENDINGS and (
        (text[0].isupper() or text[0] in "\"“'(/" or _FIGURE.match(text) is not None) and any(map(str.isalpha, text))
    )


def _all_capitals(chunks: list[Chunk]) -> bool:
    """Whether the whole text is in capitals, as it was before the 1990s."""
    upper = lower = 0
    for chunk in chunks:
        if chunk.kind == "paragraph":
            text = chunk.lines[0].text[:500].encode("ascii", "ignore")
            upper += len(text) - len(text.translate(None, _UPPER))
            lower += len(text) - len(text.translate(None, _LOWER))
    return upper > lower
