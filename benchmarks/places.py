"""Whether the tables of places agree with those of the package `vietnamadminunits` (MIT licence), and how they were made from it.

Reads the package's bare facts (names, kinds, province, what became of what; `pip install vietnamadminunits==1.0.4`) and the tables of
`adminplan.data`. Writes what differs to standard output, and leaves with 1 when something does; with `--write` makes `places.tsv` (rows
that do not come from the package are kept) and `communes.tsv.gz` anew. The package is no dependency of adminplan.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sqlite3
import sys
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from adminplan.data import plain, table

DATA = Path(__file__).parent.parent / "src" / "adminplan" / "data"
SOURCE = "vietnamadminunits 1.0.4"
COLUMNS = "province\tkind\tname\tslug\tvalid_from\tvalid_to\tsuccessors\tsource\n"
KINDS = {"Xã": "x", "Phường": "p", "Thị trấn": "t", "Đặc khu": "d"}
SHORT = {"Thành phố": "tp-", "Thị xã": "tx-", "Huyện": "", "Quận": ""}
NUMBERED = re.compile(r"(?:Quận|Phường) (\d+)")


def slug(name: str) -> str:
    """`ba-ria-vung-tau` for `Bà Rịa - Vũng Tàu`."""
    return "-".join(re.findall(r"[a-z0-9]+", plain(name)))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true", help="write the tables anew instead of comparing them")
    write = options.parse_args().write
    spec = find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        print("vietnamadminunits is not installed: pip install vietnamadminunits==1.0.4", file=sys.stderr)
        return 2
    folder = Path(spec.origin).parent / "data"
    with sqlite3.connect(folder / "dataset.db") as database:
        old = database.execute(
            "select province, district, ward, districtType, wardType, provinceKey, districtKey, wardKey from admin_units_legacy"
        )
        rows = list(old)
        new = list(database.execute("select province, ward, wardType, provinceKey, wardKey from admin_units"))
    paths, districts = _districts(rows)
    communes = _communes(rows, new, paths, json.loads((folder / "converter_2025.json").read_text(encoding="utf-8")))
    if write:
        kept = [row for row in table("places") if row["source"] != SOURCE] if (DATA / "places.tsv").exists() else []
        began = {(row["province"], row["slug"]): row["valid_from"] for row in table("places")} if kept else {}
        cells = [line.split("\t") for line in districts]
        districts = ["\t".join((*row[:4], began.get((row[0], row[3]), ""), *row[5:])) for row in cells]
        lines = ["\t".join(row.values()) for row in kept]
        (DATA / "places.tsv").write_text(COLUMNS + "\n".join(lines + districts) + "\n", encoding="utf-8")
        (DATA / "communes.tsv.gz").write_bytes(gzip.compress(communes.encode(), mtime=0))
        return 0
    have = {(row["province"], row["kind"], row["name"]) for row in table("places") if row["source"] == SOURCE}
    want = {tuple(line.split("\t")[:3]) for line in districts}
    other = gzip.decompress((DATA / "communes.tsv.gz").read_bytes()).decode()
    provinces = {_short(row[0]) for row in new} ^ {_short(row["name_from_2025_07_01"]) for row in table("provinces")}
    for line in sorted(map(str, have ^ want)) + sorted(set(other.splitlines()) ^ set(communes.splitlines())) + sorted(provinces):
        print(line)
    print(
        f"{len(want)} districts, {len(rows)} communes of 2025-06, {len(new)} of 2025-07; tables agree: {have == want and other == communes and not provinces}"
    )
    return int(have != want or other != communes or bool(provinces))


def _short(name: str) -> str:
    return name if name == "Thành phố Hồ Chí Minh" else name.removeprefix("Thành phố ").removeprefix("Tỉnh ")


def _bare(name: str, kind: str) -> str:
    return name if NUMBERED.fullmatch(name) else name.removeprefix(kind).strip()


def _province(name: str) -> str:
    return slug(_short(name).removeprefix("Thành phố "))


def _districts(rows: list[tuple[str, ...]]) -> tuple[dict[tuple[str, str], str], list[str]]:
    """The path of each district by the package's keys, and the lines of places.tsv. A city beside a district of its name is `tp-…`."""
    found = {(row[5], row[6]): (_province(row[0]), row[3], _bare(row[1], row[3])) for row in rows}
    count: dict[tuple[str, str], int] = defaultdict(int)
    for province, _, name in found.values():
        count[province, slug(name)] += 1
    paths, lines = {}, []
    for key, (province, kind, name) in found.items():
        own = (SHORT[kind] if count[province, slug(name)] > 1 else "") + slug(name)
        paths[key] = f"{province}/{own}"
        lines.append(f"{province}\t{kind.lower()}\t{name}\t{own}\t\t2025-06-30\t\t{SOURCE}")
    return paths, lines


def _communes(
    rows: list[tuple[str, ...]],
    new: list[tuple[str, ...]],
    paths: dict[tuple[str, str], str],
    became: dict[str, dict[str, dict[str, Any]]],
) -> str:
    """One line a district of 2025-06 and one a province of 2025-07: `path`, tab, `x:Name;p:Name`.

    Communes of 2025-07 tell after `<` of what they were made: numbers of the communes of 2025-06, counted from 0 in the order of the lines,
    runs as `5-8`, and the paths of districts that had none.
    """
    held: dict[str, list[str]] = defaultdict(list)
    keys: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in rows:
        if row[2]:
            path = paths[row[5], row[6]]
            held[path].append(f"{KINDS[row[4]]}:{_bare(row[2], row[4])}")
            keys[path].append((row[5], row[6], row[7]))
    numbers = {key: number for number, key in enumerate(key for listed in keys.values() for key in listed)}
    was: dict[tuple[str, str], set[str]] = defaultdict(set)
    for province, wards in became["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            was[province, ward] |= set(olds)
    for province, parts in became["DICT_PROVINCE_WARD_DIVIDED"].items():
        for one, wards_of in parts.items():
            for ward in wards_of:
                was[province, ward["newWardKey"]].add(one)
    for name, ward, kind, province, key in new:
        made_of = [tuple(one.split("_")) for one in sorted(was[province, key])]
        counted = sorted(numbers[one] for one in made_of if one in numbers)
        whole = [paths[one[0], one[1]] for one in made_of if not one[2]]
        held[_province(name)].append(f"{KINDS[kind]}:{_bare(ward, kind)}<{','.join((*_runs(counted), *whole))}")
    return "".join(f"{path}\t{';'.join(names)}\n" for path, names in held.items())


def _runs(numbers: list[int]) -> list[str]:
    """`1`, `5-8` for 1, 5, 6, 7, 8."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in found]


if __name__ == "__main__":
    raise SystemExit(main())
