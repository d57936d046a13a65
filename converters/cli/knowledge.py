"""What a call says of a collection: its profile, its lists, which of its records are wanted, who does the work."""

from __future__ import annotations

import re

import msgspec

from converters.cli.options import Call
from converters.collection import sheet
from converters.collection.authorities import Authorities, read_lists
from converters.collection.engines import Cluster, Engine, Local
from converters.collection.profile import Profiles, Style, read_profile
from converters.collection.survey import Selection
from converters.errors import InputError, UsageError

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_OPEN = ("", "..")


def profiles(call: Call) -> Profiles | None:
    """The profile of the collection. Raises InputError."""
    return read_profile(call.collection) if call.collection is not None else None


def styled(call: Call, known: Profiles | None) -> Call:
    """The call, with the style of the profile where it says none itself."""
    style = known.common.style if known is not None else Style()
    return msgspec.structs.replace(
        call,
        theme=call.theme or style.theme,
        paper=call.paper or style.paper,
        profile=call.profile or style.profile,
        repairs=call.repairs or style.repairs,
    )


def authorities(call: Call) -> Authorities | None:
    """The authority lists. Raises InputError."""
    return read_lists(call.authority) if call.authority else None


def selection(call: Call) -> Selection:
    """Which records are wanted. Raises UsageError, InputError."""
    first, last = _dates(call.dates)
    return Selection(
        names=_names(call.only),
        first=first,
        last=last,
        senders=call.sender,
        tags=frozenset(tag.upper() for tag in call.tag),
    )


def engine(call: Call) -> Engine:
    """Who does the work. Raises UsageError where that does not go together."""
    if call.engine == "dask":
        if call.scheduler is None:
            raise UsageError("--engine dask needs a cluster", remedy="name its scheduler with --scheduler")
        if call.jobs is not None or call.timeout is not None or call.memory is not None:
            raise UsageError("a cluster has its own workers and limits", remedy="leave --jobs, --timeout, --memory out")
        return Cluster(scheduler=call.scheduler)
    if call.scheduler is not None:
        raise UsageError("--scheduler is for clusters", remedy="add --engine dask")
    limited = call.timeout is not None or call.memory is not None
    jobs = 1 if call.jobs is None and limited else call.jobs
    return Local(jobs=jobs, seconds=call.timeout, memory=call.memory)


def _names(path: str | None) -> frozenset[str]:
    if path is None:
        return frozenset()
    names = (line.strip() for line in sheet.text(path).splitlines())
    found = frozenset(name for name in names if name and not name.startswith("#"))
    if not found:
        raise InputError("lists no record", remedy="write a name, number or id on each line", file=path)
    return found


def _dates(text: str | None) -> tuple[str | None, str | None]:
    if text is None:
        return None, None
    first, slash, last = text.partition("/")
    ends = (first, last if slash else first)
    if not all(end in _OPEN or _DAY.fullmatch(end) for end in ends):
        raise UsageError(f"--dates is {text!r}", remedy="write it as 2006-05-01/2006-05-31, 2006 or ../2006-05")
    return (None if ends[0] in _OPEN else ends[0]), (None if ends[1] in _OPEN else ends[1])
