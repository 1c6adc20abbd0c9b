"""What an archive knows of the documents that a plan cites.

Reads the citations that the archive keeps resolved. Writes `Known`s by reference.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from adminplan.plan.plan import Plan
from adminplan.view.report_tables import Known

if TYPE_CHECKING:
    from adminplan.store.archive import Archive


def known_to(archive: Archive, plan: Plan) -> dict[str, Known]:
    """What each reference of a plan leads to, by the reference's id; citations that are not resolved yet are resolved first."""
    from sqlalchemy import select

    from adminplan.store.links import link, unresolved
    from adminplan.store.schema import edges, ends, plans

    with archive.engine.connect() as connection:
        late = unresolved(connection)
    if late:
        link(archive.engine)
    here = select(plans.c.id).where(plans.c.work == plan.id).scalar_subquery()
    with archive.engine.connect() as connection:
        said = connection.execute(select(edges.c.reference, edges.c.cited).where(edges.c.plan_id == here)).all()
        open_ends = connection.execute(select(ends.c.work, ends.c.state, ends.c.candidates).where(ends.c.plan_id == here)).all()
    known = {row.work: Known(row.state, tuple(name for name, _ in json.loads(row.candidates))) for row in open_ends}
    # A citation that another document makes is kept as `<reference>@<plan>`.
    return {row.reference.partition("@")[0]: known.get(row.cited, Known("parsed", (row.cited,))) for row in said}
