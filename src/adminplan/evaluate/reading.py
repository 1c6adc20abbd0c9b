"""The plans that are scored: documents read now, or plans that `adminplan parse` wrote.

Reads the documents beside gold, or a folder of plans in JSON. Writes `Reading`s.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from adminplan.errors import AdminplanError
from adminplan.evaluate.gold import Gold
from adminplan.plan.plan import Plan

if TYPE_CHECKING:
    from adminplan.outline.node import Outline
    from adminplan.passages.passage import ReferencePassage
    from adminplan.passages.walk import Findings


class Reading(NamedTuple):
    """The plan of a document, or why there is none; where it was read now, what the stations before the plan made too."""

    plan: Plan | None
    unread: str | None = None
    outline: Outline | None = None
    cited: tuple[ReferencePassage, ...] = ()
    findings: Findings | None = None


def read(gold: Gold, plans: Path | None = None, *, model: bool = True) -> Reading:
    """The document of this gold as it is read now, or from `plans/NAME.json`. Never raises: what cannot be read scores nought.

    `model`: as in `api.parse`.
    """
    from adminplan import api
    from adminplan.files.read import read as read_file
    from adminplan.layout.tidy import tidy
    from adminplan.outline.outline import read_outline
    from adminplan.plan.assemble import assemble

    try:
        if plans is not None:
            return Reading(api.load((plans / f"{gold.name}.json").read_text(encoding="utf-8")))
        outline = read_outline(tidy(read_file(gold.document)))
    except (AdminplanError, OSError, UnicodeDecodeError) as error:
        return Reading(None, str(error))
    cited, findings, period = api.find(outline, model=model)
    return Reading(assemble(outline, cited, findings, period), None, outline, cited, findings)
