"""The body of a derived plan: the parent's sections in their order, with what binds the unit, in its words, numbered anew.

Reads `Tree` and the choice made. Writes blocks, the annex of tasks, and what the draft says of each activity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from adminplan.data import fold
from adminplan.layout.labels import ALPHABET
from adminplan.layout.text import Span
from adminplan.outline.node import Node
from adminplan.passages.sections import heading_kind
from adminplan.plan.plan import Activity, Goal, Time
from adminplan.subplan.draft import DASH, ITEM, PARAGRAPH, PART, PLUS, POINT, Annex, Block, Origin
from adminplan.subplan.membership import MEMBER, OWN
from adminplan.subplan.readdress import (
    Edit,
    Setting,
    money_edits,
    named_edits,
    rewrite,
    scope_edits,
    time_edits,
    unit_edits,
    units_of,
)
from adminplan.subplan.reschedule import printed, rescheduled
from adminplan.subplan.select import Choice
from adminplan.subplan.subplan import LeftOut, Task
from adminplan.subplan.tree import Tree

_KINDS = {"roman": PART, "upper": PART, "part": PART, "chapter": PART, "muc": PART, "article": ITEM, "decimal": ITEM, "paren": ITEM, "letter": POINT, "dash": DASH, "star": DASH, "bullet": DASH, "plus": PLUS}  # fmt: skip
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX")  # fmt: skip
# Sums and counts of the parent's whole scope; shares and what holds for each unit stay.
_COUNT = re.compile(r"(?<![\w/.,])\d{1,3}(?:\.\d{3})+(?![\w%/])|(?<![\w/.,-])\d{1,6}(?:,\d+)?(?![\w%/.,]|\s*(?:%|/))")
_EACH = re.compile(r"(?<!\w)(?:mỗi|từng|100%|ít nhất 0?[12] )")
_NO_COUNT = re.compile(
    r"(?:năm|tháng|ngày|quý|số|chỉ thị|nghị quyết|chương trình|đề án|luật|điều|khoản|mục|khóa|giai đoạn|lần thứ|\d\s*[-–])\s*$",
    re.IGNORECASE,
)
_OF_TIME = re.compile(r"\s*(?:lần|ngày|tháng|tuổi|giờ|năm|tuần)(?!\w)")
_OVERALL = re.compile(r"(?<!\w)(?:toàn|cả|trên địa bàn|trong) (?:tỉnh|thành phố|huyện|ngành|quốc|nước|xã)(?!\w)")
_CLOSES = re.compile(
    r"(?:trên đây là|nhận được kế hoạch này|trong quá trình (?:triển khai|thực hiện|tổ chức)|yêu cầu (?:các|thủ trưởng)|đề nghị các|căn cứ (?:nội dung )?kế hoạch)"
)
_GOES_ON = re.compile(r" (?!và )[a-zà-ỹđ]")  # "UBND các xã rà soát …": a sentence inside a field
COLUMNS = ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện", "Sản phẩm")


class Body:
    """Writes the body; `tasks`, `left_out` and `todo` as it goes."""

    def __init__(self, setting: Setting, tree: Tree, choice: Choice) -> None:
        self.setting, self.tree, self.choice = setting, tree, choice
        self.times = {time.id: time for time in setting.plan.times}
        self.tasks: list[Task] = []
        self.left_out: list[LeftOut] = []
        self.todo: list[str] = []
        self.clauses: set[str] = set()
        self.organisation: Node | None = None
        self.money = False
        self.annex_rows = [row for row in tree.rows if row.id in choice.ways]
        self.bare = sum(node.kind in {"roman", "upper"} for node in tree.body) == 0

    @property
    def top(self) -> str:
        """What the sections are: parts (I.), or items (1.) where the parent has no parts."""
        return ITEM if self.bare and any(node.kind == "decimal" for node in self.tree.body) else PART

    def blocks(self) -> list[Block]:
        """The sections but that of organisation."""
        out: list[Block] = []
        count = 0
        for node in self.tree.body:
            section = self._section(node, count + 1)
            if section and section[0].label not in {None, "-", "+"}:
                count += 1
            out += section
        self.sections = count
        return out

    def _section(self, node: Node, place: int) -> list[Block]:
        if self.tree.in_table(node):
            return []
        below = list(node.walk())
        starts = {inner.span.start for inner in below}
        heading = self._text(node).split(":", 1)[0]
        kind = heading_kind(heading)
        work = any(at in self.tree.activities for at in starts) or any(
            node.span.start <= row.evidence.span.start < node.end for row in self.tree.rows
        )
        duties = any(at in self.tree.duties for at in starts)
        if not work and (duties or kind == "organisation") and not any(at in self.tree.goals for at in starts):
            self.organisation = self.organisation or node
            return []
        if not work and not any(at in self.tree.goals for at in starts):
            return self._idle(node, kind, place)
        return self._walk(node, self._label(node, place, None), self._top_kind(node))

    def _top_kind(self, node: Node) -> str:
        kind = _KINDS.get(node.kind, PARAGRAPH)
        return self.top if kind in {PART, ITEM} else kind

    def _idle(self, node: Node, kind: str | None, place: int) -> list[Block]:
        """Sections that hold no work: money is a gap, the parent's situation and prizes stay with the parent, themes and scope are kept."""
        label, said = self._label(node, place, None), self._text(node)
        heading = said.split(":", 1)[0] if ":" in said else said
        if kind == "money":
            self.money = True
            self.todo.append("Kinh phí: xác định nguồn và mức")
            self.left_out.append(LeftOut("section", None, heading, "kinh phí do đơn vị quyết định"))
            return [
                Block(kind=self._top_kind(node), label=label, text=heading.rstrip(":. "), origin=Origin(change="copied", said=heading)),
                Block(kind=PARAGRAPH, text="Kinh phí thực hiện Kế hoạch: […: nguồn, mức kinh phí của đơn vị].", origin=Origin(change="new")),
            ]  # fmt: skip
        if kind == "situation":
            self.left_out.append(LeftOut("section", None, heading, "tình hình của cấp trên; đơn vị tự đánh giá khi cần"))
            return []
        if node.kind == "paragraph" and (_CLOSES.match(fold(said)) or not node.label):
            self.left_out.append(LeftOut("section", None, said, "lời dẫn, lời kết của cấp trên"))
            return []
        if kind == "criteria":
            self.left_out.append(LeftOut("section", None, heading, "quy định của cấp trên, áp dụng theo kế hoạch của cấp trên"))
            number = self.setting.plan.letterhead.number
            where = f"mục {node.label} " if node.label else ""
            text = f"Thực hiện theo {where}Kế hoạch số {number} của {self.setting.issuer.short}." if number else f"Thực hiện theo {where}kế hoạch của cấp trên."  # fmt: skip
            return [
                Block(kind=self._top_kind(node), label=label, text=heading.rstrip(":. "), origin=Origin(change="copied", said=heading)),
                Block(kind=PARAGRAPH, text=text, origin=Origin(change="new")),
            ]  # fmt: skip
        return self._walk(node, label, self._top_kind(node), plain=True)

    def _walk(self, node: Node, label: str | None, kind: str, *, plain: bool = False) -> list[Block]:
        """The blocks of an item and all below it; nothing where it does not bind the unit."""
        if self.tree.in_table(node) or node.table is not None or (not node.children and self._text(node).strip(" .-").isdigit()):
            return []  # a line of a table, a page number
        start = node.span.start
        activity, goal = self.tree.activities.get(start), self.tree.goals.get(start)
        if activity is not None and activity.id not in self.choice.ways:
            return []
        if start in self.tree.duties and activity is None and not plain:
            return []
        if node.kind == "paragraph" and _CLOSES.match(fold(self._text(node))) and activity is None and goal is None:
            return []
        if activity is not None:
            self.clauses = {
                one.name
                for one in activity.assignments
                if self.setting.named.get(one.name) in {OWN, MEMBER}
                and ("clause" in one.evidence.found_by or _GOES_ON.match(self.setting.plan.text, one.evidence.span.end))
            }
            self._task(activity, node)
        own = [self._block(node, label, kind, activity, goal)]
        counts: dict[str, int] = {}
        for child in node.children:
            key = child.kind
            counts[key] = counts.get(key, 0) + 1
            made = self._walk(child, self._label(child, counts[key], (node, label)), self._kind_of(child), plain=plain)
            if made:
                own += made
            else:
                counts[key] -= 1
        rows = [row for row in self.annex_rows if start <= row.evidence.span.start < node.end]
        if rows and not any(block.text.startswith("Nhiệm vụ cụ thể tại Phụ lục") for block in own):
            own.append(
                Block(kind=PARAGRAPH, text="Nhiệm vụ cụ thể tại Phụ lục kèm theo Kế hoạch này.", origin=Origin(change="new"))
            )
        held = len(own) > 1 or activity is not None or goal is not None or plain
        names_work = node.children and any(inner.span.start in self.tree.activities for inner in node.walk())
        if (not held) and node.label and (names_work or node.children):
            return []
        kept = self._kept | self.tree.goals.keys()
        if names_work and activity is None and not rows and not any(inner.span.start in kept for inner in node.walk()):
            return []
        return own

    @property
    def _kept(self) -> set[int]:
        return {at for at, one in self.tree.activities.items() if one.id in self.choice.ways}

    def _kind_of(self, node: Node) -> str:
        return _KINDS.get(node.kind, PARAGRAPH) if _KINDS.get(node.kind) != PART else (ITEM if self.top == ITEM else PART)

    def _text(self, node: Node) -> str:
        return self.setting.plan.text[node.words.start : node.words.end]

    def _block(self, node: Node, label: str | None, kind: str, activity: Activity | None, goal: Goal | None) -> Block:
        setting, span = self.setting, Span(node.words.start, node.words.end)
        edits = self._edits(span)
        if activity is None:
            edits += money_edits(setting, span)
        if goal is not None:
            edits += self._figures(goal, span)
        text, made = rewrite(setting, span, edits)
        self.todo += [edit.todo for edit in made if edit.todo]
        source = activity.id if activity else goal.id if goal else None
        order = ("rescheduled", "re-addressed", "narrowed")
        change = next((name for name in order if any(edit.change == name for edit in made)), "copied")
        why = "; ".join(dict.fromkeys(edit.why for edit in made)) or None
        return Block(
            kind=kind,
            label=label,
            text=text.replace("\n", " "),
            origin=Origin(change=change, source=source, said=self._text(node), why=why),
        )

    def _edits(self, span: Span) -> list[Edit]:
        """The changes that any stretch of the body takes: units, times, scope."""
        setting = self.setting
        assigned = [one for own in setting.plan.activities for one in own.assignments if span.holds(one.evidence.span)]
        times = [time for time in setting.plan.times if span.holds(time.evidence.span)]
        edits = [*unit_edits(setting, span, assigned), *time_edits(setting, span, times)]
        return [*edits, *named_edits(setting, span, self.clauses), *scope_edits(setting, span)]

    def _figures(self, goal: Goal, span: Span) -> list[Edit]:
        """Counts of a target of the parent's whole scope: the child's own are for people to set."""
        setting = self.setting
        text = setting.plan.text[span.start : span.end]
        if not setting.narrower or not (goal.kind in {"target", "objective"} or _OVERALL.search(fold(text))):
            return []
        out = []
        for match in _COUNT.finditer(text):
            clause = re.split(r"[;.](?=\s)", text[: match.start()])[-1]
            counts = not _NO_COUNT.search(clause) and not _OF_TIME.match(text, match.end())
            if not counts or _EACH.search(fold(f"{clause[-40:]}{match[0]} ")) or re.match(r"(?:19|20)\d\d$", match[0]):
                continue
            where = Span(span.start + match.start(), span.start + match.end())
            out.append(Edit(where, "[…: chỉ tiêu của đơn vị]", "narrowed", "chỉ tiêu của cấp trên cho toàn phạm vi", f"Chỉ tiêu: cấp trên đặt {match[0]} cho toàn phạm vi ở “{text[:80]}”"))  # fmt: skip
        return out

    def _label(self, node: Node, count: int, above: tuple[Node, str | None] | None) -> str | None:
        """The label of an item that stands at a place among its kind."""
        if node.label is None:
            return None
        if node.kind in {"dash", "plus", "star"}:
            return {"dash": "-", "plus": "+", "star": "*"}[node.kind]
        if node.kind == "bullet":
            return "+" if above is not None and above[0].kind in {"dash", "bullet"} else "-"
        roman = _ROMAN[min(count, 20)]
        if node.kind == "roman":
            return f"{roman}."
        if node.kind in {"part", "chapter", "muc", "article"}:
            word = node.label.rsplit(" ", 1)[0]
            return f"{word} {count if node.kind in {'article', 'muc'} else roman}."
        if node.kind == "upper":
            return f"{'ABCDEGHIKLMN'[min(count, 12) - 1]}."
        if node.kind == "letter":
            return f"{ALPHABET[min(count, len(ALPHABET)) - 1]})"
        if node.kind == "paren":
            return f"({count})" if node.label.strip("()").isdigit() else f"({node.label.strip('()')})"
        if "." in node.label:
            head = node.label.rsplit(".", 1)[0]
            if above is not None and above[0].kind == "decimal" and above[0].label == head and above[1]:
                return f"{above[1].rstrip('.')}.{count}."
            if above is not None and above[0].kind == "roman" and head == above[0].label and above[1]:
                return f"{above[1].rstrip('.')}.{count}."
            return f"{head}.{count}."
        return f"{count}."

    def _title(self, activity: Activity, node: Node | None) -> str:
        """The title in the child's words: it is the beginning of the item's own text."""
        if node is None:
            return activity.title
        span = Span(node.words.start, node.words.start + len(activity.title))
        if self.setting.plan.text[span.start : span.end].replace("\n", " ") != activity.title:
            return activity.title
        return rewrite(self.setting, span, self._edits(span))[0]

    def _task(self, activity: Activity, node: Node | None = None) -> None:
        self.tasks.append(
            Task(
                self._title(activity, node),
                units_of(self.setting, activity.assignments),
                tuple(self._said(activity.times)),
                activity.id,
            )
        )

    def _said(self, names: Iterable[str]) -> Iterator[tuple[str, date | None, date | None, str | None]]:
        for name in names:
            time = self.times[name]
            new = rescheduled(time, issued=self.setting.issued, days=self.setting.days)
            if new is None:
                now = "nay" in fold(time.text).split() and time.kind == "range"
                yield (time.kind, self.setting.issued if now else time.start, time.end, time.recurrence)
            elif not new.gap:
                yield (new.kind, new.start, new.end, None)

    def annex(self) -> Annex | None:
        """The table of the tasks that stood in tables, or `None`."""
        if not self.annex_rows:
            return None
        rows, origins = [], []
        numbers: dict[tuple[str | None, bool], int] = {}
        for row in self.annex_rows:
            group = self.choice.ways[row.id] == "group"
            place = row.parent, group
            numbers[place] = numbers.get(place, 0) + 1
            label = _ROMAN[min(numbers[place], 20)] if group else str(numbers[place])
            units = units_of(self.setting, row.assignments)
            lead = "; ".join(name for name, role in units if role != "coordinate")
            support = "; ".join(name for name, role in units if role == "coordinate")
            times = list(dict.fromkeys(self._cell(self.times[name], row) for name in row.times))
            cells = (
                label,
                row.title,
                _capital(lead),
                _capital(support),
                "; ".join(filter(None, times)),
                "; ".join(map(self._product, row.products)),
            )
            rows.append(cells)
            changed = any(name not in {one.name for one in row.assignments} for name, _ in units)
            change = "re-addressed" if changed else "copied"
            moved = [rescheduled(self.times[name], issued=self.setting.issued, days=self.setting.days) for name in row.times]
            own = ", ".join(name for name, _ in units if name not in {one.name for one in row.assignments})
            why = [f"tên đơn vị viết lại cho kế hoạch này: {own}"] if changed else []
            why += [new.why for new in moved if new is not None]
            if any(moved):
                change = "rescheduled"
            said = row.evidence.quote.replace("\n", " | ")
            origins.append(Origin(change=change, source=row.id, said=said, why="; ".join(dict.fromkeys(why)) or None))
            self._task(row)
        return Annex(title="Phân công nhiệm vụ thực hiện Kế hoạch", columns=COLUMNS, rows=tuple(rows), origins=tuple(origins))

    def _cell(self, time: Time, row: Activity) -> str:
        """A time of a row: a bare day in a column of deadlines says so itself, as the column of the annex does not."""
        new = rescheduled(time, issued=self.setting.issued, days=self.setting.days)
        if new is not None and new.gap:
            self.todo.append(f"Thời gian: {new.why}; cấp trên ấn định “{time.text}”")
            return new.text
        text = new.text if new is not None else time.text
        if time.kind == "deadline" and time.precision == "day" and re.match(r"\d", text):
            end = new.end if new is not None else time.end
            return f"Chậm nhất ngày {printed(end)}" if end else text
        if time.kind == "deadline" and re.match(r"(?:tháng|quý|năm)\b", text, re.IGNORECASE):
            return f"Hoàn thành trong {lower(text)}"
        own = self._cell_of(time, row)
        return _capital(own.replace(time.text, text, 1)) if own else _capital(text)

    def _cell_of(self, time: Time, row: Activity) -> str | None:
        """The whole cell in which the row says a time ("Mùa mưa hằng năm"), when it is short and says no other."""
        span, text = time.evidence.span, self.setting.plan.text
        if not row.evidence.span.holds(span):
            return None
        start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
        line = text[start : end if end >= 0 else len(text)]
        alone = sum(start <= self.times[name].evidence.span.start < start + len(line) for name in row.times) == 1
        return line if alone and len(line) <= 60 else None

    def _product(self, text: str) -> str:
        """What comes out; how many is for the child to say, where its scope is smaller."""
        if not self.setting.narrower or not _COUNT.search(text):
            return text
        self.todo.append(f"Sản phẩm: cấp trên nêu “{text}” cho toàn phạm vi")
        return _COUNT.sub("[…: số lượng]", text)


def lower(text: str) -> str:
    """With a small first letter."""
    return text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
