"""What stands beside the code agrees with it."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_version_is_the_same_everywhere():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.+)$", citation, re.MULTILINE)[1] == project()["version"] == version("adminplan")
    assert re.search(r"^license: (.+)$", citation, re.MULTILINE)[1] == project()["license"]


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


@pytest.fixture(scope="module")
def licences():
    """docs/licences.py, the script that makes docs/licences.md."""
    spec = importlib.util.spec_from_file_location("licences", ROOT / "docs" / "licences.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_dependency_says_its_licence_and_none_of_the_core_binds_others(licences):
    core = licences.brought()
    assert {"spacy", "underthesea", "pdfplumber", "python-docx", "networkx"} <= {one.name for one in core}
    assert [one.name for one in core if not one.licence] == []
    assert [one for one in core if one.copyleft == "strong"] == []
    assert [one for one in core if one.copyleft == "weak" and "MPL" not in one.licence] == []
    for extra in licences.EXTRAS:
        assert [one.name for one in licences.brought(extra) if not one.licence or one.copyleft == "strong"] == []


def test_the_extras_are_those_of_the_project(licences):
    assert set(licences.EXTRAS) == set(project()["optional-dependencies"])


def test_the_page_of_licences_lists_what_the_project_names(licences):
    """Only these: what they bring in turn differs from day to day, and from system to system."""
    rows = dict(re.findall(r"^\| (\S+) \* \| (.+?) \|", licences.PAGE.read_text("utf-8"), re.MULTILINE))
    named = [*project()["dependencies"], *(one for extra in project()["optional-dependencies"].values() for one in extra)]
    assert set(rows) == {re.match(r"[a-z0-9-]+", one)[0] for one in named}
    assert rows == {name: licences.licence(name) for name in rows}


@pytest.mark.parametrize(
    ("said", "copyleft"),
    [
        ("MIT", ""),
        ("LGPL-3.0-only", "weak"),
        ("GNU Lesser General Public License v3 (LGPLv3)", "weak"),
        ("MPL-2.0 AND MIT", "weak"),
        ("GPL-3.0-or-later", "strong"),
        ("GNU General Public License v3 (GPLv3)", "strong"),
        ("AGPL-3.0-only", "strong"),
        ("GPL-2.0-only OR MIT", ""),
    ],
)
def test_copyleft_is_known(licences, said, copyleft):
    assert licences.Package("one", said, ()).copyleft == copyleft


def test_the_citation_file_is_what_its_form_asks():
    """Citation File Format 1.2.0: the keys that must stand, no others than are known, authors with names."""
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    keys = re.findall(r"^([a-z-]+):", text, re.MULTILINE)
    assert {"cff-version", "message", "title", "authors"} <= set(keys)
    assert len(keys) == len(set(keys))
    assert set(keys) <= {
        *(
            "abstract",
            "authors",
            "cff-version",
            "commit",
            "contact",
            "date-released",
            "doi",
            "identifiers",
            "keywords",
            "license",
            "message",
        ),
        *(
            "preferred-citation",
            "references",
            "repository",
            "repository-artifact",
            "repository-code",
            "title",
            "type",
            "url",
            "version",
        ),
    }
    assert re.search(r"^cff-version: 1\.2\.0$", text, re.MULTILINE)
    assert re.search(r"^type: (software|dataset)$", text, re.MULTILINE)
    assert re.search(r"^authors:\n(  - (name|family-names|given-names): .+\n)+", text, re.MULTILINE)


def test_the_changelog_ends_in_the_version():
    """The newest numbered entry is the version; while there is none, the first version is still to come."""
    entries = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    ours = project()["version"]
    assert entries[0] in {"Unreleased", ours}
    assert [one for one in entries if one != "Unreleased"][:1] == ([ours] if len(entries) > 1 or entries[0] == ours else [])
    assert not any(re.search(r"[0-9]+\.[0-9]+\.[0-9]+", one.read_text("utf-8")) for one in [ROOT / "src/adminplan/__init__.py"])


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
