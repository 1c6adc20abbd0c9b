"""The pipeline `vi_adminplan` as a Python package, so that `spacy.load("vi_adminplan")` works once it is installed.

Reads nothing. Writes the package's folder: `pip install DIR/vi_adminplan-VERSION`.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

NAME = "vi_adminplan"
_INIT = '''"""The pipeline `vi_adminplan`: references, times and units of Vietnamese official plans."""

from pathlib import Path

from spacy.util import get_model_meta, load_model_from_init_py

__version__ = get_model_meta(Path(__file__).parent)["version"]


def load(**overrides):
    """The pipeline."""
    return load_model_from_init_py(__file__, **overrides)
'''


def package(folder: Path) -> Path:
    """Writes the package into a new folder below and gives that; one of an earlier run is written over.

    It needs adminplan itself, of at least this version, and brings no weights: the pipeline reads by adminplan's rules.
    """
    from adminplan.spacy_component import vietnamese

    ours = version("adminplan")
    nlp = vietnamese()
    nlp.meta.update(
        name="adminplan",
        version=ours,
        description="References, times and units of Vietnamese official plans.",
        license="MIT",
        requirements=[f"adminplan>={ours}"],
    )
    target = folder / f"{NAME}-{ours}"
    data = target / NAME / f"{NAME}-{ours}"
    data.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(data)
    meta = json.dumps(nlp.meta, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    for path in (target / "meta.json", target / NAME / "meta.json", data / "meta.json"):
        path.write_text(meta, encoding="utf-8", newline="\n")
    (target / NAME / "__init__.py").write_text(_INIT, encoding="utf-8", newline="\n")
    (target / "pyproject.toml").write_text(_project(ours), encoding="utf-8", newline="\n")
    return target


def _project(ours: str) -> str:
    return f"""[build-system]
requires = ["hatchling>=1.25"]
build-backend = "hatchling.build"

[project]
name = "{NAME}"
version = "{ours}"
description = "References, times and units of Vietnamese official plans, as a spaCy pipeline."
license = "MIT"
requires-python = ">=3.11"
dependencies = ["adminplan>={ours}"]

[project.entry-points.spacy_models]
{NAME} = "{NAME}"

[tool.hatch.build.targets.wheel]
packages = ["{NAME}"]
"""
