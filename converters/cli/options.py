"""The options of `dragoman convert`, and the call that they make."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

import click
import msgspec

from converters import pipeline
from converters.formats.format import REPAIRS, TRACKS, Track
from converters.limits import DEFAULT, Limits

Option = Callable[[Callable[..., int]], Callable[..., int]]
Given = tuple[tuple[str, int], ...]
"""What `--limit` was given: names and sizes."""
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_SHOWN = tuple((name, unit) for name, unit in reversed(_UNITS.items()) if name)


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked of `dragoman convert` or `dragoman publish`; each field is the option of that name."""

    inputs: tuple[str, ...]
    write_as: str
    output: str | None = None
    read_as: str | None = None
    report: str | None = None
    fail_on_loss: bool = False
    no_source: bool = False
    no_repair: bool = False
    track: Track = "keep"
    split: str | None = None
    gather: bool = False
    theme: str | None = None
    profile: str | None = None
    paper: str | None = None
    repairs: str | None = None
    reference_doc: str | None = None
    jobs: int | None = None
    force: bool = False
    timeout: float | None = None
    memory: int | None = None
    json: bool = False
    collection: str | None = None
    authority: tuple[str, ...] = ()
    link: bool = False
    only: str | None = None
    dates: str | None = None
    sender: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    limit: Given = ()
    engine: str = "local"
    scheduler: str | None = None
    follow_links: bool = False
    withhold: str | None = None
    list_withheld: str | None = None
    reviewed: str | None = None


class Limit(click.ParamType[tuple[str, int]]):
    """A limit and its size, as `unpacked=2G`."""

    name = "limit"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        if isinstance(value, tuple):
            return value
        limit, _, size = str(value).partition("=")
        if limit not in Limits.__struct_fields__:
            self.fail(f"there is no limit {limit!r}: it is one of {', '.join(Limits.__struct_fields__)}", param, ctx)
        return limit, Size().convert(size, param, ctx)


