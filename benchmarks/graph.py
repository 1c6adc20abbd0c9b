"""How well and how fast citations are linked in a synthetic archive whose truth is known.

    python benchmarks/graph.py [--plans 10000] [--seed 5] [--wrong]

Precision: share of links that are right. Recall: share of citations of works in the archive that are linked, typing slips apart (these
must be candidates, never links). Time is of the processor; memory is what the process holds at its peak beyond the plans themselves.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter

from synthetic import make

from adminplan.plangraph.graph import graph_of
from adminplan.plangraph.links import Links

# What must never be linked, only kept as a candidate: typing slips, and an old work under the name of the province that took its body in.
LOOSE = ("slip", "reform: new name")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--plans", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=5)
    options.add_argument("--wrong", action="store_true", help="print links that are wrong, and some that are missing")
    given = options.parse_args()
    plans, truth = make(given.plans, given.seed)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    links = Links()
    links.add(plans)
    linked = time.process_time()
    graph = graph_of(links)
    done = time.process_time()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    there: Counter[str] = Counter()
    candidate: Counter[str] = Counter()
    total: Counter[str] = Counter()
    absent: Counter[str] = Counter()
    shown = 0
    for work in links.works.values():
        by_reference = {
            name: found for said, found in zip(work.citations, links.resolutions[work.id], strict=True) for name in said.mentions
        }
        for one in work.references:
            meant = truth[(work.id, one.id)]
            found = by_reference.get(one.id)
            linked_to = found.work if found and found.state == "linked" else None
            total[meant.kind] += 1
            there[meant.kind] += meant.work is not None
            absent[meant.kind] += meant.work is None and found is not None and found.state == "cited"
            candidate[meant.kind] += linked_to is None and found is not None and meant.work in dict(found.candidates)
            right[meant.kind] += linked_to is not None and linked_to == meant.work
            wrong[meant.kind] += linked_to is not None and linked_to != meant.work
            odd = linked_to != meant.work and (linked_to or not meant.kind.startswith(LOOSE))
            if given.wrong and odd and (linked_to or shown < 60):
                shown += 1
                print(work.id, "|", one.number, one.date, one.issuer, one.title, "|", meant, "|", found)
    print(
        f"{'kind':32}{'citations':>10}{'in archive':>11}{'linked':>8}{'wrong':>7}{'recall':>8}{'as candidate':>13}{'told missing':>13}"
    )
    for kind in sorted(total):
        share = right[kind] / there[kind] if there[kind] else 0.0
        print(
            f"{kind:32}{total[kind]:>10}{there[kind]:>11}{right[kind]:>8}{wrong[kind]:>7}{share:>8.4f}{candidate[kind]:>13}{absent[kind]:>13}"
        )
    fair = [kind for kind in total if not kind.startswith(LOOSE)]
    made = sum(right.values()) + sum(wrong.values())
    print(f"precision {sum(right.values()) / made:.5f} ({sum(wrong.values())} wrong of {made})")
    print(f"recall {sum(right[kind] for kind in fair) / sum(there[kind] for kind in fair):.4f}")
    slips = [kind for kind in total if kind.startswith(LOOSE)]
    print(f"slips and new names: {sum(candidate[kind] for kind in slips)} of {sum(there[kind] for kind in slips)} are candidates")
    edges = graph.graph.number_of_edges()
    print(
        f"{len(plans)} plans, {graph.graph.number_of_nodes()} works, {edges} citations: links {linked - start:.1f} s, graph {done - linked:.1f} s"
    )
    print(f"memory beyond the plans ({before // 1024} MB): {(after - before) // 1024} MB")


if __name__ == "__main__":
    main()
