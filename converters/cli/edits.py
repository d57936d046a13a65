"""`dragoman edits`: what somebody changed in a record, as a file of decisions that every conversion applies."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from converters import pipeline
from converters.cli import streams
from converters.cli.options import FROM, LIMIT, TRACK, Given, limits
from converters.collection import edits
from converters.collection.decisions import decisions
from converters.errors import ExitCode
from converters.formats import registry
from converters.formats.format import ReadOptions, Track
from converters.report import Report


@click.command("edits")
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@FROM
@click.option("-o", "--output", metavar="NAME.edits.json", help="The file of edits; one that is there is extended.")
@click.option("--by", metavar="INITIALS", help="Who made the changes.")
@TRACK
@LIMIT
def command(
    before: str,
    after: str,
    read_as: str | None,
    output: str | None,
    by: str | None,
    track: Track,
    limit: Given,
) -> int:
    """Make a file of edits from a record and a changed copy of it, such as a Word file that somebody corrected.

    Put NAME.edits.json beside the input NAME.txt: `dragoman convert` applies it every time, so that a better reader
    never erases a person's work, and tells each edit that no longer fits.
    """
    if output is not None:
        registry.check_name(output, registry.by_name("json"))
    report = Report()
    allowed = limits(limit)
    document = streams.read(before, report, ReadOptions(limits=allowed), format=read_as)
    known = edits.Edits(record=document.id)
    if output is not None and Path(output).is_file():
        known = edits.decode(pipeline.load(output), output)
        document = edits.edited(document, known.edits, report)
    changed = streams.read(after, report, ReadOptions(track=track, limits=allowed), format=read_as)
    found = decisions(document, changed, by)
    for message in report.at("warning"):
        streams.say(str(message))
    data = edits.encode(msgspec.structs.replace(known, edits=(*known.edits, *found.edits)))
    if output is None:
        streams.put_data(data)
    else:
        pipeline.save(output, data)
        streams.say(f"{len(found.edits)} edits, {len(known.edits)} there before")
    return ExitCode.DONE
