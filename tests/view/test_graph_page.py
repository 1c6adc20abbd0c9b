"""The page of the graph in a real browser, without a network: it shows what the graph holds, and nothing of a document becomes markup."""

from random import Random

import networkx as nx
import pytest

from adminplan.plangraph.graph import PlanGraph, link
from adminplan.view import graph_page

ISSUERS = (
    ("Thủ tướng Chính phủ", "QĐ-TTg"), ("Bộ Thử nghiệm", "KH-BTN"), ("UBND tỉnh An Hòa", "KH-UBND"), ("Sở Thử nghiệm tỉnh An Hòa", "KH-STN"),
    ("UBND huyện Bình Sơn", "KH-UBND"), ("Phòng Thử nghiệm huyện Bình Sơn", "KH-PTN"), ("UBND xã Tân Lập", "KH-UBND"), ("CĐCS Trường THCS Tân Lập", "KH-CĐCS"),
)  # fmt: skip
RELATIONS = ("implements", "implements", "basis", "basis", "mentions", "replaces", "amends")


def archive(works: int, citations: int) -> PlanGraph:
    """An invented archive of five years: later and lower works cite earlier and higher ones; a quarter of all works is missing."""
    random = Random(20240105)
    graph = nx.MultiDiGraph()
    order = []
    for number in range(works):
        rank = random.choices(range(len(ISSUERS)), (1, 2, 4, 4, 5, 3, 5, 2))[0]
        issuer, symbol = ISSUERS[rank]
        issued = f"{random.randint(2020, 2024)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        issued = random.choices((issued, issued[:4], None), (20, 1, 1))[0]
        order.append((rank, issued or "", f"work-{number:05}"))
        graph.add_node(
            order[-1][2], state=random.choices(("parsed", "cited", "ambiguous"), (14, 5, 1))[0], type="Kế hoạch", number=f"{number % 400}/{symbol}",
            title=f"Trồng cây đợt {number} trên địa bàn", issuer=issuer, issued=issued,
        )  # fmt: skip
    order.sort()
    for number in range(citations):
        one, other = sorted(random.sample(range(works), 2))
        graph.add_edge(
            order[other][2], order[one][2], key=f"reference-{number}", relation=random.choice(RELATIONS), form="full", quote=f"Kế hoạch số {number}",
            resolved_by="number and day", said_by=order[other][2], nested=number % 20 == 0,
        )  # fmt: skip
    return PlanGraph(graph)


@pytest.fixture
def small(make_plan) -> PlanGraph:
    ministry = make_plan("12/KH-BTN", "2023-12-01", "BỘ THỬ NGHIỆM", title="Hòa nhịp trồng cây")
    basis = {"type": "Luật", "title": "Cây xanh", "date": "2019", "relation": "basis"}
    implements = {"number": "12/KH-BTN", "date": "2023-12-01", "issuer": "Bộ Thử nghiệm", "relation": "implements"}
    province = make_plan(
        "07/KH-UBND", "2024-01-05", "UBND TỈNH AN HÒA", title="Trồng cây năm 2024", references=[implements, basis]
    )
    district = make_plan(
        "9/KH-UBND",
        "2024-02-05",
        "UBND HUYỆN BÌNH SƠN",
        references=[{"number": "07/KH-UBND", "date": "2024-01-05", "relation": "basis"}, basis],
    )
    return link([ministry, province, district])


@pytest.fixture
def page(browser, tmp_path):
    """`page(graph, "q=…")`: the graph's page, opened; afterwards it has complained of nothing and asked for nothing but itself."""

    def show(graph, fragment=""):
        path = tmp_path / "đồ thị.html"
        path.write_text(graph_page.html(graph), encoding="utf-8")
        browser.open(path, fragment)
        browser.wait("document.documentElement.dataset.ready === 'yes'")
        return browser

    yield show
    assert not browser.errors
    assert all(address.startswith(("file:", "data:")) or address == "about:blank" for address in browser.asked), browser.asked
