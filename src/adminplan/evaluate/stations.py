"""Which station of the road lost the point: text, outline, passages, plan.

Reads `Gold`, the `Reading` of its document and its `Score`. Writes `Passed` counts, station by station.

Gold holds what a plan says, not an outline or passages of its own, so a station's gold input is that part of its real input which is
as gold would have it: items whose words stand in the text (for the outline), which begin an item of the outline (for passages), whose
activity was found (for its units and times), which a passage says (for the plan). Time words and unit names are also read alone, as gold
prints them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from adminplan.evaluate.gold import Gold
from adminplan.evaluate.likeness import base_type, like, symbol, title_like, words
from adminplan.evaluate.reading import Reading
from adminplan.evaluate.score import Score

_FIRST = 6  # words by which an item is known to begin


class Passed(NamedTuple):
    """What a station made of the items of a field.

    Attributes:
        gold: items that gold holds. real: of these, right after this station. given: items that came to it as gold has them.
        right: of these, right after it.
    """

    station: str
    field: str
    gold: int
    real: int
    given: int
    right: int


def stations(gold: Gold, reading: Reading, score: Score) -> list[Passed]:
    """The counts of one document; none where its plan was not read from the document itself."""
    if reading.outline is None or reading.findings is None:
        return []
    return list(_Road(gold, reading, score).walk())


def added(counts: Iterable[Passed]) -> list[Passed]:
    """The counts of many documents added up, in the order of the road."""
    made: dict[tuple[str, str], Passed] = {}
    for one in counts:
        before = made.get(one[:2], Passed(*one[:2], 0, 0, 0, 0))
        made[one[:2]] = Passed(*one[:2], *(a + b for a, b in zip(before[2:], one[2:], strict=True)))
    order = {name: index for index, name in enumerate(("text", "outline", "passages", "plan"))}
    return sorted(made.values(), key=lambda one: order[one.station])


class _Road:
    """One document on its way, with what gold says of it."""

    def __init__(self, gold: Gold, reading: Reading, score: Score) -> None:
        self.content, self.complete = gold.content, gold.complete
        self.reading, self.score = reading, score
        outline = reading.outline
        assert outline is not None
        self.string = outline.text.string
        self.text = f" {' '.join(words(self.string))} "
        items: list[str] = []
        for node in (inner for top in (*outline.body, *outline.annexes) for inner in top.walk()):
            items.append(self.string[slice(*node.words)])
            items += [self.string[slice(*cell.span)] for row in (node.table.rows if node.table else ()) for cell in row]
        folded = [words(item) for item in items]
        self.items = " | ".join(f" {' '.join(item)} " for item in folded)
        self.begins = {item[:length] for item in folded for length in range(1, _FIRST + 1)}

    def walk(self) -> Iterator[Passed]:
        header = self.content["header"]
        quoted = [name for name in ("type", "place", "issuer", "parent_issuer", "title") if header[name]]
        in_text = [self.stands(header[name]) for name in quoted]
        yield self.passed("text", "header", in_text)
        read = {item.field.removeprefix("header."): item.state == "right" for item in self.score.items if "." in item.field}
        lost = {name for name, there in zip(quoted, in_text, strict=True) if not there}
        yield self.passed("outline", "header", list(read.values()), [name not in lost for name in read])
        references = self.content["references"]
        cited = [self.stands(row["number"] or row["title"]) for row in references]
        yield self.passed("text", "references", cited)
        yield from self.found("references", references, cited, self.cites)
        if not self.complete:
            return
        findings = self.reading.findings
        assert findings is not None
        acts, titles = self.content["activities"], [self.string[slice(*one.title)] for one in findings.activities]
        goals, aims = self.content["goals"], [self.string[slice(*one.span)] for one in findings.goals]
        tasks = [{"unit": row["unit"], "text": task} for row in self.content["duties"] for task in row["tasks"]]
        given = [(one.unit.name, self.string[slice(*one.span)]) for one in findings.duties]
        yield from self.listed("goals", goals, "text", lambda row: any(like(row["text"], aim, 0.85) >= 0.85 for aim in aims))
        yield from self.listed(
            "activities", acts, "title", lambda row: any(title_like(row["title"], title, 0.8) >= 0.8 for title in titles)
        )
        yield from self.listed("duties", tasks, "text", lambda row: any(_same_duty(row, *one) for one in given))
        here = self.states("activities")
        for part in ("units", "times"):
            rows = [(row, at) for act, at in zip(acts, here, strict=True) for row in act[part]]
            right = self.states(f"activity_{part}")
            key = "name" if part == "units" else "text"
            yield self.passed("text", f"activity_{part}", [self.stands(row.get(key)) for row, _ in rows])
            yield self.passed("passages", f"activity_{part}", right, [at for _, at in rows])
            yield self.passed("passages", f"{part} alone", [self.alone(part, row) for row, _ in rows])

    def listed(self, field: str, rows: Sequence[Any], key: str, said: Callable[[Any], bool]) -> Iterator[Passed]:
        in_text = [self.stands(row[key]) for row in rows]
        yield self.passed("text", field, in_text)
        if field == "duties":  # sentences of an item are tasks, so they need not begin it
            in_outline = [f" {' '.join(words(row[key]))} " in self.items for row in rows]
        else:
            in_outline = [words(row[key])[:_FIRST] in self.begins for row in rows]
        yield self.passed("outline", field, in_outline, in_text)
        yield from self.found(field, rows, in_outline, said)

    def found(self, field: str, rows: Sequence[Any], given: list[bool], said: Callable[[Any], bool]) -> Iterator[Passed]:
        in_plan = self.states(field)
        in_passages = [kept or said(row) for kept, row in zip(in_plan, rows, strict=True)]
        yield self.passed("passages", field, in_passages, given)
        yield self.passed("plan", field, in_plan, in_passages)

    def states(self, field: str) -> list[bool]:
        """Whether each item of gold is right in the plan, in the order of gold."""
        return [item.state == "right" for item in self.score.items if item.field == field and item.state != "invented"]

    def passed(self, station: str, field: str, right: list[bool], given: list[bool] | None = None) -> Passed:
        given = [True] * len(right) if given is None else given
        both = sum(a and b for a, b in zip(right, given, strict=True))
        return Passed(station, field, len(right), sum(right), sum(given), both)

    def stands(self, quote: str | None) -> bool:
        return f" {' '.join(words(quote))} " in self.text if quote else True

    def cites(self, row: dict[str, Any]) -> bool:
        for one in self.reading.cited:
            if base_type(row["type"]) != base_type(one.type):
                continue
            if symbol(row["number"]) == symbol(one.number) if row["number"] else like(row["title"], one.title, 0.8) >= 0.8:
                return True
        return False

    def alone(self, part: str, row: dict[str, Any]) -> bool:
        """Whether a time or a unit is read from the words that gold prints, without the document around them."""
        from adminplan import api

        if part == "units":
            return any(words(one.name) == words(row["name"]) for one in api.find_units(row["name"]))
        issued = self.content["header"]["date"]
        found = api.find_times(row.get("text") or "", issued=date.fromisoformat(issued) if issued else None)
        wanted = (row.get("start"), row.get("end"), row["kind"])
        return any((_iso(one.start), _iso(one.end), one.kind) == wanted for one in found)


def _same_duty(row: dict[str, Any], unit: str, task: str) -> bool:
    return like(row["text"], task, 0.8) >= 0.8 and like(row["unit"], unit, 0.8) >= 0.8


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def table(counts: Sequence[Passed]) -> str:
    """The counts for a terminal, in the order of the road."""
    lines = ["share of gold's items that are right after each station, on its real input and on what the one before had right:"]
    lines.append(f"{'station':<10}{'field':<16}{'items':>7}{'real':>8}{'given':>8}{'right':>8}")
    lines += [
        f"{one.station:<10}{one.field:<16}{one.gold:>7}{_share(one.real, one.gold)}{one.given:>8}{_share(one.right, one.given)}"
        for one in counts
    ]
    return "\n".join(lines) + "\n"


def _share(part: int, of: int) -> str:
    return f"{part / of:>8.3f}" if of else f"{'-':>8}"
