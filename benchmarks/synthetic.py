"""An archive that never was: plans of three levels over 63 provinces and five years, with the truth about what each of them cites.

Reads nothing. Writes `Plan`s and, for each of their references, the id of the plan that is meant (`None` where it is not in the archive) and
the kind of difficulty. Numbers collide on purpose: every body counts from 1 each year and at nearly the same pace, districts of several
provinces share names, titles are shared by all. A fifth of the works that are cited are left out of the archive.
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from typing import NamedTuple

from adminplan.data import table
from adminplan.data.organisations import body, members
from adminplan.layout.text import Span
from adminplan.plan.ids import slug
from adminplan.plan.plan import DocKey, Evidence, Letterhead, Made, Plan, Recipient, Reference, SourceInfo

REFORM = date(2025, 7, 1)
YEARS = range(2021, 2026)
TOPICS = (
    "trồng cây bóng mát", "tháng đọc sách", "hội thi nấu ăn", "an toàn bếp ăn", "vườn rau sạch", "phòng chống đuối nước", "cầu đường nông thôn",
    "thư viện lưu động", "chợ phiên cuối tuần", "đèn đường tiết kiệm điện", "phân loại rác tại nguồn", "dạy bơi cho trẻ em", "giữ gìn nghề dệt", "xe đạp công cộng",
    "ngày hội hoa", "sửa chữa trạm bơm", "lớp học ban đêm", "khám mắt học đường", "nhà trẻ khu công nghiệp", "số hóa sổ sách",
)  # fmt: skip
WHERE = (
    "",
    " trong trường học",
    " tại khu dân cư",
    " ở vùng cao",
    " cho người cao tuổi",
    " đợt đầu",
    " lần thứ hai",
    " tại các chợ",
    " ven sông",
    " mùa khô",
)
COMMUNES = ("Bản Lụa", "Đồng Lúa", "Tân Tiến", "Hòa Bình", "Cái Sen", "Nà Sang", "Long Hậu", "Quyết Thắng")


# Names of real districts in several provinces.
SHARED = frozenset({"Châu Thành", "Tân Phú", "Vĩnh Thạnh", "Phong Điền", "Kim Sơn", "Bảo Lâm", "Phú Lương", "Tam Nông", "Cao Lộc", "Mỹ Lộc", "Tân Sơn", "Mỹ Đức", "Chợ Mới", "Long Thành", "Kỳ Sơn", "Phú Tân", "Thạnh Phú"})  # fmt: skip


class Body(NamedTuple):
    """One issuer: what it prints, and how others name it with and without its place."""

    slug: str
    level: str
    printed: str
    parent: str | None
    symbol: str  # `KH-UBND`; the Party's stands after a hyphen: `-KH/TU`
    full: str
    short: str  # as its own people name it
    province: str = ""
    district: str = ""
    commune: str = ""
    until: date = date.max
    since: date = date.min


class Truth(NamedTuple):
    """What a reference means: the plan's id, or `None` where it is not in the archive; and what makes it hard."""

    work: str | None
    kind: str
    hidden: str  # the id that it would have


def bodies() -> list[Body]:
    """Every issuer of the archive."""
    out = [
        Body("ttg", "central", "THỦ TƯỚNG CHÍNH PHỦ", None, "/QĐ-TTg", "Thủ tướng Chính phủ", "Thủ tướng Chính phủ"),
        Body("tw", "central", "BAN BÍ THƯ TRUNG ƯƠNG", None, "-CT/TW", "Ban Bí thư", "Ban Bí thư"),
        Body(
            "tld",
            "central",
            "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
            None,
            "/KH-TLĐ",
            "Tổng Liên đoàn Lao động Việt Nam",
            "Tổng LĐLĐ Việt Nam",
        ),
        Body("bgddt", "central", "BỘ GIÁO DỤC VÀ ĐÀO TẠO", None, "/KH-BGDĐT", "Bộ Giáo dục và Đào tạo", "Bộ GD&ĐT"),
        Body("byt", "central", "BỘ Y TẾ", None, "/KH-BYT", "Bộ Y tế", "Bộ Y tế"),
    ]
    rows = [row for row in table("provinces") if row["name_until_2025_06_30"]]
    names = {row["name_from_2025_07_01"].removeprefix("Thành phố ") for row in rows}
    for at, row in enumerate(rows):
        name = row["name_until_2025_06_30"].removeprefix("Thành phố ")
        city = row["kind_before"] == "thành phố"
        until = date.max if name in names else REFORM - timedelta(days=1)
        out += _province(name, city=city, until=until)
        for position, district in enumerate(_districts(name, city=city)):
            out += _district(name, district, COMMUNES[(at + position) % len(COMMUNES)], city=city)
        out += _commune_after(
            row["name_from_2025_07_01"].removeprefix("Thành phố "), f"{COMMUNES[at % len(COMMUNES)]} {at + 1}", city=city
        )
    return out


