"""The schemas of our TEI: in the installed package, or in the checkout that it runs from."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

CUSTOMISATION = "dragoman.rng"
RULES = "dragoman.sch"
ODD = "dragoman.odd"


def schema(name: str = CUSTOMISATION) -> bytes:
    """The bytes of a schema file. Raises FileNotFoundError where neither the package nor a checkout has it."""
    installed = files("converters").joinpath("schemas", name)
    if installed.is_file():
        return installed.read_bytes()
    return (Path(__file__).parents[3] / "schemas" / name).read_bytes()
