"""`dragoman diff`: two documents compared in the model."""

from __future__ import annotations

import click

from converters.cli import streams
from converters.cli.options import FROM, LIMIT, TRACK, Given, limits
from converters.errors import ExitCode
from converters.formats.format import ReadOptions, Track
from converters.model.compare import differences, only_in_source
from converters.report import Report


@click.command("diff")
@click.argument("was", metavar="A")
@click.argument("now", metavar="B")
@FROM
@click.option("--json", "as_json", is_flag=True, help="Give the differences as JSON.")
@TRACK
@LIMIT
def command(was: str, now: str, read_as: str | None, as_json: bool, track: Track, limit: Given) -> int:
    """Compare two documents in the model, whatever their formats.

    Silent, with status 0, where they are equal, the originals that they carry included; with status 1 where they are
    not, each difference with its path, its node, what stands in A (-) and what in B (+).
    """
    report = Report()
    reading = ReadOptions(track=track, limits=limits(limit))
    found = differences(*(streams.read(one, report, reading, format=read_as) for one in (was, now)))
    if as_json:
        streams.put_json(found)
    else:
        for difference in found:
            streams.put_line(str(difference))
    if not found:
        return ExitCode.DONE
    for message in report.at("warning"):
        streams.say(str(message))
    if only_in_source(found):
        streams.say("only the originals that the two carry differ")
    return ExitCode.FAILED
