"""Changed words put into mixed text in place: the markup around them, and all that no page shows, stays.

Three readings of one text take part: the carried one, what its page would say, and what the page says. The first two
show the same characters, so each character of the page is one of the carried text, which knows the elements around it.
"""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from converters.formats.docx.reading.compare import ASIDE, key_of
from converters.formats.docx.reading.revisions import is_tracked_node
from converters.model.alignment import Aligned
from converters.model.node import Node
from converters.model.nodes import Addition, Choice, Comment, Element, Instruction, Preformatted
from converters.model.walk import child_fields, joined

Path = tuple[Any, ...]
"""The nodes around a character, the outermost first."""
Look = tuple[int, ...]
"""What the nodes around a character say, as numbers that are equal for nodes that say the same."""


Step = tuple[int, int, int, int, bool]
"""A stretch of the one text and of the other, and whether they are the same."""


class Sign(NamedTuple):
    """A character, or a node that is one thing to the eye, and the nodes around it.

    `tracked` are those of them that say who put it in or took it out; they stand innermost.
    """

    part: str | Node
    path: Path
    key: Any
    tracked: Path = ()

    @property
    def is_added(self) -> bool:
        """Whether a tracked change put it in, so that it was not there before."""
        return any(isinstance(node, Addition) for node in self.tracked)


def spliced(
    carried: tuple[Any, ...], before: tuple[Any, ...], after: tuple[Any, ...], *, line_ends: bool = False
) -> tuple[Any, ...]:
    """The carried text with the words that differ between `before` and `after`.

    A line end of the markup and the indentation behind it are one blank, unless `line_ends` mean something.

    Where the carried text does not show what `before` shows, sign by sign, `after` is given back as it is.
    """
    pieces = _ANY if line_ends else _BLANKS
    hidden, own = _hidden_apart(_signs(carried, (), pieces))
    was, now = list(_signs(before, (), pieces)), list(_signs(after, (), pieces))
    if [sign.key for sign in own] != [sign.key for sign in was]:
        return after
    return _Splice(own, was, now, hidden).result()


def patched(carried: Any, before: Any, after: Any) -> Any:
    """A carried block with the fields that differ between `before` and `after`; its text is spliced."""
    changed: dict[str, Any] = {}
    kept = isinstance(carried, Preformatted)
    for name in carried.__struct_fields__:
        was, now = getattr(before, name), getattr(after, name)
        if name in ASIDE or (was == now if kept else key_of(was) == key_of(now)):
            continue
        changed[name] = spliced(getattr(carried, name), was, now, line_ends=kept) if name in _MIXED else now
    return msgspec.structs.replace(carried, **changed)


_MIXED = frozenset({"content", "original", "proposed"})
"""The fields that hold mixed text."""
_ANY = re.compile(r".", re.DOTALL)
_BLANKS = re.compile(r"[ \t]*\n[ \t\n]*|.", re.DOTALL)
"""What is one sign on a page: a character, or a line end of the markup with the blanks around it."""


def _signs(parts: Iterable[Any], path: Path, pieces: re.Pattern[str], tracked: Path = ()) -> Iterator[Sign]:
    for part in parts:
        if isinstance(part, str):
            for piece in pieces.findall(part):
                yield Sign(piece, path, key_of(piece), tracked)
        elif is_tracked_node(part):
            yield from _signs(part.content, path, pieces, (*tracked, part))
        elif _is_around_text(part):
            yield from _signs(part.content, (*path, part), pieces, tracked)
        else:
            yield Sign(part, path, key_of(part), tracked)


def _is_around_text(node: Node) -> bool:
    """Whether a node is markup around a text that has some."""
    return child_fields(type(node)) == ("content",) and bool(getattr(node, "content", ()))


_HIDDEN = (Comment, Instruction, Element)
"""What shows nothing where it is a sign by itself: an element is one only where it is empty."""


def _hidden_apart(signs: Iterable[Sign]) -> tuple[dict[int, list[Sign]], list[Sign]]:
    """What no page shows, by the number of the visible sign it stands before, and the visible signs."""
    hidden: dict[int, list[Sign]] = {}
    shown: list[Sign] = []
    for sign in signs:
        if isinstance(sign.part, _HIDDEN):
            hidden.setdefault(len(shown), []).append(sign)
        else:
            shown.append(sign)
    return hidden, shown


