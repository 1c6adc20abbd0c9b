"""Gold: what a careful clerk reads in a document, as people annotate it (docs/gold-format.md).

Reads `NAME.gold.json` beside the document that its `source` names. Writes `Gold`, and what is wrong with a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from adminplan.errors import AdminplanError
from adminplan.evaluate.likeness import symbol, words

HEADER = ("type", "number", "date", "place", "issuer", "parent_issuer", "title")
RELATIONS = ("implements", "basis", "replaces", "amends", "repeals", "accompanies", "mentions")  # the strongest first
_ROLES = {"lead", "coordinate", "monitor"}
_TIME_KINDS = {"range", "deadline", "from", "recurring", "ongoing", "unspecified"}
_GOAL_KINDS = {"purpose", "requirement", "objective", "target"}
_PART_OF_DATE = re.compile(r"\d{4}(-\d\d)?")
ENDING = ".gold.json"
_LIKE = 0.8  # share of a long quote's runs of four words that must stand in the text: lines of a page may stand inside it


class NotGold(AdminplanError):  # noqa: N818 - named for what was found, like `UnreadableFile`
    """A folder without gold, or a file that is none; the message says what and where."""


class Gold(NamedTuple):
    """One annotated document. `content` is the file as it stands; `document` the file that it describes."""

    name: str
    content: dict[str, Any]
    document: Path

    @property
    def complete(self) -> bool:
        """Whether the whole document is kept, not just its beginning."""
        return bool(self.content.get("complete", True))

    @property
    def issuer(self) -> str:
        """The issuing body as a key: what cross-validation holds out together."""
        return " ".join(words(self.content["header"].get("issuer")))


def golden(folders: Iterable[Path], only: Iterable[str] | None = None) -> list[Gold]:
    """The gold of folders, by name; `only` names of documents (without ending).

    Raises `NotGold`: a folder holds none, a file is broken, or a name is not there or stands twice.
    """
    found: dict[str, Gold] = {}
    for folder in folders:
        paths = sorted(folder.glob("*" + ENDING))
        if not paths:
            raise NotGold(f"{folder} holds no gold. Gold is NAME{ENDING} beside the document NAME.pdf, .docx …")
        for path in paths:
            gold = read(path)
            if gold.name in found:
                raise NotGold(f"{gold.name} stands in two folders. Rename one of them.")
            found[gold.name] = gold
    if only is None:
        return list(found.values())
    wanted = list(only)
    missing = [name for name in wanted if name not in found]
    if missing:
        raise NotGold(f"no gold of {', '.join(missing)}. Give names without {ENDING}.")
    return [gold for gold in found.values() if gold.name in set(wanted)]


def read(path: Path) -> Gold:
    """One gold file. Raises `NotGold` where something that scoring needs is missing."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NotGold(f"{path} cannot be read as JSON ({error}).") from None
    broken = list(_shape(content))
    if broken:
        raise NotGold(f"{path}: {broken[0]}. `adminplan evaluate check` lists all faults.")
    name = path.name.removesuffix(ENDING)
    source = Path(str(content.get("source") or name)).name  # a name beside the gold, never a path to elsewhere
    document = path.with_name(source)
    if not document.is_file():
        beside = sorted(one for one in path.parent.glob(name + ".*") if not one.name.endswith(".json"))
        document = beside[0] if beside else document
    return Gold(name, content, document)


