"""Provinces, districts and communes with their dates.

Reads provinces.tsv, places.tsv and, only when a commune is asked for, communes.tsv.gz (facts of the package vietnamadminunits 1.0.4,
MIT licence; rows `from memory` tell of districts that ended earlier). Writes `Place`. A path is `lai-chau`, `lai-chau/tam-duong`,
`lai-chau/tam-duong/xa-ban-bo` and, since there are no districts (2025-07-01), `lai-chau/xa-ban-bo`.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from adminplan.data import table

# Luật Tổ chức chính quyền địa phương 72/2025/QH15 and Nghị quyết 202/2025/QH15: two levels from this day.
REFORM = date(2025, 7, 1)
LAST_DAY = date(2025, 6, 30)
_HUE = date(2025, 1, 1)  # Nghị quyết 175/2024/QH15: thành phố Huế
_CITIES = frozenset({"ha-noi", "hai-phong", "hue", "da-nang", "ho-chi-minh", "can-tho"})
KINDS_OF = {
    "province": ("tỉnh", "thành phố"),
    "district": ("huyện", "quận", "thị xã", "thành phố"),
    "commune": ("xã", "phường", "thị trấn", "đặc khu"),
}
_COMMUNES = {"x": "xã", "p": "phường", "t": "thị trấn", "d": "đặc khu"}
_PREFIX = re.compile(r"^(?:xa|phuong|thi-tran|dac-khu|tp|tx|quan(?=-\d))-")
_WORD = re.compile(r"[a-z0-9]+")
_COMMUNE = re.compile(r"(?:xa|phuong|thi-tran|dac-khu)-")
_SEAT = re.compile(r"(?<!\w)(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) ([^,]{1,40})")


# `Huyện ủy Tam Đường`, `Thị đoàn Sa Pa`: the head tells the kind of place.
_HEAD_SEAT = re.compile(r"(?<!\w)(Huyện|Quận|Thị|Thành) (?:ủy|đoàn) ([^,]{1,40})")
_HEAD_KINDS = {"Huyện": "huyện", "Quận": "quận", "Thị": "thị xã", "Thành": "thành phố"}


class Place(NamedTuple):
    """A province, district or commune, as it was called from `valid_from` to `valid_to`; `successors` are paths."""

    path: str
    kind: str
    name: str
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...]

    @property
    def level(self) -> str:
        """`province`, `district` or `commune`."""
        return level_of(self.path)

    @property
    def seat(self) -> str:
        """`huyện Tam Đường`, `Quận 1`."""
        return self.name if self.name.casefold().startswith(f"{self.kind} ") else f"{self.kind} {self.name}"

    def holds(self, at: date | None) -> bool:
        """Whether the place exists on that day; true for no day."""
        return at is None or ((self.valid_from or at) <= at <= (self.valid_to or at))


# Letters without their marks: thirteen thousand names are made keys in one go.
_PLAIN = {code: unicodedata.normalize("NFD", chr(code))[0] for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))} | {
    ord("đ"): "d"
}


def slug(name: str) -> str:
    """`ba-ria-vung-tau` for `Bà Rịa - Vũng Tàu`."""
    return "-".join(_WORD.findall(unicodedata.normalize("NFC", name).casefold().translate(_PLAIN)))


def level_of(path: str) -> str:
    """The level that a path tells: `province`, `district` or `commune`."""
    parts = path.split("/")
    if len(parts) == 1:
        return "province"
    return "commune" if _COMMUNE.match(parts[-1]) else "district"


def upward(path: str | None) -> tuple[str, ...]:
    """A path and those above it, the nearest first."""
    parts = path.split("/") if path else []
    return tuple("/".join(parts[:count]) for count in range(len(parts), 0, -1))


def ancestor(path: str | None, level: str) -> str | None:
    """The path of the province, district or commune that a place is or lies in."""
    return next((one for one in upward(path) if level_of(one) == level), None)


@lru_cache(maxsize=4096)
def place(path: str, at: date | None = None, *, told: str = "") -> Place | None:
    """The place of a path, as it is called at that day; of one that no table knows, what the name of a body (`told`) says of it."""
    rows = _paths(communes=level_of(path) == "commune").get(path, ())
    found = next((row for row in rows if row.holds(at)), rows[-1] if rows else None)
    if found is not None or not told:
        return found
    last = path.rsplit("/", 1)[-1]
    commune = level_of(path) == "commune"
    for kind, name in (*_SEAT.findall(told), *((_HEAD_KINDS[head], name) for head, name in _HEAD_SEAT.findall(told))):
        if last in {slug(name), slug(f"{kind} {name}")} and (kind in KINDS_OF["commune"]) is commune:
            return unknown(path.rpartition("/")[0], kind, name.strip())
    return None


def unknown(within: str, kind: str, name: str) -> Place:
    """A district or commune that no table knows, in the place that it was told to lie in."""
    commune = kind in KINDS_OF["commune"]
    path = f"{within}/{slug(f'{kind} {name}' if commune else name)}"
    later = commune and "/" not in within
    return Place(path, kind, name, REFORM if later else None, None if later else LAST_DAY, ())


@lru_cache(maxsize=4096)
def find(name: str, level: str, *, kind: str | None, within: str | None, at: date | None) -> tuple[Place, ...]:
    """The places that a folded name means: of that kind where there is one, else of any; those that exist on the day, else any."""
    rows: tuple[Place, ...] = _names(communes=level == "commune").get((level, slug(name)), ())
    if within is not None:
        rows = tuple(row for row in rows if row.path == within or row.path.startswith(f"{within}/"))
    exact = tuple(row for row in rows if row.kind == kind)
    if kind is not None and (exact or level == "commune" or name.isdigit() or level == "province"):
        rows = exact
    rows = tuple(row for row in rows if row.holds(at)) or rows
    marked = tuple(row for row in rows if row.name.casefold().endswith(name))
    # One place under two names (Thừa Thiên Huế, Huế) is one.
    return tuple({row.path: row for row in marked or rows}.values())


@lru_cache(maxsize=4096)
def inside(path: str | None, level: str, at: date | None) -> tuple[Place, ...]:
    """All places of a level in a province or district (or, for `None`, the country) on that day, in the order of the tables."""
    start = f"{path}/" if path else ""
    rows = (row for rows in _paths(communes=level == "commune").values() for row in rows)
    return tuple(
        row for row in rows if row.path.startswith(start) and level_of(row.path) == level and row.holds(at) and row.path != path
    )


@cache
def _paths(*, communes: bool) -> dict[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for row in _communes() if communes else _upper():
        found[row.path] = (*found.get(row.path, ()), row)
    return found


@cache
def _names(*, communes: bool) -> dict[tuple[str, str], tuple[Place, ...]]:
    found: dict[tuple[str, str], tuple[Place, ...]] = {}
    for row in _communes() if communes else _upper():
        key = row.level, _PREFIX.sub("", row.path.rsplit("/", 1)[-1]) if "/" in row.path else slug(row.name)
        found[key] = (*found.get(key, ()), row)
    return found


@cache
def _upper() -> tuple[Place, ...]:
    """Provinces and districts."""
    rows = []
    for row in table("provinces"):
        before, after = (row[column].removeprefix("Thành phố ") for column in ("name_until_2025_06_30", "name_from_2025_07_01"))
        if before == "Thừa Thiên Huế":
            rows += [Place("hue", "tỉnh", before, None, _HUE.replace(year=2024, month=12, day=31), ("hue",))]
            rows += [Place("hue", "thành phố", after, _HUE, None, ())]
            continue
        path = slug(before)
        kind = "thành phố" if path in _CITIES else "tỉnh"
        rows.append(
            Place(path, kind, before, None, None if before == after else LAST_DAY, () if before == after else (slug(after),))
        )
    for row in table("places"):
        began, ended = (date.fromisoformat(row[column]) if row[column] else None for column in ("valid_from", "valid_to"))
        rows.append(
            Place(f"{row['province']}/{row['slug']}", row["kind"], row["name"], began, ended, tuple(row["successors"].split()))
        )
    return tuple(rows)


def _communes() -> tuple[Place, ...]:
    """Communes until the reform, each with those made of it as successors, and communes since."""
    return _read_communes()[0]


@cache
def _read_communes() -> tuple[tuple[Place, ...], dict[str, tuple[str, ...]]]:
    """All communes, and what was made of districts that had none."""
    content = gzip.decompress((files(__package__) / "communes.tsv.gz").read_bytes()).decode()
    old: list[Place] = []
    new: list[Place] = []
    made: dict[str, list[str]] = {}
    for line in content.splitlines():
        path, held = line.split("\t")
        later = "/" not in path
        for one in held.split(";"):
            kind, (name, _, made_of) = _COMMUNES[one[0]], one[2:].partition("<")
            own = slug(name) if name.startswith(kind.capitalize()) else f"{slug(kind)}-{slug(name)}"
            if later:
                new.append(Place(f"{path}/{own}", kind, name, REFORM, None, ()))
                for source in made_of.split(",") if made_of else ():
                    made.setdefault(source, []).append(new[-1].path)
            else:
                old.append(Place(f"{path}/{own}", kind, name, None, LAST_DAY, ()))
    heirs: dict[str, list[str]] = {}
    for run, paths in made.items():
        first, _, last = run.partition("-")
        for number in range(int(first), int(last or first) + 1) if first.isdigit() else ():
            heirs.setdefault(old[number].path, []).extend(paths)
    islands = {path: tuple(paths) for path, paths in made.items() if "/" in path}
    return (*(row._replace(successors=tuple(heirs.get(row.path, ()))) for row in old), *new), islands


@cache
def _ground() -> dict[str, tuple[str, ...]]:
    """The communes of today that lie on the ground of a district of 2025-06, by its path."""
    found: dict[str, dict[str, None]] = {}
    for row in _communes():
        found.setdefault(row.path.rpartition("/")[0], {}).update(dict.fromkeys(row.successors))
    return {path: tuple(heirs) for path, heirs in found.items()} | _read_communes()[1]


def on_ground_of(district: str) -> tuple[str, ...]:
    """The paths of the communes since 2025-07-01 that lie wholly or partly where a district was, in the order of the table."""
    return _ground().get(district, ())
