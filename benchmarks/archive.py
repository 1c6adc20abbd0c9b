"""How fast an archive takes files in, and what it costs in memory.

Reads the documents of corpus/. Writes a table to standard output. Makes FILES documents out of those of corpus/, each with a number of its
own, adds them with one process and with two, each time to a new database, and reports files a second and the highest memory of the main
process; it should be the same for a tenth of the files. Figures are this machine's; ratios say more.

  two workers       at least 1.8 times as fast as one
  main process      memory flat in the number of files
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import adminplan

CORPUS = Path(__file__).parent.parent / "corpus" / "documents"
ADD = (
    "import resource, sys, time\n"
    "from adminplan.store.archive import Archive\n"
    "began = time.perf_counter()\n"
    "with Archive(sys.argv[1]) as archive:\n"
    "    report = archive.add(sys.argv[2], workers=int(sys.argv[3]))\n"
    "print(report.added, report.failed, time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="?", type=int, default=5000, help="how many files (default: 5000)")
    options.add_argument("--db", help="measure in this empty PostgreSQL database instead of SQLite files; one run, two workers")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="adminplan-bench-") as name:
        folder = Path(name)
        few, many = folder / "few", folder / "many"
        make(few, given.files // 10)
        make(many, given.files)
        if given.db:
            show("PostgreSQL, 2 workers", run(given.db, many, 2))
            return 0
        small = run(f"sqlite:///{folder / 'few.db'}", few, 1)
        one = run(f"sqlite:///{folder / 'one.db'}", many, 1)
        two = run(f"sqlite:///{folder / 'two.db'}", many, 2)
        show("1 worker", small)
        show("1 worker", one)
        show("2 workers", two)
        print(
            f"two workers / one: {one[1] / two[1]:.2f} (>= 1.8); memory at {given.files} files / at a tenth: {one[2] / small[2]:.2f}"
        )
    return 0


def run(url: str, folder: Path, workers: int) -> tuple[int, float, float]:
    """Files added, seconds, and megabytes of the main process at its highest."""
    done = subprocess.run([sys.executable, "-c", ADD, url, str(folder), str(workers)], check=True, capture_output=True, text=True)
    added, failed, seconds, kilobytes = done.stdout.split()
    if int(failed):
        print(f"{failed} files could not be read")
    return int(added), float(seconds), int(kilobytes) / 1024


def show(name: str, figures: tuple[int, float, float]) -> None:
    added, seconds, megabytes = figures
    print(f"{name:<24}{added:>6} files{seconds:>8.1f} s{added / seconds:>8.1f} files/s{megabytes:>8.0f} MB")


def make(folder: Path, count: int) -> None:
    """Documents of corpus/ under other numbers; what stands in PDF files as plain text."""
    folder.mkdir()
    originals = []
    for path in sorted(CORPUS.iterdir()):
        if path.suffix == ".json":
            continue
        plan = adminplan.parse(path)
        number = plan.letterhead.number
        if number and number[0].isdigit():
            data = plan.text.encode() if path.suffix == ".pdf" else path.read_bytes()
            originals.append((path.stem, ".txt" if path.suffix == ".pdf" else path.suffix, data, number))
    for index in range(count):
        stem, suffix, data, number = originals[index % len(originals)]
        other = re.sub(r"^\d+", str(10_000 + index), number)
        (folder / f"{index:06d}-{stem}{suffix}").write_bytes(renumbered(data, suffix, number, other))


def renumbered(data: bytes, suffix: str, number: str, other: str) -> bytes:
    """The document with its number changed wherever it stands; the serial alone where that is set apart from the rest."""
    if suffix != ".docx":
        return data.replace(number.encode(), other.encode())
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in package.infolist():
            part = package.read(member)
            copy.writestr(member, part.replace(number.encode(), other.encode()) if member.filename.endswith(".xml") else part)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
