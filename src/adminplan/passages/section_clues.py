"""What can be seen of a section whose heading may be unknown: its words, its place among the others, what its items begin with.

Reads nodes of an `Outline`. Writes clues, short words that a linear model weighs, and which sections of a document have a say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from adminplan.data import fold
from adminplan.layout.text import Text
from adminplan.outline.node import Node
from adminplan.passages.roles import heading_unit, subject_unit
from adminplan.passages.sections import field, heading_kind
from adminplan.passages.units_words import VERB, key_of

# What the kinds of data/sections.toml come to in reading: which goals, nothing, duties or work.
SAYS = {
    "joint": "purpose", "purpose": "purpose", "requirement": "requirement",
    "objective-requirement": "objective", "objective": "objective", "target": "objective",
    "situation": "idle", "money": "idle", "subjects": "idle", "criteria": "idle",
    "organisation": "organisation", "report": "organisation", "content": "content",
}  # fmt: skip
CLUES = 1  # goes up with every change of what is seen: weights fit one version only
LONGEST = 16  # words of a heading
_ROWS = {"roman", "upper", "part", "chapter", "muc", "named", "article", "caps", "bold", "decimal"}
_ITEMS = 24  # looked at
_OPENING = 240  # characters of an item
_FIGURE = re.compile(r"\d\s*%|\d+\s*/\s*\d+\s+[^\W\d]|\bít nhất\s+\d|\btrên\s+\d|\btừ\s+\d+\s+[^\W\d]")
_CUES = {
    "aims": re.compile(r"^(?:nhằm|góp phần|nâng cao|phát huy|tạo|giúp|tiếp tục|phấn đấu|bảo đảm|đảm bảo|khẳng định|động viên|thông qua|để|làm cho|qua đó)\b"),
    "must": re.compile(r"\b(?:phải|cần|không để|tránh|đúng quy định|thiết thực|tiết kiệm|hiệu quả|nghiêm túc|an toàn)\b"),
    "past": re.compile(r"\b(?:đã|đạt được|còn hạn chế|chưa|trong năm qua|thời gian qua|so với cùng kỳ)\b"),
    "money": re.compile(r"\b(?:kinh phí|ngân sách|nguồn chi|dự toán|đồng|xã hội hóa|quyết toán|tài trợ)\b"),
    "report": re.compile(r"\bbáo cáo (?:kết quả|về|định kỳ|trước)|\bgửi về\b|\btổng hợp\b"),
    "reach": re.compile(r"^(?:phấn đấu|\d[\d.,]{0,15} ?%|có \d|trên \d|ít nhất|tối thiểu|tỷ lệ|mỗi|\d{1,9}/\d)"),
    "order": re.compile(r"\b(?:chủ trì|phối hợp|chịu trách nhiệm|tham mưu|chỉ đạo|hướng dẫn|đôn đốc|tổng hợp)\b"),
}  # fmt: skip


def rows(text: Text, body: Sequence[Node]) -> Iterator[Sequence[Node]]:
    """The rows of sections that stand side by side: those at the top, and those in a part or chapter."""
    headed = [node for node in body if node.kind in _ROWS and node.table is None and _heads(text, node)]
    if headed:
        yield headed
    for node in headed:
        if any(child.kind in {"roman", "caps", "article", "muc", "decimal"} and child.children for child in node.children) and (
            node.kind in {"part", "chapter", "upper", "muc", "caps"}
        ):
            yield from rows(text, node.children)


def inner_rows(text: Text, node: Node) -> Iterator[Sequence[Node]]:
    """The rows of headings with items below them, anywhere below a section: what it is divided into."""
    headed = [child for child in node.children if child.children and child.table is None and _heads(text, child)]
    if headed:
        yield headed
    for child in node.children:
        yield from inner_rows(text, child)


def kinds(text: Text, row: Sequence[Node]) -> list[str | None]:
    """What the heading of each section of a row announces by the rules, as `SAYS` has it; `None` where they are silent."""
    return [SAYS.get(str(heading_kind(heading(text, node)))) for node in row]


def heading(text: Text, node: Node) -> str:
    """The words of a section's heading, up to a colon where its text goes on behind it."""
    own = text.quote(node.words)
    return own.split(":", 1)[0].strip() if len(own) > 160 or ":" in own else own