class _Splice:
    def __init__(self, own: list[Sign], was: list[Sign], now: list[Sign], hidden: dict[int, list[Sign]]) -> None:
        self._own = own
        self._was = was
        self._now = now
        self._base = [place for place, sign in enumerate(now) if not sign.is_added]
        """The places on the page of what no tracked change put in."""
        self._reached = 0
        self._hidden = hidden
        self._numbers: dict[Any, int] = {}
        self._looks: dict[int, int] = {}
        """A number for all that nodes say, and that of each node by its identity."""
        self._homes: dict[int, Path] = {}
        self._tenants: dict[int, int] = {}
        self._result: list[Sign] = []

    def result(self) -> tuple[Any, ...]:
        """The text, built again from its signs."""
        base = self._base
        steps = list(self._cut(_steps([sign.key for sign in self._was], [self._now[place].key for place in base])))
        for i1, i2, j1, j2, same in steps:
            if same:
                for number, place in zip(range(i1, i2), base[j1:j2], strict=True):
                    self._same_look(number, place)
        for i1, i2, j1, j2, same in steps:
            if same:
                for number, place in zip(range(i1, i2), base[j1:j2], strict=True):
                    self._added_before(place, number)
                    self._keep(number, place)
            else:
                for number in range(i1, i2):
                    self._result += self._hidden.get(number, ())
                self._patch_choices(range(i1, i2), base[j1:j2])
                replaced = self._by_look(i1, i2)
                for place in base[j1:j2]:
                    self._added_before(place, i1)
                    self._arrive(place, i1, i2, replaced)
        self._added_before(len(self._now), len(self._was))
        self._result += self._hidden.get(len(self._own), ())
        return _grown([sign._replace(path=(*sign.path, *sign.tracked)) for sign in self._result], 0)

    def _patch_choices(self, numbers: Iterable[int], places: Iterable[int]) -> None:
        """Readings of one place that say something else now are the carried ones with the words that differ."""
        old = [number for number in numbers if isinstance(self._own[number].part, Choice)]
        new = [place for place in places if isinstance(self._now[place].part, Choice)]
        for number, place in zip(old, new, strict=False):
            part = patched(self._own[number].part, self._was[number].part, self._now[place].part)
            self._now[place] = self._now[place]._replace(part=part)

    def _cut(self, steps: Iterable[Step]) -> Iterator[Step]:
        """Steps in which a word that stands in several elements keeps the letters that it begins and ends with.

        Where elements stand side by side without a blank, the page shows their words as one.
        """
        for i1, i2, j1, j2, same in steps:
            if same or len({tuple(map(id, sign.path)) for sign in self._own[i1:i2]}) < 2:
                yield i1, i2, j1, j2, same
                continue
            was = [sign.key for sign in self._was[i1:i2]]
            now = [self._now[place].key for place in self._base[j1:j2]]
            if _folded(was) == _folded(now):
                yield from ((i1 + n, i1 + n + 1, j1 + n, j1 + n + 1, was[n] == now[n]) for n in range(len(was)))
                continue
            head = _alike(was, now)
            tail = _alike(was[head:][::-1], now[head:][::-1])
            yield i1, i1 + head, j1, j1 + head, True
            yield i1 + head, i2 - tail, j1 + head, j2 - tail, False
            yield i2 - tail, i2, j2 - tail, j2, True

    def _added_before(self, place: int, number: int) -> None:
        """What tracked changes put in between the last place and this one, which stands before a carried sign."""
        for added in range(self._reached, place):
            self._arrive(added, number, number, {})
        self._reached = place + 1

    def _look(self, path: Path) -> Look:
        """What the markup around a sign says, whatever the text in it is."""
        return tuple(self._look_of(node) for node in path)

    def _look_of(self, node: Node) -> int:
        known = self._looks.get(id(node))
        if known is None:
            known = self._looks[id(node)] = self._numbers.setdefault(_said_by(node), len(self._numbers))
        return known

    def _by_look(self, first: int, last: int) -> dict[Look, deque[int]]:
        """The signs of a stretch that is replaced, by what the markup around them says."""
        found: dict[Look, deque[int]] = {}
        for number in range(first, last):
            found.setdefault(self._look(self._was[number].path), deque()).append(number)
        return found

    def _same_look(self, number: int, place: int) -> bool:
        """Whether the markup around a kept sign is as it was; then what is typed into that markup goes there too."""
        path = self._now[place].path
        if self._look(path) != self._look(self._was[number].path):
            return False
        if path:
            self._settle(path, self._own[number].path)
        return True

    def _settle(self, path: Path, home: Path) -> bool:
        """Let the markup of a path be the carried one; two neighbours on the page do not become one."""
        own = id(path[-1])
        if own in self._homes:
            return True
        if home and self._tenants.setdefault(id(home[-1]), own) != own:
            return False
        self._homes[own] = home
        return True

    def _keep(self, number: int, place: int) -> None:
        self._result += self._hidden.get(number, ())
        sign = self._own[number]._replace(tracked=self._now[place].tracked)
        if not self._same_look(number, place):
            sign = sign._replace(path=_within(self._unseen(number), self._home(self._now[place].path)))
        self._result.append(sign)

    def _arrive(self, place: int, first: int, last: int, replaced: dict[Look, deque[int]]) -> None:
        """A new sign: in the markup that it replaces words of, or that it continues, where the page shows that."""
        sign = self._now[place]
        look = self._look(sign.path)
        home = self._replaced_home(sign.path, replaced.get(look))
        if home is None:
            home = self._continued_home(sign.path, look, (first - 1, last))
        beside = (first, last - 1) if last > first else (first - 1, last)
        home = self._unseen_around(beside, self._home(sign.path)) if home is None else self._deeper(beside, home)
        self._result.append(sign._replace(path=home))

    def _unseen_around(self, beside: tuple[int, int], path: Path) -> Path:
        """A path in the markup around both of two carried signs that the page does not show."""
        one, other = map(self._unseen, beside)
        return _within(tuple(node for node in one if any(node is both for both in other)), path)

    def _deeper(self, beside: tuple[int, int], home: Path) -> Path:
        """A carried path with what it leads on to around both of two carried signs, as far as no page shows that."""
        if not all(0 <= number < len(self._own) for number in beside):
            return home
        one, other = (self._own[number].path for number in beside)
        unseen = self._unseen(beside[0])
        depth = _alike([id(node) for node in one], [id(node) for node in other])
        if depth <= len(home) or any(a is not b for a, b in zip(home, one, strict=False)):
            return home
        inside = itertools.takewhile(lambda node: any(node is hidden for hidden in unseen), one[len(home) : depth])
        return (*home, *inside)

    def _replaced_home(self, path: Path, words: deque[int] | None) -> Path | None:
        """The carried markup of the first of some words that is free for a path; what is not will never be."""
        if words is None:
            return None
        if path and id(path[-1]) in self._homes:
            return self._homes[id(path[-1])]
        while words:
            home = self._settled(path, words[0])
            if home is not None:
                return home
            words.popleft()
        return None

    def _continued_home(self, path: Path, look: Look, beside: tuple[int, int]) -> Path | None:
        """The carried markup of a sign beside a new one that looks like it, where it is free."""
        for number in beside:
            if 0 <= number < len(self._was) and self._look(self._was[number].path) == look:
                home = self._settled(path, number)
                if home is not None:
                    return home
        return None

    def _settled(self, path: Path, number: int) -> Path | None:
        """The carried markup of a path where that is, or may be, the markup around a carried sign."""
        home = self._own[number].path
        if not path:
            return home
        return self._homes[id(path[-1])] if self._settle(path, home) else None

    def _unseen(self, number: int) -> Path:
        """The markup around a carried sign that the page does not show."""
        if not 0 <= number < len(self._own):
            return ()
        shown = [type(node) for node in self._was[number].path]
        unseen: list[Node] = []
        for node in self._own[number].path:
            if shown and type(node) is shown[0]:
                shown.pop(0)
            else:
                unseen.append(node)
        return tuple(unseen)

    def _home(self, path: Path) -> Path:
        """The path of the page, in carried markup as far as that is there."""
        for depth in range(len(path), 0, -1):
            home = self._homes.get(id(path[depth - 1]))
            if home is not None:
                return (*home, *path[depth:])
        return path


