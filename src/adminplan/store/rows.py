"""A plan as rows of the tables: made where the file is read, so that whoever writes to the database only writes.

Reads `Plan`. Writes `Reading`: the plan whole and deflated, what it is to be ranked by, and its rows by table.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date
from typing import Any

from adminplan.passages.symbols import parse_symbol
from adminplan.plan.codec import dump, load
from adminplan.plan.ids import unit_slug
from adminplan.plan.plan import Plan

Row = dict[str, Any]
Told = dict[str, Any]

_DATES = {"plans": ("issued", "period_start", "period_end"), "times": ("start", "end")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was made of one content.

    Attributes:
        sha256: of the file. work: the document's id. rank: see `rank_of`. plan: JSON, deflated.
        rows: by name of the table; `plans` has one.
    """

    sha256: str
    work: str
    rank: str
    plan: bytes
    rows: dict[str, list[Row]]

    def told(self) -> Told:
        """The reading as JSON has it, to be handed from one process to another."""
        rows = {
            **self.rows,
            **{
                name: [row | {column: row[column] and row[column].isoformat() for column in columns} for row in self.rows[name]]
                for name, columns in _DATES.items()
            },
        }
        return {
            "sha256": self.sha256,
            "work": self.work,
            "rank": self.rank,
            "plan": b64encode(self.plan).decode(),
            "rows": rows,
        }

    @classmethod
    def heard(cls, told: Told) -> Reading:
        """The reading that another process told."""
        for name, columns in _DATES.items():
            for row in told["rows"][name]:
                row.update({column: date.fromisoformat(row[column]) for column in columns if row[column]})
        return cls(**{**told, "plan": b64decode(told["plan"])})


def reading_of(plan: Plan, *, sha256: str) -> Reading:
    """The reading of a content. Bytes and rows depend on the plan alone."""
    return Reading(sha256=sha256, work=plan.id, rank=rank_of(plan, sha256), plan=deflated(plan), rows=rows_of(plan))


def deflated(plan: Plan) -> bytes:
    """The plan's JSON, deflated."""
    return zlib.compress(dump(plan).encode(), 3)  # 6: twice the time, an eighth smaller


def inflated(data: bytes) -> Plan:
    """The plan that `deflated` kept."""
    return load(zlib.decompress(data).decode())


def rank_of(plan: Plan, sha256: str) -> str:
    """Which of several readings of one work is better: the one whose rank is greater as text.

    In this order: letters that the file says before letters recognised from pictures; more of number, day, issuer and title;
    more activities, duties and citations; fewer issues. The sum of the file decides between equals, so that order of adding never does.
    """
    head = plan.letterhead
    told = sum(one is not None for one in (head.number, head.date, head.issuer, head.title))
    found = len(plan.activities) + len(plan.duties) + len(plan.references)
    return f"{not plan.source.ocr:d}-{told}-{min(found, 99_999):05d}-{99_999 - min(len(plan.issues), 99_999):05d}-{sha256}"


def rows_of(plan: Plan) -> dict[str, list[Row]]:
    """The rows of a plan by table, in the order in which things stand in it; `plan_id` is not known yet."""
    head = plan.letterhead
    times = {time.id: time for time in plan.times}
    period = times.get(plan.period or "")
    rows: dict[str, list[Row]] = {
        "plans": [
            {
                "work": plan.id, "type": head.type, "number": head.number, "number_key": number_key(head.number), "issued": head.date,
                "issuer": head.issuer, "issuer_key": head.issuer and unit_slug(head.issuer), "parent_issuer": head.parent_issuer,
                "place": head.place, "title": head.title, "period_start": period and period.start, "period_end": period and period.end,
                "pages": plan.source.pages, "ocr": plan.source.ocr, "text": plan.text,
            }
        ],
        "document_references": [
            {
                "item": one.id, "type": one.type, "number": one.number, "number_key": number_key(one.number), "date": one.date,
                "issuer": one.issuer, "title": one.title, "relation": one.relation, "form": one.form, "nested_in": one.nested_in,
                "quote": one.evidence.quote,
            }
            for one in plan.references
        ],
        "goals": [{"item": one.id, "kind": one.kind, "statement": one.statement} for one in plan.goals],
        "activities": [
            {
                "item": one.id, "label": one.label, "section": one.section, "title": one.title, "statement": one.statement,
                "parent": one.parent, "products": "; ".join(one.products) or None, "budget": one.budget and one.budget.amount,
            }
            for one in plan.activities
        ],
        "duties": [{"item": one.id, "statement": one.statement} for one in plan.duties],
        "assignments": [
            *(
                _assignment(activity.id, one.unit, one.name, one.role, inherited=one.inherited)
                for activity in plan.activities
                for one in activity.assignments
            ),
            *(_assignment(one.id, one.unit, one.name, "duty", inherited=False) for one in plan.duties),
        ],
        "units": [
            {
                "unit": one.id, "name": one.name, "name_key": unit_slug(one.name), "kind": one.kind, "level": one.level,
                "system": one.system, "open": one.group,
            }
            for one in plan.units
        ],
        "issues": [{"code": one.code, "message": one.message, "path": one.path} for one in plan.issues],
    }  # fmt: skip
    owners = [(one.id, name) for one in plan.activities for name in one.times]
    owners += [(one.id, name) for one in plan.duties for name in one.times]
    owners += [("", plan.period)] if plan.period else []
    rows["times"] = [
        {
            "item": owner, "text": time.text, "start": time.start, "end": time.end, "exclusive": time.exclusive, "kind": time.kind,
            "precision": time.precision, "recurrence": time.recurrence,
        }
        for owner, name in owners
        if (time := times.get(name)) is not None
    ]  # fmt: skip
    for name, of_table in rows.items():
        for position, row in enumerate(of_table):
            for column, value in row.items():
                if isinstance(value, str):
                    row[column] = storable(value)
            if name != "plans":
                row["position"] = position
    return rows


def storable(text: str) -> str:
    """Text as databases take it: no zero characters, and no halves of letters, as odd file names have them."""
    return text.replace("\0", " ").encode("utf-8", "backslashreplace").decode()


def number_key(number: str | None) -> str | None:
    """What numbers are compared by: `05-CT/TW` and `5/CT-TW` are `5/CT/TW`.

    >>> number_key("48/KH-LĐLĐ"), number_key(None)
    ('48/KH/LĐLĐ', None)
    """
    symbol = parse_symbol(number) if number else None
    return symbol.key if symbol else number


def _assignment(item: str, unit: str, name: str, role: str, *, inherited: bool) -> Row:
    return {"item": item, "unit": unit, "name": name, "name_key": unit_slug(name), "role": role, "inherited": inherited}
