"""`dragoman validate`: check files against the rules of their formats."""

from __future__ import annotations

import click

from converters import pipeline
from converters.cli import streams
from converters.cli.options import FROM, LIMIT, Given, limits
from converters.collection.discovery import Input, discover
from converters.collection.outcome import Failure
from converters.errors import ExitCode
from converters.limits import Limits
from converters.report import Report


@click.command("validate")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@FROM
@LIMIT
@click.option(
    "--strict",
    is_flag=True,
    help="End with status 3 where a file has warnings, such as a check that could not be made.",
)
def command(files: tuple[str, ...], read_as: str | None, limit: Given, strict: bool) -> int:
    """Check files against the schemas and rules of their formats.

    Every problem is given with its file and place on standard output. Folders are walked as by `convert`.
    """
    streams.say_refused()
    found = discover(files, format=read_as)
    for problem in found.problems:
        streams.say(str(problem))
    reports = tuple(_check(one, read_as, limits(limit)) for one in found.inputs)
    invalid = sum(report is None or any(report.at("error")) for report in reports)
    streams.say(f"{len(reports) - invalid} valid, {invalid} not")
    if invalid or found.problems:
        return ExitCode.FAILED
    return ExitCode.LOSS if strict and any(any(report.at("warning")) for report in reports if report) else ExitCode.DONE


def _check(one: Input, read_as: str | None, allowed: Limits) -> Report | None:
    """The findings about one file, told; None where it cannot be read."""
    report = Report()
    try:
        pipeline.validate_bytes(streams.load(one, allowed), format=read_as, name=one.name, report=report)
    except Exception as error:  # one bad file never stops the rest
        streams.say(str(Failure.of(error, one.label)))
        return None
    for message in report.messages:
        if message.level != "info":
            streams.put_line(f"{one.label}: {message}")
    return report
