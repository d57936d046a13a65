"""`dragoman inspect`: what was understood of a record, for a person or as data."""

from __future__ import annotations

import click

from converters.cli import streams
from converters.cli.options import FROM, LIMIT, TRACK, Given, limits
from converters.errors import ExitCode
from converters.formats.format import ReadOptions, Track
from converters.overview import overview
from converters.report import Report


@click.command("inspect")
@click.argument("file", metavar="FILE")
@FROM
@click.option("--json", "as_json", is_flag=True, help="Give the same as JSON.")
@TRACK
@LIMIT
def command(file: str, read_as: str | None, as_json: bool, track: Track, limit: Given) -> int:
    """Show what was understood: who wrote to whom, when, under which markings, the outline, and each repair.

    Coloured on a terminal, unless NO_COLOR is set.
    """
    report = Report()
    seen = overview(streams.read(file, report, ReadOptions(track=track, limits=limits(limit)), format=read_as))
    if as_json:
        streams.put_json({"file": file, "overview": seen, "messages": report.messages})
        return ExitCode.DONE
    from converters.cli.portrait import show

    show(seen, report.messages)
    return ExitCode.DONE
