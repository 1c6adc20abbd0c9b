"""Names of documents, units and items that stay the same when spacing, page breaks or the finder change.

Reads words. Writes ids: `vn/<issuer>/<type>/<year>/<number-symbol>`, `so-tai-chinh@tinh-hoa-binh`, `goal-3fa1c09be2`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

from adminplan.data import fold, plain

_NOT_WORD = re.compile(r"[^a-z0-9]+")
# Where a unit's name says its own place, or needs none.
_PLACED = re.compile(r"(?:^|-)(?:tinh|thanh-pho|huyen|quan|thi-xa|xa|phuong|thi-tran|dac-khu)-[a-z]+(?!.*@)")
_NATIONAL = re.compile(
    r"(?:bo|chinh-phu|thu-tuong|quoc-hoi|tong-lien-doan|tong-ldld|ban-bi-thu|bo-chinh-tri|ban-chap-hanh-trung-uong|trung-uong|van-phong-chinh-phu|toa-an-nhan-dan-toi-cao)(?:-|$)"
)
_SEAT = re.compile(
    r"\b(?P<level>tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|thành|tỉnh ủy|huyện ủy)\s+(?:ủy\s+|đoàn\s+)?(?P<name>(?!các\b|ủy\b)\S.*)$"
)
_ABBREVIATIONS = (("ubnd", "uy-ban-nhan-dan"), ("ldld", "lien-doan-lao-dong"), ("hdnd", "hoi-dong-nhan-dan"), ("gd-dt", "giao-duc-va-dao-tao"), ("gddt", "giao-duc-va-dao-tao"), ("mttq", "mat-tran-to-quoc"))  # fmt: skip


class Ids:
    """Gives out item ids of one document; the second equal one gets `-2`."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def item(self, kind: str, path: str, quote: str) -> str:
        """`<kind>-<10 hex>`, hashed from kind, outline path and folded quote. A repeat depends on its order in the document."""
        digest = blake2b(f"{kind}\0{path}\0{fold(quote)}".encode(), digest_size=5).hexdigest()
        name = f"{kind}-{digest}"
        count = self._seen.get(name, 0) + 1
        self._seen[name] = count
        return name if count == 1 else f"{name}-{count}"


def slug(words: str) -> str:
    """Lower-case ASCII words joined by hyphens."""
    return _NOT_WORD.sub("-", plain(words)).strip("-")


@lru_cache(maxsize=4096)
def unit_slug(name: str) -> str:
    """A unit's name as a slug, the commonest abbreviations written out so that both spellings meet."""
    out = f"-{slug(name)}-"
    for short, long in _ABBREVIATIONS:
        out = out.replace(f"-{short}-", f"-{long}-")
    return out.strip("-")


def seat(issuer: str | None) -> str | None:
    """The place whose bodies an issuer commands, as a slug (`tinh-lai-chau`), or `None` for central bodies and unknown ones.

    >>> seat("LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU")
    'tinh-lai-chau'
    """
    match = _SEAT.search(fold(issuer)) if issuer else None
    if match is None:
        return None
    level = {"tp": "thành phố", "tp.": "thành phố", "thành": "thành phố"}.get(match["level"], match["level"].removesuffix(" ủy"))
    return slug(f"{level} {match['name']}")


def unit_id(name: str, place: str | None) -> str:
    """The id of a unit named in a document whose issuer sits at `place`: local names get the place, central ones none.

    >>> unit_id("Sở Y tế", "tinh-lai-chau")
    'so-y-te@tinh-lai-chau'
    """
    own = unit_slug(name) or "unit"
    if place is None or _NATIONAL.match(own) or _PLACED.search(own) or place in own:
        return own
    return f"{own}@{place}"


def issuer_id(name: str, seat: str | None, place: str | None) -> str | None:
    """The id of who issued a document: a department's number exists in every province, so its name takes the seat (of the body above it).

    Where neither says it, the place of issue does; `None` where nothing does: nobody knows which of the bodies of that name it is.

    >>> issuer_id("SỞ Y TẾ", "tinh-an-hoa", "An Hòa"), issuer_id("SỞ Y TẾ", None, "An Hòa"), issuer_id("SỞ Y TẾ", None, None)
    ('so-y-te@tinh-an-hoa', 'so-y-te@an-hoa', None)
    >>> issuer_id("BỘ Y TẾ", None, "Hà Nội"), issuer_id("ỦY BAN NHÂN DÂN TỈNH AN HÒA", "tinh-an-hoa", "An Hòa")
    ('bo-y-te', 'uy-ban-nhan-dan-tinh-an-hoa')
    """
    placed = unit_id(name, seat or (slug(place) if place else None) or "?")
    return None if placed.endswith("@?") else placed


def document_id(*, issuer: str | None, code: str | None, year: int | None, number: str | None, sha256: str) -> str:
    """`vn/<issuer>/<type>/<year>/<number-symbol>` where all of it is known, else `sha256:…`."""
    if issuer and code and year and number and number[0].isdigit():
        return f"vn/{issuer}/{slug(code)}/{year}/{slug(number.replace('/', '-'))}"
    return f"sha256:{sha256}"
