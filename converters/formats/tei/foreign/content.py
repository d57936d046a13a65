"""What elements of foreign TEI hold, as the fields of a node, and back: the same parts in the same order.

A part is a stretch of text or a node.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol, get_args

from converters.formats.tei.foreign.layout import BLANK, as_written, with_layout, written
from converters.model import nodes as nd
from converters.model.node import Node
from converters.model.walk import joined

Part = str | Node
Parts = tuple[Part, ...]
Values = dict[str, Any]
INLINE: frozenset[type] = frozenset(get_args(nd.Inline))
BLOCK: frozenset[type] = frozenset(get_args(nd.Block))
EITHER = INLINE & BLOCK
BELOW = "tei:below"
"""Key of `attrs` of a table or figure whose heading stands below it."""
_TEI = "{http://www.tei-c.org/ns/1.0}"
_BLOCKS = (
    *("ab", "address", "argument", "bibl", "byline", "castList", "cit", "closer", "div", "docTitle", "eg", "entry"),
    *("epigraph", "figure", "floatingText", "head", "lg", "list", "listBibl", "listPerson", "listPlace", "opener"),
    *("p", "postscript", "quote", "sp", "stage", "table", "trailer"),
)
_BLOCK_ELEMENTS = frozenset(_TEI + name for name in _BLOCKS)
"""Elements that stand by themselves where there is no text beside them."""


class Content(Protocol):
    """A way to hold parts. `take` gives the fields of a node, or None where it cannot hold them."""

    @property
    def held(self) -> frozenset[str]:
        """The fields that are given as parts."""
        ...

    @property
    def accepted(self) -> frozenset[type]:
        """Kinds of nodes that may be among the parts."""
        ...

    def take(self, parts: Parts) -> Values | None: ...

    def give(self, node: Any) -> Parts: ...


class Mixed(NamedTuple):
    """Running text."""

    field: str = "content"
    accepted: frozenset[type] = INLINE | BLOCK

    @property
    def held(self) -> frozenset[str]:
        """The text."""
        return frozenset((self.field,))

    def take(self, parts: Parts) -> Values | None:
        """All of it, if there are no blocks in it."""
        return {self.field: parts} if all(type(part) is str or type(part) in INLINE for part in parts) else None

    def give(self, node: Any) -> Parts:
        """The text."""
        found: Parts = getattr(node, self.field)
        return found


class Nothing(NamedTuple):
    """No content."""

    held: frozenset[str] = frozenset()
    accepted: frozenset[type] = INLINE | BLOCK

    def take(self, parts: Parts) -> Values | None:
        """Nothing, if there is nothing."""
        return None if parts else {}

    def give(self, node: Any) -> Parts:
        """Nothing."""
        return ()


class Described(NamedTuple):
    """Nothing but the element `desc`, if there are words for it. `plain`: they are a string."""

    field: str
    plain: bool
    accepted: frozenset[type] = INLINE | BLOCK

    @property
    def held(self) -> frozenset[str]:
        """The words."""
        return frozenset((self.field,))

    def take(self, parts: Parts) -> Values | None:
        """The words, if `desc` says no more than these."""
        if not parts:
            return {}
        words = _described(parts[0]) if len(parts) == 1 else None
        if words is None or not self.plain:
            return None if words is None or not words else {self.field: words}
        return {self.field: "".join(map(str, words))} if all(type(part) is str for part in words) else None

    def give(self, node: Any) -> Parts:
        """The element, if there are words."""
        words = getattr(node, self.field)
        if words is None or words == ():
            return ()
        content = (words,) if words and self.plain else words or ()
        return (nd.Element(name=_TEI + "desc", content=content),)


def _described(part: Part) -> tuple[Any, ...] | None:
    """The words of a `desc` that is nothing else."""
    if not isinstance(part, nd.Element) or part != nd.Element(name=_TEI + "desc", content=part.content):
        return None
    return part.content if all(type(one) is str or type(one) in INLINE for one in part.content) else None


class Words(NamedTuple):
    """A string."""

    field: str
    accepted: frozenset[type] = frozenset()

    @property
    def held(self) -> frozenset[str]:
        """The string."""
        return frozenset((self.field,))

    def take(self, parts: Parts) -> Values | None:
        """The string, if there is nothing else."""
        return {self.field: "".join(map(str, parts))} if all(isinstance(part, str) for part in parts) else None

    def give(self, node: Any) -> Parts:
        """The string."""
        words = getattr(node, self.field)
        return (words,) if words else ()


class Blocks(NamedTuple):
    """Blocks with white space between them. With `text`, a stretch of running text is a line without an element.

    `kinds` are those that may stand there; `needed`: at least one of them must, and no text.
    """

    field: str = "blocks"
    kinds: frozenset[type] = BLOCK
    text: bool = False
    needed: bool = False

    @property
    def held(self) -> frozenset[str]:
        """The blocks."""
        return frozenset((self.field,))

    @property
    def accepted(self) -> frozenset[type]:
        """The kinds, and what a line may hold."""
        return self.kinds | INLINE if self.text else self.kinds

    def take(self, parts: Parts) -> Values | None:
        """The blocks, and the layout between them."""
        runs = _Runs(self.kinds, lines=self.text)
        for part in parts:
            if not runs.add(part):
                return None
        runs.end_line()
        if self.needed and not any(type(block) in self.kinds - EITHER for block in runs.blocks):
            return None
        return {self.field: tuple(runs.blocks), **_layout(runs.between)}

    def give(self, node: Any) -> Parts:
        """The blocks and what is between them; a line break between two lines without elements."""
        blocks = getattr(node, self.field)
        pieces: list[Part] = []
        after_line = False
        for space, block in with_layout(node, blocks):
            pieces += written(space)
            is_line = self.text and is_bare(block)
            if is_line:
                pieces += (nd.LineBreak(), *block.content) if after_line else block.content
            elif block is not None:
                pieces.append(block)
            after_line = is_line
        return joined(pieces)


class Members(NamedTuple):
    """Nodes of one sort, after a heading if there is one; comments and instructions between them are layout."""

    field: str
    kinds: frozenset[type]
    heading: str | None = None

    @property
    def held(self) -> frozenset[str]:
        """The members and the heading."""
        return frozenset((self.field, self.heading or self.field))

    @property
    def accepted(self) -> frozenset[type]:
        """Any: an element with others stays an element."""
        return self.kinds | INLINE | BLOCK

    def take(self, parts: Parts) -> Values | None:
        """The members, and the layout between them."""
        runs = _Runs(self.kinds | ({nd.Heading} if self.heading else frozenset()), lines=False)
        for part in parts:
            if not runs.add(part):
                return None
        found: list[Any] = runs.blocks
        fields: Values = _layout(runs.between)
        if self.heading and found and isinstance(found[0], nd.Heading):
            fields[self.heading] = found.pop(0)
        elif self.heading and found and isinstance(found[-1], nd.Heading):
            fields |= {self.heading: found.pop(), BELOW: "yes"}
        if any(type(one) not in self.kinds for one in found):
            return None
        return {self.field: tuple(found), **fields}

    def give(self, node: Any) -> Parts:
        """The members and what is between them."""
        heading = getattr(node, self.heading) if self.heading else None
        members = getattr(node, self.field)
        if heading is not None:
            members = (*members, heading) if BELOW in node.attrs else (heading, *members)
        pieces: list[Part] = []
        for space, member in with_layout(node, members):
            pieces += written(space)
            if member is not None:
                pieces.append(member)
        return joined(pieces)


class Pair(NamedTuple):
    """Two readings: what stands there, and what is proposed."""

    held: frozenset[str] = frozenset(("type", "original", "proposed", "certainty", "agent"))
    accepted: frozenset[type] = INLINE | BLOCK

    def take(self, parts: Parts) -> Values | None:
        """The readings, if there are two that belong together and nothing else but what `give` gives again."""
        between = [""]
        found: list[nd.Element] = []
        for part in parts:
            if isinstance(part, nd.Element):
                found.append(part)
                between.append("")
            elif isinstance(part, str) and not part.strip(BLANK):
                between[-1] += part
            else:
                return None
        type_ = _READINGS.get(tuple(one.name for one in found))
        if type_ is None:
            return None
        said = dict(found[1].attrs)
        fields: Values = {"type": type_, "original": found[0].content, "proposed": found[1].content, **_layout(between)}
        if said.get("cert") in ("high", "medium", "low"):
            fields["certainty"] = said.pop("cert")
        if "resp" in said:
            fields["agent"] = said.pop("resp")
        held = all(type(part) is str or type(part) in INLINE for one in found for part in one.content)
        return fields if held and not said else None

    def give(self, node: nd.Choice) -> Parts:
        """The two readings and what is between them."""
        names = next(names for names, type_ in _READINGS.items() if type_ == node.type)
        said = {} if node.certainty is None else {"cert": str(node.certainty)}
        if node.agent is not None:
            said["resp"] = node.agent
        both = (
            nd.Element(name=names[0], content=node.original),
            nd.Element(name=names[1], content=node.proposed, attrs=said),
        )
        return joined([part for space, one in with_layout(node, both) for part in (space, one) if part is not None])


_READINGS: dict[tuple[str, ...], str] = {
    (f"{_TEI}sic", f"{_TEI}corr"): "sic-corr",
    (f"{_TEI}orig", f"{_TEI}reg"): "orig-reg",
    (f"{_TEI}abbr", f"{_TEI}expan"): "abbr-expan",
}


def is_bare(block: Any) -> bool:
    """Whether a block is a line that is nothing but text."""
    return type(block) is nd.Line and not (block.role or block.attrs or block.id or block.lang)


class _Runs:
    """Blocks, what stands between them, and the line that is being filled."""

    def __init__(self, kinds: frozenset[type], *, lines: bool) -> None:
        self.blocks: list[Any] = []
        self.between = [""]
        self._kinds = kinds
        self._lines = lines
        self._written = nd.Comment not in kinds
        self._line: list[Part] = []

    def add(self, part: Part) -> bool:
        """Take a part, if it may stand here."""
        if isinstance(part, str):
            return self._add_text(part)
        if self._written and isinstance(part, nd.Comment | nd.Instruction) and not self._line:
            self.between[-1] += as_written(part)
        elif self._stands_alone(part):
            self.end_line()
            self.blocks.append(part)
            self.between.append("")
        elif self._lines and type(part) in INLINE:
            self._line.append(part)
        else:
            return False
        return True

    def _add_text(self, text: str) -> bool:
        if not self._line and not text.strip(BLANK):
            self.between[-1] += text
            return True
        if self._lines:
            self._line.append(text)
        return self._lines

    def _stands_alone(self, part: Node) -> bool:
        kind = type(part)
        if kind not in self._kinds:
            return False
        if not self._lines or kind not in INLINE:
            return True
        return not self._line and (not isinstance(part, nd.Element) or part.name in _BLOCK_ELEMENTS)

    def end_line(self) -> None:
        """Make a line of the running text; white space around it is layout."""
        line = self._line
        if not line:
            return
        after = ""
        if isinstance(line[0], str):
            text = line[0].lstrip(BLANK)
            self.between[-1] += line[0][: len(line[0]) - len(text)]
            line[0] = text
        if isinstance(line[-1], str):
            text = line[-1].rstrip(BLANK)
            after = line[-1][len(text) :]
            line[-1] = text
        self.blocks.append(nd.Line(content=joined(line)))
        self.between.append(after)
        self._line = []


def _layout(between: list[str]) -> Values:
    return {"layout": tuple(between)} if any(between) else {}
