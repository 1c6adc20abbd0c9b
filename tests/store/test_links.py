"""The citations of an archive: resolved step by step, the same as all at once, on both databases."""

from __future__ import annotations

import random
from datetime import date
from hashlib import sha256

import pytest

import adminplan
from adminplan.errors import ArchiveError
from adminplan.plan.plan import Plan
from adminplan.plangraph import questions
from adminplan.plangraph.graph import link as link_plans
from adminplan.store import graph, links, write
from adminplan.store.archive import Archive
from adminplan.store.database import writing
from adminplan.store.rows import reading_of

TEXT = """ỦY BAN NHÂN DÂN
{issuer}
Số: {number}/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}, ngày {day} tháng 3 năm 2024

KẾ HOẠCH
{title}

{cites}, Ủy ban nhân dân ban hành kế hoạch như sau:
I. MỤC ĐÍCH
Mọi người đọc sách.
"""


def plan(number: int, issuer: str, day: int, cites: str, title: str = "Phát triển văn hóa đọc") -> Plan:
    place = issuer.split(" ", 1)[1].title()
    return adminplan.parse_text(
        TEXT.format(number=number, issuer=issuer, place=place, day=f"{day:02d}", cites=cites, title=title), name=f"{number}.txt"
    )


PROVINCE = plan(12, "TỈNH TÂN GIANG", 5, "Thực hiện Quyết định số 329/QĐ-TTg ngày 15/3/2017 của Thủ tướng Chính phủ")
OTHER = plan(12, "TỈNH LỘC SƠN", 5, "Thực hiện Quyết định số 329/QĐ-TTg ngày 15/3/2017 của Thủ tướng Chính phủ")
DISTRICT = plan(30, "HUYỆN AN PHÚ", 12, "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2024 của Ủy ban nhân dân tỉnh Tân Giang")
COMMUNE = plan(7, "XÃ PHÚ LỢI", 20, "Thực hiện Kế hoạch số 30/KH-UBND ngày 12/3/2024 của Ủy ban nhân dân huyện An Phú")
ALONE = plan(99, "TỈNH HẢI KHÊ", 1, "Nhằm phát triển văn hóa đọc")
ALL = (PROVINCE, OTHER, DISTRICT, COMMUNE, ALONE)


def put(archive: Archive, *plans: Plan) -> None:
    for one in plans:
        digest = sha256(one.text.encode()).hexdigest()
        with writing(archive.engine) as connection:
            run = write.begin_run(connection, [])
            write.take(connection, run, [write.File(one.source.name + one.id, digest, 1, reading_of(one, sha256=digest))])


def test_the_graph_of_an_archive_is_that_of_its_plans(url: str) -> None:
    with Archive(url) as archive:
        put(archive, *ALL)
        assert links.link(archive.engine) == len(ALL)
        whole = graph.graph(archive.engine)
        assert whole.works() == link_plans(ALL).works()
        assert whole.citations() == link_plans(ALL).citations()
        assert links.link(archive.engine) == 0, "nothing is left to do"


@pytest.mark.parametrize("seed", range(4))
def test_plans_that_come_one_by_one_are_linked_like_all_at_once(url: str, seed: int) -> None:
    order = list(ALL)
    random.Random(seed).shuffle(order)
    with Archive(url) as archive:
        for one in order:
            put(archive, one)
            links.link(archive.engine)
        whole = graph.graph(archive.engine)
        assert (whole.works(), whole.citations()) == (link_plans(ALL).works(), link_plans(ALL).citations())


def test_only_what_asks_for_a_new_plan_is_resolved_again(url: str) -> None:
    with Archive(url) as archive:
        put(archive, DISTRICT, COMMUNE, ALONE)
        links.link(archive.engine)
        put(archive, PROVINCE)
        assert links.link(archive.engine) == 2, "the new plan, and the district's that cites it"


def test_a_plan_that_goes_leaves_its_citations_open(url: str) -> None:
    with Archive(url) as archive:
        put(archive, PROVINCE, DISTRICT)
        links.link(archive.engine)
        with writing(archive.engine) as connection:
            write.take(
                connection,
                write.begin_run(connection, []),
                [write.File(PROVINCE.source.name + PROVINCE.id, "0" * 64, 1, None, "12.txt: a damaged file")],
            )
        links.link(archive.engine)
        whole = graph.graph(archive.engine)
        assert (whole.works(), whole.citations()) == (link_plans([DISTRICT]).works(), link_plans([DISTRICT]).citations())


def test_what_lies_around_a_work_is_found_step_by_step(url: str) -> None:
    with Archive(url) as archive:
        put(archive, *ALL)
        links.link(archive.engine)
        below = graph.around(archive.engine, PROVINCE.id, out=False)
        assert sorted(work for work, _ in below.works()) == sorted([PROVINCE.id, DISTRICT.id, COMMUNE.id])
        above = graph.around(archive.engine, COMMUNE.id, out=True, relations=("implements", "basis"))
        assert {facts["number"] for _, facts in above.works()} == {"7/KH-UBND", "30/KH-UBND", "12/KH-UBND", "329/QĐ-TTg"}
        assert OTHER.id not in dict(above.works())
        (decision,) = [work for work, facts in above.works() if facts["state"] == "cited"]
        touched = dict(graph.around(archive.engine, decision, out=False).works())
        assert {PROVINCE.id, OTHER.id, DISTRICT.id, COMMUNE.id} <= set(touched)
        assert len(graph.around(archive.engine, decision, out=False, most=2).works()) == 2
        with pytest.raises(ArchiveError, match="neither holds nor cites vn/none"):
            graph.around(archive.engine, "vn/none", out=True)


@pytest.mark.parametrize("question", [questions.rests_on, questions.implemented_by, questions.touched_by, questions.chains])
def test_what_lies_around_a_work_answers_as_the_whole_graph_does(url: str, question) -> None:
    whole = link_plans(ALL)
    with Archive(url) as archive:
        put(archive, *ALL)
        links.link(archive.engine)
        for work, _ in whole.works():
            near = graph.around(archive.engine, work, out=question is questions.rests_on)
            assert question(near, work) == question(whole, work)


def test_missing_most_cited_and_orphans(url: str) -> None:
    with Archive(url) as archive:
        put(archive, *ALL)
        links.link(archive.engine)
        (first,) = graph.missing(archive.engine)
        assert (first.plans, first.number, first.issued) == (2, "329/QĐ-TTg", date(2017, 3, 15).isoformat())
        assert [(one.work, one.plans) for one in graph.most_cited(archive.engine, limit=1)] == [
            (min(PROVINCE.id, DISTRICT.id), 1)
        ]
        assert tuple(graph.orphans(archive.engine)) == questions.orphans(link_plans(ALL)) == (ALONE.id, OTHER.id)


def test_a_chain_that_goes_in_a_circle_ends(url: str) -> None:
    one = plan(1, "HUYỆN AN PHÚ", 3, "Thực hiện Kế hoạch số 2/KH-UBND ngày 04/3/2024 của Ủy ban nhân dân huyện An Phú")
    two = plan(2, "HUYỆN AN PHÚ", 4, "Thực hiện Kế hoạch số 1/KH-UBND ngày 03/3/2024 của Ủy ban nhân dân huyện An Phú")
    with Archive(url) as archive:
        put(archive, one, two)
        links.link(archive.engine)
        assert len(graph.around(archive.engine, one.id, out=True).works()) == 2
