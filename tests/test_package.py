"""What stands beside the code agrees with it."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_version_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.+)$", citation, re.MULTILINE)[1] == project["version"]
    assert re.search(r"^license: (.+)$", citation, re.MULTILINE)[1] == project["license"]


def test_the_workflow_runs_the_check_and_nothing_else():
    workflow = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert re.findall(r"- run: (.+)", workflow) == ["bash .ci/run"]


def test_the_public_names_do_what_their_types_say(tmp_path):
    """tests/typing/public_api.py, which type checkers read, is run too: its assertions hold of real values."""
    spec = importlib.util.spec_from_file_location("public_api", ROOT / "tests" / "typing" / "public_api.py")
    api = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(api)
    plan = api.reading(ROOT / "corpus" / "documents" / "26-kh-tld-tong-lien-doan.docx")
    assert api.finding("Theo Kế hoạch số 12/KH-UBND, Sở Y tế báo cáo trước ngày 15/6/2024.") >= 3
    assert api.linking(plan) == []
    assert api.deriving(plan, "LĐLĐ tỉnh Nghệ An", tmp_path / "draft.docx").draft
    assert (tmp_path / "draft.docx").read_bytes().startswith(b"PK")
    (tmp_path / "picture.bin").write_bytes(b"\x89PNG\r\n\x1a\n")
    said = api.failing(tmp_path / "picture.bin", plan)
    assert any("picture.bin" in one for one in said)
    assert len(said) >= 6


def test_a_process_that_imports_adminplan_loads_nothing_heavy():
    code = "import sys, adminplan; print(*sorted(name.partition('.')[0] for name in sys.modules))"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout.split())
    assert not loaded & {
        "spacy",
        "underthesea",
        "pdfplumber",
        "pypdfium2",
        "docx",
        "lxml",
        "networkx",
        "pydantic",
        "sqlalchemy",
        "rich",
    }
