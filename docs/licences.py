"""Makes the page `licences.md`: under which licence everything stands that a plain `pip install adminplan`, or an extra of it, brings.

Reads the metadata of the installed packages. Writes `docs/licences.md`: `python docs/licences.py`. Versions are left out: they change,
and the licence with them hardly ever. What is needed on another system only (a marker that does not hold here) is left out too.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PAGE = Path(__file__).with_name("licences.md")
EXTRAS = ("dask", "frames", "postgres")
# Licences that ask for the source of what is built upon them. The weak ones ask for that of the library alone.
_STRONG = re.compile(r"(?<![L])GPL|affero|(?<!lesser )general public", re.IGNORECASE)
_WEAK = re.compile(r"LGPL|lesser general public|MPL|mozilla", re.IGNORECASE)
# What classifiers and free text call a licence, and its SPDX name.
_NAMES = {
    "apache": "Apache-2.0",
    "bsd": "BSD",
    "mit": "MIT",
    "isc": "ISC",
    "python software foundation": "PSF-2.0",
    "psf": "PSF-2.0",
    "lesser general public": "LGPL",
    "general public": "GPL",
    "mozilla": "MPL-2.0",
    "mpl": "MPL-2.0",
}
_SIGN = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")


class Package(NamedTuple):
    """A package that is brought, its licence (`""` where its metadata name none), and by which direct dependencies it comes."""

    name: str
    licence: str
    by: tuple[str, ...]

    @property
    def copyleft(self) -> str:
        """`strong`, `weak` or `""`; of a choice (`OR`) the mildest counts."""
        kinds = ["strong" if _STRONG.search(one) else "weak" if _WEAK.search(one) else "" for one in self.licence.split(" OR ")]
        return min(kinds, key=("", "weak", "strong").index)


def licence(name: str) -> str:
    """The licence as metadata have it: the expression, else the classifiers, else the free field where it is one line."""
    meta: Any = distribution(name).metadata  # a message; its stub does not say that `get` gives None
    if said := meta.get("License-Expression"):
        return str(said)
    classified = [one.rpartition(" :: ")[2] for one in meta.get_all("Classifier", []) if one.startswith("License ::")]
    free = str(meta.get("License") or "").strip()
    if free and "\n" not in free and _SIGN.fullmatch(free) and free.lower() not in _NAMES:
        return free
    if free and "," in free and "\n" not in free:  # several licences, each for a part
        return " AND ".join(one.strip() for one in free.split(",") if _SIGN.fullmatch(one.strip()) and "-" in one)
    found = [_short(one) for one in classified if one != "OSI Approved"] or ([_short(free.splitlines()[0])] if free else [])
    return " OR ".join(dict.fromkeys(found))


def _short(said: str) -> str:
    low = said.lower()
    return next((sign for word, sign in _NAMES.items() if word in low), said)


def brought(extra: str = "") -> list[Package]:
    """The packages that the core (or an extra beyond it) brings, direct and transitive, by name. Raises `LookupError` where one is missing."""
    core = _closure(_wanted("adminplan", frozenset()))
    found = core if not extra else {k: v for k, v in _closure(_wanted("adminplan", frozenset({extra}))).items() if k not in core}
    return [Package(name, licence(name), tuple(sorted(by))) for name, by in sorted(found.items())]


def _closure(direct: list[Requirement]) -> dict[str, set[str]]:
    """Name of every package below the direct ones, with the direct ones it comes by."""
    found: dict[str, set[str]] = {}
    for first in direct:
        todo, seen = [first], set[str]()
        while todo:
            one = todo.pop()
            name = canonicalize_name(one.name)
            if name in seen:
                continue
            seen.add(name)
            found.setdefault(name, set()).add(canonicalize_name(first.name))
            todo += _wanted(name, frozenset(one.extras))
    return found


def _wanted(name: str, extras: frozenset[str]) -> list[Requirement]:
    """What a package requires here; `extras` are those of its own that are asked for."""
    try:
        lines = distribution(name).requires or []
    except PackageNotFoundError:
        raise LookupError(f"{name} is not installed: pip install --editable . --group test") from None
    asked = [{"extra": one} for one in sorted(extras | {""})]
    requirements = [Requirement(line) for line in lines]
    return [one for one in requirements if one.marker is None or any(one.marker.evaluate(case) for case in asked)]


def page() -> str:
    """The page as Markdown."""
    parts = [
        "# Licences",
        "",
        "adminplan itself is under the MIT licence. What it brings stands under the licences below, as the packages' own metadata say;",
        "made by `python docs/licences.py`, checked by a test. A star marks what is named in `pyproject.toml`; the rest comes with it.",
        "Versions are left out, for they change; what comes with a package may change with its version too. No licence of the core reaches",
        "beyond the package that has it: the MPL of two small ones asks only that changes of their own files be given on.",
    ]
    for title, extra in (("The core: `pip install adminplan`", ""), *((f"Beyond it: `adminplan[{one}]`", one) for one in EXTRAS)):
        parts += ["", f"## {title}", "", "| package | licence | comes by |", "|---|---|---|"]
        for one in brought(extra):
            direct = one.name in one.by
            others = ", ".join(name for name in one.by if name != one.name)
            parts.append(f"| {one.name}{' *' if direct else ''} | {one.licence or 'not said'} | {others} |")
    parts += [
        "",
        "## Programs",
        "",
        "Started as programs, never linked or shipped: tesseract (Apache-2.0) for scans, LibreOffice (MPL-2.0) and catdoc (GPL-2.0-or-later)",
        "for old Word files, Graphviz (EPL) for pictures of graphs, PostgreSQL (PostgreSQL licence) as a database of one's own.",
        "",
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
