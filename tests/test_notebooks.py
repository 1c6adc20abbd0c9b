"""The notebooks run from the top, and are committed without outputs."""

import ast
import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def code_cells(path):
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_runs_from_the_top(path, monkeypatch):
    monkeypatch.chdir(FOLDER)
    names = {"__name__": path.stem}
    shown = []
    for position, cell in enumerate(code_cells(path)):
        tree = ast.parse("".join(cell["source"]), f"{path.name}, code cell {position}")
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path.name, "exec"), names)
        if last is not None:
            shown.append(eval(compile(ast.Expression(last.value), path.name, "eval"), names))
    assert len(shown) >= 5
    assert all(one is not None for one in shown)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_is_committed_without_outputs(path):
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code_cells(path))


def test_every_notebook_is_listed():
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert NOTEBOOKS
    assert all(f"({path.name})" in listed for path in NOTEBOOKS)
