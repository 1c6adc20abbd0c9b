"""Activities: the smallest unit of work that a section of content numbers or letters, and the rows of task tables.

Reads nodes of an `Outline`. Writes `ActivityPassage`s with title, units, times, products. Dashed lines below a numbered item are its
details; only where nothing is numbered is each dash (else each paragraph) an activity.
"""

from __future__ import annotations

import re

from adminplan.layout.text import Span, Text
from adminplan.outline.node import Node
from adminplan.passages.duties import skip_closing
from adminplan.passages.facts import Calendar, Facts, merge_times, read_facts
from adminplan.passages.goals import announces_targets, target_items
from adminplan.passages.passage import TimePassage
from adminplan.passages.sections import GOALS, IDLE, field, heading_kind
from adminplan.passages.table_rows import read_rows
from adminplan.passages.units_words import VERB, key_of
from adminplan.passages.work import ActivityPassage

NUMBERED = {"roman", "upper", "named", "decimal", "letter", "paren", "article", "muc"}
DASHED = {"dash", "bullet", "star", "plus"}
# The end of a first sentence: a full stop before a capital, not after an abbreviation or inside brackets.
_SENTENCE = re.compile(r"[.!?](?<![A-ZĐ].)(?<!\bTP.)(?<!\bTS.)(?<!\bsố.)(?=\s+[A-ZÀ-ỸĐ“\"(])")
_NAMES_SECTION = re.compile(
    r"(?:các |một số |những )?(?:nội dung|nhiệm vụ|giải pháp|hoạt động|công việc|biện pháp)"
    r"(?:(?: và|,)? (?:nội dung|nhiệm vụ|giải pháp|hoạt động|chủ yếu|trọng tâm|cụ thể|thi đua|thực hiện|tổ chức|chính|công việc|biện pháp|triển khai|kế hoạch))*$",
    re.IGNORECASE,
)
# "1. Nội dung", "3. Nội dung thi đua": the part of a section that says what is done, beside its "Hình thức", "Thời gian".
_CONTENT = re.compile(r"(?:các )?nội dung(?: [^\W\d_]+){0,5}\s*:?$", re.IGNORECASE)
# "2. Hình thức tuyên truyền": how it is done, where its items are no work ("Trực tiếp kết hợp trực tuyến") but words.
_FORMS = re.compile(r"(?:các |một số )?(?:hình thức|phương thức)(?:,?(?: và)? (?!khen)[^\W\d_]+){0,6}\s*:?$", re.IGNORECASE)
_NAMES_STAGE = re.compile(
    r"(?:giai đoạn|đợt|bước|tháng|quý|tuần|năm|học kỳ|học kì)\s(?:thứ )?[\dIVX]+[^a-zà-ỹ]*(?:\([^)]*\))?$", re.IGNORECASE
)
# "Giai đoạn khởi động (tháng 3/2023)", "Đợt 2: từ tháng 6 đến tháng 8", "Thứ hai, ngày 10/11": when, and not yet what.
_MOMENT = (
    r"dự kiến|khoảng|từ|trong|trước|sau|đến|hết|nay|và|các|đầu|giữa|cuối|sáng|chiều|tối|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|ngày ban hành(?: kế hoạch)?"
    r"|ngày|tháng|quý|tuần(?: lễ)?|năm|học kỳ|học kì|năm học|[\d/.]+|[IVX]+(?:/\d+)?"
)
_WHEN = rf"(?:(?:{_MOMENT}|thứ)(?:[\s,;()–-]+|(?=[.:]|$)))+"
_STAGED = re.compile(
    rf"(?:(?:giai đoạn|đợt|chặng)\s[^:;()]{{1,40}}(?::\s*(?=[^:]*\d){_WHEN}|\((?=[^()]*\d)[^()]{{2,80}}\))|(?=[^:]*\d)(?=thứ|chủ|ngày|tháng|tuần|quý){_WHEN})[.:]?$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\([^()]{0,40}\d[^()]{0,40}\)\s*:?$")
_LONGEST_DATE = 80
_LONGEST_STAGE = 160
_DATED = re.compile(rf"(?=[^:]{{0,30}}\d)(?:(?:{_MOMENT}|đợt)(?:[\s,;()–-]+|(?=:))){{1,14}}:\s+(?=\w)", re.IGNORECASE)
_STAGE = re.compile(r"giai đoạn|đợt|bước|tháng|quý|tuần|từ ngày|học kỳ|học kì", re.IGNORECASE)


