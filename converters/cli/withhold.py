"""What a call says of withholding: the rules, the queue to write, or the queue that somebody has reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from converters.cli import knowledge, streams
from converters.cli.options import Call
from converters.cli.progress import watched
from converters.cli.summary import Summary
from converters.collection.authorities import Authorities
from converters.collection.conversion import Conversion
from converters.collection.discovery import Found
from converters.collection.planning import Plan
from converters.collection.withholding import listing, review
from converters.collection.withholding.review import Listed
from converters.collection.withholding.rules import read_rules
from converters.collection.withholding.withholding import Entities, Withholding
from converters.errors import ExitCode, UsageError


def check(call: Call) -> None:
    """Raise UsageError where the options of withholding do not go together."""
    if call.withhold is None:
        if call.reviewed is not None or call.list_withheld is not None:
            raise UsageError("no rules are named", remedy="name them with --withhold")
        return
    if (call.reviewed is None) == (call.list_withheld is None):
        raise UsageError(
            "--withhold needs a person between two runs",
            remedy="write the queue with --list-withheld FILE.csv; when it is decided, give it with --reviewed",
        )
    if call.gather:
        raise UsageError("--gather cannot withhold", remedy="withhold from the parts, or gather first")


def withholding(call: Call) -> Withholding | None:
    """Rules and decisions of a call; None where nothing is withheld. Raises InputError, UsageError."""
    if call.withhold is None or call.reviewed is None:
        return None
    return Withholding(read_rules(call.withhold), review.read(call.reviewed), _entities(call))


def _entities(call: Call) -> Entities:
    known = knowledge.authorities(call)
    return known.names if known is not None else {}


def labels(lists: Authorities | None, hidden: Withholding | None) -> dict[str, str]:
    """What the entities of the lists are called, without those whose names are withheld."""
    found = lists.labels if lists is not None else {}
    return {id: label for id, label in found.items() if hidden is None or not hidden.finder.says(label)}


def without_lists(found: Found, call: Call, hidden: Withholding | None) -> Found:
    """What was found, without the files that say what is withheld; names of files are shown without it."""
    own = {Path(one).resolve() for one in (call.withhold, call.reviewed, call.list_withheld) if one is not None}
    if not own:
        return found
    inputs = [one for one in found.inputs if one.name is None or Path(one.path).resolve() not in own]
    skipped = tuple(one for one in found.skipped if Path(one).resolve() not in own)
    if hidden is not None:
        inputs = list(hidden.inputs(inputs))
        skipped = tuple(map(hidden.shown, skipped))
    return msgspec.structs.replace(found, inputs=tuple(inputs), skipped=skipped)


def list_places(call: Call, found: Found, planned: Plan, conversion: Conversion, refused: frozenset[str]) -> int:
    """Write the queue of a call, and nothing else; the exit code."""
    assert call.withhold is not None  # noqa: S101 - looked at in `check`
    assert call.list_withheld is not None  # noqa: S101
    summary = Summary()
    records = listing.listed(
        planned,
        conversion,
        knowledge.engine(call),
        read_rules(call.withhold),
        _entities(call),
        wanted=lambda label: label not in refused,
        opened=streams.opened,
    )
    kept: list[Listed] = []

    def outcomes() -> Iterator[object]:
        for outcome, one in records:
            if not outcome.failures:
                kept.append(one)
            yield outcome

    for _ in watched(outcomes(), len(found.inputs) - len(refused), summary):  # type: ignore[arg-type]
        pass
    for problem in found.problems:
        streams.say(str(problem))
    places, decided = review.write(call.list_withheld, kept)
    streams.say(f"{places} places in {call.list_withheld}, {decided} of them decided")
    return ExitCode.FAILED if summary.failed or found.problems else ExitCode.DONE
