"""The corpus is what its README says: a family of invented documents, each with gold, made again byte by byte."""

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
DOCUMENTS = CORPUS / "documents"
SOURCES = {path.stem: path.read_text("utf-8") for path in sorted((CORPUS / "sources").glob("*.txt"))}
GOLD = {name: json.loads((DOCUMENTS / f"{name}.gold.json").read_text("utf-8")) for name in SOURCES}
ISO = re.compile(r"\d{4}-\d\d-\d\d")


def words(text):
    return " ".join(re.findall(r"\w+", text.casefold()))


def printed(source):
    """The source without its marks, tags and directions."""
    text = re.sub(r"\{[^|{}]*\|", "", source).replace("}", "")
    return words(re.sub(r"^(?:#{1,3}|[a-zA-Z]+>|//.*) ?", "", text, flags=re.MULTILINE))


TEXT = {name: printed(source) for name, source in SOURCES.items()}


def quotes(gold):
    for goal in gold["goals"]:
        yield goal["text"]
    for activity in gold["activities"]:
        yield activity["title"]
        yield from (unit["name"] for unit in activity["units"])
        yield from (time["text"] for time in activity["times"])
    for duty in gold["duties"]:
        yield duty["unit"]
        yield from duty["tasks"]
    for reference in gold["references"]:
        yield from (reference[key] for key in ("title", "issuer", "number") if reference[key])
    yield from gold["header"]["recipients"]


def test_family_is_large_enough_and_varied():
    types = Counter(gold["header"]["type"] for gold in GOLD.values())
    formats = Counter(gold["source"].rpartition(".")[2] for gold in GOLD.values())
    assert sum(n for kind, n in types.items() if kind.startswith("Kế hoạch")) >= 18
    assert {"Hướng dẫn", "Quyết định", "Công văn", "Kế hoạch liên tịch"} <= types.keys()
    assert formats["docx"] >= 5
    assert formats["pdf"] >= 5
    assert formats["txt"] >= 4
    assert formats["html"] >= 3
    assert formats["md"] >= 1


def test_every_document_has_source_and_gold_and_nothing_else_lies_about():
    expected = {gold["source"] for gold in GOLD.values()} | {f"{name}.gold.json" for name in SOURCES}
    assert {path.name for path in DOCUMENTS.iterdir()} == expected


@pytest.mark.parametrize("name", SOURCES)
def test_gold_is_quoted_from_the_document(name):
    missing = [quote for quote in quotes(GOLD[name]) if words(quote) not in TEXT[name]]
    assert missing == []


@pytest.mark.parametrize("name", SOURCES)
def test_gold_keeps_to_the_vocabulary(name):
    gold = GOLD[name]
    relations = {"implements", "basis", "replaces", "amends", "repeals", "accompanies", "mentions"}
    assert {reference["relation"] for reference in gold["references"]} <= relations
    assert {goal["kind"] for goal in gold["goals"]} <= {"purpose", "requirement", "objective", "target"}
    works = [(r["type"], r["number"] or r["title"]) for r in gold["references"]]
    assert len(works) == len(set(works)), "a document stands twice"
    assert (gold["header"]["type"], gold["header"]["number"]) not in works, "a document cites itself"
    for activity in gold["activities"]:
        assert {unit["role"] for unit in activity["units"]} <= {"lead", "coordinate", "monitor"}
        for time in activity["times"]:
            start, end = time["start"], time["end"]
            for day in filter(None, (start, end)):
                assert ISO.fullmatch(day)
                date.fromisoformat(day)
            shape = {"range": (True, True), "deadline": (False, True), "from": (True, False)}
            assert (bool(start), bool(end)) == shape.get(time["kind"], (False, False))
            assert not (start and end) or start <= end


def test_all_kinds_occur():
    times = Counter(t["kind"] for g in GOLD.values() for a in g["activities"] for t in a["times"])
    assert times.keys() == {"range", "deadline", "from", "recurring", "ongoing", "unspecified"}
    relations = {r["relation"] for g in GOLD.values() for r in g["references"]}
    assert relations == {"implements", "basis", "replaces", "amends", "repeals", "accompanies", "mentions"}
    roles = {u["role"] for g in GOLD.values() for a in g["activities"] for u in a["units"]}
    assert roles == {"lead", "coordinate", "monitor"}


def test_they_cite_one_another_and_never_a_later_document():
    own = {}
    for name, gold in GOLD.items():
        own.setdefault(gold["header"]["number"], []).append(name)
    edges = {(a, b) for a, gold in GOLD.items() for r in gold["references"] for b in own.get(r["number"], ())}
    assert ("17-kh-ldld-muong-xuan", "48-kh-ldld-son-la") in edges
    assert ("48-kh-ldld-son-la", "26-kh-tld-tong-lien-doan") in edges
    assert ("17-kh-ldld-muong-xuan", "96-kh-hu-muong-xuan") in edges, "the union line meets the Party line"
    assert ("37-kh-sgddt-son-la", "85-kh-ubnd-son-la") in edges
    assert ("85-kh-ubnd-son-la", "1647-qd-ttg") in edges
    for citing, cited in edges:
        later, earlier = GOLD[citing]["header"]["date"], GOLD[cited]["header"]["date"]
        assert not (later and earlier) or earlier <= later
    for reference in (r for g in GOLD.values() for r in g["references"] if r["number"] in own and r["date"]):
        (cited,) = own[reference["number"]]
        assert GOLD[cited]["header"]["date"] == reference["date"]


def test_cited_but_missing_documents():
    """Two documents that others cite are left out on purpose, so that the graph has nodes without a file."""
    own = {gold["header"]["number"] for gold in GOLD.values()}
    cited = Counter(r["number"] for gold in GOLD.values() for r in gold["references"] if r["number"])
    assert not {"44-CT/TW", "64/KH-CĐN", "51/KH-LĐLĐ"} & own
    assert cited["44-CT/TW"] >= 4
    assert cited["64/KH-CĐN"] == cited["51/KH-LĐLĐ"] == 1


def test_oddities_of_real_documents_are_there():
    assert "# II." not in SOURCES["09-kh-ldld-tan-hoa-dong"]
    assert "# III." in SOURCES["09-kh-ldld-tan-hoa-dong"]
    assert [a["label"] for a in GOLD["09-kh-pgddt-tan-hoa-dong"]["activities"]] == ["1", "2", "2", "3", "4"]
    blank = GOLD["kh-ubnd-muong-xuan-2024"]["header"]
    assert (blank["number"], blank["date"]) == ("/KH-UBND", None)
    assert len(GOLD["03-khlt-vinh-long"]["header"]["signer"]) == 2
    assert GOLD["15-kh-ubnd-cai-sen"]["header"]["date"] > "2025-07-01"
    assert sum("\ntable " in source for source in SOURCES.values()) >= 4


def test_fonts_come_with_their_licence():
    fonts = sorted((CORPUS / "fonts").glob("*.ttf"))
    assert len(fonts) == 4
    assert not any("Liberation" in path.name for path in fonts), "the licence reserves the name"
    licence = (CORPUS / "fonts" / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name Liberation" in licence


@pytest.mark.skipif(find_spec("reportlab") is None, reason="reportlab makes the PDF files; pip install --group corpus")
def test_sources_make_the_committed_files_again():
    made = subprocess.run(
        [sys.executable, str(CORPUS / "build.py"), "--check"], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert made.returncode == 0, made.stdout + made.stderr
