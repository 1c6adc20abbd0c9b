"""One source file becomes a Document: what is printed, and the gold that its marks carry.

*Reads* a text in the markup that `corpus/README.md` describes. *Writes* a `Document` and, by `gold()`, its annotation.
Nothing is recognised here: every date, role and reference is written down in the source by whoever wrote the text.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from typing import Any

GOALS = ("purpose", "requirement", "objective", "target")
ROLES = ("lead", "coordinate", "monitor")
TIMES = ("range", "deadline", "from", "recurring", "ongoing", "unspecified")
WORDED = "Nhiệm vụ|Bước|Hoạt động|Nội dung|Việc|Phần việc"
LABEL = re.compile(
    rf"((?:(?:[IVX]+|[A-D])[./-]|\d+(?:\.\d+)*[.)/-]|\d+(?:\.\d+)+|[a-zđ][.)]|[-+*•]|(?:{WORDED}) \d+[:.]|Phần [IVX]+\.)) +"
)
NUMBER = re.compile(r"[\dIVXa-zđ.]*")
LINE = re.compile(r"(#{1,3}|[a-zA-Z]+>) (.*)")


@dataclass(slots=True)
class Mark:
    """A marked span of printed text: `{key arguments|text}`, offsets in the printed line."""

    key: str
    args: list[str]
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Cell:
    """A table cell; `down` and `across` count the rows and columns it covers, 0 when another cell covers it."""

    text: str
    marks: list[Mark]
    down: int = 1
    across: int = 1


@dataclass(slots=True)
class Block:
    """A paragraph or a table: `kind` is heading, text, centre, cite, page or table."""

    kind: str
    text: str = ""
    label: str = ""
    level: int = 0
    bold: bool = False
    italic: bool = False
    widths: list[int] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    heads: int = 0

    @property
    def full(self) -> str:
        """The printed line, label included."""
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(slots=True)
class Document:
    """What one source says: `head` (letterhead fields), blocks before and after the closing, closing, gold."""

    name: str
    head: dict[str, str]
    body: list[Block]
    after: list[Block]
    recipients: list[str]
    signers: list[dict[str, str | None]]
    gold: dict[str, Any]

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.{self.head['format']}"


def inline(text: str) -> tuple[str, list[Mark]]:
    """The printed text and its marks; marks may stand inside marks.

    >>> inline("trước {deadline 2024-03-15|ngày 15/3}.")[0]
    'trước ngày 15/3.'
    """
    out: list[str] = []
    marks: list[Mark] = []
    open_marks: list[Mark] = []
    size = i = 0
    while i < len(text):
        if text[i] == "{":
            bar = text.index("|", i)
            key, *args = shlex.split(text[i + 1 : bar])
            open_marks.append(Mark(key, args, size, size, ""))
            marks.append(open_marks[-1])
            i = bar + 1
        elif text[i] == "}":
            open_marks.pop().end = size
            i += 1
        else:
            out.append(text[i])
            size += 1
            i += 1
    if open_marks:
        raise ValueError(f"mark left open: {text[:80]}")
    plain = "".join(out)
    for mark in marks:
        mark.text = plain[mark.start : mark.end]
    return plain, marks


def _split(text: str) -> tuple[str, str]:
    found = LABEL.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


class Reader:
    """Walks the lines of one source, gathers blocks and gold."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.stack: list[str] = []
        self.stages: list[list[Mark]] = []  # the times that stand in the headings of the stack
        self.activity: dict[str, Any] | None = None
        self.duty: dict[str, Any] | None = None
        self.gold: dict[str, list[Any]] = {"references": [], "goals": [], "activities": [], "duties": []}

    # --- gold ---------------------------------------------------------------------------------------------------

    def _references(self, marks: list[Mark]) -> None:
        for ref in (m for m in marks if m.key == "ref"):
            own = {a.partition("=")[0]: a.partition("=")[2] for a in ref.args[1:]}
            for m in marks:
                inside = ref.start <= m.start and m.end <= ref.end and m is not ref
                nested = any(
                    o.key == "ref" and o is not ref and ref.start <= o.start and o.end <= ref.end
                    and o.start <= m.start and m.end <= o.end
                    for o in marks
                )  # fmt: skip
                if inside and not nested and m.key in "yndit":
                    own.setdefault(m.key, m.args[0] if m.key == "d" else m.text)
            number = own.get("n")
            row = {
                "type": own["y"],
                "number": number.replace(" ", "") if number else None,
                "date": own.get("d"),
                "issuer": own.get("i"),
                "title": own.get("t"),
                "relation": ref.args[0],
            }
            self.gold["references"].append(row)

    def _work(self, marks: list[Mark]) -> None:
        for m in marks:
            if m.key in ROLES or m.key in TIMES:
                if self.activity is None:
                    raise ValueError(f"no activity for {m.text!r}")
                if m.key in ROLES:
                    self.activity["units"].append({"name": m.text, "role": m.key})
                    continue
                start, end = {
                    "range": lambda a: (a[0], a[1]),
                    "deadline": lambda a: (None, a[0]),
                    "from": lambda a: (a[0], None),
                }.get(m.key, lambda _: (None, None))(m.args)
                self.activity["times"].append({"text": m.text, "start": start, "end": end, "kind": m.key})

    def _begin(self, label: str | None, section: list[str], title: str) -> None:
        label = label.strip("().:/") if label else ""
        label = label.rstrip("-") or label or None  # a dash alone is a label, one after a number is punctuation
        self.activity = {"label": label, "section": "/".join(section), "title": title, "units": [], "times": []}
        self.gold["activities"].append(self.activity)
        self._work([mark for stage in self.stages for mark in stage])

    def _duties(self, printed: str, marks: list[Mark], shift: int = 0) -> None:
        """Each `{D|task}` goes to the last `{U|unit}` that begins before its end."""
        units = [m for m in marks if m.key == "U"]
        for task in (m for m in marks if m.key == "D"):
            unit = [u for u in units if u.start < task.end][-1].text
            same = [d for d in self.gold["duties"] if d["unit"] == unit]
            if not same:
                same = [{"unit": unit, "tasks": []}]
                self.gold["duties"] += same
            same[0]["tasks"].append(printed[max(task.start, shift) : task.end])

    # --- lines --------------------------------------------------------------------------------------------------

    def line(self, raw: str) -> None:
        """Take one line of the body."""
        found = LINE.fullmatch(raw)
        tag, rest = (found[1].rstrip(">"), found[2]) if found else ("", raw)
        printed, marks = inline(rest)
        label, text = _split(printed)
        if tag in {"", "i", "c", "ci", "annex", "attached"}:
            label, text = ("", printed) if tag in {"c", "ci", "annex", "attached"} else (label, text)
        self._references(marks)
        shift = len(printed) - len(text)
        if tag.startswith("#"):
            self.stack[len(tag) - 1 :] = [label.strip("().-/") or text]
            self.stages[len(tag) - 1 :] = [[m for m in marks if m.key in TIMES]]
            self.activity = self.duty = None
            self.blocks.append(Block("heading", text, label, len(tag), bold=True))
        elif tag in {"annex", "attached"}:
            self.stack, self.stages = (["phụ lục"] if tag == "annex" else []), []
            self.activity = self.duty = None
            self.blocks += [Block("page"), Block("centre", text, bold=True)]
        elif tag in GOALS:
            self.gold["goals"].append({"kind": tag, "text": text})
            self.blocks.append(Block("text", text, label))
        elif tag == "A":
            title = next((m.text for m in marks if m.key == "T"), text.rstrip(".;:"))
            self._begin(label, self.stack, title)
            self._work(marks)
            heading = title == text.rstrip(".;:") and label not in {"-", "+", ""} and text[-1:] not in ".;"
            self.blocks.append(Block("text", text, label, bold=heading))
        elif tag == "U":
            unit = next((m.text for m in marks if m.key == "U"), text.rstrip(".;:"))
            self.duty = {"unit": unit, "tasks": []}
            self.gold["duties"].append(self.duty)
            self.activity = None
            self.blocks.append(Block("text", text, label, bold=True))
        elif tag == "D":
            assert self.duty is not None, raw
            self.duty["tasks"].append(text)
            self.blocks.append(Block("text", text, label))
        elif tag == "UD":
            self._duties(printed, marks, shift)
            self.blocks.append(Block("text", text, label))
        elif tag in {"c", "ci"}:
            self.blocks.append(Block("centre", text, bold=tag == "c", italic=tag == "ci"))
        else:
            if tag not in {"", "i"}:
                raise ValueError(f"unknown tag {tag!r}")
            self._work(marks)
            self.blocks.append(Block("cite" if tag == "i" else "text", text, label, italic=tag == "i"))

    def table(self, widths: str, rows: list[str]) -> None:
        """Take a table: rows `th>` header, `tg>` group, `tA>` activity, `tU>` a unit's tasks, `tr>` plain; cells parted by ` || `."""
        block = Block("table", widths=[int(w) for w in widths.split()])
        group: list[str] = []
        for raw in rows:
            tag, rest = raw.split("> ", 1)
            cells: list[Cell] = []
            for column, cell in enumerate(re.split(r" *\|\| *", rest)):
                text, marks = inline(cell.strip())
                cells.append(Cell(text, marks))
                if text == "^":
                    cells[-1] = Cell("", block.rows[-1][column].marks, 0, 1)
                    above = next(r[column] for r in reversed(block.rows) if r[column].down)
                    above.down += 1
                elif text == "<":
                    cells[-1] = Cell("", [], 1, 0)
                    next(c for c in reversed(cells[:-1]) if c.across).across += 1
            if len(cells) != len(block.widths):
                raise ValueError(f"{len(cells)} cells: {raw[:60]}")
            block.rows.append(cells)
            block.heads += tag == "th"
            for cell_ in cells:
                if cell_.down:
                    self._references(cell_.marks)
            if tag == "tg":
                group = [cells[0].text.strip(".")]
            elif tag == "tA":
                title = next(m.text for c in cells for m in c.marks if m.key == "T")
                label = cells[0].text if NUMBER.fullmatch(cells[0].text) else None  # the first column may say when or where
                self._begin(label, self.stack + group, title.rstrip(".;"))
                for cell_ in cells:
                    self._work(cell_.marks)
            elif tag == "tU":
                unit = next(m.text for c in cells for m in c.marks if m.key == "U")
                tasks = [m.text for c in cells for m in c.marks if m.key == "D"]
                self.gold["duties"].append({"unit": unit, "tasks": tasks})
        self.activity = None
        self.blocks.append(block)

    def part(self, text: str) -> list[Block]:
        """Take all lines of a part, give its blocks."""
        self.blocks = []
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("//")]
        i = 0
        while i < len(lines):
            if lines[i].startswith("table "):
                end = lines.index("end", i)
                self.table(lines[i][6:], lines[i + 1 : end])
                i = end
            else:
                self.line(lines[i])
            i += 1
        return self.blocks


