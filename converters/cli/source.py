"""`dragoman source`: the original that a file carries."""

from __future__ import annotations

import click

from converters import pipeline
from converters.cli import streams
from converters.cli.options import FROM, LIMIT, Given, limits
from converters.collection.discovery import Input
from converters.errors import ExitCode, InputError, UsageError
from converters.formats import registry
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
        _check_name(output, data)
        pipeline.save(output, data)
        return ExitCode.DONE
    if document.source.data is not None:
        streams.refuse_binary_terminal("the original")
    streams.put_data(data)
    return ExitCode.DONE


def _check_name(path: str, original: bytes) -> None:
    """Refuse to call the original like a Word file or a PDF that it is not: it is given back, not converted."""
    asked = registry.by_ending(path)
    if asked is not None and asked.binary and not asked.sniff(original[: registry.SNIFFED]):
        raise UsageError(
            f"{path} is the name of a {asked.name} file, but the original is none",
            remedy=f"call it as it was called, or make one with `dragoman convert --to {asked.name}`",
        )
