"""Measure accuracy and speed, and keep the figures that the documentation shows.

Reads gold documents (a folder with `documents/`, `DIGITAL` and `SCANS`, named on the command line) and corpus/. Writes docs/results/accuracy.json and
speed.json, each with the day, the machine and the versions. Of gold that is no part of the project only totals are kept, no words and no names.

  python docs/measure.py ../shared/gold            both files
  python docs/measure.py                           speed.json alone
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "docs" / "results"
CORPUS = ROOT / "corpus" / "documents"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", nargs="?", type=Path, help="the folder with the gold documents")
    given = options.parse_args()
    RESULTS.mkdir(exist_ok=True)
    if given.gold:
        keep("accuracy.json", accuracy(given.gold))
    keep("speed.json", speed())
    return 0


def keep(name: str, figures: dict[str, Any]) -> None:
    """Writes the figures with what they were measured on."""
    about = {
        "date": datetime.now(UTC).date().isoformat(),
        "adminplan": version("adminplan"),
        "tree": tree(),
        "machine": machine(),
    }
    (RESULTS / name).write_text(json.dumps(about | figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"docs/results/{name} is written; `make docs` makes its page")


def tree() -> str:
    """The state of src/ that was measured, as git names it (`git rev-parse HEAD:src`); a plus where files differ from it."""
    command = ["git", "rev-parse", "--short", "HEAD:src"]
    name = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout.strip()
    changed = subprocess.run(["git", "diff", "--quiet", "HEAD", "--", "src"], cwd=ROOT, check=False)
    return name + ("+" if changed.returncode else "")


def machine() -> dict[str, Any]:
    """Processor, cores, system and Python of this machine."""
    info = Path("/proc/cpuinfo")
    name = re.search(r"^model name\s*:\s*(.+)$", info.read_text(encoding="utf-8"), re.MULTILINE) if info.exists() else None
    return {
        "processor": name[1].strip() if name else platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def accuracy(gold: Path) -> dict[str, Any]:
    """Totals and intervals of the digital gold documents, of the scanned ones, and of corpus/."""
    digital, scans = ((gold / name).read_text(encoding="utf-8").split() for name in ("DIGITAL", "SCANS"))
    return {
        "sets": {
            "digital": scored(gold / "documents", "--only", ",".join(digital)),
            "scans": scored(gold / "documents", "--only", ",".join(scans)),
            "corpus": scored(CORPUS),
        }
    }


def scored(folder: Path, *more: str) -> dict[str, Any]:
    figures = run("adminplan", "evaluate", "score", folder, *more)
    rounded = {name: None if value is None else round(value, 3) for name, value in figures["total"].items()}
    spread = {name: [round(end, 3) for end in ends] for name, ends in figures["intervals"].items()}
    return {"documents": len(figures["documents"]), "unread": len(figures["unread"]), "total": rounded, "intervals": spread}


def speed() -> dict[str, Any]:
    """Milliseconds a page by station on corpus/, and the budgets of benchmarks/budgets.py."""
    stations = run("adminplan", "evaluate", "speed", CORPUS)
    budgets = run(sys.executable, ROOT / "benchmarks" / "budgets.py")
    kept = {name: stations[name] for name in ("characters_a_page", "kinds", "import_ms", "help_ms", "peak_mb")}
    return {"stations": kept, "budgets": budgets}


def run(*command: str | Path) -> Any:
    """What a command writes with --json."""
    program, *arguments = command
    if program == "adminplan":
        program = Path(sys.executable).with_name("adminplan")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        done = subprocess.run([program, *arguments, "--json", file], check=False, stdout=subprocess.DEVNULL)
        if not file.exists():
            sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode} and wrote nothing")
        return json.loads(file.read_text(encoding="utf-8"), parse_float=lambda digits: round(float(digits), 4))


if __name__ == "__main__":
    sys.exit(main())
