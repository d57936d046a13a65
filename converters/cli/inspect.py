"""`dragoman inspect`: what was understood of a record, for a person or as data."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click
import msgspec

from converters.cli import streams
from converters.errors import ExitCode
from converters.formats.format import ReadOptions
from converters.overview import Entry, Overview, Repair, overview
from converters.report import Message, Report

if TYPE_CHECKING:
    from rich.text import Text


@click.command("inspect")
@click.argument("file")
@click.option("-f", "--from", "read_as", metavar="FORMAT", help="Format of the file; without it the content decides.")
@click.option("--no-repair", is_flag=True, help="Leave damaged readings as they stand.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(file: str, read_as: str | None, no_repair: bool, as_json: bool) -> int:
    """Show who wrote to whom, when, under which markings, the outline, and each repair with its reason."""
    report = Report()
    seen = overview(streams.read(file, read_as, report, ReadOptions(repair=not no_repair)))
    if as_json:
        data = {"understood": seen, "messages": report.messages}
        click.echo(msgspec.json.format(msgspec.json.encode(data), indent=2))
    else:
        _show(seen, report.messages)
    return ExitCode.DONE


def _show(seen: Overview, messages: list[Message]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(file=sys.stdout, highlight=False, soft_wrap=not sys.stdout.isatty())
    facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    facts.add_column(style="bold cyan", no_wrap=True)
    facts.add_column(overflow="fold")
    for name, value in seen.facts:
        facts.add_row(_plain(name), _plain(value))
    console.print(facts)
    _part(console.print, "Outline", [_entry(entry) for entry in seen.outline])
    _part(console.print, "Repairs", [_repair(repair) for repair in seen.repairs])
    _part(console.print, "Told by the reader", [_plain(str(message)) for message in messages])


def _part(show: Callable[..., None], title: str, lines: list[Text]) -> None:
    from rich.text import Text

    if lines:
        show()
        show(Text(title, style="bold"))
        for line in lines:
            show(line)


def _plain(text: str) -> Text:
    from rich.text import Text

    return Text(text)


def _entry(entry: Entry) -> Text:
    from rich.text import Text

    line = Text("  " * (entry.depth + 1))
    if entry.kind == "section":
        return line.append(f"[{entry.text}]" if entry.text else "[section]", style="dim")
    if entry.kind == "heading":
        return line.append(entry.text, style="bold")
    line.append(f"{entry.number}. " if entry.number else "", style="green")
    line.append(f"{entry.marking} " if entry.marking else "", style="magenta")
    return line.append(entry.text)


def _repair(repair: Repair) -> Text:
    from rich.text import Text

    line = Text("  ").append(repair.stood, style="red strike").append(" → ").append(repair.proposed, style="green")
    why = ", ".join(
        part for part in (repair.reason, repair.certainty and f"certainty {repair.certainty}", _place(repair)) if part
    )
    return line.append(f"  ({why})" if why else "", style="dim")


def _place(repair: Repair) -> str | None:
    return f"char={repair.span.start},{repair.span.end}" if repair.span else repair.id
