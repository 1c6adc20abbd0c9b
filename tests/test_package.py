"""What stands beside the code agrees with it."""

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
