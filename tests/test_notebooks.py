"""The notebooks run from the top without a network, say first what one learns, and are committed without outputs."""

import os
import re
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SECONDS = 60  # for a whole notebook
# Python runs this file at its start, in the kernel too. Kernels talk over the machine's own addresses, and nothing else may.
OFFLINE = """
import sys

def hold(event, args):
    if event == "socket.connect" and isinstance(args[1], tuple) and not str(args[1][0]).startswith(("127.", "::1")):
        raise ConnectionError(f"a notebook asks the network for {args[1][0]}")
    if event == "socket.getaddrinfo" and args[0] not in (None, "", "localhost", "127.0.0.1", "::1"):
        raise ConnectionError(f"a notebook asks the network for {args[0]}")

sys.addaudithook(hold)
"""
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])


@pytest.fixture
def run(tmp_path, monkeypatch, pythonpath):
    """Runs a notebook in a kernel of this Python, where nothing of the user's own settings counts."""
    (tmp_path / "sitecustomize.py").write_text(OFFLINE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), str(pythonpath))))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path / name))

    def execute(notebook):
        NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}).execute()
        return notebook

    return execute


@pytest.fixture(scope="module")
def pythonpath():
    """Where this Python finds adminplan."""
    import adminplan

    return Path(adminplan.__file__).parent.parent


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@each
def test_a_notebook_runs_from_the_top_and_every_cell_shows_something(path, run):
    start = time.monotonic()
    done = run(nbformat.read(path, as_version=4))
    assert time.monotonic() - start < SECONDS
    for cell in code_cells(done):
        outputs = [one for one in cell.outputs if one.output_type in ("execute_result", "display_data")]
        assert outputs, cell.source
        said = [one.text for one in cell.outputs if one.output_type == "stream" and "font cache" not in one.text]
        assert said == [], "a warning, such as of letters that a font lacks"
        assert all(one.data.get("text/plain") != "None" for one in outputs), cell.source


@each
def test_a_notebook_is_committed_without_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code_cells(notebook))
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.language_info == {"name": "python"}, "no version of whoever ran it last"
    assert all(cell.metadata == {} for cell in notebook.cells)


@each
def test_the_first_cell_says_in_three_lines_what_one_learns(path):
    first = nbformat.read(path, as_version=4).cells[0]
    assert first.cell_type == "markdown"
    title, empty, *learned = first.source.split("\n")
    assert title.startswith("# ")
    assert empty == ""
    assert len(learned) == 3
    assert all(line.startswith("- ") and line.endswith(".") and len(line) < 130 for line in learned)


@each
def test_links_lead_to_notebooks_that_are_there(path):
    text = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")
    targets = re.findall(r"\]\(([^)]+)\)", text)
    assert all((FOLDER / target).is_file() for target in targets)
    assert bool(targets) == (path != NOTEBOOKS[-1]), "each leads on to the next"


def test_every_notebook_is_listed():
    listed = re.findall(r"\(([^)]+\.ipynb)\)", (FOLDER / "README.md").read_text(encoding="utf-8"))
    assert len(NOTEBOOKS) == 5
    assert listed == [path.name for path in NOTEBOOKS]


def test_a_notebook_that_asks_the_network_would_fail(run):
    cell = nbformat.v4.new_code_cell("import urllib.request\nurllib.request.urlopen('http://192.0.2.1/', timeout=5)")
    with pytest.raises(CellExecutionError, match=r"asks the network for 192\.0\.2\.1"):
        run(nbformat.v4.new_notebook(cells=[cell]))


def test_the_kernel_runs_this_adminplan(run, pythonpath):
    cell = nbformat.v4.new_code_cell("import sys, adminplan\n(sys.executable, adminplan.__file__)")
    (shown,) = run(nbformat.v4.new_notebook(cells=[cell])).cells[0].outputs
    assert sys.executable in shown.data["text/plain"]
    assert str(pythonpath) in shown.data["text/plain"]
