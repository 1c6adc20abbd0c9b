"""A Document becomes TXT, HTML or the Markdown of a web copy.

*Reads* a `Document`. *Writes* text, as offices and portals leave it: see `style` in the source's head.
"""

from __future__ import annotations

import textwrap
from html import escape

from markup import Block, Document, date_line, motto, number_line, stars

WIDE, PAGE = 88, 52  # columns of a line, lines of a page, as pdftotext -layout gives them


def _lines(text: str) -> list[str]:
    return [x for x in text.split(" / ") if x]


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]


def _left(head: dict[str, str]) -> list[str]:
    mark = stars(head)
    return [*_lines(head.get("parent", "")), *_lines(head["issuer"]), *([mark] if mark else [])]


def _number(head: dict[str, str]) -> list[str]:
    return [number_line(head), *(_lines("V/v " + head["subject"]) if "subject" in head else [])]


def _title(head: dict[str, str]) -> list[str]:
    return [head["type"], *_lines(head["title"])] if "title" in head else []


def _signature(signer: dict[str, str | None]) -> list[str]:
    return [*_lines(f"{signer['authority'] or ''} / {signer['position']}"), "", "", "", signer["name"] or ""]


# --- TXT --------------------------------------------------------------------------------------------------------


def _beside(left: list[str], right: list[str], split: int) -> list[str]:
    """Two columns of centred lines."""
    height = max(len(left), len(right))
    pairs = zip(left + [""] * (height - len(left)), right + [""] * (height - len(right)), strict=True)
    return [(a.center(split).rstrip().ljust(split) + b.center(WIDE - split).rstrip()).rstrip() for a, b in pairs]


