"""`dragoman source`: the original that a file carries."""

from __future__ import annotations

import click

from converters import pipeline
from converters.cli import streams
from converters.cli.options import FROM, LIMIT, Given, limits
from converters.collection.discovery import Input
from converters.errors import ExitCode, InputError
from converters.formats.format import ReadOptions
from converters.report import Report


@click.command("source")
@click.argument("file", metavar="FILE")
@FROM
@click.option("-o", "--output", metavar="OUT", help="The file to write; without it, standard output.")
@LIMIT
def command(file: str, read_as: str | None, output: str | None, limit: Given) -> int:
    """Give the original back, byte by byte, from a file in any of the formats."""
    document = streams.read(file, Report(), ReadOptions(limits=limits(limit)), format=read_as)
    if document.source is None:
        raise InputError(
            "carries no original",
            remedy="it was written with --no-source or never had one: use the original file",
            file=Input(path=file).label,
        )
    data = document.source.original()
    if output:
        pipeline.save(output, data)
        return ExitCode.DONE
    if document.source.data is not None:
        streams.refuse_binary_terminal("the original")
    streams.put_data(data)
    return ExitCode.DONE
