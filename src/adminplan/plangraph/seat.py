"""Where a body sits: its level and the places that its name, its letterhead or its context give it.

Reads names of bodies and `Plan`s. Writes `Seat`. A symbol such as KH-UBND is used at three levels in every province, so two
documents of one number are told apart by where their issuers sit, not by what they are called: `Ban Thường vụ Tỉnh ủy`, `Tỉnh ủy
An Hòa` and `Ban Chấp hành Đảng bộ tỉnh An Hòa` have one seat.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from adminplan.data import fold, table
from adminplan.data.organisations import body
from adminplan.plan.ids import slug
from adminplan.plan.plan import Letterhead, Plan

# The day from which there are 34 provinces and no districts (Nghị quyết 202/2025/QH15).
REFORM = "2025-07-01"
_WORDS = {
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "tp": "thành phố", "tp.": "thành phố", "tx": "thị xã", "tx.": "thị xã",
    "tt.": "thị trấn", "p.": "phường", "q.": "quận", "tphcm": "thành phố hồ chí minh", "tp.hcm": "thành phố hồ chí minh", "hcm": "hồ chí minh",
    "lđlđ": "liên đoàn lao động", "cđcs": "công đoàn cơ sở", "tlđ": "tổng liên đoàn", "tlđlđvn": "tổng liên đoàn lao động việt nam", "vn": "việt nam", "tw": "trung ương", "t.ư": "trung ương",
}  # fmt: skip
# The words that name a level, with the place after them: `tỉnh an hòa`, `tỉnh ủy an hòa`, `huyện đoàn sông bắc`; "xã hội" is none.
_MARK = re.compile(
    r"\b(?:(?P<mark>tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã(?! hội)|phường|đặc khu)\b(?: (?:ủy|đoàn)\b)?|(?P<short>thành|thị) (?:ủy|đoàn)\b)"
)
_LEVELS = {
    "tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district", "thị": "district",
    "thị trấn": "commune", "xã": "commune", "phường": "commune", "đặc khu": "commune",
}  # fmt: skip
_GRASSROOTS = re.compile(
    r"(?:ban chấp hành |ban giám hiệu )?(?:trường\b|công đoàn cơ sở\b|công đoàn trường\b|nghiệp đoàn\b|chi bộ\b|chi đoàn\b|liên đội\b|công ty\b|"
    r"bệnh viện\b|hợp tác xã\b|xí nghiệp\b|nhà máy\b|trạm y tế\b)"
)
_CENTRAL = re.compile(
    r"\b(?:trung ương|chính phủ|thủ tướng|quốc hội|bộ chính trị|ban bí thư|chủ tịch nước|tổng liên đoàn|tổng cục|ngân hàng nhà nước|"
    r"kiểm toán nhà nước|nhân dân tối cao)\b|\b(?:việt nam|quốc gia)$|^(?:văn phòng |bộ trưởng )?bộ (?!chỉ huy)"
)
_DEPARTMENT = re.compile(r"(?:(?:phó )?giám đốc |văn phòng )?sở\b")
_OFFICE = re.compile(r"(?:trưởng )?phòng\b")
_ASIDE = re.compile(r"\([^()]{0,60}\)|\b(?:cũ|trước đây)$")
_EDGE = re.compile(r"^(?:và|của|,|-)\s+|\s*(?:,|-|;|\bvà)+$")
# Codes in symbols that one level alone uses. Others (UBND, HĐND, LĐLĐ, MTTQ, ĐTN, ĐU …) stand at several.
_OF_PROVINCE = re.compile(r"(?:^|[-.])(?:(?:VP|BTC|BNC|UBKT|BTG|BDV|BTGDV)?TU|S[A-ZĐ]{2,}|CAT|ĐĐBQH|TTT)(?=$|[-.])")
_OF_DISTRICT = re.compile(
    r"(?:^|[-.])(?:(?:VP|BTC|UBKT|BTG|BDV)?HU|QU|THU|P(?:GDĐT|NV|TCKH|TP|LĐTBXH|VHTT|TNMT|KTHT|NN|NNPTNT|YT|DT)|CAH)(?=$|[-.])"
)
_OF_CENTRE = re.compile(
    r"(?:^|[-.])(?:TW|CP|TTG|CTN|QH\d{0,2}|UBTVQH\d{0,2}|TLĐ|TWĐTN|ĐCT|VPCP|TTCP|NHNN|TANDTC|VKSNDTC|UBATGTQG|"
    r"B(?:CA|CT|GDĐT|GTVT|KHĐT|KHCN|LĐTBXH|NG|NN|NNPTNT|NNMT|DTTG|NV|QP|TC|TNMT|TP|TTTT|VHTTDL|XD|YT))(?=$|[-.])"
)


class Seat(NamedTuple):
    """Where a body sits; "" where it is not known. Names of places are folded and without their kind: `sơn la`.

    `level` is central, province, district, commune or grassroots; `unit` names a grassroots body, of which a place has many.
    """

    level: str = ""
    province: str = ""
    district: str = ""
    commune: str = ""
    unit: str = ""

    @property
    def own(self) -> str:
        """The name that tells this seat from others of its level, "" where it is not known."""
        return "việt nam" if self.level == "central" else getattr(self, {"grassroots": "unit"}.get(self.level, self.level), "")


NOWHERE = Seat()
CENTRE = Seat(level="central")


@lru_cache(maxsize=65536)
def read_seat(name: str) -> Seat:
    """The seat that a name tells by itself.

    >>> read_seat("UBND huyện Sông Bắc, tỉnh An Hòa")
    Seat(level='district', province='an hòa', district='sông bắc', commune='', unit='')
    >>> read_seat("Ban Thường vụ Tỉnh ủy").level, read_seat("Sở Lao động - Thương binh và Xã hội").level
    ('province', 'province')
    """
    text = " ".join(_WORDS.get(word, word) for word in _ASIDE.sub(" ", fold(name)).replace(",", " , ").split()).strip()
    places: dict[str, str] = {}
    level = ""
    marks = list(_MARK.finditer(text))
    for mark, then in zip(marks, [*marks[1:], None], strict=False):
        place = (
            _EDGE.sub("", text[mark.end() : then.start() if then else len(text)].strip())
            .split(" , ")[0]
            .replace(" - ", " ")
            .strip()
        )
        kind = mark["mark"] or mark["short"]
        here = _LEVELS.get(kind) or ("province" if place in cities() else "district" if place else "city")
        if here == "province":
            place = _province_at_head(place)
        places.setdefault(here, place)
        if not level or _DEPTH[here] > _DEPTH[level]:
            level = here
    unit = ""
    if _GRASSROOTS.match(text):
        level, unit = "grassroots", text[: marks[0].start()].strip(" ,-") if marks else text
        unit = unit or text
    elif not marks:
        tail = _provinces_at_end().search(text)
        if tail and not _CENTRAL.search(text):
            places["province"] = tail[1].replace(" - ", " ")
        level = "central" if _CENTRAL.search(text) else "province" if _DEPARTMENT.match(text) else ""
    return Seat(level, places.get("province", ""), places.get("district", ""), places.get("commune", ""), unit)


_DEPTH = {"": 0, "central": 1, "province": 2, "city": 3, "district": 3, "commune": 4, "grassroots": 5}


def complete(seat: Seat, home: Seat) -> Seat:
    """What a document of `home` means by a seat told without its place: "UBND tỉnh" is that of its own province.

    >>> complete(read_seat("LĐLĐ tỉnh"), read_seat("LĐLĐ huyện Sông Bắc, tỉnh An Hòa")).province
    'an hòa'
    """
    if seat.level == "city":  # "UBND thành phố": the province that is a city, or the town
        city = home.province in cities() or home.level == "province"
        seat = seat._replace(level="province" if city else "district" if home.province and home.district else "")
    if seat.level in {"", "central"}:
        return seat
    if seat.level == "province":
        return seat if seat.province else seat._replace(province=home.province)
    if any(one and other and one != other for one, other in zip(seat[1:4], home[1:4], strict=True)):
        return seat  # another body's place, printed: what stands above it may be another too
    district = seat.district or home.district
    if seat.level == "district":
        return seat._replace(district=district, province=seat.province or home.province)
    return seat._replace(commune=seat.commune or home.commune, district=district, province=seat.province or home.province)


def same_seat(left: Seat, right: Seat) -> bool | None:
    """Whether two seats are one: `False` where something that both tell differs, `None` where they tell too little.

    >>> same_seat(read_seat("UBND tỉnh An Hòa"), read_seat("UBND tỉnh Bắc Sơn"))
    False
    >>> same_seat(read_seat("Ban Thường vụ Tỉnh ủy"), read_seat("Tỉnh ủy An Hòa")) is None
    True
    """
    if left.level and right.level and left.level != right.level:
        return False
    if any(one and other and one != other for one, other in zip(left[1:4], right[1:4], strict=True)):
        return False
    if not (left.level and right.level and left.own and right.own):
        return None
    if left.level == "grassroots":
        if left.unit == right.unit:
            return True
        return None if left.unit in right.unit or right.unit in left.unit else False  # a school and its union: perhaps
    if left.level == "commune" and left.district and right.district:
        return True
    if left.level in {"district", "commune"} and not (left.province and right.province):
        return None  # Châu Thành is a district in ten provinces, Tân Tiến a commune in forty
    return True


def on_line(seat: Seat, home: Seat, *, issued: str = "", today: str = "") -> bool | None:
    """Whether a body at `seat` is one that a document of `home` can name without its place: its own, one above it, or a central one.

    `issued` is the day of the document that is named, `today` that of the one that names it: since the reform of 2025 a home speaks of
    what every province that is merged in it issued before. `None` where too little is known.
    """
    if seat.level == "central":
        return True
    if not seat.province or not home.province:
        return False if home.level and _DEPTH[seat.level] > _DEPTH[home.level] else None
    if seat.province != home.province and not (issued < REFORM <= today and seat.province in merged_in(home.province)):
        return False
    if home.level in {"central", "province"} and seat.level in {"district", "commune", "grassroots"}:
        return False
    known = [(one, other) for one, other in zip(seat[2:4], home[2:4], strict=True) if one and other]
    return all(one == other for one, other in known)


def level_of_symbol(symbol: str) -> str:
    """The level that alone uses a symbol's code, "" for codes of several levels.

    >>> level_of_symbol("KH-TU"), level_of_symbol("KH-SGDĐT"), level_of_symbol("NĐ-CP"), level_of_symbol("KH-UBND")
    ('province', 'province', 'central', '')
    """
    if _OF_CENTRE.search(symbol):
        return "central"
    return "province" if _OF_PROVINCE.search(symbol) else "district" if _OF_DISTRICT.search(symbol) else ""


def home_of(plan: Plan) -> Seat:
    """Where a plan's issuer sits: by its name, the body above it in the letterhead, the place beside the day, the tables, and the one province it names."""
    head = plan.letterhead
    own = read_seat(head.issuer or "")
    above = read_seat(head.parent_issuer or "")
    place = province_named(head.place or "")
    if own.level == "city":
        own = complete(own, above)
    if own.level == "central" or (not own.level and not any(above) and level_of_symbol((head.number or "").upper()) == "central"):
        return CENTRE
    if not own.level and above.level not in {"", "central"}:  # an office, or a union of a trade: at the level of the body above
        own = own._replace(level="district" if above.level == "city" else above.level)
    elif not own.level and place:  # "Hà Giang" beside the day of a union that only says its trade
        own = own._replace(level="province")
    own = own._replace(
        province=own.province or above.province,
        district=own.district or (above.district if own.level in {"district", "commune", "grassroots"} else ""),
        commune=own.commune or (above.commune if own.level in {"commune", "grassroots"} else ""),
    )
    if not own.province:
        own = own._replace(province=place if own.level == "province" else _province_of_district(head) or _only_province(plan))
    return own


