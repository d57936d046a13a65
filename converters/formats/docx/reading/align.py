"""Which block of the page is which of the carried document: by anchor, and where that is gone, by what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from converters.formats.docx.reading.units import Unit
from converters.model.alignment import Aligned

Pair = tuple[Unit, Unit]
"""A block of the carried document and the same block on the page."""


class Arrival(NamedTuple):
    """A block that only the page has, or that stands elsewhere now (`moved` is where it came from).

    `before` and `after` are the blocks around it that stayed where they were.
    """

    unit: Unit
    before: Pair | None
    after: Pair | None
    moved: Unit | None


class Alignment(NamedTuple):
    """What became of the blocks: those on both sides, those that only the carried document has, and arrivals."""

    pairs: list[Pair]
    gone: list[Unit]
    new: list[Arrival]


def align(before: Sequence[Unit], after: Sequence[Unit]) -> Alignment:
    """Align the blocks of the carried document, as it would be written, with those of the page."""
    place = {unit.anchor: number for number, unit in enumerate(before) if unit.anchor is not None}
    found: list[int | None] = []
    taken: set[int] = set()
    for unit in after:
        number = place.get(unit.anchor) if unit.anchor is not None else None
        found.append(None if number is None or number in taken else number)
        if number is not None:
            taken.add(number)
    _claim(before, after, found, taken)
    return _result(before, after, found, taken)


def _claim(before: Sequence[Unit], after: Sequence[Unit], found: list[int | None], taken: set[int]) -> None:
    """Give blocks whose anchor is gone the carried block in the same gap that says the same, or is of the same kind."""
    lost: dict[int, list[int]] = {}
    latest = -1
    for number in range(len(before)):
        if number in taken:
            latest = number
        else:
            lost.setdefault(latest, []).append(number)
    new: dict[int, list[int]] = {}
    latest = -1
    for position, claimed in enumerate(found):
        if claimed is not None:
            latest = claimed
        else:
            new.setdefault(latest, []).append(position)
    for gap, numbers in lost.items():
        for number, position in _matches(before, after, numbers, new.get(gap, [])):
            found[position] = number
            taken.add(number)
    _claim_moved(before, after, found, taken)


def _claim_moved(before: Sequence[Unit], after: Sequence[Unit], found: list[int | None], taken: set[int]) -> None:
    """Give blocks whose anchor is gone the one carried block that says the same, wherever that stood."""
    lost: dict[object, list[int]] = {}
    for number, unit in enumerate(before):
        if number not in taken:
            lost.setdefault(unit.key, []).append(number)
    new: dict[object, list[int]] = {}
    for position, claimed in enumerate(found):
        if claimed is None:
            new.setdefault(after[position].key, []).append(position)
    for key, numbers in lost.items():
        positions = new.get(key, [])
        if len(numbers) == len(positions) == 1:
            found[positions[0]] = numbers[0]
            taken.add(numbers[0])


def _matches(
    before: Sequence[Unit], after: Sequence[Unit], numbers: list[int], positions: list[int]
) -> list[tuple[int, int]]:
    keys: dict[object, int] = {}
    old = [keys.setdefault(before[number].key, len(keys)) for number in numbers]
    new = [keys.get(after[position].key) for position in positions]
    matches: list[tuple[int, int]] = []
    for tag, i1, i2, j1, j2 in Aligned(old, new).get_opcodes():
        if tag == "equal":
            matches += zip(numbers[i1:i2], positions[j1:j2], strict=True)
        elif tag == "replace":
            pairs = zip(numbers[i1:i2], positions[j1:j2], strict=False)
            matches += ((n, p) for n, p in pairs if type(before[n].block) is type(after[p].block))
    return matches


def _result(before: Sequence[Unit], after: Sequence[Unit], found: list[int | None], taken: set[int]) -> Alignment:
    stories: dict[int | None, dict[int, bool]] = {}
    for unit, number in zip(after, found, strict=True):
        if number is not None and _same_story(before[number], unit):
            is_home = unit.container == before[number].container
            stories.setdefault(before[number].note, {})[number] = is_home
    staying: set[int] = set()
    for at_home in stories.values():
        staying |= _longest_rising(list(at_home), list(at_home.values()))
    pairs: list[Pair] = []
    new: list[Arrival] = []
    gone = [unit for number, unit in enumerate(before) if number not in taken]
    waiting: list[Arrival] = []
    for unit, number in zip(after, found, strict=True):
        if number is not None and number in staying:
            pairs.append((before[number], unit))
            new += (arrival._replace(after=pairs[-1]) for arrival in waiting)
            waiting = []
        else:
            moved = before[number] if number is not None else None
            waiting.append(Arrival(unit, pairs[-1] if pairs else None, None, moved))
    return Alignment(pairs, gone, [*new, *waiting])


def _same_story(old: Unit, new: Unit) -> bool:
    """Whether a block is in the text still, or in the note that it was in: notes go where their marks go."""
    if old.note is None or new.note is None:
        return old.note is new.note
    names = [next((name for name in unit.around if name.startswith(_NOTE)), None) for unit in (old, new)]
    return None in names or names[0] == names[1]


_NOTE = "_note_"


class _Chain(NamedTuple):
    """How long a stretch of rising numbers is, how many of them are at home, and the place of the last one."""

    length: int = 0
    at_home: int = 0
    place: int = -1


def _longest_rising(numbers: list[int], at_home: list[bool]) -> set[int]:
    """The longest stretch of numbers that rise: the blocks that did not move.

    Of stretches of one length the one with more blocks that are in the container that they were in: what is in another
    one moved. Best stretches are kept by their last number in a tree of prefixes (P. M. Fenwick, 1994).
    """
    ranks = {number: rank for rank, number in enumerate(sorted(numbers), 1)}
    best = [_Chain()] * (len(numbers) + 1)
    before: list[int] = []
    for place, (number, is_home) in enumerate(zip(numbers, at_home, strict=True)):
        found = _best_up_to(best, ranks[number] - 1)
        before.append(found.place)
        chain = _Chain(found.length + 1, found.at_home + is_home, place)
        rank = ranks[number]
        while rank < len(best):
            best[rank] = max(best[rank], chain)
            rank += rank & -rank
    rising: set[int] = set()
    place = _best_up_to(best, len(numbers)).place
    while place >= 0:
        rising.add(numbers[place])
        place = before[place]
    return rising


def _best_up_to(best: list[_Chain], rank: int) -> _Chain:
    found = _Chain()
    while rank > 0:
        found = max(found, best[rank])
        rank -= rank & -rank
    return found
