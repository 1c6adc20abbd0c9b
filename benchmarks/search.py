"""How fast an archive of many plans is searched and asked for tasks.

Reads nothing. Writes a table to standard output. Makes an archive of PLANS synthetic plans (rows put straight into the tables, texts of about
3,000 characters from words of the genre, some of them in every plan), asks each question often, and reports the median and the 95th
percentile of the time until the last hit is there. Every turn asks with other words or filters where the question has such; the file is in the
memory of the system, as it is for an archive in use. SQLite works in this process and is measured in processor time, so that other programs on
the machine do not count; PostgreSQL by the clock. Figures are this machine's.

  every question of SQLite: p50 and p95 below 50 ms
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import insert

from adminplan.plan.ids import unit_slug
from adminplan.store.archive import Archive
from adminplan.store.database import writing
from adminplan.store.rows import number_key
from adminplan.store.schema import activities, assignments, duties, plans, readings, references, times, units

ALLOWED = 50  # milliseconds
_AT_ONCE = 1000
_EMPTY = zlib.compress(b"{}")

_ISSUERS = (
    "Ủy ban nhân dân",
    "Liên đoàn Lao động",
    "Sở Y tế",
    "Sở Giáo dục và Đào tạo",
    "Sở Nội vụ",
    "Hội Nông dân",
    "Tỉnh đoàn",
    "Công an",
)
_PLACES = tuple(f"tỉnh {first} {last}" for first in ("Tân", "An", "Hòa", "Phú", "Vĩnh", "Lộc", "Bình") for last in ("Giang", "Sơn", "Hải", "Lâm", "Khê", "Thành", "Mỹ", "Châu", "Phong"))  # fmt: skip
_UNITS = ("Sở Y tế", "Sở Tài chính", "Sở Nội vụ", "Sở Tư pháp", "Công an tỉnh", "Sở Thông tin và Truyền thông", "Hội Phụ nữ", "Đài Phát thanh", "Các phòng, ban", "Công đoàn cơ sở", "Văn phòng", "Ban Tuyên giáo", "Sở Xây dựng", "Sở Công Thương", "Mặt trận Tổ quốc", "Ban Tổ chức")  # fmt: skip
_THINGS = ("tiêm chủng", "tháng công nhân", "cải cách hành chính", "chuyển đổi số", "phòng chống cháy nổ", "an toàn giao thông", "bình đẳng giới", "phòng chống dịch bệnh", "bảo vệ môi trường", "xây dựng nông thôn mới", "phổ biến pháp luật", "an toàn thực phẩm", "giảm nghèo bền vững", "phòng chống thiên tai", "chăm lo đời sống", "văn hóa đọc", "an toàn vệ sinh lao động", "đại hội công đoàn", "phòng chống tham nhũng", "thi đua khen thưởng")  # fmt: skip
_SENTENCES = (
    "Căn cứ kế hoạch của {issuer} về {thing}, đơn vị ban hành kế hoạch thực hiện như sau.",
    "Nâng cao nhận thức của cán bộ, đoàn viên và người dân về {thing} {word}.",
    "{unit} chủ trì, phối hợp với các đơn vị liên quan tổ chức {thing} tại {word} {word}.",
    "Tổ chức tuyên truyền {thing} bằng nhiều hình thức, bảo đảm thiết thực, hiệu quả, tiết kiệm {word}.",
    "Báo cáo kết quả {thing} trước ngày {day} tháng {month}, qua {unit} tổng hợp {word}.",
    "Kinh phí thực hiện {thing} bố trí từ nguồn ngân sách và nguồn {word} {word} huy động hợp pháp khác.",
    "Kiểm tra, giám sát việc thực hiện {thing} ở {word}, kịp thời tháo gỡ khó khăn của {word}.",
    "Phấn đấu {number}% đơn vị hoàn thành chỉ tiêu {thing}, {word} và {word} trong năm {year}.",
)
_RELATIONS = ("implements", "basis", "basis", "basis", "mentions", "mentions", "mentions", "mentions", "amends")
# Made-up words, the first ones common and the last ones rare, as words of a language are.
_STARTS = "b c ch d đ g h kh l m n ng nh ph qu r s t th tr v x".split()  # noqa: SIM905 - reads better
_ENDS = "an àn án ạn anh ành ánh âm ầm ắc âu ây e én êm ết i ích iên iều inh o óc oi ông ôn ơi u úc ung uôi ương ước ưu y".split()  # noqa: SIM905
_WORDS = tuple(f"{a}{b} {c}{d}" for a in _STARTS for b in _ENDS[::4] for c in _STARTS[::4] for d in _ENDS[::5])
_RARE = tuple(1 / (rank + 3) for rank in range(len(_WORDS)))


def _tasks(archive: Archive, chance: random.Random) -> Iterator[object]:
    start = date(chance.randint(2010, 2025), chance.randint(1, 10), 1)
    unit = f"{chance.choice(_UNITS)} {chance.choice(_PLACES)}"
    return archive.tasks(unit=unit, start=start, end=start + timedelta(days=60), status_on=start)


QUESTIONS: tuple[tuple[str, Callable[[Archive, random.Random], Iterator[object]]], ...] = (
    ("in every plan: kế hoạch", lambda archive, _: archive.search("kế hoạch")),
    ("in every plan: ke hoach thuc hien", lambda archive, _: archive.search("ke hoach thuc hien")),
    ('in every plan, a phrase: "kế hoạch thực hiện"', lambda archive, _: archive.search('"kế hoạch thực hiện"')),
    ("one letter: b", lambda archive, _: archive.search("b")),
    ("a subject: tháng công nhân", lambda archive, chance: archive.search(chance.choice(_THINGS))),
    ("a subject and a common word", lambda archive, chance: archive.search(f"kế hoạch {chance.choice(_THINGS)}")),
    ("a rare word", lambda archive, chance: archive.search(chance.choice(_WORDS[len(_WORDS) // 2 :]))),
    ("a number: 438/KH-SYT", lambda archive, chance: archive.search(f"{chance.randint(1, 900)}/KH-SYT")),
    ("nothing found", lambda archive, _: archive.search("kế hoạch khôngcónhưvậy")),
    ("kế hoạch, of an issuer", lambda archive, chance: archive.search("kế hoạch", issuer=_issuer(chance))),
    ("kế hoạch, of a type", lambda archive, chance: archive.search("kế hoạch", type=chance.choice(("KH", "QĐ")))),
    ("kế hoạch, of a month", lambda archive, chance: archive.search("kế hoạch", **_month(chance))),
    ("kế hoạch, that amends", lambda archive, _: archive.search("kế hoạch", relation="amends")),
    ("kế hoạch, with a unit", lambda archive, chance: archive.search("kế hoạch", unit=chance.choice(_UNITS))),
    ("kế hoạch, all filters", lambda archive, chance: archive.search("kế hoạch", issuer=chance.choice(_ISSUERS), type="KH", relation="basis", unit="Sở Y tế", **_month(chance))),
    ("no words, of an issuer", lambda archive, chance: archive.search(issuer=_issuer(chance))),
    ("no words, with a unit", lambda archive, chance: archive.search(unit=chance.choice(_UNITS))),
    ("tasks of a unit in one province, two months", _tasks),
)  # fmt: skip


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("plans", nargs="?", type=int, default=100_000, help="how many plans (default: 100000)")
    options.add_argument("--db", help="this database instead of a SQLite file that is thrown away; it is filled if it is empty")
    options.add_argument("--turns", type=int, default=40, help="how often each question is asked (default: 40)")
    options.add_argument("--check", action="store_true", help=f"exit 1 where a 95th percentile is {ALLOWED} ms or more")
    given = options.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="adminplan-bench-") as folder,
        Archive(given.db or f"sqlite:///{Path(folder) / 'plans.db'}") as archive,
    ):
        if next(archive.search(limit=1), None) is None:
            began = time.perf_counter()
            fill(archive, given.plans)
            print(f"{given.plans} plans put in, {time.perf_counter() - began:.0f} s")
        slow = [name for name, question in QUESTIONS if ask(archive, name, question, given.turns) >= ALLOWED]
    return 1 if given.check and slow else 0


def ask(archive: Archive, name: str, question: Callable[[Archive, random.Random], Iterator[object]], turns: int) -> float:
    """Ask a question `turns` times after three to warm up, and print a line; the 95th percentile in milliseconds."""
    chance = random.Random(name)
    clock = time.process_time if archive.engine.dialect.name == "sqlite" else time.perf_counter
    spent, found = [], []
    for turn in range(turns + 3):
        began = clock()
        hits = sum(1 for _ in question(archive, chance))
        if turn >= 3:
            spent.append((clock() - began) * 1000)
            found.append(hits)
    high = quantiles(spent, n=20, method="inclusive")[-1]
    print(f"{name:<52}p50 {median(spent):7.1f} ms   p95 {high:7.1f} ms   {median(found):5.0f} found")
    sys.stdout.flush()
    return high


def fill(archive: Archive, count: int) -> None:
    """Put synthetic plans into an empty archive."""
    chance = random.Random(4)
    made = (plan(chance, number) for number in range(1, count + 1))
    while batch := list(islice(made, _AT_ONCE)):
        with writing(archive.engine) as connection:
            for table in (readings, plans, references, activities, duties, assignments, times, units):
                rows = [row for one in batch for row in one.get(table.name, ())]
                connection.execute(insert(table), rows)


def plan(chance: random.Random, number: int) -> dict[str, list[dict[str, object]]]:
    """The rows of one plan by table: a text, three references, three activities and two duties with their units and times."""
    issuer = f"{chance.choice(_ISSUERS)} {chance.choice(_PLACES)}"
    thing, year = chance.choice(_THINGS), chance.randint(2010, 2025)
    code, type_ = chance.choice((("KH", "Kế hoạch"),) * 8 + (("QĐ", "Quyết định"), ("HD", "Hướng dẫn")))
    symbol = f"{chance.randint(1, 900)}/{code}-{chance.choice(('UBND', 'LĐLĐ', 'SYT', 'SNV'))}"
    issued = date(year, 1, 1) + timedelta(days=chance.randrange(365))
    title = f"Thực hiện {thing} năm {year}" + (f" tại {chance.choices(_WORDS, _RARE)[0]}" if chance.random() < 0.3 else "")
    chosen = chance.sample(_UNITS, 4)
    owners = [f"activity-{index}" for index in range(3)] + ["duty-0", "duty-1"]
    own = {"plan_id": number}
    place = issuer.partition(" tỉnh ")[2]
    return {
        "readings": [{"id": number, "sha256": f"{number:064x}", "work": f"vn/synthetic/{number}", "rank": "1", "plan": _EMPTY}],
        "plans": [
            {
                "id": number, "work": f"vn/synthetic/{number}", "type": type_, "number": symbol, "number_key": number_key(symbol),
                "issued": issued, "issuer": issuer, "issuer_key": unit_slug(issuer), "parent_issuer": None, "place": None,
                "title": title, "period_start": date(year, 1, 1), "period_end": date(year, 12, 31), "pages": 4, "ocr": False,
                "text": text(chance, issuer, thing, title, year),
            }
        ],
        "document_references": [
            {
                **own, "position": index, "item": f"reference-{index}", "type": "Kế hoạch", "number": symbol, "number_key": None,
                "date": None, "issuer": None, "title": None, "relation": chance.choice(_RELATIONS), "form": "full", "nested_in": None,
                "quote": f"Kế hoạch số {symbol} của {issuer} về {thing}",
            }
            for index in range(3)
        ],
        "activities": [
            {
                **own, "position": index, "item": owners[index], "label": str(index), "section": "II", "title": f"Tổ chức {thing}",
                "statement": f"Tổ chức {thing} tại các đơn vị", "parent": None, "products": None, "budget": None,
            }
            for index in range(3)
        ],
        "duties": [
            {**own, "position": index, "item": f"duty-{index}", "statement": f"Theo dõi, báo cáo kết quả {thing}"} for index in range(2)
        ],
        "assignments": [
            {
                **own, "position": index, "item": owner, "unit": f"{unit_slug(unit)}@{unit_slug(f'tỉnh {place}')}", "name": unit,
                "name_key": unit_slug(unit), "role": "duty" if owner.startswith("duty") else chance.choice(("lead", "coordinate")),
                "inherited": False,
            }
            for index, (owner, unit) in enumerate((owner, chance.choice(chosen)) for owner in owners for _ in range(2))
        ],
        "times": [time_of(chance, owner, year) | own | {"position": index} for index, owner in enumerate(owners)],
        "units": [
            {
                **own, "position": index, "unit": f"{unit_slug(unit)}@{unit_slug(f'tỉnh {place}')}", "name": unit,
                "name_key": unit_slug(unit), "kind": "department", "level": "province", "system": "state", "open": False,
            }
            for index, unit in enumerate(chosen)
        ],
    }  # fmt: skip


def text(chance: random.Random, issuer: str, thing: str, title: str, year: int) -> str:
    """About 3,000 characters: the plan's own subject in half of the sentences, others in the rest."""
    lines, length = [issuer.upper(), "KẾ HOẠCH", title], 0
    words = iter(chance.choices(_WORDS, _RARE, k=90))
    while length < 2900:
        line = chance.choice(_SENTENCES).format(
            issuer=issuer, thing=thing if chance.random() < 0.8 else chance.choice(_THINGS), unit=chance.choice(_UNITS),
            word="{}", day=chance.randint(1, 28), month=chance.randint(1, 12), number=chance.randint(50, 100), year=year,
        )  # fmt: skip
        line = line.format(*islice(words, line.count("{}")))
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines)


