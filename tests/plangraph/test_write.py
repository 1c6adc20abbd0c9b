"""The files that other programs open: everything of the graph is in them, they open there, and nothing in a document breaks them."""

import csv
import io
from datetime import date
from xml.etree import ElementTree as ET

import igraph
import networkx as nx
import pytest

from adminplan.plangraph.graph import PlanGraph, link
from adminplan.plangraph.write import gexf, graphml, label, printed_day, tables

HOSTILE = '<script>alert(1)</script> "&amp;" ]]> \' \u2028 \x00\x0b\ufffe\ud800 dòng một\n\tdòng hai'
CLEAN = '<script>alert(1)</script> "&amp;" ]]> \' \u2028  dòng một\n\tdòng hai'


@pytest.fixture
def graph(make_plan) -> PlanGraph:
    ministry = make_plan("12/KH-BTN", "2023-12-01", "BỘ THỬ NGHIỆM", title="=1+1", name="vn/bo/kh/2023/12")
    references = [
        {"number": "12/KH-BTN", "date": "2023-12-01", "relation": "implements"},
        {"number": "12/KH-BTN", "relation": "mentions"},
        {"type": "Luật", "title": "Cây xanh", "date": "2019", "relation": "basis"},
    ]
    made = link(
        [ministry, make_plan("07/KH-UBND", "2024-01-05", "UBND TỈNH AN HÒA", references=references, name="vn/ubnd/kh/2024/07")]
    )
    (law,) = [work for work, facts in made.works() if facts["type"] == "Luật"]
    made.graph.nodes[law]["title"] = HOSTILE
    return made


def twice() -> PlanGraph:
    """Two edges between one pair, one of them with the key of an edge elsewhere; attributes of every kind."""
    inner = nx.MultiDiGraph()
    facts = {"type": "Kế hoạch", "number": None, "title": None, "issuer": None, "issued": None}
    for name in "abc":
        inner.add_node(name, state="parsed", **facts)
    inner.nodes["c"].update(
        state="ambiguous",
        candidates=["a", "b"],
        scores=[0.5, 0.25],
        seen=date(2024, 1, 5),
        rank=3,
        weight=0.5,
        tags={"b", "a"},
        more={"y": 1, "x": None},
    )
    said = {"form": "full", "quote": "x", "resolved_by": "title", "said_by": "a"}
    inner.add_edge("a", "c", key="reference-1", relation="basis", nested=False, score=1, **said)
    inner.add_edge("a", "c", key="reference-2", relation="mentions", nested=True, score=0.5, **said)
    inner.add_edge("b", "c", key="reference-1", relation="mentions", nested=False, **said)
    return PlanGraph(inner)


def triples(graph):
    return sorted((citing, cited, facts["reference"], facts["relation"], facts["nested"]) for citing, cited, facts in graph)


@pytest.fixture(params=["of plans", "by hand"])
def any_graph(request, graph) -> PlanGraph:
    return graph if request.param == "of plans" else twice()


def expected(graph: PlanGraph):
    return sorted((citing, cited, key, facts["relation"], facts["nested"]) for citing, cited, key, facts in graph.citations())


def test_igraph_opens_graphml(any_graph, tmp_path) -> None:
    path = tmp_path / "graph.graphml"
    path.write_text(graphml(any_graph), encoding="utf-8")
    read = igraph.Graph.Read_GraphML(str(path))
    assert read.is_directed()
    names = read.vs["id"]
    assert dict(zip(names, read.vs["state"], strict=True)) == {work: facts["state"] for work, facts in any_graph.works()}
    edges = ((names[edge.source], names[edge.target], edge.attributes()) for edge in read.es)
    assert triples(edges) == expected(any_graph)


