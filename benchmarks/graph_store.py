"""How fast the graph of a large archive is made and asked.

    python benchmarks/graph_store.py [--plans 100000] [--check]

Reads nothing. Writes a table to standard output. Puts synthetic plans (synthetic.py) into an SQLite archive, resolves their citations, asks the
questions that offices ask about single documents and about all, and adds plans to see what an addition costs. Times are of the processor.

  every question about one document: p95 below 100 ms
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from synthetic import make

from adminplan.plangraph import questions
from adminplan.store import graph, links
from adminplan.store.archive import Archive
from adminplan.store.database import writing
from adminplan.store.rows import reading_of
from adminplan.store.write import File, begin_run, take

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adminplan.plan.plan import Plan

ALLOWED = 100  # milliseconds
_AT_ONCE = 500
_LATE = 100  # plans that come when all others are resolved
ABOUT_ONE = (
    ("rests on", True, questions.rests_on),
    ("implemented by", False, questions.implemented_by),
    ("touched by", False, questions.touched_by),
    ("chains", False, questions.chains),
)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--plans", type=int, default=100_000, help="how many (default: 100000)")
    options.add_argument("--turns", type=int, default=200, help="documents asked about (default: 200)")
    options.add_argument("--check", action="store_true", help=f"exit 1 where a 95th percentile is {ALLOWED} ms or more")
    given = options.parse_args()
    plans, _ = make(given.plans, 5)
    with (
        tempfile.TemporaryDirectory(prefix="adminplan-bench-") as folder,
        Archive(f"sqlite:///{Path(folder) / 'plans.db'}") as archive,
    ):
        early, late = plans[:-_LATE], plans[-_LATE:]
        began = time.process_time()
        put(archive, early)
        print(f"{len(early)} plans put in: {time.process_time() - began:.1f} s")
        began = time.process_time()
        links.link(archive.engine)
        print(f"all citations resolved: {time.process_time() - began:.1f} s")
        put(archive, late)
        began = time.process_time()
        again = links.link(archive.engine)
        print(f"{_LATE} more plans: {again} plans resolved, {time.process_time() - began:.2f} s")
        works = [plan.id for plan in random.Random(3).sample(plans, min(given.turns, len(plans)))]
        slow = [name for name, out, question in ABOUT_ONE if ask(archive, name, works, out=out, question=question) >= ALLOWED]
        for name, about in (
            ("missing, the 20 most cited", lambda: list(graph.missing(archive.engine, limit=20))),
            ("most cited, 20", lambda: list(graph.most_cited(archive.engine, limit=20))),
            ("orphans", lambda: list(graph.orphans(archive.engine))),
            ("the whole graph in memory", lambda: graph.graph(archive.engine)),
        ):
            began = time.process_time()
            about()
            print(f"{name:<40}{(time.process_time() - began) * 1000:8.0f} ms")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB, the plans made included")
    return 1 if given.check and slow else 0


def put(archive: Archive, plans: Sequence[Plan]) -> None:
    """Put plans into the archive, as if each were a file."""
    for start in range(0, len(plans), _AT_ONCE):
        some = [(plan, hashlib.sha256(plan.id.encode()).hexdigest()) for plan in plans[start : start + _AT_ONCE]]
        with writing(archive.engine) as connection:
            run = begin_run(connection, [])
            take(connection, run, [File(plan.id, digest, 1, reading_of(plan, sha256=digest)) for plan, digest in some])


def ask(archive: Archive, name: str, works: Sequence[str], *, out: bool, question) -> float:  # noqa: ANN001 - one of ABOUT_ONE
    """Ask a question about every one of some works, and print a line; the 95th percentile in milliseconds."""
    spent, found = [], []
    for work in works:
        began = time.process_time()
        found.append(len(question(graph.around(archive.engine, work, out=out), work)))
        spent.append((time.process_time() - began) * 1000)
    high = quantiles(spent, n=20, method="inclusive")[-1]
    print(f"{name:<24}p50 {median(spent):7.1f} ms   p95 {high:7.1f} ms   most {max(spent):7.1f} ms   up to {max(found)} rows")
    sys.stdout.flush()
    return high


if __name__ == "__main__":
    sys.exit(main())