def time_of(chance: random.Random, owner: str, year: int) -> dict[str, object]:
    """A time: a deadline, a range, every month, or always."""
    day = date(year, 1, 1) + timedelta(days=chance.randrange(330))
    row = {"item": owner, "start": None, "end": None, "exclusive": False, "precision": "day", "recurrence": None}
    kind = chance.choice(("deadline", "deadline", "range", "recurring", "ongoing"))
    if kind == "deadline":
        return row | {"text": f"trước ngày {day:%d/%m/%Y}", "kind": kind, "end": day, "exclusive": True}
    if kind == "range":
        return row | {"text": "trong tháng", "kind": kind, "start": day, "end": day + timedelta(days=30)}
    if kind == "recurring":
        return row | {"text": "hằng tháng", "kind": kind, "recurrence": f"FREQ=MONTHLY;UNTIL={year}1231"}
    return row | {"text": "Thường xuyên", "kind": kind}


def _issuer(chance: random.Random) -> str:
    return f"{chance.choice(_ISSUERS)} {chance.choice(_PLACES)}"


def _month(chance: random.Random) -> dict[str, date]:
    start = date(chance.randint(2010, 2025), chance.randint(1, 12), 1)
    return {"after": start, "before": start + timedelta(days=30)}


if __name__ == "__main__":
    sys.exit(main())