class Activities:
    """Collects the activities of one document, section after section, into `found`."""

    def __init__(self, text: Text, calendar: Calendar) -> None:
        self.text, self.calendar = text, calendar
        self.found: list[ActivityPassage] = []

    def section(self, node: Node, *, sections: tuple[str, ...], parent: int | None = None, above: Facts | None = None) -> None:
        """The work that stands under a heading, or in an item that has no items of its own."""
        below = (*sections, node.label) if node.label else sections
        if above is None or node.kind in {"bold", "caps"}:
            above = (above or Facts()).with_stage(self._stage_times(node))
        node = self._without_targets(node)
        numbered = [child for child in node.children if child.kind in NUMBERED and not self._is_field(child, node)]
        if numbered or any(child.kind in {"bold", "caps"} and child.children for child in node.children):
            self._children(node, below, parent, above)
        elif any(child.table is not None for child in node.walk()):
            for child in node.walk():
                if child.table is not None:
                    self.table(child, sections=below, parent=parent)
        else:
            self._unnumbered(node, below, parent, above)

    def item(self, node: Node, *, sections: tuple[str, ...]) -> None:
        """A numbered item that stands beside sections of other kinds."""
        self._item(node, sections, None, Facts())

    def table(self, node: Node, *, sections: tuple[str, ...], parent: int | None) -> None:
        """The rows of a task table."""
        assert node.table is not None
        base = len(self.found)
        for row in read_rows(self.text, node, self.calendar, section="/".join(filter(None, sections)) or None):
            self.found.append(row._replace(parent=base + row.parent if row.parent is not None else parent))

    def _children(self, node: Node, sections: tuple[str, ...], parent: int | None, above: Facts | None) -> None:
        # Time and place beside "1. Nội dung" are those of the whole plan.
        whole = any(self._names_content(child, node) for child in node.children)
        facts = above or (Facts() if whole else read_facts(self.text, node.children, self.calendar, fields_only=True))
        for child in node.children:
            if child.table is not None:
                self.table(child, sections=sections, parent=parent)
            elif child.kind in NUMBERED and not self._is_field(child, node):
                self._item(child, sections, parent, facts)
            elif (
                child.kind in {"bold", "caps"}
                and child.children
                and heading_kind(self.text.quote(child.words)) not in GOALS | IDLE
            ):
                self.section(child, sections=sections, parent=parent, above=facts)
            elif any(inner.table is not None for inner in child.walk()):
                for inner in child.walk():
                    if inner.table is not None:
                        self.table(inner, sections=sections, parent=parent)

    def _item(self, node: Node, sections: tuple[str, ...], parent: int | None, above: Facts) -> None:
        own = self.text.quote(node.words)
        kind = heading_kind(own.split(":", 1)[0])
        if kind in GOALS | IDLE and (node.children or ":" in own or len(own.split()) < 12):
            return
        if announces_targets(own):
            return
        below = (*sections, node.label) if node.label else sections
        node = self._without_targets(node)
        if node.children == () and target_items(self.text, node):
            return
        inner = [child for child in node.children if child.kind in NUMBERED and not self._is_field(child, node)]
        tables = [deep for deep in node.walk() if deep.table is not None]
        if (
            inner
            or tables
            or any(
                child.kind in {"bold", "caps"} and any(deep.kind in NUMBERED for deep in child.children)
                for child in node.children
            )
        ):
            index = len(self.found)
            facts = read_facts(self.text, node.children, self.calendar, fields_only=True)
            facts = facts.with_stage(self._stage_times(node))
            self._add(node, sections, parent, Facts(), Facts())
            for child in node.children:
                if child.table is not None:
                    self.table(child, sections=below, parent=index)
            self._children(
                node._replace(children=tuple(child for child in node.children if child.table is None)),
                below,
                index,
                facts.over(above),
            )
            if len(self.found) == index + 1:  # nothing below was work: it is one itself
                self.found.pop()
                self._leaf(node, sections, parent, above)
        elif (len(own.split()) <= 12 and not own.endswith((".", ";")) and _merely_names(own)) or (
            node.children and is_stage(self.text, node)
        ):
            self._unnumbered(node, below, parent, Facts().with_stage(self._stage_times(node)).over(above))
        else:
            self._leaf(node, sections, parent, above)

    def _without_targets(self, node: Node) -> Node:
        """The item without what its lead-in makes targets."""
        targets = target_items(self.text, node)
        return node._replace(children=tuple(child for child in node.children if child not in targets)) if targets else node

    def _unnumbered(self, node: Node, sections: tuple[str, ...], parent: int | None, above: Facts | None) -> None:
        """A section that numbers nothing: each dash is an activity, or each paragraph where there are no dashes."""
        above = above or Facts()
        dashes = [child for child in _flat_dashes(node) if not is_field(self.text, child) and not is_stage(self.text, child)]
        if dashes:
            for child in dashes:
                self._leaf(child, sections, parent, above)
            return
        paragraphs = [child for child in node.children if child.kind in {"paragraph", "bold"} and not is_field(self.text, child)]
        rest = self._after_colon(node)
        if rest is not None:
            self._leaf(node._replace(words=rest, children=()), sections, parent, above, label=None)
        for child in paragraphs:
            own = self.text.quote(child.words)
            if not (own.endswith(":") and not child.children) and not skip_closing(own):
                self._leaf(child, sections, parent, above)

    def _after_colon(self, node: Node) -> Span | None:
        own = self.text.quote(node.words)
        head, colon, rest = own.partition(":")
        if node.kind != "paragraph" and colon and len(rest.strip()) > 15 and len(head.split()) < 12:
            return Span(node.words.end - len(rest.lstrip()), node.words.end)
        return None

    def _leaf(self, node: Node, sections: tuple[str, ...], parent: int | None, above: Facts, *, label: str | None = "") -> None:
        facts = read_facts(self.text, (node,), self.calendar, fields_only=False)
        self._add(node, sections, parent, facts, above, label=label)

    def _add(
        self, node: Node, sections: tuple[str, ...], parent: int | None, facts: Facts, above: Facts, *, label: str | None = ""
    ) -> None:
        roles = {unit.role for unit in facts.units}
        self.found.append(
            ActivityPassage(
                span=node.span,
                end=node.end,
                path=node.path,
                title=self._title(node),
                label=node.label if label == "" else label,
                section="/".join(sections) or None,
                parent=parent,
                details=tuple(child.span for child in node.children if child.table is None),
                units=facts.units,
                inherited=tuple(unit for unit in above.units if unit.role not in roles),
                times=merge_times(above.stage, facts.times or above.times),
                products=facts.products,
                budget=facts.budget,
                found_by="activity.item@1",
            )
        )

    def _title(self, node: Node) -> Span:
        return title_span(self.text, node.words)

    def _is_field(self, node: Node, above: Node) -> bool:
        """Whether a numbered item below `above` is a field of it; a section's "1. Nội dung" names what the section holds."""
        return is_field(self.text, node) and not self._names_content(node, above)

    def _names_content(self, node: Node, above: Node) -> bool:
        if not node.children or self.text.string[node.words.start] not in "NnCcHhPpMm":
            return False
        kinds = {child.kind for child in node.children}
        own = self.text.quote(node.words)
        if kinds.isdisjoint(NUMBERED | DASHED) or not (_CONTENT.match(own) or (_FORMS.match(own) and self._does_work(node))):
            return False
        return above.kind not in {"decimal", "letter", "paren"} or _merely_names(self.text.quote(above.words))

    def _does_work(self, node: Node) -> bool:
        """Whether most items below begin with a verb."""
        keys = [key_of(self.text.quote(child.words)) for child in node.children]
        told = sum(VERB.match(key) is not None and not key.startswith("trực ") for key in keys)  # "Trực tuyến"
        return told > 1 and 2 * told > len(keys)

    def _stage_times(self, node: Node) -> tuple[TimePassage, ...]:
        own = self.text.quote(node.words)
        if len(own) > 200 or not (_STAGE.search(own) or _BRACKETED.search(own) or is_stage(self.text, node)):
            return ()
        found = self.calendar.find(self.text, node.words)
        return tuple(time for time in found if time.kind in {"range", "deadline", "from"})


