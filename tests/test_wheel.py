"""What is handed out: the wheel installed away from the checkout, and the source archive it can be built from again."""

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="the build tool is not installed: pip install --group test")

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus" / "documents"
PLAN = CORPUS / "26-kh-tld-tong-lien-doan.docx"
# Files of the package that no command opens: for type checkers, for readers of the contract, for whoever adds a migration.
UNOPENED = {"py.typed", "plan/schema/CHANGES.md", "plan/schema/plan-1.json", "store/migrations/script.py.mako"}
# A day's work that opens every data file; it prints the files of the package that were opened.
RUNS = """
import contextlib, io, json, os, sys
from pathlib import Path

opened = set()
sys.addaudithook(lambda event, given: opened.add(str(given[0])) if event == "open" else None)

import adminplan, docx
from adminplan import cli, data

corpus, plan, out = map(Path, sys.argv[1:])

def run(*arguments):
    with contextlib.redirect_stdout(io.StringIO()):
        assert cli.main([str(one) for one in arguments]) in (0, 1), arguments

for path in corpus.iterdir():
    if path.suffix in {".txt", ".html", ".md"}:
        adminplan.parse(path)
(out / "plan.json").write_text(adminplan.dump(adminplan.parse(plan)), "utf-8")
docx.Document().save(out / "empty.docx")
run("report", out / "plan.json", "-o", out / "plan.html")
run("graph", "export", out / "plan.json", "-o", out / "graph.html")
run("archive", "add", out / "plan.json", "--db", f"sqlite:///{out / 'plans.db'}")
run("derive", plan, "--for", "LĐLĐ tỉnh Nghệ An", "--issued", "2024-03-20", "-o", out / "draft.docx")
run("check", out / "empty.docx")
data.table("legacy"), data.words("terms")  # old fonts and scans, which this machine need not have

home = str(Path(adminplan.__file__).parent) + os.sep
print(json.dumps([one.removeprefix(home).replace(os.sep, "/") for one in opened if one.startswith(home)]))
"""


def run(*command, cwd, **variables):
    """What a command says, run where the checkout cannot be imported."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(one) for one in command],
        cwd=cwd,
        env={**environment, "PYTHONUTF8": "1", **variables},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


def build(source, target, *what):
    run(sys.executable, "-m", "hatchling", "build", "-d", target, *what, cwd=source, SOURCE_DATE_EPOCH="1700000000")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The wheel and the source archive of the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build(ROOT, folder)
    (wheel,), (archive,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, archive


@pytest.fixture(scope="module")
def unpacked(built, tmp_path_factory):
    """The folder that the source archive unpacks to."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(built[1]) as archive:
        archive.extractall(folder, filter="data")
    (inside,) = folder.iterdir()
    return inside


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """A fresh environment with the wheel in it; what adminplan needs is lent by the one that runs the tests."""
    folder = tmp_path_factory.mktemp("user")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    # A line of a .pth file is a place to look in; the .pth files of that place (the editable checkout) are not read.
    lent = dict.fromkeys(one for one in sys.path if Path(one).name in {"site-packages", "dist-packages"})
    (site / "lent.pth").write_text("".join(f"{one}\n" for one in lent), encoding="utf-8")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", built[0], cwd=folder)
    return python


def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {one for one in archive.namelist() if not one.endswith("/")}


def package_files():
    """Every file of the package, as a path below src/."""
    source = ROOT / "src"
    return {
        path.relative_to(source).as_posix()
        for path in (source / "adminplan").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_is_the_package_and_nothing_beside_it(built):
    inside = {name for name in names(built[0]) if ".dist-info/" not in name}
    shipped = {f"adminplan/models/sections/{name}" for name in ("weights.json", "model.lock.json")}
    assert inside == package_files() | shipped
    assert {name.partition(".dist-info/")[2] for name in names(built[0])} - {""} == {
        "METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE",
    }  # fmt: skip


def test_the_wheel_is_small(built):
    assert built[0].stat().st_size < 3_000_000


def test_the_source_archive_is_the_repository(unpacked):
    inside = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()} - {"PKG-INFO"}
    for folder in ("src", "tests", "corpus", "models", "docs", "notebooks", "benchmarks", ".ci", ".github"):
        assert any(name.startswith(f"{folder}/") for name in inside), folder
    assert {"Makefile", "LICENSE", "README.md", "README.vi.md", "CHANGELOG.md", "CITATION.cff", "pyproject.toml"} <= inside
    if (ROOT / ".git").exists():
        listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT).split("\0")
        assert inside == {name for name in listed if name and (ROOT / name).is_file()}


