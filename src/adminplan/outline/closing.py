"""The end of a document: recipients and signatures, in cells, in columns or one below the other.

Reads the paragraphs of a `Text`. Writes `Closing`. Forms: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II (ô 7 and 9); Party forms write
`T/M`, `K/T`.
"""

from __future__ import annotations

import re

from adminplan.data import fold
from adminplan.data.syllables import is_syllable
from adminplan.layout.labels import label
from adminplan.layout.text import Paragraph, Span, Text
from adminplan.outline.node import Closing, SignerBlock
from adminplan.outline.recognised import recipients_in

_RECIPIENTS = re.compile(r"\W{0,4}n[ơo]i\s*nhận\s*[:.;]?\s*", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"\W{0,3}(?:T/?M|K/?T|T/?L|T\.?U\.?Q|TUN|Q)\s?[./:,]\s*\S|\W{0,3}(?:T/M|K/T|T/L|TM|KT|TL|TUQ)\s+[A-ZÀ-ỸĐ]"
)
_POSITION = re.compile(
    r"\W{0,3}(?:quyền |phó |q\. ?)?(?:chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|tổng giám đốc|phó tổng giám đốc|bí thư|phó bí thư|trưởng|phó trưởng|"
    r"hiệu trưởng|phó hiệu trưởng|bộ trưởng|thứ trưởng|cục trưởng|phó cục trưởng|chi cục trưởng|phó chi cục trưởng|vụ trưởng|tổng cục trưởng|chánh|phó chánh|"
    r"thủ tướng|phó thủ tướng|viện trưởng|phó viện trưởng|thường trực|ủy viên|uỷ viên|tổng bí thư|tổng biên tập|chỉ huy|chính ủy|tư lệnh|chính trị viên|"
    r"hạt trưởng|trạm trưởng|tổ trưởng|tổng thư ký|người lập|thư ký|kế toán|phụ trách|quyền|đội trưởng|chủ nhiệm|phó chủ nhiệm|tổng kiểm toán|chủ tọa|nghiệm thu|phó)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:(?:GS|PGS|TSKH|TS|ThS|Th\.S|BS|BSCKI+|BSNT|DS|CN|KS|KTS|LS|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)|Chuẩn Đô đốc|(?:Phó )?Đô đốc|Tiến sĩ|Thạc sĩ|(?:Phó )?Giáo sư|Bác sĩ|Dược sĩ|Kỹ sư|Luật sư|Nhà giáo (?:Ưu tú|Nhân dân)|NGƯT|NGND|TTƯT|TTND|Linh mục|Thượng tọa|Đại đức|Hòa thượng)\.?\s*)*"
    r"[A-ZÀ-ỸĐ][a-zà-ỹđ]*(?:\s+[A-ZÀ-ỸĐ][a-zà-ỹđ]*){1,5}(?:\s*[-–]\s*[A-ZÀ-ỸĐ][a-zà-ỹđ]+)?$"
)
_SIGNED = re.compile(
    r"\W*(?:\(?đã ký\)?|\(?ký tên\)?|\(ký\)|\(?ký, đóng dấu\)?|\(?ký tên.*\)?|\[daky\]|đã ký.*)\W*$", re.IGNORECASE
)

_NEXT_ITEM = re.compile(r"[;.]\s+(?=[-–]\s?\S)")
_END_OF_ITEM = re.compile(r"[\s;.,]+$")


def read_closing(text: Text, first: int, last: int) -> Closing:
    """The first closing between the paragraphs `first` and `last`; empty, and standing at `last`, where there is none."""
    paragraphs = text.paragraphs
    words = [text.string[p.start : p.end] for p in paragraphs]
    at = next((index for index in range(first, last) if _RECIPIENTS.match(words[index]) and len(words[index]) < 1500), None)
    signature = _signature_start(words, first, last, at)
    recipients: tuple[tuple[str, Span], ...] = ()
    stop = at if at is not None else signature if signature is not None else last
    taken: set[int] = set()
    if at is not None:
        recipients, taken = _recipients(words, paragraphs, at, last)
        if text.source.ocr:
            read = recipients_in([own for own, _ in recipients])
            recipients = tuple((own, span) for own, (_, span) in zip(read, recipients, strict=True))
    signers, signed = _signers(words, paragraphs, taken, signature, last)
    begin = min([stop, *(index for index in signed if index >= first)])
    end = max([*(taken or {begin - 1}), *(signed or {begin - 1})]) + 1
    if at is None and not signers:
        return Closing(recipients=(), signers=(), first=last, last=last)
    return Closing(recipients=recipients, signers=signers, first=begin, last=max(end, begin))


