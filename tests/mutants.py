"""Draw mutants at random: `python -m tests.mutants 'converters/formats/tei/*' --seed 1 --count 300`.

Their names are printed, one a line, for `mutmut run` (`make mutants-sample` does both). Every mutant of the files has
the same chance, and the same seed draws the same ones as long as the files stay as they are.

`mutmut` switches a mutant on after the modules were imported, so that those of what runs at import survive. Try such a
one by itself: `cd mutants && MUTANT_UNDER_TEST=NAME ../.venv/bin/python -m pytest -x --rootdir=. tests/tei`.
"""

from __future__ import annotations

import argparse
import fnmatch
import random

from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import get_mutant_name


def mutants(patterns: list[str]) -> list[str]:
    """The names of all mutants of the files that match a pattern, of those that `tool.mutmut` names."""
    return [
        get_mutant_name(file, name)
        for file in sorted(walk_mutatable_files())
        if any(fnmatch.fnmatch(str(file), pattern) for pattern in patterns)
        for name in mutate_file_contents(str(file), file.read_text("utf-8")).mutant_names
    ]


def main() -> None:
    """Parse the command and print the sample."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("files", nargs="+", help="patterns for their paths")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    given = parser.parse_args()
    names = mutants(given.files)
    drawn = random.Random(given.seed).sample(names, min(given.count, len(names)))  # noqa: S311
    print("\n".join(sorted(drawn)))


if __name__ == "__main__":
    main()