def _folded(keys: Sequence[Any]) -> list[Any]:
    """Signs without regard to case: a word in capitals is the same, letter by letter."""
    return [key.casefold() if isinstance(key, str) else key for key in keys]


def _alike(one: Sequence[Any], other: Sequence[Any]) -> int:
    """With how many of the same both begin."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _within(around: Path, path: Path) -> Path:
    """A path in what is around it and not in it already."""
    return (*(node for node in around if not any(node is one for one in path)), *path)


def _said_by(node: Node) -> tuple[Any, ...]:
    """The kind of a node and its fields, but for its text and what no page shows."""
    inside = child_fields(type(node))
    names = (name for name in node.__struct_fields__ if name not in inside and name not in ASIDE)
    return (type(node).__name__, *(key_of(getattr(node, name)) for name in names))


_WORD = re.compile(r"\w+|\s+|.", re.DOTALL)


def _steps(was: Sequence[Any], now: Sequence[Any]) -> Iterator[Step]:
    """Stretches of both that are the same or not, cut at words."""
    old, new = _words(was), _words(now)
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle = Aligned(old[head : len(old) - tail], new[head : len(new) - tail])
    codes = [("equal", 0, head, 0, head)]
    codes += [(tag, i1 + head, i2 + head, j1 + head, j2 + head) for tag, i1, i2, j1, j2 in middle.get_opcodes()]
    codes.append(("equal", len(old) - tail, len(old), len(new) - tail, len(new)))
    left, right = _starts(old), _starts(new)
    for tag, i1, i2, j1, j2 in codes:
        yield left[i1], left[i2], right[j1], right[j2], tag == "equal"


def _words(keys: Sequence[Any]) -> list[tuple[Any, ...]]:
    text = "".join(key if isinstance(key, str) else _THING for key in keys)
    return [tuple(keys[found.start() : found.end()]) for found in _WORD.finditer(text)]


_THING = "\ufffc"
"""Stands for a node among characters; it is no letter and no blank."""


def _starts(words: Iterable[tuple[Any, ...]]) -> list[int]:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts


def _grown(signs: Sequence[Sign], depth: int) -> tuple[Any, ...]:
    """Mixed text of signs: those that stand side by side in one node are its content."""
    parts: list[Any] = []
    start = 0
    while start < len(signs):
        path = signs[start].path
        if len(path) <= depth:
            parts.append(signs[start].part)
            start += 1
            continue
        node = path[depth]
        end = start + 1
        while end < len(signs) and len(signs[end].path) > depth and signs[end].path[depth] is node:
            end += 1
        content = _grown(signs[start:end], depth + 1)
        parts.append(node if content == node.content else msgspec.structs.replace(node, content=content))
        start = end
    return joined(parts)