_FILED = re.compile(r"\W*Lưu\b.*[.;]\s*$", re.IGNORECASE)


def _recipients(
    words: list[str], paragraphs: tuple[Paragraph, ...], at: int, last: int
) -> tuple[tuple[tuple[str, Span], ...], set[int]]:
    taken = {at}
    items: list[tuple[int, int]] = []
    match = _RECIPIENTS.match(words[at])
    rest = match.end() if match else 0
    if rest < len(words[at]):
        items.append((paragraphs[at].start + rest, paragraphs[at].end))
    cell, column = paragraphs[at].cell, _column(paragraphs[at])
    dashed = 0
    previous = at
    for index in range(at + 1, last):
        own, paragraph = words[index], paragraphs[index]
        if column is not None and _column(paragraph) != column:
            if paragraph.cell is not None and paragraph.cell.table == column[0]:
                continue  # the signature beside it, row by row
            break
        opened = label(own)
        is_item = opened is not None and opened.kind in {"dash", "plus", "bullet", "star"}
        if cell is None and not is_item:
            if own.endswith(":") and len(own) < 50 and index + 1 < last and words[index + 1][:1] in "-–+*":
                taken.add(index)  # a sub-heading ("Bản điện tử:") is no recipient
                previous = index
                continue
            if (
                _AUTHORITY.match(own)
                or (own.isupper() and len(own) > 3 and not fold(own).startswith("lưu"))
                or _SIGNED.match(own)
            ):
                break
            if dashed and items and not words[previous].rstrip().endswith((";", ".")) and len(own) < 90 and not _NAME.match(own):
                items[-1] = (items[-1][0], paragraph.end)
                taken.add(index)
                continue
            if not re.match(r"(?:Như |Lưu|UBND|TT|VP)", own) and (dashed or index > at + 1) and not own.endswith(";"):
                break
        elif not is_item and _AUTHORITY.match(own):
            break
        if not is_item and dashed and _FILED.match(words[previous]) and len(own) < 20:
            taken.add(index)  # the typist's mark below "Lưu: VT."
            continue
        if not is_item and dashed and items and cell is not None and not words[previous].rstrip().endswith((";", ".", ":")):
            items[-1] = (items[-1][0], paragraph.end)
        else:
            items.append((paragraph.start, paragraph.end))
        dashed += is_item
        taken.add(index)
        previous = index
    return tuple(_split_items(words, paragraphs, items)), taken


def _column(paragraph: Paragraph) -> tuple[int, int] | None:
    return (paragraph.cell.table, paragraph.cell.column) if paragraph.cell is not None else None


def _split_items(words: list[str], paragraphs: tuple[Paragraph, ...], items: list[tuple[int, int]]) -> list[tuple[str, Span]]:
    whole = "\n".join(words)
    offset = paragraphs[0].start if paragraphs else 0
    out: list[tuple[str, Span]] = []
    for start, end in items:
        own = whole[start - offset : end - offset]
        at = 0
        for match in [*_NEXT_ITEM.finditer(own), None]:
            stop = match.start() if match else len(own)
            piece = own[at:stop]
            opened = label(piece)
            lead = opened.end if opened is not None and opened.kind in {"dash", "plus", "bullet", "star"} else 0
            body = piece[lead:]
            core = _END_OF_ITEM.sub("", body)
            # A dashed item that ends like "(để b/c):" has its ";" misread; any other with ":" heads those below it.
            core = core[:-1] if core.endswith("):") else core
            if any(char.isalnum() for char in core) and not core.endswith(":"):
                begin = start + at + lead + (len(body) - len(body.lstrip()))
                core = core.lstrip()
                out.append((" ".join(core.split()), Span(begin, begin + len(core))))
            at = match.end() if match else stop
    return out


def _signature_start(words: list[str], first: int, last: int, recipients: int | None) -> int | None:
    low, high = (max(first, recipients - 12), min(last, recipients + 60)) if recipients is not None else (first, last)
    candidates = []
    for index in range(low, high):
        own = words[index]
        if len(own) > 120:
            continue
        if (_AUTHORITY.match(own) or _POSITION.match(own)) and _in_capitals(own) and label(own) is None:
            candidates.append(index)
    for index in candidates:
        if recipients is not None and index > recipients:
            return index
        if any(_NAME.match(own) and not own.isupper() for own in words[index : min(index + 8, recipients or last)]):
            return index
    return None


