"""How long each station takes, what importing costs, and how much memory reading needs, on this machine.

Reads documents. Writes `Speed`. Work in this process is measured in processor time, so that other programs do not count; programs that
readers call (tesseract, LibreOffice) are measured by the clock.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

PAGE = 3000  # characters: what a page of a plan holds, whatever the format
STATIONS = ("files", "layout", "outline", "passages", "plan")

_IMPORT = "import time; t = time.perf_counter(); import adminplan; print(time.perf_counter() - t)"
_HELP = "import time; t = time.perf_counter()\nimport sys\nfrom adminplan import cli\ntry: cli.main(['--help'])\nexcept SystemExit: print(time.perf_counter() - t)"
_MEMORY = """\
import sys
import adminplan
for path in sys.argv[1:]:
    adminplan.parse(path)
try:
    import resource
except ImportError:
    print(0)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))
"""


class Kind(NamedTuple):
    """Documents of one reader: how many, how many pages of `PAGE` characters, milliseconds a page by station."""

    documents: int
    pages: float
    stations: dict[str, float]


class Speed(NamedTuple):
    """Figures of one run. `kinds` by reader; `importing` and `help` in ms; `memory` in MB at the highest, `None` where unknown."""

    kinds: dict[str, Kind]
    importing: float
    help: float
    memory: float | None
    unread: dict[str, str]


def measure(paths: Sequence[Path], *, repeats: int = 5) -> Speed:
    """Medians of so many turns; a document that needs recognition is read once. What cannot be read is named, not measured."""
    from adminplan.errors import UnreadableFile
    from adminplan.files.read import read

    spent: dict[str, list[tuple[float, dict[str, float]]]] = {}
    unread: dict[str, str] = {}
    for path in paths:
        began, clock = time.process_time(), time.perf_counter()
        try:
            source = read(path)
        except UnreadableFile as error:
            unread[str(path)] = f"{error.found}. {error.remedy}"
            continue
        processor, passed = time.process_time() - began, time.perf_counter() - clock
        called = source.ocr or passed > 2 * processor + 0.05  # a program did the work
        stations = {"files": passed if called else _median(lambda path=path: read(path), repeats)}  # type: ignore[misc]
        stations |= _stations(source, repeats)
        spent.setdefault(source.reader, []).append((max(1, len(source.raw)) / PAGE, stations))
    kinds = {}
    for reader, rows in sorted(spent.items()):
        pages = sum(count for count, _ in rows)
        share = {name: 1000 * sum(row[name] for _, row in rows) / pages for name in STATIONS}
        kinds[reader] = Kind(len(rows), pages, share)
    readable = [str(path) for path in paths if str(path) not in unread]
    memory = float(_run(_MEMORY, *readable)) if readable else 0.0
    return Speed(
        kinds,
        1000 * median(float(_run(_IMPORT)) for _ in range(repeats)),
        1000 * median(float(_run(_HELP).splitlines()[-1]) for _ in range(repeats)),
        memory or None,
        unread,
    )


def _stations(source: Any, repeats: int) -> dict[str, float]:
    """Seconds of every station after the first, each on what the one before it made."""
    from adminplan import api
    from adminplan.layout.tidy import tidy
    from adminplan.outline.outline import read_outline
    from adminplan.plan.assemble import assemble

    text = tidy(source)
    outline = read_outline(text)
    found = api.find(outline)
    return {
        "layout": _median(lambda: tidy(source), repeats),
        "outline": _median(lambda: read_outline(text), repeats),
        "passages": _median(lambda: api.find(outline), repeats),
        "plan": _median(lambda: assemble(outline, *found), repeats),
    }


def _median(work: Callable[[], object], repeats: int) -> float:
    """Processor seconds; the work was done once before, so that it runs warm."""
    spent = []
    for _ in range(repeats):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return median(spent)


def _run(code: str, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - this Python, on code of our own
        [sys.executable, "-c", code, *arguments], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    )
    return done.stdout


def as_json(found: Speed) -> str:
    """The figures as JSON: milliseconds a page by reader and station, milliseconds, megabytes."""
    kinds = {
        name: {"documents": kind.documents, "pages": round(kind.pages, 2), "ms_a_page": kind.stations}
        for name, kind in found.kinds.items()
    }
    content = {
        "schema": "adminplan/speed/1", "characters_a_page": PAGE, "kinds": kinds, "import_ms": found.importing, "help_ms": found.help,
        "peak_mb": found.memory, "unread": found.unread,
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def table(found: Speed) -> str:
    """The figures for a terminal."""
    lines = [f"{'ms a page of 3,000 characters':<34}{'pages':>8}" + "".join(f"{name:>10}" for name in (*STATIONS, "text-plan"))]
    for name, kind in found.kinds.items():
        text = sum(kind.stations[station] for station in STATIONS[1:])
        cells = [*(kind.stations[station] for station in STATIONS), text]
        lines.append(f"{name[:33]:<34}{kind.pages:>8.1f}" + "".join(f"{cell:>10.2f}" for cell in cells))
    lines += [
        "",
        f"import adminplan {found.importing:.0f} ms; adminplan --help {found.help:.0f} ms (both without Python's own start)",
    ]
    lines.append(f"memory at its highest {found.memory:.0f} MB" if found.memory else "memory: this system does not tell")
    lines += [f"not measured: {path}: {why}" for path, why in found.unread.items()]
    return "\n".join(lines) + "\n"