def clues(text: Text, row: Sequence[Node], kinds: Sequence[str | None], index: int) -> list[str]:
    """The clues of one section of a row, without those of its heading's words. `kinds`: as `kinds()` gives them."""
    return [*_place(row, kinds, index), *_below(text, row[index])]


def heading_clues(words: str) -> list[str]:
    """The clues of a heading's words: syllables, pairs of them, and how many there are."""
    key = [one for one in re.split(r"[^\w]+", fold(words)) if one]
    size = "1" if len(key) <= 3 else "2" if len(key) <= 7 else "3"
    return [f"size={size}", *sorted({f"h:{one}" for one in key} | {f"h:{a} {b}" for a, b in pairwise(key)})]


def _heads(text: Text, node: Node) -> bool:
    """Whether a node is a heading with something below it, no sentence."""
    own = text.quote(node.words)
    head = own.split(":", 1)[0]
    told = bool(node.children) or len(own) - len(head) > 20
    return told and 0 < len(head.split()) <= LONGEST and not head.rstrip().endswith((";", "."))


def _place(row: Sequence[Node], kinds: Sequence[str | None], index: int) -> list[str]:
    count = len(row)
    place = "only" if count == 1 else "first" if index == 0 else "last" if index == count - 1 else "middle"
    made = [f"place={place}", f"place={place}|{min(count, 6)}"]
    before, after = kinds[:index], kinds[index + 1 :]
    made.append(f"before={before[-1] if before else 'none'}")
    made.append(f"after={after[0] if after else 'none'}")
    made += [f"seen={one}" for one in sorted({str(one) for one in before})]
    made += [f"to come={one}" for one in sorted({str(one) for one in after})]
    made += [f"nobody={one}" for one in ("purpose", "objective", "organisation", "content") if one not in (*before, *after)]
    return made


def _below(text: Text, node: Node) -> list[str]:
    inner = list(node.walk())[1:]
    items = [one for one in inner if one.table is None][:_ITEMS]
    quotes = [text.quote(one.words) for one in items]
    own = text.quote(node.words)
    if ":" in own:
        quotes = [own.split(":", 1)[1].strip(), *quotes]
    quotes = [one for one in quotes if one][:_ITEMS]
    if not quotes:
        return ["empty", *(["table"] if any(one.table for one in inner) else [])]
    made = [f"items={_few(len(inner))}", f"long={_few(sum(len(one.split()) for one in quotes) // len(quotes) // 8)}"]
    made += [f"child={one.kind}" for one in node.children[:1]]
    made += ["table"] if any(one.table for one in inner) else []
    made += ["headings"] if any(one.children and len(text.quote(one.words).split()) <= LONGEST for one in node.children) else []
    keys = [fold(one[:_OPENING]) for one in quotes]
    shares = {name: sum(pattern.search(key) is not None for key in keys) for name, pattern in _CUES.items()}
    shares["verb"] = sum(VERB.match(key_of(one[:_OPENING])) is not None for one in quotes)
    shares["unit"] = sum(_names_unit(one[:_OPENING]) for one in quotes)
    shares["field"] = sum(field(one[:_OPENING]) is not None for one in quotes)
    shares["figure"] = sum(_FIGURE.search(key) is not None for key in keys)
    for name, found in sorted(shares.items()):
        made.append(f"{name}={_share(found, len(quotes))}")
    starts = {key.split()[0].strip(".,:;()") for key in keys if key.split()}
    return [*made, *sorted(f"w:{one}" for one in starts if one.isalpha())]


def _names_unit(own: str) -> bool:
    head, colon, _ = own.partition(":")
    headed = bool(colon) or len(own.split()) <= LONGEST
    return subject_unit(own) is not None or (headed and heading_unit(head.strip()) is not None)


def _few(count: int) -> str:
    return str(count) if count < 3 else "3-5" if count < 6 else "6-11" if count < 12 else "12"


_QUARTERS = ("0", "1/4", "1/2", "3/4", "1")


def _share(found: int, count: int) -> str:
    """The share in quarters, rounded up."""
    return _QUARTERS[-(-4 * found // count)]
