"""How much of the public interface pyright knows the types of: it must be all.

Reads the installed package by `pyright --verifytypes`. Writes one line, and one more for each name whose type is not known; exit status 1
where there is one. Public is what README and docs/ import: other modules may change without notice.
"""

# ruff: noqa: INP001, T201, S603 - a script that runs by itself, says what it found, and starts pyright

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PUBLIC = (
    "adminplan.api",
    "adminplan.errors",
    "adminplan.passages.passage",
    "adminplan.plan.codec",
    "adminplan.plan.plan",
    "adminplan.plangraph.graph",
    "adminplan.plangraph.questions",
    "adminplan.spacy_component",
    "adminplan.store.archive",
    "adminplan.subplan.docx",
    "adminplan.subplan.subplan",
)


def public(name: str) -> bool:
    """Whether users may rely on a name: one of adminplan itself, or of a module above."""
    return name.count(".") == 1 or name.startswith(tuple(f"{module}." for module in PUBLIC))


def foreign(symbol: dict[str, Any]) -> bool:
    """Whether all that is unknown is a base class of another package (spaCy's tokenizer)."""
    said = {one["message"] for one in symbol["diagnostics"]}
    return bool(said) and said <= {"Type of base class unknown", "Type of metaclass unknown"}


def main() -> int:
    """0 where every public name has a known type."""
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--ignoreexternal", "--outputjson"]
    # An installation that points to src/ has the model's files beside it, in a folder that pyright takes for the package.
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    done = subprocess.run([*command, "--verifytypes", "adminplan"], capture_output=True, check=False, env=env)
    told = json.loads(done.stdout)["typeCompleteness"]["symbols"]
    symbols = [one for one in told if one["isExported"] and public(one["name"])]
    unknown = [one for one in symbols if (not one["isTypeKnown"] or one["isTypeAmbiguous"]) and not foreign(one)]
    for one in unknown:
        print(one["name"], *(said["message"].replace("\n", " ") for said in one["diagnostics"]), sep=": ")
    print(f"types known to pyright: {len(symbols) - len(unknown)} of {len(symbols)} public names")
    return 1 if unknown or not symbols else 0


if __name__ == "__main__":
    sys.exit(main())
