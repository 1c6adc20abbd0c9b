"""One line for each plan in a folder of JSON files: what `make demo` shows of the whole corpus.

Reads the folder named on the command line. Writes to standard output.
"""

# ruff: noqa: INP001 - a script that runs by itself

from __future__ import annotations

import json
import sys
from pathlib import Path

COLUMNS = ("references", "goals", "activities", "duties", "times", "issues")


def main(folder: str) -> int:
    """Prints the table; 1 where there is no plan."""
    rows = []
    for path in sorted(Path(folder).glob("*.json")):
        plan = json.loads(path.read_text(encoding="utf-8"))
        head = plan["letterhead"]
        rows.append((path.name, head["number"] or "-", head["date"] or "-", *(str(len(plan[name])) for name in COLUMNS)))
    if not rows:
        sys.stderr.write(f"{folder} holds no plan\n")
        return 1
    table = [("file", "number", "date", *COLUMNS), *rows]
    widths = [max(len(row[position]) for row in table) for position in range(len(table[0]))]
    for row in table:
        cells = [
            cell.ljust(width) if position < 3 else cell.rjust(width)
            for position, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1]))