def _districts(province: str, *, city: bool) -> list[str]:
    """Three real ones, those first whose names other provinces have too; invented ones where the tables know none of that kind."""
    over = body(f"UBND {'thành phố' if city else 'tỉnh'} {province}", at=date(2023, 1, 1))
    group = members("UBND các quận" if city else "UBND các huyện", of=over, at=date(2023, 1, 1)) if over else None
    word = "quận " if city else "huyện "
    names = [one.name.partition(word)[2] for one in group.bodies if word in one.name] if group else []
    names = [name for name in names if name and not name.isdigit()]
    names.sort(key=lambda name: name not in SHARED)
    return [*names, f"Mường {province}", f"{province} Thượng", f"Bến {province}"][:3]


def _province(name: str, *, city: bool, until: date) -> list[Body]:
    word, where = ("thành phố", "Thành") if city else ("tỉnh", "Tỉnh")
    one, place = slug(name), f"{word} {name}"
    return [
        Body(f"ubnd-{one}", "province", f"ỦY BAN NHÂN DÂN {place.upper()}", None, "/KH-UBND", f"UBND {place}", f"UBND {word}", name, until=until),
        Body(f"tu-{one}", "province", f"{where.upper()} ỦY {name.upper()}", None, "-KH/TU", f"{where} ủy {name}", f"Ban Thường vụ {where} ủy", name, until=until),
        Body(f"ldld-{one}", "province", f"LIÊN ĐOÀN LAO ĐỘNG {place.upper()}", "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM", "/KH-LĐLĐ", f"Liên đoàn Lao động {place}", f"LĐLĐ {word}", name, until=until),
        Body(f"sgddt-{one}", "province", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", f"UBND {place.upper()}", "/KH-SGDĐT", f"Sở Giáo dục và Đào tạo {place}", "Sở GD&ĐT", name, until=until),
        Body(f"syt-{one}", "province", "SỞ Y TẾ", f"UBND {place.upper()}", "/KH-SYT", f"Sở Y tế {name}", "Sở Y tế", name, until=until),
    ]  # fmt: skip


def _district(province: str, name: str, commune: str, *, city: bool) -> list[Body]:
    word, end = ("quận" if city else "huyện"), REFORM - timedelta(days=1)
    one, place, root = f"{slug(province)}-{slug(name)}", f"{word} {name}", "thành phố" if city else "tỉnh"
    ward = "phường" if city else "xã"
    return [
        Body(f"ubnd-{one}", "district", f"ỦY BAN NHÂN DÂN {place.upper()}", f"UBND {root} {province}".upper() if len(name) % 2 else None, "/KH-UBND", f"UBND {place}", f"UBND {word}", province, name, until=end),
        Body(f"hu-{one}", "district", f"{word.upper()} ỦY {name.upper()}", f"{'THÀNH' if city else 'TỈNH'} ỦY {province.upper()}", "-KH/QU" if city else "-KH/HU", f"{word.capitalize()} ủy {name}", f"Ban Thường vụ {word.capitalize()} ủy", province, name, until=end),
        Body(f"ldld-{one}", "district", f"LIÊN ĐOÀN LAO ĐỘNG {place.upper()}", f"LIÊN ĐOÀN LAO ĐỘNG {root} {province}".upper(), "/KH-LĐLĐ", f"LĐLĐ {place}", f"LĐLĐ {word}", province, name, until=end),
        Body(f"pgddt-{one}", "district", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", f"UBND {place.upper()}", "/KH-PGDĐT", f"Phòng GD&ĐT {place}", "Phòng GD&ĐT", province, name, until=end),
        Body(f"ubnd-{one}-{slug(commune)}", "commune", f"ỦY BAN NHÂN DÂN {ward} {commune}".upper(), f"UBND {place.upper()}", "/KH-UBND", f"UBND {ward} {commune}", f"UBND {ward}", province, name, commune, until=end),
    ]  # fmt: skip


def _commune_after(province: str, name: str, *, city: bool) -> list[Body]:
    """Since July 2025 communes stand right under the province."""
    above = f"UBND {'thành phố' if city else 'tỉnh'} {province}".upper()
    one = f"{slug(province)}--{slug(name)}"
    return [
        Body(f"ubnd-{one}", "commune", f"ỦY BAN NHÂN DÂN XÃ {name.upper()}", above, "/KH-UBND", f"UBND xã {name}", "UBND xã", province, "", name, since=REFORM),
        Body(f"du-{one}", "commune", f"ĐẢNG ỦY XÃ {name.upper()}", f"ĐẢNG BỘ TỈNH {province.upper()}", "-KH/ĐU", f"Đảng ủy xã {name}", "Đảng ủy xã", province, "", name, since=REFORM),
    ]  # fmt: skip


class Work(NamedTuple):
    """One document that was issued, in the archive or not."""

    id: str
    body: Body
    number: str
    day: date
    topic: str
    title: str
    kept: bool


def make(count: int, seed: int = 5) -> tuple[list[Plan], dict[tuple[str, str], Truth]]:
    """`count` plans, and the truth by (plan, reference)."""
    rng = random.Random(seed)
    works = _works(rng, int(count / 0.8 * 1.02) + 50)
    kept = [work for work in works if work.kept][:count]
    known = {work.id for work in kept}
    by_place: dict[tuple[str, str], list[Work]] = {}
    for work in sorted(works, key=lambda work: (work.day, work.id)):
        by_place.setdefault((work.body.province, work.body.district if work.body.level != "province" else ""), []).append(work)
    plans, truth = [], {}
    for work in kept:
        references = []
        for target in _cited(rng, work, by_place):
            references += _mentions(rng, work, target, known, truth, len(references))
        plans.append(_plan(work, references))
    return plans, truth


def _works(rng: random.Random, count: int) -> list[Work]:
    issuers = bodies()
    weights = [12 if one.level == "central" else 3 if one.level == "province" else 1 for one in issuers]
    seen: set[str] = set()
    out: list[Work] = []
    numbers = max(40, count // 250)  # how many a body can issue in a year
    while len(out) < count:
        (issuer,) = rng.choices(issuers, weights)
        year, number = rng.choice(YEARS), rng.randint(1, numbers)
        day = date(year, 1, 2) + timedelta(days=min(362, number * 362 // numbers + rng.randint(-3, 3) + 3))
        name = f"vn/{issuer.slug}/kh/{year}/{number}"
        if name in seen or not issuer.since <= day <= issuer.until:
            continue
        topic = rng.choice(TOPICS) + rng.choice(WHERE)
        place = (
            f" trên địa bàn {issuer.full.removeprefix('UBND ')}" if issuer.full.startswith("UBND") and rng.random() < 0.5 else ""
        )
        title = f"{rng.choice(('Phát triển', 'Tổ chức', 'Tăng cường'))} {topic} năm {year}{place}"
        if (twin := f"{issuer.slug} {title}") in seen:  # no office gives two plans of a year one title
            continue
        seen |= {name, twin}
        printed = f"{number:02d}{issuer.symbol}"
        out.append(Work(name, issuer, printed, day, topic, title, rng.random() < 0.8))
    return out


def _cited(rng: random.Random, work: Work, by_place: dict[tuple[str, str], list[Work]]) -> list[Work]:
    """Two to four earlier works that such a body cites: above it, beside it, its own, once in a while another province's."""
    body = work.body
    own = (body.province, body.district if body.level != "province" else "")
    pools = [by_place.get(own, []), by_place.get((body.province, ""), []), by_place[("", "")]]
    if work.day >= REFORM:  # what came before may be of any province that was merged
        merged = [
            row["name_until_2025_06_30"]
            for row in table("provinces")
            if row["name_from_2025_07_01"].removeprefix("Thành phố ") == body.province
        ]
        pools += [by_place.get((name.removeprefix("Thành phố "), ""), []) for name in merged]
    if rng.random() < 0.05:
        pools.append(by_place[rng.choice(list(by_place))])
    out: dict[str, Work] = {}
    for _ in range(rng.randint(2, 4)):
        pool = rng.choice(pools)
        since = bisect_right(pool, work.day - timedelta(days=800), key=_day)
        until = bisect_left(pool, work.day, key=_day)
        near = pool[since:until]
        near = [one for one in rng.sample(near, min(30, len(near))) if _names(body, one.body)]
        if near:
            one = rng.choice(near)
            out.setdefault(one.id, one)
    return list(out.values())


def _day(work: Work) -> date:
    return work.day


def _names(citing: Body, cited: Body) -> bool:
    """A body does not cite what communes below it issue."""
    rank = ("central", "province", "district", "commune")
    return rank.index(cited.level) <= rank.index(citing.level)


def _kind(rng: random.Random, work: Work, target: Work) -> str:
    """How the target is cited. Only what the citing body's own people would understand is left out."""
    body, other = work.body, target.body
    if other.level != "central" and other.province != body.province:
        if work.day >= REFORM > target.day:
            return rng.choice(("reform: old name", "reform: old name", "reform: no place", "reform: new name"))
        return "full"
    near = other.level in {"central", "province"} or (
        other.district == body.district and (other.level != "commune" or other.commune == body.commune)
    )
    if not near:
        return "full"
    kinds = (
        "full",
        "no place",
        "no issuer",
        "year and issuer",
        "no day, with title",
        "title alone",
        "no date",
        "slip in the symbol",
        "slip in the day",
    )
    (kind,) = rng.choices(kinds, (40, 25, 6, 8, 5, 3, 3, 1, 2))
    if kind == "slip in the symbol" and "Đ" not in target.number:
        return "full"
    if kind == "no date" and target.day.year != work.day.year and rng.random() < 0.8:
        return "full"  # the year is left out of what is of this year
    return kind


def _mentions(
    rng: random.Random, work: Work, target: Work, known: set[str], truth: dict[tuple[str, str], Truth], at: int
) -> list[Reference]:
    kind = _kind(rng, work, target)
    body = target.body
    day, year = target.day.isoformat(), str(target.day.year)
    title = target.title.split(" trên địa bàn")[0]
    near = (
        rng.choice((body.short, body.full))
        if kind == "full" and rng.random() < 0.1 and body.province == work.body.province
        else body.full
    )
    row: dict[str, str | None] = {
        "full": {"number": target.number, "date": day, "issuer": body.full if body.province != work.body.province else near},
        "no place": {"number": target.number, "date": day, "issuer": body.short},
        "no issuer": {"number": target.number, "date": day},
        "year and issuer": {"number": target.number, "date": year, "issuer": body.short},
        "no day, with title": {"number": target.number, "title": title},
        "title alone": {"title": target.title, "issuer": body.full, "date": year},
        "no date": {"number": target.number, "issuer": body.short},
        "slip in the symbol": {"number": target.number.replace("Đ", "D"), "date": day, "issuer": body.short},
        "slip in the day": {"number": target.number, "date": (target.day + timedelta(days=rng.choice((-1, 1)))).isoformat(), "issuer": body.full},
        "reform: old name": {"number": target.number, "date": day, "issuer": body.full},
        "reform: no place": {"number": target.number, "date": day, "issuer": body.short},
        "reform: new name": {"number": target.number, "date": day, "issuer": body.full.replace(body.province, work.body.province)},
    }[kind]  # fmt: skip
    rows = [(kind, row | {"relation": rng.choice(("implements", "basis", "mentions"))})]
    if kind in {"full", "no place"} and rng.random() < 0.2:
        rows.append(("said again, short", {"number": target.number.split("/")[0].split("-")[0], "form": "short"}))
    elif kind == "full" and rng.random() < 0.1:
        rows.append(("said again, number and symbol", {"number": target.number}))
    out = []
    for kind_of, given in rows:
        name = f"reference-{at + len(out)}"
        truth[(work.id, name)] = Truth(target.id if target.id in known else None, kind_of, target.id)
        out.append(
            _reference(name, given, "Quyết định" if "QĐ" in body.symbol else "Chỉ thị" if "CT" in body.symbol else "Kế hoạch")
        )
    return out


def _reference(name: str, row: dict[str, str | None], type_word: str) -> Reference:
    given: dict[str, str | None] = {
        "number": None,
        "date": None,
        "issuer": None,
        "title": None,
        "relation": "mentions",
        "form": "full",
    }
    quote = " ".join(filter(None, (type_word, row.get("number"), row.get("title"))))
    return Reference(id=name, type=type_word, evidence=_evidence(quote), **(given | row))  # type: ignore[arg-type]


def _evidence(quote: str) -> Evidence:
    return Evidence(span=Span(0, len(quote)), quote=quote, path="I", places=(), found_by="synthetic@1")


def _plan(work: Work, references: list[Reference]) -> Plan:
    kind = "Quyết định" if "QĐ" in work.body.symbol else "Chỉ thị" if "CT" in work.body.symbol else "Kế hoạch"
    head = Letterhead(
        type=kind, number=work.number, date=work.day, issuer=work.body.printed, parent_issuer=work.body.parent, title=work.title,
        place=work.body.commune or work.body.district or work.body.province or "Hà Nội",
    )  # fmt: skip
    told = work.body.level in {"district", "commune"} and random.Random(work.id).random() < 0.3
    recipients = (Recipient(text=f"UBND tỉnh {work.body.province} (b/c)", evidence=_evidence("UBND")),) if told else ()
    source = SourceInfo(name=f"{work.id}.txt", sha256="0", media_type="text/plain", bytes=1, pages=None, reader="synthetic")
    return Plan(
        id=work.id,
        key=DocKey(),
        source=source,
        made=Made(adminplan="0", rules="0"),
        letterhead=head,
        recipients=recipients,
        references=tuple(references),
    )
