"""The graph written to a file: one call for every form.

Reads `PlanGraph`. Writes files, each whole or not at all; the same graph gives the same bytes.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from adminplan.errors import OutputError
from adminplan.plangraph import write as data_forms
from adminplan.plangraph.graph import PlanGraph
from adminplan.view import citations, graph_page

FORMS = ("json", "graphml", "gexf", "csv", "dot", "mermaid", "html", "svg", "png")
_ENDINGS = {f".{form}": form for form in FORMS} | {".gv": "dot", ".mmd": "mermaid", ".htm": "html"}


def write(graph: PlanGraph, target: str | os.PathLike[str] | BinaryIO, form: str | None = None) -> tuple[Path, ...]:
    """Write the graph to a file, a folder (`csv`) or an open binary stream; the files written are given back.

    Args:
        graph: what is written.
        target: for `csv` a folder, made where it is not there, which gets `nodes.csv` and `edges.csv`.
        form: one of `FORMS`; left out, the ending of the file's name tells it (`.gv` is `dot`, `.mmd` is `mermaid`).

    Raises:
        OutputError: the form is unknown, does not fit the target, needs a program that is missing, or the target cannot be written.
    """
    stream = None if isinstance(target, (str, os.PathLike)) else target
    path = Path(target) if isinstance(target, (str, os.PathLike)) else None
    if form is None:
        form = _ENDINGS.get(path.suffix.lower()) if path else None
        if form is None:
            raise OutputError(f"{path or 'the stream'} does not tell the form: name one of {', '.join(FORMS)}")
    if form not in FORMS:
        raise OutputError(f"there is no form {form!r}, only {', '.join(FORMS)}")
    if form == "csv":
        if path is None or path.suffix.lower() == ".csv" or path.is_file():
            raise OutputError(f"csv is two files: name a folder for them, not {path or 'a stream'}")
        contents = {path / name: _bytes(text, mark=True) for name, text in data_forms.tables(graph).items()}
        return _put(path, contents)
    content = _content(graph, form)
    if stream is not None:
        stream.write(content)
        return ()
    assert path is not None  # a target is a path or a stream
    if path.is_dir():
        raise OutputError(f"{path} is a folder: name a file in it")
    return _put(path.parent, {path: content})


def _content(graph: PlanGraph, form: str) -> bytes:
    if form in ("svg", "png"):
        return citations.picture(graph, form)
    texts = {
        "json": PlanGraph.to_json,
        "graphml": data_forms.graphml,
        "gexf": data_forms.gexf,
        "dot": citations.dot,
        "mermaid": citations.mermaid,
        "html": graph_page.html,
    }
    return _bytes(texts[form](graph))


def _bytes(text: str, *, mark: bool = False) -> bytes:
    """UTF-8; half a pair of UTF-16, which no encoding has, becomes "?". With `mark`, spreadsheets see that it is UTF-8."""
    return text.encode("utf-8-sig" if mark else "utf-8", "replace")


def _put(folder: Path, contents: dict[Path, bytes]) -> tuple[Path, ...]:
    """The files, which take their places together once the last is written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".", suffix=".part", dir=folder) as parts:
            for path, content in contents.items():
                Path(parts, path.name).write_bytes(content)
            for path in contents:
                Path(parts, path.name).replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror or error}") from error
    return tuple(contents)
