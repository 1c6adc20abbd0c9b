"""The graph in every form: by name or by ending, to a file or a stream, whole or not at all; labels cannot break what draws them."""

import io
import os
import re
import shutil
import subprocess

import pytest

from adminplan.errors import OutputError
from adminplan.plangraph.graph import link
from adminplan.view import citations
from adminplan.view.graph_file import FORMS, write

DRAWS = pytest.mark.skipif(not shutil.which("dot") and os.environ.get("CI") != "true", reason="graphviz is not installed")
HOSTILE = 'Cây "xanh" <b>&lt;đẹp&gt;</b> \\N \\" %%{init: {"theme":"dark"}}%% `x` #quot; ]]; end\n-->|x| click w0 "javascript:alert(1)" \x00\u2028\ud800'


@pytest.fixture
def graph(make_plan):
    other = make_plan("12/KH-BTN", "2023-12-01", "BỘ THỬ NGHIỆM", title="Trồng cây")
    references = [
        {"number": "12/KH-BTN", "date": "2023-12-01", "relation": "implements"},
        {"type": "Luật", "title": "Cây xanh", "date": "2019", "relation": "basis"},
    ]
    made = link([other, make_plan("07/KH-UBND", "2024-01-05", "UBND TỈNH AN HÒA", references=references)])
    for work, facts in made.works():
        if facts["title"] != "Trồng cây":
            made.graph.nodes[work]["title"] = HOSTILE
    return made


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.json", b'{\n "schema": "adminplan/graph/1"'), ("a.graphml", b"<?xml"), ("a.GEXF", b"<?xml"), ("a.dot", b"digraph plans {"), ("a.gv", b"digraph plans {"),
        ("a.mmd", b"flowchart LR"), ("a.mermaid", b"flowchart LR"), ("a.html", b"<!DOCTYPE html>"), ("a.htm", b"<!DOCTYPE html>"),
    ],
)  # fmt: skip
def test_the_ending_tells_the_form(graph, tmp_path, name, begins):
    path = tmp_path / "new" / name
    assert write(graph, path) == (path,)
    assert path.read_bytes().startswith(begins)
    assert [one.name for one in path.parent.iterdir()] == [name], "nothing is left beside it"
    first = path.read_bytes()
    write(graph, str(path))
    assert path.read_bytes() == first


def test_csv_is_a_folder_of_two_files(graph, tmp_path):
    written = write(graph, tmp_path / "tables", "csv")
    assert [path.name for path in written] == ["nodes.csv", "edges.csv"]
    for path in written:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "spreadsheets see that it is UTF-8"
        assert b"\r\r\n" not in path.read_bytes()


@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("csv", "svg", "png")])
def test_a_stream_gets_what_a_file_gets(graph, tmp_path, form):
    stream = io.BytesIO()
    assert write(graph, stream, form) == ()
    write(graph, tmp_path / "file", form)
    assert stream.getvalue() == (tmp_path / "file").read_bytes()


@pytest.mark.parametrize(
    ("target", "form", "says"),
    [
        ("graph.xyz", None, "does not tell the form"), ("graph", None, "does not tell the form"), ("graph.html", "pdf", "no form 'pdf'"), ("graph.csv", None, "name a folder"),
        ("graph.csv", "csv", "name a folder"), (".", "html", "is a folder"), ("there.txt/a.html", None, "cannot write"), ("there.txt", "csv", "name a folder"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_said(graph, tmp_path, target, form, says):
    (tmp_path / "there.txt").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match=re.escape(says)):
        write(graph, tmp_path / target, form)


def test_a_stream_needs_a_form_and_is_no_folder(graph):
    for form in (None, "csv"):
        with pytest.raises(OutputError):
            write(graph, io.BytesIO(), form)


def test_without_graphviz_it_is_said_what_to_install(graph, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutputError, match="apt install graphviz"):
        write(graph, tmp_path / "a.svg")
    assert not list(tmp_path.iterdir())


@DRAWS
def test_graphviz_draws_pictures(graph, tmp_path):
    write(graph, tmp_path / "a.svg")
    picture = (tmp_path / "a.svg").read_text(encoding="utf-8")
    shown = re.findall(r"<text[^>]*>([^<]*)</text>", picture)
    assert "BỘ THỬ NGHIỆM" in " ".join(shown)
    assert "<b>" not in picture
    assert "&lt;b&gt;&amp;lt;đẹp&amp;gt;" in " ".join(shown), "an entity in a document is shown as it stands there"
    assert "stroke-dasharray" in picture
    assert picture.count('class="edge"') == 2
    write(graph, tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    first = (tmp_path / "a.png").read_bytes()
    write(graph, tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes() == first


@DRAWS
def test_what_takes_too_long_is_ended(graph, monkeypatch):
    monkeypatch.setattr(citations, "_PATIENCE", 0.001)
    with pytest.raises(OutputError, match="did not draw 3 documents"):
        citations.picture(graph, "svg")


@DRAWS
def test_a_picture_that_fails_says_why(graph, monkeypatch):
    monkeypatch.setattr(citations, "dot", lambda _: "no graph")
    with pytest.raises(OutputError, match=r"graphviz failed .*syntax error"):
        citations.picture(graph, "svg")


@DRAWS
def test_dot_keeps_every_label_in_its_place(graph):
    done = subprocess.run(
        ["dot", "-Tplain"], input=citations.dot(graph).encode("utf-8", "replace"), capture_output=True, check=True
    )
    lines = done.stdout.decode().splitlines()
    assert (sum(line.startswith("node ") for line in lines), sum(line.startswith("edge ") for line in lines)) == (3, 2)


def test_mermaid_labels_hold_only_letters_and_plain_signs(graph):
    text = citations.mermaid(graph)
    lines = text.splitlines()
    assert len(lines) == 1 + 3 + 2 + 3, "a line break in a document begins no line"
    labels = re.findall(r'"([^"]*)"', text)
    assert len(labels) == 5
    for one in labels:
        assert not re.search(r"[<>&%{}\[\]|`\\;\"]", re.sub(r"#\d+;|<br/>", "", one))
    assert 'w0["Luật Cây #34;xanh#34;' in text.replace("\u00a0", " ")
    assert ":::cited" in text
    assert re.search(r'w\d -->\|"thực hiện"\| w\d', text)
