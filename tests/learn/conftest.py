"""A small model, built from a few plans of the corpus in a root of its own."""

import shutil
from pathlib import Path

import pytest

from adminplan import cli

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"


def make_small(root, toml, plans, build):
    """The model models/small in `root`, from the plans of these names; `toml` names their folder: gold."""
    (root / "gold").mkdir()
    for name in plans:
        for path in CORPUS.glob(name + ".*"):
            shutil.copy(path, root / "gold")
    folder = root / "models" / "small"
    folder.mkdir(parents=True)
    (folder / "model.toml").write_text(toml, "utf-8")
    build(folder, root)
    return root


@pytest.fixture
def root(built, tmp_path):
    """A copy of what the module built, to be spoiled."""
    return Path(shutil.copytree(built, tmp_path / "copy"))


@pytest.fixture
def files(root, capsys):
    """Its files by name, after it was found to hold and, built again, to be the same byte for byte."""
    folder = root / "models" / "small"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(before) == {"model.toml", "model.lock.json", "weights.json", "CARD.md"}
    assert cli.main(["model", "verify", "--root", str(root)]) == 0
    assert cli.main(["model", "build", str(folder), "--root", str(root)]) == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert cli.main(["model", "list", "--root", str(root)]) == 0
    assert "small: " in capsys.readouterr().out.splitlines()[-1]
    return before
