"""Put what the table of metadata says otherwise into the carried metadata."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from converters.formats.docx.reading.compare import key_of
from converters.model.metadata import Agent, Metadata, Title
from converters.model.node import Placed
from converters.model.walk import child_fields
from converters.report import Report

_SHOWN = 80
"""How many characters of a value a message quotes."""


def merged_metadata(carried: Metadata, before: Metadata, after: Metadata, report: Report) -> Metadata:
    """The carried metadata with the values that the table says otherwise."""
    changed: dict[str, Any] = {}
    for name in carried.__struct_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if key_of(old) == key_of(new):
            continue
        changed[name] = _with_typed_titles(old, _values(getattr(carried, name), old, new))
        report.warn(
            "disagrees",
            " is now ".join(map(_said, _differing(old, new))),
            place=f"metadata, {name}",
        )
    return _with_one_authority(carried, msgspec.structs.replace(carried, **changed), report) if changed else carried


_AUTHORITY = "classification-authority"
_OF_AGENT = ("name", "office", "place")


class _Authority(NamedTuple):
    """Who classified the record, as the agents and the classification say it."""

    number: int
    agent: Agent
    classifier: Agent


def _authority(known: Metadata) -> _Authority | None:
    number = next((at for at, one in enumerate(known.agents) if _AUTHORITY in one.roles), None)
    if number is None or known.classification is None or known.classification.authority is None:
        return None
    return _Authority(number, known.agents[number], known.classification.authority)


def _with_one_authority(was: Metadata, now: Metadata, report: Report) -> Metadata:
    """The metadata in which who classified the record is called the same in both rows, if one of them was changed."""
    old, new = _authority(was), _authority(now)
    if old is None or new is None or now.classification is None or _names(old.agent) != _names(old.classifier):
        return now
    called, known = _names(old.agent), (_names(new.agent), _names(new.classifier))
    if called not in known or known == (called, called):
        return now
    wanted = known[0] if known[0] != called else known[1]
    agent, classifier = (msgspec.structs.replace(one, **wanted) for one in (new.agent, new.classifier))
    said = f"“{old.agent.name}” is “{agent.name}” in both rows"
    report.warn("disagrees", said, place="metadata, classification authority")
    agents = (*now.agents[: new.number], agent, *now.agents[new.number + 1 :])
    classification = msgspec.structs.replace(now.classification, authority=classifier)
    return msgspec.structs.replace(now, agents=agents, classification=classification)


def _names(agent: Agent) -> dict[str, str | None]:
    return {name: getattr(agent, name) for name in _OF_AGENT}


def _values(carried: Any, before: Any, after: Any) -> Any:
    """The new values; those that the carried document has already are taken from it."""
    if not isinstance(after, tuple) or len(carried) != len(before):
        return after
    known = {repr(key_of(old)): own for old, own in zip(before, carried, strict=True)}
    same = [known.get(repr(key_of(value))) for value in after]
    if len(after) == len(carried):
        after = tuple(map(_in_place_of, after, carried))
    return tuple(value if own is None else own for value, own in zip(after, same, strict=True))


def _with_typed_titles(before: Any, values: Any) -> Any:
    """The values in which titles that were changed have no blanks around them; those without a word are taken out."""
    if not isinstance(values, tuple):
        return values
    known = [key_of(value) for value in before]
    typed = (
        msgspec.structs.replace(value, text=value.text.strip())
        if isinstance(value, Title) and key_of(value) not in known
        else value
        for value in values
    )
    return tuple(one for one in typed if not isinstance(one, Title) or one.text or key_of(one) in known)


def _in_place_of(value: Any, carried: Any) -> Any:
    """A value that was typed over another: it stands for the same place in the source."""
    if type(value) is not type(carried) or not isinstance(value, Placed):
        return value
    fields = {name: _in_place_of(getattr(value, name), getattr(carried, name)) for name in child_fields(type(value))}
    return msgspec.structs.replace(value, **fields, span=carried.span)


def _differing(old: Any, new: Any) -> tuple[Any, Any]:
    """Of several values those that were changed; all of them where some were only put in or taken out."""
    if not isinstance(old, tuple) or not isinstance(new, tuple):
        return old, new
    was, now = ({repr(key_of(value)): value for value in values} for values in (old, new))
    gone, come = (tuple(one[key] for key in one if key not in other) for one, other in ((was, now), (now, was)))
    return (gone, come) if gone and come else (old, new)


def _said(value: Any) -> str:
    """A value of the metadata in words."""
    values = value if isinstance(value, tuple) else (value,)
    text = "; ".join(" ".join(_strings(one)) for one in values)
    return f"“{text[:_SHOWN]}”"


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in {"id", "lang", "type"}:
                yield from _strings(getattr(value, name))
