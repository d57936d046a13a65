"""`dragoman source`: the original bytes that a file carries."""

from __future__ import annotations

import click

from converters import pipeline
from converters.cli import streams
from converters.errors import ExitCode, InputError
from converters.report import Report


@click.command("source")
@click.argument("file")
@click.option("-f", "--from", "read_as", metavar="FORMAT", help="Format of the file; without it the content decides.")
@click.option("-o", "--output", metavar="OUT", help="Where to; without it, standard output.")
def command(file: str, read_as: str | None, output: str | None) -> int:
    """Give the original back from any of the formats, byte by byte."""
    document = streams.read(file, read_as, Report())
    if document.source is None:
        raise InputError("carries no source", remedy="it was written with --no-source; use the original", file=file)
    data = document.source.original()
    if output:
        pipeline.save(output, data)
    else:
        streams.write_data(data, binary=document.source.data is not None)
    return ExitCode.DONE