def _columns(block: Block) -> list[str]:
    """A table as columns of words."""
    total = sum(block.widths)
    widths = [max(4, WIDE * w // total - 2) for w in block.widths]
    out: list[str] = []
    for row in block.rows:
        cells: list[list[str]] = []
        for x, cell in enumerate(row):
            room = sum(widths[x : x + cell.across]) + 2 * (cell.across - 1)
            cells.append(_wrap(cell.text, room))
        for line in range(max(map(len, cells))):
            parts = []
            for x, cell in enumerate(row):
                if cell.across:
                    room = sum(widths[x : x + cell.across]) + 2 * (cell.across - 1)
                    parts.append((cells[x][line] if line < len(cells[x]) else "").ljust(room))
            out.append("  ".join(parts).rstrip())
        out.append("")
    return out


def _layout(doc: Document) -> str:
    """As `pdftotext -layout`: columns side by side, form feeds, page numbers."""
    head = doc.head
    lines = [*_beside(_left(head), motto(head), 40), "", *_beside(_number(head), [date_line(head)], 40), ""]
    lines += [x.center(WIDE).rstrip() for x in _title(head)] + [""]

    def write(blocks: list[Block]) -> None:
        for block in blocks:
            if block.kind == "page":
                lines.append("\f")
            elif block.kind == "table":
                lines.extend(_columns(block))
            elif block.kind == "centre":
                lines.extend(x.center(WIDE).rstrip() for x in _wrap(block.text, 70))
            else:
                first, *rest = _wrap(" " * 8 + block.full, WIDE)
                lines.extend([" " * 8 + first.strip(), *rest] if first else rest)

    write(doc.body)
    notes = [x for r in doc.recipients for x in _wrap(r, 44)]
    sign = _signature(doc.signers[-1])
    if len(doc.signers) == 2:
        lines += ["", *_beside(_signature(doc.signers[0]), sign, 44), "", *notes]
    else:
        height = max(len(notes), len(sign))
        pairs = zip(notes + [""] * (height - len(notes)), sign + [""] * (height - len(sign)), strict=True)
        lines += ["", *((a.ljust(46) + b.center(WIDE - 46)).rstrip() for a, b in pairs)]
    write(doc.after)
    pages: list[list[str]] = [[]]
    for line in lines:
        if line == "\f" or len(pages[-1]) >= PAGE:
            pages.append([str(len(pages) + 1).center(WIDE).rstrip(), ""])
        if line != "\f":
            pages[-1].append(line)
    return "\f".join("\n".join(p) + "\n" for p in pages)


def _flat(doc: Document) -> list[str]:
    """All paragraphs in the order of reading, one a line; cells of a row parted by tabs."""
    head = doc.head
    out = [*_left(head), *_number(head), *motto(head), date_line(head), "", *_title(head), ""]

    def write(blocks: list[Block]) -> None:
        for block in blocks:
            if block.kind == "table":
                out.extend("\t".join(c.text for c in row) for row in block.rows)
            elif block.kind != "page":
                out.append(block.full)

    write(doc.body)
    out += ["", *doc.recipients]
    for signer in doc.signers:
        out += ["", *(x for x in _signature(signer) if x)]
    out.append("")
    write(doc.after)
    return out


def txt(doc: Document) -> str:
    """Plain text: `layout`, `wrapped` (hard lines, each followed by a blank one) or `flat`."""
    style = doc.head["style"]
    if style == "layout":
        return _layout(doc)
    if style == "wrapped":
        return "\n".join(f"{line} \n" for paragraph in _flat(doc) for line in _wrap(paragraph, 86)) + "\n"
    return "\n".join(_flat(doc)) + "\n"


# --- HTML -------------------------------------------------------------------------------------------------------


def _cell(lines: list[str], *, bold: bool = False) -> str:
    inner = "<br/>\n".join(escape(x) for x in lines)
    return f"<td><p align=center>{'<b>' if bold else ''}{inner}{'</b>' if bold else ''}</p></td>"


def _html_block(block: Block) -> str:
    if block.kind == "page":
        return "<br clear=all style='page-break-before:always'>"
    if block.kind == "table":
        rows = []
        for y, row in enumerate(block.rows):
            cells = []
            for cell in row:
                if cell.down and cell.across:
                    span = f' rowspan="{cell.down}"' * (cell.down > 1) + f' colspan="{cell.across}"' * (cell.across > 1)
                    tag = "th" if y < block.heads else "td"
                    cells.append(f"<{tag}{span}><p>{escape(cell.text)}</p></{tag}>")
            rows.append("<tr>" + "".join(cells) + "</tr>")
        return '<table border="1" cellspacing="0" cellpadding="4">\n' + "\n".join(rows) + "\n</table>"
    inner = escape(block.full)
    inner = f"<b>{inner}</b>" if block.bold else inner
    inner = f"<i>{inner}</i>" if block.italic else inner
    return f"<p{' align=center' if block.kind == 'centre' else ''}>{inner}</p>"


def _html_body(doc: Document) -> str:
    head = doc.head
    out = ['<table width="100%" border="0">', f"<tr>{_cell(_left(head), bold=True)}{_cell(motto(head), bold=True)}</tr>"]
    out += [f"<tr>{_cell(_number(head))}{_cell([date_line(head)])}</tr>", "</table>"]
    if "title" in head:
        out.append(f"<p align=center><b>{'<br/>'.join(escape(x) for x in _title(head))}</b></p>")
    out += [_html_block(b) for b in doc.body]
    notes = "<br/>\n".join(escape(x) if x.startswith("-") else f"<b><i>{escape(x)}</i></b>" for x in doc.recipients)
    sign = "".join(_cell(_signature(s), bold=True) for s in doc.signers)
    if len(doc.signers) == 2:
        out += [f'<table width="100%" border="0"><tr>{sign}</tr></table>', f"<p>{notes}</p>"]
    else:
        out.append(f'<table width="100%" border="0"><tr><td valign=top><p>{notes}</p></td>{sign}</tr></table>')
    out += [_html_block(b) for b in doc.after]
    return "\n".join(out)


PORTAL = """<header><div class="banner">CỔNG THÔNG TIN ĐIỆN TỬ</div>
<nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/gioi-thieu">Giới thiệu</a></li><li><a href="/tin-tuc">Tin tức - Sự kiện</a></li>
<li><a href="/van-ban">Văn bản</a></li><li><a href="/thu-tuc">Thủ tục hành chính</a></li><li><a href="/lien-he">Liên hệ</a></li></ul></nav>
<form action="/tim-kiem"><input name="q" placeholder="Nhập từ khóa tìm kiếm"/><button>Tìm kiếm</button></form></header>
<div class="breadcrumb"><a href="/">Trang chủ</a> &raquo; <a href="/van-ban">Văn bản</a> &raquo; <span>Chi tiết văn bản</span></div>
<div class="tools"><a href="#">In trang</a> | <a href="#">Cỡ chữ A+</a> | <a href="#">Chia sẻ Facebook</a> | Lượt xem: 1.284</div>
<script>var luotXem = 1284;</script>
<div class="noi-dung-van-ban">
{body}
</div>
<aside><h3>Văn bản mới</h3><ul><li><a href="/van-ban/301">Thông báo lịch tiếp công dân tháng 9</a></li>
<li><a href="/van-ban/302">Quyết định phân công nhiệm vụ lãnh đạo</a></li></ul>
<h3>Thống kê truy cập</h3><p>Đang truy cập: 12</p><p>Tổng lượt truy cập: 90.415</p></aside>
<footer><p>Bản quyền thuộc về Ủy ban nhân dân phường. Điện thoại: 02700 000 000. Email: phuong@example.vn</p>
<p>Ghi rõ nguồn khi phát hành lại thông tin từ trang này.</p></footer>"""


def html(doc: Document) -> str:
    """A web page: `word` (saved by an office program), `plain`, or `portal` (chrome all round)."""
    body = _html_body(doc)
    style = doc.head["style"]
    if style == "portal":
        body = PORTAL.format(body=body)
    if style == "word":
        body = body.replace("<p>", "<p class=MsoNormal style='text-align:justify;text-indent:1.0cm'>").replace("  ", " &nbsp;")
    title = escape(doc.head.get("title") or doc.head["subject"])
    meta = '<meta charset="utf-8"/>' + ('<meta name="Generator" content="Microsoft Word 15"/>' if style == "word" else "")
    return f'<!DOCTYPE html>\n<html lang="vi">\n<head>{meta}<title>{title}</title></head>\n<body>\n{body}\n</body>\n</html>\n'


# --- Markdown -----------------------------------------------------------------------------------------------------


def _grid(rows: list[list[str]]) -> str:
    """A table as web copies leave it: one cell a line between bars."""
    return "|\n" + "|\n".join("".join(f"{cell}\n|\n" for cell in row) for row in rows)


def md(doc: Document) -> str:
    """The Markdown that a copying tool makes of a law site's page."""
    head = doc.head

    def fold(text: str) -> str:
        return "\n".join(_wrap(text, 72))

    def block(b: Block) -> str:
        if b.kind == "table":
            cells = [[fold(c.text) for c in row if c.down and c.across] for row in b.rows]
            return _grid([[f"**{c}**" if y < b.heads else c for c in row] for y, row in enumerate(cells)])
        if b.kind == "page":
            return "** **"
        text = fold(b.full)
        return f"**{text}**" if b.bold else f"*{text}*" if b.italic else text

    left, top = _left(head), motto(head)
    out = [_grid([[f"**{chr(10).join(left)}**\n-------", f"**{top[0]}\n{top[1]}**\n---------------"],
                  [chr(10).join(_number(head)), f"*{date_line(head)}*"]])]  # fmt: skip
    out += ["**" + x + "**" for x in _title(head)]
    out += [block(b) for b in doc.body]
    notes = "\n".join(x if x.startswith("-") else f"***{x}***" for x in doc.recipients)
    sign = "\n".join(f"**{x}**" for x in _signature(doc.signers[0]) if x)
    out.append(_grid([[notes, sign]]))
    out += [block(b) for b in doc.after]
    return "\n\n".join(out) + "\n"
