"""What the documentation shows is run: Python examples, commands, links; and the two READMEs keep in step."""

import doctest
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from adminplan import cli

ROOT = Path(__file__).parent.parent
ENGLISH, VIETNAMESE = ROOT / "README.md", ROOT / "README.vi.md"
PAGES = [
    *(
        ROOT / name
        for name in ("README.md", "README.vi.md", "CONTRIBUTING.md", "CHANGELOG.md", "models/README.md", "notebooks/README.md")
    ),
    *sorted((ROOT / "docs").rglob("*.md")),
]


def blocks(path):
    """(language, content) of every fenced block."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands(path):
    """The words of every command in the blocks for a shell, without the comments."""
    lines = [line for language, content in blocks(path) if language == "sh" for line in content.splitlines()]
    return [shlex.split(line, comments=True) for line in lines]


def without_blocks(path):
    return re.sub(r"^```\w*\n.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def make_targets():
    return dict(re.findall(r"^([a-z]+):.*?## (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_the_python_examples_give_what_they_show(monkeypatch):
    monkeypatch.chdir(ROOT)
    examples = [content for language, content in blocks(ENGLISH) if language == "python"]
    assert len(examples) >= 3
    for example in examples:
        test = doctest.DocTestParser().get_doctest(example, {}, "README.md", "README.md", 0)
        report = []
        result = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
        assert result.attempted >= 2
        assert not result.failed, "".join(report)


def test_the_commands_are_commands():
    told = commands(ENGLISH)
    assert {command[0] for command in told} == {"make", "adminplan"}
    for program, *arguments in told:
        if program == "make":
            assert arguments[0] in make_targets()
        else:
            assert cli._parser().parse_args(arguments).command  # raises SystemExit where it is not understood


def test_the_commands_can_be_tried_in_their_order(tmp_path, monkeypatch, capsys):
    """From the top to the bottom, in a folder where `corpus` and `models` lie; what is asked of an archive finds something there."""
    for name in ("corpus", "models"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    for program, *arguments in commands(ENGLISH):  # those of the other page are the same
        if program == "make":
            continue
        status = cli.main(arguments)
        said = capsys.readouterr()
        # The doctor misses programs, and a draft still has gaps: that is no fault.
        assert status in ({0, 1} if arguments[0] in {"doctor", "check"} else {0}), (arguments, said.err)
        if arguments[:2] != ["archive", "failed"] and "-o" not in arguments:
            assert said.out.strip() or arguments[0] == "archive", arguments
    for made in ("out", "plan.html", "plans.db", "plans.xlsx", "graph.html", "draft.docx", "trace.html", "drafts"):
        assert (tmp_path / made).exists(), made


def test_the_two_readmes_keep_in_step():
    assert commands(ENGLISH) == commands(VIETNAMESE), "commands are the same in both, their comments each in its tongue"
    shown = [[block for block in blocks(path) if block[0] != "sh"] for path in (ENGLISH, VIETNAMESE)]
    assert shown[0] == shown[1], "other code blocks are the same in both"
    shape = [
        [(line.split(" ")[0]) for line in without_blocks(path).splitlines() if re.match(r"#+ |- |\d+\. ", line)]
        for path in (ENGLISH, VIETNAMESE)
    ]
    assert shape[0] == shape[1], "headings and lists are the same in both"
    links = [
        set(re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8"))) - {"README.md", "README.vi.md"}
        for path in (ENGLISH, VIETNAMESE)
    ]
    assert links[0] == links[1]


@pytest.mark.parametrize("page", PAGES, ids=[path.relative_to(ROOT).as_posix() for path in PAGES])
def test_links_lead_somewhere(page):
    for link in re.findall(r"\]\(([^)]+)\)", without_blocks(page)):
        file, _, heading = link.partition("#")
        if link.startswith("https://") or not file:  # headings of the page itself are checked by `make docs`
            continue
        assert (page.parent / file).exists(), f"{page.name} links to {link}"
        if heading:
            there = re.findall(r"^#+ (.+)$", without_blocks(page.parent / file), re.MULTILINE)
            slugs = [re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in there]
            assert heading in slugs, f"{page.name} links to {link}"


def test_every_decision_is_listed_and_numbered():
    folder = ROOT / "docs" / "decisions"
    pages = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert [int(name[:4]) for name in pages] == list(range(1, len(pages) + 1))
    listed = re.findall(r"^(\d+)\. \[(.+)\]\((.+)\)$", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for _, _, name in listed] == pages
    for number, title, name in listed:
        assert (folder / name).read_text(encoding="utf-8").startswith(f"# {number}. {title}\n")


def test_the_list_of_commands_is_the_makefile_s():
    table = dict(
        re.findall(r"^\| `make (\w+)` \| (.+) \|$", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert set(table) == set(make_targets())


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_help_lists_every_command():
    page = subprocess.run(
        ["make", "--no-print-directory", "-C", ROOT, "help"], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert [line.split()[1] for line in page.splitlines()] == list(make_targets())
