"""`dragoman verify`: the outputs of a run, checked against its manifest."""

from __future__ import annotations

from collections import Counter

import click

from converters.cli import streams
from converters.collection.verification import verify
from converters.errors import ExitCode

_SAID = {"missing": "is missing", "changed": "is not what was written", "failed": "was not converted"}


@click.command("verify")
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...")
@click.option("--json", "as_json", is_flag=True, help="The counts and the findings as JSON, on standard output.")
def command(folders: tuple[str, ...], as_json: bool) -> int:
    """Check every output in the folder of a run against its manifest.

    Ends with 1 where an output is missing or changed, or an input failed; `dragoman convert` with the words of the run
    mends it.
    """
    counts: Counter[str] = Counter({"intact": 0})
    wrong = []
    for folder in folders:
        for finding in verify(folder):
            counts[finding.state] += 1
            if finding.state != "intact":
                wrong.append(finding)
                streams.say(f"{finding.path}: {_SAID[finding.state]}")
    if as_json:
        streams.put_json({"counts": counts, "findings": [finding._asdict() for finding in wrong]})
    streams.say(", ".join(f"{count} {state}" for state, count in counts.items()))
    return ExitCode.FAILED if wrong else ExitCode.DONE
