"""The parts of the documentation that are made: command line, contract, road, figures.

Reads the parsers of adminplan.cli, src/adminplan/plan/schema/plan-1.json, docs/contract.toml, docs/results/. Writes nothing: cog puts what the functions
give between its marks in the pages (`make docs`), and a test holds the pages to it. Nothing here depends on the machine or the version of Python.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "adminplan"

# --- command line -----------------------------------------------------------------------------------------------------


def command_line() -> str:
    """Every command with its arguments and options, and the examples and exit statuses that its help ends with."""
    sys.path.insert(0, str(ROOT / "src"))
    from adminplan import cli

    return "\n".join(_command(cli._parser(), "adminplan"))  # noqa: SLF001 - the parser is the source of this page


def _command(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    below = next((one for one in parser._actions if isinstance(one, argparse._SubParsersAction)), None)  # noqa: SLF001
    yield f"{'#' * (1 + len(name.split()))} {name}\n"
    yield f"{_prose(parser.description or '')}\n"
    rows = [one for one in parser._actions if one is not below and one.dest != "help"]  # noqa: SLF001
    if rows:
        yield "| argument | meaning |\n|---|---|"
        yield from (f"| {_signature(one)} | {_meaning(one)} |" for one in rows)
        yield ""
    if parser.epilog and not below:
        yield f"```text\n{parser.epilog.strip()}\n```\n"
    if below:
        for word, child in below.choices.items():
            yield from _command(child, f"{name} {word}")


def _prose(text: str) -> str:
    """Lines of a description; what a Markdown reader would take for markup is shown as it stands."""
    return "\n".join(line.replace("<", "&lt;").replace("*", r"\*") for line in text.strip().splitlines())


def _signature(action: argparse.Action) -> str:
    value = action.metavar or (f"{{{','.join(map(str, action.choices))}}}" if action.choices else action.dest.upper())
    if not action.option_strings:
        return f"`{value}{' …' if action.nargs in ('+', '*') else ''}`"
    takes = "" if action.nargs == 0 else f" [{value}]" if action.nargs == "?" else f" {value}"
    return ", ".join(f"`{one}{takes}`" for one in action.option_strings) + (" (required)" if action.required else "")


def _meaning(action: argparse.Action) -> str:
    text = (action.help or "") % {"default": action.default, "prog": "adminplan"} if "%" in (action.help or "") else action.help
    return _prose(text or "").replace("|", r"\|")


# --- contract ---------------------------------------------------------------------------------------------------------


def contract() -> str:
    """A table for each type of the JSON contract: field, type, whether it is always there, meaning.

    Raises `SystemExit` where docs/contract.toml lacks a field or has one that the schema has not.
    """
    schema = json.loads((SOURCE / "plan" / "schema" / "plan-1.json").read_text(encoding="utf-8"))
    meanings = tomllib.loads((ROOT / "docs" / "contract.toml").read_text(encoding="utf-8"))
    types = {"Plan": schema} | {name: schema["$defs"][name] for name in _order(schema)}
    stated = {(name, field) for name, fields in meanings.items() for field in fields}
    there = {(name, field) for name, one in types.items() for field in one["properties"]}
    if stated != there:
        sys.exit(f"docs/contract.toml lacks {sorted(there - stated)}, and has too much with {sorted(stated - there)}")
    return "\n".join(line for name, one in types.items() for line in _type(name, one, meanings[name]))


def _order(schema: dict[str, Any]) -> list[str]:
    """The types in the order in which a reader of the plan meets them."""
    met: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            name = str(node.get("$ref", "")).rpartition("/")[2]
            if name and name not in met:
                met.append(name)
                walk(schema["$defs"][name])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(schema["properties"])
    return met


def _type(name: str, one: dict[str, Any], meanings: dict[str, str]) -> Iterator[str]:
    yield f"## {name}\n"
    yield "| field | type | meaning |\n|---|---|---|"
    for field, shape in one["properties"].items():
        yield f"| `{field}` | {_kind(shape)} | {meanings[field]} |"
    yield ""


def _kind(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in shape:
        return " or ".join(_kind(one) for one in shape["anyOf"])
    if "const" in shape:
        return f"`{shape['const']}`"
    if shape["type"] == "array":
        return f"list of {_kind(shape['items'])}"
    return "day (ISO)" if shape.get("format") == "date" else str(shape["type"])


# --- road -------------------------------------------------------------------------------------------------------------

# What each station makes, in the order of the road: (station, what comes out, in a few words).
STATIONS = (
    ("files", "Source", "raw text, places in the file"),
    ("layout", "Text", "clean text, map to the raw one"),
    ("outline", "Outline", "letterhead, sections, tables"),
    ("passages", "Passage", "spans that say something"),
    ("plan", "Plan", "the contract, JSON"),
    ("plangraph", "PlanGraph", "who cites whom"),
    ("store", "Archive", "a database of plans"),
    ("subplan", "SubPlan", "drafts, DOCX"),
    ("view", "pages", "tables, HTML"),
)


def road() -> str:
    """The stations as a picture (SVG, in the colour of the text around it), and what the folder of each says of itself."""
    order = ast.literal_eval(next(line for line in _lines(ROOT / "tests" / "test_road.py") if line.startswith("ORDER ="))[7:])
    drawn = tuple(name for name, _, _ in STATIONS)
    if drawn != order[2:] or any(not (SOURCE / name).is_dir() for name in drawn):
        sys.exit(f"the road drawn is {drawn}, tests/test_road.py has {order[2:]}")
    return f"{_picture()}\n\n" + "\n".join(_table())


def _table() -> Iterator[str]:
    yield "| station | makes | begin reading at |\n|---|---|---|"
    for name, made, _ in STATIONS:
        main = SOURCE / name / f"{MAIN[name]}.py"
        sentence = (ast.get_docstring(ast.parse(main.read_text(encoding="utf-8"))) or "").split("\n\n")[0].replace("\n", " ")
        yield f"| `{name}` | {made} | `{name}/{MAIN[name]}.py`: {_prose(sentence)} |"


# Where a reader of the code begins at each station.
MAIN = {
    "files": "read",
    "layout": "tidy",
    "outline": "outline",
    "passages": "walk",
    "plan": "assemble",
    "plangraph": "graph",
    "store": "archive",
    "subplan": "derive",
    "view": "report",
}


def _picture() -> str:
    """Three rows of three; arrows show the way of a document."""
    wide, high, across, down = 214, 74, 254, 118
    parts = [f'<svg viewBox="0 0 {2 * across + wide + 4} {2 * down + high + 4}" role="img" aria-label="The road of a document: ']
    parts.append(", ".join(name for name, _, _ in STATIONS))
    parts.append('" xmlns="http://www.w3.org/2000/svg" fill="none" stroke="currentColor" stroke-width="1.5">')
    for position, (name, made, says) in enumerate(STATIONS):
        x, y = 2 + position % 3 * across, 2 + position // 3 * down
        middle = x + wide / 2
        parts.append(f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" rx="8"/>')
        for dy, size, weight, words in ((22, 15, 700, f"{position + 1} {name}"), (42, 13, 400, made), (61, 12, 400, says)):
            style = f'text-anchor="middle" font-size="{size}" font-weight="{weight}" fill="currentColor" stroke="none"'
            parts.append(f'<text x="{middle:g}" y="{y + dy}" {style}>{escape(words)}</text>')
        if position % 3 < 2:
            start, end, at = x + wide + 4, x + across - 4, y + high / 2
            parts.append(f'<path d="M{start} {at:g}H{end}m-8 -5l8 5l-8 5"/>')
        elif position < len(STATIONS) - 1:
            half, low, first = y + high + 22, y + down - 4, 2 + wide / 2
            parts.append(f'<path d="M{middle:g} {y + high + 4}V{half}H{first:g}V{low}m-5 -8l5 8l5 -8"/>')
    return "".join(parts) + "</svg>"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


# --- figures ----------------------------------------------------------------------------------------------------------

SETS = {"digital": "real, digital", "scans": "real, scanned", "corpus": "invented (`corpus/`)"}


def accuracy() -> str:
    """The figures of docs/results/accuracy.json with their intervals."""
    kept = _results("accuracy.json")
    sets = kept["sets"]
    rows = ["| measure | " + " | ".join(f"{SETS[name]}, {one['documents']} documents" for name, one in sets.items()) + " |"]
    rows.append("|---|" + "---|" * len(sets))
    measures = next(iter(sets.values()))["total"]
    rows += [f"| `{name}` | " + " | ".join(_figure(one, name) for one in sets.values()) + " |" for name in measures]
    unread = {SETS[name]: one["unread"] for name, one in sets.items() if one["unread"]}
    note = "Every document could be read." if not unread else f"Documents that could not be read score nought: {unread}."
    return f"{_about(kept)}\n\n" + "\n".join(rows) + f"\n\n{note}"


def _figure(one: dict[str, Any], measure: str) -> str:
    value, ends = one["total"][measure], one["intervals"].get(measure)
    if value is None:
        return "–"
    return f"{value:.3f}" + (f" ({ends[0]:.2f}–{ends[1]:.2f})" if ends else "")


def speed() -> str:
    """The figures of docs/results/speed.json: milliseconds a page by station, budgets."""
    kept = _results("speed.json")
    stations = kept["stations"]
    first = next(iter(stations["kinds"].values()))["ms_a_page"]
    rows = ["| reader | documents | pages | " + " | ".join(first) + " | together |", "|---|" + "---:|" * (len(first) + 3)]
    for name, one in stations["kinds"].items():
        spent = one["ms_a_page"]
        cells = [one["documents"], f"{one['pages']:.0f}", *(f"{spent[key]:.2f}" for key in first), f"{sum(spent.values()):.2f}"]
        rows.append(f"| {name} | " + " | ".join(map(str, cells)) + " |")
    budgets = ["| budget | measured | allowed | kept | on |", "|---|---:|---:|---|---|"]
    for one in kept["budgets"]:
        sign = "≤" if one["at_most"] else "≥"
        measured = f"{one['measured']:.2f} {one['unit']}"
        budgets.append(
            f"| {one['name']} | {measured} | {sign} {one['allowed']:g} | {'yes' if one['kept'] else '**no**'} | {one['detail']} |"
        )
    memory = f", memory at its highest {stations['peak_mb']:.0f} MB" if stations["peak_mb"] else ""
    return "\n".join(
        (
            f"{_about(kept)}\n\n## Milliseconds a page\n\nA page is {stations['characters_a_page']:,} characters. Documents of `corpus/`{memory}.\n",
            *rows,
            "\n## Budgets\n\nBoth sides of each ratio are measured in one run on the same machine.\n",
            *budgets,
        )
    )


def _results(name: str) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads((ROOT / "docs" / "results" / name).read_text(encoding="utf-8"))
    return kept


def _about(kept: dict[str, Any]) -> str:
    machine = kept["machine"]
    return (
        f"Measured on {kept['date']} with adminplan {kept['adminplan']} (`git rev-parse HEAD:src` was `{kept['tree']}`), {machine['system']}, "
        f"{machine['processor']}, {machine['cores']} cores, Python {machine['python']}."
    )
