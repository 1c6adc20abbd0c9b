"""A plan among the documents of an archive that it may cite.

Reads a plan and the archive that holds it. Writes the `PlanGraph` of the plan and of the plans with a number that it cites; no others are read.
"""

from __future__ import annotations

from adminplan.plan.plan import Plan
from adminplan.plangraph.graph import PlanGraph, link
from adminplan.store.archive import Archive
from adminplan.store.rows import number_key

_MOST = 500  # plans with such a number that are read: one number is used by every body every year


def among_cited(archive: Archive, plan: Plan) -> PlanGraph:
    """The graph in which the citations of a plan are looked up."""
    from sqlalchemy import select

    from adminplan.store.schema import plans

    keys = {key for one in plan.references if (key := number_key(one.number))}
    query = select(plans.c.work).where(plans.c.number_key.in_(sorted(keys)), plans.c.work != plan.id)
    with archive.engine.connect() as connection:
        works = list(connection.execute(query.order_by(plans.c.work).limit(_MOST)).scalars())
    return link([plan, *map(archive.plan, works)])
