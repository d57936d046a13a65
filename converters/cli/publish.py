"""`dragoman publish`: what archives, scholars and presses take away from a collection as a whole."""

from __future__ import annotations

import click
import msgspec

from converters.cli import convert, knowledge, progress, streams, withhold
from converters.cli.ledger import Tally
from converters.cli.options import Call, collection_options
from converters.cli.summary import Summary
from converters.collection import publishing
from converters.collection.discovery import discover
from converters.collection.planning import plan
from converters.collection.products.product import PRODUCTS, wanted
from converters.errors import ExitCode
from converters.formats import registry


@click.command("publish")
@collection_options
@click.option(
    "-t",
    "--to",
    "write_as",
    required=True,
    metavar="PRODUCT[,PRODUCT...]",
    help=f"What to make, with commas: {', '.join(product.name for product in PRODUCTS)}.",
)
@click.option("--theme", metavar="NAME|FILE.toml", help="How volume.pdf looks: volume, press or a file of your own.")
@click.option("--paper", metavar="A4|Letter|6x9", help="The paper of volume.pdf, where not that of the theme.")
@click.option("-o", "--output", required=True, metavar="FOLDER", help="Where to.")
def command(**words: object) -> int:
    """Make tables, a network, plain texts or an index of a collection: see docs/publishing.md.

    IN is as for `dragoman convert`. Each record is read once for all products; one that cannot be read is told and left
    out. The products are there when all records are done, or not at all.
    """
    streams.say_refused()
    call = msgspec.convert(words, Call)
    products = wanted(call.write_as)
    withhold.check(call)
    hidden = withhold.withholding(call)
    found = discover(call.inputs, format=call.read_as, links=call.follow_links, without=call.output)
    found = withhold.without_lists(found, call, hidden)
    known = knowledge.profiles(call)
    call = knowledge.styled(call, known)
    planned = plan(found.inputs, (registry.by_name("json"),), call.output, several=True)
    conversion, refused = convert.conversion(call, planned, known, hidden)
    if call.list_withheld is not None:
        return withhold.list_places(call, found, planned, conversion, refused)
    labels = withhold.labels(knowledge.authorities(call), hidden)
    about = publishing.about(known, labels, theme=call.theme, paper=call.paper)
    summary, tally = Summary(), Tally()
    outcomes = publishing.publish(
        planned,
        conversion,
        knowledge.engine(call),
        products,
        about,
        wanted=lambda label: label not in refused,
        withholding=hidden,
    )
    outcomes = progress.watched(outcomes, len(found.inputs) - len(refused), summary)
    for outcome in progress.as_json(outcomes) if call.json else outcomes:
        tally.add(outcome)
    for line in (*map(str, found.problems), *tally.lines(), summary.count(len(found.skipped), len(refused))):
        streams.say(line)
    return ExitCode.FAILED if summary.failed or found.problems else ExitCode.DONE
