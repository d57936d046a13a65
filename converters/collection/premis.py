"""What was done to each record, by which version: a log in PREMIS 3, with the words of its list of event types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from converters import __version__
from converters.collection import xml
from converters.collection.outcome import Outcome, Written
from converters.report import Message

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<premis xmlns="http://www.loc.gov/premis/v3" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0">\n'
)
_EVENTS = {"repaired": "normalization", "withheld": "redaction"}
"""Messages that tell an event of another type than the extraction of metadata."""


def log(folder: Path, outcomes: tuple[Outcome, ...], date: str) -> Iterator[bytes]:
    """The log as lines: every input and output as an object, what was done as events of that date, the programs."""
    yield _HEAD.encode()
    for outcome in outcomes:
        yield _object("input", outcome.input, outcome.sha256, None, outcome.format).encode()
        for written in outcome.outputs:
            yield _object("file", _inside(folder, written), written.sha256, written.size, written.format).encode()
    for number, outcome in enumerate(outcomes, 1):
        for event in _events(folder, number, outcome, date):
            yield event.encode()
    for version in sorted({_version(outcome) for outcome in outcomes} or {__version__}):
        yield (
            f"  <agent>{_identified('agentIdentifier', 'program', _agent(version))}<agentName>dragoman</agentName>"
            f"<agentType>software</agentType><agentVersion>{xml.content(version)}</agentVersion></agent>\n"
        ).encode()
    yield b"</premis>\n"


def _version(outcome: Outcome) -> str:
    """The version of the program that converted a record."""
    return outcome.version or __version__


def _agent(version: str) -> str:
    return f"dragoman {version}"


def _object(type: str, value: str, sha256: str | None, size: int | None, format: str | None) -> str:
    fixity = (
        f"<fixity><messageDigestAlgorithm>SHA-256</messageDigestAlgorithm>"
        f"<messageDigest>{sha256}</messageDigest></fixity>"
        if sha256
        else ""
    )
    measured = f"<size>{size}</size>" if size is not None else ""
    name = xml.content(format or "unknown")
    named = f"<format><formatDesignation><formatName>{name}</formatName></formatDesignation></format>"
    return (
        f'  <object xsi:type="file">{_identified("objectIdentifier", type, value)}'
        f"<objectCharacteristics>{fixity}{measured}{named}</objectCharacteristics></object>\n"
    )


def _events(folder: Path, number: int, outcome: Outcome, date: str) -> Iterator[str]:
    """The events of one record: its checksum, its conversion into each format, each kind of repair and loss told."""
    source = ("source", "input", outcome.input)
    agent = _agent(_version(outcome))
    if outcome.sha256:
        yield _event(f"{number}-digest", "message digest calculation", date, outcome.sha256, "success", [source], agent)
    for place, written in enumerate(outcome.outputs, 1):
        made = ("outcome", "file", _inside(folder, written))
        options = f", options {outcome.fingerprint}" if outcome.fingerprint else ""
        detail = f"{outcome.format} to {written.format}{options}"
        yield _event(f"{number}-migration-{place}", "migration", date, detail, "success", [source, made], agent)
    for place, message in enumerate(_told(outcome), 1):
        kind = _EVENTS.get(message.code) or ("validation" if message.level == "error" else "metadata extraction")
        detail = ": ".join(filter(None, (message.format, message.code, message.text)))
        yield _event(f"{number}-told-{place}", kind, date, detail, message.level, [source], agent)
    for place, failure in enumerate(outcome.failures, 1):
        yield _event(f"{number}-failure-{place}", "migration", date, str(failure), "failure", [source], agent)


def _told(outcome: Outcome) -> list[Message]:
    """One message of each kind, and every one about what is withheld."""
    kinds: dict[tuple[str, ...], Message] = {}
    for one in outcome.messages:
        text = one.text if one.code == "withheld" else ""
        kinds.setdefault((one.level, one.format or "", one.code, text), one)
    return list(kinds.values())


def _inside(folder: Path, written: Written) -> str:
    return Path(written.path).relative_to(folder).as_posix()


def _event(
    id: str, type: str, date: str, detail: str, outcome: str, objects: list[tuple[str, str, str]], agent: str
) -> str:
    linked = "".join(
        f"<linkingObjectIdentifier><linkingObjectIdentifierType>{kind}</linkingObjectIdentifierType>"
        f"<linkingObjectIdentifierValue>{xml.content(value)}</linkingObjectIdentifierValue>"
        f"<linkingObjectRole>{role}</linkingObjectRole></linkingObjectIdentifier>"
        for role, kind, value in objects
    )
    return (
        f"  <event>{_identified('eventIdentifier', 'local', id)}<eventType>{type}</eventType>"
        f"<eventDateTime>{date}</eventDateTime>"
        f"<eventDetailInformation><eventDetail>{xml.content(detail)}</eventDetail></eventDetailInformation>"
        f"<eventOutcomeInformation><eventOutcome>{outcome}</eventOutcome></eventOutcomeInformation>"
        f"<linkingAgentIdentifier><linkingAgentIdentifierType>program</linkingAgentIdentifierType>"
        f"<linkingAgentIdentifierValue>{xml.content(agent)}</linkingAgentIdentifierValue></linkingAgentIdentifier>"
        f"{linked}</event>\n"
    )


def _identified(tag: str, type: str, value: str) -> str:
    return f"<{tag}><{tag}Type>{type}</{tag}Type><{tag}Value>{xml.content(value)}</{tag}Value></{tag}>"
