"""`dragoman convert`: read records, write each in the formats asked for."""

from __future__ import annotations

import click
import msgspec

from converters import pipeline
from converters.cli import knowledge, progress, streams, withhold
from converters.cli.ledger import Tally
from converters.cli.ledgerfile import ledger_file
from converters.cli.options import Call, conversion_options, limits
from converters.cli.summary import Summary
from converters.collection import running, storage
from converters.collection.conversion import Conversion, Wishes, save
from converters.collection.discovery import STANDARD_STREAM, Found, discover
from converters.collection.engines import FEW
from converters.collection.enrichment import Enrichment, overridden
from converters.collection.planning import Output, Plan, plan, writable
from converters.collection.profile import Profiles
from converters.collection.unmatched import Unmatched
from converters.collection.withholding.withholding import Withholding
from converters.errors import ExitCode, UsageError
from converters.formats import registry
from converters.formats.format import ReadOptions


@click.command("convert")
@conversion_options
def command(**words: object) -> int:
    """Convert records.

    IN is a file, a folder, a pattern ("records/**/*.txt"), an address (s3://…) or - for standard input. In folders,
    files are taken by their ending; files of no known format are skipped and counted. Below the output folder,
    outputs lie as the inputs lie in theirs, beside a manifest: the same command again does only what is missing,
    changed or failed.
    """
    streams.say_refused()
    call = msgspec.convert(words, Call)
    if call.split is not None:
        from converters.collection import parts

        parts.check(call.split, call.output)
    withhold.check(call)
    hidden = withhold.withholding(call)
    found = discover(call.inputs, format=call.read_as, links=call.follow_links, without=call.output)
    found = withhold.without_lists(found, call, hidden)
    known = knowledge.profiles(call)
    call = knowledge.styled(call, known)
    planned = _planned(call, found)
    _check(call, planned)
    work, refused = conversion(call, planned, known, hidden)
    if call.list_withheld is not None:
        return withhold.list_places(call, found, planned, work, refused)
    return _run(call, found, planned, known, work, refused, hidden)


def _wishes(call: Call) -> Wishes:
    return Wishes(
        read_as=registry.by_name(call.read_as).name if call.read_as else None,
        reading=ReadOptions(repair=not call.no_repair, track=call.track, limits=limits(call.limit)),
        writing=pipeline.write_options(
            theme=call.theme,
            paper=call.paper,
            profile=call.profile,
            repairs=call.repairs,
            reference=call.reference_doc,
        ),
        source=not call.no_source,
        split=call.split,
        gather=call.gather,
        force=call.force,
    )


def _planned(call: Call, found: Found) -> Plan:
    formats = writable(call.write_as or _format_of(call.output))
    several = _several(call, found)
    return plan(found.inputs, formats, call.output, several=several, parts=call.split is not None)


def _format_of(output: str | None) -> str:
    """The name of the format that the ending of an output says; empty where it says none."""
    known = registry.by_ending(output) if output is not None else None
    return known.name if known is not None else ""


def _several(call: Call, found: Found) -> bool:
    """Whether the call is about many records, even where only one was found."""
    named = call.inputs[0]
    alone = len(call.inputs) == 1 and [one.path for one in found.inputs] == [storage.local(named)]
    return not alone


def _check(call: Call, planned: Plan) -> None:
    """Refuse what would put one thing into the place of another."""
    if call.report is not None:
        places = {path for task in planned.tasks() for path in (task.input.path, *(one.path for one in task.outputs))}
        if call.report in places:
            raise UsageError(f"{call.report} is an input or an output too", remedy="name another file with --report")
        registry.check_name(call.report, registry.by_name("json"))
    if planned.folder is None and planned.exact == STANDARD_STREAM:
        if call.json:
            raise UsageError("standard output cannot hold the record and --json", remedy="name a file with -o")
        if planned.formats[0].binary:
            streams.refuse_binary_terminal(planned.formats[0].name)


def _save(output: Output, data: bytes) -> None:
    if output.path == STANDARD_STREAM:
        streams.put_data(data)
    else:
        save(output, data)


def conversion(
    call: Call, planned: Plan, known: Profiles | None, hidden: Withholding | None
) -> tuple[Conversion, frozenset[str]]:
    """The work on each input with what is known of the collection, and the labels of the records not wanted.

    Raises UsageError, InputError.
    """
    wishes, selection, related = _wishes(call), knowledge.selection(call), call.link or known is not None
    authorities = knowledge.authorities(call)
    surveyed = []
    if related or not selection.wants_all:
        if STANDARD_STREAM in call.inputs:
            raise UsageError("standard input can be read only once", remedy="save it in a file first")
        surveyed = running.survey(planned, wishes, knowledge.engine(call))
    records = running.records(surveyed) if related else None
    enrichment = Enrichment(profiles=known, authorities=authorities, records=records)
    return Conversion(wishes, _save, enrichment, hidden), running.refused(surveyed, selection)


def _run(
    call: Call,
    found: Found,
    planned: Plan,
    known: Profiles | None,
    work: Conversion,
    refused: frozenset[str],
    hidden: Withholding | None,
) -> int:
    """Do it, tell the ledger and what was done; the exit code."""
    summary, tally = Summary(), Tally()
    used: set[str | None] = set()
    outcomes = running.run(
        planned,
        work,
        knowledge.engine(call),
        streams.opened,
        wanted=lambda label: label not in refused,
        unmatched=Unmatched() if call.authority else None,
        withholding=hidden,
    )
    outcomes = progress.watched(outcomes, len(found.inputs) - len(refused), summary)
    if call.json:
        outcomes = progress.as_json(outcomes)
    with ledger_file(call.report, found) as note:
        for outcome in outcomes:
            tally.add(outcome)
            note(outcome)
            used.add(overridden(outcome.lookups))
    for key in sorted(known.rows.keys() - used) if known is not None and not refused else ():
        streams.say(f"{call.collection}: the overrides are about {key}, but no record has that number or id")
    for problem in found.problems:
        streams.say(str(problem))
    for line in tally.lines():
        streams.say(line)
    if planned.several or call.split is not None or summary.done > 1:
        _conclude(summary, found, len(refused))
    if call.json:
        streams.put_data(msgspec.json.encode(summary.as_json(len(found.skipped), len(refused))) + b"\n")
    if summary.failed or found.problems:
        return ExitCode.FAILED
    return ExitCode.LOSS if call.fail_on_loss and summary.warned else ExitCode.DONE


def _conclude(summary: Summary, found: Found, refused: int) -> None:
    if summary.done >= FEW:
        for line in summary.table():
            streams.say(line)
    streams.say(summary.count(len(found.skipped), refused))