def _province_of_district(head: Letterhead) -> str:
    """The province of the district that a letterhead names, by the tables as of its day; "" for names that several provinces have."""
    for name in (head.issuer, head.parent_issuer):
        if name and read_seat(name).district:
            one = body(name, at=head.date)
            if one and one.place:
                return _slugs().get(one.place.partition("/")[0], "")
    return ""


def _only_province(plan: Plan) -> str:
    """The one province that a plan of a lower body names: in citations, recipients, units and title."""
    names = (
        *(one.issuer or "" for one in plan.references),
        *(one.text for one in plan.recipients),
        *(one.name for one in plan.units),
    )
    named = {read_seat(name).province for name in (*names, plan.letterhead.title or "")}
    named = {name for name in named if name in _provinces()} or named - {""}
    return named.pop() if len(named) == 1 else ""


def province_named(text: str) -> str:
    """The province that a place line names ("Sơn La", "TP. Hồ Chí Minh"), folded, or ""."""
    words = (
        " ".join(_WORDS.get(word, word) for word in fold(text).split())
        .removeprefix("thành phố ")
        .removeprefix("tỉnh ")
        .replace(" - ", " ")
    )
    return words if words in _provinces() else ""


@cache
def _provinces() -> dict[str, str]:
    """Each province until 2025-06-30 with the one it belongs to since."""
    names = {_place(row["name_until_2025_06_30"]): _place(row["name_from_2025_07_01"]) for row in table("provinces")}
    return names | {new: new for new in names.values()}


