"""`dragoman convert`: read records, write each in the formats asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import msgspec

from converters import __version__, pipeline
from converters.cli import streams
from converters.cli.ledger import summary_lines
from converters.collection.conversion import Outcome, Wishes, convert_each
from converters.collection.discovery import STANDARD_STREAM, Found, discover, is_folder
from converters.collection.planning import Output, Task, plan, writable
from converters.errors import ExitCode, UsageError
from converters.formats import registry
from converters.formats.format import ReadOptions


@click.command("convert")
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@click.option(
    "-f",
    "--from",
    "read_as",
    metavar="FORMAT",
    help="The format of the inputs; without it, the content of each decides.",
)
@click.option(
    "-t", "--to", "write_as", required=True, metavar="FORMAT[,FORMAT...]", help="The formats to write, with commas."
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|FOLDER",
    help="Where to: a file for one input and one format, else a folder. Without it, standard output.",
)
@click.option("--report", "ledger", metavar="FILE.json", help="Write the whole loss ledger into this file.")
@click.option("--fail-on-loss", is_flag=True, help="End with status 3 where anything was lost or doubtful.")
@click.option("--no-source", is_flag=True, help="Leave the original out of the outputs.")
@click.option("--no-repair", is_flag=True, help="Leave damaged readings as they stand.")
@click.option(
    "--split", metavar="ELEMENT", help="Write each such part of a TEI volume by itself: \"div[@type='document']\"."
)
@click.option("--gather", is_flag=True, help="Put the parts that were split off a volume into it again.")
@click.option("--theme", metavar="NAME|FILE.toml", help="How PDF looks: see `dragoman themes`.")
@click.option("--profile", metavar="|".join(pipeline.PROFILES), help="How TEI is edited; without it, all of it.")
@click.option("--paper", metavar="A4|Letter|6x9", help="The paper of PDF, where not that of the theme.")
def command(
    inputs: tuple[str, ...],
    read_as: str | None,
    write_as: str,
    output: str | None,
    ledger: str | None,
    fail_on_loss: bool,
    no_source: bool,
    no_repair: bool,
    split: str | None,
    gather: bool,
    theme: str | None,
    paper: str | None,
    profile: str | None,
) -> int:
    """Convert records.

    IN is a file, a folder or - for standard input. In folders, files are taken by their ending; files of no known
    format are skipped and counted. Below the output folder, outputs lie as the inputs lie in theirs.
    """
    streams.say_refused()
    if split is not None:
        from converters.collection import parts

        parts.check(split, output)
    wishes = Wishes(
        read_as=registry.by_name(read_as).name if read_as else None,
        reading=ReadOptions(repair=not no_repair),
        writing=pipeline.write_options(theme=theme, paper=paper, profile=profile),
        source=not no_source,
        split=split,
        gather=gather,
    )
    formats = writable(write_as)
    found = discover(inputs, format=read_as)
    several = len(inputs) > 1 or split is not None or is_folder(Path(inputs[0]))
    tasks = plan(found.inputs, formats, output, several=several)
    _check_ledger(ledger, tasks)
    if output is None and formats[0].binary:
        streams.refuse_binary_terminal(formats[0].name)
    outcomes = tuple(_told(convert_each(_shown(tasks), wishes, streams.load, _save)))
    if ledger:
        _write_ledger(ledger, outcomes, found)
    return _conclude(outcomes, found, several=several, fail_on_loss=fail_on_loss)


def _check_ledger(ledger: str | None, tasks: Iterable[Task]) -> None:
    """Refuse a ledger that would take the place of an input or an output."""
    places = {path for task in tasks for path in (task.input.path, *(output.path for output in task.outputs))}
    if ledger in places:
        raise UsageError(f"{ledger} is an input or an output too", remedy="name another file with --report")


def _save(output: Output, data: bytes) -> None:
    if output.path == STANDARD_STREAM:
        streams.put_data(data)
    else:
        pipeline.save(output.path, data, folders=True)


def _shown(tasks: tuple[Task, ...]) -> Iterable[Task]:
    """The tasks, with a bar of progress where several are done before somebody's eyes."""
    if len(tasks) < 2 or not sys.stderr.isatty():
        return tasks
    from rich.console import Console
    from rich.progress import track

    return track(tasks, description="converting", console=Console(stderr=True), transient=True)


def _told(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes, each failure told when it happens."""
    for outcome in outcomes:
        for failure in outcome.failures:
            streams.say(str(failure))
        yield outcome


def _write_ledger(path: str, outcomes: tuple[Outcome, ...], found: Found) -> None:
    content = {"program": f"dragoman {__version__}", "inputs": outcomes, "skipped": found.skipped}
    pipeline.save(path, msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n", folders=True)


def _conclude(outcomes: tuple[Outcome, ...], found: Found, *, several: bool, fail_on_loss: bool) -> int:
    """Tell the ledger and what was done; the exit code."""
    for problem in found.problems:
        streams.say(str(problem))
    for line in summary_lines(outcomes):
        streams.say(line)
    failed = sum(bool(outcome.failures) for outcome in outcomes)
    if several:
        streams.say(_count(len(outcomes) - failed, failed, len(found.skipped)))
    if failed or found.problems:
        return ExitCode.FAILED
    return ExitCode.LOSS if fail_on_loss and any(outcome.lossy for outcome in outcomes) else ExitCode.DONE


def _count(done: int, failed: int, skipped: int) -> str:
    parts = [f"{done} converted", f"{failed} failed"]
    if skipped:
        parts.append(f"{skipped} skipped (no format has their ending)")
    return ", ".join(parts)
