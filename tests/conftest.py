"""What tests of several stations share, written by hand: small documents, and plans without any reader or rule.

Lines become a `Source`; a table's cells are written with bars.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from adminplan.files.source import Cell, Line, Source
from adminplan.layout.text import Span, Text
from adminplan.layout.tidy import tidy
from adminplan.plan.plan import (
    Activity,
    Assignment,
    DocKey,
    Duty,
    Evidence,
    Goal,
    Letterhead,
    Made,
    Plan,
    Recipient,
    Reference,
    Signer,
    SourceInfo,
    Time,
)


def make_source(raw: str) -> Source:
    """Each line is a paragraph (`hard`). `|a|b` is a row of a table; rows that follow one another are one table."""
    out, lines, at, table, row = [], [], 0, -1, 0
    before_was_row = False
    for number, line in enumerate(raw.strip("\n").split("\n"), 1):
        cells = line[1:].split("|") if line.startswith("|") else None
        if cells is None:
            before_was_row = False
            words = line.strip("*") if line.startswith("**") else line
            lines.append(Line(start=at, end=at + len(words), hard=True, number=number, bold=line.startswith("**")))
            out.append(words)
            at += len(words) + 1
            continue
        table, row = (table, row + 1) if before_was_row else (table + 1, 0)
        before_was_row = True
        column = 0
        for cell in cells:
            span = len(cell) - len(cell.lstrip(">")) + 1
            words = cell.lstrip(">")
            bold = words.startswith("**")
            words = words.strip("*")
            if words.strip():
                place = Cell(table=table, row=row, column=column, column_span=span)
                lines.append(Line(start=at, end=at + len(words), hard=True, cell=place, bold=bold, path=f"document/tbl[{table}]"))
                out.append(words)
                at += len(words) + 1
            column += span
    text = "\n".join(out)
    return Source(
        name="test.docx", sha256="0" * 64, media_type="text/plain", size=len(text), raw=text, lines=tuple(lines), reader="test"
    )


@pytest.fixture
def write() -> Callable[[str], Text]:
    """`write("KẾ HOẠCH\\n…")` gives the `Text` of a document."""
    return lambda raw: tidy(make_source(raw))


# --- plans ------------------------------------------------------------------------------------------------------------


def _evidence(quote: str, path: str = "II/1") -> Evidence:
    return Evidence(span=Span(0, len(quote)), quote=quote, path=path, places=(), found_by="by hand@1")


def _reference(position: int, row: dict) -> Reference:
    quote = " ".join(filter(None, (row.get("type", "Kế hoạch"), row.get("number"), row.get("title"))))
    given = {
        "type": "Kế hoạch",
        "number": None,
        "date": None,
        "issuer": None,
        "title": None,
        "relation": "mentions",
        "form": "full",
    }
    return Reference(**{"id": f"reference-{position}", "evidence": _evidence(quote)} | given | row)


@pytest.fixture
def make_plan() -> Callable[..., Plan]:
    """`make_plan("12/KH-UBND", "2024-01-05", "UBND tỉnh An Hòa", references=[{…}])`: a plan that only has a head and citations."""

    def make(number, issued=None, issuer=None, *, references=(), name=None, **more):
        return Plan(
            id=name or f"vn/{issuer}/{issued}/{number}",
            key=DocKey(),
            source=SourceInfo(name="ke-hoach.txt", sha256="00", media_type="text/plain", bytes=1, pages=None, reader="hand"),
            made=Made(adminplan="0", rules="0"),
            letterhead=Letterhead(
                type="Kế hoạch",
                number=number,
                date=date.fromisoformat(issued) if issued else None,
                issuer=issuer,
                title=more.pop("title", None),
            ),
            references=tuple(_reference(position, row) for position, row in enumerate(references)),
            **more,
        )

    return make


@pytest.fixture
def plan(make_plan) -> Plan:
    """One plan with something of everything that a summary shows."""
    when = Time(
        id="time-1",
        text="trước ngày 15/6/2024",
        start=None,
        end=date(2024, 6, 15),
        exclusive=True,
        kind="deadline",
        precision="day",
        recurrence=None,
        basis=None,
        evidence=_evidence("trước ngày 15/6/2024"),
    )
    often = Time(
        id="time-2",
        text="hằng quý",
        start=None,
        end=None,
        exclusive=False,
        kind="recurring",
        precision=None,
        recurrence="FREQ=MONTHLY;INTERVAL=3",
        basis=None,
        evidence=_evidence("hằng quý"),
    )
    return make_plan(
        "07/KH-UBND",
        "2024-01-05",
        "ỦY BAN NHÂN DÂN TỈNH AN HÒA",
        title="Về việc trồng cây năm 2024",
        references=[
            {
                "number": "12/KH-BTN",
                "date": "2023-12-01",
                "issuer": "Bộ Thử nghiệm",
                "relation": "implements",
                "title": "trồng cây",
            },
            {"type": "Luật", "title": "Cây xanh", "date": "2019", "relation": "basis"},
            {"number": "12/KH-BTN", "relation": "mentions"},
            {"form": "self"},
        ],
        signers=(Signer(authority="TM. ỦY BAN NHÂN DÂN", position="CHỦ TỊCH", name="Trần Thử", evidence=_evidence("Trần Thử")),),
        recipients=(
            Recipient(text="Như trên", evidence=_evidence("Như trên")),
            Recipient(text="Lưu: VT", evidence=_evidence("Lưu: VT")),
        ),
        goals=(
            Goal(
                id="goal-1", kind="target", statement="Trồng 1.000 cây | mỗi xã.", evidence=_evidence("Trồng 1.000 cây | mỗi xã.")
            ),
        ),
        activities=(
            Activity(
                id="activity-1",
                label="1",
                section="II",
                title="Chuẩn bị cây giống",
                statement="Chuẩn bị cây giống",
                assignments=(
                    Assignment(unit="unit-1", name="Sở Thử nghiệm", role="lead", evidence=_evidence("Sở Thử nghiệm")),
                    Assignment(unit="unit-2", name="UBND các xã", role="coordinate", evidence=_evidence("UBND các xã")),
                ),
                times=("time-1",),
                evidence=_evidence("Chuẩn bị cây giống"),
            ),
        ),
        duties=(
            Duty(
                id="duty-1",
                unit="unit-1",
                name="Sở Thử nghiệm",
                statement="Báo cáo kết quả.",
                times=("time-2",),
                evidence=_evidence("x"),
            ),
            Duty(id="duty-2", unit="unit-1", name="Sở Thử nghiệm", statement="Cấp cây giống.", evidence=_evidence("y")),
        ),
        times=(when, often),
    )