@cache
def _slugs() -> dict[str, str]:
    return {slug(name): name for name in _provinces()}


@cache
def merged_in(province: str) -> frozenset[str]:
    """The provinces of before 2025-07-01 that one of today holds, its own name among them."""
    return frozenset({province} | {old for old, new in _provinces().items() if new == province})


@cache
def cities() -> frozenset[str]:
    """The cities under the central government, at any time."""
    return frozenset(_place(row["name_until_2025_06_30"]) for row in table("provinces") if row["kind_before"] == "thành phố") | {
        "huế"
    }


def _place(name: str) -> str:
    return fold(name).removeprefix("thành phố ").removeprefix("tỉnh ").replace(" - ", " ")


def _province_at_head(place: str) -> str:
    """A known province's name where the words begin with one, else the words."""
    words = place.split()
    for size in range(min(4, len(words)), 0, -1):
        if " ".join(words[:size]) in _provinces():
            return " ".join(words[:size])
    return place


@cache
def _provinces_at_end() -> re.Pattern[str]:
    names = "|".join(re.escape(name).replace(r"\ ", "[ -]{1,3}") for name in sorted(_provinces(), key=len, reverse=True))
    return re.compile(rf"(?<!tncs )(?<!cộng sản )(?<!tiền phong )\b({names})$")
