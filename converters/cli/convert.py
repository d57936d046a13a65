"""`dragoman convert`: read records, write each in the formats asked for."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from converters import pipeline
from converters.cli import streams
from converters.collection.discovery import STANDARD_STREAM, Input, Task, discover, plan
from converters.errors import DragomanError, ExitCode, UsageError
from converters.formats import registry
from converters.formats.format import Format, ReadOptions
from converters.report import Message, Report


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What the options of the call ask for."""

    read_as: str | None
    reading: ReadOptions
    source: bool


@click.command("convert")
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@click.option("-f", "--from", "read_as", metavar="FORMAT", help="Format of the inputs; without it the content decides.")
@click.option(
    "-t", "--to", "write_as", metavar="FORMAT[,FORMAT...]", help="Formats to write; without it the ending of -o."
)
@click.option("-o", "--output", metavar="FILE|FOLDER", help="Where to; without it, standard output.")
@click.option("--report", "ledger", metavar="FILE.json", help="Write the whole loss ledger there.")
@click.option("--fail-on-loss", is_flag=True, help="Exit with status 3 where anything was lost or doubtful.")
@click.option("--no-source", is_flag=True, help="Leave the original out of the outputs.")
@click.option("--no-repair", is_flag=True, help="Leave damaged readings as they stand.")
def command(
    inputs: tuple[str, ...],
    read_as: str | None,
    write_as: str | None,
    output: str | None,
    ledger: str | None,
    fail_on_loss: bool,
    no_source: bool,
    no_repair: bool,
) -> int:
    """Convert records (files, folders or - for standard input) to TEI, JSON, Word or PDF.

    With one input and one format, -o names a file; with more, a folder, in which the folders of the inputs are kept.
    """
    formats = _formats(write_as, output)
    if read_as:
        registry.by_name(read_as)
    wishes = Wishes(read_as=read_as, reading=ReadOptions(repair=not no_repair), source=not no_source)
    found = discover(inputs)
    tasks = _tasks(inputs, found.inputs, formats, output)
    messages: dict[str, list[Message]] = {}
    failed = sum(not _convert(task, wishes, messages) for task in tasks)
    if ledger:
        pipeline.save(ledger, msgspec.json.format(msgspec.json.encode(messages), indent=2) + b"\n")
    if len(tasks) != 1 or found.skipped:
        _summary(len(tasks), failed, found.skipped)
    lossy = any(message.level != "info" for told in messages.values() for message in told)
    if failed:
        return ExitCode.FAILED
    return ExitCode.LOSS if fail_on_loss and lossy else ExitCode.DONE


def _formats(write_as: str | None, output: str | None) -> tuple[Format, ...]:
    if write_as:
        names = [name.strip() for name in write_as.split(",") if name.strip()]
        formats = tuple(registry.by_name(name) for name in dict.fromkeys(names))
    else:
        named = registry.by_ending(output) if output else None
        formats = (named,) if named else ()
    if not formats:
        raise UsageError("no format to write is named", remedy="name one with --to, or an output with its ending")
    for one in formats:
        if one.writer_at is None:
            raise UsageError(f"{one.name} can be read, not written", remedy="choose another format with --to")
    return formats


def _tasks(
    names: tuple[str, ...], inputs: tuple[Input, ...], formats: tuple[Format, ...], output: str | None
) -> tuple[Task, ...]:
    """What is to be done: into one file, to standard output, or below a folder."""
    single = len(names) == 1 and len(formats) == 1 and not Path(names[0]).is_dir()
    if single and (output is None or not (Path(output).is_dir() or output.endswith("/"))):
        return (Task(input=inputs[0], outputs=((formats[0].name, output or STANDARD_STREAM),)),)
    if output is None:
        raise UsageError("several outputs cannot go to standard output", remedy="name a folder with -o")
    return plan(inputs, formats, output)


def _convert(task: Task, wishes: Wishes, messages: dict[str, list[Message]]) -> bool:
    """Do one task and tell what it met; whether all of it is done."""
    report = Report()
    done = True
    try:
        _write_all(task, wishes, report)
    except DragomanError as error:
        error.file = error.file or task.input.path
        click.echo(f"dragoman: {error}", err=True)
        done = False
    messages[task.input.path] = report.messages
    streams.tell(task.input.path, report.messages)
    return done


def _write_all(task: Task, wishes: Wishes, report: Report) -> None:
    document = streams.read(task.input.path, wishes.read_as, report, wishes.reading)
    for name, path in task.outputs:
        data = pipeline.write_bytes(document, name, report=report, source=wishes.source)
        if path == STANDARD_STREAM:
            streams.write_data(data, binary=registry.by_name(name).binary)
        else:
            pipeline.save(path, data, folders=True)


def _summary(count: int, failed: int, skipped: int) -> None:
    parts = [f"{count - failed} converted", f"{failed} failed"]
    if skipped:
        parts.append(f"{skipped} skipped (of no known format)")
    click.echo(", ".join(parts), err=True)