def test_a_wheel_built_from_the_source_archive_is_the_same(built, unpacked, tmp_path):
    build(unpacked, tmp_path, "-t", "wheel")
    (again,) = tmp_path.glob("*.whl")
    assert again.name == built[0].name
    assert again.read_bytes() == built[0].read_bytes()


def test_tests_run_from_the_source_archive(unpacked):
    said = run(
        *(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/test_road.py", "tests/corpus"),
        cwd=unpacked, PYTHONPATH=str(unpacked / "src"),
    )  # fmt: skip
    assert " passed" in said
    said = run(
        sys.executable, "-c", "import adminplan; print(adminplan.__file__)", cwd=unpacked, PYTHONPATH=str(unpacked / "src")
    )
    assert Path(said.strip()).is_relative_to(unpacked)


def test_the_installed_package_is_typed_and_not_the_checkout(installed):
    code = "import adminplan, importlib.resources as r; print(adminplan.__file__, (r.files(adminplan) / 'py.typed').is_file())"
    where, typed = run(installed, "-c", code, cwd=installed.parent).split()
    assert Path(where).is_relative_to(installed.parent.parent)
    assert typed == "True"


def test_the_installed_program_reads_a_plan(installed, tmp_path):
    said = run(installed.with_name("adminplan"), "parse", PLAN, cwd=tmp_path)
    plan = json.loads(said)
    gold = json.loads(PLAN.with_suffix(".gold.json").read_text("utf-8"))
    assert len(plan["activities"]) >= len(gold["activities"]) // 2 > 0
    assert plan["letterhead"]["number"] == gold["header"]["number"]


def test_every_command_of_the_installed_program_explains_itself(installed, tmp_path):
    """The tree of commands is walked; each, down to the last part, shows its help and ends with status 0."""
    code = """
import argparse, contextlib, io
from adminplan import cli

def walk(parser, path):
    yield path
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from walk(below, (*path, name))

for path in walk(cli._parser(), ()):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        try:
            cli.main([*path, "--help"])
        except SystemExit as end:
            assert end.code == 0, path
    assert said.getvalue().startswith(" ".join(("usage: adminplan", *path))), path
    print(*path)
"""
    said = run(installed, "-c", code, cwd=tmp_path).splitlines()
    assert {"parse", "archive add", "graph ask", "model package-spacy"} <= set(said)
    assert run(installed.with_name("adminplan"), "--help", cwd=tmp_path).startswith("usage: adminplan")


def test_every_data_file_is_read_by_the_installed_package(installed, tmp_path):
    said = json.loads(run(installed, "-c", RUNS, CORPUS, PLAN, tmp_path, cwd=tmp_path).splitlines()[-1])
    wanted = {name.removeprefix("adminplan/") for name in package_files() if not name.endswith(".py")}
    assert wanted - set(said) == UNOPENED


def test_the_packaged_pipeline_installs_and_loads(installed, tmp_path):
    """`adminplan model package-spacy`, then what its reader does: pip install, spacy.load by name."""
    made = run(installed.with_name("adminplan"), "model", "package-spacy", "-o", tmp_path, cwd=tmp_path).strip()
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    run(*command, "--target", tmp_path / "site", made, cwd=tmp_path)
    code = """
import json, spacy, adminplan
nlp = spacy.load("vi_adminplan")
doc = nlp("Sở Y tế báo cáo trước ngày 15/6/2024.")
adminplan.load(json.dumps(doc.user_data["adminplan"]))
print(nlp.lang, nlp.pipe_names, [one.text for one in doc.spans["times"]])
"""
    said = run(installed, "-c", code, cwd=tmp_path, PYTHONPATH=str(tmp_path / "site")).strip()
    assert said == "vi ['adminplan'] ['trước ngày 15/6/2024']"


def test_spacy_finds_the_component_of_the_installed_package(installed, tmp_path):
    code = """
import spacy
nlp = spacy.blank("xx")
nlp.add_pipe("adminplan")
doc = nlp("Báo cáo trước ngày 15/6/2024.")
print([one.text for one in doc.spans["times"]])
"""
    assert run(installed, "-c", code, cwd=tmp_path).strip() == "['trước ngày 15/6/2024']"
