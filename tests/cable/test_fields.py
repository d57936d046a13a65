"""Small cases of single fields, collected from the tests of another reader of telegrams: how many of them hold.

Those marked `pass` are what that reader does, those marked `fail` are its wishes.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.cable.fields import Case, agrees, seen

pytestmark = pytest.mark.shared
EXCEPTIONS = Path(__file__).with_name("field_exceptions.toml")


@pytest.fixture(scope="module")
def cases(shared: Path) -> list[Case]:
    lines = (shared / "cases/fields.jsonl").read_text("utf-8").splitlines()
    return [{"line": number, **json.loads(line)} for number, line in enumerate(lines, 1)]


@pytest.fixture(scope="module")
def held(cases: list[Case]) -> dict[int, bool]:
    """Whether each case holds, by its line."""
    return {case["line"]: agrees(case, seen(case)) for case in cases}


def table(cases: list[Case], held: dict[int, bool]) -> str:
    """By field, how many hold."""
    all_of, right = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for case in cases:
        key = (case["field"], case["reference_impl"])
        all_of[key] += 1
        right[key] += held[case["line"]]
    return "\n".join(f"{field:24} {done}  {right[field, done]:4} of {count}" for (field, done), count in all_of.items())


def test_at_least_99_in_100_of_what_the_other_reader_does_hold(
    cases: list[Case], held: dict[int, bool], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [case["line"] for case in cases if case["reference_impl"] == "pass"]
    with capsys.disabled():
        print(f"\n{table(cases, held)}")
    assert sum(held[line] for line in lines) >= 0.99 * len(lines)


def test_every_case_that_does_not_hold_is_explained(cases: list[Case], held: dict[int, bool]) -> None:
    explained = {one["line"] for one in tomllib.loads(EXCEPTIONS.read_text("utf-8"))["exception"]}
    open_cases = {case["line"] for case in cases if case["reference_impl"] == "pass" and not held[case["line"]]}
    assert open_cases == explained


def test_at_least_70_in_100_of_its_wishes_hold(cases: list[Case], held: dict[int, bool]) -> None:
    lines = [case["line"] for case in cases if case["reference_impl"] == "fail"]
    assert sum(held[line] for line in lines) >= 0.7 * len(lines)
