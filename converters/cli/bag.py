"""`dragoman bag`: the outputs of a run as a bag to be kept."""

from __future__ import annotations

import datetime

import click
import msgspec

from converters import pipeline
from converters.cli import streams
from converters.collection.bag import bag
from converters.collection.profile import read_profile
from converters.collection.publishing import about
from converters.collection.withholding import review
from converters.collection.withholding.rules import read_rules
from converters.collection.withholding.withholding import Withholding
from converters.errors import ExitCode, UsageError


@click.command("bag")
@click.argument("folder", metavar="FOLDER")
@click.option("-o", "--output", required=True, metavar="BAG", help="Where to: a folder that is not there yet.")
@click.option(
    "--collection", metavar="FILE.toml", help="The profile of the collection: title, publisher, licence, date."
)
@click.option("--identifier", metavar="ID", help="The archive's identifier of the whole.")
@click.option("--withhold", metavar="RULES.toml", help="Look first whether the outputs show what must not be seen.")
@click.option("--reviewed", metavar="REVIEW.csv", help="The places as decided, for --withhold.")
def command(
    folder: str, output: str, collection: str | None, identifier: str | None, withhold: str | None, reviewed: str | None
) -> int:
    """Pack the outputs of `dragoman convert` into a bag (BagIt 1.0, SHA-512).

    With them go an RO-Crate description and a log of what was done to each record by which version (PREMIS). The date
    is that of the profile, or SOURCE_DATE_EPOCH.
    """
    known = about(read_profile(collection) if collection is not None else None)
    epoch = pipeline.write_options().epoch
    if not known.date and epoch is not None:
        day = datetime.datetime.fromtimestamp(epoch, datetime.UTC).date().isoformat()
        known = msgspec.structs.replace(known, date=day)
    if (withhold is None) != (reviewed is None):
        raise UsageError("--withhold and --reviewed go together", remedy="give both, or none")
    hidden = None
    if withhold is not None and reviewed is not None:
        hidden = Withholding(read_rules(withhold), review.read(reviewed))
    count = bag(folder, output, known, identifier, hidden)
    streams.say(f"{count} files in {output}")
    return ExitCode.DONE
