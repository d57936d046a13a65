"""The library is safe to use from many threads: shared documents, the same bytes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from converters import pipeline
from converters.model.document import Document
from tests.corpora import ROOT, example_files

THREADS = 8
FORMATS = ("tei", "json", "docx", "pdf")


COLD = """
import hashlib, sys, threading
from converters import pipeline
barrier, found = threading.Barrier(8), set()
def work():
    barrier.wait()
    document = pipeline.read(sys.argv[1])
    written = [pipeline.write_bytes(document, format) for format in ("pdf", "docx", "tei", "json")]
    found.add(tuple(hashlib.sha256(one).hexdigest() for one in written))
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(found), *next(iter(found)))
"""


def every_way(document: Document) -> list[bytes]:
    return [pipeline.write_bytes(document, format) for format in FORMATS]


def there_and_back(path: Path) -> list[Document]:
    document = pipeline.read(path)
    written = zip(FORMATS, every_way(document), strict=True)
    return [document, *(pipeline.read_bytes(data, format=format) for format, data in written)]


def test_eight_threads_write_shared_documents_as_one_does() -> None:
    documents = [pipeline.read(file) for file in example_files()]
    alone = [every_way(document) for document in documents]
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(every_way, documents * THREADS))
    assert together == alone * THREADS


def test_eight_threads_of_a_new_process_write_what_one_does() -> None:
    letter = ROOT / "examples/letter.json"
    done = subprocess.run([sys.executable, "-c", COLD, letter], capture_output=True, text=True, check=True, cwd=ROOT)
    count, *digests = done.stdout.split()
    assert count == "1"
    document = pipeline.read(letter)
    alone = [pipeline.write_bytes(document, format) for format in ("pdf", "docx", "tei", "json")]
    assert digests == [hashlib.sha256(one).hexdigest() for one in alone]


@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.stem)
def test_eight_threads_read_back_what_they_write(file: Path) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        for documents in pool.map(there_and_back, [file] * THREADS):
            assert all(document == documents[0] for document in documents)