def is_field(text: Text, node: Node) -> bool:
    """Whether an item is a field of an activity (`Thời gian: …`) and no work of its own."""
    own = text.string[node.words.start : min(node.words.end, node.words.start + 80)]
    found = field(own)
    if found is None:
        return False
    surely = found[0] not in {"other", "circumstance"} or node.kind in {"dash", "plus", "bullet", "star", "paragraph"}
    return surely or bool(node.children) or ":" in own


def is_stage(text: Text, node: Node) -> bool:
    """Whether an item or heading only names a stage and its time, and no work: "Giai đoạn 2 (quý III/2024)", "Thứ tư, ngày 12/11"."""
    return node.words.end - node.words.start <= _LONGEST_STAGE and bool(_STAGED.match(text.quote(node.words)))


def title_span(text: Text, words: Span) -> Span:
    """The heading of an item (what stands before its colon) or its first sentence, without final punctuation.

    A time before the colon ("Tháng 5/2024: Ban hành thể lệ") is no heading: what is done then is.
    """
    own = text.quote(words)
    dated = _DATED.match(own) if 0 < own.find(":") < _LONGEST_DATE else None
    if dated and dated.end() < len(own):
        words = Span(words.start + dated.end(), words.end)
        own = text.quote(words)
    end = len(own)
    match = _SENTENCE.search(own)
    if match:
        end = match.start()
    colon = own.find(":", 0, end)
    if (
        colon > 0
        and own[:colon].count("“") == own[:colon].count("”")
        and 1 < len(own[:colon].split()) <= 30
        and not own[colon + 1 : colon + 3].strip().isdigit()
    ):
        end = colon
    head = own[:end].rstrip(" .:;,")
    return Span(words.start, words.start + max(1, len(head)))


def _flat_dashes(node: Node) -> list[Node]:
    """The dashed items of a section, those under a lead-in paragraph included."""
    out: list[Node] = []
    for child in node.children:
        if child.kind in {"dash", "bullet", "star"}:
            out.append(child)
        elif child.kind in {"paragraph", "bold", "caps"}:
            out += _flat_dashes(child)
    if not out:
        out = [child for child in node.children if child.kind == "plus"]
    return out


def _merely_names(own: str) -> bool:
    """Whether a numbered heading only names a section ("Nội dung") or a stage ("Giai đoạn 2025 - 2030")."""
    head = own.strip(" :.")
    return bool(
        _NAMES_SECTION.match(head)
        or _NAMES_STAGE.match(head)
        or _CONTENT.match(head)
        or _FORMS.match(head)
        or _STAGED.match(head)
    )
