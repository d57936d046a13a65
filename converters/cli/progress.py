"""How far a run is: a bar on a terminal, a line now and then elsewhere, or a line of JSON for each input."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator

import msgspec

from converters.cli import streams
from converters.cli.summary import Summary
from converters.collection.outcome import Outcome

EVERY = 10.0
"""Seconds between two lines."""


def watched(outcomes: Iterable[Outcome], total: int, summary: Summary) -> Iterator[Outcome]:
    """The outcomes, counted, with a bar or lines where there are several; each failure is told when it happens."""
    on_terminal = total > 1 and sys.stderr.isatty()
    for outcome in _with_bar(outcomes, total, summary) if on_terminal else _with_lines(outcomes, total, summary):
        summary.add(outcome)
        for failure in outcome.failures:
            streams.say(str(failure))
        yield outcome


def as_json(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes, each put on standard output as one line of JSON."""
    for outcome in outcomes:
        streams.put_data(msgspec.json.encode(outcome) + b"\n")
        yield outcome


def _with_bar(outcomes: Iterable[Outcome], total: int, summary: Summary) -> Iterator[Outcome]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]:.1f} a second", justify="right")
    columns = (TextColumn("converting"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("converting", total=total, rate=0.0)
        for outcome in outcomes:
            yield outcome
            progress.update(task, advance=1, rate=summary.rate)


def _with_lines(outcomes: Iterable[Outcome], total: int, summary: Summary) -> Iterator[Outcome]:
    due = time.monotonic() + EVERY
    for outcome in outcomes:
        yield outcome
        if time.monotonic() >= due:
            streams.say(_line(summary, total))
            due = time.monotonic() + EVERY


def _line(summary: Summary, total: int) -> str:
    """How far it is; an input that holds many records makes them more than were found."""
    if summary.done > total:
        return f"{summary.done} done, {summary.rate:.1f} a second"
    left = _duration((total - summary.done) / summary.rate)
    return f"{summary.done} of {total} done, {summary.rate:.1f} a second, {left} left"


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return (
        f"{seconds:.0f} s"
        if seconds < 100
        else f"{minutes // 60} h {minutes % 60:02} min"
        if minutes >= 100
        else f"{minutes} min"
    )