def read(name: str, source: str) -> Document:
    """The document that a source describes."""
    parts = re.split(r"^===.*\n", source, flags=re.MULTILINE)
    head = {}
    for line in parts[0].splitlines():
        if line.strip() and not line.startswith("//"):
            key, _, value = line.partition(" = ")
            head[key.strip()] = value.strip()
    reader = Reader()
    for key in ("title", "subject"):
        if key in head:
            head[key], marks = inline(head[key])
            reader._references(marks)  # noqa: SLF001  # the title may cite, as any line may
    body = reader.part(parts[1])
    recipients: list[str] = []
    signers: list[dict[str, str | None]] = []
    for line in parts[2].splitlines():
        if line.startswith("sign = "):
            authority, position, person = (x.strip() or None for x in line[7:].split("|"))
            signers.append({"authority": authority, "position": position, "name": person})
        elif line.strip():
            recipients.append(line.strip())
    after = reader.part(parts[3]) if len(parts) > 3 else []
    doc = Document(name, head, body, after, recipients, signers, {})
    doc.gold = gold(doc, reader.gold)
    return doc


def one(text: str | None) -> str | None:
    """Lines joined to one."""
    return text.replace(" / ", " ") if text else None


def gold(doc: Document, found: dict[str, list[Any]]) -> dict[str, Any]:
    """The annotation in the form of the guide."""
    head = doc.head
    signers = [{k: one(v) for k, v in s.items()} for s in doc.signers]
    return {
        "source": doc.file,
        "complete": True,
        "header": {
            "type": head["type"].capitalize() if "type" in head else "Công văn",
            "number": head["number"].replace(" ", ""),
            "date": head.get("date"),
            "place": head["place"],
            "issuer": one(head["issuer"]),
            "parent_issuer": one(head.get("parent")),
            "title": one(head.get("title") or head.get("subject")),
            "signer": signers[0] if len(signers) == 1 else signers,
            "recipients": [re.sub(r"^- *|[.;,]$", "", r) for r in doc.recipients if r.startswith("-")],
        },
        **found,
    }


