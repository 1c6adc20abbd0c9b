"""What docs/ shows is run: every Python example, every command with its output; what is made there is up to date; the two tutorials keep in step."""

import doctest
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import adminplan

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if path.parent.name != "decisions")
GENERATED = [DOCS / name for name in ("contract.md", "road.md", "accuracy.md", "speed.md", "reference/command-line.md")]
# Commands whose exit status 1 says that they found something.
MAY_FIND = ("adminplan check", "adminplan doctor", "adminplan evaluate compare")
# Pages that need what a machine may lack; with CI set nothing may be lacking.
NEEDS = {"scans.md": "tesseract"}
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLANKS = re.compile(r"[ \t]+$", re.MULTILINE)


def _postgres():
    """The server that the tests of the store use."""
    spec = importlib.util.spec_from_file_location("store_conftest", ROOT / "tests" / "store" / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.postgres


postgres = _postgres()


def blocks(path):
    """(language, content) of every fenced block."""
    return FENCE.findall(path.read_text(encoding="utf-8"))


def identify(path):
    return path.relative_to(ROOT).as_posix()


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with the corpus and the models, in which the commands of this Python come first."""
    programs = Path(sys.executable).parent
    package = Path(adminplan.__file__).parent.parent
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(package))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    (tmp_path / "models").symlink_to(ROOT / "models")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command):
    """What a shell says to a command, both streams in one. It ends well, unless finding something is what it is for."""
    done = subprocess.run(
        ["bash", "-c", command], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=300
    )
    allowed = (0, 1) if command.startswith(MAY_FIND) else (0,)
    assert done.returncode in allowed, f"$ {command}\n{done.stdout}exit status {done.returncode}"
    assert "Traceback" not in done.stdout, done.stdout
    return done.stdout


def shown(block):
    """(command, output shown) of every `$ …` of a block; a line that ends with a backslash goes on."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command = re.match(r"(?:.*\\\n)*.*", part)[0]
        yield command, part[len(command) :]


def is_like(found, wanted):
    """Whether an output is as shown, where `...` stands for anything, also for nothing; blanks at the end of lines do not count."""
    found, wanted = (BLANKS.sub("", text).strip("\n") for text in (found, wanted))
    pattern = "(?:.|\n)*?".join(re.escape(piece) for piece in re.split(r"\n?^\.\.\.$\n?|\.\.\.", wanted, flags=re.MULTILINE))
    return re.fullmatch(pattern, found.strip("\n")) is not None


def test_likeness_is_that_of_the_words_shown():
    assert is_like("a\nb  \nc\n", "a\n...\nc\n")
    assert is_like("adminplan 0.1.0\n", "adminplan ...\n")
    assert is_like("", "")
    assert not is_like("a\nb\nc\n", "a\n...\nd\n")
    assert not is_like("a\nb\n", "a\n")
    assert not is_like("something", "")


def run_page(path):
    """Every block of a page, one after the other; names of Python live as long as the page. The number of commands and lines run."""
    names, count = {}, 0
    for language, content in blocks(path):
        if language == "console":
            for command, output in shown(content):
                found = run(command)
                assert is_like(found, output), f"{identify(path)}: $ {command}\nsays\n{found}\nand the page shows\n{output}"
                count += 1
        elif language == "python":
            test = doctest.DocTestParser().get_doctest(content, names, identify(path), identify(path), 0)
            report = []
            runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
            result = runner.run(test, out=report.append, clear_globs=False)
            names = test.globs
            assert result.attempted, f"{identify(path)} has a Python block without an example"
            assert not result.failed, "".join(report)
            count += result.attempted
        else:
            assert language in {"text", "json", ""}, (
                f"{identify(path)} has a block of {language or 'no language'}, which nothing runs"
            )
    return count


@pytest.mark.parametrize("page", [path for path in PAGES if blocks(path)], ids=identify)
def test_what_a_page_shows_is_what_comes(page, place, request, monkeypatch):
    program = NEEDS.get(page.name)
    if program and not shutil.which(program):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{program} is not installed")
    if page.name == "postgresql.md":
        monkeypatch.setenv("PLANS", request.getfixturevalue("postgres") + "/postgres")
    if page == DOCS / "gold-format.md":
        write_samples(place)
    run_page(page)


SAMPLES = {
    "plan.pdf": "112-kh-tu-son-la.pdf",
    "plan.docx": "31-kh-ldld-vinh-long.docx",
    "31-kh-ldld.docx": "31-kh-ldld-vinh-long.docx",
    "plans/31-kh-ldld.docx": "31-kh-ldld-vinh-long.docx",
    "plans/48-kh-ldld.txt": "48-kh-ldld-son-la.txt",
    "my-gold/31-kh-ldld-vinh-long.docx": "31-kh-ldld-vinh-long.docx",
    "my-gold/31-kh-ldld-vinh-long.gold.json": "31-kh-ldld-vinh-long.gold.json",
}


def write_samples(place):
    """The files that a page's commands name."""
    for name, document in SAMPLES.items():
        (place / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / "corpus" / "documents" / document, place / name)


def test_what_is_made_is_up_to_date(monkeypatch):
    pytest.importorskip("cogapp")
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PYTHONPATH", str(Path(adminplan.__file__).parent.parent))
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "-n", "utf-8", "--check", "--diff", *GENERATED],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"`make docs` makes them anew:\n{done.stdout}{done.stderr}"


def test_figures_say_when_and_where_they_were_measured():
    for name in ("accuracy.json", "speed.json"):
        kept = json.loads((DOCS / "results" / name).read_text(encoding="utf-8"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", kept["date"])
        assert kept["tree"]
        assert all(kept["machine"][key] for key in ("processor", "cores", "system", "python"))
    assert set(kept) == {"date", "adminplan", "tree", "machine", "stations", "budgets"}, "no names and no words of documents"


def test_what_is_kept_of_a_scoring_are_totals(place):
    write_samples(place)
    spec = importlib.util.spec_from_file_location("measure", DOCS / "measure.py")
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)
    kept = measure.scored(place / "my-gold")
    assert (kept["documents"], kept["unread"], set(kept)) == (1, 0, {"documents", "unread", "total", "intervals"})
    assert kept["total"]["header"] > 0.9
    assert all(value is None or 0 <= value <= 1 for value in kept["total"].values())


def test_the_two_tutorials_keep_in_step():
    english, vietnamese = DOCS / "tutorial.md", DOCS / "tutorial.vi.md"
    assert blocks(english) == blocks(vietnamese), "code blocks are the same in both"
    headings = [
        re.findall(r"^(#+) ", FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE) for path in (english, vietnamese)
    ]
    assert headings[0] == headings[1]


def test_every_page_stands_in_the_navigation():
    listed = re.findall(r"(\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
