"""What is told of an input that failed."""

from __future__ import annotations

import pytest

from converters.collection.outcome import Failure
from converters.errors import InputError

ERRORS: dict[str, tuple[Exception, str]] = {
    "of the input": (
        InputError("has no text", place="line 3", remedy="send it again"),
        "a.txt: line 3: has no text; send it again",
    ),
    "of memory": (MemoryError(), "a.txt: needs more memory than it may have; raise --memory"),
    "of the program": (
        ZeroDivisionError("division\nby zero"),
        "a.txt: the program failed on it (ZeroDivisionError: division by zero); report it with this file",
    ),
}


@pytest.mark.parametrize(("error", "said"), ERRORS.values(), ids=ERRORS)
def test_a_failure_is_one_line_with_what_to_do(error: Exception, said: str) -> None:
    assert str(Failure.of(error, "a.txt")) == said