@pytest.mark.parametrize(("write", "read"), [(graphml, nx.read_graphml), (gexf, nx.read_gexf)])
def test_networkx_opens_both_with_the_ids_of_edges(any_graph, write, read) -> None:
    found = read(io.BytesIO(write(any_graph).encode()))
    assert isinstance(found, nx.MultiDiGraph)
    assert triples(found.edges(data=True)) == expected(any_graph)
    assert {key.split(".")[0] for *_, key in found.edges(keys=True)} == {key for *_, key in any_graph.graph.edges(keys=True)}


def test_an_edge_has_an_id_of_its_own() -> None:
    ids = [edge.get("id") for edge in ET.fromstring(graphml(twice())).iter("{http://graphml.graphdrawing.org/xmlns}edge")]
    assert ids == ["reference-1", "reference-2", "reference-1.2"]
    assert [edge.get("id") for edge in ET.fromstring(gexf(twice())).iter("{http://gexf.net/1.3}edge")] == ids


def test_kinds_of_attributes() -> None:
    read = nx.read_graphml(io.BytesIO(graphml(twice()).encode()))
    node = read.nodes["c"]
    assert node == {
        "label": "Kế hoạch (không số)", "state": "ambiguous", "type": "Kế hoạch", "candidates": "a; b", "scores": "0.5; 0.25", "seen": "2024-01-05",
        "rank": 3, "weight": 0.5, "tags": "a; b", "more": '{"x": null, "y": 1}',
    }  # fmt: skip
    assert "number" not in read.nodes["a"], "what is not known is left out"
    assert read.edges["a", "c", "reference-2"]["nested"] is True
    assert read.edges["a", "c", "reference-1"]["score"] == "1", "numbers of two kinds are text"


@pytest.mark.parametrize("write", [graphml, gexf])
def test_xml_holds_what_documents_say(graph, write) -> None:
    text = write(graph)
    said = [*ET.fromstring(text).itertext(), *(one.get("value") for one in ET.fromstring(text).iter() if one.get("value"))]
    assert CLEAN in said
    assert "<script>" not in text


def test_csv_holds_everything_and_no_formula(graph) -> None:
    files = tables(graph)
    nodes = list(csv.DictReader(io.StringIO(files["nodes.csv"], newline="")))
    edges = list(csv.DictReader(io.StringIO(files["edges.csv"], newline="")))
    assert list(nodes[0]) == [
        "id", "state", "type", "number", "title", "issuer", "issued", "parent_issuer", "level", "candidates",
    ]  # fmt: skip
    assert list(edges[0])[:5] == ["citing", "cited", "reference", "relation", "form"]
    assert [row["id"] for row in nodes] == [work for work, _ in graph.works()]
    assert [(row["citing"], row["cited"], row["reference"]) for row in edges] == [edge[:3] for edge in graph.citations()]
    titles = {row["title"] for row in nodes}
    assert {"'=1+1", CLEAN} <= titles
    assert {row["nested"] for row in edges} == {"false"}
    assert len(csv.DictReader(io.StringIO(tables(twice())["edges.csv"], newline="")).fieldnames) == 10


@pytest.mark.parametrize("write", [graphml, gexf, tables])
def test_the_same_graph_gives_the_same_bytes(make_plan, write) -> None:
    plans = [
        make_plan(
            f"{number}/KH-A", f"2024-01-0{number}", references=[{"number": "1/KH-A", "date": "2024-01-01"}, {"title": "Cây"}]
        )
        for number in (1, 2, 3)
    ]
    assert write(link(plans)) == write(link(plans[::-1]))


@pytest.mark.parametrize("write", [graphml, gexf])
def test_an_empty_graph_is_a_file_too(write) -> None:
    assert ET.fromstring(write(link([]))) is not None
    assert tables(link([]))["nodes.csv"] == "id,state,type,number,title,issuer,issued,parent_issuer,level,candidates\r\n"


def test_names_of_works() -> None:
    assert label({}) == "(không số)"
    assert label({"type": "Kế hoạch", "number": "3/KH-A", "issued": "2024-05"}) == "Kế hoạch 3/KH-A tháng 05/2024"
    assert printed_day("2018") == "năm 2018"
    assert printed_day(None) is None
