"""What is withheld, why, and who says so: `rules.toml`.

Every rule has an exemption code, a reviewer and a day, its own or those at the head of the file.
"""

from __future__ import annotations

import tomllib
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from converters import pipeline
from converters.errors import InputError

Word = Annotated[str, Meta(min_length=1, pattern=r"\S")]
Day = Annotated[str, Meta(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
Some = Annotated[tuple[Word, ...], Meta(min_length=1)]
Keep = Literal["type", "number", "date", "from", "to", "title", "classification"]
_TOLD: tuple[Keep, ...] = ("type", "number", "date", "from", "to")
_LONGEST_PATTERN = 1000


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all rules have: exemption code, reviewer, day of the decision, and a label of its own."""

    code: Word
    reviewer: Word
    date: Day
    label: str = ""


class Protected(Rule, frozen=True, kw_only=True):
    """Whom the record itself asks to protect: the name before such words, and where it is said again.

    Where no name stands before them, it is the sentence.
    """

    @property
    def key(self) -> str:
        """How the rule is told from others."""
        return "protected"


class Name(Rule, frozen=True, kw_only=True):
    """A name with its other forms; `id`: that of an entity of the authority lists, all of whose names are meant."""

    name: Word | None = None
    id: Word | None = None
    variants: tuple[Word, ...] = ()
    person: bool = True
    surname: bool = True
    initials: bool = True

    @property
    def key(self) -> str:
        """How the rule is told from others."""
        return f"name: {self.name or self.id}"


class Paragraph(Rule, frozen=True, kw_only=True):
    """Paragraphs, items and headings with one of these portion markings."""

    marking: Some

    @property
    def key(self) -> str:
        """How the rule is told from others."""
        return f"paragraph: {', '.join(self.marking)}"


class Pattern(Rule, frozen=True, kw_only=True):
    """What a regular expression of RE2 finds, whose time is always in proportion to the text."""

    pattern: Annotated[Word, Meta(max_length=_LONGEST_PATTERN)]

    @property
    def key(self) -> str:
        """How the rule is told from others."""
        return f"pattern: {self.label or self.pattern}"


class NodeRule(Rule, frozen=True, kw_only=True):
    """Nodes by their ids."""

    id: Some

    @property
    def key(self) -> str:
        """How the rule is told from others."""
        return f"node: {', '.join(self.id)}"


class DocumentRule(Rule, frozen=True, kw_only=True):
    """Whole records by their ids or message numbers; `keep`: what the withdrawal sheet may tell."""

    id: Some
    keep: tuple[Keep, ...] = _TOLD

    @property
    def key(self) -> str:
        """How the rule is told from others."""
        return f"document: {', '.join(self.id)}"


class Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All rules of a file."""

    reviewer: Word | None = None
    date: Day | None = None
    protected: tuple[Protected, ...] = ()
    name: tuple[Name, ...] = ()
    paragraph: tuple[Paragraph, ...] = ()
    pattern: tuple[Pattern, ...] = ()
    node: tuple[NodeRule, ...] = ()
    document: tuple[DocumentRule, ...] = ()


_KINDS = ("protected", "name", "paragraph", "pattern", "node", "document")


def read_rules(path: str) -> Rules:
    """The rules in a file of TOML. Raises InputError with what is wrong."""
    data = pipeline.load(path)
    try:
        found = tomllib.loads(data.decode("utf-8-sig"))
        rules = msgspec.convert(_with_common(found), Rules)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise InputError(f"is not a file of rules: {error}", remedy="see docs/withholding.md", file=path) from error
    _check(rules, path)
    return rules


def _with_common(found: dict[str, Any]) -> dict[str, Any]:
    """Every rule with the reviewer and day of the head of the file, where it has none of its own."""
    common: dict[str, Any] = {name: _said(found[name]) for name in ("reviewer", "date") if name in found}
    told: dict[str, Any] = {**found, **common}
    for kind in _KINDS:
        if isinstance(found.get(kind), list):
            told[kind] = [_completed(one, common) for one in found[kind]]
    return told


def _completed(rule: Any, common: dict[str, Any]) -> Any:
    return {**common, **{key: _said(value) for key, value in rule.items()}} if isinstance(rule, dict) else rule


def _said(value: Any) -> Any:
    """A day of TOML as text."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _check(rules: Rules, path: str) -> None:
    keys: set[str] = set()
    for kind in _KINDS:
        for rule in getattr(rules, kind):
            if rule.key in keys:
                raise InputError(f"has two rules about {rule.key!r}", remedy="keep one", file=path)
            keys.add(rule.key)
    if not keys:
        raise InputError("has no rule", remedy="see docs/withholding.md", file=path)
    for one in rules.name:
        if one.name is None and one.id is None:
            raise InputError("has a rule about a name without one", remedy="give it name or id", file=path)
    for pattern in rules.pattern:
        compiled(pattern.pattern, path)


def compiled(pattern: str, path: str = "") -> Any:
    """A pattern that is ready to search with. Raises InputError where RE2 does not know it, or it finds nothing at all.

    RE2 never goes back over a text: a pattern that would take for ever elsewhere takes time in proportion here.
    """
    try:
        import re2
    except ImportError as error:
        raise InputError(
            "has a pattern, which needs RE2", remedy="pip install 'dragoman[withhold]'", file=path
        ) from error
    options = re2.Options()
    options.log_errors = False
    try:
        found = re2.compile(pattern, options)
    except re2.error as error:
        said = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        remedy = "write it without what RE2 leaves out (back references, look-around)"
        raise InputError(f"has the pattern {pattern!r}, which is not one: {said}", remedy=remedy, file=path) from error
    if found.search("") is not None:
        raise InputError(
            f"has the pattern {pattern!r}, which fits nothing at all", remedy="make it say more", file=path
        )
    return found
