"""JSON and back: nothing is lost, nothing moves, and what is no plan is refused with a sentence."""

import hashlib
import json
import re
import time
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import adminplan.plan
from adminplan.errors import AdminplanError, Issue
from adminplan.files.source import Box
from adminplan.layout.text import Span
from adminplan.plan import codec
from adminplan.plan.plan import SCHEMA, Evidence, Place, Plan, Time

FOLDER = Path(adminplan.plan.__file__).parent / "schema"
LETTERS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


def values(hint):
    """Values of any annotation of the contract."""
    basic = {
        str: LETTERS | st.sampled_from(["Kế hoạch", 'có "ngoặc"', "dòng\nmới", ""]),
        int: st.integers(-(2**53), 2**53),
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
        date: st.dates(),
    }
    if hint in basic:
        return basic[hint]
    if hint in (Span, Box):
        return st.builds(hint, **{name: values(inner) for name, inner in get_type_hints(hint).items()})
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        if hint is Issue:
            hints["span"] = Span | NoneType
        if hint is Plan:
            hints.pop("schema")
        return st.builds(hint, **{name: values(inner) for name, inner in hints.items()})
    inner = get_args(hint)
    if get_origin(hint) is UnionType:
        return st.none() | values(inner[0])
    return st.lists(values(inner[0]), max_size=2).map(tuple)


@given(values(Plan))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_was_written_is_read_and_written_again(plan):
    text = codec.dump(plan)
    again = codec.load(text)
    assert again == plan
    assert codec.dump(again) == text
    assert text.endswith("}\n")


def test_spans_boxes_and_days_are_spelled_out(plan):
    content = json.loads(codec.dump(plan))
    assert list(content) == [field.name for field in fields(Plan)]
    assert content["schema"] == SCHEMA
    assert content["times"][0]["start"] == "2024-04-01"
    assert content["times"][0]["evidence"]["span"] == {"start": 8, "end": 20}
    assert content["times"][0]["evidence"]["places"][0]["boxes"] == [
        {"page": 1, "x0": 56.7, "top": 70.0, "x1": 120.5, "bottom": 84.0}
    ]
    assert content["issues"][0]["span"] == {"start": 0, "end": 7}
    assert "tháng 4/2024" in codec.dump(plan), "letters are written as they are, not as \\u1ea5"


def test_half_a_surrogate_pair_is_written_as_the_sign_for_an_unknown_letter(plan):
    clean = replace(plan, text="a\ufffdb", source=replace(plan.source, name="\ufffd\ufffd.pdf"))
    odd = replace(plan, text="a\ud800b", source=replace(plan.source, name="\udce1\udcba.pdf"))
    assert codec.dump(odd) == codec.dump(clean)
    assert codec.load(codec.dump(odd)) == clean


def test_a_missing_field_with_a_default_may_be_missing(plan):
    content = json.loads(codec.dump(plan))
    del content["issues"]
    assert codec.load(json.dumps(content)).issues == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"schema": "adminplan/plan/1", ', "broken JSON"),
        ("", "broken JSON"),
        ("[1, 2]", "the JSON is no object"),
        ("{}", "the schema is None"),
        ('{"schema": "adminplan/plan/9"}', "the schema is 'adminplan/plan/9', not 'adminplan/plan/1'"),
        ('{"schema": "adminplan/plan/1"}', "id: field required"),
    ],
)
def test_what_is_no_plan_is_refused(text, words):
    with pytest.raises(codec.NotAPlan) as caught:
        codec.load(text)
    assert words in caught.value.found
    assert caught.value.remedy.endswith((".", "?"))
    assert isinstance(caught.value, AdminplanError)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"exclusive": false', '"exclusive": "no"'),  # a wrong type
        ('"precision"', '"precisoin"'),  # an unknown field
        ('"2024-04-01"', '"2024-04-31"'),  # no day of the calendar
        ('"start": 8,', '"start": 8, "middle": 9,'),  # something extra in a span
        ('"start": 8,', ""),  # something missing in a span
    ],
)
def test_our_own_version_is_read_strictly(plan, old, new):
    text = codec.dump(plan)
    assert old in text
    with pytest.raises(codec.NotAPlan, match=r"times\.0\."):
        codec.load(text.replace(old, new, 1))


def test_the_committed_schema_is_the_schema():
    """`make schema` writes the file; a change of its shape wants a dated line in CHANGES.md."""
    schema = codec.json_schema()
    committed = json.loads((FOLDER / "plan-1.json").read_text(encoding="utf-8"))
    assert committed == schema, "run `make schema`, and say in plan/schema/CHANGES.md what changed"
    lines = re.findall(
        r"^- (\d{4}-\d\d-\d\d) `([0-9a-f]{12})`: (.+)$", (FOLDER / "CHANGES.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert lines, "CHANGES.md has no dated line"
    day, digest, _ = lines[-1]
    assert date.fromisoformat(day)
    assert digest == shape_hash(schema), (
        f"add a line `- YYYY-MM-DD `{shape_hash(schema)}`: what changed` to plan/schema/CHANGES.md"
    )


def shape_hash(schema):
    """A hash of the schema without its descriptions: better words are no change of the contract."""

    def bare(item):
        if isinstance(item, dict):
            return {key: bare(value) for key, value in item.items() if not (key == "description" and isinstance(value, str))}
        return [bare(value) for value in item] if isinstance(item, list) else item

    return hashlib.sha256(json.dumps(bare(schema), sort_keys=True).encode()).hexdigest()[:12]


def test_every_class_of_the_schema_is_described():
    schema = codec.json_schema()
    assert len(schema["$defs"]) >= 18
    assert all(definition["description"] for definition in [schema, *schema["$defs"].values()])
    assert schema["properties"]["letterhead"] == {"$ref": "#/$defs/Letterhead"}
    assert schema["$defs"]["Span"]["required"] == ["start", "end"]

    assert "title" in schema["$defs"]["Activity"]["properties"]


def test_writing_is_cheap(plan):
    """A long plan (2,000 times with evidence, over a megabyte) is written well within a second."""
    long = Plan(id=plan.id, key=plan.key, source=plan.source, made=plan.made, letterhead=plan.letterhead, times=plan.times * 2000)
    codec.dump(plan)
    began = time.perf_counter()
    text = codec.dump(long)
    assert time.perf_counter() - began < 1
    assert len(text) > 1_000_000


@pytest.fixture
def plan():
    from adminplan.plan.plan import DocKey, Letterhead, Made, SourceInfo

    evidence = Evidence(
        span=Span(8, 20),
        quote="tháng 4/2024",
        path="II/1",
        places=(Place(kind="page", boxes=(Box(1, 56.7, 70.0, 120.5, 84.0),)),),
        found_by="time.month@1",
    )
    return Plan(
        id="sha256:00",
        key=DocKey(type="KH", number=7, symbol="KH-UBND", year=2024),
        source=SourceInfo(name="a.pdf", sha256="00", media_type="application/pdf", bytes=9, pages=1, reader="x/1"),
        made=Made(adminplan="0.1.0", rules="1"),
        letterhead=Letterhead(type="Kế hoạch", number="7/KH-UBND"),
        times=(
            Time(
                id="time-0000000000",
                text="tháng 4/2024",
                start=date(2024, 4, 1),
                end=date(2024, 4, 30),
                exclusive=False,
                kind="range",
                precision="month",
                recurrence=None,
                basis=None,
                evidence=evidence,
            ),
        ),
        issues=(Issue(code="no-signer", message="no signature block was found", span=(0, 7)),),
        text="Trong   tháng 4/2024",
    )
