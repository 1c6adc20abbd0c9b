"""A plan on one page, in Vietnamese: for a terminal, or as Markdown.

Reads `Plan`. Writes text. Both forms show the same tables; nothing is left out but the offsets, and no text is cut.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date

from adminplan.plan.plan import Activity, Plan, Time

RELATIONS = {
    "implements": "thực hiện",
    "basis": "căn cứ",
    "replaces": "thay thế",
    "amends": "sửa đổi",
    "repeals": "bãi bỏ",
    "accompanies": "ban hành kèm theo",
    "mentions": "nhắc đến",
}
GOALS = {"purpose": "mục đích", "requirement": "yêu cầu", "objective": "mục tiêu", "target": "chỉ tiêu"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_LEADING_ZERO = re.compile(r"\b0(?=\d)")
ROLES = {"lead": "chủ trì", "coordinate": "phối hợp", "monitor": "theo dõi"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of the page. `wide` names the column that takes the room left over."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: str


def tables(plan: Plan) -> tuple[Table, ...]:
    """The tables of a plan, without those that would be empty. The first holds the facts of its head and foot."""
    times = {time.id: time for time in plan.times}
    made = (
        Table(title="Thông tin chung", columns=("Mục", "Nội dung"), rows=_facts(plan, times), wide="Nội dung"),
        Table(
            title="Văn bản viện dẫn",
            columns=("Quan hệ", "Văn bản", "Ngày", "Cơ quan ban hành", "Về việc"),
            rows=_references(plan),
            wide="Về việc",
        ),
        Table(
            title="Mục đích, yêu cầu, mục tiêu, chỉ tiêu",
            columns=("Loại", "Nội dung"),
            rows=tuple((GOALS.get(goal.kind, goal.kind), goal.statement) for goal in plan.goals),
            wide="Nội dung",
        ),
        Table(
            title="Nhiệm vụ, hoạt động",
            columns=("Mục", "Công việc", "Đơn vị", "Thời gian"),
            rows=tuple(_activity(activity, times) for activity in plan.activities),
            wide="Công việc",
        ),
        Table(
            title="Tổ chức thực hiện",
            columns=("Đơn vị", "Nhiệm vụ", "Thời gian"),
            rows=tuple((duty.name, duty.statement, when(duty.times, times)) for duty in plan.duties),
            wide="Nhiệm vụ",
        ),
        Table(
            title="Điểm cần xem lại",
            columns=("Mã", "Nội dung"),
            rows=tuple((item.code, f"{item.path}: {item.message}" if item.path else item.message) for item in plan.issues),
            wide="Nội dung",
        ),
    )
    return tuple(table for table in made if table.rows)


def heading(plan: Plan) -> str:
    """`Kế hoạch số 12/KH-UBND`, or the name of the file where the document says neither."""
    head = plan.letterhead
    number = f"số {head.number}" if head.number else None
    return " ".join(filter(None, (head.type, number))) or plan.source.name


def markdown(plan: Plan, made: tuple[Table, ...] | None = None) -> str:
    """The page as Markdown: a heading and one pipe table after the other (`tables()`, or those given). Text of the document is escaped."""
    lines = [f"# {_escape(heading(plan))}"]
    if plan.letterhead.title:
        lines += ["", _escape(plan.letterhead.title)]
    for table in tables(plan) if made is None else made:
        lines += ["", f"## {table.title}", ""]
        lines.append("| " + " | ".join(table.columns) + " |")
        lines.append("|" + " --- |" * len(table.columns))
        lines += ["| " + " | ".join(_escape(cell) for cell in row) + " |" for row in table.rows]
    return "\n".join(lines) + "\n"


def shown(text: str) -> str:
    """Text from a document as a terminal may have it: control characters (an escape sequence, a line break) become blanks."""
    return _CONTROL.sub(" ", text)


def terminal(plan: Plan, made: tuple[Table, ...] | None = None, *, width: int, color: bool = False) -> str:
    """The page (`tables()`, or those given) for a terminal of that many columns; in a narrow one (under 20 a column) a row is one line."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=color, color_system="standard" if color else None, legacy_windows=False, emoji=False
    )
    console.print(Text(shown(heading(plan)), style="bold"))
    if plan.letterhead.title:
        console.print(Text(shown(plan.letterhead.title)))
    for position, table in enumerate(tables(plan) if made is None else made):
        console.print()
        console.print(Text(f"{table.title} ({len(table.rows)})" if position or made else table.title, style="bold"))
        narrow = len(table.columns) > 2 and width < 20 * len(table.columns)
        if narrow:
            grid = RichTable.grid(padding=(0, 1, 0, 0))
            for row in table.rows:
                grid.add_row("-", Text(shown(" · ".join(cell for cell in row if cell))))
        else:
            grid = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), expand=True)
            for column in table.columns:
                wide = column == table.wide
                grid.add_column(
                    column, ratio=1 if wide else None, overflow="fold", max_width=None if wide else max(8, width // 5)
                )
            before = ""
            for first, *rest in table.rows:
                grid.add_row(*(Text(shown(cell)) for cell in ("" if first == before else first, *rest)))
                before = first
        console.print(grid)
    lines = (line.rstrip() for line in out.getvalue().splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def period(time: Time) -> str:
    """The days that an expression of time stands for, as a reader would write them: `01/04/2024 – 30/06/2024`."""
    start, end = day_of(time.start), day_of(time.end)
    if time.kind == "deadline" and end:
        return f"{'trước' if time.exclusive else 'đến'} {end}"
    if start and end:
        return start if start == end else f"{start} – {end}"
    return f"từ {start}" if start else (f"đến {end}" if end else "")


def _facts(plan: Plan, times: dict[str, Time]) -> tuple[tuple[str, str], ...]:
    head = plan.letterhead
    whole = times.get(plan.period or "")
    facts = [
        ("Cơ quan ban hành", head.issuer),
        ("Cơ quan cấp trên", head.parent_issuer),
        ("Loại văn bản", head.type),
        ("Số, ký hiệu", head.number),
        ("Ngày ban hành", day_of(head.date)),
        ("Nơi ban hành", head.place),
        ("Trích yếu", head.title),
        ("Thời kỳ", f"{whole.text} ({period(whole)})" if whole else None),
        *(("Người ký", ", ".join(filter(None, (one.name, one.position, one.authority)))) for one in plan.signers),
        ("Nơi nhận", "; ".join(one.text for one in plan.recipients)),
        ("Tệp", _file(plan)),
    ]
    return tuple((name, value) for name, value in facts if value)


def _file(plan: Plan) -> str:
    pages = f", {plan.source.pages} trang" if plan.source.pages else ""
    return f"{plan.source.name}{pages}"


def _references(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """One row for each document cited; a document that is cited again keeps the row of its first mention."""
    rows: dict[tuple[str, ...], tuple[str, ...]] = {}
    for one in plan.references:
        if one.form == "self" or not (one.number or one.title):
            continue
        key = (one.type, one.number or one.title or "")
        row = (
            RELATIONS.get(one.relation, one.relation),
            " ".join(filter(None, (one.type, one.number))),
            printed(one.date),
            one.issuer or "",
            one.title or "",
        )
        rows.setdefault(key, row)
    return tuple(rows.values())


def _activity(activity: Activity, times: dict[str, Time]) -> tuple[str, ...]:
    by_role: dict[str, list[str]] = {}
    for one in activity.assignments:
        by_role.setdefault(one.role, []).append(one.name)
    units = "; ".join(f"{ROLES.get(role, role)}: {', '.join(names)}" for role, names in by_role.items())
    label = "/".join(filter(None, (activity.section, (activity.label or "").strip("-+• "))))
    return (label, activity.title, units, when(activity.times, times))


def when(ids: tuple[str, ...], times: dict[str, Time]) -> str:
    """The words of the times, each with the days it stands for where the words do not spell them out."""
    said = []
    for time in (times[one] for one in ids if one in times):
        words = _LEADING_ZERO.sub("", time.text)
        spelled = all(f"{day.day}/{day.month}/{day.year}" in words for day in (time.start, time.end) if day)
        said.append(time.text if spelled else f"{time.text} ({period(time)})")
    return "; ".join(said)


def day_of(day: date | None) -> str:
    """`05/01/2024`, or "" for no day."""
    return f"{day.day:02}/{day.month:02}/{day.year}" if day else ""


def printed(iso: str | None) -> str:
    """`2023-03-29` as 29/03/2023, `2021-05` as 05/2021, `2018` as it is."""
    return "/".join(reversed((iso or "").split("-")))


def _escape(text: str) -> str:
    """Text that Markdown shows as it is: no table, no link, no HTML can come out of a document."""
    for char in "\\`*_~[]<>|#&":
        text = text.replace(char, f"\\{char}")
    return " ".join(text.split())