def _in_capitals(own: str) -> bool:
    return own.isupper() or sum(c.isupper() for c in own) > 0.6 * sum(c.isalpha() for c in own)


def _signers(
    words: list[str], paragraphs: tuple[Paragraph, ...], taken: set[int], start: int | None, last: int
) -> tuple[tuple[SignerBlock, ...], set[int]]:
    if start is None:
        return (), set()
    groups: dict[object, list[int]] = {}
    column = 0
    done = False
    for index in range(start, min(last, start + 24)):
        if index in taken:
            continue
        paragraph, own = paragraphs[index], words[index]
        if paragraph.cell is not None:
            key: object = (paragraph.cell.table, paragraph.cell.column)
        else:
            key = ("column", column)
            if done and not (_AUTHORITY.match(own) or (_POSITION.match(own) and own.isupper())):
                break
            if done:
                column, done = column + 1, False
                key = ("column", column)
        if len(own) > 120 or (label(own) is not None and not _AUTHORITY.match(own)) or _is_annex(own):
            break
        groups.setdefault(key, []).append(index)
        if paragraph.cell is None and _is_name(own):
            done = _is_vietnamese(own) or index + 1 >= last or not _is_name(words[index + 1])
    blocks: list[SignerBlock] = []
    signed: set[int] = set()
    for members in groups.values():
        block, used = _block(words, paragraphs, members)
        if block is None:
            continue
        signed |= used
        # The head of a team signs as that, with his office below his name.
        office = paragraphs[members[0]].cell is None and block.authority is None and block.name is None
        if not (office and blocks and blocks[-1].name):
            blocks.append(block)
    return tuple(blocks), signed


def _is_name(own: str) -> bool:
    return bool(_NAME.match(own)) and not own.isupper()


def _is_vietnamese(name: str) -> bool:
    return all(is_syllable(word) for word in re.findall(r"\w+", name))


def _is_annex(own: str) -> bool:
    return fold(own).startswith(("phụ lục", "biểu ", "mẫu ", "danh sách"))


def _without_strokes(line: str) -> str:
    """A line in capitals without what recognition made of the signature beside it.

    >>> _without_strokes("CHỦ TỊCH cC—tZ⁄")
    'CHỦ TỊCH'
    """
    kept = line.split()
    while len(kept) > 1 and any(c.islower() for c in kept[-1]) and not is_syllable(kept[-1]) and " ".join(kept[:-1]).isupper():
        kept.pop()
    return " ".join(kept)


def _block(words: list[str], paragraphs: tuple[Paragraph, ...], members: list[int]) -> tuple[SignerBlock | None, set[int]]:
    authority: list[str] = []
    position: list[str] = []
    name = None
    used: set[int] = set()
    for index in members:
        own = _without_strokes(words[index].strip(" *_"))
        if _SIGNED.match(own) or not any(char.isalpha() for char in own):
            used.add(index)
            continue
        mostly = sum(c.isupper() for c in own) >= 0.6 * sum(c.isalpha() for c in own)
        if _AUTHORITY.match(own) and mostly:
            if position:
                authority += position
                position = []
            authority.append(own)
        elif (
            mostly
            and (_POSITION.match(own) or (authority and not position))
            and not (position and _NAME.match(own.title()) and not _POSITION.match(own))
        ):
            if not position and authority and not _POSITION.match(own):
                authority.append(own)
            else:
                position.append(own)
        elif mostly and position and not _NAME.match(own):
            position.append(own)
        elif (authority or position) and (_NAME.match(own) or (_NAME.match(own.title()) and own.isupper())):
            name = own
            used.add(index)
            if _is_vietnamese(own):
                break
            continue  # strokes of the pen can look like a name; a printed one below is the name
        else:
            if (authority or position) and (len(own) > 12 or own.islower()):
                break
            continue  # a few stray characters: what recognition makes of a signature or stamp
        used.add(index)
    if not authority and not position:
        return None, set()
    if not position and len(authority) > 1 and not _AUTHORITY.match(authority[-1]):
        position = [authority.pop()]
    spots = sorted(used)
    return SignerBlock(
        authority=" ".join(authority).strip(" *,:") or None,
        position=" ".join(position).strip(" *,:") or None,
        name=name,
        span=Span(paragraphs[spots[0]].start, paragraphs[spots[-1]].end),
    ), used
