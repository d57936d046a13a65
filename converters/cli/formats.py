"""`dragoman formats`: the table of formats and the support matrix."""

from __future__ import annotations

import click
import msgspec

from converters.cli import streams
from converters.errors import ExitCode
from converters.formats import registry
from converters.formats.format import Format
from converters.report import Support, kind_name


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of one format."""

    name: str
    title: str
    endings: tuple[str, ...]
    media_type: str
    binary: bool
    reads: bool
    writes: bool
    validates: bool
    support: dict[str, Support]


def rows() -> tuple[Row, ...]:
    """All formats, built-in ones first."""
    return tuple(_row(one) for one in registry.formats())


def _row(one: Format) -> Row:
    return Row(
        name=one.name,
        title=one.title,
        endings=one.endings,
        media_type=one.media_type,
        binary=one.binary,
        reads=one.reader_at is not None,
        writes=one.writer_at is not None,
        validates=one.validator_at is not None,
        support=_support(one),
    )


def _support(one: Format) -> dict[str, Support]:
    try:
        return {kind_name(kind): level for kind, level in (one.support() or {}).items()}
    except Exception as error:  # one broken plug-in never hides the others
        streams.say(f"the support matrix of {one.name} cannot be loaded: {type(error).__name__}: {error}")
        return {}


@click.command("formats")
@click.option("--json", "as_json", is_flag=True, help="Give the table as JSON.")
def command(as_json: bool) -> int:
    """List the formats, and how each shows every kind of node: wholly, approximately or not at all."""
    streams.say_refused()
    found = rows()
    if as_json:
        streams.put_json(found)
    else:
        _show(found)
    return ExitCode.DONE


def _show(found: tuple[Row, ...]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    table = Table("format", "", "reads", "writes", "validates", "endings", box=None, pad_edge=False)
    for row in found:
        can = ("yes" if able else "-" for able in (row.reads, row.writes, row.validates))
        table.add_row(row.name, row.title, *can, " ".join(row.endings))
    console.print(table)
    shown = [row for row in found if row.support]
    matrix = Table("kind of node", *(row.name for row in shown), box=None, pad_edge=False)
    for kind in dict.fromkeys(kind for row in shown for kind in row.support):
        matrix.add_row(kind, *(row.support.get(kind, "-") for row in shown))
    console.print()
    console.print(matrix)
