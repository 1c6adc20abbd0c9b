"""Measure the parser against gold documents, and hold the figures against the committed floors.

Reads the gold folder named on the command line (documents, `score.py`, `score_units.py`, `DIGITAL`, `SCANS`) and `tests/floors.csv`.
Writes to standard output; exit 1 where a figure is below its floor or a document could not be read. Where tesseract or
LibreOffice is missing (`adminplan doctor` tells), so are the figures of the documents that need them.
With --raise the floors that were passed rise to what was measured; none ever falls.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FLOORS = Path(__file__).parent.parent / "tests" / "floors.csv"
STARTED_FROM = "438-kh-ldld-tinh-lai-chau"  # the document this project began from: to be read without a fault


def main() -> int:
    """Measures, prints, compares."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", type=Path, help="the folder with the gold documents")
    options.add_argument("--raise", action="store_true", dest="lift", help="raise the floors to what is measured")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures, complaints = measure(given.gold.resolve(), Path(folder))
    floors = {row["measure"]: float(row["floor"]) for row in csv.DictReader(FLOORS.read_text(encoding="utf-8").splitlines())}
    if given.lift:
        floors = {name: max(floor, math.floor(figures.get(name, 0) * 1000) / 1000) for name, floor in floors.items()}
        lines = "".join(f"{name},{floor:.3f}\n" for name, floor in floors.items())
        FLOORS.write_text("measure,floor\n" + lines, encoding="utf-8")
    say("")
    say(f"{'measure':<44}{'measured':>9}{'floor':>8}")
    for name, floor in floors.items():
        found = figures.get(name)
        below = found is None or found < floor - 1e-9
        say(f"{name:<44}{'none' if found is None else f'{found:.4f}':>9}{floor:>8.3f}{'  BELOW' if below else ''}")
        if below:
            complaints.append(f"{name} is {'not measured' if found is None else f'{found:.4f}'}, below its floor {floor:.3f}")
    for complaint in complaints:
        say(f"FAILED: {complaint}")
    return 1 if complaints else 0


def measure(gold: Path, folder: Path) -> tuple[dict[str, float], list[str]]:
    """Every figure by name, and what went wrong."""
    complaints = []
    documents = sorted(path for path in (gold / "documents").iterdir() if path.is_file() and path.suffix != ".json")
    digital, scans = ((gold / name).read_text(encoding="utf-8").split() for name in ("DIGITAL", "SCANS"))
    say(f"reading {len(documents)} gold documents, {len(digital)} of them digital, {len(scans)} scans")
    began = time.perf_counter()
    done = subprocess.run(
        [Path(sys.executable).with_name("adminplan"), "parse", *documents, "-o", folder],
        check=False,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    for line in done.stderr.splitlines():
        say(f"  {line}")
    if done.returncode not in (0, 1):
        complaints.append(f"adminplan parse ended with {done.returncode}")
    say(f"read in {time.perf_counter() - began:.0f} s")
    unread = [path.name for path in documents if not (folder / f"{path.stem}.json").exists()]
    if unread:
        complaints.append(f"documents that were not read: {', '.join(unread)}")
    figures: dict[str, float] = {}
    for name, only in (("digital", ["--only", ",".join(digital)]), ("scans", ["--only", ",".join(scans)]), ("all", [])):
        say(f"\n{name} documents:")
        file = folder / f"figures-of-{name}"
        done = subprocess.run(
            [sys.executable, gold / "score.py", gold / "documents", folder, "--json", file, *only],
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        say(done.stdout.rstrip())
        if done.returncode:
            complaints.append(f"score.py of the {name} documents ended with {done.returncode}")
            continue
        content = json.loads(file.read_text(encoding="utf-8"))
        complaints += disagreements(gold, folder, content, only)
        figures |= {f"{name}.{key}": value for key, value in content["total"].items() if value is not None}
        for key, row in content["documents"].get(STARTED_FROM, {}).items():
            share = row if isinstance(row, float | int) else row.get("f1", row["right"] / row["of"] if row.get("of") else None)
            if share is not None:
                figures[f"{STARTED_FROM}.{key}"] = share
    say("\nsingle expressions:")
    done = subprocess.run([sys.executable, gold / "score_units.py"], check=False, stdout=subprocess.PIPE, encoding="utf-8")
    say(done.stdout.rstrip())
    figures |= {f"units.{name}": float(f1) for name, f1 in re.findall(r"^(\w+): f1 ([\d.]+)", done.stdout, re.MULTILINE)}
    if done.returncode:
        complaints.append(f"score_units.py ended with {done.returncode}")
    return figures, complaints


def disagreements(gold: Path, folder: Path, theirs: dict, only: list[str]) -> list[str]:
    """Where `adminplan evaluate score` gives another figure than `score.py` for the same plans."""
    file = folder / "our-figures"
    done = subprocess.run(
        [
            Path(sys.executable).with_name("adminplan"),
            "evaluate",
            "score",
            gold / "documents",
            "--plans",
            folder,
            "--json",
            file,
            *only,
        ],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    if not file.exists():
        return [f"adminplan evaluate score ended with {done.returncode}: {done.stderr.strip()}"]
    ours = json.loads(file.read_text(encoding="utf-8"))
    file.unlink()
    pairs = [("total", name, value, ours["total"].get(name)) for name, value in theirs["total"].items()]
    for key, row in theirs["documents"].items():
        for name, value in row.items():
            other = ours["documents"].get(key, {}).get(name)
            inner = value.items() if isinstance(value, dict) else [("", value)]
            pairs += [(key, f"{name} {part}", one, other.get(part) if isinstance(other, dict) else other) for part, one in inner]
    return [
        f"{key}: {name} is {one} by score.py, {other} by adminplan evaluate score"
        for key, name, one, other in pairs
        if (one is None) != (other is None) or (one is not None and not math.isclose(one, other, abs_tol=1e-9))
    ]


def say(line: str) -> None:
    """Prints at once, so that the order holds beside other programs' output."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())
