"""Where each work of a graph stands on the page: a band for each level, columns by date, nothing over anything else.

Reads `PlanGraph`. Writes `Layout`, in the units of the page (a work is 154 wide and 46 high). The same graph gives the same places.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from adminplan.data import fold
from adminplan.plangraph.graph import PlanGraph
from adminplan.plangraph.questions import level_of
from adminplan.plangraph.seat import REFORM

LEVELS = {
    "central": "Trung ương",
    "province": "Cấp tỉnh",
    "district": "Cấp huyện",
    "commune": "Cấp xã",
    "grassroots": "Cơ sở",
    "": "Chưa rõ cấp",
}
WIDTH, HEIGHT = 154, 46  # of a work
_GAP, _LINE = 16, 12  # between columns, between works above one another
_EDGE = 20  # within a band, above and below its works
_SHAPE = 1.3  # the page is so much wider than high, as near as it can be had
_HIGHEST = 80  # works above one another in a band
_CENTRAL_TYPES = frozenset({"hiến pháp", "bộ luật", "luật", "pháp lệnh", "nghị định", "thông tư", "thông tư liên tịch"})
# Bodies of which the name alone tells the level, beside those that name it ("tỉnh", "sở"): offices of a district until the reform, of
# a commune since; branch unions of a province; firms.
_OFFICE = re.compile(r"phòng\b")
_BRANCH = re.compile(r"(?:công đoàn ngành|cđn|công đoàn viên chức|cđvc)\b")
_FIRM = re.compile(r"(?:chi nhánh|doanh nghiệp)\b")
_DAY = re.compile(r"[12]\d{3}(?:-\d\d){0,2}", re.ASCII)


class Column(NamedTuple):
    """Works of one time: `title` is "3/2024", "2014 – 2019", "Không rõ ngày"."""

    title: str
    x: int
    width: int


class Band(NamedTuple):
    """Works of one level."""

    level: str
    y: int
    height: int


class Layout(NamedTuple):
    """`places`: by work, the left upper corner; `levels`: by work."""

    places: dict[str, tuple[int, int]]
    levels: dict[str, str]
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    width: int
    height: int


def level(facts: Mapping[str, Any]) -> str:
    """The level of the body that issued a work, "" where neither its name nor the symbol nor the type of the work tells.

    >>> [level({"issuer": one}) for one in ("UBND TỈNH AN HÒA", "UBND thị xã Bình Sơn", "UBND xã Tân Lập", "Thành ủy Hà Nội", "UBND")]
    ['province', 'district', 'commune', 'province', '']
    >>> level({"number": "15/2023/NĐ-CP"}), level({"type": "Luật"}), level({"number": "12/KH-UBND"})
    ('central', 'central', '')
    """
    if facts.get("level") in LEVELS:
        return str(facts["level"])
    told = level_of({"issuer": facts.get("issuer"), "number": facts.get("number")})
    if told:
        return told
    issuer = fold(facts.get("issuer") or "")
    if _OFFICE.match(issuer):
        return "commune" if str(facts.get("issued") or "") >= REFORM else "district"
    if _BRANCH.match(issuer):
        return "province"
    if _FIRM.match(issuer):
        return "grassroots"
    return "central" if fold(facts.get("type") or "") in _CENTRAL_TYPES else ""


def layout(graph: PlanGraph) -> Layout:
    """The places of all works: central ones at the top, the earliest at the left, those without a day before them."""
    levels, issued = {}, {}
    for work, facts in graph.works():
        levels[work], issued[work] = level(facts), _day(facts)
    order = sorted(levels, key=lambda work: (issued[work], work))
    columns = {"": [work for work in order if not issued[work]]}
    for work in order:
        if issued[work]:
            columns.setdefault(issued[work][:7], []).append(work)
    periods = [(period, works) for period, works in columns.items() if works]
    if not periods:
        return Layout({}, {}, (), (), 0, 0)
    most = max(count for _, works in periods for count in _counts(works, levels).values())
    shapes = (_arrange(periods, levels, rows) for rows in range(1, min(most, _HIGHEST) + 1))
    return min(shapes, key=lambda one: abs(math.log(one.width / one.height / _SHAPE)))


def _day(facts: Mapping[str, Any]) -> str:
    """When a work was issued, a day, a month or a year; "" where that is not known."""
    issued = str(facts.get("issued") or "")
    return issued if _DAY.fullmatch(issued) else ""


def _counts(works: Iterable[str], levels: Mapping[str, str]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for work in works:
        counts[levels[work]] += 1
    return counts


def _arrange(periods: list[tuple[str, list[str]]], levels: dict[str, str], rows: int) -> Layout:
    """The places where no band is higher than so many works: neighbouring times share a column while they fit below one another."""
    merged: list[tuple[str, str, list[str]]] = []
    for period, works in periods:
        if merged and merged[-1][0]:  # works without a day keep a column of their own
            first, _, before = merged[-1]
            if max(_counts([*before, *works], levels).values()) <= rows:
                merged[-1] = (first, period, [*before, *works])
                continue
        merged.append((period, period, works))
    columns, heights = [], dict.fromkeys((one for one in LEVELS if one in set(levels.values())), 1)
    cells: list[tuple[int, str, list[str], int]] = []
    x = 0
    for first, last, works in merged:
        most = max(_counts(works, levels).values())
        abreast = math.ceil(most / rows)
        for one in heights:
            inside = [work for work in works if levels[work] == one]
            high = math.ceil(len(inside) / abreast)
            heights[one] = max(heights[one], high)
            cells.append((x, one, inside, high))
        width = abreast * (WIDTH + _GAP)
        columns.append(Column(_title(first, last), x, width))
        x += width
    bands, y = [], 0
    for one, high in heights.items():
        height = 2 * _EDGE + high * (HEIGHT + _LINE) - _LINE
        bands.append(Band(one, y, height))
        y += height
    tops = {band.level: band.y + _EDGE for band in bands}
    places = {
        work: (left + _GAP // 2 + position // high * (WIDTH + _GAP), tops[one] + position % high * (HEIGHT + _LINE))
        for left, one, inside, high in cells
        for position, work in enumerate(inside)
    }
    return Layout(places, levels, tuple(columns), tuple(bands), x, y)


def _title(first: str, last: str) -> str:
    """`3/2024`, `2014 – 2019`, `11/2023 – 2/2024`; a span of more than two years without its months."""
    if not first:
        return "Không rõ ngày"
    if first[:4] == last[:4] and len(first) == len(last) == 4:
        return first
    if int(last[:4]) - int(first[:4]) > 1:
        return f"{first[:4]} – {last[:4]}"
    names = [f"{int(one[5:7])}/{one[:4]}" if len(one) > 4 else one for one in (first, last)]
    return names[0] if names[0] == names[1] else " – ".join(names)
