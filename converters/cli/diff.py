"""`dragoman diff`: two documents compared in the model."""

from __future__ import annotations

import click
import msgspec

from converters.cli import streams
from converters.errors import ExitCode
from converters.model.compare import differences
from converters.report import Report


@click.command("diff")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="The differences as JSON.")
def command(one: str, other: str, as_json: bool) -> int:
    """Compare two documents, whatever their formats: silent and status 0 when they are equal, status 1 when not."""
    found = list(differences(streams.read(one, None, Report()), streams.read(other, None, Report())))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        for difference in found:
            click.echo(str(difference))
    return ExitCode.FAILED if found else ExitCode.DONE
