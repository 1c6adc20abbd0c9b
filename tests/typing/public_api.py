"""The public names as a user's program has them: `make types` reads this with mypy (strict) and pyright; tests/test_package.py runs it."""

from datetime import date
from pathlib import Path
from typing import Any, assert_type

import adminplan
from adminplan.passages.passage import ReferencePassage, TimePassage, UnitPassage
from adminplan.plan.plan import Activity, Evidence, Reference, Time
from adminplan.plangraph.graph import PlanGraph
from adminplan.plangraph.questions import implemented_by
from adminplan.store.archive import Archive
from adminplan.subplan.docx import write_docx
from adminplan.subplan.subplan import SubPlan


def reading(path: Path) -> adminplan.Plan:
    """A file, a text, JSON and back."""
    plan = assert_type(adminplan.parse(path), adminplan.Plan)
    assert_type(adminplan.parse(str(path), password=None), adminplan.Plan)
    assert_type(adminplan.parse_text("KẾ HOẠCH\nTrồng cây", name="note"), adminplan.Plan)
    text = assert_type(adminplan.dump(plan), str)
    again = assert_type(adminplan.load(text), adminplan.Plan)
    assert_type(adminplan.json_schema(), dict[str, Any])
    assert again == plan
    assert_type(plan.issues, tuple[adminplan.Issue, ...])
    assert_type(plan.references, tuple[Reference, ...])
    assert_type(plan.activities, tuple[Activity, ...])
    assert_type(plan.times, tuple[Time, ...])
    assert_type(plan.key.issued, date | None)
    for activity in plan.activities:
        assert_type(activity.title, str)
        assert_type(activity.evidence, Evidence)
        assert_type(activity.evidence.confidence, float | None)
    return plan


def finding(text: str) -> int:
    """Passages of a text that need not be a plan."""
    references = assert_type(adminplan.find_references(text), tuple[ReferencePassage, ...])
    times = assert_type(adminplan.find_times(text, issued=date(2024, 1, 5)), tuple[TimePassage, ...])
    units = assert_type(adminplan.find_units(text), tuple[UnitPassage, ...])
    return len(references) + len(times) + len(units)


def linking(plan: adminplan.Plan) -> list[str]:
    """Plans that cite one another, as a graph and in an archive."""
    graph = assert_type(adminplan.link([plan]), PlanGraph)
    assert_type(graph.missing(), list[tuple[str, int]])
    with Archive("sqlite://") as archive:
        assert list(archive.plans()) == []
    return [str(one) for one in implemented_by(graph, plan.id)]


def deriving(plan: adminplan.Plan, unit: str, target: Path) -> SubPlan:
    """The draft of a unit below, as DOCX."""
    draft = assert_type(adminplan.derive(plan, unit, issued=date(2024, 3, 20), overrides={"position": "Chủ tịch"}), SubPlan)
    write_docx(draft.draft, target)
    return draft


def failing(path: Path, plan: adminplan.Plan) -> list[str]:
    """What goes wrong, and what a program may say of it."""
    said: list[str] = []
    try:
        adminplan.parse(path)
    except adminplan.UnreadableFile as error:
        said += [assert_type(error.path, str), assert_type(error.found, str), assert_type(error.remedy, str)]
    try:
        adminplan.load("{")
    except adminplan.NotAPlan as error:
        said += [assert_type(error.found, str), assert_type(error.remedy, str)]
    try:
        adminplan.derive(plan, "Sở Không Có", issued=date(2024, 3, 20))
    except adminplan.CannotDerive as error:
        said += [assert_type(error.found, str), *assert_type(error.nearest, tuple[str, ...])]
    except adminplan.AdminplanError as error:
        said.append(str(error))
    return said
