"""What this machine has of the programs and libraries that readers need, and what to install for the rest.

Reads versions from installed packages and programs; no document. Writes `Part`s, as a table or as JSON.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_SECONDS = 20


class Part(NamedTuple):
    """A library or program.

    Attributes:
        name: as its makers call it. version: `None` where it is missing. reads: what it is needed for.
        needed: something cannot be read without it on this machine. install: the command for Debian and Ubuntu, or for pip.
    """

    name: str
    version: str | None
    reads: str
    needed: bool
    install: str

    @property
    def missing(self) -> bool:
        """Needed, and not there."""
        return self.needed and self.version is None


# Distribution and what it is needed for.
_LIBRARIES = (
    ("pypdfium2", "PDF: text, boxes, pictures of pages"),
    ("pdfplumber", "PDF: ruled tables"),
    ("lxml", "DOCX and web pages"),
    ("pillow", "pictures of pages (PNG, JPEG, TIFF …)"),
    ("msoffcrypto-tool", "Word documents under a password"),
    ("underthesea", "Vietnamese words, for the spaCy tokenizer"),
    ("spacy", "the spaCy component"),
)


def examine() -> tuple[Part, ...]:
    """Every part, those of Python first. Starts each program once, for its version."""
    libraries = [Part(name, _installed(name), reads, needed=True, install=f"pip install {name}") for name, reads in _LIBRARIES]
    tesseract, vietnamese = _tesseract()
    office = _office()
    scans = "scans: pages and pictures without text"
    parts = (
        Part("tesseract", tesseract, scans, needed=True, install="apt install tesseract-ocr"),
        Part("tesseract vie", vietnamese, f"{scans}, in Vietnamese", needed=True, install="apt install tesseract-ocr-vie"),
        Part("LibreOffice Writer", office, "Word 97 (.doc) and .rtf, with tables and numbering", needed=True, install="apt install libreoffice-writer-nogui"),
        # They stand in for LibreOffice, so that one of them is wanted only where it is missing.
        Part("catdoc", _program("catdoc", "-V"), ".doc and .rtf where LibreOffice is missing: text alone", needed=False, install="apt install catdoc"),
        Part("antiword", _program("antiword", "-h"), ".doc where LibreOffice is missing: text alone", needed=False, install="apt install antiword"),
    )  # fmt: skip
    return (*libraries, *parts)


def remedies(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """The commands that install what is missing: one for each installer."""
    commands: dict[str, list[str]] = {}
    for part in parts:
        if part.missing:
            installer, package = part.install.rsplit(" ", 1)
            commands.setdefault(installer, []).append(package)
    return tuple(f"{installer} {' '.join(packages)}" for installer, packages in commands.items())


def as_table(parts: tuple[Part, ...]) -> str:
    """For people: a line a part, then what to do."""
    lines = [_heading(), ""]
    for part in parts:
        found = part.version or ("missing" if part.needed else "not there, not needed")
        lines.append(f"  {part.name:<20}{found:<23}{part.reads}")
    commands = remedies(parts)
    more = "To read the rest (Debian, Ubuntu; elsewhere the packages have like names):"
    lines += ["", more if commands else "Every kind of file can be read."]
    lines += [f"  {'sudo ' if command.startswith('apt') else ''}{command}" for command in commands]
    return "\n".join(lines) + "\n"


def as_json(parts: tuple[Part, ...]) -> str:
    """For programs: the same, with the commands under `install`."""
    rows = [{**part._asdict(), "missing": part.missing} for part in parts]
    about = {"adminplan": importlib.metadata.version("adminplan"), "python": platform.python_version()}
    return json.dumps({**about, "parts": rows, "install": remedies(parts)}, ensure_ascii=False, indent=1) + "\n"


def _heading() -> str:
    return f"adminplan {importlib.metadata.version('adminplan')}, Python {platform.python_version()}"


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _tesseract() -> tuple[str | None, str | None]:
    """The version of the program, and again where it reads Vietnamese."""
    from adminplan.files.ocr_words import LANGUAGE, installed

    engine = installed()
    if engine is None:
        return None, None
    return engine.version, engine.version if LANGUAGE in engine.languages else None


def _office() -> str | None:
    """LibreOffice that can convert text documents: other parts of it can be installed without Writer."""
    from adminplan.files.doc import find_office

    path = find_office()
    if path is None:
        return None
    program = Path(path).resolve().parent
    if any(program.glob("*mergedlo*")) and not any(program.glob("*swlo*")):
        return None
    return _version(path, "--version")


def _program(name: str, option: str) -> str | None:
    path = shutil.which(name)
    return path and _version(path, option)


def _version(path: str, option: str) -> str:
    """What a program says of itself, or "?" where it says nothing that looks like a version."""
    with tempfile.TemporaryDirectory(prefix="adminplan-", ignore_cleanup_errors=True) as home:
        known = {**os.environ, "HOME": home}  # so that no profile is made in the user's
        try:
            done = subprocess.run(  # noqa: S603 - a program found by its name, with an option of ours
                [path, option], capture_output=True, encoding="utf-8", errors="replace", timeout=_SECONDS, check=False, env=known
            )
        except (OSError, subprocess.TimeoutExpired):
            return "?"
    number = _NUMBER.search(done.stdout + done.stderr)
    return number[0] if number else "?"