def date_line(head: dict[str, str]) -> str:
    """`Hà Nội, ngày 05 tháng 01 năm 2024`: days below ten and months 1 and 2 with a nought (Nghị định 30/2020/NĐ-CP)."""
    if "date" not in head:
        return f"{head['place']}, ngày      tháng      năm {head['year']}"
    year, month, day = head["date"].split("-")
    month = month if int(month) < 3 else str(int(month))
    return f"{head['place']}, ngày {day} tháng {month} năm {year}"


def number_line(head: dict[str, str]) -> str:
    """`Số: 26/KH-TLĐ`, `Số 112-KH/TU` in the Party's form; a blank number leaves room for the pen."""
    sign = "Số" if head["form"] in {"party", "youth"} else "Số:"
    return f"{sign} {'     ' if head['number'].startswith('/') else ''}{head['number']}"


def motto(head: dict[str, str]) -> list[str]:
    """The lines at the top right."""
    if head["form"] == "party":
        return ["ĐẢNG CỘNG SẢN VIỆT NAM"]
    if head["form"] == "youth":
        return ["ĐOÀN TNCS HỒ CHÍ MINH"]
    return ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def stars(head: dict[str, str]) -> str:
    """What stands between issuer and number: `*` (Party), `***` (youth), nothing (a drawn line)."""
    return {"party": "*", "youth": "***"}.get(head["form"], "")
