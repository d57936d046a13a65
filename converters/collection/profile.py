"""What is true of all records of a collection (`collection.toml`), and of single ones (a CSV beside it).

The profile says who publishes the edition and under which licence, where the records are kept (the mandatory elements
of ISAD(G): reference code, title, dates and level of description), under which address each is found, what the archive
did about its classification. It fills what a record does not say itself; where the record says otherwise, that is told
and stays. A row of the CSV is about one record and prevails.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from converters import pipeline
from converters.collection import sheet
from converters.collection.volume.settings import VolumeSettings
from converters.errors import InputError
from converters.model.document import Document
from converters.model.metadata import (
    Agent,
    Declassification,
    DeclassificationAction,
    Extra,
    HierarchyLevel,
    Holding,
    Identifier,
    Metadata,
    Rights,
    Statement,
)
from converters.report import Report

RECORD = "record"
"""The column that says which record a row is about: its message number, or its id."""
TITLE = "collection"
"""The name of the fact that a record belongs to a collection of that title."""


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A statement, with the address of its full text."""

    text: str
    target: str | None = None


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One level of the archive's arrangement: its kind (fonds, series, file), title, reference code, dates."""

    level: str
    title: str | None = None
    code: str | None = None
    dates: str | None = None


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where the records are kept: the repository, and the levels from the top down."""

    repository: str
    levels: tuple[Level, ...] = ()


class Address(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where each record is found: a base address, and a pattern with `{mrn}` or `{id}` in it."""

    base: str
    pattern: str = "{id}"

    def of(self, *, id: str | None, mrn: str | None) -> str | None:
        """The address of a record; None where it lacks what the pattern needs."""
        path = self.pattern
        for name, value in (("{id}", id), ("{mrn}", mrn)):
            if name in path and not value:
                return None
            path = path.replace(name, value or "")
        return self.base + path


class Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an authority did about the classification."""

    authority: str
    date: str | None = None
    review: str | None = None
    extent: str | None = None
    text: str | None = None


class Style(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How outputs look, where the command does not say it: theme and paper of PDF, profile of TEI, repairs in Word."""

    theme: str | None = None
    paper: str | None = None
    profile: str | None = None
    repairs: str | None = None


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is true of all records. `licence` of the edition, `rights` in the source and `access` are three things."""

    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    editors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    licence: Text | None = None
    rights: Text | None = None
    access: Text | None = None
    holding: Kept | None = None
    address: Address | None = None
    declassification: Action | None = None
    style: Style = Style()
    overrides: str | None = None
    volume: VolumeSettings = VolumeSettings()


class Profiles:
    """The profile of a collection, and the rows about single records, by their numbers."""

    def __init__(self, profile: Profile, rows: Mapping[str, Mapping[str, str]]) -> None:
        self.common = profile
        self.rows = rows
        self._fields = msgspec.to_builtins(profile)

    def of(self, key: str | None) -> Profile:
        """The profile of one record, its row put in."""
        row = self.rows.get(key or "")
        return self.common if not row else _overridden(self._fields, row)


def read_profile(path: str) -> Profiles:
    """The profile in a file of TOML, with the CSV that it names. Raises InputError, with the place."""
    data = pipeline.load(path)
    try:
        profile = msgspec.convert(tomllib.loads(data.decode()), Profile)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise InputError(
            f"is not a collection profile: {error}", remedy="see docs/collections.md", file=path
        ) from error
    rows = {} if profile.overrides is None else _rows(str(Path(path).parent / profile.overrides), profile)
    return Profiles(profile, rows)


def _rows(path: str, profile: Profile) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for place, row in sheet.table(path)[1]:
        _take_row(found, row, profile, path, place)
    return found


def _take_row(found: dict[str, dict[str, str]], row: dict[str, str], profile: Profile, path: str, place: str) -> None:
    key = row.pop(RECORD, "")
    if not key:
        raise InputError(f"has no value for {RECORD!r}", place=place, remedy="name the record", file=path)
    if key in found:
        raise InputError(f"is about {key} again", place=place, remedy="keep one row for each record", file=path)
    found[key] = {name: value for name, value in row.items() if value}
    try:
        _overridden(msgspec.to_builtins(profile), found[key])
    except (KeyError, TypeError, msgspec.ValidationError) as error:
        wrong = f"there is no such column: {error}" if isinstance(error, KeyError) else str(error)
        remedy = "name the columns as the keys of the profile, as licence.text or holding.levels.file.code"
        raise InputError(wrong, place=place, remedy=remedy, file=path) from error


def _overridden(fields: Mapping[str, Any], row: Mapping[str, str]) -> Profile:
    """The profile with the values of a row. Raises KeyError, TypeError, ValidationError where it has no such fields."""
    changed: Any = msgspec.json.decode(msgspec.json.encode(fields))
    for name, value in row.items():
        *way, last = name.split(".")
        inside = changed
        for step in way:
            inside = _step(inside, step)
        if isinstance(inside, list):
            raise KeyError(name)
        inside[last] = value.split("|") if last in ("editors", "languages") else value
    return msgspec.convert(changed, Profile)


def _step(inside: Any, step: str) -> Any:
    """What is one step further in: a field, or of the levels the one of that kind, made where there is none."""
    if not isinstance(inside, list):
        return inside.setdefault(step, [] if step == "levels" else {})
    found = next((one for one in inside if one["level"] == step), None)
    if found is None:
        found = {"level": step}
        inside.append(found)
    return found


def described(document: Document, profile: Profile, report: Report, *, prevails: bool) -> Document:
    """The document with what a profile says; `prevails`: over what the record says itself, since it is about it."""
    filling = _Filling(report, prevails=prevails)
    known = document.metadata
    changed = msgspec.structs.replace(
        known,
        agents=(*known.agents, *_responsible(known, profile)),
        identifiers=(*known.identifiers, *_addresses(document, profile)),
        languages=known.languages or profile.languages,
        rights=_rights(known.rights or Rights(), profile, filling),
        holding=filling.fill("holding", known.holding, _holding(profile.holding)),
        declassification=_declassified(known.declassification, profile.declassification),
        extras=_extras(known, profile),
    )
    if changed.rights == Rights():
        changed = msgspec.structs.replace(changed, rights=known.rights)
    return msgspec.structs.replace(document, metadata=changed)


class _Filling:
    """Puts values where there are none, and tells where there is another."""

    def __init__(self, report: Report, *, prevails: bool) -> None:
        self._report = report
        self._prevails = prevails

    def fill(self, name: str, own: Any, common: Any) -> Any:
        """The value of the record, or where it has none that of the profile."""
        if own is None or common is None or own == common:
            return common if own is None else own
        kept = "profile" if self._prevails else "record"
        self._report.warn("conflict", f"the record and the profile of the collection differ in {name}: {kept} kept")
        return common if self._prevails else own


def _responsible(known: Metadata, profile: Profile) -> tuple[Agent, ...]:
    publisher = (
        () if profile.publisher is None else (Agent(name=profile.publisher, type="organisation", roles=("publisher",)),)
    )
    editors = tuple(Agent(name=name, type="person", roles=("editor",)) for name in profile.editors)
    there = {(agent.name, agent.roles) for agent in known.agents}
    return tuple(agent for agent in (*publisher, *editors) if (agent.name, agent.roles) not in there)


def _addresses(document: Document, profile: Profile) -> tuple[Identifier, ...]:
    """The address of the record, where it has not got it yet."""
    known = document.metadata.identifiers
    mrn = document.metadata.identifier("mrn")
    address = None if profile.address is None else profile.address.of(id=document.id, mrn=mrn)
    found = Identifier(scheme="url", value=address or "")
    return () if address is None or found in known else (found,)


def _rights(own: Rights, profile: Profile, filling: _Filling) -> Rights:
    return msgspec.structs.replace(
        own,
        licence=filling.fill("licence", own.licence, _statement(profile.licence)),
        source=filling.fill("rights", own.source, _statement(profile.rights)),
        access=filling.fill("access", own.access, _statement(profile.access)),
    )


def _statement(text: Text | None) -> Statement | None:
    return None if text is None else Statement(text=text.text, target=text.target)


def _holding(kept: Kept | None) -> Holding | None:
    if kept is None:
        return None
    levels = tuple(
        HierarchyLevel(level=one.level, title=one.title, code=one.code, dates=one.dates) for one in kept.levels
    )
    return Holding(repository=kept.repository, levels=levels)


def _declassified(own: Declassification | None, action: Action | None) -> Declassification | None:
    if action is None:
        return own
    found = msgspec.convert({"kind": "declassification-action", **msgspec.to_builtins(action)}, DeclassificationAction)
    known = own or Declassification()
    return known if found in known.actions else msgspec.structs.replace(known, actions=(*known.actions, found))


def _extras(known: Metadata, profile: Profile) -> tuple[Extra, ...]:
    if profile.title is None or any(extra.name == TITLE for extra in known.extras):
        return known.extras
    return (*known.extras, Extra(name=TITLE, value=profile.title))
