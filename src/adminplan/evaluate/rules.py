"""How often each rule is right: counts on gold, the confidence that findings get from them, and whether that confidence can be trusted.

Reads `Gold` and `Score`s. Writes the table `data/rule_precision.toml`, from which `Evidence.confidence` comes, and a table of reliability.

A rule is right where what it found counts as found in scoring. Its precision is smoothed by one right and one wrong finding more
(Laplace), so that three findings, all right, give 0.8 and not 1. In recognised words (scans) a rule is a rule of its own. What is right in documents that rules were tuned on flatters them;
the counts and the hash say on what each figure rests.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from adminplan.evaluate.gold import Gold
from adminplan.evaluate.score import F1S, LISTS, Score

_FINDINGS = frozenset((*F1S, *LISTS))
_LEARNED = ".learned@"  # in the names of rules that rest on a learned model
_EDGES = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 1.0)


class Rule(NamedTuple):
    """A rule by its name with version, on text or on words recognised in a picture."""

    name: str
    recognised: bool = False

    def __str__(self) -> str:
        """The name as tables show it."""
        return f"{self.name} (recognised)" if self.recognised else self.name


class Precision(NamedTuple):
    """What a rule found in gold documents, how much of it is right, and in documents of how many issuers."""

    right: int
    found: int
    issuers: int = 1

    @property
    def smoothed(self) -> float:
        """(right + 1) / (found + 2): the probability that its next finding is right."""
        return (self.right + 1) / (self.found + 2)


class Bin(NamedTuple):
    """Findings with a confidence from `low` to below `high`: how many, their mean confidence, and the share that is right."""

    low: float
    high: float
    found: int
    confidence: float
    right: float


class Reliability(NamedTuple):
    """Confidence against truth. `brier`: mean of (confidence - right)², 0 is best; `alone`: findings whose rule one issuer alone shows."""

    bins: tuple[Bin, ...]
    brier: float | None
    alone: int


class Learned(NamedTuple):
    """Findings of one rule that rests on a learned model: their mean confidence, how many, and how many are right."""

    confidence: float
    found: int
    right: int


def precision(scores: Iterable[Score]) -> dict[Rule, Precision]:
    """The precision of every rule that found something, in the order of their names."""
    return _counted(_findings(scores))


def reliability(scores: Sequence[Score]) -> Reliability:
    """Cross-validated by issuer: each finding gets the precision that its rule has in the documents of all other issuers.

    What rests on a learned model keeps its own confidence, which was measured on documents that the model had not seen.
    """
    findings = [one for one in _findings(scores) if _LEARNED not in one[1].name]
    total = _counted(findings)
    own = {issuer: _counted(one for one in findings if one[0] == issuer) for issuer in {one[0] for one in findings}}
    forecast = [one for rows in _told(scores).values() for one in rows]
    alone = 0
    for issuer, rule, right in findings:
        rest, mine = total[rule], own[issuer][rule]
        if rest.found == mine.found:
            alone += 1
            continue
        forecast.append((Precision(rest.right - mine.right, rest.found - mine.found).smoothed, right))
    bins = []
    for low, high in pairwise(_EDGES):
        inside = [one for one in forecast if low <= one[0] < high]
        if inside:
            count = len(inside)
            bins.append(Bin(low, high, count, sum(p for p, _ in inside) / count, sum(right for _, right in inside) / count))
    brier = sum((p - right) ** 2 for p, right in forecast) / len(forecast) if forecast else None
    return Reliability(tuple(bins), brier, alone)


def learned(scores: Iterable[Score]) -> dict[str, Learned]:
    """What rests on a learned model, by rule."""
    return {
        rule: Learned(sum(told for told, _ in rows) / len(rows), len(rows), sum(right for _, right in rows))
        for rule, rows in sorted(_told(scores).items())
    }


def _told(scores: Iterable[Score]) -> dict[str, list[tuple[float, bool]]]:
    """(confidence, right) of the findings of each rule that rests on a learned model."""
    rows: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for one in scores:
        for item in one.items:
            for name, confidence in item.rules if item.field in _FINDINGS else ():
                if _LEARNED in name and confidence is not None:
                    rows[name].append((confidence, item.state == "right"))
    return rows


def _findings(scores: Iterable[Score]) -> Iterator[tuple[str, Rule, bool]]:
    """(issuer, rule, right) of every mention found that gold speaks about."""
    for one in scores:
        for item in one.items:
            if item.field in _FINDINGS:
                yield from ((one.issuer, Rule(name, one.recognised), item.state == "right") for name, _ in item.rules)


def _counted(findings: Iterable[tuple[str, Rule, bool]]) -> dict[Rule, Precision]:
    right: dict[Rule, int] = defaultdict(int)
    found: dict[Rule, int] = defaultdict(int)
    issuers: dict[Rule, set[str]] = defaultdict(set)
    for issuer, rule, ok in findings:
        right[rule] += ok
        found[rule] += 1
        issuers[rule].add(issuer)
    return {rule: Precision(right[rule], found[rule], len(issuers[rule])) for rule in sorted(found)}


def as_toml(gold: Sequence[Gold], scores: Sequence[Score]) -> str:
    """The table as it is committed: every rate with its counts, and what it was measured on."""
    digest = hashlib.sha256()
    for one in sorted(gold, key=lambda one: one.name):
        for path in (one.document.with_name(f"{one.name}.gold.json"), one.document):
            content = path.read_bytes() if path.is_file() else b""
            digest.update(f"{path.name} {len(content)}\n".encode() + content)
    lines = [
        "# How often each rule is right. Written by `adminplan evaluate score GOLD … --write-rules FILE`, never by hand.",
        "# precision = (right + 1) / (found + 2). Rules were tuned on part of these documents: on others expect less.",
        "",
        "[measured_on]",
        f'sha256 = "{digest.hexdigest()}"  # of the gold files and their documents',
        f"documents = {len(scores)}",
        f"recognised = {sum(one.recognised for one in scores)}  # of the documents: scans",
        f"issuers = {len({one.issuer for one in scores})}",
    ]
    for rule, rate in precision(scores).items():
        if _LEARNED in rule.name:
            continue  # the model's lock tells it
        lines += [
            "",
            f'[{"recognised" if rule.recognised else "text"}."{rule.name}"]',
            f"right = {rate.right}",
            f"found = {rate.found}",
            f"issuers = {rate.issuers}",
            f"precision = {rate.smoothed:.4f}",
        ]
    return "\n".join(lines) + "\n"


def table(found: Mapping[Rule, Precision], reliable: Reliability, model: Mapping[str, Learned]) -> str:
    """The tables for a terminal: rules, the least precise first; reliability by bins; what learned models told."""
    lines = [f"{'rule':<40}{'right':>8}{'found':>8}{'issuers':>9}{'precision':>11}"]
    for rule, one in sorted(found.items(), key=lambda pair: (pair[1].smoothed, pair[0])):
        lines.append(f"{rule!s:<40}{one.right:>8}{one.found:>8}{one.issuers:>9}{one.smoothed:>11.3f}")
    lines += ["", "confidence from the documents of other issuers, against truth:"]
    lines.append(f"{'confidence':<20}{'findings':>10}{'mean':>8}{'right':>8}")
    for a in reliable.bins:
        lines.append(f"{f'{a.low:.2f} to {a.high:.2f}':<20}{a.found:>10}{a.confidence:>8.3f}{a.right:>8.3f}")
    if reliable.brier is not None:
        lines.append(f"Brier score {reliable.brier:.4f}")
    if model:
        lines += ["", f"{'told by a learned model':<40}{'confidence':>11}{'found':>8}{'right':>8}"]
        lines += [f"{name:<40}{told:>11.3f}{found:>8}{right / found:>8.3f}" for name, (told, found, right) in model.items()]
    else:
        lines.append("no finding rests on a learned model")
    if reliable.alone:
        lines.append(f"{reliable.alone} findings left out: no other issuer's documents show their rules")
    return "\n".join(lines) + "\n"
