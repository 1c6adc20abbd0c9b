"""The road: what may import what, how long a file may be, and what its first lines must say."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import adminplan

PACKAGE = Path(adminplan.__file__).parent
# The road in its order. What stands to the left may be imported by what stands to the right, never the other way.
ORDER = ("data", "errors", "files", "layout", "outline", "passages", "plan", "plangraph", "store", "subplan", "view")
# Above the road: these may import anything, and nothing imports them (the package itself offers the names of `api`).
TOP = ("__init__", "api", "cli", "evaluate", "learn", "spacy_component", "worker")
HEAVY = frozenset(
    {
        "spacy",
        "underthesea",
        "pdfplumber",
        "pypdfium2",
        "docx",
        "lxml",
        "networkx",
        "pydantic",
        "pydantic_core",
        "sqlalchemy",
        "rich",
    }
)
# Imported by spaCy alone, which is loaded by then.
LOADED_BY_SPACY = PACKAGE / "spacy_component.py"

FILES = sorted(PACKAGE.rglob("*.py"))


def station(path):
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(tree):
    """(module imported, whether at module level and at run time) for every import of a file."""
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.Lambda))
        for node in ast.walk(function)
    }
    for guard in ast.walk(tree):
        if isinstance(guard, ast.If) and ast.unparse(guard.test) == "TYPE_CHECKING":
            inside |= {id(node) for node in ast.walk(guard)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) not in inside
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            yield module, id(node) not in inside
            if module == "adminplan":
                for alias in node.names:
                    yield f"adminplan.{alias.name}", id(node) not in inside


def ids(paths):
    return [path.relative_to(PACKAGE).as_posix() for path in paths]


def test_every_station_has_its_place():
    found = {station(path) for path in FILES}
    unknown = found - set(ORDER) - set(TOP)
    assert not unknown, f"{unknown} stand nowhere on the road: add them to ORDER, with a line in docs/decisions/"
    on_disk = [name for name in ORDER if (PACKAGE / name).is_dir() and name != "data"]
    assert on_disk == sorted(on_disk), "the alphabet gives the order of the road"


@pytest.mark.parametrize("path", FILES, ids=ids(FILES))
def test_a_file_keeps_the_rules_of_the_house(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert len(text.splitlines()) <= 400, "split it by sense"
    here = station(path)
    for module, at_once in imports(tree):
        name, *rest = module.split(".")
        if name in HEAVY and not (name == "sqlalchemy" and station(path) == "store"):  # its tables are SQLAlchemy's
            assert not at_once or path == LOADED_BY_SPACY, f"{module} is heavy: import it in the function that needs it"
            assert name not in {"pydantic", "pydantic_core"} or path == PACKAGE / "plan" / "codec.py", (
                "only plan/codec.py knows pydantic"
            )
        if name != "adminplan" or not rest or here in TOP:
            continue
        there = rest[0]
        assert there not in TOP, f"nothing imports {module}"
        if there in ORDER:
            assert ORDER.index(there) <= ORDER.index(here), f"{here} comes before {there} on the road"
    doc = ast.get_docstring(tree) or ""
    first = doc.split("\n", 1)[0]
    assert first.rstrip().endswith((".", ":", ",")) or len(doc.split("\n")) > 1, "a docstring begins with a sentence"
    if path.name == "__init__.py" and len(tree.body) <= 1:
        return  # a folder without code of its own
    assert doc, "no docstring"
    if path != PACKAGE / "__init__.py":
        assert "Reads" in doc, "the docstring says what the module reads"
        assert "Writes" in doc, "the docstring says what the module writes"


def test_importing_the_package_is_light():
    """None of the heavy libraries is loaded by `import adminplan`, nor by the command line's help."""
    code = (
        "import sys; import adminplan; from adminplan import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([m for m in {sorted(HEAVY)!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_rules_can_fail():
    """The walk over imports sees what it must see."""
    tree = ast.parse(
        "import spacy\nfrom adminplan import api\ndef f():\n    import docx\nif TYPE_CHECKING:\n    import networkx\n"
    )
    assert list(imports(tree)) == [
        ("spacy", True),
        ("adminplan", True),
        ("adminplan.api", True),
        ("docx", False),
        ("networkx", False),
    ]
