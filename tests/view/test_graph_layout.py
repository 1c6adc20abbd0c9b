"""Where works stand on the page: by level and by date, none on another, whatever they say of themselves."""

from itertools import pairwise

import networkx as nx
import pytest

from adminplan.plangraph.graph import PlanGraph, link
from adminplan.view.graph_layout import HEIGHT, WIDTH, layout, level


@pytest.mark.parametrize("size", [0, 1, 7, 60, 400])
def test_no_work_stands_on_another(archive, size):
    graph = archive(size, size and 3 * size - 3)
    placed = layout(graph)
    spots = sorted(placed.places.values())
    assert len(spots) == size
    assert len(set(spots)) == size
    rows = {}
    for work, (x, y) in placed.places.items():
        rows.setdefault(y, []).append((x, work))
        (band,) = [one for one in placed.bands if one.y <= y and y + HEIGHT <= one.y + one.height]
        assert band.level == placed.levels[work]
        assert 0 <= x <= placed.width - WIDTH
    for row in rows.values():
        row.sort()
        assert all(right[0] - left[0] >= WIDTH for left, right in pairwise(row))
    ordered = [one.level for one in placed.bands]
    assert ordered == sorted(ordered, key=["central", "province", "district", "commune", "grassroots", ""].index)


def test_later_works_stand_to_the_right(archive):
    graph = archive(400, 0)
    placed = layout(graph)
    issued = {work: facts["issued"] for work, facts in graph.works() if facts["issued"]}
    for work, day in issued.items():
        for other, other_day in issued.items():
            if day[:7] < other_day[:7] and day[:4] != other_day[:4]:
                assert placed.places[work][0] <= placed.places[other][0]
    undated = [placed.places[work][0] for work in placed.places if work not in issued]
    assert max(undated) < min(placed.places[work][0] for work in issued)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"issuer": "ỦY BAN NHÂN DÂN TỈNH AN HÒA"}, "province"), ({"issuer": "UBND thành phố Cần Thơ"}, "province"), ({"issuer": "UBND thành phố Bình Sơn"}, "district"),
        ({"issuer": "Thành ủy Hồ Chí Minh"}, "province"), ({"issuer": "Thị ủy Bình Sơn"}, "district"), ({"issuer": "UBND thị trấn Cây Đa"}, "commune"),
        ({"issuer": "Đảng ủy xã Tân Lập"}, "commune"), ({"issuer": "Sở Lao động - Thương binh và Xã hội"}, "province"), ({"issuer": "Bộ Chỉ huy quân sự tỉnh"}, "province"),
        ({"issuer": "UBND thành phố"}, ""), ({"issuer": "UBND TP. Bình Sơn"}, "district"), ({"issuer": "Công ty TNHH Xã Tắc", "number": "5/CV-SCT"}, "grassroots"),
        ({"issuer": "Bộ Thử nghiệm"}, "central"), ({"issuer": "Tổng Liên đoàn Lao động Việt Nam"}, "central"), ({"issuer": "CĐCS Trường THPT huyện Bình Sơn"}, "grassroots"),
        ({"issuer": "Phòng Kinh tế", "issued": "2025-08-01"}, "commune"), ({"issuer": "Phòng Kinh tế", "issued": "2024-08-01"}, "district"),
        ({"number": "63-CTr/TU"}, "province"), ({"number": "44-CT/TW"}, "central"), ({"number": "84-KH/HU"}, "district"), ({"number": "1/NQ-QH15"}, "central"),
        ({"number": "12/KH-UBND"}, ""), ({"number": "12/KH-LĐLĐ"}, ""), ({"type": "Nghị định"}, "central"), ({"type": "Kế hoạch"}, ""), ({}, ""),
        ({"issuer": "UBND tỉnh An Hòa", "level": "central"}, "central"), ({"issuer": "UBND tỉnh An Hòa", "level": "odd"}, "province"),
    ],
)  # fmt: skip
def test_levels_of_issuers(facts, expected):
    assert level(facts) == expected


def test_days_that_are_none_do_no_harm():
    graph = nx.MultiDiGraph()
    for position, day in enumerate(("hôm qua", "2024-13-99", "٢٠٢٤", "", None, "2024")):
        graph.add_node(str(position), state="parsed", issued=day)
    placed = layout(PlanGraph(graph))
    assert placed.columns[0].title == "Không rõ ngày"
    assert len(placed.places) == 6


def test_no_works_need_no_place():
    assert layout(link([])).places == {}