def faults(path: Path, text: str | None) -> list[str]:
    """What is wrong with a gold file, a line each; with the document's clean text, quotes that do not stand in it too."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return [f"no JSON: {error}"]
    shape = list(_shape(content))
    return shape or list(_meaning(content, words(text) if text is not None else None))


def _shape(content: Any) -> Iterator[str]:
    """What keeps the file from being scored at all."""
    if not isinstance(content, dict):
        yield "no object at the top"
        return
    complete = content.get("complete", True)
    parts = {"header": dict, "references": list} | ({"goals": list, "activities": list, "duties": list} if complete else {})
    for name, kind in parts.items():
        if not isinstance(content.get(name), kind):
            yield f"{name} is missing, or no {'object' if kind is dict else 'list'}"
            return
    rows = {
        "references": ("type", "number", "date", "issuer", "title", "relation"), "goals": ("kind", "text"),
        "activities": ("label", "section", "title"), "duties": ("unit",),
    }  # fmt: skip
    lists: dict[str, dict[str, tuple[str, ...]]] = {
        "activities": {"units": ("name", "role"), "times": ("text", "start", "end", "kind")}, "duties": {"tasks": ()},
    }  # fmt: skip
    for name in (name for name in rows if name in parts):
        for index, row in enumerate(content[name]):
            where = f"{name}[{index}]"
            yield from _words_in(row, rows[name], where)
            for key, keys in lists.get(name, {}).items() if isinstance(row, dict) else ():
                inner = row.get(key)
                if not isinstance(inner, list):
                    yield f"{where}: {key} is missing, or no list"
                elif keys:
                    yield from (fault for one in inner for fault in _words_in(one, keys, f"{where}.{key}"))
                elif not all(isinstance(one, str) for one in inner):
                    yield f"{where}: {key} is no list of strings"
    header = content["header"]
    yield from _words_in(header, HEADER, "header")
    if complete:
        signers = header.get("signer", False)
        for one in signers if isinstance(signers, list) else [signers]:
            if one is not None:
                yield from _words_in(one, ("authority", "position", "name"), "header.signer")
        recipients = header.get("recipients", False)
        recipients = [] if recipients is None else recipients
        if not isinstance(recipients, list) or not all(isinstance(one, str) for one in recipients):
            yield "header: recipients is no list of strings"


def _words_in(row: Any, keys: Iterable[str], where: str) -> Iterator[str]:
    """Keys that are missing, or hold something else than words or `null`."""
    if not isinstance(row, dict):
        yield f"{where} is no object"
        return
    for key in keys:
        if key not in row:
            yield f"{where}: {key} is missing (null = the document does not say)"
        elif not isinstance(row[key], str | None):
            yield f"{where}: {key} is {row[key]!r}, neither words nor null"


def _meaning(content: dict[str, Any], text: tuple[str, ...] | None) -> Iterator[str]:
    """Words outside the vocabulary, dates that are none, quotes that are not in the text."""
    quotes = _Quotes(text)
    header = content["header"]
    if not _iso(header["date"]):
        yield f"header: date {header['date']!r} is not ISO"
    for name in ("issuer", "parent_issuer", "title", "place"):
        yield from quotes.missing(header[name], f"header.{name}")
    for index, row in enumerate(content["references"]):
        where = f"references[{index}]"
        if row["relation"] not in RELATIONS:
            yield f"{where}: relation {row['relation']!r} is none of {', '.join(RELATIONS)}"
        if not (_iso(row["date"]) or _PART_OF_DATE.fullmatch(str(row["date"]))):
            yield f"{where}: date {row['date']!r} is no ISO day, month or year"
        for name in ("title", "issuer"):
            yield from quotes.missing(row[name], f"{where}.{name}")
    seen: set[tuple[object, ...]] = set()
    for row in content["references"]:
        key = (words(row["type"]), symbol(row["number"]) or words(row["title"]))
        if key in seen:
            yield f"references: {row['type']} {row['number'] or row['title']} stands twice"
        seen.add(key)
    if not content.get("complete", True):
        return
    for index, row in enumerate(content["goals"]):
        if row["kind"] not in _GOAL_KINDS:
            yield f"goals[{index}]: kind {row['kind']!r} is none of {', '.join(sorted(_GOAL_KINDS))}"
        yield from quotes.missing(row["text"], f"goals[{index}].text")
    for index, row in enumerate(content["activities"]):
        where = f"activities[{index}]"
        yield from quotes.missing(row["title"], f"{where}.title")
        for unit in row["units"]:
            if unit.get("role") not in _ROLES:
                yield f"{where}: role {unit.get('role')!r} is none of {', '.join(sorted(_ROLES))}"
            yield from quotes.missing(unit.get("name"), f"{where}.units")
        for time in row["times"]:
            if time.get("kind") not in _TIME_KINDS:
                yield f"{where}: kind of time {time.get('kind')!r} is none of {', '.join(sorted(_TIME_KINDS))}"
            yield from (
                f"{where}: {side} {time.get(side)!r} of a time is not ISO"
                for side in ("start", "end")
                if not _iso(time.get(side))
            )
            yield from quotes.missing(time.get("text"), f"{where}.times")
    for index, row in enumerate(content["duties"]):
        yield from quotes.missing(row["unit"], f"duties[{index}].unit")
        for task in row["tasks"]:
            yield from quotes.missing(task, f"duties[{index}].tasks")


class _Quotes:
    """Whether quotes stand in a text."""

    def __init__(self, text: tuple[str, ...] | None) -> None:
        self.text = None if text is None else f" {' '.join(text)} "
        self.runs = set() if text is None else {text[at : at + 4] for at in range(len(text))}

    def missing(self, quote: str | None, where: str) -> Iterator[str]:
        """One line where the quote does not stand in the text; nothing where there is no text to look in."""
        if self.text is not None and quote and not self.stands(quote):
            yield f"{where}: not in the document: {quote[:90]!r}"

    def stands(self, quote: str) -> bool:
        found = words(quote)
        if self.text is None or f" {' '.join(found)} " in self.text:
            return True
        runs = [found[at : at + 4] for at in range(max(1, len(found) - 3))]
        return len(found) >= 4 and sum(run in self.runs for run in runs) / len(runs) >= _LIKE


def _iso(value: object) -> bool:
    if value is None:
        return True
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return isinstance(value, str)
