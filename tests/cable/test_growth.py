"""Reading costs what the text is long, whatever stands in it: four times the text, about four times the time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from converters import pipeline

HEAD = "R 011200Z JUN 08\nFM AMEMBASSY MARLOW\nTO SECSTATE WASHDC\n\nUNCLAS MARLOW 000918\n\nSUBJECT: TIDES\n\n1. (U) "
SHAPES: dict[str, Callable[[int], str]] = {
    "one long line": lambda n: HEAD + "word " * n,
    "blank lines": lambda n: HEAD + "first\n" + "\n" * n + "last\n",
    "short lines": lambda n: HEAD + "a\n" * (n // 4),
    "addressees": lambda n: HEAD.replace("DC\n", "DC\n" + "RUEHXX/AMEMBASSY MARLOW PRIORITY 0123\n" * (n // 64), 1),
    "addressees on one line": lambda n: HEAD.replace(
        "DC\n", "DC " + "RUEHXX/AMEMBASSY MARLOW//POL// " * (n // 8) + "\n"
    ),
    "references": lambda n: HEAD.replace("SUBJECT: TIDES", "REF: " + "A. MARLOW 123 AND 456 " * (n // 32)),
    "tags": lambda n: HEAD.replace("SUBJECT: TIDES", "TAGS: " + "PREL " * (n // 16) + "\nSUBJECT: TIDES"),
    "brackets": lambda n: HEAD + "a ) b (" * (n // 8),
    "quotation marks": lambda n: HEAD + "&word8 and 8 " * (n // 8),
    "numbers": lambda n: HEAD + "\n" + "1. a\n" * (n // 8),
    "columns": lambda n: HEAD + "\n\n" + "aa  bb  cc\n" * (n // 11),
    "small tables": lambda n: HEAD + "\n\n" + "aa  bb\n----\ncc  dd\nee  f\n\n" * (n // 28),
    "numbers again": lambda n: HEAD + "\n\n" + "¶1. (C) a\n\n¶1. (C) b\n\n¶2. (C) c\n\n" * (n // 33),
    "announcements": lambda n: HEAD + "\n\n" + "The text follows:\n\n1. a\n\n" * (n // 24),
    "lists in lists": lambda n: HEAD + "\n\n" + "a. x\n(1) y\ni. z\n-- w\n- v\nA. u\n" * (n // 32),
    "telegrams": lambda n: HEAD.replace("SUBJECT: TIDES", "REF: PARIS 1\n" + "\nPARIS 123\n" * (n // 12)),
    "broken debris": lambda n: HEAD + "\n" + "MARLOW 00000918 001.\n2 OF 002 text\n" * (n // 36),
    "end marks": lambda n: HEAD + "\nNNNN\n" * (n // 8),
    "asides": lambda n: HEAD + "Tugs. NOTE. Dues. " * (n // 18),
    "repeated lines": lambda n: HEAD + "the tugs of the north Qthe tugs of the north " * (n // 45),
    "ruled lines": lambda n: HEAD + "\n\n" + "Minister of the Harbours\n------\n" * (n // 31),
    "dashes": lambda n: HEAD + "\n\n" + "-Tugs;\n---Dues of the U.S.\n" * (n // 26),
    "marks before numbers": lambda n: HEAD + "\n\n" + "(C) 1. a\n\n(C) 2. b\n\n" * (n // 20),
    "footers": lambda n: HEAD + "\nVisit our website:\nhttp://marlow.gov\n-----\n" * (n // 10) + "\nKEYES\n",
    "end words": lambda n: HEAD + "End summary. End " * (n // 16),
}
SIZE, TIMES = 40_000, 4
TOLERATED = 3.0
"""How much more than in proportion a run may take before it is more than noise: a square would take four times."""


def seconds(text: str) -> float:
    """Processor time of the quickest of three readings."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        pipeline.read_bytes(text.encode(), format="cable")
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_takes_no_more_than_in_proportion(shape: str) -> None:
    small, large = (SHAPES[shape](size) for size in (SIZE, SIZE * TIMES))
    assert seconds(large) < TOLERATED * TIMES * max(seconds(small), 0.002)
