"""`dragoman formats`: the table of formats and the support matrix."""

from __future__ import annotations

from typing import get_args

import click
import msgspec

from converters.errors import ExitCode
from converters.formats import registry
from converters.formats.format import Format
from converters.report import Support, kind_name


@click.command("formats")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the whole support matrix.")
def command(as_json: bool) -> int:
    """List the formats, and how much of the document each shows."""
    rows = [_row(one) for one in registry.formats()]
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=2))
        return ExitCode.DONE
    for row in rows:
        click.echo(f"{row.name:8} {row.does:11} {' '.join(row.endings):24} {row.title}")
        if row.support:
            levels = list(row.support.values())
            counts = ", ".join(f"{levels.count(level)} {level}" for level in get_args(Support))
            click.echo(f"{'':20} kinds of node: {counts}")
    return ExitCode.DONE


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown of a format."""

    name: str
    title: str
    does: str
    endings: tuple[str, ...]
    media_type: str
    binary: bool
    support: dict[str, Support]


def _row(one: Format) -> Row:
    return Row(
        name=one.name,
        title=one.title,
        does=" ".join(word for word, at in (("read", one.reader_at), ("write", one.writer_at)) if at),
        endings=one.endings,
        media_type=one.media_type,
        binary=one.binary,
        support={kind_name(kind): level for kind, level in (one.support() or {}).items()},
    )
