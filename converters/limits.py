"""How much a stranger's file may ask for. Each limit has a name, by which `--limit NAME=SIZE` sets another one.

What has no limit here is bounded otherwise: XML and structure trees by depths that the parsers themselves have,
pictures by their pixels, a record by `--timeout` and `--memory`.
"""

from __future__ import annotations

import msgspec

from converters.errors import InputError

_MB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The most that is read of a file.

    `file`: its bytes. `unpacked`: the bytes that a Word file unpacks to, in all. `part`: those of one part of a Word
    file, or of one stream of a PDF. `parts`: how many parts a Word file has. `ratio`: how many times its packed size a
    part of a Word file may be. `drawn`: the bytes of the instructions that draw all pages of a PDF, each counted as
    often as it is drawn. `page`: those of one such stream.
    """

    file: int = 512 * _MB
    unpacked: int = 512 * _MB
    part: int = 256 * _MB
    parts: int = 10_000
    ratio: int = 1000
    drawn: int = 64 * _MB
    page: int = 8 * _MB


class OverLimit(InputError):
    """A file that asks for more than a limit allows."""

    def __init__(self, limit: str, problem: str, *, place: str | None = None, file: str | None = None) -> None:
        remedy = f"do not trust it, or raise the limit with --limit {limit}=SIZE"
        super().__init__(problem, place=place, remedy=remedy, file=file)
        self.limit = limit

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.limit, self.problem, self.place, self.file)


def _rebuild(limit: str, problem: str, place: str | None, file: str | None) -> OverLimit:
    return OverLimit(limit, problem, place=place, file=file)


DEFAULT = Limits()
"""What holds where nobody says otherwise."""
