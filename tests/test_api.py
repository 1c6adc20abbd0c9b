"""The whole road on our own documents: every quote is its own check, ids hold still, nothing is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import adminplan
from adminplan.plan.plan import Evidence, Plan

CORPUS = Path(__file__).parent.parent / "corpus" / "documents"
# Kinds of finding that the readers do not find yet.
UNREAD = {
    ("93-kh-btg-phu-tho", "recipients"),  # a page number stands among them
}
DOCUMENTS = sorted(path for path in CORPUS.iterdir() if path.suffix != ".json")


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {path.name: adminplan.parse(path) for path in DOCUMENTS}


def evidences(thing: Any) -> Iterator[Evidence]:
    """Every `Evidence` anywhere in a plan."""
    if isinstance(thing, Evidence):
        yield thing
    elif isinstance(thing, tuple) and not hasattr(thing, "_fields"):
        for part in thing:
            yield from evidences(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from evidences(getattr(thing, field.name))


def check(plan: Plan) -> None:
    """What holds for every plan, whatever it was read from."""
    for evidence in evidences(plan):
        assert evidence.quote == plan.text[evidence.span.start : evidence.span.end]
        assert evidence.found_by
    kinds = (plan.references, plan.goals, plan.activities, plan.duties, plan.times, plan.units)
    for items in kinds:
        assert len({item.id for item in items}) == len(items)
    times, units, cited = ({item.id for item in items} for items in (plan.times, plan.units, plan.references))
    activities = {activity.id for activity in plan.activities}
    for activity in plan.activities:
        assert set(activity.times) <= times
        assert set(activity.references) <= cited
        assert {assignment.unit for assignment in activity.assignments} <= units
        assert activity.parent is None or activity.parent in activities
    for duty in plan.duties:
        assert duty.unit in units
        assert set(duty.times) <= times
    for reference in plan.references:
        assert reference.nested_in is None or reference.nested_in in cited
    assert plan.period is None or plan.period in times
    for time in plan.times:
        assert time.start is None or time.end is None or time.kind == "range"
    assert adminplan.load(adminplan.dump(plan)) == plan


@pytest.mark.parametrize("name", [path.name for path in DOCUMENTS])
def test_every_document_of_the_corpus(plans: dict[str, Plan], name: str) -> None:
    plan = plans[name]
    check(plan)
    assert plan.letterhead.type is not None
    assert plan.letterhead.title
    assert plan.signers or plan.letterhead.type == "Hướng dẫn"
    if name.endswith(".pdf"):
        assert plan.source.pages
        for evidence in evidences(plan):
            assert evidence.places[0].kind == "page"
            assert all(1 <= box.page <= plan.source.pages for box in evidence.places[0].boxes)
    else:
        assert all(evidence.places for evidence in evidences(plan))


def test_the_same_file_gives_the_same_bytes(plans: dict[str, Plan]) -> None:
    for path in DOCUMENTS[:4]:
        assert adminplan.dump(adminplan.parse(path)) == adminplan.dump(plans[path.name])


def test_a_document_knows_its_name(plans: dict[str, Plan]) -> None:
    plan = plans["26-kh-tld-tong-lien-doan.docx"]
    assert plan.id == "vn/tong-lien-doan-lao-dong-viet-nam/kh/2024/26-kh-tld"
    assert (plan.key.type, plan.key.number, plan.key.symbol, plan.key.issued) == ("KH", 26, "KH-TLĐ", date(2024, 1, 15))
    blank = next(plan for plan in plans.values() if plan.letterhead.number and plan.letterhead.number.startswith("/"))
    assert blank.id == f"sha256:{blank.source.sha256}"
    assert {issue.code for issue in blank.issues} >= {"no-number", "no-date"}


def test_ids_do_not_move_with_the_spacing() -> None:
    text = "UBND XÃ AN BÌNH\nSố: 5/KH-UBND\nAn Bình, ngày 10 tháng 3 năm 2024\nKẾ HOẠCH\nChăm sóc cây xanh\nI. MỤC ĐÍCH\n1. Nâng cao ý thức của người dân.\nII. NỘI DUNG\n1. Tưới cây\n2. Bón phân\n"
    plain, spaced = adminplan.parse_text(text), adminplan.parse_text(text.replace("\n", "\n\n\n").replace("ý thức", "ý  thức"))
    assert [goal.id for goal in plain.goals] == [goal.id for goal in spaced.goals]
    assert [activity.id for activity in plain.activities] == [activity.id for activity in spaced.activities]
    assert plain.goals
    assert plain.activities


def test_numbering_that_skips_is_reported(plans: dict[str, Plan]) -> None:
    messages = [issue.message for issue in plans["09-kh-ldld-tan-hoa-dong.txt"].issues]
    assert "II is missing between I and III" in messages


def test_a_citation_of_a_later_document_is_an_issue() -> None:
    plan = adminplan.parse_text(
        "SỞ Y TẾ\nSố: 5/KH-SYT\nAn Bình, ngày 10 tháng 3 năm 2024\nKẾ HOẠCH\nKiểm tra an toàn thực phẩm\n"
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 20/6/2024 của Ủy ban nhân dân tỉnh về an toàn thực phẩm;\nI. MỤC ĐÍCH\n1. An toàn."
    )
    assert [issue.code for issue in plan.issues if issue.code == "cites-later"] == ["cites-later"]


def test_the_finders_answer_on_their_own() -> None:
    (reference,) = adminplan.find_references("Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2024 của Ủy ban nhân dân tỉnh")
    assert (reference.type, reference.number, reference.date, reference.relation) == (
        "Kế hoạch",
        "12/KH-UBND",
        "2024-01-05",
        "implements",
    )
    (time,) = adminplan.find_times("trước ngày 15/6", issued=date(2024, 1, 5))
    assert (time.kind, time.end, time.exclusive) == ("deadline", date(2024, 6, 15), True)
    names = [unit.name for unit in adminplan.find_units("Sở Y tế phối hợp với Ủy ban nhân dân các xã")]
    assert names == ["Sở Y tế", "Ủy ban nhân dân các xã"]


WORDS = ["KẾ HOẠCH", "I. MỤC ĐÍCH", "1. Tổ chức", "- Sở Y tế:", "a) lớp", "năm 2024.", "Nơi nhận:", "TM. BAN", "Thời gian: tháng 5", "Căn cứ Luật số 5/2024/QH15;", "Điều 1.", "|", "**", "PHỤ LỤC", "Giao Sở A chủ trì", "trước ngày 30/2/2024", "100% xã", "“", "(", "\n", "\n", "\n\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỔ CHỨC THỰC HIỆN", "Số:  /KH-UBND", "\u0301", "\u00ad", "STT\tNội dung\tChủ trì"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=60).map(" ".join))
def test_content_never_raises(text: str) -> None:
    check(adminplan.parse_text(text))


def test_gold_of_the_corpus_is_met(plans: dict[str, Plan]) -> None:
    """Not the score (benchmarks/score.py is that): the head of every document, and that no kind of finding goes missing."""
    for path in DOCUMENTS:
        gold = json.loads(path.with_name(f"{path.stem}.gold.json").read_text("utf-8"))
        plan = plans[path.name]
        assert plan.letterhead.number == gold["header"]["number"], path.name
        assert (plan.letterhead.date.isoformat() if plan.letterhead.date else None) == gold["header"]["date"], path.name
        if (path.stem, "recipients") not in UNREAD:
            assert [recipient.text for recipient in plan.recipients] == gold["header"]["recipients"], path.name
        for kind in ("goals", "activities", "duties"):
            if (path.stem, kind) not in UNREAD:
                assert bool(getattr(plan, kind)) == bool(gold[kind]), (path.name, kind)
