"""A derived plan beside its parent: one page in Vietnamese, self-contained, for the one who checks the draft.

Reads `SubPlan` and the parent's name. Writes HTML. All text of documents is escaped; nothing is fetched.
"""

from __future__ import annotations

import re
from html import escape

from adminplan.subplan.draft import GAP, Block, Origin
from adminplan.subplan.subplan import SubPlan

# What a change is called, with a sign beside the colour.
CHANGES = {"copied": ("giữ nguyên", "="), "narrowed": ("thu hẹp phạm vi", "⊂"), "rescheduled": ("đổi thời gian", "◷"), "re-addressed": ("đổi chủ thể", "→"), "new": ("viết mới", "+")}  # fmt: skip
_KINDS = {
    "activity": "nhiệm vụ, hoạt động",
    "duty": "nhiệm vụ trong phần tổ chức",
    "section": "phần",
    "reference": "văn bản viện dẫn",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_STYLE = """
:root{color-scheme:light;font:16px/1.5 "Times New Roman","Liberation Serif",serif}
body{margin:0 auto;max-width:84rem;padding:1rem 1.5rem;color:#1b1b1b;background:#fff}
h1{font-size:1.4rem;margin:.2rem 0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
p.facts{margin:.2rem 0 1rem;color:#444}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #c9c9c9;padding:.35rem .55rem;vertical-align:top;text-align:left;overflow-wrap:anywhere}
th{background:#f1f1f1;position:sticky;top:0}
col.sign{width:9.5rem}col.count{width:7rem}
.part td{font-weight:bold;background:#fafafa}
.plus{padding-left:1.6rem}.dash,.paragraph{padding-left:.8rem}
mark{background:#ffe600;color:#000;padding:0 .15em}
.change{white-space:nowrap;border-left:.45rem solid #999;padding-left:.4rem;display:inline-block}
.copied{border-color:#767676}.narrowed{border-color:#0072b2}.rescheduled{border-color:#d55e00}.re-addressed{border-color:#8a4f9e}.new{border-color:#00805a}
.why{color:#555;font-size:.88rem;display:block;white-space:normal}
.none{color:#767676}ol{margin:.3rem 0;padding-left:1.6rem}
@media print{th{position:static}body{max-width:none;padding:0}}
"""


def trace_page(child: SubPlan, parent: str) -> str:
    """The page. `parent`: what the parent is called, "Kế hoạch số 48/KH-LĐLĐ"."""
    draft = child.draft
    count = {name: sum(origin.change == name for _, origin in child.origins) for name in CHANGES}
    facts = " · ".join(f"{sign} {name}: {count[key]}" for key, (name, sign) in CHANGES.items())
    rows = "\n".join(map(_row, draft.blocks))
    if draft.annex is not None:
        rows += '\n<tr class="part"><td colspan="3">Phụ lục: ' + _text(draft.annex.title) + "</td></tr>"
        for cells, origin in zip(draft.annex.rows, draft.annex.origins, strict=True):
            rows += "\n" + _cells(_gaps(" | ".join(filter(None, cells))), origin, "")
    missed = [one for one in child.coverage if one.places != 1]
    covered = "Mỗi nội dung cấp trên giao cho đơn vị có đúng một chỗ trong dự thảo." if not missed else f"{len(missed)} nội dung không có đúng một chỗ trong dự thảo:"  # fmt: skip
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,"><title>{_text(f"Đối chiếu: {child.unit}")}</title><style>{_STYLE}</style></head><body>
<h1>{_text(f"{draft.type} của {child.unit}")}: {_text(draft.title)}</h1>
<p class="facts">Dẫn xuất từ {_text(parent)}. {_text(facts)}. {len(child.left_out)} nội dung không đưa vào.</p>
<h2>Việc cần làm trước khi trình ký</h2>
<ol>{"".join(f"<li>{_text(one)}</li>" for one in child.todo) or "<li>Không còn việc nào.</li>"}</ol>
<h2>Đối chiếu từng câu</h2>
<table><colgroup><col><col><col class="sign"></colgroup><thead><tr><th scope="col">Kế hoạch của cấp trên</th><th scope="col">Dự thảo</th><th scope="col">Thay đổi</th></tr></thead>
<tbody>
{rows}
</tbody></table>
<h2>Không đưa vào dự thảo</h2>
<table><thead><tr><th scope="col">Nội dung của cấp trên</th><th scope="col">Lý do</th></tr></thead><tbody>
{"".join(f"<tr><td>{_text(one.said)}</td><td>{_text(_KINDS.get(one.what, one.what))}: {_text(one.why)}</td></tr>" for one in child.left_out)}
</tbody></table>
<h2>Bao quát</h2>
<p>{_text(covered)}</p>
<ol>{"".join(f"<li>{_text(one.said)} ({one.places} chỗ)</li>" for one in missed)}</ol>
</body></html>
"""


def _row(block: Block) -> str:
    label = f"{_text(block.label)} " if block.label else ""
    return _cells(label + _gaps(block.text), block.origin, block.kind)


def _cells(text: str, origin: Origin, kind: str) -> str:
    name, sign = CHANGES.get(origin.change, (origin.change, "?"))
    said = _text(origin.said) if origin.said else '<span class="none">—</span>'
    why = f'<span class="why">{_text(origin.why)}</span>' if origin.why else ""
    row = ' class="part"' if kind == "part" else ""
    change = escape(origin.change, quote=True)
    return f'<tr{row}><td>{said}</td><td class="{escape(kind, quote=True)}">{text}</td><td><span class="change {change}">{sign} {_text(name)}</span>{why}</td></tr>'


def _gaps(text: str) -> str:
    """Escaped text with its gaps marked."""
    out, at = [], 0
    for match in GAP.finditer(text):
        out += [_text(text[at : match.start()]), f"<mark>{_text(match[0])}</mark>"]
        at = match.end()
    return "".join([*out, _text(text[at:])])


def _text(text: str) -> str:
    return escape(_CONTROL.sub("\ufffd", text), quote=True)
