"""docs/gold-format.md: its example is gold, and its commands exist."""

import json
import re
from pathlib import Path

import pytest

from adminplan import cli
from adminplan.evaluate.gold import faults, read

PAGE = (Path(__file__).parents[2] / "docs" / "gold-format.md").read_text("utf-8")
EXAMPLE = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1]


def test_the_example_is_gold_without_faults(tmp_path):
    path = tmp_path / "12-kh-ubnd.gold.json"
    path.write_text(EXAMPLE, encoding="utf-8")
    words = "\n".join(re.findall(r'"([^"]+)"', EXAMPLE))
    assert faults(path, words) == []
    assert read(path).complete


def test_the_words_of_the_vocabulary_are_all_described():
    from adminplan.evaluate.gold import RELATIONS

    for word in (*RELATIONS, "lead", "coordinate", "monitor", "range", "deadline", "from", "recurring", "ongoing", "unspecified"):
        assert f"`{word}`" in PAGE
    for key in json.loads(EXAMPLE):
        assert f"## {key}" in PAGE or key in {"source", "complete"}


@pytest.mark.parametrize("line", re.findall(r"^\$ adminplan (evaluate .*?)(?: {3,}.*)?$", PAGE, re.MULTILINE))
def test_commands_are_ones_that_the_parser_knows(line):
    options = cli._parser().parse_args(line.split())
    assert callable(options.command)