class Size(click.ParamType[int]):
    """A number of bytes, as `800M` or `2G`."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d+)([KMG]?)B?", str(value), re.IGNORECASE)
        if found is None or not int(found[1]):
            self.fail(f"{value!r} is not a size such as 800M or 2G", param, ctx)
        return int(found[1]) * _UNITS[found[2].upper()]


TRACK: Option = click.option(
    "--track",
    type=click.Choice(TRACKS),
    default="keep",
    help="Changes tracked in Word: additions and deletions with who and when (keep), or accepted or rejected, all.",
)
"""What becomes of tracked changes, for all commands that read a file an editor had."""


def _shown(size: int) -> str:
    """A size as one may write it."""
    return next((f"{size // unit}{name}" for name, unit in _SHOWN if size % unit == 0), str(size))


LIMIT: Option = click.option(
    "--limit",
    type=Limit(),
    multiple=True,
    metavar="NAME=SIZE",
    help="How much an input may ask for: "
    + ", ".join(f"{name} ({_shown(size)})" for name, size in msgspec.structs.asdict(DEFAULT).items())
    + ".",
)
"""The option of every command that reads what strangers wrote."""


def limits(given: Given) -> Limits:
    """The limits that hold where these were asked for; of two of one name, the later."""
    return msgspec.structs.replace(DEFAULT, **dict(given))


FROM: Option = click.option(
    "-f",
    "--from",
    "read_as",
    metavar="FORMAT",
    help="The format of what is read; without it, the content of each file decides.",
)
"""The format, for all commands that read, since who is told that a format is not known has to name it."""

_COLLECTION: tuple[Option, ...] = (
    click.argument("inputs", nargs=-1, required=True, metavar="IN..."),
    FROM,
    click.option("--no-repair", is_flag=True, help="Leave damaged readings as they stand."),
    TRACK,
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(1, 1024),
        metavar="N",
        help="How many processes do the work. Without it, one for each core from 16 inputs on.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(0, min_open=True),
        metavar="SECONDS",
        help="Give an input up that takes longer.",
    ),
    click.option("--memory", type=Size(), metavar="SIZE", help="Give an input up that needs more, such as 2G."),
    LIMIT,
    click.option("--json", is_flag=True, help="A line of JSON for each input, and one for all, on standard output."),
    click.option(
        "--collection", metavar="FILE.toml", help="What is true of all records: see docs/collections.md. Means --link."
    ),
    click.option(
        "--authority",
        multiple=True,
        metavar="FILE",
        help="A list (CSV or TEI) of posts, offices, places, people, TAGS; what it does not know is in unmatched.csv.",
    ),
    click.option("--link", is_flag=True, help="Relate the records of the collection to each other."),
    click.option("--only", metavar="FILE", help="Only the records that are listed, by name, number or id, one a line."),
    click.option("--dates", metavar="FROM/TO", help="Only records of these days (2006-05-01/2006-05, ../2006)."),
    click.option("--sender", multiple=True, metavar="WORDS", help="Only records with these words in the sender."),
    click.option("--tag", multiple=True, metavar="TAG", help="Only records with this TAG; several are alternatives."),
    click.option(
        "--engine", type=click.Choice(("local", "dask")), default="local", help="Who works: this machine, or a cluster."
    ),
    click.option("--scheduler", metavar="ADDRESS", help="The scheduler of the cluster, for --engine dask."),
    click.option("--follow-links", is_flag=True, help="Follow symbolic links in folders and patterns."),
    click.option("--withhold", metavar="RULES.toml", help="What must not be seen: see docs/withholding.md."),
    click.option(
        "--list-withheld", metavar="REVIEW.csv", help="Write the places for a person to decide, and nothing else."
    ),
    click.option("--reviewed", metavar="REVIEW.csv", help="The places as decided: what is accepted is withheld."),
)
_OPTIONS: tuple[Option, ...] = (
    *_COLLECTION[:2],
    click.option(
        "-t",
        "--to",
        "write_as",
        default="",
        metavar="FORMAT[,FORMAT...]",
        help="The formats to write, with commas. Without it, that of the ending in -o.",
    ),
    click.option(
        "-o",
        "--output",
        metavar="FILE|FOLDER",
        help="Where to: a file for one input and one format (no name of another format), else a folder. Without it, "
        "standard output.",
    ),
    click.option("--report", metavar="FILE.json", help="Write the whole loss ledger into this file."),
    click.option("--fail-on-loss", is_flag=True, help="End with status 3 where anything was lost or doubtful."),
    click.option("--no-source", is_flag=True, help="Leave the original out of the outputs."),
    click.option(
        "--split", metavar="ELEMENT", help="Write each such part of a TEI volume by itself: \"div[@type='document']\"."
    ),
    click.option("--gather", is_flag=True, help="Put the parts that were split off a volume into it again."),
    click.option("--theme", metavar="NAME|FILE.toml", help="How PDF looks: see `dragoman themes`."),
    click.option("--profile", metavar="|".join(pipeline.PROFILES), help="How TEI is edited; without it, all of it."),
    click.option("--paper", metavar="A4|Letter|6x9", help="The paper of PDF, where not that of the theme."),
    click.option("--repairs", metavar="|".join(REPAIRS), help="How Word shows a repair; plain does not show it."),
    click.option("--reference-doc", metavar="FILE.docx", help="Word files get its styles, page, heads and feet."),
    click.option("--force", is_flag=True, help="Convert again what an earlier run has done."),
    *_COLLECTION[2:],
)


def conversion_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of a conversion."""
    return _with(_OPTIONS, command)


def collection_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that say which records there are, what is known of them, and who works."""
    return _with(_COLLECTION, command)


def _with(options: Sequence[Option], command: Callable[..., int]) -> Callable[..., int]:
    return functools.reduce(lambda found, option: option(found), reversed(options), command)
