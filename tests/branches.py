"""How many of the branches of the code the tests took: `python -m tests.branches REPORT LEAST`.

coverage's own threshold counts lines and branches together, so that lines hide the branches that nothing takes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

_LISTED = 20


def judged(report: dict[str, Any], least: float) -> tuple[bool, str]:
    """Whether a report of coverage (`--cov-report=json`) has a share of branches, in percent, and what there is to say.

    The share is not rounded.
    """
    taken, all = (int(report.get("totals", {}).get(name, 0)) for name in ("covered_branches", "num_branches"))
    if not all:
        return False, "branches: the report has none; measure them with --cov-branch"
    missed = {file: int(one["summary"]["missing_branches"]) for file, one in report["files"].items()}
    worst = sorted(filter(missed.get, missed), key=lambda file: (-missed[file], file))[:_LISTED]
    share = 100 * taken / all
    said = f"branches: {taken} of {all} taken, {share:.2f} %; at least {least:g} % are asked for"
    return share >= least, "\n".join([*(f"{missed[file]:5} not taken in {file}" for file in worst), said])


if __name__ == "__main__":
    is_enough, told = judged(json.loads(Path(sys.argv[1]).read_bytes()), float(sys.argv[2]))
    print(told)
    sys.exit(not is_enough)
