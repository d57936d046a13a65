"""What a case of one field asks for, and what our reading of it says.

A case is a piece of a record. It is put into the record that it was cut from, as far as the case names one. Cases of
references give the year and nothing else, so that their record has a station and number of no account.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from converters import pipeline
from converters.formats.cable import stations
from converters.model import nodes as nd
from converters.model.document import Document
from converters.model.metadata import Agent, Delivery
from converters.model.walk import plain_text, walk

Case = Mapping[str, Any]
_NUMBER = re.compile(r"(\d\d)([A-Z]+)(\d+)")
HEADER_FIELDS = frozenset({"recipients", "info_recipients"})
STATED = re.compile(r"^(?:UNCLAS|C ?O ?N ?F ?I ?D|S ?E ?C ?R ?E ?T)", re.MULTILINE)


def framed(case: Case) -> str:
    """The piece in its record."""
    piece: str = case["input"]
    if case["field"] in HEADER_FIELDS:
        return f"{piece}\n\nUNCLAS MARLOW 000918\n\n1. (U) Nothing.\n"
    number = None if case["field"] == "references" else _NUMBER.fullmatch(case.get("cable_id") or "")
    year = f"{case['year'] % 100:02}" if case.get("year") else number[1] if number else "08"
    station, serial = (number[2], number[3]) if number else ("MARLOW", "918")
    head = f"R 311200Z DEC {year}\nFM AMEMBASSY {station}\nTO SECSTATE WASHDC\n\nUNCLAS {station} {int(serial):06}\n\n"
    return head + piece + ("" if case["field"] in ("signers", "summary", "clean_content") else "\n\n1. (U) Text.\n")


def seen(case: Case) -> Any:
    """Our answer, in the shape of the expected one."""
    if case["field"] == "cable_id":
        return stations.repaired(case["input"])
    document = pipeline.read_bytes(framed(case).encode(), format="cable")
    return ANSWERS[case["field"]](document, case.get("options") or {})


def _deliveries(document: Document, type: str) -> list[dict[str, Any]]:
    return [_delivery(one) for one in document.metadata.deliveries if one.type == type]


def _delivery(known: Delivery) -> dict[str, Any]:
    routes = [one.value for one in known.to.identifiers if one.scheme == "routing-indicator"]
    return {
        "route": routes[0] if routes else None,
        "name": known.to.name,
        "precedence": known.precedence,
        "mcn": known.number,
        "excluded": [one.name for one in known.exempted],
    }


def _deadline(document: Document, options: Case) -> str | None:
    known = document.metadata.declassification
    return known.instruction.deadline if known and known.instruction else None


def _names(agents: Iterator[Agent]) -> list[str]:
    return [one.name for one in agents]


def _classified_by(document: Document, options: Case) -> list[str]:
    return _names(one for one in document.metadata.agents if "classification-authority" in one.roles)


def _signers(document: Document, options: Case) -> list[str]:
    return _names(one for one in document.metadata.agents if "signer" in one.roles)


def _subject(document: Document, options: Case) -> str | None:
    return document.metadata.title


def _tags(document: Document, options: Case) -> list[str]:
    if not options.get("canonicalize", True):  # as they are written
        line = next(one for one in walk(document) if isinstance(one, nd.Line) and one.role == "tags")
        return re.split(r"[\s,]+", plain_text(line).partition(":")[2].strip())
    found: list[str] = []
    for one in document.metadata.subjects:
        found += [one.term.upper(), *[person.upper() for person in one.persons]]
    return found


def _references(document: Document, options: Case) -> list[Any]:
    telegrams = [one.target.removeprefix("mrn:") for one in document.metadata.references if one.target]
    if options.get("only_kind"):
        return list(dict.fromkeys(telegrams))
    return [
        {
            "value": one.target.removeprefix("mrn:") if one.target else one.text,
            "kind": KINDS.get(one.type or "", one.type),
            "enum": one.label,
        }
        for one in document.metadata.references
    ]


KINDS = {"telegram": "cable", "telephone": "tel"}


def _summary(document: Document, options: Case) -> str:
    """The words of the section that the record calls its summary."""
    for section in walk(document):
        if isinstance(section, nd.Section) and section.role == "summary":
            return words(section)
    return ""


def _content(document: Document, options: Case) -> str:
    return words(document.body[0]) if document.body else ""


def words(node: Any) -> str:
    """The running words: without numbers, markings, headings, and what only says where a part begins and ends."""
    parts: list[str] = []
    _collect(node, parts)
    return "".join(parts)


LEFT_OUT = (nd.Gap, nd.Heading, nd.Label, nd.Line, nd.Surplus, nd.Furniture, nd.PageBreak)
SILENT = frozenset({"portion-mark", "begin-marker", "end-marker"})


def _collect(node: Any, parts: list[str]) -> None:
    if isinstance(node, LEFT_OUT) or (isinstance(node, nd.Segment) and node.role in SILENT):
        return
    if isinstance(node, nd.Choice):
        parts += [one for one in node.proposed if isinstance(one, str)]
        return
    for held in getattr(node, "content", ()) or getattr(node, "blocks", ()) or getattr(node, "items", ()):
        if isinstance(held, str):
            parts.append(held)
        else:
            _collect(held, parts)
    if isinstance(node, nd.Paragraph):
        parts.append("\n")


ANSWERS: dict[str, Callable[[Document, Case], Any]] = {
    "recipients": lambda document, options: _deliveries(document, "action"),
    "info_recipients": lambda document, options: _deliveries(document, "info"),
    "nondisclosure_deadline": _deadline,
    "classified_by": _classified_by,
    "signers": _signers,
    "subject": _subject,
    "tags": _tags,
    "references": _references,
    "summary": _summary,
    "clean_content": _content,
}


def agrees(case: Case, found: Any) -> bool:
    """Whether an answer is the expected one; line ends and blanks inside running text do not count."""
    expected = case["expected"]
    if (case.get("options") or {}).get("normalize"):  # a name spelled anew; we keep it as it was written
        return [one.casefold().replace("0", "o") for one in found] == [one.casefold() for one in expected]
    if isinstance(expected, str) and isinstance(found, str):
        return " ".join(found.split()).rstrip(".") == " ".join(expected.split()).rstrip(".")
    return bool(found == expected)
