"""The plans that are scored: documents read now, or plans that `adminplan parse` wrote.

Reads the documents beside gold, or a folder of plans in JSON. Writes `Reading`s.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from adminplan.errors import AdminplanError
from adminplan.evaluate.gold import Gold
from adminplan.plan.plan import Plan


class Reading(NamedTuple):
    """The plan of a document, or why there is none."""

    plan: Plan | None
    unread: str | None = None


def read(gold: Gold, plans: Path | None = None) -> Reading:
    """The document of this gold as it is read now, or from `plans/NAME.json`. Never raises: what cannot be read scores nought."""
    from adminplan import api

    try:
        if plans is not None:
            return Reading(api.load((plans / f"{gold.name}.json").read_text(encoding="utf-8")))
        return Reading(api.parse(gold.document))
    except (AdminplanError, OSError, UnicodeDecodeError) as error:
        return Reading(None, str(error))
