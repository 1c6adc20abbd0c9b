"""Where every sentence of a derived plan comes from, as data.

Reads `SubPlan`. Writes JSON text: the draft's sentences with their origins, what was left out, how each item of the parent is covered, what is to be done.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from adminplan.subplan.subplan import SubPlan

SCHEMA = "adminplan/trace/1"


def trace_json(child: SubPlan) -> str:
    """The trace as JSON; the same derivation gives the same bytes."""
    draft = child.draft
    told = {
        "schema": SCHEMA, "parent": child.parent, "unit": child.unit, "title": draft.title,
        "sentences": [{"kind": block.kind, "label": block.label, "text": block.text, "origin": asdict(block.origin)} for block in draft.blocks],
        "rows": [{"cells": list(row), "origin": asdict(origin)} for row, origin in zip(draft.annex.rows, draft.annex.origins, strict=True)] if draft.annex else [],
        "left_out": [one._asdict() for one in child.left_out],
        "coverage": [one._asdict() for one in child.coverage],
        "todo": list(child.todo),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
