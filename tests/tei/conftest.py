"""The schemas that TEI is checked against, compiled once."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree


@pytest.fixture(scope="session")
def tei_all(shared: Path) -> etree.RelaxNG:
    """TEI All."""
    return etree.RelaxNG(etree.parse(shared / "schemas/tei_all.rng"))
