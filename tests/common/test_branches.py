"""What `make coverage` asks for: a share of the branches, whatever the share of the lines."""

from __future__ import annotations

from typing import Any

import pytest

from tests.branches import judged


def report(*files: tuple[int, int]) -> dict[str, Any]:
    """A report of coverage about files with so many branches, so many of them taken; all lines ran."""
    found = {f"converters/{at}.py": one for at, one in enumerate(files)}
    return {
        "totals": {
            "percent_covered": 100.0,
            "num_branches": sum(all for all, _ in files),
            "covered_branches": sum(taken for _, taken in files),
        },
        "files": {name: {"summary": {"missing_branches": all - taken}} for name, (all, taken) in found.items()},
    }


@pytest.mark.parametrize(("taken", "is_enough"), [(9500, True), (9499, False), (9999, True), (0, False)])
def test_the_share_of_the_branches_is_not_rounded(taken: int, is_enough: bool) -> None:
    assert judged(report((10000, taken)), 95)[0] == is_enough


def test_the_files_with_most_branches_that_nothing_takes_are_named_first() -> None:
    *files, said = judged(report((10, 9), (20, 15), (70, 70)), 95)[1].split("\n")
    assert files == ["    5 not taken in converters/1.py", "    1 not taken in converters/0.py"]
    assert said == "branches: 94 of 100 taken, 94.00 %; at least 95 % are asked for"


@pytest.mark.parametrize("empty", [{}, {"totals": {"percent_covered": 100.0}, "files": {}}, report()])
def test_a_report_without_branches_is_not_enough_and_says_so(empty: dict[str, Any]) -> None:
    assert judged(empty, 0) == (False, "branches: the report has none; measure them with --cov-branch")
