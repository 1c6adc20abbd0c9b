"""Every regular expression of the package does linear work on long hostile strings.

All compiled patterns of all modules are searched through strings made of the ingredients of the genre and of the pattern's own letters. What
takes long is done again at four times the length: linear work takes four times as long, quadratic sixteen times.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import adminplan

SHORT = 4_000
UNITS = [
    "a", "A ", " ", "1", "1.", "- ", "ngày 1/1/2024 ", "từ ngày 1 ", "tháng 5, ", "Sở Y tế, ", "Sở A; ", "và ", "của ", "(", "“", "số 12/KH-", "12/KH-UBND ", "Kế hoạch ",
    "Luật A, ", "Căn cứ ", "phân công ", "báo cáo và ", "Đơn vị, cơ quan ", "-----", "|\n", "*", "I. ", "\n", ".", "…", "%", "Ủy ban nhân dân ", "NGÀY ", "UBND ", "A-", "a/",
]  # fmt: skip


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for found in pkgutil.walk_packages(adminplan.__path__, "adminplan."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            for index, pattern in enumerate(each(value)):
                if getattr(value, "__module__", module.__name__) == module.__name__ and isinstance(pattern.pattern, str):
                    yield f"{found.name.removeprefix('adminplan.')}.{name}[{index}]", pattern


def each(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from each(inner)
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from each(inner)


def spent(pattern: re.Pattern[str], text: str) -> float:
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    pattern.match(text)
    return time.process_time() - began


ALL = dict(patterns())


def test_they_are_found() -> None:
    assert len(ALL) > 150


@pytest.mark.parametrize("name", sorted(ALL))
def test_linear(name: str) -> None:
    pattern = ALL[name]
    own = "".join(re.findall(r"[^\W_]+ ?", re.sub(r"\(\?P?<\w+>|\\.", "", pattern.pattern)))[:60]
    for unit in (*UNITS, *filter(None, (own, own[:12], own[:3]))):
        text = unit * (SHORT // len(unit) + 1)
        first = spent(pattern, text[:SHORT])
        if first < 0.02:
            continue
        longer = (unit * (4 * SHORT // len(unit) + 1))[: 4 * SHORT]
        ratio = min(spent(pattern, longer) / max(1e-9, min(spent(pattern, text[:SHORT]), first)) for _ in range(2))
        assert ratio < 8, (
            f"{name}: {first * 1000:.0f} ms for {SHORT} characters of {unit!r}, {ratio:.1f} times as long for four times"
        )
