"""Derived plans, written and read back: no exception, the same activities, the time that it takes.

Reads the plans of corpus/documents, and of a folder of real ones where it is named. Writes a table to standard output.

    python benchmarks/derive.py [FOLDER] [--verbose]

For every plan and every kind of body that it names, alone or in a collective, the plan of one member is derived, written as DOCX, and parsed: an
activity counts as equal when its title, its units with their roles, and its times are those that the draft means to say.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import adminplan
from adminplan.data import fold
from adminplan.errors import AdminplanError, CannotDerive
from adminplan.files.limits import DOCUMENTS
from adminplan.subplan.check import check
from adminplan.subplan.derive import derive
from adminplan.subplan.docx import write_docx
from adminplan.subplan.membership import MEMBER, OWN, meant
from adminplan.subplan.office import read_office

# One member of each kind of collective.
MEMBERS = (
    "LĐLĐ tỉnh {province}", "LĐLĐ huyện Bản Sen", "Công đoàn ngành Y tế", "Công đoàn phường Sông Đào", "CĐCS Trường Tiểu học Bản Sen",
    "UBND tỉnh {province}", "UBND huyện Bản Sen", "UBND xã Bản Sen", "Bộ Y tế", "Bộ Giáo dục và Đào tạo", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Nội vụ",
    "Phòng Giáo dục và Đào tạo huyện Bản Sen", "Phòng Y tế huyện Bản Sen", "Trường THCS Bản Sen", "Huyện ủy Bản Sen", "Đảng ủy xã Bản Sen",
    "Chi bộ bản Nà Mơ", "Tỉnh đoàn {province}", "Huyện đoàn Bản Sen", "Đoàn xã Bản Sen", "Ủy ban MTTQ Việt Nam xã Bản Sen", "Hội LHPN xã Bản Sen",
    "Hội Nông dân huyện Bản Sen", "Trạm Y tế xã Bản Sen", "Công an xã Bản Sen",
)  # fmt: skip


def names(plan: adminplan.Plan) -> set[str]:
    """Every unit that the plan charges."""
    return {one.name for own in plan.activities for one in own.assignments} | {duty.name for duty in plan.duties}


def charged(plan: adminplan.Plan) -> list[str]:
    """A member of each collective of the plan."""
    issuer = read_office(plan.letterhead.issuer or "")
    day = plan.letterhead.date or date(2024, 1, 15)
    province = (issuer.place if issuer.level == "province" else None) or "Sơn La"
    out = []
    for member in MEMBERS:
        unit = read_office(member.format(province=province))
        if any(meant(name, unit, issuer, None, None, day) in {OWN, MEMBER} for name in names(plan)):
            out.append(unit.name)
    return out


def said(plan: adminplan.Plan) -> list[tuple[object, ...]]:
    """What a plan read back says of its activities."""
    times = {one.id: one for one in plan.times}
    return [
        (
            fold(one.title),
            frozenset((fold(own.name), own.role) for own in one.assignments),
            frozenset((times[name].kind, times[name].start, times[name].end, times[name].recurrence) for name in one.times),
        )
        for one in plan.activities
    ]


def main() -> int:
    """Derives everything and says how much of it reads back as it was meant."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of real documents")
    parser.add_argument("--verbose", action="store_true", help="show every activity that is not equal")
    options = parser.parse_args()
    corpus = Path(__file__).parent.parent / "corpus" / "documents"
    for folder in (corpus, options.folder):
        if folder is not None:
            report(folder, verbose=options.verbose)
    return 0


def report(folder: Path, *, verbose: bool) -> None:
    """One folder."""
    equal = whole = drafts = refused = wrong = doubled = formal = 0
    slowest = 0.0
    for path in sorted(folder.iterdir()):
        if path.suffix not in DOCUMENTS or path.name.endswith(".gold.json"):
            continue
        try:
            plan = adminplan.parse(path)
        except AdminplanError as error:
            print(f"{path.name}: {error}")
            continue
        issued = (plan.letterhead.date or date(2024, 1, 15)) + timedelta(days=5)
        for unit in charged(plan):
            begin = time.perf_counter()
            try:
                child = derive(plan, unit, issued=issued)
            except CannotDerive as error:
                refused += 1
                if verbose:
                    print(f"{path.name}: {unit}: {error}")
                continue
            buffer = io.BytesIO()
            write_docx(child.draft, buffer)
            slowest = max(slowest, time.perf_counter() - begin)
            drafts += 1
            doubled += sum(one.places != 1 for one in child.coverage)
            with tempfile.TemporaryDirectory() as out:
                target = Path(out) / "plan.docx"
                target.write_bytes(buffer.getvalue())
                back = adminplan.parse(target)
                faults = [one for one in check(target) if one.severity not in {"gap", "note"}]
            formal += len(faults)
            if verbose and faults:
                print(f"{path.name}: {unit}: form: {[(one.code, one.place) for one in faults][:4]}")
            read = said(back)
            for task in child.tasks:
                mine = (
                    fold(task.title),
                    frozenset((fold(name), role) for name, role in task.units),
                    frozenset(task.times),
                )
                whole += 1
                if mine in read:
                    equal += 1
                    read.remove(mine)
                elif verbose:
                    near = next((one for one in read if one[0] == mine[0]), None)
                    print(f"{path.name}: {unit}: {task.title[:70]}\n   meant {mine[1:]}\n   read  {near[1:] if near else [one[0][:50] for one in read][:6]}")  # fmt: skip
            wrong += len(read)
            if verbose and read:
                print(f"{path.name}: {unit}: besides: {[one[0][:60] for one in read][:5]}")
            first = back.references[0] if back.references else None
            if verbose and (first is None or first.relation != "implements"):
                print(f"{path.name}: {unit}: the parent is not read as implemented: {first and (first.number, first.relation)}")
    share = equal / whole if whole else 1.0
    print(f"{folder.name}: {drafts} drafts, {refused} refused, {equal} of {whole} activities equal ({share:.1%}), {wrong} besides, {doubled} items not covered once, {formal} findings of form but gaps, slowest {slowest:.2f} s")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
