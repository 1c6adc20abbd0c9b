"""The form that a document must have, by the system of its issuer and its date.

Reads `data/forms.toml`. Writes `Form`. Sources: Nghị định 30/2020/NĐ-CP, Phụ lục I (State, unions, fronts, schools); Hướng dẫn 36-HD/VPTW of
2018 and 05-HD/VPTW of 2026 (Party); Hướng dẫn 29-HD/TWĐTN-VP of 2013 (Youth Union).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from adminplan.data import words


class Style(NamedTuple):
    """How one kind of paragraph looks.

    Attributes:
        name: as Word shows it. size: points, as written. sizes: the least and greatest that the rules allow, `None` where they say nothing.
        indent: of the first line, mm. before, after: points. line: exact height of a line in points, `None` for single spacing.
        keep: stays on the page of what follows. rule: an empty paragraph whose upper border is a line.
    """

    name: str
    size: float
    sizes: tuple[float, float] | None = None
    align: str = "left"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    indent: float = 0
    before: float = 0
    after: float = 0
    line: float | None = None
    keep: bool = False
    rule: bool = False


class Form(NamedTuple):
    """The rules for one kind of issuer from one day on.

    Attributes:
        since: the first day. source: the document that rules.
        margins: top, bottom, left, right in mm, as written; `allowed` the least and greatest of each.
        columns: widths of the two columns of the head, mm. header: of the page number from the edge of the paper, mm.
        motto: lines at the top right. mark: what stands under the issuer, `""` for a rule. number: with places for number and symbol.
        rule: what stands under the title: `line`, or characters. basis: what a basis begins with. end: the mark after the last sentence.
        recipients: the word above the list. file: how its last line begins.
        styles: by kind (those of `draft`, and those of head, close and annex).
    """

    id: str
    since: date
    source: str
    margins: Mapping[str, float]
    allowed: Mapping[str, tuple[float, float]]
    columns: tuple[float, float]
    header: float
    motto: tuple[str, ...]
    mark: str
    number: str
    rule: str
    basis: str
    end: str
    recipients: str
    file: str
    styles: Mapping[str, Style]


def form_of(system: str, day: date) -> Form:
    """The form of an issuer's documents on a day; before the first form that is known, that first one (its `since` is later then).

    >>> form_of("union", date(2023, 4, 11)).id
    'nd30'
    >>> form_of("party", date(2026, 6, 1)).id
    'party-2026'
    """
    known = {own for _, systems in _forms() for own in systems}
    wanted = system if system in known else "state"
    forms = [form for form, systems in _forms() if wanted in systems]
    return next((form for form in reversed(forms) if form.since <= day), forms[0])


@cache
def _forms() -> tuple[tuple[Form, tuple[str, ...]], ...]:
    rules = words("forms")
    read: dict[str, dict[str, Any]] = {}
    for row in rules["form"]:
        read[row["id"]] = {**read[row["like"]], **row} if "like" in row else row
    return tuple((_form(row, rules["style"]), tuple(row["systems"])) for row in read.values())


def _form(row: dict[str, Any], common: dict[str, dict[str, Any]]) -> Form:
    own: dict[str, dict[str, Any]] = row["style"]
    body = own["body"]
    styles = {}
    for kind, shared in common.items():
        stated = {**own.get(shared.get("like", kind), {}), **own.get(kind, {}), **shared}
        stated.pop("like", None)
        # A basis stands as the body does, only its face may differ.
        stated |= {name: body.get(name) for name in ("indent", "line") if stated.get(name) == "body"}
        if kind in {"part", "heading"}:
            stated["italic"] = False
        sizes = stated.pop("sizes", None)
        styles[kind] = Style(**stated, sizes=tuple(sizes) if sizes else None)
    return Form(
        id=row["id"], since=row["since"], source=row["source"], margins=row["margins"],
        allowed={side: (low, high) for side, (low, high) in row["allowed"].items()},
        columns=(row["columns"][0], row["columns"][1]), header=row["header"], motto=tuple(row["motto"]), mark=row["mark"],
        number=row["number"], rule=row["rule"], basis=row["basis"], end=row["end"], recipients=row["recipients"], file=row["file"],
        styles=styles,
    )  # fmt: skip
