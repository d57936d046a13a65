"""`dragoman themes`: the themes of print, and their files."""

from __future__ import annotations

import click
import msgspec

from converters.cli import streams
from converters.errors import ExitCode
from converters.formats.pdf import themes


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of one theme."""

    name: str
    title: str
    paper: str


@click.command("themes")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Give the list as JSON.")
def command(name: str | None, as_json: bool) -> int:
    """List the themes of print; with NAME, show the file of one, to be copied and changed.

    A file of your own is named with `dragoman convert --theme FILE.toml`.
    """
    if name is not None:
        streams.put_data(themes.text(name).encode())
        return ExitCode.DONE
    rows = [Row(name=one, title=themes.title(one), paper=themes.theme(one).paper) for one in themes.ALL]
    if as_json:
        streams.put_json(rows)
    else:
        widest = max(len(row.name) for row in rows)
        lines = [f"{row.name.ljust(widest)}  {row.title}" for row in rows]
        papers = "papers: " + ", ".join(themes.PAPERS)
        streams.put_line("\n".join([*lines, papers]))
    return ExitCode.DONE
