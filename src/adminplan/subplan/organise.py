"""The section of organisation: what the unit itself does, what those whom it commands do, money, and the report to the parent with its date.

Reads the duties of the parent that bind the unit. Writes blocks. Duties to report keep the parent's date; what the unit asks of those below it is
due some working days before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from adminplan.data import fold
from adminplan.plan.plan import Duty, Time
from adminplan.subplan.draft import DASH, ITEM, PARAGRAPH, PART, Block, Origin
from adminplan.subplan.frame import with_place
from adminplan.subplan.membership import BELOW, MEMBER, OWN
from adminplan.subplan.readdress import Edit, Setting, money_edits, named_edits, rewrite, scope_edits, time_edits
from adminplan.subplan.reschedule import earlier, printed

_REPORT = re.compile(r"báo cáo")
_SENDS = re.compile(
    r"(?:báo cáo|gửi|tổng hợp).{0,80}(?:về|gửi|cho|qua|trước|chậm nhất|định kỳ|hằng|hàng|theo quy định|ủy ban|ubnd|sở|lđlđ|liên đoàn|ban |phòng)"
)


# "Xây dựng kế hoạch triển khai thực hiện tại đơn vị": the plan that is being drawn up, and nothing besides.
_THIS_PLAN = re.compile(
    r"(?:chủ động )?(?:căn cứ[^,;]{0,60}, ?)?(?:xây dựng|ban hành)(?: và ban hành|, ban hành)? kế hoạch(?! kiểm tra| giám sát| kinh phí)[^,;]{0,120}[.;]?$"
)


def orders_this_plan(statement: str) -> bool:
    """Whether a duty is to draw up the very plan that is derived, and nothing else.

    >>> orders_this_plan("Ban hành kế hoạch thực hiện trên địa bàn trước ngày 15/4/2024."), orders_this_plan("Xây dựng kế hoạch, chọn đội tham gia.")
    (True, False)
    """
    return bool(_THIS_PLAN.match(fold(statement)))


def is_report(statement: str) -> bool:
    """Whether a duty is to report to the one who gives it.

    >>> is_report("Báo cáo kết quả về Sở Y tế trước ngày 20/11/2024."), is_report("Tuyên truyền trên trang tin của đơn vị.")
    (True, False)
    """
    key = fold(statement)
    return bool(_REPORT.search(key) and _SENDS.search(key))


class Organisation:
    """Writes the section; `blocks` in order, `todo` as it comes."""

    def __init__(
        self, setting: Setting, ways: dict[str, str], *, heading: str, label: str, top: str, money: bool, annex: bool
    ) -> None:
        self.setting, self.ways = setting, ways
        self.heading, self.label, self.top, self.money, self.annex = heading, label, top, money, annex
        self.todo: list[str] = []
        self.ordered = next(
            (one for one in setting.plan.duties if ways.get(one.id) in {OWN, MEMBER} and orders_this_plan(one.statement)), None
        )
        self.times = {time.id: time for time in setting.plan.times}

    def blocks(self) -> list[Block]:
        """The section from its heading to the last sentence of the plan."""
        setting, unit = self.setting, self.setting.unit
        duties = [duty for duty in setting.plan.duties if duty.id in self.ways and duty is not self.ordered]
        below = [duty for duty in duties if self.ways[duty.id] == BELOW]
        own = [duty for duty in duties if self.ways[duty.id] != BELOW]
        reports = [duty for duty in own if is_report(duty.statement)]
        own = [duty for duty in own if duty not in reports]
        out = [
            Block(kind=PART if self.top == PART else ITEM, label=self.label, text=self.heading, origin=Origin(change="copied"))
        ]
        number = iter(range(1, 99))

        def item(text: str, why: str | None = None) -> Block:
            count = next(number)
            label = f"{count}." if self.top == PART else f"{self.label}{count}."
            return Block(kind=ITEM, label=label, text=text, origin=Origin(change="new", why=why))

        out.append(item(unit.short))
        out += [self._duty(duty, move=True) for duty in own]
        if self.annex:
            out.append(_dash("Tổ chức thực hiện các nhiệm vụ phân công tại Phụ lục kèm theo Kế hoạch này."))
        out.append(
            _dash("Giao […: bộ phận, cán bộ đầu mối] tham mưu triển khai, theo dõi, đôn đốc và tổng hợp kết quả thực hiện.")
        )
        self.todo.append(f"Tổ chức thực hiện: chọn bộ phận, cán bộ đầu mối của {unit.short}")
        commanded = unit.subordinates(setting.issued)
        if commanded is None:
            commanded = "[…: các bộ phận, đơn vị thực hiện]"
            self.todo.append("Tổ chức thực hiện: ghi các bộ phận, đơn vị thực hiện")
        out.append(item(commanded, "các đơn vị dưới quyền"))
        out += [self._duty(duty, move=True) for duty in below]
        out.append(
            _dash(
                "Căn cứ Kế hoạch này, tổ chức thực hiện phù hợp với tình hình thực tế của đơn vị, bảo đảm thiết thực, hiệu quả."
            )
        )
        out.append(self._inner_report(reports))
        if not self.money:
            out.append(item("Kinh phí"))
            out.append(_dash("Kinh phí thực hiện: […: nguồn, mức kinh phí của đơn vị]."))
            self.todo.append("Kinh phí: xác định nguồn và mức")
        out.append(item("Chế độ báo cáo"))
        out += self._reports(reports)
        out.append(
            Block(
                kind=PARAGRAPH,
                text=f"Trên đây là Kế hoạch của {unit.name}; trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị các đơn vị phản ánh về {unit.short} để được hướng dẫn, giải quyết.",
                origin=Origin(change="new"),
            )
        )
        return out

    def _duty(self, duty: Duty, *, move: bool) -> Block:
        """A duty in the child's words; one whose sentence begins with its unit loses that."""
        setting = self.setting
        span = duty.evidence.span
        times = [self.times[name] for name in duty.times]
        edits: list[Edit] = [*scope_edits(setting, span), *money_edits(setting, span)]
        if self.ways[duty.id] in {OWN, MEMBER} and not fold(duty.statement).startswith(fold(duty.name)):
            edits += named_edits(setting, span, (duty.name,))
        if move:
            edits += time_edits(setting, span, times)
        text, made = rewrite(setting, span, edits)
        self.todo += [edit.todo for edit in made if edit.todo]
        text = _without_subject(text.replace("\n", " "), duty.name)
        change = next((edit.change for edit in made if edit.change == "rescheduled"), made[0].change if made else "copied")
        if text != duty.statement and change == "copied":
            change = "re-addressed"
        return _dash(_ended(text), Origin(change=change, source=duty.id, said=duty.statement, why=made[0].why if made else None))

    def _reports(self, reports: Sequence[Duty]) -> Iterator[Block]:
        """The duties to report, with the parent's dates; where it sets none, a gap."""
        setting = self.setting
        for duty in reports:
            yield self._duty(duty, move=False)
            if any(time.last_day is not None and time.last_day < setting.issued for time in self._times(duty)):
                self.todo.append(f"Báo cáo: thời hạn của cấp trên đã qua: “{duty.statement}”")
        if not reports:
            issuer = setting.issuer
            name = with_place(issuer)
            yield _dash(f"{setting.unit.short} tổng hợp, báo cáo kết quả thực hiện về {name} […: thời hạn báo cáo].")
            self.todo.append("Báo cáo: kế hoạch của cấp trên không nêu thời hạn báo cáo; ghi thời hạn hoặc bỏ")

    def _inner_report(self, reports: Sequence[Duty]) -> Block:
        """What those below report to the unit, before the unit itself has to."""
        setting = self.setting
        ends = [time.end for duty in reports for time in self._times(duty) if time.end and time.precision == "day"]
        start = f"Báo cáo kết quả thực hiện về {setting.unit.short}"
        if ends:
            day = earlier(min(ends), setting.days)
            why = f"sớm hơn thời hạn báo cáo cấp trên {setting.days} ngày làm việc"
            if day > setting.issued:  # before it, there must be a day left
                return _dash(f"{start} trước ngày {printed(day)}.", Origin(change="new", why=why))
        self.todo.append(f"Báo cáo: đặt thời hạn các đơn vị báo cáo về {setting.unit.short}")
        return _dash(f"{start} […: thời hạn báo cáo].", Origin(change="new"))

    def _times(self, duty: Duty) -> list[Time]:
        return [self.times[name] for name in duty.times]


def _dash(text: str, origin: Origin | None = None) -> Block:
    return Block(kind=DASH, label="-", text=text, origin=origin or Origin(change="new"))


def _ended(text: str) -> str:
    text = text.rstrip(" ;,/")
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."


def _without_subject(text: str, name: str) -> str:
    """`Các chi bộ cụ thể hóa Kế hoạch …` in the unit's own list is `Cụ thể hóa Kế hoạch …`."""
    if fold(text).startswith(fold(name)) and len(text) > len(name) + 10:
        rest = re.sub(r"^[\s:,]+(?:có trách nhiệm\s+|chịu trách nhiệm\s+)?", "", text[len(name) :])
        text = rest
    return text[:1].upper() + text[1:]
