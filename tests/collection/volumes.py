"""What tests of volumes ask of them: their pages as text, their contents, their index."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pikepdf

from tests.collection.runs import EXAMPLES

RECORDS = (
    EXAMPLES / "letter.json",
    *(
        EXAMPLES / f"telegram-{name}.txt"
        for name in ("1974-office-distribution", "markdown-copy", "partial-extract", "redacted", "two-sections")
    ),
)
"""Six records; more examples may come."""
PROFILE = """
title = "Harbours and Honey"
publisher = "An invented society"
date = "2026-03-02"
editors = ["Ada Quill", "Bertram Nib"]
licence = { text = "An invented licence", target = "https://licence.example/" }
rights = { text = "Nobody's" }
[holding]
repository = "An invented archive"
[volume]
subtitle = "Papers"
preface = "A first paragraph.\\n\\nA second one."
abbreviations = { ECONOFF = "economic officer" }
"""
AUTHORITIES = (
    'id,kind,label,variants\nkray,person,"Kray, Wanda",Wanda Kray\nfenwick,person,"Fenwick, A.",FENWICK\n'
    'orrin,post,"Orrin Vale, embassy",AMEMBASSY ORRIN VALE\n'
)


class Page(NamedTuple):
    """A page: its label, as viewers show it, and its text in the order in which it is drawn."""

    label: str
    text: str


def pages(pdf: Path, pdftotext: str, how: str = "-raw") -> list[Page]:
    """The pages of a volume; `how` is in which order their text is taken (`-layout`: as it is seen)."""
    told = subprocess.run([pdftotext, how, str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    texts = told.split("\f")[:-1]
    with pikepdf.open(pdf) as opened:
        labels = [page.label for page in opened.pages]
    assert len(labels) == len(texts)
    return [Page(label, text) for label, text in zip(labels, texts, strict=True)]


def heads(found: list[Page]) -> dict[int, int]:
    """On which page, by its label, each document begins: where its number stands with the mark of its source note."""
    begins: dict[int, int] = {}
    for page in found:
        if page.label.isdecimal():
            for number in re.findall(r"^\* (\d+) ", page.text, re.MULTILINE):
                begins.setdefault(int(number), int(page.label))
    return begins


def contents_pages(seen: list[Page]) -> dict[int, int]:
    """Which page the contents give for each document: its number begins a line, the page ends one of its lines."""
    found: dict[int, int] = {}
    number = 0
    for line in _contents(seen):
        begin = re.match(r" {0,4}(\d+) {2,}\S", line)
        if begin is not None and int(begin[1]) == number + 1:
            number += 1
        end = re.search(r" {2,}(\d+)$", line)
        if end is not None and number and number not in found:
            found[number] = int(end[1])
    return found


def _contents(seen: list[Page]) -> Iterator[str]:
    front = [page for page in seen if not page.label.isdecimal()]
    begin = next(at for at, page in enumerate(front) if page.text.split()[:1] == ["Contents"])
    end = next(
        at for at in range(begin + 1, len(front)) if re.match(r"\s*(Preface|About this volume)\n", front[at].text)
    )
    for page in front[begin:end]:
        yield from page.text.splitlines()


def index_text(found: list[Page]) -> str:
    """The text of the index, without the heads of its pages."""
    body = [page for page in found if page.label.isdecimal()]
    begin = next(at for at, page in enumerate(body) if page.text.startswith("Index\n"))
    texts = [page.text for page in body[begin:]]
    return "\n".join([texts[0].partition("brackets pages.\n")[2], *(_without_head(text) for text in texts[1:])])


def _without_head(text: str) -> str:
    """The text of a page; running lines are drawn last."""
    lines = text.splitlines()
    while lines and re.fullmatch(r"\d+|Index|Harbours and Honey", lines[-1]):
        lines.pop()
    return "\n".join(lines)


_LOCATOR = re.compile(r"(\d+)\s\((\d+(?:,\s\d+)*)\)")


def index_places(text: str) -> list[tuple[str, int, tuple[int, ...]]]:
    """Each place that the index names: the entry, the document, the pages."""
    flat = " ".join(text.split())
    found = []
    name, at = "", 0
    for match in _LOCATOR.finditer(flat):
        between = flat[at : match.start()].strip(", ")
        name = between or name
        found.append((name, int(match[1]), tuple(map(int, re.findall(r"\d+", match[2])))))
        at = match.end()
    return found
