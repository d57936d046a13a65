"""`dragoman validate`: check files against the rules of their formats."""

from __future__ import annotations

import click

from converters import pipeline
from converters.cli import streams
from converters.collection.discovery import discover
from converters.errors import DragomanError, ExitCode
from converters.report import Report


@click.command("validate")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("-f", "--from", "read_as", metavar="FORMAT", help="Format of the files; without it the content decides.")
@click.option("--strict", is_flag=True, help="Exit with status 3 on warnings too.")
def command(files: tuple[str, ...], read_as: str | None, strict: bool) -> int:
    """Tell every problem of each file with its place; a file without one is told as valid."""
    invalid = warned = 0
    for one in discover(files).inputs:
        report = Report()
        try:
            pipeline.validate_bytes(streams.load(one.path), format=read_as, name=one.path, report=report)
        except DragomanError as error:
            error.file = error.file or one.path
            click.echo(f"dragoman: {error}", err=True)
            invalid += 1
            continue
        for message in report.messages:
            click.echo(f"{one.path}: {message}", err=message.level == "info")
        invalid += any(report.at("error"))
        warned += any(report.at("warning"))
        if not any(report.at("error")):
            click.echo(f"{one.path}: valid", err=True)
    if invalid:
        return ExitCode.FAILED
    return ExitCode.LOSS if strict and warned else ExitCode.DONE
